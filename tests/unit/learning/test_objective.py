"""The objective: its gradient, and what unknown thresholds do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.learning.objective import Objective, chance

SHARES = np.array([[1.0, 1.0, 0.0], [1.0, 0.5, 0.0], [0.0, 0.0, 0.0], [np.nan, 1.0, np.nan]])
PANELS = np.array([[0.0], [1.0], [1.0], [0.0]])
bits = st.lists(st.floats(-8, 8), min_size=4, max_size=4)


@settings(max_examples=40)
@given(bits, st.floats(0.5, 5), st.floats(0.5, 5), st.floats(-3, 3))
def test_the_gradient_is_that_of_the_loss(at: list[float], one: float, three: float, shift: float) -> None:
    """By central differences, for bits and nuisances alike."""
    objective = Objective(SHARES, PANELS)
    x, y = np.array(at), np.array([one, three, shift])
    _, by_bits, by_nuisance = objective.loss(x, y)
    step = 1e-5
    for n in range(4):
        e = np.eye(4)[n] * step
        slope = (objective.loss(x + e, y)[0] - objective.loss(x - e, y)[0]) / (2 * step)
        assert by_bits[n] == pytest.approx(slope, abs=1e-6)
    for n in range(3):
        e = np.eye(3)[n] * step
        slope = (objective.loss(x, y + e)[0] - objective.loss(x, y - e)[0]) / (2 * step)
        assert by_nuisance[n] == pytest.approx(slope, abs=1e-6)


def test_a_yes_alone_never_moves_the_shifts() -> None:
    """Where every pair is a mere yes or no, the thresholds 1 and 3 have no slope."""
    objective = Objective(np.array([[np.nan, 1.0, np.nan], [np.nan, 0.0, np.nan]]), np.zeros((2, 0)))
    _, by_bits, by_nuisance = objective.loss(np.array([0.3, -2.0]), objective.start)
    assert not by_nuisance.any()
    assert by_bits[0] < 0 < by_bits[1]


def test_bits_are_log_odds() -> None:
    """0 bits are even chances, 1 bit is two to one."""
    assert chance(np.array([0.0, 1.0, -1.0])) == pytest.approx([1 / 2, 2 / 3, 1 / 3])
