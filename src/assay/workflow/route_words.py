"""How figures of routes are said: money, days, places and the mark of a figure that nobody verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from assay.crossborder.eligibility import place_name
from assay.crossborder.hours import country_place
from assay.domain.arrangement import TimeToStart
from assay.domain.route import NOT_VERIFIED, Verdict, Verification

VERDICTS = {
    Verdict.FEASIBLE: "feasible",
    Verdict.NEEDS_CHECK: "needs a check",
    Verdict.BLOCKED: "blocked",
}
"""How verdicts are said."""

_SAYS_NOTHING = ("not known", "not read", "none was read", "no requirement was read")
_MILLION = 1e6


def marked(text: str, verification: Verification | bool) -> str:
    """The text with `NOT_VERIFIED` behind it where nobody read what it says in a source; never twice.

    A text that says nothing is known has no figure to verify.
    """
    verified = verification if isinstance(verification, bool) else verification.verified
    silent = not text or text.startswith(_SAYS_NOTHING)
    return text if verified or silent or NOT_VERIFIED in text else f"{text} {NOT_VERIFIED}"


def country(code: str) -> str:
    """The English name of a country; its code where it is not known."""
    found = country_place(code)
    return found.name if found is not None else code


def in_sentence(code: str) -> str:
    """A country's name as it stands in a sentence: ``the Netherlands``."""
    return place_name(code)


def listed(items: Sequence[str], most: int) -> str:
    """The first `most` items, and how many more there are."""
    more = len(items) - most
    return ", ".join(items[:most]) + (f" and {more} more" if more > 0 else "")


def plural(count: int, word: str) -> str:
    """``1 way``, ``3 ways``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def amount(value: float, *, exact: bool = True) -> str:
    """A sum of money in words; an estimate is rounded to what it can bear."""
    if not exact:
        step = 10_000 if abs(value) >= _MILLION else 100 if abs(value) >= 10_000 else 10
        value = round(value / step) * step if abs(value) >= 1_000 else round(value)
    return f"{value:,.2f}".removesuffix(".00") if exact and abs(value) < 10_000 else f"{value:,.0f}"


def money(low: float | None, high: float | None, currency: str, *, verified: bool = True) -> str:
    """A range of money: ``95,000 to 125,000 EUR``, with the mark where it is not verified."""
    if low is None or high is None:
        return "not known"
    least, most = amount(low, exact=verified), amount(high, exact=verified)
    text = most if least == most else f"{least} to {most}"
    return marked(f"{text} {currency}".strip(), verified)


def percent(low: float, high: float) -> str:
    """A range of shares: ``18 to 22 %``."""
    least, most = f"{low * 100:.0f}", f"{high * 100:.0f}"
    return f"{most} %" if least == most else f"{least} to {most} %"


def days(low: int | None, high: int | None) -> str:
    """A range of calendar days."""
    if low is None and high is None:
        return "not known"
    if high is None:
        return f"at least {plural(low or 0, 'day')}"
    if low is None:
        return f"at most {plural(high, 'day')}"
    return plural(high, "day") if low == high else f"{low:,} to {high:,} days"


_CODE = re.compile(r"\b(in|to|for) ([A-Z]{2})\b")


def named(text: str) -> str:
    """A sentence with the codes of countries written out: ``no data in IN`` is ``no data in India``."""
    return _CODE.sub(lambda found: f"{found[1]} {place_name(found[2])}", text)


def first_day(start: TimeToStart, on: date) -> str:
    """The first day of work that the time to start allows; empty where it is not known."""
    if start.low is None:
        return ""
    return f"{on + timedelta(days=start.low)}"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def unrepeated(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts that are not empty, each once, in order."""
    return tuple(dict.fromkeys(t for t in texts if t))
