"""Validate: scores of pairs by models that saw neither the brief nor the person, and what they are worth."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from assay.errors import UsageError
from assay.evaluation.bootstrap import Interval, paired_interval
from assay.evaluation.calibration import CalibrationFigures, calibration_figures
from assay.evaluation.rankings import brief_figures, mean_figures
from assay.learning.cases import Case, Scorer
from assay.learning.fit import NEEDED, Settings, check, enough, fit, told_of
from assay.learning.parameters import model_with

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

CLEAR: Final = 0.02
"""A difference in Brier skill that counts; our judgement."""

FEWEST_BRIEFS: Final = 5
"""Over fewer briefs nothing is called better: an interval over so few says little."""

_EVEN: Final = Interval(mean=0.0, low=0.0, high=0.0)

FOLDS: Final = 5
HALVES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Figures of one model on pairs: the means over briefs, each brief's, and the calibration."""

    mean: Mapping[str, float]
    briefs: Mapping[str, Mapping[str, float | None]]
    calibration: CalibrationFigures


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
        """``better``, ``worse`` or ``no clear difference``, by nDCG over everybody and the Brier score.

        Better must gain in one and not lose in the other: the ranking gains where its whole interval is above 0
        and loses where its mean is below 0, the Brier skill where it moves by more than `CLEAR`. Worse is the same
        the other way round, and needs no number of briefs.
        """
        gain = self.gains.get("ndcg@all", _EVEN)  # nobody suitable: no ranking to measure
        skill = self.fitted.calibration.brier_skill - self.now.calibration.brier_skill
        if (gain.low > 0 and not skill < -CLEAR) or (gain.mean >= 0 and skill > CLEAR):
            return "better" if len(self.fitted.briefs) >= FEWEST_BRIEFS else "no clear difference"
        if (gain.high < 0 and not skill > CLEAR) or (gain.mean <= 0 and skill < -CLEAR):
            return "worse"
        return "no clear difference"


def cross_validate(  # noqa: PLR0913 - the choices of a public act
    cases: Sequence[Case],
    start: Mapping[str, Any],
    scorer: Scorer,
    settings: Settings,
    *,
    folds: int = FOLDS,
    processes: int = 1,
    progress: Progress | None = None,
) -> dict[str, Floats]:
    """Bits of every pair by a fit that saw neither its brief nor its person, by brief id.

    Briefs (cases of one text together) fall into up to `folds` folds and people into two halves; a pair is
    scored by the fit to the other folds' briefs with the other half's people. `processes` above 1 fit side
    by side; the figures are the same. Raises UsageError where a fold leaves too little to fit to.
    """
    check_folds(cases, folds)
    settings = replace(settings, reference=settings.reference or cases[0].panel)
    parts = _parts(cases, folds)
    jobs = [(cases, start, scorer, settings, held, half) for held in parts for half in range(HALVES)]
    bits = {c.brief_id: np.zeros(len(c.people)) for c in cases}
    for done, (job, scored) in enumerate(zip(jobs, _mapped(jobs, processes), strict=True), 1):
        for brief, found in scored.items():
            case = next(c for c in cases if c.brief_id == brief)
            mine = _halves(case) == job[-1]
            bits[brief][mine] = found[mine]
        if progress:
            progress(done, len(jobs))
    return bits


def check_folds(cases: Sequence[Case], folds: int = FOLDS) -> None:
    """Raise UsageError, before any work, where a fold would leave too little to fit to."""
    parts, every = _parts(cases, folds), np.concatenate([c.shares for c in cases])
    check(every)
    for held in parts:
        others = [c for c in cases if c.text not in held]
        for half in range(HALVES):
            left = np.concatenate([c.shares[_halves(c) != half] for c in others])
            if not enough(left):
                raise UsageError(
                    f"{told_of(every)}, are too few to cross-validate: where a fold holds out briefs and half of "
                    f"the people, {told_of(left)}, are left to fit to, and {NEEDED}; judge more people, or for "
                    "another brief"
                )


_Job = tuple[Sequence[Case], Mapping[str, Any], Scorer, Settings, frozenset[str], int]


def _parts(cases: Sequence[Case], folds: int) -> list[frozenset[str]]:
    """The texts of each fold; each panel's are dealt out evenly, since cases stand panel by panel."""
    texts = list(dict.fromkeys(c.text for c in cases))
    count = min(folds, len(texts))
    if count < 2:
        raise UsageError("judgements of one brief cannot be cross-validated; judge people for a second one")
    return [frozenset(texts[n::count]) for n in range(count)]


def _mapped(jobs: Sequence[_Job], processes: int) -> Iterator[dict[str, Floats]]:
    if processes <= 1:
        yield from map(_held_out, jobs)
        return
    context: Any = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
    with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=context) as executor:
        yield from executor.map(_held_out, jobs)


def _held_out(job: _Job) -> dict[str, Floats]:
    """Bits of the held-out briefs' people, by the fit to the other briefs and the other half of the people."""
    cases, start, scorer, settings, held, half = job
    others = [c for c in cases if c.text not in held]
    kept = [np.flatnonzero(_halves(c) != half) for c in others]
    model = model_with(start, fit(others, start, scorer, settings, kept).values)
    return {c.brief_id: scorer.bits(c, model) for c in cases if c.text in held}


def validation(cases: Sequence[Case], bits: Mapping[str, Floats], panel: str | None = None) -> Validation:
    """Figures of the scores `bits` of `cases`; calibration by one `panel` of readers where there are several."""
    read = [c for c in cases if panel is None or c.panel == panel]
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
            np.concatenate([bits[c.brief_id] for c in read]), np.concatenate([c.grades for c in read])
        ),
    )


def compare(now: Validation, fitted: Validation) -> Comparison:
    """Two models' figures of the same pairs side by side; `now` is the one in use."""
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
