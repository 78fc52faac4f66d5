"""How long until the first day of work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.ways.cast import NOTICE, ON, processing, route

from assay.crossborder.rules import load_book
from assay.crossborder.ways import processing_part
from assay.crossborder.ways.timing import first_day, onboarding_part, time_to_start
from assay.domain.arrangement import TimePart
from assay.domain.route import Verification

DAYS = st.none() | st.integers(0, 400)


def part(low: int | None, high: int | None) -> TimePart:
    """A part with these ends."""
    return replace(NOTICE, low=low, high=high)


def test_parts_run_side_by_side_at_best_and_one_after_another_at_worst() -> None:
    """Notice 30-90 days and a decision of 10-20 days."""
    found = time_to_start([NOTICE, part(10, 20)], ON)
    assert (found.low, found.high) == (30, 110)


@pytest.mark.parametrize(("low", "high"), [(None, 5), (5, None), (None, None)])
def test_an_end_is_unknown_where_that_of_a_part_is(low: int | None, high: int | None) -> None:
    """Each end by itself; a part without one is not taken for no time at all."""
    found = time_to_start([NOTICE, part(low, high)], ON)
    assert found.low == (None if low is None else 30)
    assert found.high == (None if high is None else 95)


def test_the_first_day_a_rule_allows_bounds_both_ends() -> None:
    """Free at once, but not before a fixed day."""
    found = time_to_start([part(0, 3)], ON, date(2026, 12, 25))
    assert (found.low, found.high) == (30, 30)
    assert found.not_before == date(2026, 12, 25)


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=5))
def test_the_range_holds_every_part(ends: list[tuple[int | None, int | None]]) -> None:
    """No part takes longer than the worst or is over after the best."""
    parts = [part(*sorted(pair)) if None not in pair else part(*pair) for pair in ends]
    found = time_to_start(parts, ON)
    assert (found.low is None) == any(p.low is None for p in parts)
    assert (found.high is None) == any(p.high is None for p in parts)
    if found.low is not None and found.high is not None:
        assert max(p.low or 0 for p in parts) == found.low <= found.high
        assert found.high == sum(p.high or 0 for p in parts)


def test_working_days_become_calendar_days() -> None:
    """Five working days are seven days."""
    found = processing_part(route(times=(processing(10, None, 20, working=True),)), ON)
    assert (found.low, found.high) == (14, 28)


def test_a_typical_figure_is_widened_only_towards_an_end_nobody_states() -> None:
    """Half either way, and said so; a stated end stays."""
    alone = processing_part(route(times=(processing(None, 40, None),)), ON)
    assert (alone.low, alone.high) == (20, 60)
    assert "widened by half" in alone.note
    assert "as published" in alone.note
    least = processing_part(route(times=(processing(35, 40, None),)), ON)
    assert (least.low, least.high) == (35, 60)
    both = processing_part(route(times=(processing(35, 40, 45),)), ON)
    assert (both.low, both.high, both.note) == (35, 45, "as published")


def test_nothing_stated_stays_unknown() -> None:
    """No figure is made up for a route without any."""
    found = processing_part(route(times=(processing(None, None, None),)), ON)
    assert (found.low, found.high) == (None, None)


def test_a_row_of_another_date_is_not_used() -> None:
    """After the last row has ended the time is not known, and the plan goes on."""
    old, new = processing(valid_to=date(2026, 12, 31)), processing(1, None, 2, valid_from=date(2027, 1, 1))
    assert processing_part(route(times=(old, new)), ON).high == 20
    assert processing_part(route(times=(old, new)), date(2027, 1, 1)).high == 2
    lapsed = processing_part(route(times=(old,)), date(2027, 1, 1))
    assert (lapsed.low, lapsed.high, lapsed.basis) == (None, None, "unknown")
    assert "2027-01-01" in lapsed.note


@pytest.mark.parametrize(
    ("on", "starts"),
    [
        (date(2026, 1, 5), date(2026, 10, 1)),
        (date(2026, 3, 20), date(2026, 10, 1)),
        (date(2026, 3, 21), date(2027, 10, 1)),
        (date(2026, 10, 2), date(2027, 10, 1)),
        (date(2026, 12, 31), date(2027, 10, 1)),
    ],
)
def test_capped_h1b_work_starts_in_october_after_the_registration_of_march(on: date, starts: date) -> None:
    """Who registers after March waits for the next year's."""
    assert first_day(load_book().routes["us_h1b_cap"], on) == starts


def test_other_routes_have_no_fixed_first_day() -> None:
    """An employer that is exempt from the cap files all year."""
    found = [r for r in load_book().routes.values() if first_day(r, ON) is not None]
    assert [r.id for r in found] == ["us_h1b_cap"]


@pytest.mark.parametrize("name", ["eor", "local_entity", "contractor", "job_search"])
def test_onboarding_is_an_estimate_and_says_so(name: str) -> None:
    """A range of our own, never shown as verified."""
    found = onboarding_part(name)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < found.high
    assert found.verification is Verification.ESTIMATE
    assert found.basis == "estimate"
