"""The rules as they were known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from assay.crossborder.rules.book import RuleBook
from assay.domain.route import Amount, Duration, Processing, Provenance, Residence, Route

R = TypeVar("R", Amount, Processing, Duration, Residence)


def as_known(book: RuleBook, day: date) -> RuleBook:
    """The book with only the rows known by a day.

    A row is known from the day it was published; where that is not recorded, from the day it holds; where
    neither is, always. A threshold or fee stays even where no row of it was known: its value is then not
    known for any date.
    """
    return replace(book, routes={name: _route(route, day) for name, route in book.routes.items()})


def known_by(provenance: Provenance, day: date) -> bool:
    """Whether a row was known by a day."""
    since = provenance.known_from or provenance.valid_from
    return since is None or since <= day


def _route(route: Route, day: date) -> Route:
    return replace(
        route,
        thresholds={n: replace(t, rows=_rows(t.rows, day)) for n, t in route.thresholds.items()},
        fees=tuple(replace(fee, rows=_rows(fee.rows, day)) for fee in route.fees),
        processing=_rows(route.processing, day),
        duration=_rows(route.duration, day),
        residence=_rows(route.residence, day),
    )


def _rows(rows: tuple[R, ...], day: date) -> tuple[R, ...]:
    return tuple(row for row in rows if known_by(row.provenance, day))
