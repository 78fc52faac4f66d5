"""Words for amounts, facts and what is asked of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assay.crossborder.eligibility.values import Facts
from assay.crossborder.facts import Fact
from assay.crossborder.hours import country_place
from assay.domain.route import NOT_VERIFIED, Amount, Verification

_PER = {"year": "a year", "month": "a month", "hour": "an hour", "once": "once"}
_ASKED = {
    ">=": "at least {}",
    "<=": "at most {}",
    ">": "more than {}",
    "<": "less than {}",
    "==": "{}",
    "!=": "not {}",
    "in": "one of {}",
    "intersects": "one of {}",
}


NO_END = "without end"
_ENDLESS = re.compile(rf"\((\d+) where {NO_END}\)")
"""In a fact's unit: the number that stands for no end."""


def money(amount: float, currency: str) -> str:
    """``50,700 EUR``; hundredths only where there are any."""
    text = f"{amount:,.2f}"
    return f"{text.removesuffix('.00')} {currency}"


def stated(row: Amount) -> str:
    """The amount as the rule states it, marked where nobody verified it."""
    text = f"{money(row.amount, row.currency)} {_PER[row.period]}"
    if row.payments_per_year not in (None, 12):
        text += f", {row.payments_per_year} payments"
    return marked(text, row.provenance.verification)


def marked(text: str, verification: Verification) -> str:
    """The text, marked where nobody verified what it says."""
    return text if verification.verified else f"{text} {NOT_VERIFIED}"


def shown(value: object) -> str:
    """A fact's value for people."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:,g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)


def asked(fact: Fact, op: str, value: object) -> str:
    """What a condition asks of a fact: ``at least 3 years``."""
    return _ASKED[op].format(counted(fact, value))


def endless(fact: Fact, value: object) -> bool:
    """Whether the value is the number that stands for no end, as 600 months do for a contract."""
    found = _ENDLESS.search(fact.unit or "")
    return found is not None and value == int(found[1])


def counted(fact: Fact, value: object) -> str:
    """A fact's value with what it counts: ``1 year``, ``3 years``."""
    if endless(fact, value):
        return NO_END
    text = shown(value)
    if fact.unit and isinstance(value, int | float) and not isinstance(value, bool):
        unit = fact.unit.split(" (")[0]
        text += f" {unit.removesuffix('s') if value == 1 else unit}"
    return text


def missing(facts: Facts, ids: Iterable[str]) -> tuple[str, ...]:
    """Those facts that are not known."""
    return tuple(i for i in ids if facts.get(i) is None)


_PLACES = {
    "AE": "the United Arab Emirates", "AT": "Austria", "AU": "Australia", "BR": "Brazil", "CA": "Canada",
    "CH": "Switzerland", "CN": "mainland China", "DE": "Germany", "DK": "Denmark", "EE": "Estonia", "ES": "Spain",
    "FR": "France", "GB": "the United Kingdom", "HK": "Hong Kong", "IE": "Ireland", "IL": "Israel", "IN": "India",
    "IT": "Italy", "JP": "Japan", "KR": "South Korea", "MX": "Mexico", "NL": "the Netherlands",
    "NZ": "New Zealand", "PL": "Poland", "PT": "Portugal", "SA": "Saudi Arabia", "SE": "Sweden",
    "SG": "Singapore", "TW": "Taiwan", "US": "the United States",
}  # fmt: skip


def place_name(country: str) -> str:
    """The name of a country in a sentence, as ``the Netherlands``; its code where there is no such country."""
    if country in _PLACES:
        return _PLACES[country]
    found = country_place(country)
    return country if found is None else found.name
