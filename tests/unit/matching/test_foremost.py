"""Foremost: the first of a pool, ties and permission."""

from importlib import import_module
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assay.matching.foremost import foremost


def test_everybody_who_ties_with_the_last_is_among_them() -> None:
    """Three share the second place; asked for two, four are told."""
    assert foremost(np.array([1.0, 3.0, 2.0, 2.0, 0.5, 2.0]), 2).tolist() == [1, 2, 3, 5]


def test_who_is_not_permitted_is_left_out() -> None:
    """The best may not be read for this purpose."""
    permitted = np.array([True, False, True])
    assert foremost(np.array([1.0, 3.0, 2.0]), 1, permitted).tolist() == [2]


def test_nobody_and_none() -> None:
    """An empty pool, or a count of nought."""
    assert foremost(np.empty(0), 5).tolist() == []
    assert foremost(np.array([1.0]), 0).tolist() == []


@given(st.lists(st.integers(-3, 3), max_size=30), st.integers(1, 40), st.integers(1, 9))
def test_they_are_the_head_of_the_whole_order(bits: list[int], count: int, at_once: int) -> None:
    """What comes first is what sorting everybody gives, up to the last tie, however many are looked at together."""
    totals = np.array(bits, dtype=np.float64)
    order = sorted(range(len(bits)), key=lambda n: (-bits[n], n))
    with patch.object(import_module("assay.matching.foremost"), "_AT_ONCE", at_once):
        told = foremost(totals, count).tolist()
    assert told == order[: len(told)]
    assert len(told) >= min(count, len(bits))
    assert len(told) == len(bits) or bits[order[len(told)]] < bits[order[len(told) - 1]]
