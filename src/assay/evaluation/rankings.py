"""Figures of a ranking against graded judgements."""

from __future__ import annotations

from collections.abc import Mapping, Set

from assay.evaluation.statistics import average_precision, mean, ndcg, pair_accuracy

INTERVIEW = 2.0
"""Grade from which a person is worth an interview."""

STRONG = 2.5
UNSUITABLE = 0.5

FIGURES = (
    "ndcg@10",
    "ndcg@all",
    "map",
    "p@5_of_possible",
    "strong_in_top_10",
    "unsuitable_in_top_10",
    "adversarial_in_top_10",
    "pair_accuracy",
)


def brief_figures(
    grades: Mapping[str, float], scores: Mapping[str, float], adversarial: Set[str]
) -> dict[str, float | None]:
    """Figures of one brief's ranking; a CV without a score ranks last, ties count against the ranking."""
    lowest = min(scores.values(), default=0.0) - 1
    ranked = sorted(grades, key=lambda c: (-scores.get(c, lowest), grades[c]))
    ordered = [grades[c] for c in ranked]
    good = sum(g >= INTERVIEW for g in ordered)
    strong = sum(g >= STRONG for g in ordered)
    top = ordered[:10]
    return {
        "ndcg@10": ndcg(ordered, 10),
        "ndcg@all": ndcg(ordered, len(ordered)),
        "map": average_precision([g >= INTERVIEW for g in ordered]),
        "p@5_of_possible": sum(g >= INTERVIEW for g in ordered[:5]) / min(5, good) if good else None,
        "strong_in_top_10": sum(g >= STRONG for g in top) / max(1, min(10, strong)),
        "unsuitable_in_top_10": float(sum(g < UNSUITABLE for g in top)),
        "adversarial_in_top_10": float(sum(c in adversarial for c in ranked[:10])),
        "pair_accuracy": pair_accuracy(grades, scores, lowest),
    }


def mean_figures(rows: Mapping[str, Mapping[str, float | None]]) -> dict[str, float]:
    """Each figure's mean over briefs, those without a value left out."""
    return {name: mean([row[name] for row in rows.values()]) for name in FIGURES}
