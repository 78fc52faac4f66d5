"""What is asked of routes, from words: days, the view, the order and destinations by code or name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assay.crossborder.rules import load_book
from assay.crossborder.ways import SortBy
from assay.errors import UsageError
from assay.workflow.route_card import country_code
from assay.workflow.routes import RouteQuery, ViewKind


def route_query(
    *, on: date, today: date, start: date | None, view: str, sort: str, countries: Sequence[str]
) -> RouteQuery:
    """A query as asked for in words; raises UsageError for a view, an order or a country that is none.

    The planned start may not lie before the filing date.
    """
    if view not in set(ViewKind):
        raise UsageError(f"--view {view!r} is not known; write {' or '.join(ViewKind)}")
    if sort not in set(SortBy):
        raise UsageError(f"--sort {sort!r} is not known; write certainty, time or cost")
    if start is not None and start < on:
        raise UsageError(f"--start {start} lies before the filing date, {on}; choose a later day")
    book = load_book()
    return RouteQuery(
        on=on,
        today=today,
        start=start,
        view=ViewKind(view),
        countries=tuple(dict.fromkeys(country_code(c, book) for c in countries)),
        by=SortBy(sort),
    )
