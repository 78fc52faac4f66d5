"""Calibration: whether a score of 80 means that about 80 in 100 such pairs are worth an interview."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assay.evaluation.rankings import INTERVIEW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EDGES: Final = (0.0, 5.0, 10.0, 20.0, 40.0, 60.0, 80.0, 100.0)
"""Edges of the bins of scores, 0-100; narrow at the foot, where most pairs lie."""

ABOVE: Final = 20.0
"""Scores from which the calibration error counts: below, hardly anybody is worth an interview."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs with scores from `low` to `high`: how many, their mean score, and the share worth an
    interview with its 95 % interval (Wilson 1927), all 0-100."""

    low: float
    high: float
    pairs: int
    score: float
    share: float
    share_low: float
    share_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFigures:
    """Calibration of scores against "worth an interview" (grade 2 and up).

    Attributes:
        pairs: judged pairs; base_rate: share of them worth an interview, 0-1.
        brier: mean squared error of the score as a chance (Brier 1950).
        brier_skill: 1 less its ratio to the error of always saying the base rate; 1 is perfect, 0 no better.
        error: mean distance (0-1) between score and share over the bins above `ABOVE`, by pairs
            (expected calibration error, Naeini et al. 2015); NaN where nothing scores so high.
        bins: the reliability table.
    """

    pairs: int
    base_rate: float
    brier: float
    brier_skill: float
    error: float
    bins: tuple[Bin, ...]


def calibration_figures(
    bits: Sequence[float] | Floats, grades: Sequence[float] | Floats
) -> CalibrationFigures:
    """The calibration of scores in bits against grades 0-3."""
    chances = [1.0 / (1.0 + math.exp2(-b)) for b in bits]
    good = [float(g >= INTERVIEW) for g in grades]
    base = sum(good) / len(good)
    brier = sum((c - g) ** 2 for c, g in zip(chances, good, strict=True)) / len(good)
    worst = base * (1 - base)
    bins = _bins(chances, good)
    above = [b for b in bins if b.low >= ABOVE and b.pairs]
    count = sum(b.pairs for b in above)
    return CalibrationFigures(
        pairs=len(good),
        base_rate=base,
        brier=brier,
        brier_skill=1.0 - brier / worst if worst else math.nan,
        error=sum(b.pairs * abs(b.score - b.share) for b in above) / count / 100.0 if count else math.nan,
        bins=bins,
    )


def _bins(chances: Sequence[float], good: Sequence[float]) -> tuple[Bin, ...]:
    out = []
    for low, high in pairwise(EDGES):
        inside = [
            (c, g)
            for c, g in zip(chances, good, strict=True)
            if low <= 100.0 * c < high or (c == 1.0 and high == EDGES[-1])
        ]
        hits, count = sum(g for _, g in inside), len(inside)
        share_low, share_high = _wilson(hits, count)
        out.append(
            Bin(
                low=low,
                high=high,
                pairs=count,
                score=100.0 * sum(c for c, _ in inside) / count if count else math.nan,
                share=100.0 * hits / count if count else math.nan,
                share_low=share_low,
                share_high=share_high,
            )
        )
    return tuple(out)


def _wilson(hits: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % score interval of a share, 0-100."""
    if not count:
        return 0.0, 100.0
    share, wide = hits / count, z * z / count
    middle = (share + wide / 2) / (1 + wide)
    half = z * math.sqrt(share * (1 - share) / count + wide / (4 * count)) / (1 + wide)
    return 100.0 * max(0.0, middle - half), 100.0 * min(1.0, middle + half)
