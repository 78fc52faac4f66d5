"""A fitted ordinal model: chances of levels 0, 1, 2 ... from features that only ever raise them.

Proportional odds (McCullagh 1980): P(level <= k) = 1 / (1 + exp(weights . features - cut[k])). Weights
are fitted at zero or above except those named `free`, so that more of a feature never lowers the level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from assay.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """Weights by feature, and a cut between each two levels."""

    weights: Mapping[str, float]
    cuts: tuple[float, ...]

    def chances(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """Chance of each level, lowest first, adding up to 1."""
        score = sum(weight * features[name] for name, weight in self.weights.items())
        below = [_logistic(cut - score) for cut in self.cuts]
        return tuple(b - a for a, b in zip((0.0, *below), (*below, 1.0), strict=True))

    def level(self, features: Mapping[str, float]) -> int:
        """The expected level, rounded to a whole one."""
        return round(sum(n * p for n, p in enumerate(self.chances(features))))

    def range(self, features: Mapping[str, float], share: float = 0.8) -> tuple[int, int]:
        """Lowest and highest level that leave at most half of the rest on either side."""
        return central(self.chances(features), share)


def ordinal_from(data: Mapping[str, Any]) -> Ordinal:
    """The model of a file; raises ModelError where it has holes."""
    try:
        weights = {str(k): float(v) for k, v in data["weights"].items()}
        return Ordinal(weights=weights, cuts=tuple(float(c) for c in data["cuts"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def central(chances: Sequence[float], share: float) -> tuple[int, int]:
    """Lowest and highest level that hold the central `share` of the chances."""
    tail, low, high = (1 - share) / 2, 0, len(chances) - 1
    below = 0.0
    while low < high and below + chances[low] <= tail:
        below += chances[low]
        low += 1
    above = 0.0
    while high > low and above + chances[high] <= tail:
        above += chances[high]
        high -= 1
    return low, high
