"""The rules of routes made ready for a filing date: rates, points tables and compiled trees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assay.crossborder.eligibility import (
    CompiledRoute,
    Convert,
    Facts,
    Points,
    Ports,
    compile_routes,
    explain,
    setting_of,
)
from assay.crossborder.facts import load_facts
from assay.crossborder.pay import rate
from assay.crossborder.points import compile_table, load_tables, score
from assay.crossborder.points import trust as table_trust
from assay.crossborder.rules import Moment, RuleBook, leaves_of, load_book, route_trust, worst
from assay.domain.route import Route, RouteOutcome, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyRules:
    """The book, and every route compiled for one filing date."""

    book: RuleBook
    on: date
    compiled: tuple[CompiledRoute, ...]

    def outcomes(self, facts: Facts, countries: Iterable[str] | None = None) -> Mapping[str, RouteOutcome]:
        """What every route comes to for some facts, by id; of some destinations alone where named."""
        wanted = None if countries is None else frozenset(countries)
        return {
            c.route.id: explain(c, facts)
            for c in self.compiled
            if wanted is None or c.route.country in wanted
        }

    def route(self, identity: str) -> Route | None:
        """A route by its id."""
        return self.book.routes.get(identity)


@lru_cache(maxsize=16)
def ready_rules(on: date) -> ReadyRules:
    """The shipped rules for a filing date. Raises RulesError with every fault found in them."""
    book = load_book()
    setting = setting_of(on, converter(on), scorer(on), book.blocs, load_facts())
    return ReadyRules(book=book, on=on, compiled=compile_routes(book.routes.values(), setting))


def trust_of_route(book: RuleBook, route: Route, moment: Moment) -> tuple[Trust, tuple[str, ...]]:
    """How far a route's verdict may be trusted: its own figures, and the points tables that it counts."""
    trust, reasons = route_trust(book, route, moment)
    tables = [leaf.subject for leaf in leaves_of(route.eligibility) if leaf.kind == "points_at_least"]
    for table in dict.fromkeys(tables):
        found = table_trust(compile_table(load_tables()[table], moment.on), moment.today)
        if found is not Trust.GREEN:
            trust, reasons = worst((trust, found)), (*reasons, f"the points table {table} is {found}")
    return trust, reasons


def case_ports() -> Ports:
    """What worked cases are run with: rates and points of each case's own filing date."""
    return Ports(convert=converter, points=scorer, blocs=load_book().blocs)


@lru_cache(maxsize=64)
def converter(on: date) -> Convert:
    """Amounts from one currency to another at the rate of a day, with the day of the rate."""

    def convert(amount: float, stated: str, wanted: str) -> tuple[float, date] | None:
        if stated == wanted:
            return amount, on
        found = rate(stated, wanted, on)
        return None if found is None else (amount * found.factor, found.day)

    return convert


@lru_cache(maxsize=64)
def scorer(on: date) -> Points:
    """Scores under the points tables that hold on a day; None for a table that does not exist."""
    tables = {name: compile_table(table, on) for name, table in load_tables().items()}
    exchange = converter(on)

    def amount(value: float, stated: str, wanted: str) -> float | None:
        found = exchange(value, stated, wanted)
        return None if found is None else found[0]

    return lambda table, facts: score(tables[table], facts, amount) if table in tables else None
