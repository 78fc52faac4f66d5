"""Validate: scores of pairs by models that saw neither the brief nor the person, and what they are worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assay.evaluation.bootstrap import Interval, paired_interval
from assay.evaluation.calibration import CalibrationFigures, calibration_figures
from assay.evaluation.rankings import brief_figures, mean_figures
from assay.learning.cases import Case, Scorer
from assay.learning.fit import Settings, check, fit
from assay.learning.parameters import model_with, values_of

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

FOLDS: Final = 5
HALVES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Figures of one model on held-out pairs: the means, each brief's, and the calibration.

    `bits[b]` are the scores of brief b's people, in the order of its case.
    """

    mean: Mapping[str, float]
    briefs: Mapping[str, Mapping[str, float | None]]
    calibration: CalibrationFigures
    bits: Mapping[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A fitted model beside the one in use, both on pairs the fit did not see.

    `gains` are the fitted model's figures less the other's, bootstrapped over briefs.
    """

    now: Validation
    fitted: Validation
    gains: Mapping[str, Interval]

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``no clear difference``, by nDCG over everybody and the Brier score."""
        gain = self.gains["ndcg@all"]
        brier = self.fitted.calibration.brier_skill - self.now.calibration.brier_skill
        if gain.low > 0 or (gain.mean >= 0 and brier > 0.02):
            return "better"
        return "worse" if gain.high < 0 or (gain.mean <= 0 and brier < -0.02) else "no clear difference"


def cross_validate(
    cases: Sequence[Case],
    start: Mapping[str, Any],
    scorer: Scorer,
    settings: Settings,
    *,
    measured: str | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Score every pair by a fit that saw neither its brief nor its person.

    Briefs fall into up to five folds and people into two halves; a pair is scored by the fit to the other
    folds' briefs with the other half's people. `measured` limits what is measured to one panel's cases.
    """
    told = [c for c in cases if measured is None or c.panel == measured]
    folds = min(FOLDS, len(told))
    scores = {c.brief_id: np.zeros(len(c.people)) for c in told}
    for fold in range(folds):
        held = {c.brief_id for c in told[fold::folds]}
        for half in range(HALVES):
            others = [c for c in cases if c.brief_id not in held]
            kept = [np.flatnonzero(_halves(c) != half) for c in others]
            model = model_with(start, fit(others, start, scorer, settings, kept).values)
            for case in (c for c in told if c.brief_id in held):
                mine = _halves(case) == half
                scores[case.brief_id][mine] = scorer.bits(case, model)[mine]
            if progress:
                progress(fold * HALVES + half + 1, folds * HALVES)
    return validation(told, scores)


def validation(cases: Sequence[Case], bits: Mapping[str, Floats]) -> Validation:
    """Figures of the scores `bits` of `cases`."""
    rows = {
        c.brief_id: brief_figures(
            dict(zip(c.people, c.grades.tolist(), strict=True)),
            dict(zip(c.people, bits[c.brief_id].tolist(), strict=True)),
            frozenset(),
        )
        for c in cases
    }
    return Validation(
        mean=mean_figures(rows),
        briefs=rows,
        calibration=calibration_figures(
            np.concatenate([bits[c.brief_id] for c in cases]), np.concatenate([c.grades for c in cases])
        ),
        bits=bits,
    )


def compare(
    cases: Sequence[Case], start: Mapping[str, Any], fitted: Validation, scorer: Scorer
) -> Comparison:
    """The model in use (`start`) beside the cross-validated fit, on the same pairs."""
    told = [c for c in cases if c.brief_id in fitted.bits]
    model = model_with(start, values_of(start))
    now = validation(told, {c.brief_id: scorer.bits(c, model) for c in told})
    gains = {}
    for figure in fitted.mean:
        pairs = [(fitted.briefs[b][figure], now.briefs[b][figure]) for b in fitted.briefs]
        known = [a - b for a, b in pairs if a is not None and b is not None]
        if known:
            gains[figure] = paired_interval(known)
    return Comparison(now=now, fitted=fitted, gains=gains)


def _halves(case: Case) -> NDArray[np.intp]:
    """The half of each person, by their id alone, so that a person is in one half for every brief."""
    return np.array([sum(person.encode()) % HALVES for person in case.people], dtype=np.intp)


__all__ = ["Comparison", "Validation", "check", "compare", "cross_validate", "validation"]
