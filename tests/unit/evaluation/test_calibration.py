"""Calibration: perfect chances, hopeless ones, and the intervals of a share."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.evaluation.calibration import EDGES, calibration_figures

pairs = st.lists(st.tuples(st.floats(-20, 20), st.integers(0, 3)), min_size=1, max_size=60)


def bits(score: float) -> float:
    """The bits of a score."""
    return math.log2(score / (100 - score))


def test_chances_that_come_true_have_no_error() -> None:
    """Of scores of 90, nine in ten are worth an interview; of 50, half; of 30, three in ten."""
    scores = [90.0] * 10 + [50.0] * 10 + [30.0] * 10
    grades = [2.0] * 9 + [1.0] + [3.0] * 5 + [0.0] * 5 + [2.0] * 3 + [0.0] * 7
    found = calibration_figures([bits(s) for s in scores], grades)

    assert found.error == pytest.approx(0.0, abs=1e-12)
    assert found.base_rate == pytest.approx(17 / 30)
    assert found.brier_skill == pytest.approx(1 - (0.09 + 0.25 + 0.21) / 3 / (17 / 30 * 13 / 30))


def test_certain_and_right_is_perfect() -> None:
    """Brier 0, skill 1."""
    found = calibration_figures([60.0, -60.0], [3.0, 0.0])
    assert found.brier == pytest.approx(0.0)
    assert found.brier_skill == pytest.approx(1.0)


def test_always_the_base_rate_has_no_skill() -> None:
    """One score for everybody, equal to the share worth an interview."""
    found = calibration_figures([bits(25.0)] * 4, [2.0, 0.0, 0.0, 1.0])
    assert found.brier_skill == pytest.approx(0.0)


def test_where_nobody_scores_high_there_is_no_error_to_tell() -> None:
    """NaN, not a flattering 0; and no skill where all are of one sort."""
    found = calibration_figures([-5.0, -6.0], [0.0, 0.0])
    assert math.isnan(found.error)
    assert math.isnan(found.brier_skill)


@given(pairs)
def test_every_pair_is_in_one_bin_and_every_figure_in_bounds(given_pairs: list[tuple[float, int]]) -> None:
    """Counts add up, shares lie within their intervals, the error within 0 and 1."""
    found = calibration_figures([b for b, _ in given_pairs], [g for _, g in given_pairs])
    assert sum(b.pairs for b in found.bins) == found.pairs == len(given_pairs)
    assert [b.low for b in found.bins] == list(EDGES[:-1])
    for one in found.bins:
        if one.pairs:
            assert one.low - 1e-9 <= one.score <= one.high + 1e-9
            assert one.share_low - 1e-9 <= one.share <= one.share_high + 1e-9
    assert math.isnan(found.error) or 0 <= found.error <= 1
    assert 0 <= found.brier <= 1
