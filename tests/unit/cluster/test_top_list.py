"""Joined top lists are those of the whole, ties included."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assay.cluster.top_list import NOBODY, TopList, joined, ranks

SCORES = st.dictionaries(
    st.integers(0, 200), st.sampled_from([-1.5, -0.0, 0.0, 0.1, 0.1 + 1e-17, 0.30000000000000004, 0.3, 7.0])
)


def listed(scores: dict[int, float]) -> TopList:
    """Everybody, as a list."""
    order = sorted(scores, key=lambda n: (-scores[n], n))
    return TopList(np.array(order, dtype=np.int64), np.array([scores[n] for n in order], dtype=np.float64))


@given(SCORES, st.integers(1, 20), st.integers(1, 5))
def test_however_people_are_divided_the_first_are_the_same(
    scores: dict[int, float], count: int, shards: int
) -> None:
    """The first `count` with all who tie with the last, best first, equal ones by number."""
    split = [
        joined([listed({n: s for n, s in scores.items() if n % shards == k})], count) for k in range(shards)
    ]
    told = joined(split, count)
    whole = sorted(scores, key=lambda n: (-scores[n], n))
    least = scores[whole[min(count, len(whole)) - 1]] if whole else 0.0
    wanted = [n for n in whole if scores[n] >= least]
    assert told.numbers.tolist() == wanted
    assert told.bits.tolist() == [scores[n] for n in wanted]


def test_equal_bits_share_a_rank() -> None:
    """1, 2, 2, 4; a difference in the last bit is one."""
    assert ranks(np.array([3.0, 2.0, 2.0, np.nextafter(2.0, 0)])).tolist() == [1, 2, 2, 4]
    assert ranks(np.empty(0)).tolist() == []


def test_nobody_joined_is_nobody() -> None:
    """Empty shards change nothing."""
    assert len(joined([NOBODY, NOBODY], 5)) == 0
