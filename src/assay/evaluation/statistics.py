"""Agreement and ranking statistics, each from its textbook definition."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def quadratic_kappa(pairs: Sequence[tuple[int, int]], levels: int) -> float:
    """Cohen's kappa with quadratic weights (Cohen 1968) of integer pairs in 0..levels-1; NaN if undefined.

    >>> quadratic_kappa([(0, 0), (1, 1), (2, 2)], 3)
    1.0
    """
    if not pairs:
        return math.nan
    rows, columns = [0] * levels, [0] * levels
    for a, b in pairs:
        rows[a] += 1
        columns[b] += 1
    observed = sum((a - b) ** 2 for a, b in pairs)
    chance = sum(
        (i - j) ** 2 * rows[i] * columns[j] / len(pairs) for i in range(levels) for j in range(levels)
    )
    return 1 - observed / chance if chance else math.nan


def auc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Chance that a positive outscores a negative, ties counting half; NaN if a side is empty."""
    if not positives or not negatives:
        return math.nan
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def ndcg(grades: Sequence[float], k: int) -> float | None:
    """nDCG at `k` with gains ``2**grade - 1`` (Burges et al. 2005) of grades in ranked order.

    None where no grade is above 0.
    """
    best = _dcg(sorted(grades, reverse=True)[:k])
    return _dcg(grades[:k]) / best if best else None


def _dcg(grades: Sequence[float]) -> float:
    return sum((2**g - 1) / math.log2(i + 2) for i, g in enumerate(grades))


def average_precision(relevant: Sequence[bool]) -> float | None:
    """Mean of the precision at each relevant place; None without any relevant."""
    hits = [sum(relevant[: i + 1]) / (i + 1) for i, good in enumerate(relevant) if good]
    return sum(hits) / len(hits) if hits else None


def pair_accuracy(grades: Mapping[str, float], scores: Mapping[str, float], missing: float) -> float | None:
    """Share of differently graded pairs that the scores order alike, ties counting half."""
    ids = list(grades)
    won = pairs = 0.0
    for i, a in enumerate(ids):
        for b in ids[i + 1 :]:
            if grades[a] == grades[b]:
                continue
            pairs += 1
            gap = (scores.get(a, missing) - scores.get(b, missing)) * (grades[a] - grades[b])
            won += 1.0 if gap > 0 else 0.5 if gap == 0 else 0.0
    return won / pairs if pairs else None


def mean(values: Sequence[float | None]) -> float:
    """Mean of the values that are not None; NaN if there are none."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else math.nan
