"""The days and hours worked in a country where an offer states none."""

from __future__ import annotations

from datetime import time

from assay.domain.hours import WorkingWeek
from assay.errors import UsageError

START, END = time(9), time(17, 30)
"""An ordinary office day with its break inside (our assumption)."""
_FRIDAY_END = time(12)
# Friday and Saturday off: as in the `holidays` package, against which a test checks it; and Libya.
_SUNDAY_TO_THURSDAY = frozenset("AF BD BH DJ DZ EG IL IQ JO KW LY MR MV OM QA SA SD SY YE".split())
_MONDAY, _FRIDAY, _SUNDAY = 0, 4, 6


def working_week(country: str | None, *, start: time = START, end: time = END) -> WorkingWeek:
    """The week worked in a country (ISO 3166-1 alpha-2), each day from `start` to `end`, local time.

    Monday to Friday; Sunday to Thursday in Saudi Arabia, Israel and others; in the United Arab Emirates
    Friday until noon (federal government since January 2022; many employers follow). Raises UsageError
    where the day does not end after it starts.
    """
    if end <= start:
        raise UsageError(
            f"The working day must end after {start:%H:%M}, on the same day; {end:%H:%M} does not."
        )
    day = (start, end)
    if country in _SUNDAY_TO_THURSDAY:
        days = tuple(None if weekday in (_FRIDAY, _FRIDAY + 1) else day for weekday in range(7))
        return WorkingWeek(days=days, note="Sunday to Thursday")
    days = tuple(day if weekday <= _FRIDAY else None for weekday in range(7))
    if country == "AE":
        friday = (start, min(end, _FRIDAY_END)) if start < _FRIDAY_END else None
        return WorkingWeek(
            days=(*days[:_FRIDAY], friday, *days[_FRIDAY + 1 :]),
            note="Monday to Thursday, Friday until 12:00",
        )
    return WorkingWeek(days=days)
