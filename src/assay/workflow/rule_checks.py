"""A look at all rules of routes: worked cases run, what is stale, disputed or unread, what two days differ in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.crossborder.eligibility import load_cases, run_cases
from assay.crossborder.hiring import load_hiring_rules
from assay.crossborder.points import TABLES, load_tables
from assay.crossborder.rules import SHIPPED, Moment, RuleBook, check_book, diff, load_book
from assay.domain.route import DISCLAIMER, Trust
from assay.domain.rule_check import BookCheck, RuleChange, StaleReason
from assay.errors import RulesError
from assay.workflow.route_rules import case_ports, ready_rules, scorer, trust_of_route

POINTS_CASES = TABLES.parent / "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesRun:
    """Worked cases of routes or of points: how many, of how many rules, and each that came out otherwise."""

    what: str
    rules: int
    cases: int
    without: tuple[str, ...]
    """Rules without any worked case."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesCheck:
    """What a look at all rules finds.

    `faults` are those of the files themselves; where there are any, nothing else could be looked at and `book` is
    None. `changes` are the differences to a second day, empty where none was named.
    """

    on: date
    until: date | None
    faults: tuple[str, ...]
    book: BookCheck | None
    runs: tuple[CasesRun, ...]
    changes: tuple[RuleChange, ...]
    disclaimer: str = DISCLAIMER

    @property
    def failed(self) -> tuple[str, ...]:
        """Faults of the files, and worked cases that came out otherwise."""
        return self.faults + tuple(fault for run in self.runs for fault in run.faults)

    @property
    def stale(self) -> bool:
        """Whether a value is past its end or its review."""
        due = (StaleReason.EXPIRED, StaleReason.REVIEW_DUE)
        return self.book is not None and any(s.reason in due for s in self.book.stale)

    @property
    def red(self) -> int:
        """How many routes are red."""
        return 0 if self.book is None else self.book.routes_by_trust.get(Trust.RED, 0)


def check_rules(on: date, until: date | None = None) -> RulesCheck:
    """Validate all files, run all worked cases, look at all values on a day, and set it against a second day.

    Raises UsageError where the second day lies before the first.
    """
    faults = tuple(_faults(on))
    if faults:
        return RulesCheck(on=on, until=until, faults=faults, book=None, runs=(), changes=())
    book = load_book()
    return RulesCheck(
        on=on,
        until=until,
        faults=(),
        book=_with_points(check_book(book, on), book, on),
        runs=(run_route_cases(), run_points_cases()),
        changes=() if until is None else diff(book, on, until),
    )


def _with_points(found: BookCheck, book: RuleBook, on: date) -> BookCheck:
    """The colours of the routes with those of the points tables that they count."""
    moment = Moment(on=on, today=on)
    colours = Counter(trust_of_route(book, route, moment)[0] for route in book.routes.values())
    return replace(found, routes_by_trust=colours)


def _faults(on: date) -> Iterable[str]:
    for load in (load_book, load_tables, load_hiring_rules, lambda: ready_rules(on)):
        try:
            load()
        except RulesError as error:
            yield from error.faults


def run_route_cases() -> CasesRun:
    """All worked cases of all routes."""
    book, ports = load_book(), case_ports()
    faults: list[str] = []
    without: list[str] = []
    count = 0
    for route in book.routes.values():
        folder = SHIPPED / "routes" / route.id
        if not (folder / "cases.yaml").is_file():
            without.append(route.id)
            continue
        try:
            results = run_cases(route, load_cases(folder), ports)
        except RulesError as error:
            faults += error.faults
            continue
        count += len(results)
        faults += [f"{route.id}: {r.fault}" for r in results if r.fault]
    return CasesRun(
        what="routes", rules=len(book.routes), cases=count, without=tuple(without), faults=tuple(faults)
    )


def run_points_cases(folder: Path = POINTS_CASES) -> CasesRun:
    """All worked cases of all points tables: each states its points, or the least and the most."""
    tables = load_tables()
    faults: list[str] = []
    count = 0
    for name in tables:
        for title, on, facts, stated in _points_cases(folder / f"{name}.yaml"):
            count += 1
            found = scorer(on)(name, facts)
            if found is None or (found.lo, found.hi) != stated:
                told = "no score" if found is None else f"{found.lo} to {found.hi} points"
                faults.append(f"{name}: {title}: {told}, not {stated[0]} to {stated[1]}")
    without = tuple(name for name in tables if not (folder / f"{name}.yaml").is_file())
    return CasesRun(what="points", rules=len(tables), cases=count, without=without, faults=tuple(faults))


def _points_cases(path: Path) -> Iterable[tuple[str, date, Mapping[str, object], tuple[int, int]]]:
    if not path.is_file():
        return
    data: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for case in data["cases"]:
        facts = {**data["base"], **case.get("facts", {})}
        lo, hi = case.get("lo", case.get("total")), case.get("hi", case.get("total"))
        yield case["title"], case.get("filed", data["filed"]), facts, (lo, hi)
