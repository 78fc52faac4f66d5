"""The hours that two places share over a year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assay.crossborder.hours import clock_changes, daily, shared_hours, working_week, zone
from assay.crossborder.hours.gazetteer import gazetteer
from assay.crossborder.hours.weeks import END, START
from assay.domain.hours import Overlap, WorkingWeek, minutes
from assay.errors import UsageError

ZONES = (
    "America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Europe/London",
    "Europe/Berlin", "Africa/Casablanca", "Africa/Cairo", "Asia/Dubai", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Santiago", "Asia/Jerusalem",
)  # fmt: skip
zones = st.sampled_from(ZONES)
countries = st.sampled_from(["DE", "AE", "SA", "IL", "US", "IN"])
years = st.integers(2020, 2035)
quarters = st.integers(0, 95)


@st.composite
def weeks(draw: st.DrawFn) -> WorkingWeek:
    """A country's week with a day of any quarters of an hour."""
    start, end = sorted(draw(st.tuples(quarters, quarters).filter(lambda pair: pair[0] != pair[1])))
    begin, finish = (time(at // 4, at % 4 * 15) for at in (start, end))
    return working_week(draw(countries), start=begin, end=finish)


def _of(person: str, country: str, team: str, other: str, year: int = 2027) -> Overlap:
    return shared_hours(person, working_week(country), team, working_week(other), year)


def test_los_angeles_and_berlin_differ_by_nine_hours_and_by_eight_for_about_three_weeks() -> None:
    """The United States change their clocks two weeks earlier in spring and one later in autumn."""
    overlap = _of("America/Los_Angeles", "US", "Europe/Berlin", "DE")

    assert [(str(p.first), str(p.last), p.ahead, p.shared) for p in overlap.periods] == [
        ("2027-01-01", "2027-03-13", 9, 0),
        ("2027-03-14", "2027-03-27", 8, 0.5),
        ("2027-03-28", "2027-10-30", 9, 0),
        ("2027-10-31", "2027-11-06", 8, 0.5),
        ("2027-11-07", "2027-12-31", 9, 0),
    ]
    assert (overlap.minimum, overlap.typical, overlap.maximum) == (0, 0, 0.5)
    assert overlap.hours_in_year == 15 * 0.5
    assert [str(change.day) for change in overlap.person_changes] == ["2027-03-14", "2027-11-07"]
    assert [(c.before, c.after) for c in overlap.team_changes] == [(1, 2), (2, 1)]


def test_a_shift_for_four_shared_hours_is_the_smallest_that_holds_all_year() -> None:
    """From Los Angeles to Berlin: half past four in the morning; less while they differ by eight hours."""
    overlap = _of("America/Los_Angeles", "US", "Europe/Berlin", "DE")

    assert overlap.for_four is not None
    assert (overlap.for_four.hours, overlap.for_four.start, overlap.for_four.end) == (
        -4.5,
        time(4, 30),
        time(13),
    )
    assert [p.for_four.hours for p in overlap.periods if p.for_four] == [-4.5, -3.5, -4.5, -3.5, -4.5]


def test_india_and_singapore_differ_alike_all_year() -> None:
    """Neither changes its clock."""
    overlap = _of("Asia/Kolkata", "IN", "Asia/Singapore", "SG")

    assert [(p.ahead, p.shared, p.days_a_week) for p in overlap.periods] == [(2.5, 6, 5)]
    assert overlap.person_changes == overlap.team_changes == ()
    assert overlap.for_four is not None
    assert overlap.for_four.hours == 0


def test_san_francisco_meets_sydney_across_the_date_line_on_four_days_a_week() -> None:
    """Monday afternoon there is Tuesday morning here; Friday meets Saturday and shares nothing."""
    week = working_week("US")
    overlap = _of("America/Los_Angeles", "US", "Australia/Sydney", "AU")
    days = daily("America/Los_Angeles", week, "Australia/Sydney", working_week("AU"), 2027)

    assert [(p.ahead, p.shared, p.days_a_week) for p in overlap.periods] == [
        (19, 3.5, 4), (18, 2.5, 4), (17, 1.5, 4), (18, 2.5, 4), (19, 3.5, 4),
    ]  # fmt: skip
    friday = date(2027, 1, 8)
    assert friday.weekday() == 4
    assert days[7] == 0
    assert days[6] == 3.5


def test_a_friday_in_dubai_ends_at_noon() -> None:
    """In winter it is over when Berlin begins; in summer one hour is left."""
    overlap = _of("Asia/Dubai", "AE", "Europe/Berlin", "DE")

    assert [(p.shared, p.days_a_week, p.hours_a_week) for p in overlap.periods] == [
        (5.5, 4, 22), (6.5, 5, 27), (5.5, 4, 22),
    ]  # fmt: skip


def test_saudi_arabia_and_israel_work_from_sunday_to_thursday() -> None:
    """Four days in common with a week from Monday to Friday."""
    for country, name in (("SA", "Asia/Riyadh"), ("IL", "Asia/Jerusalem")):
        assert {p.days_a_week for p in _of(name, country, "Europe/London", "GB").periods} == {4}


def test_the_countries_off_on_friday_and_saturday_are_those_of_the_holidays_package() -> None:
    """And Libya, for which it holds the usual weekend."""
    supported = set(holidays.list_supported_countries())
    known = [code for code in gazetteer().countries if code in supported]
    off = {code for code in known if holidays.country_holidays(code).weekend == {4, 5}}

    assert len(off) > 15
    assert {code for code in gazetteer().countries if working_week(code).days[6]} == off | {"LY"}


def test_the_first_day_of_a_run_is_the_day_on_which_the_clock_changes() -> None:
    """Both ends of the year are in a run, and runs follow one another without a gap."""
    overlap = _of("Europe/London", "GB", "America/New_York", "US", 2026)

    assert overlap.periods[0].first == date(2026, 1, 1)
    assert overlap.periods[-1].last == date(2026, 12, 31)
    changes = {c.day for c in (*overlap.person_changes, *overlap.team_changes)}
    assert {p.first for p in overlap.periods[1:]} == changes


def test_a_zone_that_is_not_known_is_a_sentence() -> None:
    """And no path of a file."""
    for name in ("Europe/Atlantis", "../etc/passwd", "", "Europe", "zone.tab"):
        with pytest.raises(UsageError, match="no time zone"):
            zone(name)


def test_a_day_that_ends_before_it_starts_is_refused() -> None:
    """Night work over midnight is not a working day of this model."""
    with pytest.raises(UsageError, match="must end after 22:00"):
        working_week("DE", start=time(22), end=time(6))


def test_a_shift_that_no_day_allows_is_none() -> None:
    """A working day of three hours shares four with nobody."""
    short = working_week("DE", start=time(9), end=time(12))

    assert shared_hours("Europe/Berlin", short, "Europe/Berlin", working_week("DE"), 2027).for_four is None


@settings(max_examples=60, deadline=None)
@given(zones, weeks(), zones, weeks(), years)
@example("Pacific/Kiritimati", working_week("KI"), "Pacific/Pago_Pago", working_week("AS"), 2027)
def test_the_hours_are_the_same_from_either_side(
    person: str, own: WorkingWeek, team: str, other: WorkingWeek, year: int
) -> None:
    """And never more than the shorter of the two days."""
    there = shared_hours(person, own, team, other, year)
    back = shared_hours(team, other, person, own, year)

    def seen(overlap: Overlap, sign: int) -> list[tuple[object, ...]]:
        return [
            (p.first, p.last, sign * p.ahead, p.shared, p.days_a_week, p.hours_a_week)
            for p in overlap.periods
        ]

    assert seen(there, 1) == seen(back, -1)
    assert (there.minimum, there.typical, there.maximum) == (back.minimum, back.typical, back.maximum)
    assert there.person_changes == back.team_changes
    shorter = min(minutes(week.full_day[1]) - minutes(week.full_day[0]) for week in (own, other)) / 60
    assert 0 <= there.minimum <= there.typical <= there.maximum <= shorter
    assert all(p.hours_a_week <= 7 * p.shared for p in there.periods)


@settings(max_examples=30, deadline=None)
@given(zones, weeks(), years)
def test_the_same_place_shares_the_whole_day(name: str, week: WorkingWeek, year: int) -> None:
    """All of it, all year."""
    overlap = shared_hours(name, week, name, week, year)
    full = (minutes(week.full_day[1]) - minutes(week.full_day[0])) / 60

    assert (overlap.minimum, overlap.maximum, len(overlap.periods)) == (full, full, 1)
    assert overlap.periods[0].ahead == 0


@settings(max_examples=40, deadline=None)
@given(zones, zones, years)
def test_a_shift_gives_the_four_hours_that_it_promises(person: str, team: str, year: int) -> None:
    """Half an hour less in the same direction does not."""
    overlap = _of(person, "DE", team, "DE", year)
    shift = overlap.for_four
    assert shift is not None

    def least(hours: float) -> float:
        """The least shared over the year when the person's clock is moved instead of the day."""
        return min(
            sum(
                max(0.0, min(17.5 + hours, 17.5 - p.ahead + turn) - max(9 + hours, 9 - p.ahead + turn))
                for turn in (-48, -24, 0, 24, 48)
            )
            for p in overlap.periods
        )

    assert least(shift.hours) == shift.shared >= 4
    assert shift.hours == 0 or least(shift.hours - (0.5 if shift.hours > 0 else -0.5)) < 4


@settings(max_examples=12, deadline=None)
@given(zones, countries, zones, countries, st.dates(date(2024, 1, 3), date(2030, 12, 28)))
@example("America/Los_Angeles", "US", "Australia/Sydney", "DE", date(2027, 4, 5))
def test_a_day_agrees_with_counting_minutes(
    person: str, country: str, team: str, other: str, day: date
) -> None:
    """A minute is shared when both places' clocks show working time."""
    own, ours = working_week(country), working_week(other)

    def works(at: datetime, name: str, week: WorkingWeek) -> bool:
        local = at.astimezone(zone(name))
        hours = week.days[local.weekday()]
        return hours is not None and hours[0] <= local.time() < hours[1]

    begin = datetime.combine(day, time(), zone(person)).astimezone(UTC)
    counted = sum(
        works(at, person, own) and works(at, team, ours) and at.astimezone(zone(person)).date() == day
        for quarter in range(-4, 104)
        for at in (begin + timedelta(minutes=15 * quarter),)
    )

    index = (day - date(day.year, 1, 1)).days
    assert daily(person, own, team, ours, day.year)[index] == counted / 4


@settings(max_examples=20, deadline=None)
@given(zones, years)
def test_a_clock_change_is_one_of_the_zones_own(name: str, year: int) -> None:
    """Each changes the offset at local noon, and no other day does."""
    place: ZoneInfo = zone(name)
    changed = set()
    for number in range(366):
        day = date(year, 1, 1) + timedelta(days=number)
        noon = datetime.combine(day, time(12), place)
        before = datetime.combine(day - timedelta(days=1), time(12), place)
        if day.year == year and noon.utcoffset() != before.utcoffset():
            changed.add(day)

    assert {change.day for change in clock_changes(name, year)} == changed


def test_the_default_day_is_stated() -> None:
    """Nine to half past five."""
    assert (time(9), time(17, 30)) == (START, END)
    assert _of("Europe/Berlin", "DE", "Europe/Paris", "FR").tzdata.startswith("20")
