"""What holds of dated values for any dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.crossborder.rules.cast import SOURCES, amount, book, provenance, route

from assay.crossborder.rules import (
    Moment,
    as_known,
    load_book,
    route_trust,
    trust_of,
    value_trust,
    values_of,
)
from assay.domain.route import Change, RouteStatus, Trust, Verification

ORDER = [Trust.GREEN, Trust.AMBER, Trust.RED]
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
MAYBE = st.none() | DAYS
ROUTES = st.sampled_from(sorted(load_book().routes))
CHANGES = st.lists(
    st.builds(lambda day: Change(day=day, stated=str(day), text="change"), DAYS)
    | st.builds(lambda day: Change(day=day.replace(day=1), stated=f"{day:%Y-%m}", text="change"), DAYS),
    max_size=3,
)
PROVENANCES = st.builds(
    lambda how, sources, start, length, due: provenance(
        verification=how,
        sources=tuple(sorted(sources)),
        valid_from=start,
        valid_to=start + timedelta(days=length) if start and length is not None else None,
        review_by=due,
    ),
    st.sampled_from(Verification),
    st.sets(st.sampled_from(sorted(SOURCES)), min_size=1),
    MAYBE,
    st.none() | st.integers(0, 900),
    DAYS,
)


@st.composite
def histories(draw):
    """Rows of one value, one after another, maybe with gaps, the first and last maybe open."""
    cuts = sorted(draw(st.sets(DAYS, min_size=2, max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    rows = [amount(1000 * n, valid_from=start, valid_to=end) for n, (start, end) in enumerate(pairs, 1)]
    if draw(st.booleans()):
        rows[0] = replace(rows[0], provenance=replace(rows[0].provenance, valid_from=None))
    if draw(st.booleans()):
        rows[-1] = replace(rows[-1], provenance=replace(rows[-1].provenance, valid_to=None))
    return tuple(rows)


@given(histories(), DAYS)
@settings(max_examples=200, deadline=None)
def test_at_most_one_row_holds_and_it_is_the_one_picked(rows, day):
    holding = [row for row in rows if row.provenance.holds(day)]
    picked = route(*rows).thresholds["standard"].on(day)
    assert len(holding) <= 1
    assert picked == (holding[0] if holding else None)


@given(ROUTES, DAYS)
@settings(max_examples=300, deadline=None)
def test_at_most_one_row_of_a_shipped_value_holds_on_a_day(name, day):
    for value in values_of(load_book().routes[name]):
        assert sum(row.provenance.holds(day) for row in value.rows) <= 1


@given(histories(), DAYS, st.integers(1, 400))
@settings(max_examples=200, deadline=None)
def test_a_later_row_changes_nothing_before_it(rows, day, gap):
    last = rows[-1].provenance
    closed = replace(last, valid_to=last.valid_to or max(day, last.valid_from or day))
    rows = (*rows[:-1], replace(rows[-1], provenance=closed))
    later = amount(99, valid_from=closed.valid_to + timedelta(days=gap))
    before, after = route(*rows).thresholds["standard"], route(*rows, later).thresholds["standard"]
    if day < later.provenance.valid_from:
        assert before.on(day) == after.on(day)
        assert before.last_before(day) == after.last_before(day)
    else:
        assert after.on(day) == later


@given(histories(), DAYS, st.lists(st.integers(0, 400), min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_filing_date_sees_what_was_known_by_then(rows, day, notice):
    """Rows published before they hold, or without a day of publication."""
    known = tuple(
        replace(
            row, provenance=replace(row.provenance, known_from=row.provenance.valid_from - timedelta(days=n))
        )
        if n and row.provenance.valid_from
        else row
        for row, n in zip(rows, notice, strict=False)
    )
    whole = book(route(*known))
    then = as_known(whole, day)
    value = whole.routes["zz_work"].thresholds["standard"]
    assert then.routes["zz_work"].thresholds["standard"].on(day) == value.on(day)


@given(ROUTES, DAYS)
@settings(max_examples=300, deadline=None)
def test_a_shipped_route_on_a_day_needs_only_what_was_known_by_then(name, day):
    shipped = load_book()
    now, then = shipped.routes[name], as_known(shipped, day).routes[name]
    assert [value.on(day) for value in values_of(then)] == [value.on(day) for value in values_of(now)]


@given(histories(), DAYS, st.integers(0, 900))
@settings(max_examples=200, deadline=None)
def test_what_is_known_only_grows(rows, day, later):
    whole = book(route(*rows))
    first = as_known(whole, day).routes["zz_work"].thresholds["standard"].rows
    second = as_known(whole, day + timedelta(days=later)).routes["zz_work"].thresholds["standard"].rows
    assert second[: len(first)] == first


@given(PROVENANCES, DAYS, DAYS, MAYBE, st.sampled_from(RouteStatus), CHANGES)
@settings(max_examples=400, deadline=None)
def test_green_is_read_unexpired_and_in_force_alone(value, on, today, start, status, changes):
    trust, reasons = trust_of(
        value,
        Moment(on=on, today=today, planned_start=start),
        status=status,
        sources=SOURCES,
        changes=changes,
    )
    assert (trust is Trust.GREEN) == (reasons == ())
    if trust is Trust.GREEN:
        assert value.verification in (Verification.READ_OFFICIAL, Verification.READ_SECONDARY)
        assert value.holds(on)
        assert value.review_by >= today
        assert status is RouteStatus.IN_FORCE


@given(PROVENANCES, DAYS, DAYS, MAYBE, CHANGES, st.sampled_from([Verification.MEMORY, Verification.ESTIMATE]))
@settings(max_examples=200, deadline=None)
def test_memory_and_estimates_are_never_green(value, on, today, start, changes, how):
    value = replace(value, verification=how)
    at = Moment(on=on, today=today, planned_start=start)
    trust, _ = trust_of(value, at, status=RouteStatus.IN_FORCE, sources=SOURCES, changes=changes)
    assert trust is not Trust.GREEN


@given(PROVENANCES, DAYS, DAYS, st.integers(0, 900), MAYBE, st.sampled_from(RouteStatus), CHANGES)
@settings(max_examples=400, deadline=None)
def test_trust_never_returns_by_waiting(value, on, today, wait, start, status, changes):
    now, later = (
        trust_of(
            value,
            Moment(on=on, today=day, planned_start=start),
            status=status,
            sources=SOURCES,
            changes=changes,
        )[0]
        for day in (today, today + timedelta(days=wait))
    )
    assert ORDER.index(later) >= ORDER.index(now)


@given(ROUTES, DAYS, DAYS, st.integers(0, 900), MAYBE)
@settings(max_examples=300, deadline=None)
def test_trust_in_a_shipped_route_and_its_values_never_returns_by_waiting(name, on, today, wait, start):
    shipped = load_book()
    made = shipped.routes[name]
    now, later = (
        Moment(on=on, today=day, planned_start=start) for day in (today, today + timedelta(days=wait))
    )
    assert ORDER.index(route_trust(shipped, made, later)[0]) >= ORDER.index(
        route_trust(shipped, made, now)[0]
    )
    for value in values_of(made):
        first, second = (value_trust(shipped, made, value, at)[0] for at in (now, later))
        assert ORDER.index(second) >= ORDER.index(first)
        row = value.on(on)
        if row is not None and not row.provenance.verification.verified:
            assert first is not Trust.GREEN
