"""Fit a matching model to judgements and tell whether it is better than the one in use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.evaluation.calibration import CalibrationFigures
from assay.learning import (
    Case,
    Comparison,
    Fitted,
    Scorer,
    Settings,
    Validation,
    compare,
    cross_validate,
    fit,
    model_text,
    validation,
)
from assay.learning.parameters import PARAMETERS, Parameter
from assay.matching import MatchModel, load_model
from assay.matching.model import DEFAULT, PROVENANCE
from assay.taxonomy import load_taxonomy
from assay.workflow.intake import Progress
from assay.workflow.judgements import Panel, read_judgements

__all__ = [
    "Change",
    "Comparison",
    "Fit",
    "Panel",
    "Trial",
    "compare_models",
    "fit_model",
    "read_judgements",
]

EVERY = "all"
"""Name of the figures over every panel."""

FOLDS = 5
KEPT = ("ndcg@10", "ndcg@all", "map", "p@5_of_possible", "pair_accuracy", "unsuitable_in_top_10")
"""Ranking figures that a model file keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number of the model by its dotted path, before and after."""

    path: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Two models on the same judged pairs.

    Attributes:
        names: the model in use and the other one.
        reference: the panel whose strictness the scores are read by; calibration is measured on it.
        panels: what was judged.
        comparisons: by panel; over all of them under `EVERY` where there are several, else the one panel.
        notes: sentences that a reader of the figures should know.
    """

    names: tuple[str, str]
    reference: str
    panels: tuple[Panel, ...]
    comparisons: Mapping[str, Comparison]
    notes: tuple[str, ...] = ()

    @property
    def overall(self) -> Comparison:
        """The comparison that decides: rankings over every panel, calibration on the reference."""
        return self.comparisons.get(EVERY) or self.comparisons[self.reference]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted model: the text of its file, what changed, and its trial against the model it came from."""

    text: str
    version: str
    changes: tuple[Change, ...]
    trial: Trial
    leniency: Mapping[str, float]
    """Bits by which each other panel grades higher than the reference."""


def fit_model(  # noqa: PLR0913 - the choices of a public act
    panels: Sequence[Panel],
    *,
    as_of: Month,
    day: date,
    parent: Path | None = None,
    reference: str | None = None,
    version: str | None = None,
    folds: int = FOLDS,
    processes: int = 1,
    progress: Progress | None = None,
) -> Fit:
    """Fit a model to `panels`, starting from `parent` (the shipped model by default), and cross-validate it.

    `reference` names the panel that the score is calibrated to, the first by default. `day` is written into
    the file. Raises UsageError where there is too little to learn from, ModelError where the parent has faults.
    """
    told = _reference(panels, reference)
    model, template = load_model(parent), (parent or DEFAULT).read_text(encoding="utf-8")
    start: dict[str, Any] = yaml.safe_load(template)
    cases, scorer = _cases(panels), Scorer(load_taxonomy(), as_of)
    settings = Settings(reference=told)
    fitted = fit(cases, start, scorer, settings)
    bits = cross_validate(cases, start, scorer, settings, folds=folds, processes=processes, progress=progress)
    now = {c.brief_id: scorer.bits(c, model) for c in cases}
    comparisons = _compared(panels, told, now, bits)
    name = version or _version(fitted.data, day)
    trial = Trial(
        names=(model.version, name), reference=told, panels=tuple(panels), comparisons=comparisons, notes=()
    )
    data = dict(fitted.data)
    data["version"], data["source"] = name, _source(panels, model)
    data[PROVENANCE] = _provenance(trial, fitted, model, settings, folds, as_of, day)
    return Fit(
        text=model_text(data, template),
        version=name,
        changes=_changes(start, fitted.data),
        trial=trial,
        leniency=fitted.leniency,
    )


def compare_models(
    panels: Sequence[Panel], models: tuple[Path, Path], *, as_of: Month, reference: str | None = None
) -> Trial:
    """Two model files on the same judgements, without fitting: the first is the one in use."""
    told = _reference(panels, reference)
    cases, scorer = _cases(panels), Scorer(load_taxonomy(), as_of)
    loaded = [load_model(path) for path in models]
    bits = [{c.brief_id: scorer.bits(c, model) for c in cases} for model in loaded]
    return Trial(
        names=(f"{models[0].name} ({loaded[0].version})", f"{models[1].name} ({loaded[1].version})"),
        reference=told,
        panels=tuple(panels),
        comparisons=_compared(panels, told, bits[0], bits[1]),
        notes=tuple(n for path in models if (n := _seen(path, panels))),
    )


def _cases(panels: Sequence[Panel]) -> list[Case]:
    return [case for panel in panels for case in panel.cases]


def _reference(panels: Sequence[Panel], asked: str | None) -> str:
    names = [p.name for p in panels]
    if not _cases(panels):
        raise UsageError("no judged pair could be read, so there is nothing to learn from")
    if asked is not None and asked not in names:
        raise UsageError(f"--reference {asked!r} is no panel; the panels are {', '.join(names)}")
    found = asked or names[0]
    if not next(p for p in panels if p.name == found).cases:
        raise UsageError(
            f"the panel {found!r} has no judged pair that could be read; name another --reference"
        )
    return found


def _compared(
    panels: Sequence[Panel], reference: str, now: Mapping[str, Any], other: Mapping[str, Any]
) -> dict[str, Comparison]:
    out: dict[str, Comparison] = {}
    for panel in panels:
        if panel.cases:
            out[panel.name] = compare(validation(panel.cases, now), validation(panel.cases, other))
    if len(out) > 1:
        cases = _cases(panels)
        out[EVERY] = compare(validation(cases, now, reference), validation(cases, other, reference))
    return out


def _seen(path: Path, panels: Sequence[Panel]) -> str | None:
    """A warning where a model was fitted on the very judgements it is now measured on."""
    data = yaml.safe_load(path.read_bytes())
    told = data.get(PROVENANCE) if isinstance(data, dict) else None
    rows = told.get("judgements") if isinstance(told, dict) else None
    hashes = {r.get("sha256") for r in rows if isinstance(r, dict)} if isinstance(rows, list) else set()
    both = [p.name for p in panels if p.sha256 in hashes]
    if not both:
        return None
    return f"{path.name} was fitted on {', '.join(both)}, so its figures here are kinder than on people it never saw"


def _version(data: Mapping[str, Any], day: date) -> str:
    weights = json.dumps({k: v for k, v in data.items() if k not in {"version", "source", PROVENANCE}})
    return f"{day:%Y.%m.%d}-{hashlib.sha256(weights.encode()).hexdigest()[:8]}"


def _source(panels: Sequence[Panel], parent: MatchModel) -> str:
    pairs = sum(p.pairs for p in panels)
    people = len(frozenset().union(*(p.people for p in panels)))
    briefs = len({c.text for c in _cases(panels)})
    return (
        f"Fitted by `assay fit` to {pairs} judged pairs of {briefs} briefs and {people} people, starting from "
        f"model {parent.version}; the order of levels and importances is fixed by design, not fitted."
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(path=p.path, before=_value(before, p), after=_value(after, p))
        for p in PARAMETERS
        if _value(before, p) != _value(after, p)
    )


def _value(data: Mapping[str, Any], parameter: Parameter) -> float:
    value: Any = data
    for key in parameter.path.split("."):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return float(value)


def _provenance(  # noqa: PLR0913 - all that a fit stands on
    trial: Trial,
    fitted: Fitted,
    parent: MatchModel,
    settings: Settings,
    folds: int,
    as_of: Month,
    day: date,
) -> dict[str, Any]:
    return {
        "date": day.isoformat(),
        "as_of": str(as_of),
        "parent": {"version": parent.version, "sha256": parent.sha256},
        "judgements": [
            {
                "panel": p.name,
                "file": p.file,
                "sha256": p.sha256,
                "briefs": len(p.cases),
                "people": len(p.people),
                "pairs": p.pairs,
            }
            for p in trial.panels
        ],
        "settings": {
            "reference": trial.reference,
            "ridge": settings.ridge,
            "rounds": settings.rounds,
            "folds": folds,
        },
        "leniency": {name: round(bits, 3) for name, bits in fitted.leniency.items()},
        "verdict": trial.overall.verdict,
        "held_out": {
            name: {"before": _kept(c.now), "after": _kept(c.fitted)} for name, c in trial.comparisons.items()
        },
    }


def _kept(figures: Validation) -> dict[str, float]:
    told: CalibrationFigures = figures.calibration
    rows = {name: round(figures.mean[name], 4) for name in KEPT}
    return {
        **rows,
        "brier_skill": round(told.brier_skill, 4),
        "calibration_error": round(told.error, 4),
    }
