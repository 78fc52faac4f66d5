"""Scores under the points tables that ship, as the evaluation of routes asks for them."""

from __future__ import annotations

from datetime import date

from assay.crossborder.eligibility.values import Convert, Facts, Points
from assay.crossborder.points import compile_table, load_tables, score
from assay.domain.points import PointsScore


def points_on(on: date, convert: Convert) -> Points:
    """The score under a table on a filing date, None for a table that does not exist."""
    compiled = {name: compile_table(table, on) for name, table in load_tables().items()}

    def amount(given: float, stated: str, wanted: str) -> float | None:
        found = convert(given, stated, wanted)
        return None if found is None else found[0]

    def scored(table: str, facts: Facts) -> PointsScore | None:
        return score(compiled[table], facts, amount) if table in compiled else None

    return scored
