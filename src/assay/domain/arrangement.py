"""Ways to work together across a border: what each takes, costs and risks. Nothing here enters a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assay.domain.route import Answer, Source, Trust, Verdict, Verification


class WayKind(StrEnum):
    """How a person and an employer may work together."""

    RELOCATE_SPONSORED = "relocate_sponsored"
    RELOCATE_UNSPONSORED = "relocate_unsponsored"
    INTRA_COMPANY = "intra_company"
    LOCAL_ENTITY = "local_entity"
    EMPLOYER_OF_RECORD = "employer_of_record"
    CONTRACTOR = "contractor"
    HIRE_NOW_RELOCATE_LATER = "hire_now_relocate_later"


WAY_LABELS = {
    WayKind.RELOCATE_SPONSORED: "Relocate with sponsorship",
    WayKind.RELOCATE_UNSPONSORED: "Relocate without sponsorship",
    WayKind.INTRA_COMPANY: "Intra-company transfer",
    WayKind.LOCAL_ENTITY: "Remote, employed by a local entity",
    WayKind.EMPLOYER_OF_RECORD: "Remote, through an employer of record",
    WayKind.CONTRACTOR: "Remote, as a contractor",
    WayKind.HIRE_NOW_RELOCATE_LATER: "Hire now, relocate later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Whether people in a country may be engaged in a mode: ``eor`` or ``contractor``."""

    country: str
    mode: str
    allowed: Answer
    note: str
    verification: Verification
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePart:
    """One part of the time to start, in calendar days; None where not known.

    `basis` says where the days come from: ``stated``, ``customary``, ``statutory``, ``target``,
    ``observed``, ``estimate``, ``memory`` or ``unknown``.
    """

    what: str
    low: int | None
    high: int | None
    basis: str
    note: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToStart:
    """Calendar days from the filing date to the first day of work, as a range; None where not known.

    `low` takes the parts side by side, `high` one after another.
    """

    low: int | None
    high: int | None
    parts: tuple[TimePart, ...]
    not_before: date | None = None
    """The first day a rule allows, where it names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostItem:
    """One cost in the offer's currency; `low` and `high` are None where there is no rate or no figure.

    `stated` is the amount as the rule states it.
    """

    what: str
    low: float | None
    high: float | None
    stated: str
    verification: Verification
    rate_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A sum of costs in one currency; `missing` says which figures are not in it."""

    low: float | None
    high: float | None
    currency: str
    items: tuple[CostItem, ...]
    missing: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether somebody read every figure in it."""
        return all(item.verification.verified for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A risk of a way: ``misclassification``, ``permanent_establishment``, ``export_control``, ``ip``, ..."""

    kind: str
    text: str
    verification: Verification
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to work together: where, over which route, whether it is open and what it takes.

    `name` is the route's, or what tells the way from others of its kind, empty for none. `why` are the
    conditions that decided, `open` what is not known. `trust` is None where no route's figures stand behind
    it.
    """

    kind: WayKind
    country: str
    route: str | None
    name: str
    verdict: Verdict
    trust: Trust | None
    trust_reasons: tuple[str, ...]
    why: tuple[str, ...]
    open: tuple[str, ...]
    start: TimeToStart
    employer_once: Cost
    employer_yearly: Cost
    person_once: Cost
    risks: tuple[Risk, ...]
    dependants: str
    residence: str
    duration: str
    scheduled: tuple[str, ...]
    official_url: str | None
    sources: tuple[Source, ...]
    later: tuple[TimePart, ...] = ()
    """What comes after the first day of work: the decision on a move that follows."""

    @property
    def label(self) -> str:
        """The way and what tells it from others of its kind, for people."""
        return f"{WAY_LABELS[self.kind]}: {self.name}" if self.name else WAY_LABELS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What one route comes to for a group of people: one cell of a region view."""

    route: str
    name: str
    country: str
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Citizens of these countries, for whom the same routes to one destination are open."""

    citizens: tuple[str, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """What is open to one person in one country, best first."""

    country: str
    region: str
    verdict: Verdict
    openings: tuple[Opening, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionOverlap:
    """Two regions that court the same people: the countries of each where the profile may work."""

    regions: tuple[str, str]
    countries: tuple[tuple[str, ...], tuple[str, ...]]
    certain: tuple[tuple[str, ...], tuple[str, ...]]
    """Those of them where a route is feasible on what is known."""
