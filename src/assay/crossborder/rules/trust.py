"""How far a value or a route may be trusted on a day, and why.

Red: past its end or its review date, or its rule is before the courts. Amber: its newest source is older
than six months or undated, it is not or partly verified, sources disagree, the rule's standing is unsure,
or a dated change falls before the planned start. Green: read and not expired, and nothing of the above.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assay.crossborder.rules.book import RuleBook
from assay.crossborder.rules.values import (
    DatedValue,
    leaves_of,
    said,
    threshold_value,
    thresholds_asked,
)
from assay.domain.route import Change, Provenance, Route, RouteStatus, Source, Trust, Verification

SOURCE_MONTHS = 6
"""Months after which a source is old."""

_NOT_READ = {
    Verification.PARTIAL: "partly read, partly from memory",
    Verification.MEMORY: "from memory, not verified",
    Verification.ESTIMATE: "our own estimate, not verified",
}
_STANDING = {
    RouteStatus.IN_FORCE_AT_RISK: "the rule is in force but at risk",
    RouteStatus.IN_FORCE_DETAILS_UNCLEAR: "the rule is in force but its details are unclear",
}
_ORDER = (Trust.GREEN, Trust.AMBER, Trust.RED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When a route is looked at: the filing date `on`, the day of looking `today`, the planned start.

    A filing date picks values and their ends; the day of looking tells how old a source and a review are.
    """

    on: date
    today: date
    planned_start: date | None = None

    @property
    def until(self) -> date:
        """The last day for which changes matter: the planned start, the filing date where none is planned."""
        return max(self.on, self.planned_start or self.on)


def trust_of(
    provenance: Provenance,
    moment: Moment,
    *,
    status: RouteStatus,
    sources: Mapping[str, Source],
    changes: Sequence[Change] = (),
    disputes: Sequence[str] = (),
) -> tuple[Trust, tuple[str, ...]]:
    """How far a value may be trusted, and every reason against it, the gravest first (none where green).

    `changes` count where they fall after the filing date, or after the value was read if that is earlier,
    and not after the planned start: those that came to pass since it was read count too, so that trust
    never returns by waiting. `disputes` are what sources disagree on.
    """
    red = tuple(_red(provenance, moment, status))
    amber = tuple(_amber(provenance, moment, status, sources))
    amber += tuple(f"sources disagree: {text}" for text in disputes)
    since = min(provenance.read, moment.on)
    amber += tuple(
        f"changes {change.stated}: {change.text}"
        for change in changes
        if change.day is not None and last_day(change) > since and change.day <= moment.until
    )
    trust = Trust.RED if red else Trust.AMBER if amber else Trust.GREEN
    return trust, red + amber


def _red(provenance: Provenance, moment: Moment, status: RouteStatus) -> Iterable[str]:
    if provenance.valid_to and provenance.valid_to < moment.on:
        yield f"ended {provenance.valid_to}, before the filing date {moment.on}"
    if provenance.valid_from and provenance.valid_from > moment.on:
        yield f"holds only from {provenance.valid_from}, after the filing date {moment.on}"
    if provenance.review_by < moment.today:
        yield f"due for review since {provenance.review_by}"
    if status is RouteStatus.IN_FORCE_WITH_LITIGATION:
        yield "the rule is before the courts"


def _amber(
    provenance: Provenance, moment: Moment, status: RouteStatus, sources: Mapping[str, Source]
) -> Iterable[str]:
    if reason := _NOT_READ.get(provenance.verification):
        yield reason
    dated = [s for s in (sources[name] for name in provenance.sources) if s.as_of is not None]
    newest = max(dated, key=lambda s: s.as_of or date.min, default=None)
    if newest is None:
        if provenance.verification.verified:
            yield "none of its sources is dated"
    elif moment.today > _months_after(newest.as_of or date.min, SOURCE_MONTHS):
        yield f"its newest source ({newest.id}, {newest.stated}) is older than {SOURCE_MONTHS} months"
    if standing := _STANDING.get(status):
        yield standing
    if ends := _ends(provenance, moment):
        yield ends


def _ends(provenance: Provenance, moment: Moment) -> str | None:
    if provenance.valid_to and moment.on <= provenance.valid_to < moment.until:
        return f"ends {provenance.valid_to}, before the planned start {moment.until}"
    return None


def value_trust(
    book: RuleBook, route: Route, value: DatedValue, moment: Moment
) -> tuple[Trust, tuple[str, ...]]:
    """How far one value of a route may be trusted for a filing date, and every reason against it.

    Where no row is known for the filing date it is red. A change of the route that has no value yet counts
    against all its values, since it does not say which it will change.
    """
    row = value.on(moment.on)
    if row is None:
        last = value.last_before(moment.on)
        known = f": the last known, {said(last)}, ended {last.provenance.valid_to}" if last else ""
        return Trust.RED, (f"no value is known for {moment.on}{known}",)
    own = value.name.split(".")[-1]
    trust, reasons = trust_of(
        row.provenance,
        moment,
        status=route.status,
        sources=book.sources,
        changes=(*_next(value, moment.on), *route.changes),
        disputes=[conflict.text for conflict in route.conflicts if conflict.of == own],
    )
    if value.lapses(moment.on) is None:  # then the next row already says that this one ends
        reasons = tuple(reason for reason in reasons if reason != _ends(row.provenance, moment))
    return trust, reasons


def _next(value: DatedValue, on: date) -> tuple[Change, ...]:
    """The rows that begin after a day, as changes."""
    return tuple(
        Change(day=start, stated=f"{start}", text=f"then {said(row)}")
        for row in value.after(on)
        if (start := row.provenance.valid_from)
    )


def route_trust(book: RuleBook, route: Route, moment: Moment) -> tuple[Trust, tuple[str, ...]]:
    """How far a route's verdict may be trusted, and every reason against it.

    The worst of what decides: the route as a whole, the thresholds its conditions ask for, and conditions
    with a verification of their own. Fees and times decide nothing; `value_trust` judges them. Points
    tables bring their own trust.
    """
    whole, reasons = trust_of(
        route.provenance,
        moment,
        status=route.status,
        sources=book.sources,
        changes=route.changes,
        disputes=[conflict.text for conflict in route.conflicts if conflict.of is None],
    )
    found, given = [whole], list(reasons)
    for threshold in thresholds_asked(route):
        value = threshold_value(threshold)
        trust, against = value_trust(book, route, value, moment)
        found.append(trust)
        given += [f"{value.label}: {reason}" for reason in against if reason not in reasons]
    for leaf in leaves_of(route.eligibility):
        if leaf.verification in _NOT_READ:
            found.append(Trust.AMBER)
            given.append(f"the condition “{leaf.subject}”: {_NOT_READ[leaf.verification]}")
    return worst(found), tuple(given)


def worst(found: Iterable[Trust]) -> Trust:
    """The least trust of some; green where there are none."""
    return max(found, key=_ORDER.index, default=Trust.GREEN)


def last_day(change: Change) -> date:
    """The last day on which a dated change may take effect: the month's or year's end where only that is stated.

    Raises ValueError where no day is known.
    """
    if change.day is None:
        raise ValueError(f"no day is known of the change {change.text!r}")
    if len(change.stated) == len("2027"):
        return date(change.day.year, 12, 31)
    if len(change.stated) == len("2027-02"):
        return change.day.replace(day=monthrange(change.day.year, change.day.month)[1])
    return change.day


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
