"""Worth: what an offer of pay comes to in another place, each figure with its source, year and verification.

A figure that is not known is a `Missing` with its reason, never a stand-in. Nothing here enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assay.domain.route import Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Why a figure is not given, as a sentence for people."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One unit of `base` is `factor` units of `quote`, by the rate of `day`.

    `day` is the last day with a rate on or before the day `asked`; `stale` says that it is more than
    60 days older.
    """

    base: str
    quote: str
    factor: float
    day: date
    asked: date
    stale: bool
    source: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Gross or net pay per year, `minimum` to `maximum`, in `currency` (ISO 4217)."""

    minimum: float
    maximum: float
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchasingPower:
    """Pay per year that buys in one country what other pay buys in another, in `currency` of the former.

    `year` is that of the purchasing power parities; `caveat` says what they do not show.
    """

    amount: float
    currency: str
    year: int
    caveat: str
    verification: Verification
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A share of gross pay (0-1), from `low` to `high`, as it was in `year`.

    What an employer pays on top passes 1 only where an amount due whatever the pay is more than the pay.

    `capped` says that the contributions stop growing at some pay, so that the band is an upper bound for
    high pay.
    """

    low: float
    high: float
    year: int
    note: str
    verification: Verification
    sources: tuple[str, ...]
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRegime:
    """A special tax regime that a newcomer may ask for; its dates are inclusive, None where open."""

    country: str
    name: str
    terms: str
    verification: Verification
    sources: tuple[str, ...]
    year: int
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The same pay in another place's money: by the exchange rate, and beside it by what it buys.

    The two belong together: one is never shown without the other, or the reason why it is missing.
    `rate` is None where the nominal pay is missing.
    """

    nominal: Pay | Missing
    rate: Rate | None
    buys_the_same: Pay | Missing
    year: int
    caveat: str
    verification: Verification
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlace:
    """What gross pay per year costs an employer and leaves a person in one country.

    `rate` is the rate by which the offer became `gross`, None where there is none.

    `cost` is the gross pay and what the employer pays on top, `net` what is left of it; both reach from the
    least of the band at the lower pay to the most at the higher.
    """

    country: str
    gross: Pay | Missing
    rate: Rate | None
    employer_cost: Band | Missing
    cost: Pay | Missing
    take_home: Band | Missing
    net: Pay | Missing
    regimes: tuple[TaxRegime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What an offer made in one country is worth in another, for a day.

    `here` reads the offer where it is made, `there` its nominal equal in the other country. `missing` are
    the reasons of all figures that could not be given, each once.
    """

    offer: Pay
    on: date
    comparison: Comparison
    here: InPlace
    there: InPlace
    notes: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketBand:
    """What is paid in a market per year: a tenth earns less than `low`, a tenth more than `high`."""

    low: float
    median: float
    high: float
    currency: str
    year: int
    note: str
    verification: Verification
    sources: tuple[str, ...]
