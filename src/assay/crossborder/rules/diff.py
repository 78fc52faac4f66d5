"""How the rules differ between two days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assay.crossborder.rules.book import RuleBook
from assay.crossborder.rules.scheduled import scheduled_changes
from assay.crossborder.rules.values import DatedRow, DatedValue, figure, said, values_of
from assay.domain.route import Amount, Route
from assay.domain.rule_check import WHOLE_ROUTE, RuleChange, RuleChangeKind
from assay.errors import UsageError


def diff(book: RuleBook, first: date, second: date) -> tuple[RuleChange, ...]:
    """What differs between two days: by route, then by value as in the route's files.

    A value whose row has ended with none after it is not known on the second day; a change announced for
    after the first day and until the second is scheduled. Raises UsageError where the days are out of order.
    """
    if first > second:
        raise UsageError(f"the first day, {first}, is after the second, {second}: write them in order")
    return tuple(change for route in book.routes.values() for change in _route(route, first, second))


def _route(route: Route, first: date, second: date) -> Iterable[RuleChange]:
    for value in values_of(route):
        change = _value(route.id, value, first, second)
        if change is not None:
            yield change
    for ahead in scheduled_changes(route, first):
        if ahead.value == WHOLE_ROUTE and ahead.day is not None and ahead.day <= second:
            kind = RuleChangeKind.SCHEDULED
            yield RuleChange(route=route.id, value=WHOLE_ROUTE, kind=kind, day=ahead.day, text=ahead.text)


def _value(route: str, value: DatedValue, first: date, second: date) -> RuleChange | None:
    before, after = value.on(first), value.on(second)
    if before is not None and after is not None:
        return _changed(route, value, before, after)
    if before is not None:
        last = value.last_before(second) or before
        text = f"{value.label} is not known on {second}: the last known, {said(last)}, ended {_end(last)}"
        kind, day = RuleChangeKind.NOT_KNOWN, last.provenance.valid_to
    elif after is not None:
        text = f"{value.label} is {said(after)} on {second}, not known on {first}"
        kind, day = RuleChangeKind.BECOMES_KNOWN, after.provenance.valid_from
    else:
        return None
    return RuleChange(
        route=route,
        value=value.name,
        kind=kind,
        day=day,
        text=text,
        before=_money(before),
        after=_money(after),
    )


def _changed(route: str, value: DatedValue, before: DatedRow, after: DatedRow) -> RuleChange | None:
    if replace(before, provenance=after.provenance) == after:
        return None
    was, becomes = said(before), said(after)
    if was == becomes and not isinstance(after, Amount):
        text = f"{value.label} stays {becomes}, but: {after.note}"
    else:
        text = f"{value.label} goes from {was} to {becomes}"
    change = RuleChange(
        route=route,
        value=value.name,
        kind=RuleChangeKind.CHANGED,
        day=after.provenance.valid_from,
        text=text,
        before=_money(before),
        after=_money(after),
    )
    if change.money is None or change.share is None:
        return change
    sign = "+" if change.money >= 0 else "-"
    return replace(change, text=f"{text} ({sign}{figure(abs(change.money))}, {change.share:+.1%})")


def _money(row: DatedRow | None) -> Amount | None:
    return row if isinstance(row, Amount) else None


def _end(row: DatedRow) -> str:
    return str(row.provenance.valid_to)
