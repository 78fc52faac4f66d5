"""Objective: how badly bits explain the grades.

Proportional odds (McCullagh 1980): the log odds of a grade of at least 2 are the bits themselves, so
that a fitted score is a chance; those of at least 1 and of at least 3 are the bits shifted by a
constant each, which makes all grades inform the weights. Readers who disagree count as the share of
them that gave at least that grade; what nobody was asked counts nothing. Readers differ in how strict
they are: every panel of readers but the reference has a shift of its own, so that the score is
calibrated to the reference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assay.learning.cases import GRADES

Floats = NDArray[np.float64]

_LN2: Final = math.log(2.0)
_WEIGHTS: Final = {1: 0.4, 2: 1.0, 3: 0.4}
"""How much each threshold counts; our judgement: the interview is what a score is read as."""

SHIFTS_AT_FIRST: Final = (2.5, 2.0)
"""Bits by which a grade of at least 1 is likelier, and one of 3 less likely, than one of 2."""


@dataclass(frozen=True, eq=False)
class Objective:
    """The loss of given grades.

    Attributes:
        shares: shape (pairs, 3), the share of readers who gave at least 1, 2, 3; NaN for what nobody told.
        panels: a column for each panel but the reference, 1 where a pair is that panel's.

    Nuisances are the shift for grade 1, that for grade 3 and one for each column of `panels`.
    """

    shares: Floats
    panels: Floats

    @property
    def start(self) -> Floats:
        """Nuisances to start from."""
        return np.array([*SHIFTS_AT_FIRST, *np.zeros(self.panels.shape[1])])

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """Bounds of the nuisances."""
        return [(0.1, 8.0), (0.1, 8.0), *[(-6.0, 6.0)] * self.panels.shape[1]]

    def loss(self, bits: Floats, nuisances: Floats) -> tuple[float, Floats, Floats]:
        """Mean weighted log loss (nats) over pairs; its gradient by the bits and by the nuisances."""
        one, three = nuisances[0], nuisances[1]
        shown = bits + self.panels @ nuisances[2:]
        total, by_bits, slopes = 0.0, np.zeros_like(bits), {}
        for grade, moved in zip(GRADES, (one, 0.0, -three), strict=True):
            logit = _LN2 * (shown + moved)
            known = ~np.isnan(self.shares[:, grade - 1])
            wanted = np.where(known, self.shares[:, grade - 1], 0.0)
            weight = _WEIGHTS[grade] * known / len(bits)
            total += float(weight @ (np.logaddexp(0.0, logit) - wanted * logit))
            slopes[grade] = weight * _LN2 * (_sigmoid(logit) - wanted)
            by_bits += slopes[grade]
        by_nuisance = np.array([slopes[1].sum(), -slopes[3].sum(), *(self.panels.T @ by_bits)])
        return total, by_bits, by_nuisance


def chance(bits: Floats) -> Floats:
    """The score as a chance, 0-1."""
    return _sigmoid(_LN2 * bits)


def _sigmoid(x: Floats) -> Floats:
    return 0.5 * (1.0 + np.tanh(0.5 * x))
