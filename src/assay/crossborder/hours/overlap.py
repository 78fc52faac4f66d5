"""The working hours that two places share, day by day over a year.

Offsets are those of the `tzdata` package at each date. The figures per full day hold for the offset of a
period; the sum of the year is taken from the instants at which each day starts and ends, so that it is right
across the date line and on days on which a clock changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from assay.crossborder.hours.zones import tzdata_version, zone
from assay.domain.hours import ClockChange, OffsetPeriod, Overlap, ShiftedDay, WorkingWeek, minutes

_DAY = 24 * 60
_ENOUGH = 4 * 60
"""Minutes that a team needs in common, for which a shift is sought."""
_STEP, _FURTHEST = 30, 12 * 60
"""Steps and bound of the shift, minutes."""
_AROUND = 2
"""Days about a day on which the other may work at the same time: clocks differ by up to 26 hours."""
_MINUTE, _ONE_DAY, _NONE = timedelta(minutes=1), timedelta(days=1), timedelta()
_EPOCH, _EPOCH_NOON, _SECONDS = date(1970, 1, 1).toordinal(), 12 * 3600, 24 * 3600
"""Days, seconds at noon of the first, and seconds a day of the time that `fromtimestamp` takes."""
_NOON = time(12)
_Span = tuple[int, int]


def shared_hours(
    person_zone: str, person_week: WorkingWeek, team_zone: str, team_week: WorkingWeek, year: int
) -> Overlap:
    """The working hours shared in a year.

    Swapping the two gives the same hours, with the offsets' signs turned; only `hours_in_year`, counted by
    the person's days, may differ by a day that meets one of the next year across the date line. Raises
    UsageError for a zone that is not known.
    """
    runs = _runs(person_zone, team_zone, year)
    periods = tuple(_period(first, last, ahead, person_week, team_week) for first, last, ahead in runs)
    days: dict[float, int] = {}
    for period in periods:
        days[period.shared] = days.get(period.shared, 0) + (period.last - period.first).days + 1
    return Overlap(
        year=year,
        person_zone=person_zone,
        team_zone=team_zone,
        person_week=person_week,
        team_week=team_week,
        minimum=min(days),
        maximum=max(days),
        typical=max(days, key=lambda hours: (days[hours], -hours)),
        hours_in_year=sum(daily(person_zone, person_week, team_zone, team_week, year)),
        periods=periods,
        person_changes=clock_changes(person_zone, year),
        team_changes=clock_changes(team_zone, year),
        for_four=_shift(_span(person_week), _span(team_week), sorted({ahead for _, _, ahead in runs})),
        tzdata=tzdata_version(),
    )


def daily(
    person_zone: str, person_week: WorkingWeek, team_zone: str, team_week: WorkingWeek, year: int
) -> tuple[float, ...]:
    """Hours shared on each of the person's days of a year, 1 January first, without public holidays.

    Overlap with any of the team's days counts, so that the person's Monday may meet the team's Tuesday.
    """
    person = _worked(person_zone, person_week, year)
    team = _worked(team_zone, team_week, year)
    return tuple(
        sum(_common(own, other) for other in team[at - _AROUND : at + _AROUND + 1] if other) / 60
        if own
        else 0.0
        for at, own in enumerate(person[_AROUND:-_AROUND], start=_AROUND)
    )


@lru_cache(maxsize=256)
def clock_changes(name: str, year: int) -> tuple[ClockChange, ...]:
    """The days of a year on which a zone's clock changes, by its offset at local noon."""
    place = zone(name)
    changes = []
    for day in map(date.fromordinal, sorted(_unsteady(name, year))):
        before, after = _offset(place, day - _ONE_DAY, _NOON), _offset(place, day, _NOON)
        if before != after and day.year == year:
            changes.append(ClockChange(day=day, before=before / 60, after=after / 60))
    return tuple(changes)


def _days(year: int) -> range:
    """The days of a year as ordinals, with `_AROUND` more at both ends."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return range(first - _AROUND, last + _AROUND + 1)


@lru_cache(maxsize=256)
def _offsets(name: str, year: int) -> tuple[int, ...]:
    """Minutes from UTC at noon UTC of each of `_days`: the same instants for every place."""
    place = zone(name)
    noons = (_EPOCH_NOON + (day - _EPOCH) * _SECONDS for day in _days(year))
    return tuple((datetime.fromtimestamp(at, place).utcoffset() or _NONE) // _MINUTE for at in noons)


@lru_cache(maxsize=256)
def _unsteady(name: str, year: int) -> frozenset[int]:
    """Those of `_days` about which the offset changes: one local day lies within two days of UTC."""
    offsets = _offsets(name, year)
    return frozenset(
        day for at, day in enumerate(_days(year)) if len(set(offsets[max(at - 1, 0) : at + 2])) > 1
    )


def _offset(place: ZoneInfo, day: date, at: time) -> int:
    """Minutes from UTC at a local time; the first of a repeated hour (`time.fold` 0)."""
    offset = datetime.combine(day, at, place).utcoffset()
    assert offset is not None
    return offset // _MINUTE


def _runs(person: str, team: str, year: int) -> list[tuple[date, date, int]]:
    """First and last day of each run of one difference, and that difference in minutes."""
    both = zip(_offsets(person, year), _offsets(team, year), strict=True)
    ahead = [b - a for a, b in both][_AROUND:-_AROUND]
    runs = []
    start = date(year, 1, 1)
    for difference, days in groupby(ahead):
        last = start + timedelta(days=sum(1 for _ in days) - 1)
        runs.append((start, last, difference))
        start = last + timedelta(days=1)
    return runs


def _period(first: date, last: date, ahead: int, person: WorkingWeek, team: WorkingWeek) -> OffsetPeriod:
    pairs = _pairs(person, team, ahead)
    return OffsetPeriod(
        first=first,
        last=last,
        ahead=ahead / 60,
        shared=_shared(_span(person), _span(team), ahead) / 60,
        days_a_week=len(pairs),
        hours_a_week=sum(pairs) / 60,
        for_four=_shift(_span(person), _span(team), [ahead]),
    )


def _span(week: WorkingWeek) -> _Span:
    start, end = week.full_day
    return minutes(start), minutes(end)


def _common(one: _Span, other: _Span) -> int:
    if other[0] >= one[1] or one[0] >= other[1]:
        return 0
    return min(one[1], other[1]) - max(one[0], other[0])


def _shared(person: _Span, team: _Span, ahead: int) -> int:
    """Minutes in which a full day of one meets full days of the other, worked every day."""
    return sum(
        _common(person, (team[0] - ahead + turn * _DAY, team[1] - ahead + turn * _DAY))
        for turn in range(-2, 3)
    )


def _pairs(person: WorkingWeek, team: WorkingWeek, ahead: int) -> list[int]:
    """Minutes of each pair of working days that overlap, in a week that goes round."""
    pairs = []
    for weekday, own in enumerate(person.days):
        for turn in range(-2, 3):
            other = team.days[(weekday + turn) % 7]
            if own and other:
                begin, end = (minutes(at) - ahead + turn * _DAY for at in other)
                pairs.append(_common((minutes(own[0]), minutes(own[1])), (begin, end)))
    return [pair for pair in pairs if pair]


def _shift(person: _Span, team: _Span, differences: Sequence[int]) -> ShiftedDay | None:
    """The smallest shift that gives enough shared time at every difference; of two alike the earlier day."""
    for size in range(0, _FURTHEST + 1, _STEP):
        for shift in dict.fromkeys((-size, size)):
            moved = (person[0] + shift, person[1] + shift)
            shared = min(_shared(moved, team, ahead) for ahead in differences)
            if shared >= _ENOUGH:
                start, end = (time(*divmod(at % _DAY, 60)) for at in moved)
                return ShiftedDay(hours=shift / 60, start=start, end=end, shared=shared / 60)
    return None


@lru_cache(maxsize=256)
def _worked(name: str, week: WorkingWeek, year: int) -> tuple[_Span | None, ...]:
    """The work of each of `_days` in minutes of UTC since year 1, None where nobody works."""
    place = zone(name)
    unsteady = _unsteady(name, year)
    weekdays = [day and (minutes(day[0]), minutes(day[1])) for day in week.days]
    spans: list[_Span | None] = []
    for day, noon in zip(_days(year), _offsets(name, year), strict=True):
        hours = week.days[(day - 1) % 7]
        span = weekdays[(day - 1) % 7]
        if hours is None or span is None:
            spans.append(None)
            continue
        starts, ends = noon, noon
        if day in unsteady:
            starts, ends = (_offset(place, date.fromordinal(day), at) for at in hours)
        spans.append((day * _DAY + span[0] - starts, day * _DAY + span[1] - ends))
    return tuple(spans)
