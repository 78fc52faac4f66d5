"""The machine contract of pay and hours across borders, as part of `routes`. Fields may be added, never changed."""

from __future__ import annotations

from datetime import date, time

import msgspec

from assay.domain.hours import PlaceKind
from assay.domain.route import Verification


class RateRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of `base` is `factor` units of `quote` at the rate of `day`."""

    base: str
    quote: str
    factor: float
    day: date
    stale: bool
    source: str
    verification: Verification


class PayRangeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Pay a year."""

    minimum: float
    maximum: float
    currency: str


class BandRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A share of gross pay as it was in `year`."""

    low: float
    high: float
    year: int
    note: str
    capped: bool
    verification: Verification
    sources: tuple[str, ...]


class RegimeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A special tax regime that a newcomer may ask for."""

    country: str
    name: str
    terms: str
    year: int
    valid_from: date | None
    valid_to: date | None
    verification: Verification
    sources: tuple[str, ...]


class InPlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What gross pay costs and leaves in a country; a null figure has its reason under its name in `missing`."""

    country: str
    gross: PayRangeRecord | None
    rate: RateRecord | None
    employer_cost: BandRecord | None
    cost: PayRangeRecord | None
    take_home: BandRecord | None
    net: PayRangeRecord | None
    regimes: tuple[RegimeRecord, ...]
    missing: dict[str, str]


class WorthRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The offer elsewhere: `nominal` by the exchange rate, `buys_the_same` by what money buys there in `year`."""

    offer: PayRangeRecord
    on: date
    nominal: PayRangeRecord | None
    rate: RateRecord | None
    buys_the_same: PayRangeRecord | None
    year: int
    caveat: str
    verification: Verification
    sources: tuple[str, ...]
    here: InPlaceRecord
    there: InPlaceRecord
    notes: tuple[str, ...]
    missing: dict[str, str]


class MarketRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is paid in a country a year; all null but `reason` where no documented source says so."""

    country: str
    low: float | None
    median: float | None
    high: float | None
    currency: str | None
    year: int | None
    note: str | None
    verification: Verification | None
    sources: tuple[str, ...]
    reason: str | None


class PlaceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A place as told from its words."""

    kind: PlaceKind
    label: str
    country: str | None
    region: str | None
    zone: str | None


class ShiftRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The person's day moved by `hours` (negative: earlier), local times, and what is shared then."""

    hours: float
    start: time
    end: time
    shared: float


class PeriodRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Days with one difference of clocks: `ahead` the team's hours ahead of the person's, `shared` hours a day."""

    first: date
    last: date
    ahead: float
    shared: float
    days_a_week: int
    hours_a_week: float
    for_four: ShiftRecord | None


class ClockRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A change of a clock: hours from UTC before and after."""

    day: date
    before: float
    after: float


class HolidayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A public holiday; `estimated` where the moon sets it."""

    day: date
    name: str
    estimated: bool
    working_day: bool


class HolidaysRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Public holidays of a place; null with a `reason` where they are not known."""

    country: str | None
    region: str | None
    holidays: tuple[HolidayRecord, ...] | None
    on_working_days: int | None
    made_up: tuple[date, ...]
    notes: tuple[str, ...]
    reason: str | None


class HoursRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Working hours that person and team share in `year`, and the days off of both."""

    year: int
    person: PlaceRecord
    team: PlaceRecord
    minimum: float
    maximum: float
    typical: float
    hours_in_year: float
    periods: tuple[PeriodRecord, ...]
    person_changes: tuple[ClockRecord, ...]
    team_changes: tuple[ClockRecord, ...]
    for_four: ShiftRecord | None
    notes: tuple[str, ...]
    person_holidays: HolidaysRecord
    team_holidays: HolidaysRecord
    shared_days: tuple[date, ...] | None
    person_only: tuple[date, ...] | None
    team_only: tuple[date, ...] | None
    tzdata: str
    holidays_source: str
