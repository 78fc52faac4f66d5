"""The order of the ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.ways.cast import cost, way

from assay.crossborder.ways import SortBy, ranked
from assay.domain.arrangement import Way
from assay.domain.route import Trust, Verdict

ENDS = st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(0, 300))
COSTS = st.builds(cost, st.none() | st.integers(0, 9).map(float), missing=st.sampled_from([(), ("fee",)]))
WAYS = st.lists(
    st.builds(
        way,
        verdict=st.sampled_from(Verdict),
        start=ENDS,
        once=COSTS,
        yearly=COSTS,
        questions=st.integers(0, 3),
        trust=st.sampled_from([*Trust, None]),
        name=st.sampled_from("abcdefgh"),
    ),
    max_size=8,
    unique_by=lambda w: w.route,
)
ORDERS = st.sampled_from(SortBy)
NEVER = float("inf")


def open_ways(found: tuple[Way, ...]) -> list[Way]:
    """Those that are not blocked."""
    return [w for w in found if w.verdict is not Verdict.BLOCKED]


@given(WAYS, ORDERS)
def test_blocked_ways_come_last_in_every_order(ways: list[Way], by: SortBy) -> None:
    """Whatever they would cost or take."""
    blocked = [w.verdict is Verdict.BLOCKED for w in ranked(ways, by)]
    assert blocked == sorted(blocked)


@given(WAYS, ORDERS, st.randoms())
def test_the_order_does_not_hang_on_the_order_given(ways: list[Way], by: SortBy, random) -> None:
    """Every way comes out once."""
    shuffled = list(ways)
    random.shuffle(shuffled)
    assert ranked(shuffled, by) == ranked(ways, by)
    assert sorted(w.name for w in ranked(ways, by)) == sorted(w.name for w in ways)


@given(WAYS)
def test_by_time_the_worst_case_never_falls(ways: list[Way]) -> None:
    """Unknown times come after known ones."""
    highs = [NEVER if w.start.high is None else w.start.high for w in open_ways(ranked(ways, SortBy.TIME))]
    assert highs == sorted(highs)


@given(WAYS)
def test_by_cost_the_first_year_never_falls_and_partial_sums_come_after_whole_ones(ways: list[Way]) -> None:
    """What is missing is not counted as nothing."""
    found = [
        (
            bool(w.employer_once.missing or w.employer_yearly.missing),
            NEVER
            if None in (w.employer_once.high, w.employer_yearly.high)
            else w.employer_once.high + w.employer_yearly.high,
        )
        for w in open_ways(ranked(ways, SortBy.COST))
    ]
    assert found == sorted(found)


@given(WAYS)
def test_by_certainty_feasible_comes_first_then_fewest_questions(ways: list[Way]) -> None:
    """And the surer figures first among those."""
    order = [Verdict.FEASIBLE, Verdict.NEEDS_CHECK, Verdict.BLOCKED]
    found = [(order.index(w.verdict), len(w.open)) for w in ranked(ways, SortBy.CERTAINTY)]
    assert found == sorted(found)


@pytest.mark.parametrize("by", list(SortBy))
def test_expired_figures_come_after_sure_ones_where_all_else_is_the_same(by: SortBy) -> None:
    """Red after amber after green."""
    made = [way(name=t.value, trust=t) for t in (Trust.RED, Trust.AMBER, Trust.GREEN)]
    assert [w.name for w in ranked(made, by)] == ["green", "amber", "red"]
