"""Paired bootstrap over briefs: how sure a difference between two rankings is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SAMPLES = 10_000
"""Resamples; the standard error of a 2.5 % quantile is then about 0.0016 in probability."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % percentile bootstrap interval (Efron 1979)."""

    mean: float
    low: float
    high: float


def paired_interval(differences: Sequence[float], *, seed: int = 20260101) -> Interval:
    """Interval of the mean of paired differences; the same seed gives the same interval."""
    import numpy as np

    values = np.asarray(differences, dtype=float)
    draws = np.random.default_rng(seed).integers(0, len(values), (SAMPLES, len(values)))
    low, high = np.quantile(values[draws].mean(axis=1), [0.025, 0.975])
    return Interval(float(values.mean()), float(low), float(high))
