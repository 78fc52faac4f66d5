"""When a duty falls due in one hiring: a date where the hiring's dates give one, words in any case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import holidays

from assay.crossborder.hiring.trust import add_months
from assay.crossborder.hiring.values import Due
from assay.domain.hiring_rule import HiringContext, Phase

_WORDS = {
    Phase.ALWAYS: "throughout",
    Phase.BEFORE_POSTING: "before the posting",
    Phase.BEFORE_SCREENING: "before the ranking is used",
    Phase.BEFORE_INTERVIEW: "before the first interview",
    Phase.AT_REJECTION: "at the rejection",
    Phase.BEFORE_OFFER: "before the offer",
    Phase.AFTER_HIRE: "after the hire",
    Phase.YEARLY: "before the ranking is used and every year while it is",
}


def due_of(due: Due, context: HiringContext, place: str) -> tuple[date | None, str]:
    """The date (None where no date of the hiring gives one) and the words, `place` for its public holidays.

    Without a day for the ranking the day of the posting stands for it, since ranking may begin then: a notice
    period is then counted forwards, and the words say from when the ranking may be used.
    """
    words = _words(due)
    anchor = _anchor(due.phase, context)
    if anchor is None:
        return None, words
    if due.phase is Phase.BEFORE_SCREENING and context.screening is None:
        if not due.days:
            return anchor, f"{words}, which may be from the posting on {anchor}"
        earliest = shifted(anchor, due, place)
        return anchor, f"{words}; with the posting on {anchor}, the ranking may be used from {earliest}"
    backwards = due.phase.value.startswith("before")
    return shifted(anchor, due, place, -1 if backwards else 1), words


def shifted(day: date, due: Due, place: str, sign: int = 1) -> date:
    """A day moved by the days and months of `due`; working days leave out weekends and public holidays."""
    day = add_months(day, sign * due.months)
    if not due.working_days:
        return day + timedelta(days=sign * due.days)
    off = _holidays(place, day)
    left = due.days
    while left:
        day += timedelta(days=sign)
        left -= day.weekday() < 5 and day not in off
    return day


def _holidays(place: str, day: date) -> frozenset[date]:
    """Public holidays of the place (country, or state where given) in the years around a day."""
    country, *rest = place.split("-")
    years = [day.year - 1, day.year, day.year + 1]
    try:
        return frozenset(holidays.country_holidays(country, subdiv=rest[0] if rest else None, years=years))
    except NotImplementedError as error:
        raise ValueError(
            f"no public holidays are known for {place!r}, so working days cannot be counted"
        ) from error


def _anchor(phase: Phase, context: HiringContext) -> date | None:
    """The date that a phase is counted from."""
    return {
        Phase.ALWAYS: None,
        Phase.BEFORE_POSTING: context.posting,
        Phase.BEFORE_SCREENING: context.screening or context.posting,
        Phase.BEFORE_INTERVIEW: context.interview,
        Phase.AT_REJECTION: context.rejection,
        Phase.BEFORE_OFFER: context.offer,
        Phase.AFTER_HIRE: context.planned_start,
        Phase.YEARLY: context.screening or context.posting,
    }[phase]


def _words(due: Due) -> str:
    words = _WORDS[due.phase]
    parts = list(_lengths(due))
    if not parts:
        return words
    length = " and ".join(parts)
    if due.phase.value.startswith("before"):
        return f"at least {length} {words}"
    return f"within {length} {words.replace('at ', 'after ', 1)}"


def _lengths(due: Due) -> Iterator[str]:
    if due.months:
        yield f"{due.months} months"
    if due.days:
        yield f"{due.days} {'business ' if due.working_days else ''}days"
