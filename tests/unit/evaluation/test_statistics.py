"""Statistics against worked examples."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.evaluation.bootstrap import paired_interval
from assay.evaluation.statistics import auc, average_precision, ndcg, pair_accuracy, quadratic_kappa

GRADES = st.lists(st.integers(0, 3).map(float), min_size=1, max_size=20)


def test_kappa_is_one_for_agreement_and_below_zero_for_reversal() -> None:
    """Perfect agreement gives 1, a reversed scale -1."""
    pairs = [(0, 0), (1, 1), (2, 2), (3, 3)]

    assert quadratic_kappa(pairs, 4) == 1.0
    assert quadratic_kappa([(a, 3 - b) for a, b in pairs], 4) == pytest.approx(-1.0)


def test_kappa_of_a_worked_example() -> None:
    """Three pairs on two levels, one wrong: 1 - 1 / (4/3) by hand."""
    assert quadratic_kappa([(0, 0), (1, 1), (1, 0)], 2) == pytest.approx(1 - 1 / (5 / 3))


def test_undefined_statistics_are_not_zero() -> None:
    """No pairs, no positives, no relevant document: not a number or None."""
    assert math.isnan(quadratic_kappa([], 3))
    assert math.isnan(auc([], [1.0]))
    assert ndcg([0.0, 0.0], 10) is None
    assert average_precision([False]) is None
    assert pair_accuracy({"a": 1.0, "b": 1.0}, {}, 0.0) is None


def test_auc_counts_ties_half() -> None:
    """One win, one tie of two pairs."""
    assert auc([2.0], [1.0, 2.0]) == 0.75


def test_ndcg_of_a_worked_example() -> None:
    """Grades 1, 3 in this order: (1 + 7 / log2 3) / (7 + 1 / log2 3)."""
    expected = (1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3))

    assert ndcg([1.0, 3.0], 10) == pytest.approx(expected)


@given(GRADES)
def test_the_best_order_has_ndcg_one(grades: list[float]) -> None:
    """Sorted by grade, nDCG is 1 at any cut; any other order is not above."""
    best = ndcg(sorted(grades, reverse=True), 10)

    assert best is None or best == pytest.approx(1.0)
    assert best is None or (ndcg(grades, 10) or 0.0) <= 1.0 + 1e-12


@given(GRADES)
def test_reversing_scores_mirrors_pair_accuracy(grades: list[float]) -> None:
    """Pair accuracy of scores and of their negatives add up to one."""
    rel = {str(i): g for i, g in enumerate(grades)}
    up = {k: float(hash(k) % 7) for k in rel}
    right, left = pair_accuracy(rel, up, 0.0), pair_accuracy(rel, {k: -v for k, v in up.items()}, 0.0)

    assert right is None or left is None or right + left == pytest.approx(1.0)


def test_the_interval_is_repeatable_and_holds_the_mean() -> None:
    """One seed, one interval; the mean lies inside."""
    one, two = (paired_interval([0.1, 0.3, -0.1, 0.2]) for _ in range(2))

    assert one == two
    assert one.low <= one.mean <= one.high
