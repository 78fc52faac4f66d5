"""The working days of two places on one clock, as a page draws them."""

from __future__ import annotations

from datetime import time

from assay.domain.hours import OffsetPeriod, Overlap, minutes
from assay.workflow.routes_shown import DayView

_HOUR, _DAY = 60, 24.0

_Span = tuple[float, float]


def day_views(shared: Overlap) -> tuple[DayView, ...]:
    """For each period the full working day of both, the team's on the day on which it meets the person's most."""
    person, team = _hours(shared.person_week.full_day), _hours(shared.team_week.full_day)
    return tuple(
        DayView(period=_period(period), person=person, team=_nearest(person, team, period.ahead))
        for period in shared.periods
    )


def _nearest(person: _Span, team: _Span, ahead: float) -> _Span:
    """The team's day on the person's clock, a day earlier or later where more of it is shared then."""
    days = [(team[0] - ahead + move, team[1] - ahead + move) for move in (0.0, -_DAY, _DAY)]
    return max(days, key=lambda day: min(person[1], day[1]) - max(person[0], day[0]))


def _hours(day: tuple[time, time]) -> _Span:
    start, end = minutes(day[0]) / _HOUR, minutes(day[1]) / _HOUR
    return start, end if end > start else end + _DAY


def _period(period: OffsetPeriod) -> str:
    return f"{period.first} to {period.last}"
