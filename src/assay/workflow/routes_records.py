"""The machine contract of `routes`: ways to work together across a border, and the rules of one route.

Fields may be added, never changed. Every figure carries `verification`; ``memory`` and ``estimate`` mean that
nobody read it. What is not known is null and its reason stands beside it. `sources` are ids into the registers
of `SourcesRecord`. `rule_records` holds what is written of the rules themselves.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from assay.domain.arrangement import WayKind
from assay.domain.route import Answer, RouteKind, RouteStatus, Trust, Verdict, Verification
from assay.workflow.hiring_records import AllowedRecord, BriefFindingRecord, ChecklistRecord, EmploymentRecord
from assay.workflow.rule_records import RULE_RECORDS, ProvenanceRecord, RulesUsedRecord, SourceRecord
from assay.workflow.worth_records import HoursRecord, MarketRecord, WorthRecord

SCHEMA_VERSION = "1.0"
"""Grows in its second part when fields are added, in its first when a meaning changes."""

FactValue = bool | int | float | str | tuple[str, ...]


class RouteQueryRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked: filing date, day of looking, planned first day, who looks, destinations, order of ways."""

    on: date
    today: date
    start: date | None
    view: Literal["hiring", "candidate"]
    countries: tuple[str, ...]
    sort: Literal["time", "cost", "certainty"]


class SourcesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The registers that `sources` refer to: of routes, of pay, of the rules that bind the hiring."""

    routes: dict[str, SourceRecord]
    pay: dict[str, SourceRecord]
    hiring: dict[str, SourceRecord]


class DeclaredFactRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as used and where it stands; `unit` is null where it has none."""

    id: str
    label: str
    value: FactValue
    unit: str | None
    origin: str


class MarginRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Pay against a threshold, a year in `currency`: `money` is offered less required, `share` that of the required.

    `share` is null where nothing is required, `converted_on` where no rate was needed.
    """

    threshold: str
    required: float
    offered: float
    money: float
    share: float | None
    currency: str
    converted_on: date | None
    verification: Verification


class LeafRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One condition. `needs` are facts that would settle it; the hiring view leaves private ones out."""

    leaf: str
    answer: Answer
    text: str
    needs: tuple[str, ...]
    margin: MarginRecord | None
    verification: Verification


class OutcomeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a route comes to. `decided_by` are the conditions that settle it or keep it open, `leaves` all."""

    id: str
    country: str
    name: str
    kind: RouteKind
    status: RouteStatus
    verdict: Verdict
    trust: Trust
    trust_reasons: tuple[str, ...]
    decided_by: tuple[LeafRecord, ...]
    leaves: tuple[LeafRecord, ...]
    needs: tuple[str, ...]
    official_url: str | None
    provenance: ProvenanceRecord


class TimePartRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the time to start, in calendar days; null where not known. `basis` says where the days come from."""

    what: str
    low: int | None
    high: int | None
    basis: str
    note: str
    verification: Verification


class TimeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Calendar days to the first day: `low` with the parts side by side, `high` one after another.

    `later` comes after the first day: the decision on a move that follows.
    """

    low: int | None
    high: int | None
    not_before: date | None
    parts: tuple[TimePartRecord, ...]
    later: tuple[TimePartRecord, ...] = ()


class CostItemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A cost in the offer's currency, null where there is no rate or figure; `stated` as the rule has it."""

    what: str
    low: float | None
    high: float | None
    stated: str
    rate_day: date | None
    verification: Verification


class CostRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A sum of costs; `missing` says what is not in it, `verified` whether somebody read every item."""

    low: float | None
    high: float | None
    currency: str
    verified: bool
    items: tuple[CostItemRecord, ...]
    missing: tuple[str, ...]


class RiskRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A risk of a way, and where that was read."""

    kind: str
    text: str
    verification: Verification
    source: str


class WayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A way to work together. `route` and `trust` are null where no route stands behind it."""

    kind: WayKind
    label: str
    country: str
    route: str | None
    name: str
    verdict: Verdict
    trust: Trust | None
    trust_reasons: tuple[str, ...]
    why: tuple[str, ...]
    open: tuple[str, ...]
    start: TimeRecord
    employer_once: CostRecord
    employer_yearly: CostRecord
    person_once: CostRecord
    risks: tuple[RiskRecord, ...]
    dependants: str
    residence: str
    duration: str
    scheduled: tuple[str, ...]
    official_url: str | None
    sources: tuple[str, ...]


class RouteQuestionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A question in words that are lawful in `place`, whom it is put to, and the routes that it helps to settle."""

    fact: str
    text: str
    place: str | None
    asks: str
    settles: tuple[str, ...]
    voluntary: bool


class OpeningRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A route (``free`` where no permit is needed) in a view of regions, and what decides it."""

    route: str
    name: str
    verdict: Verdict
    text: str


class DestinationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is open to the person in a country, best first."""

    country: str
    region: str
    verdict: Verdict
    openings: tuple[OpeningRecord, ...]


class OverlapOfRegionsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Two regions that court the same person: countries of each, and those of them that are certain."""

    regions: tuple[str, str]
    countries: tuple[tuple[str, ...], tuple[str, ...]]
    certain: tuple[tuple[str, ...], tuple[str, ...]]


class OriginGroupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Citizens of these countries have these routes; supposed citizens, not the person."""

    citizens: tuple[str, ...]
    openings: tuple[OpeningRecord, ...]


class ReachRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a role reaches in one destination."""

    country: str
    groups: tuple[OriginGroupRecord, ...]


class RoleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from the role alone. `document` names the brief's file."""

    document: str
    title: str
    countries: tuple[str, ...]
    reach: tuple[ReachRecord, ...]
    checklist: ChecklistRecord
    findings: tuple[BriefFindingRecord, ...]
    allowed_questions: tuple[AllowedRecord, ...]
    employment: tuple[EmploymentRecord, ...]
    market: tuple[MarketRecord, ...]


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What follows for the person. `document` is null where only a sheet of facts was given.

    `withheld` counts declared facts that this view may not use; they are neither named nor told.
    """

    document: str | None
    facts: tuple[DeclaredFactRecord, ...]
    withheld: int
    routes: tuple[OutcomeRecord, ...]
    ways: tuple[WayRecord, ...]
    questions: tuple[RouteQuestionRecord, ...]
    destinations: tuple[DestinationRecord, ...]
    overlaps: tuple[OverlapOfRegionsRecord, ...]
    worth: tuple[WorthRecord, ...]
    hours: tuple[HoursRecord, ...]
    place_question: str | None


class RoutesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`assay routes`: ways to work together for a person, a role, or both."""

    schema_version: str
    disclaimer: str
    query: RouteQueryRecord
    versions: RulesUsedRecord
    role: RoleRecord | None
    person: PersonRecord | None
    sources: SourcesRecord


ROUTES_RECORDS: dict[str, type[msgspec.Struct]] = {"routes": RoutesRecord, **RULE_RECORDS}
"""Output name to its struct, as `assay schema NAME` prints it."""
