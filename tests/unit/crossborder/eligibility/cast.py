"""The shipped routes, rates and invented facts for the tests of eligibility."""

from __future__ import annotations

from datetime import date
from functools import cache

from currency_converter import CurrencyConverter
from currency_converter.currency_converter import RateNotFoundError

from assay.crossborder.eligibility import CompiledRoute, Ports, compile_routes, points_on, setting_of
from assay.crossborder.rules import RuleBook, load_book

DAY = date(2026, 6, 1)


@cache
def book() -> RuleBook:
    """The rules that ship."""
    return load_book()


@cache
def _rates() -> CurrencyConverter:
    return CurrencyConverter(fallback_on_missing_rate=True, fallback_on_missing_rate_method="last_known")


def rates(on: date):
    """Conversion at the last European Central Bank rate up to a day; None where it publishes none."""

    def convert(amount: float, stated: str, wanted: str):
        held = _rates()
        if not {stated, wanted} <= held.currencies:
            return None
        day = min([on, *(held.bounds[c].last_date for c in (stated, wanted) if c != "EUR")])
        try:
            return held.convert(amount, stated, wanted, day), day
        except (RateNotFoundError, ValueError):
            return None

    return convert


def no_points(table: str, facts) -> None:
    """No table at all."""


def ports() -> Ports:
    """Rates and points for running cases."""
    return Ports(convert=rates, points=lambda on: points_on(on, rates(on)), blocs=book().blocs)


@cache
def compiled(on: date) -> dict[str, CompiledRoute]:
    """All routes compiled for a day, with rates and without points tables."""
    setting = setting_of(on, rates(on), no_points, book().blocs)
    return {c.route.id: c for c in compile_routes(book().routes.values(), setting)}
