"""What the ways to work together are built from: the person's and the employer's situation, and the ports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assay.crossborder.eligibility import Movement
from assay.domain.arrangement import Engagement, TimePart
from assay.domain.route import Answer, Route, RouteOutcome, Source, Trust, Verification

Convert = Callable[[float, str, str], tuple[float, date | None] | None]
"""An amount from one currency to another, with the day of the rate; None where there is no rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Gross fixed pay a year, as a range."""

    minimum: float
    maximum: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What an employer pays on top of gross pay, as shares of it: `low` of the lower, `high` of the higher pay.

    Where contributions are capped, `high` may be the smaller share.
    """

    low: float
    high: float
    note: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A person, an employer and a role; None and empty where not known.

    `home` is the country where the person lives, `sponsors` whether the employer sponsors permits, `entities`
    the countries where it has a legal entity. `notice` is the time until the person is free. `accepts_remote`
    says whether the employer accepts that the role is done from `home`, `presence` that the brief asks for it to
    be done at its place.
    """

    home: str | None
    destinations: tuple[str, ...]
    sponsors: bool | None
    entities: frozenset[str] | None
    offer: Offer | None
    notice: TimePart
    on: date
    role_text: str = ""
    accepts_remote: Answer = Answer.YES
    presence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The rules as evaluated for this person, and what is known of money and engagement."""

    routes: Mapping[str, Route]
    outcomes: Mapping[str, RouteOutcome]
    sources: Mapping[str, Source]
    movement: Callable[[str], Movement]
    convert: Convert
    employer_share: Callable[[str], Share | None]
    engagement: Callable[[str, str], Engagement]
    trust: Callable[[Route], tuple[Trust, tuple[str, ...]]]
    scheduled: Callable[[Route], tuple[str, ...]]
