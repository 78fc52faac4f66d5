"""The verdict of a comparison: ranking and calibration must not speak against each other."""

import math
from dataclasses import replace

import pytest

from assay.evaluation.bootstrap import Interval
from assay.evaluation.calibration import calibration_figures
from assay.learning import Comparison, Validation

_CALIBRATION = calibration_figures([2.0, -2.0, 1.0, -1.0], [3, 0, 2, 1])


def _validation(skill: float, briefs: int = 5) -> Validation:
    return Validation(
        mean={},
        briefs={str(n): {} for n in range(briefs)},
        calibration=replace(_CALIBRATION, brier_skill=skill),
    )


@pytest.mark.parametrize(
    ("gain", "skill", "verdict"),
    [
        ((0.02, 0.01, 0.03), 0.0, "better"),
        ((0.02, 0.01, 0.03), 0.1, "better"),
        ((0.0, -0.01, 0.01), 0.05, "better"),
        ((0.02, 0.01, 0.03), -0.07, "no clear difference"),  # ranks better, but its scores are no chances
        ((0.02, -0.01, 0.05), 0.01, "no clear difference"),
        ((-0.01, -0.03, 0.01), 0.05, "no clear difference"),
        ((-0.02, -0.03, -0.01), 0.0, "worse"),
        ((0.0, 0.0, 0.0), -0.05, "worse"),
        ((-0.02, -0.03, -0.01), 0.07, "no clear difference"),
        ((0.0, 0.0, 0.0), math.nan, "no clear difference"),
    ],
)
def test_better_gains_in_one_and_loses_in_neither(
    gain: tuple[float, float, float], skill: float, verdict: str
) -> None:
    """By nDCG over everybody and Brier skill; the same the other way round."""
    mean, low, high = gain
    gains = {"ndcg@all": Interval(mean=mean, low=low, high=high)}
    found = Comparison(now=_validation(0.5), fitted=_validation(0.5 + skill), gains=gains)
    assert found.verdict == verdict


def test_where_nobody_is_suitable_the_verdict_needs_no_ranking() -> None:
    """No brief has a ranking to measure; the Brier skill decides."""
    assert Comparison(now=_validation(0.5), fitted=_validation(0.6), gains={}).verdict == "better"


def test_nothing_is_called_better_on_a_few_briefs() -> None:
    """Four are too few for better; for worse one is enough."""
    gains = {"ndcg@all": Interval(mean=0.1, low=0.1, high=0.1)}
    now, fitted = _validation(0.5, briefs=4), _validation(0.7, briefs=4)
    assert Comparison(now=now, fitted=fitted, gains=gains).verdict == "no clear difference"
    gains = {"ndcg@all": Interval(mean=-0.1, low=-0.1, high=-0.1)}
    assert Comparison(now=fitted, fitted=now, gains=gains).verdict == "worse"
