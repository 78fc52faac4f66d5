"""The machine contract of `routes show` and `routes check`: the rules themselves, dated and with their sources.

Fields may be added, never changed.
"""

from __future__ import annotations

from datetime import date

import msgspec

from assay.domain.route import RouteKind, RouteStatus, Trust, Verification
from assay.domain.rule_check import RuleChangeKind, StaleReason

SCHEMA_VERSION = "1.0"
"""Grows in its second part when fields are added, in its first when a meaning changes."""

ConditionValue = (
    bool | int | float | str | tuple[str | int | float, ...] | dict[str, str | int | float] | None
)


class RulesUsedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The program's version and the SHA-256 of the files of routes."""

    assay: str
    rules: str


class SourceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Where a figure was read. `stated` is the date as the source has it, empty where it has none."""

    title: str
    url: str | None
    kind: str
    stated: str
    as_of: date | None


class ProvenanceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How a figure was come by and when it holds; ends are inclusive, null where open."""

    sources: tuple[str, ...]
    verification: Verification
    read: date
    review_by: date
    valid_from: date | None
    valid_to: date | None
    known_from: date | None


class AmountRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Money as a rule states it; `in_force` on the filing date, null where it is no row of ours."""

    amount: float
    currency: str
    period: str
    payments_per_year: int | None
    in_force: bool | None
    provenance: ProvenanceRecord


class ThresholdRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A pay or income asked for, with all its rows; `trust` for the filing date."""

    id: str
    basis: str
    what: str
    rows: tuple[AmountRecord, ...]
    trust: Trust
    trust_reasons: tuple[str, ...]


class FeeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A fee with all its rows."""

    id: str
    payer: str
    what: str
    optional: bool
    every_year: bool
    rows: tuple[AmountRecord, ...]
    trust: Trust
    trust_reasons: tuple[str, ...]


class ProcessingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Days to a decision, working days where `working_days`; null where not known."""

    days_min: int | None
    days_typical: int | None
    days_max: int | None
    working_days: bool
    basis: str
    note: str
    in_force: bool
    provenance: ProvenanceRecord


class DurationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Months first granted; null where without limit or not known."""

    months: int | None
    note: str
    in_force: bool
    provenance: ProvenanceRecord


class ResidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Years to permanent residence: 0 at once, null where the route does not lead there."""

    years: float | None
    note: str
    in_force: bool
    provenance: ProvenanceRecord


class ChangeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A change announced without a value; `day` is the first it may take effect."""

    day: date | None
    stated: str
    text: str


class ConflictRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Sources that disagree; `of` is the threshold concerned."""

    text: str
    of: str | None
    also: tuple[AmountRecord, ...]


class QuotaRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A yearly cap."""

    annual: int | None
    detail: str


class ConditionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the conditions: ``all``, ``any``, ``count_at_least`` with `parts`, or a leaf (`docs/glossary.md`)."""

    kind: str
    parts: tuple[ConditionRecord, ...]
    least: int
    subject: str
    op: str
    value: ConditionValue
    number: int
    verification: Verification | None


class RouteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`assay routes show ID`: a route with its conditions and every dated value."""

    schema_version: str
    disclaimer: str
    on: date
    today: date
    versions: RulesUsedRecord
    id: str
    country: str
    name: str
    kind: RouteKind
    status: RouteStatus
    legal_basis: str | None
    official_url: str | None
    tied_to_employer: bool | None
    employer_requirement: str | None
    labour_market_test: str | None
    quota: QuotaRecord | None
    spouse_work: str | None
    notes: str | None
    confidence: str
    provenance: ProvenanceRecord
    trust: Trust
    trust_reasons: tuple[str, ...]
    eligibility: ConditionRecord
    thresholds: tuple[ThresholdRecord, ...]
    fees: tuple[FeeRecord, ...]
    processing: tuple[ProcessingRecord, ...]
    duration: tuple[DurationRecord, ...]
    residence: tuple[ResidenceRecord, ...]
    changes: tuple[ChangeRecord, ...]
    conflicts: tuple[ConflictRecord, ...]
    sources: dict[str, SourceRecord]


class StaleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A value that is or soon will be out of date."""

    route: str
    value: str
    reason: StaleReason
    day: date
    text: str


class AlternativeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What another source says; `share` from ours, null where they cannot be compared."""

    amount: AmountRecord
    share: float | None


class DisputedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A value on which sources disagree."""

    route: str
    value: str
    text: str
    ours: AmountRecord | None
    alternatives: tuple[AlternativeRecord, ...]


class UnreadValueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A value that nobody read, or only in part."""

    route: str
    value: str
    verification: Verification
    text: str


class ScheduledRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A change ahead."""

    route: str
    value: str
    day: date | None
    text: str


class CasesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Worked cases that were run: of how many rules, how many, which rules have none, and what came out otherwise."""

    what: str
    rules: int
    cases: int
    without: tuple[str, ...]
    faults: tuple[str, ...]


class RuleChangeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A difference between two days; `money` is after less before, null where they cannot be compared."""

    route: str
    value: str
    kind: RuleChangeKind
    day: date | None
    text: str
    before: AmountRecord | None
    after: AmountRecord | None
    money: float | None
    share: float | None


class RoutesCheckRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`assay routes check`: what needs somebody's attention; `changes` is null where no second day was asked for."""

    schema_version: str
    disclaimer: str
    today: date
    versions: RulesUsedRecord
    routes: int
    countries: int
    values: int
    values_by_trust: dict[Trust, int]
    routes_by_trust: dict[Trust, int]
    rows_by_verification: dict[Verification, int]
    stale: tuple[StaleRecord, ...]
    disputed: tuple[DisputedRecord, ...]
    unread: tuple[UnreadValueRecord, ...]
    scheduled: tuple[ScheduledRecord, ...]
    notes: tuple[str, ...]
    cases: tuple[CasesRecord, ...]
    changes: tuple[RuleChangeRecord, ...] | None


RULE_RECORDS: dict[str, type[msgspec.Struct]] = {
    "routes-show": RouteRecord,
    "routes-check": RoutesCheckRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
