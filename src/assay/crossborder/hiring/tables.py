"""The tables by country: employment, ways to engage, lawful questions; checked as a whole."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from assay.crossborder.hiring._read import (
    FOLDER,
    Faults,
    Row,
    as_row,
    check_dates,
    check_overlap,
    mapping,
)
from assay.crossborder.hiring.load import load_places, load_sources
from assay.crossborder.hiring.values import Places
from assay.domain.hiring_rule import EngagementStanding
from assay.domain.route import Verification


class Stated(Row, frozen=True):
    """A rule in words with its dates."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None
    verification: Verification | None = None


class Employee(Row, frozen=True):
    """Days of notice of a person who resigns."""

    low: int
    high: int
    note: str
    verification: Verification


class Country(Row, frozen=True):
    """Employment in one country."""

    notice: str | tuple[Stated, ...]
    employee: Employee
    probation: str | tuple[Stated, ...]
    non_compete: str | tuple[Stated, ...]


class Employment(Row, frozen=True):
    """The file on employment."""

    read: date
    review_by: date
    sources: tuple[str, ...]
    verification: Verification
    countries: dict[str, Any]


class EngagementRow(Row, frozen=True):
    """A dated row on a mode in some countries."""

    places: tuple[str, ...]
    standing: EngagementStanding
    text: str
    valid_from: date | None = None
    valid_to: date | None = None


class Mode(Row, frozen=True):
    """A mode of engagement."""

    name: str
    note: str | None
    sources: tuple[str, ...]
    verification: Verification
    checks: tuple[str, ...]
    countries: tuple[EngagementRow, ...]


class Asked(Row, frozen=True):
    """Wording of questions at one place."""

    questions: tuple[str, ...]
    never: tuple[str, ...]
    note: str
    sources: tuple[str, ...]
    verification: Verification


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """All tables."""

    places: Places
    head: Employment
    countries: dict[str, Country]
    modes: dict[str, Mode]
    modes_read: tuple[date, date]
    sides: dict[str, dict[str, Asked]]
    sides_read: tuple[date, date]


@cache
def tables_of(folder: Path = FOLDER) -> Tables:
    """The three files, checked as a whole; raises RulesError with every fault."""
    faults = Faults()
    places, sources = load_places(folder, faults), load_sources(folder, faults)
    head = as_row(mapping(folder, "employment.yaml", faults), Employment, "employment.yaml", "head", faults)
    countries = _shaped(head.countries if head else {}, Country, "employment.yaml", "countries", faults)
    engagement = mapping(folder, "engagement.yaml", faults)
    modes = _shaped(engagement.get("modes") or {}, Mode, "engagement.yaml", "modes", faults)
    asked = mapping(folder, "questions.yaml", faults)
    sides = {
        side: _shaped(rows, Asked, "questions.yaml", f"sides.{side}", faults)
        for side, rows in dict(asked.get("sides") or {}).items()
    }
    spans = [_span(data, file, faults) for data, file in ((engagement, "engagement"), (asked, "questions"))]
    _check_countries(countries, faults)
    _check_modes(modes, faults)
    used = [
        *(m.sources for m in modes.values()),
        *(a.sources for rows in sides.values() for a in rows.values()),
    ]
    for source in {s for row in (*used, head.sources if head else ()) for s in row} - sources.keys():
        faults.add("sources.yaml", source, "is used but not listed; add it")
    faults.raise_if_any()
    assert head is not None
    return Tables(
        places=places,
        head=head,
        countries=countries,
        modes=modes,
        modes_read=spans[0],
        sides=sides,
        sides_read=spans[1],
    )


def _shaped(rows: Any, shape: type[Any], file: str, where: str, faults: Faults) -> dict[str, Any]:
    read = {key: as_row(raw, shape, file, f"{where}.{key}", faults) for key, raw in dict(rows).items()}
    return {key: row for key, row in read.items() if row is not None}


def _span(data: Any, name: str, faults: Faults) -> tuple[date, date]:
    pair = (data.get("read"), data.get("review_by"))
    shaped = as_row(pair, tuple[date, date], f"{name}.yaml", "read, review_by", faults)
    return shaped or (date.min, date.min)


def _check_countries(countries: dict[str, Country], faults: Faults) -> None:
    for code, row in countries.items():
        where = f"countries.{code}"
        if not 0 <= row.employee.low <= row.employee.high:
            faults.add("employment.yaml", f"{where}.employee", "low must lie between 0 and high")
        for field in ("notice", "probation", "non_compete"):
            stated = stated_rows(getattr(row, field))
            for one in stated:
                check_dates(one.valid_from, one.valid_to, "employment.yaml", f"{where}.{field}", faults)
            spans = [(one.valid_from, one.valid_to) for one in stated]
            check_overlap(spans, "employment.yaml", f"{where}.{field}", faults)


def _check_modes(modes: dict[str, Mode], faults: Faults) -> None:
    for key, mode in modes.items():
        spans: dict[str, list[tuple[date | None, date | None]]] = {}
        for row in mode.countries:
            for place in row.places:
                spans.setdefault(place, []).append((row.valid_from, row.valid_to))
        for place, found in spans.items():
            check_overlap(found, "engagement.yaml", f"modes.{key}.{place}", faults)


def stated_rows(value: str | tuple[Stated, ...]) -> tuple[Stated, ...]:
    """A plain text as one row without dates."""
    return (Stated(text=value),) if isinstance(value, str) else value
