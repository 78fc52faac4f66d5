"""Routes and a look at all of them as records of the machine contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from assay import __version__
from assay.crossborder.rules import (
    DatedValue,
    Moment,
    RuleBook,
    load_book,
    value_trust,
    values_of,
)
from assay.domain.route import (
    DISCLAIMER,
    Amount,
    Condition,
    Conflict,
    Duration,
    Processing,
    Provenance,
    Residence,
    Route,
    Source,
)
from assay.domain.rule_check import BookCheck, RuleChange
from assay.workflow import rule_records as r
from assay.workflow.route_card import find_route
from assay.workflow.route_rules import trust_of_route


class CasesRun(Protocol):
    """Worked cases that were run: of `rules` rules, `cases` in all; the rules `without` any; `faults` in words."""

    @property
    def what(self) -> str:
        """Whose cases: ``routes`` or ``points``."""

    @property
    def rules(self) -> int:
        """How many rules were looked at."""

    @property
    def cases(self) -> int:
        """How many cases were run."""

    @property
    def without(self) -> tuple[str, ...]:
        """Rules without any case."""

    @property
    def faults(self) -> tuple[str, ...]:
        """What came out otherwise, in words."""


def route_record(
    route: Route, book: RuleBook, on: date, today: date, *, start: date | None = None
) -> r.RouteRecord:
    """The contract's object of a route, with all its rows and their trust for a filing date."""
    moment = Moment(on=on, today=today, planned_start=start)
    trust, reasons = trust_of_route(book, route, moment)
    judged = {value.name: _judged(book, route, value, moment) for value in values_of(route)}
    return r.RouteRecord(
        schema_version=r.SCHEMA_VERSION,
        disclaimer=DISCLAIMER,
        on=on,
        today=today,
        versions=rules_used(book),
        id=route.id,
        country=route.country,
        name=route.name,
        kind=route.kind,
        status=route.status,
        legal_basis=route.legal_basis,
        official_url=route.official_url,
        tied_to_employer=route.tied_to_employer,
        employer_requirement=route.employer_requirement,
        labour_market_test=route.labour_market_test,
        quota=r.QuotaRecord(annual=route.quota.annual, detail=route.quota.detail) if route.quota else None,
        spouse_work=route.spouse_work,
        notes=route.notes,
        confidence=route.confidence,
        provenance=provenance_record(route.provenance),
        trust=trust,
        trust_reasons=reasons,
        eligibility=_condition(route.eligibility),
        thresholds=tuple(
            r.ThresholdRecord(
                id=t.id,
                basis=t.basis,
                what=t.what,
                rows=_amounts(t.rows, on),
                **judged[f"thresholds.{t.id}"],
            )
            for t in route.thresholds.values()
        ),
        fees=tuple(
            r.FeeRecord(
                id=f.id,
                payer=f.payer,
                what=f.what,
                optional=f.optional,
                every_year=f.every_year,
                rows=_amounts(f.rows, on),
                **judged[f"fees.{f.id}"],
            )
            for f in route.fees
        ),
        processing=tuple(_processing(p, on) for p in route.processing),
        duration=tuple(_duration(d, on) for d in route.duration),
        residence=tuple(_residence(y, on) for y in route.residence),
        changes=tuple(r.ChangeRecord(day=c.day, stated=c.stated, text=c.text) for c in route.changes),
        conflicts=tuple(_conflict(c) for c in route.conflicts),
        sources=source_records(book.sources, _cited(route)),
    )


def shipped_route_record(identity: str, on: date, today: date) -> r.RouteRecord:
    """`route_record` of a shipped route; raises UsageError where there is none of that id."""
    book = load_book()
    return route_record(find_route(identity, book), book, on, today)


def check_record(
    check: BookCheck,
    cases: Iterable[CasesRun],
    changes: Sequence[RuleChange] | None = None,
) -> r.RoutesCheckRecord:
    """The contract's object of a look at the shipped rules; `cases` are the runs of worked cases."""
    return r.RoutesCheckRecord(
        schema_version=r.SCHEMA_VERSION,
        disclaimer=DISCLAIMER,
        today=check.today,
        versions=rules_used(load_book()),
        routes=check.routes,
        countries=check.countries,
        values=check.values,
        values_by_trust=dict(check.values_by_trust),
        routes_by_trust=dict(check.routes_by_trust),
        rows_by_verification=dict(check.rows_by_verification),
        stale=tuple(
            r.StaleRecord(route=s.route, value=s.value, reason=s.reason, day=s.day, text=s.text)
            for s in check.stale
        ),
        disputed=tuple(
            r.DisputedRecord(
                route=d.route,
                value=d.value,
                text=d.text,
                ours=_amount(d.ours) if d.ours else None,
                alternatives=tuple(
                    r.AlternativeRecord(amount=_amount(a.amount), share=rounded(a.share, 4))
                    for a in d.alternatives
                ),
            )
            for d in check.disputed
        ),
        unread=tuple(
            r.UnreadValueRecord(route=u.route, value=u.value, verification=u.verification, text=u.text)
            for u in check.unread
        ),
        scheduled=tuple(
            r.ScheduledRecord(route=s.route, value=s.value, day=s.day, text=s.text) for s in check.scheduled
        ),
        notes=check.notes,
        cases=tuple(
            r.CasesRecord(what=c.what, rules=c.rules, cases=c.cases, without=c.without, faults=c.faults)
            for c in cases
        ),
        changes=None if changes is None else tuple(map(_change, changes)),
    )


def rules_used(book: RuleBook) -> r.RulesUsedRecord:
    """What an outcome depends on besides the facts."""
    return r.RulesUsedRecord(assay=__version__, rules=book.digest)


def provenance_record(provenance: Provenance) -> r.ProvenanceRecord:
    """Where a value comes from and when it holds."""
    return r.ProvenanceRecord(
        sources=provenance.sources,
        verification=provenance.verification,
        read=provenance.read,
        review_by=provenance.review_by,
        valid_from=provenance.valid_from,
        valid_to=provenance.valid_to,
        known_from=provenance.known_from,
    )


def source_records(register: Mapping[str, Source], cited: Iterable[str]) -> dict[str, r.SourceRecord]:
    """The sources cited, by id in order."""
    return {
        name: r.SourceRecord(
            title=register[name].title,
            url=register[name].url,
            kind=register[name].kind,
            stated=register[name].stated,
            as_of=register[name].as_of,
        )
        for name in sorted(set(cited))
        if name in register
    }


def rounded(number: float | None, places: int = 2) -> float | None:
    """A number to some places; None stays."""
    return None if number is None else round(number, places)


def _judged(book: RuleBook, route: Route, value: DatedValue, moment: Moment) -> dict[str, Any]:
    trust, reasons = value_trust(book, route, value, moment)
    return {"trust": trust, "trust_reasons": reasons}


def _cited(route: Route) -> Iterable[str]:
    yield from route.provenance.sources
    for value in values_of(route):
        for row in value.rows:
            yield from row.provenance.sources
    for conflict in route.conflicts:
        for amount in conflict.also:
            yield from amount.provenance.sources


def _condition(node: Condition) -> r.ConditionRecord:
    value: Any = node.value
    return r.ConditionRecord(
        kind=node.kind,
        parts=tuple(map(_condition, node.parts)),
        least=node.least,
        subject=node.subject,
        op=node.op,
        value=tuple(value) if isinstance(value, list) else value,
        number=node.number,
        verification=node.verification,
    )


def _amounts(rows: Iterable[Amount], on: date) -> tuple[r.AmountRecord, ...]:
    return tuple(_amount(row, on) for row in rows)


def _amount(row: Amount, on: date | None = None) -> r.AmountRecord:
    return r.AmountRecord(
        amount=row.amount,
        currency=row.currency,
        period=row.period,
        payments_per_year=row.payments_per_year,
        in_force=None if on is None else row.provenance.holds(on),
        provenance=provenance_record(row.provenance),
    )


def _processing(row: Processing, on: date) -> r.ProcessingRecord:
    return r.ProcessingRecord(
        days_min=row.days_min,
        days_typical=row.days_typical,
        days_max=row.days_max,
        working_days=row.working_days,
        basis=row.basis,
        note=row.note,
        in_force=row.provenance.holds(on),
        provenance=provenance_record(row.provenance),
    )


def _duration(row: Duration, on: date) -> r.DurationRecord:
    return r.DurationRecord(
        months=row.months,
        note=row.note,
        in_force=row.provenance.holds(on),
        provenance=provenance_record(row.provenance),
    )


def _residence(row: Residence, on: date) -> r.ResidenceRecord:
    return r.ResidenceRecord(
        years=row.years,
        note=row.note,
        in_force=row.provenance.holds(on),
        provenance=provenance_record(row.provenance),
    )


def _conflict(conflict: Conflict) -> r.ConflictRecord:
    return r.ConflictRecord(text=conflict.text, of=conflict.of, also=tuple(map(_amount, conflict.also)))


def _change(change: RuleChange) -> r.RuleChangeRecord:
    return r.RuleChangeRecord(
        route=change.route,
        value=change.value,
        kind=change.kind,
        day=change.day,
        text=change.text,
        before=_amount(change.before) if change.before else None,
        after=_amount(change.after) if change.after else None,
        money=rounded(change.money),
        share=rounded(change.share, 4),
    )
