"""Fit a matching model to judgements and tell whether it is better than the one in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.learning import (
    FEWEST_BRIEFS,
    INTERVIEW,
    Case,
    Comparison,
    Scorer,
    Settings,
    check_folds,
    check_installed,
    compare,
    cross_validate,
    fit,
    model_text,
    validation,
)
from assay.learning.parameters import PARAMETERS, Parameter
from assay.matching import load_model
from assay.matching.model import DEFAULT, PROVENANCE
from assay.taxonomy import load_taxonomy
from assay.workflow.fit_provenance import Circumstances, provenance, seen_by, source_of, version_of
from assay.workflow.intake import Progress
from assay.workflow.judgements import Panel, read_judgements

__all__ = [
    "Change",
    "Comparison",
    "Fit",
    "Panel",
    "Trial",
    "check_ready",
    "compare_models",
    "fit_model",
    "read_judgements",
]

EVERY = "all"
"""Name of the figures over every panel."""

FOLDS = 5


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


def check_ready(models: Sequence[Path | None], *, fitting: bool) -> None:
    """Raise before the CVs are read where the work could not be done after it.

    ModelError where one of `models` (None for the shipped one) has faults, UsageError where `fitting` lacks SciPy.
    """
    for path in models:
        load_model(path)
    if fitting:
        check_installed()


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
    check_folds(cases, folds)
    fitted = fit(cases, start, scorer, settings)
    bits = cross_validate(cases, start, scorer, settings, folds=folds, processes=processes, progress=progress)
    now = {c.brief_id: scorer.bits(c, model) for c in cases}
    comparisons = _compared(panels, told, now, bits)
    name = version or version_of(fitted.data, day)
    trial = Trial(
        names=(model.version, name),
        reference=told,
        panels=tuple(panels),
        comparisons=comparisons,
        notes=(*_started_on(parent, model.version, panels), *_few(cases)),
    )
    made = Circumstances(parent=model, settings=settings, folds=folds, as_of=as_of, day=day)
    data = dict(fitted.data)
    data["version"], data["source"] = name, source_of(panels, model)
    data[PROVENANCE] = provenance(panels, comparisons, trial.overall.verdict, fitted, made)
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
    _check_comparable([c for c in cases if c.panel == told])
    loaded = [load_model(path) for path in models]
    bits = [{c.brief_id: scorer.bits(c, model) for c in cases} for model in loaded]
    return Trial(
        names=(f"{models[0].name} ({loaded[0].version})", f"{models[1].name} ({loaded[1].version})"),
        reference=told,
        panels=tuple(panels),
        comparisons=_compared(panels, told, bits[0], bits[1]),
        notes=(
            *(
                f"{path.name} was fitted on {told}, so its figures here are kinder than on people it never saw"
                for path in models
                if (told := seen_by(path, panels))
            ),
            *_few(cases),
        ),
    )


def _started_on(parent: Path | None, version: str, panels: Sequence[Panel]) -> tuple[str, ...]:
    """A warning where the start has seen the judgements, for then no fold is wholly unseen."""
    told = seen_by(parent, panels)
    if not told:
        return ()
    return (
        f"{version}, from which the fit starts, was itself fitted on {told}, so neither model's figures are of people "
        "it never saw; for those start from another model with --from, or judge new people",
    )


def _check_comparable(cases: Sequence[Case]) -> None:
    """Raise UsageError where everybody was judged alike, for then every model looks the same."""
    grades = [g for c in cases for g in c.grades.tolist()]
    good = sum(g >= INTERVIEW for g in grades)
    if good in (0, len(grades)):
        raise UsageError(
            f"{len(grades)} judged pair{'' if len(grades) == 1 else 's'}, {good} of them worth an interview, cannot "
            "tell two models apart: some must be worth an interview and some not"
        )


def _few(cases: Sequence[Case]) -> tuple[str, ...]:
    """A warning where there are too few briefs to tell luck from gain."""
    briefs = len({c.text for c in cases})
    if briefs >= FEWEST_BRIEFS:
        return ()
    return (
        f"{briefs} brief{'' if briefs == 1 else 's'} only, over which an interval says little; nothing is "
        f"called better below {FEWEST_BRIEFS}, so have people judged for more",
    )


def _cases(panels: Sequence[Panel]) -> list[Case]:
    return [case for panel in panels for case in panel.cases]


def _reference(panels: Sequence[Panel], asked: str | None) -> str:
    names = [p.name for p in panels]
    if not _cases(panels):
        reasons = [reason for p in panels for reason in p.left_out]
        why = (
            f" ({reasons[0]}{f'; and {len(reasons) - 1} more' if len(reasons) > 1 else ''})"
            if reasons
            else ""
        )
        raise UsageError(
            f"no judged pair could be read from {', '.join(names)}{why}; nothing is there to learn from"
        )
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
