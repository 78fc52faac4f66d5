"""Permitted numbers as bits, and the parts that blocks need."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.cluster.permitted import Permitted, split
from assay.errors import UsageError

NUMBERS = st.lists(st.integers(0, 3000), max_size=60)


@given(NUMBERS, st.lists(st.integers(0, 4000), max_size=60))
def test_it_holds_what_it_was_made_of_and_nothing_else(numbers: list[int], asked: list[int]) -> None:
    """Also outside its first and last number."""
    permitted = Permitted.of(numbers)
    told = permitted.holds(np.array(asked, dtype=np.int64))
    assert told.tolist() == [n in set(numbers) for n in asked]
    assert len(permitted) == len(set(numbers))


@given(NUMBERS, st.lists(st.lists(st.integers(0, 3500), min_size=1, max_size=20), min_size=1, max_size=6))
def test_the_part_of_a_block_tells_the_same_about_its_people(
    numbers: list[int], blocks: list[list[int]]
) -> None:
    """Whatever numbers the blocks hold, mixed or in order; the parts are never more than twice the whole."""
    permitted = Permitted.of(numbers)
    held = [np.array(sorted(set(block)), dtype=np.int64) for block in blocks]
    parts = split(permitted, [(int(b[0]), int(b[-1])) for b in held])
    for part, people in zip(parts, held, strict=True):
        assert part.holds(people).tolist() == permitted.holds(people).tolist()
    assert sum(len(p.bits) for p in {id(p): p for p in parts}.values()) <= 2 * len(permitted.bits)


def test_a_million_numbers_in_order_cost_a_bit_each() -> None:
    """Each of four blocks is sent its own quarter."""
    permitted = Permitted.of(np.arange(1_000_000))
    parts = split(permitted, [(n * 250_000, (n + 1) * 250_000 - 1) for n in range(4)])
    assert [len(p.bits) for p in parts] == [31_250] * 4


def test_a_number_below_zero_is_a_sentence() -> None:
    """The store gives none."""
    with pytest.raises(UsageError, match="profile number -2 is below 0"):
        Permitted.of([4, -2])
