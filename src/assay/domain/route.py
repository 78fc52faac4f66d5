"""Routes across borders: dated values with their sources, and what a route comes to for one person.

A route is a legal way to work in a country. Its rules are data; these are the values they are read into and
the outcomes shown to people. Nothing here enters a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DISCLAIMER = (
    "This is information, not legal advice: check each figure at its official source before relying on it."
)
"""Stands in every output that shows a route."""

NOT_VERIFIED = "[not verified]"
"""Marks in text a figure that nobody read in a source."""


class Answer(StrEnum):
    """The answer to one condition, after Kleene: what is not known stays unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a route comes to."""

    FEASIBLE = "feasible"
    NEEDS_CHECK = "needs_check"
    BLOCKED = "blocked"


VERDICT_OF = {
    Answer.YES: Verdict.FEASIBLE,
    Answer.NO: Verdict.BLOCKED,
    Answer.UNKNOWN: Verdict.NEEDS_CHECK,
}


class Verification(StrEnum):
    """How a figure was come by."""

    READ_OFFICIAL = "read_official"
    """Read in the official text."""
    READ_SECONDARY = "read_secondary"
    """Read in a dated source that quotes the official text."""
    PARTIAL = "partial"
    """Partly read, partly from memory."""
    MEMORY = "memory"
    """From memory; nobody verified it."""
    ESTIMATE = "estimate"
    """Our own estimate; nobody verified it."""

    @property
    def verified(self) -> bool:
        """Whether somebody read it, at least in part."""
        return self not in (Verification.MEMORY, Verification.ESTIMATE)


class Trust(StrEnum):
    """How far a figure may be trusted on a day."""

    GREEN = "green"
    """Read in a source and not expired."""
    AMBER = "amber"
    """An old source, a figure partly or not verified, or a change before the planned start."""
    RED = "red"
    """Past its end or its review date, or its rule is before the courts."""


class RouteKind(StrEnum):
    """What a route rests on."""

    EMPLOYER_SPONSORED = "employer_sponsored"
    INTRA_COMPANY = "intra_company"
    TREATY = "treaty"
    SELF = "self"
    JOB_SEARCH = "job_search"
    REMOTE_WORK = "remote_work"
    FREE_MOVEMENT = "free_movement"


class RouteStatus(StrEnum):
    """Whether a route's rules stand."""

    IN_FORCE = "in_force"
    IN_FORCE_WITH_LITIGATION = "in_force_with_litigation"
    IN_FORCE_AT_RISK = "in_force_at_risk"
    IN_FORCE_DETAILS_UNCLEAR = "in_force_details_unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure was read.

    `as_of` is the day of what was read, the first of the month or year where only that is `stated`, None
    where it is undated.
    """

    id: str
    title: str
    url: str | None
    kind: str
    stated: str
    as_of: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a value comes from, how it was come by, and when it holds.

    `valid_from` and `valid_to` are inclusive, None where open. `known_from` is the day it was published,
    None where that is not known. `read` is the day it was collected, `review_by` the day by which
    somebody must look at it again.
    """

    sources: tuple[str, ...]
    verification: Verification
    read: date
    review_by: date
    valid_from: date | None = None
    valid_to: date | None = None
    known_from: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the value is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money as a rule states it.

    `period` is ``year``, ``month``, ``hour`` or ``once``; `payments_per_year` says how many times a
    monthly amount is paid (None: 12).
    """

    amount: float
    currency: str
    period: str
    provenance: Provenance
    payments_per_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A pay or income that a route asks for; its rows by date, earliest first.

    `basis` is ``gross_fixed`` (guaranteed gross pay) or ``income``.
    """

    id: str
    basis: str
    what: str
    rows: tuple[Amount, ...]

    def on(self, day: date) -> Amount | None:
        """The row in force on a day; None where none is known for it."""
        return next((row for row in self.rows if row.provenance.holds(day)), None)

    def last_before(self, day: date) -> Amount | None:
        """The latest row that has ended before a day: to be quoted, never to decide."""
        ended = [r for r in self.rows if r.provenance.valid_to and r.provenance.valid_to < day]
        return ended[-1] if ended else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A fee of a route; `payer` is ``employer``, ``candidate`` or ``either``."""

    id: str
    payer: str
    what: str
    optional: bool
    every_year: bool
    rows: tuple[Amount, ...]

    def on(self, day: date) -> Amount | None:
        """The row in force on a day; None where none is known for it."""
        return next((row for row in self.rows if row.provenance.holds(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """How long a decision takes, in days (working days where `working_days`); None where not known.

    `basis` is ``statutory``, ``target``, ``observed``, ``estimate``, ``memory`` or ``unknown``.
    """

    days_min: int | None
    days_typical: int | None
    days_max: int | None
    working_days: bool
    basis: str
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Months first granted; None where without limit or not known."""

    months: int | None
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Years to permanent residence: 0 where the route grants it, None where it does not lead there."""

    years: float | None
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A scheduled or pending change without a value yet.

    `day` is the first it may take effect: the first of the month or year where only that is `stated`, None
    where nothing is.
    """

    day: date | None
    stated: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sources that disagree: `of` is the id of the threshold concerned, None where another field."""

    text: str
    of: str | None
    also: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A yearly cap; `annual` is None where there is none."""

    annual: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """Countries whose citizens move freely among them, or have a treaty right."""

    id: str
    name: str
    members: tuple[str, ...]
    effect: str
    exceptions: tuple[str, ...]
    free: bool
    """Whether citizens may work in another member without any permit."""
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A node of an eligibility tree.

    `kind` is ``all``, ``any`` or ``count_at_least`` (with `parts`, and `least` for the last), or a leaf:
    ``fact`` (`subject` is the fact's id, with `op` and `value`), ``salary_at_least`` and
    ``candidate_income_at_least`` (`subject` is the threshold's id), ``points_at_least`` (`subject` is the
    table, `value` the least points), ``salary_age_progressive`` (`value` holds its parameters), or
    ``manual_check`` (`subject` is the text, `number` its place among the route's manual checks, from 1).
    """

    kind: str
    parts: tuple[Condition, ...] = ()
    least: int = 0
    subject: str = ""
    op: str = ""
    value: object = None
    number: int = 0
    verification: Verification | None = None
    """Of this condition, where it differs from its route's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A legal way to work in a country, with its dated values and its conditions."""

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
    quota: Quota | None
    spouse_work: str | None
    notes: str | None
    confidence: str
    provenance: Provenance
    eligibility: Condition
    thresholds: Mapping[str, Threshold]
    fees: tuple[Fee, ...]
    processing: tuple[Processing, ...]
    duration: tuple[Duration, ...]
    residence: tuple[Residence, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How far pay lies from a threshold, in the threshold's currency per year; `share` of the threshold.

    `converted_on` is the day of the exchange rate, None where no conversion was needed.
    """

    threshold: str
    required: float
    offered: float
    currency: str
    verification: Verification
    converted_on: date | None = None

    @property
    def money(self) -> float:
        """Offered less required; negative where it falls short."""
        return self.offered - self.required

    @property
    def share(self) -> float:
        """The margin as a share of what is required."""
        return self.money / self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafOutcome:
    """What one condition came to, in words; `leaf` names it as the rule does: kind and subject.

    `needs` are the facts that would settle it where it is unknown.
    """

    leaf: str
    answer: Answer
    text: str
    needs: tuple[str, ...] = ()
    margin: Margin | None = None
    verification: Verification = Verification.READ_SECONDARY


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteOutcome:
    """What a route comes to for one person, one offer and one filing date.

    `decided_by` are the leaves that settled a yes or a no, or that keep it open; `leaves` are all of them.
    """

    route: str
    verdict: Verdict
    decided_by: tuple[LeafOutcome, ...]
    leaves: tuple[LeafOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion:
    """A question that may settle routes, in words that are lawful in `place`.

    `settles` are the routes that this fact alone or with others would settle; `asks` is who is asked:
    ``candidate``, ``employer`` or ``recruiter``.
    """

    fact: str
    text: str
    place: str | None
    asks: str
    settles: tuple[str, ...]
    voluntary: bool
