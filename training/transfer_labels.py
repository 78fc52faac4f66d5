"""The labelled pairs of skills, and how well scores of pairs agree with their grades."""

from __future__ import annotations

import csv
import hashlib
import pathlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assay.evaluation.statistics import auc

FILE = pathlib.Path(__file__).parent / "labelled" / "transfer_edges.tsv"
CREDIT = (0.0, 0.2, 0.45, 0.7)  # credit that a grade stands for
PARTIAL = 2  # grade from which a pair should count
DRAWN = ("random", "discipline", "near", "posts", "neighbour", "broader")  # pairs we did not think up
RESAMPLES = 2000

Score = Callable[[str, str], float]


@dataclass(frozen=True)
class Label:
    """How far experience of `source` answers for `target`, 0-3, and how the pair was found."""

    source: str
    target: str
    grade: int
    sample: str

    @property
    def held_out(self) -> bool:
        """Whether the pair, in both directions, is for measuring alone."""
        key = " ".join(sorted((self.source, self.target)))
        return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 1


def read(path: pathlib.Path = FILE) -> list[Label]:
    """All labelled pairs."""
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Label(r["source"], r["target"], int(r["grade"]), r["sample"]) for r in rows]


@dataclass(frozen=True)
class Figures:
    """Agreement of one score with the grades of some pairs.

    `coverage`: share of pairs of grade 2 and up with a score above 0; `precision`: share of grade 2 and
    up among the pairs with at least 0.25; `order`: share of pairs of unequal directions in which the
    stronger has the higher score, ties half; `within`: AUC among the `heard` pairs with a score above 0; `low`, `high`: 95 % interval of `auc` over resampled pairs.
    """

    coverage: float
    precision: float
    counted: int
    auc: float
    low: float
    high: float
    same_discipline: float
    order: float
    within: float
    heard: int


def figures(labels: Sequence[Label], score: Score, discipline: Callable[[str], str]) -> Figures:
    """Measure `score` on `labels`."""
    said = {(r.source, r.target): score(r.source, r.target) for r in labels}
    good = [said[r.source, r.target] for r in labels if r.grade >= PARTIAL]
    bad = [r for r in labels if r.grade < PARTIAL]
    near = [said[r.source, r.target] for r in bad if discipline(r.source) == discipline(r.target)]
    counted = [r.grade >= PARTIAL for r in labels if said[r.source, r.target] >= 0.25]
    low, high = _interval([(said[r.source, r.target], r.grade >= PARTIAL) for r in labels])
    return Figures(
        coverage=float(np.mean([s > 0 for s in good])),
        precision=float(np.mean(counted)) if counted else float("nan"),
        counted=len(counted),
        auc=auc(good, [said[r.source, r.target] for r in bad]),
        low=low,
        high=high,
        same_discipline=auc(good, near),
        order=_order(labels, said),
        within=auc([s for s in good if s > 0], [s for s in (said[r.source, r.target] for r in bad) if s > 0]),
        heard=sum(s > 0 for s in said.values()),
    )


def _order(labels: Sequence[Label], said: dict[tuple[str, str], float]) -> float:
    grade = {(r.source, r.target): r.grade for r in labels}
    right = []
    for (a, b), here in grade.items():
        if here > grade.get((b, a), here):
            gap = said[a, b] - said[b, a]
            right.append(1.0 if gap > 0 else 0.5 if gap == 0 else 0.0)
    return float(np.mean(right)) if right else float("nan")


def _interval(rows: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    random = np.random.default_rng(20260101)
    scores, good = np.array([s for s, _ in rows]), np.array([g for _, g in rows])
    drawn = []
    for _ in range(RESAMPLES):
        at = random.integers(0, len(rows), len(rows))
        if 0 < good[at].sum() < len(rows):
            drawn.append(_auc(scores[at], good[at]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _auc(scores: np.ndarray, good: np.ndarray) -> float:
    ordered = np.sort(scores)
    ranks = (np.searchsorted(ordered, scores, "left") + np.searchsorted(ordered, scores, "right") + 1) / 2
    n = good.sum()
    return float((ranks[good].sum() - n * (n + 1) / 2) / (n * (len(good) - n)))
