"""What a threshold asks for per year on a filing date, and how far pay or income lies from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assay.crossborder.eligibility.values import NO, UNKNOWN, YES, Facts, Setting
from assay.crossborder.eligibility.wording import money, stated
from assay.domain.route import Amount, Route, Threshold
from assay.errors import RulesError

WEEKS = 52
MONTHS = 12
HOURS = 40.0
"""Weekly hours taken, and shown, where the offer does not state them."""
WEEKLY = "offer.weekly_hours"
SALARY = ("offer.salary_minimum", "offer.salary_maximum", "offer.salary_currency")
INCOME = ("candidate.income_year", "candidate.income_year", "candidate.income_currency")
_NUMBERS = (int, float)

Range = tuple[float | None, float, date | None]
"""Least (None where not stated) and most of an offer in the wanted currency, and the day of the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A threshold on a filing date; `row` is None where no amount is known for it."""

    threshold: Threshold
    on: date
    row: Amount | None

    @property
    def quoted(self) -> Amount | None:
        """The row in force, else the last that ended, else the first to come: to be quoted."""
        return self.row or self.threshold.last_before(self.on) or next(iter(self.threshold.rows), None)

    def required(self, facts: Facts) -> float | None:
        """What is asked for per year, in the row's currency; None where no row is in force."""
        return None if self.row is None else annual(self.row, facts)

    def text(self, facts: Facts) -> str:
        """What is asked for, per year and as the rule states it."""
        assert self.row is not None
        as_stated = stated(self.row)
        if self.row.period == "year":
            return as_stated
        hours = ""
        if self.row.period == "hour":
            given = _number(facts.get(WEEKLY))
            hours = f", {HOURS:g} hours a week assumed" if given is None else f", {given:g} hours a week"
        return f"{money(annual(self.row, facts), self.row.currency)} a year ({as_stated}{hours})"

    def unknown(self) -> str:
        """That no amount is known for the filing date, and which is the nearest known."""
        lead = f"the amount for {self.on} is not known"
        row = self.quoted
        if row is None:
            return lead
        end, begin = row.provenance.valid_to, row.provenance.valid_from
        if end is not None and end < self.on:
            return f"{lead}; the last known, {stated(row)}, ended {end}"
        return f"{lead}; the first known, {stated(row)}, begins {begin}"


def bar_of(subject: str, route: Route, on: date) -> Bar:
    """The bar of a threshold; raises RulesError where the route has none of that name."""
    threshold = route.thresholds.get(subject)
    if threshold is None:
        raise RulesError([f"{route.id}: {subject}: no such threshold: add it to parameters.yaml"])
    return Bar(threshold=threshold, on=on, row=threshold.on(on))


def annual(row: Amount, facts: Facts) -> float:
    """An amount per year, in hundredths: months by payments a year, hours by 52 weeks of the offer's hours."""
    if row.period == "month":
        return round(row.amount * (row.payments_per_year or MONTHS), 2)
    if row.period == "hour":
        return round(row.amount * WEEKS * (_number(facts.get(WEEKLY)) or HOURS), 2)
    return row.amount


def offered_in(
    currency: str, kind: tuple[str, str, str], setting: Setting
) -> Callable[[Facts], Range | None]:
    """A reading of the pay (`SALARY`) or income (`INCOME`) that facts state, in `currency`.

    None where it is not stated, or not in a currency that can be converted.
    """
    low_key, high_key, currency_key = kind
    exchange = setting.exchange

    def read(facts: Facts) -> Range | None:
        low, high, given = _number(facts.get(low_key)), _number(facts.get(high_key)), facts.get(currency_key)
        if not isinstance(given, str) or (low is None and high is None):
            return None
        if high is None or (low is not None and high < low):
            high = low
        assert high is not None
        if given == currency:
            return low, high, None
        ends = [None if end is None else exchange(end, given, currency) for end in (low, high)]
        if ends[1] is None:
            return None
        return (ends[0][0] if ends[0] else None), ends[1][0], ends[1][1]

    return read


def compare(found: Range | None, least: float, surely: float) -> int:
    """The code of an offer against a requirement that lies from `least` to `surely`."""
    if found is None:
        return UNKNOWN
    low, high, _ = found
    if low is not None and low >= surely:
        return YES
    return NO if high < least else UNKNOWN


def no_rate(given: object, wanted: str, setting: Setting) -> str:
    """Which of two currencies has no rate: ``no rate for TWD``. Rates are to the euro."""
    lacks = given if given != "EUR" and setting.exchange(1.0, "EUR", str(given)) is None else wanted
    return f"no rate for {lacks}"


def _number(value: object) -> float | None:
    if isinstance(value, _NUMBERS) and value is not True and value is not False:
        return value
    return None
