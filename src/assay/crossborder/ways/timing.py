"""How long until the first day of work: notice and processing, as ranges with their basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assay.crossborder.ways.data import load_estimates, load_first_days
from assay.domain.arrangement import TimePart, TimeToStart
from assay.domain.route import Processing, Route

_CALENDAR = 7 / 5
"""Calendar days of a working day."""

_WIDENED = 0.5
"""A typical figure is widened by half where no end is stated, since the sources give targets and usual times."""


def time_to_start(parts: Sequence[TimePart], on: date, not_before: date | None = None) -> TimeToStart:
    """The range from a filing date: side by side at best, one after another at worst.

    An end is not known where that of a part is not.
    """
    wait = (not_before - on).days if not_before else 0
    lows = [p.low for p in parts if p.low is not None]
    highs = [p.high for p in parts if p.high is not None]
    return TimeToStart(
        low=max([*lows, wait]) if len(lows) == len(parts) else None,
        high=max(sum(highs), wait) if len(highs) == len(parts) else None,
        parts=tuple(parts),
        not_before=not_before,
    )


def processing_part(route: Route, on: date) -> TimePart:
    """The decision on a route, in calendar days; not known where no figure holds on the day.

    A typical figure is widened by half towards an end that nobody states.
    """
    what = f"decision on {route.name}"
    row = next((p for p in route.processing if p.provenance.holds(on)), None)
    if row is None:
        return TimePart(
            what=what,
            low=None,
            high=None,
            basis="unknown",
            note=f"not known for {on}",
            verification=route.provenance.verification,
        )
    low, high, note = _days(row)
    return TimePart(
        what=what,
        low=low,
        high=high,
        basis=row.basis,
        note=note,
        verification=row.provenance.verification,
    )


def onboarding_part(name: str) -> TimePart:
    """The days that a contract and its payroll take: our own estimate."""
    e = load_estimates()[f"onboarding_{name}"]
    return TimePart(
        what="contract and payroll" if name != "job_search" else "finding a job and changing the permit",
        low=int(e.low),
        high=int(e.high),
        basis="estimate",
        note=e.note,
        verification=e.verification,
    )


def first_day(route: Route, on: date) -> date | None:
    """The first day of work that a rule allows when filed on a day; None where none names one."""
    fixed = load_first_days().get(route.id)
    if fixed is None:
        return None
    late = (on.month, on.day) > fixed.filed_by
    return date(on.year + late, *fixed.starts)


def _days(row: Processing) -> tuple[int | None, int | None, str]:
    def calendar(days: float | None) -> int | None:
        return None if days is None else round(days * (_CALENDAR if row.working_days else 1))

    typical = row.days_typical
    if typical is None or None not in (row.days_min, row.days_max):
        return calendar(row.days_min), calendar(row.days_max), row.note
    low = row.days_min if row.days_min is not None else typical * (1 - _WIDENED)
    high = row.days_max if row.days_max is not None else typical * (1 + _WIDENED)
    unit = "working days" if row.working_days else "days"
    told = f"about {typical} {unit}, widened by half where no end is stated"
    return calendar(low), calendar(high), f"{told}; {row.note}" if row.note else told
