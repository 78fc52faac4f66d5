"""A look at all rules on a day: what is stale, disputed or unread, and what changes ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from assay.crossborder.rules.book import RuleBook
from assay.crossborder.rules.scheduled import scheduled_changes
from assay.crossborder.rules.trust import Moment, route_trust, value_trust
from assay.crossborder.rules.values import DatedRow, leaves_of, said, values_of
from assay.domain.route import Amount, Conflict, Route, Trust, Verification
from assay.domain.rule_check import (
    WHOLE_ROUTE,
    Alternative,
    BookCheck,
    DisputedValue,
    StaleReason,
    StaleValue,
    UnreadValue,
    comparable,
)

EXPIRING_DAYS = 90
"""How many days ahead an end with nothing known after it is reported."""


def check_book(book: RuleBook, today: date) -> BookCheck:
    """What needs somebody's attention on a day; ordered by day or by route."""
    moment = Moment(on=today, today=today)
    routes = tuple(book.routes.values())
    pairs = [(route, value) for route in routes for value in values_of(route)]
    rows = [row for _, value in pairs for row in value.rows]
    trust = Counter(value_trust(book, route, value, moment)[0] for route, value in pairs if value.rows)
    whole = Counter(route_trust(book, route, moment)[0] for route in routes)
    read = Counter(row.provenance.verification for row in rows)
    stale = sorted((s for r in routes for s in _stale(r, today)), key=lambda s: (s.day, s.route, s.value))
    ahead = (change for route in routes for change in scheduled_changes(route, today))
    return BookCheck(
        today=today,
        routes=len(routes),
        countries=len(book.countries),
        values=sum(1 for _, value in pairs if value.rows),
        stale=tuple(stale),
        disputed=tuple(_disputed(route, c, today) for route in routes for c in route.conflicts),
        unread=tuple(unread for route in routes for unread in _unread(route)),
        scheduled=tuple(sorted(ahead, key=lambda c: (c.day or date.max, c.route, c.value))),
        values_by_trust={colour: trust[colour] for colour in Trust},
        routes_by_trust={colour: whole[colour] for colour in Trust},
        rows_by_verification={how: read[how] for how in Verification},
        notes=book.notes,
    )


def _stale(route: Route, today: date) -> Iterable[StaleValue]:
    due = route.provenance.review_by
    if due < today:
        yield _found(route, WHOLE_ROUTE, StaleReason.REVIEW_DUE, due, f"due for review since {due}")
    for value in values_of(route):
        row, last = value.on(today), value.last_before(today)
        if row is None and last is not None and last.provenance.valid_to:
            text = f"{value.label}, {said(last)}, ended {last.provenance.valid_to}: nothing is known after it"
            yield _found(route, value.name, StaleReason.EXPIRED, last.provenance.valid_to, text)
        if row is None:
            continue
        own = row.provenance.review_by
        if own < today and own != due:
            text = f"{value.label}, {said(row)}: due for review since {own}"
            yield _found(route, value.name, StaleReason.REVIEW_DUE, own, text)
        end = value.lapses(today)
        if end is not None and end <= today + timedelta(days=EXPIRING_DAYS):
            text = f"{value.label}, {said(row)}, ends {end}: nothing is known after it"
            yield _found(route, value.name, StaleReason.EXPIRING, end, text)


def _found(route: Route, value: str, reason: StaleReason, day: date, text: str) -> StaleValue:
    return StaleValue(route=route.id, value=value, reason=reason, day=day, text=text)


def _disputed(route: Route, conflict: Conflict, today: date) -> DisputedValue:
    value = next((v for v in values_of(route) if v.name.split(".")[-1] == conflict.of), None)
    row: DatedRow | None = (value.on(today) or value.last_before(today)) if value else None
    ours = row if isinstance(row, Amount) else None
    return DisputedValue(
        route=route.id,
        value=value.name if value else WHOLE_ROUTE,
        text=conflict.text,
        ours=ours,
        alternatives=tuple(Alternative(amount=a, share=_share(a, ours)) for a in conflict.also),
    )


def _share(other: Amount, ours: Amount | None) -> float | None:
    if ours is None or not ours.amount:
        return None
    # A source that disagrees seldom says how often its amount is paid: then compare it as it stands.
    alike = other if other.payments_per_year else replace(other, payments_per_year=ours.payments_per_year)
    if not comparable(alike, ours):
        return None
    return (other.amount - ours.amount) / ours.amount


def _unread(route: Route) -> Iterable[UnreadValue]:
    def made(value: str, verification: Verification, text: str) -> UnreadValue:
        return UnreadValue(route=route.id, value=value, verification=verification, text=text)

    read = (Verification.READ_OFFICIAL, Verification.READ_SECONDARY)
    if route.provenance.verification not in read:
        yield made(WHOLE_ROUTE, route.provenance.verification, route.name)
    for value in values_of(route):
        for row in value.rows:
            if row.provenance.verification not in read:
                yield made(value.name, row.provenance.verification, f"{value.label}: {said(row)}")
    for leaf in leaves_of(route.eligibility):
        if leaf.verification is not None and leaf.verification not in read:
            yield made("eligibility", leaf.verification, leaf.subject)
