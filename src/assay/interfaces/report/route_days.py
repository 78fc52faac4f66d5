"""Both working days of each period of a year, drawn as bars on one axis with what they share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from assay.workflow.routes_shown import DayView

_MINUTES = 60
_DAY = 24


def day_bars(days: Sequence[DayView]) -> list[dict[str, Any]]:
    """For each period: both bars and their shared part as shares (0-100) of an axis common to all periods.

    >>> bars = day_bars([DayView(period="all year", person=(9, 17), team=(13, 21))])
    >>> bars[0]["both"], bars[0]["shared"]
    ({'left': 33.33, 'width': 33.33}, '4 hours shared')
    """
    if not days:
        return []
    ends = [end for day in days for end in (*day.person, *day.team)]
    low, high = math.floor(min(ends)), math.ceil(max(ends))
    return [_bar(day, low, (high - low) or 1) for day in days]


def _bar(day: DayView, low: int, span: int) -> dict[str, Any]:
    def part(start: float, end: float) -> dict[str, float]:
        return {"left": round((start - low) / span * 100, 2), "width": round((end - start) / span * 100, 2)}

    start, end = max(day.person[0], day.team[0]), min(day.person[1], day.team[1])
    shared = max(end - start, 0.0)
    return {
        "period": day.period,
        "person": {"words": _between(*day.person), **part(*day.person)},
        "team": {"words": _between(*day.team), **part(*day.team)},
        "both": part(start, end) if shared else None,
        "shared": f"{shared:g} hour{'' if shared == 1 else 's'} shared" if shared else "no hour shared",
    }


def _between(start: float, end: float) -> str:
    return f"{_clock(start)} to {_clock(end)}"


def _clock(hours: float) -> str:
    minutes = round(hours * _MINUTES) % (_DAY * _MINUTES)
    return f"{minutes // _MINUTES:02d}:{minutes % _MINUTES:02d}"
