"""What changes in a route after a day, in sentences."""

from __future__ import annotations

from datetime import date

from assay.crossborder.rules.trust import last_day
from assay.crossborder.rules.values import DatedRow, DatedValue, figure, said, values_of
from assay.domain.route import NOT_VERIFIED, Amount, Route
from assay.domain.rule_check import WHOLE_ROUTE, ScheduledChange, comparable


def scheduled(route: Route, on: date) -> tuple[str, ...]:
    """Sentences for what changes after a day, and for values that end with nothing known after them.

    Such as ``from 2027-01-01 the pay threshold general is 6,000 SGD a month (now 5,600)``.
    """
    ends = []
    for value in values_of(route):
        row, end = value.on(on), value.lapses(on)
        if row is not None and end is not None:
            ends.append(f"after {end} no value is known for {value.label} (now {said(row)})")
    return (*(change.text for change in scheduled_changes(route, on)), *ends)


def scheduled_changes(route: Route, on: date) -> tuple[ScheduledChange, ...]:
    """The rows that begin after a day and the announced changes without a value; undated ones come last."""
    found = [
        ScheduledChange(
            route=route.id, value=value.name, day=row.provenance.valid_from, text=_sentence(value, row, on)
        )
        for value in values_of(route)
        for row in value.after(on)
    ]
    found += [
        ScheduledChange(
            route=route.id,
            value=WHOLE_ROUTE,
            day=change.day,
            text=f"{change.stated if change.day else 'date not known'}: {change.text}",
        )
        for change in route.changes
        if change.day is None or last_day(change) > on
    ]
    return tuple(sorted(found, key=lambda change: change.day or date.max))


def _sentence(value: DatedValue, row: DatedRow, on: date) -> str:
    now = value.on(on)
    before = "not known" if now is None else _now(row, now)
    return f"from {row.provenance.valid_from} {value.label} is {said(row)} (now {before})"


def _now(row: DatedRow, now: DatedRow) -> str:
    if not (isinstance(row, Amount) and isinstance(now, Amount) and comparable(row, now)):
        return said(now)
    return figure(now.amount) + ("" if now.provenance.verification.verified else f" {NOT_VERIFIED}")
