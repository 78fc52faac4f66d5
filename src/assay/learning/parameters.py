"""Parameters: the numbers of a matching model that may be fitted, with bounds that keep its promises.

Levels are fitted as steps from one to the next, none below 0.02 bits, so that a higher level always
earns more (monotone by construction, as isotonic regression is). What words alone are worth, the order
of importances and the rule that silence is 0 bits are not parameters.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assay.matching.model import MatchModel, model_of

Floats = NDArray[np.float64]

_STEPS: Final = ("listed", "theory only", "adjacent", "used", "practised", "deep", "authority")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the model file by dotted path, its bounds, and the width by which it usually moves."""

    path: str
    low: float
    high: float
    width: float


PARAMETERS: Final = (
    Parameter("levels.denied", -6.0, -0.2, 0.5),
    *(Parameter(f"levels.{name}", 0.02, 2.8, 0.3) for name in _STEPS),  # together at most 20, as a model may
    Parameter("importance.should", 0.1, 1.0, 0.2),
    Parameter("importance.nice", 0.02, 0.8, 0.1),
    Parameter("requirement_kinds.experience", 0.3, 1.0, 0.2),
    Parameter("requirement_kinds.domain", 0.05, 1.0, 0.2),
    Parameter("requirement_kinds.signal", 0.05, 1.0, 0.2),
    Parameter("requirement_kinds.language", 0.05, 1.0, 0.2),
    Parameter("requirement_kinds.education", 0.02, 0.8, 0.1),
    Parameter("requirement_kinds.other", 0.0, 0.6, 0.1),
    Parameter("specificity.floor", 0.05, 1.0, 0.2),
    Parameter("all_asked.best_share", 0.0, 1.0, 0.2),
    Parameter("years.floor", 0.2, 1.0, 0.2),
    Parameter("years.relevant_share", 0.1, 1.0, 0.2),
    Parameter("recency.floor", 0.4, 1.0, 0.1),
    Parameter("signals.beside_skills", 0.1, 1.0, 0.2),
    Parameter("text.phrase", 0.1, 1.0, 0.2),
    Parameter("text.unreviewed", 0.1, 1.0, 0.2),
    Parameter("text.similar", 0.0, 0.9, 0.2),
    Parameter("grouping.related", 0.0, 1.0, 0.2),
    Parameter("grouping.floor", 0.1, 1.0, 0.1),
    Parameter("seniority.0", 0.0, 6.0, 0.5),
    Parameter("seniority.1", 0.0, 6.0, 0.5),
    Parameter("speciality.bits", 0.0, 12.0, 1.0),
    Parameter("speciality.own_share", 0.0, 1.0, 0.2),
    Parameter("speciality.work_full", 2.0, 40.0, 3.0),
    Parameter("speciality.full_share", 0.05, 1.0, 0.15),
    Parameter("speciality.niche_full", 0.5, 10.0, 1.0),
    Parameter("speciality.title_share", 0.0, 1.0, 0.2),
    Parameter("speciality.general_title_share", 0.0, 1.0, 0.1),
    Parameter("scale.span", 4.0, 40.0, 3.0),
    Parameter("scale.grow", 0.3, 6.0, 0.5),
    Parameter("prior.base", -6.0, 4.0, 1.0),
    Parameter("prior.share", 0.1, 1.0, 0.1),
)
"""Every number that `assay fit` may change."""


def values_of(data: Mapping[str, Any]) -> Floats:
    """The parameters' values in the data of a model file, clipped to their bounds."""
    out = np.array([_get(data, p.path) for p in PARAMETERS])
    at = {p.path: n for n, p in enumerate(PARAMETERS)}
    levels = [0.0, *(_get(data, f"levels.{name}") for name in _STEPS)]
    for number, name in enumerate(_STEPS):
        out[at[f"levels.{name}"]] = levels[number + 1] - levels[number]
    clipped: Floats = np.clip(out, lows(), highs())
    return clipped


def data_with(data: Mapping[str, Any], values: Floats) -> dict[str, Any]:
    """The data of a model file with the parameters set to `values`."""
    changed = copy.deepcopy(dict(data))
    total = 0.0
    for parameter, value in zip(PARAMETERS, values.tolist(), strict=True):
        number = value
        if parameter.path.removeprefix("levels.") in _STEPS:
            total += value
            number = total
        _set(changed, parameter.path, round(number, 4))
    _keep_order(changed)
    return changed


def _keep_order(changed: dict[str, Any]) -> None:
    """What must not turn round: a nice-to-have weighs no more than a should, nor similar words than the same."""
    importance, text, seniority = changed["importance"], changed["text"], changed["seniority"]
    importance["nice"] = min(importance["nice"], importance["should"])
    text["similar"] = min(text["similar"], text["phrase"])
    changed["seniority"] = [max(seniority[n:]) for n in range(len(seniority))]  # falls with the distance


def model_with(data: Mapping[str, Any], values: Floats) -> MatchModel:
    """The model of `data` with the parameters set to `values`."""
    return model_of(data_with(data, values), sha256="", name="fitted")


def lows() -> Floats:
    """Lower bounds."""
    return np.array([p.low for p in PARAMETERS])


def highs() -> Floats:
    """Upper bounds."""
    return np.array([p.high for p in PARAMETERS])


def widths() -> Floats:
    """Usual widths."""
    return np.array([p.width for p in PARAMETERS])


def _keys(path: str) -> Sequence[str]:
    return path.split(".")


def _get(data: Mapping[str, Any], path: str) -> float:
    value: Any = data
    for key in _keys(path):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return float(value)


def _set(data: dict[str, Any], path: str, number: float) -> None:
    *parents, last = _keys(path)
    value: Any = data
    for key in parents:
        value = value[key]
    value[int(last) if isinstance(value, list) else last] = number
