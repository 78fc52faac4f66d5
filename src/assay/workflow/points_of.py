"""What a person scores under a points table: for the candidate, or whoever handles the permit after an offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from assay.crossborder.facts import load_facts
from assay.crossborder.points import PointsTable, compile_table, load_tables, score, trust
from assay.domain.points import PointsScore
from assay.domain.route import Answer, Trust
from assay.errors import UsageError
from assay.workflow.candidate import Candidate
from assay.workflow.cv_facts import cv_facts
from assay.workflow.fact_sheets import read_sheets
from assay.workflow.route_rules import converter

__all__ = ["PointsTable", "ReadPoints", "points_tables", "read_points"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPoints:
    """A score with the table it was made by; `marks` are its pass marks and cut-offs with the answer to each."""

    table: PointsTable
    on: date
    score: PointsScore
    trust: Trust
    marks: tuple[tuple[str, int, Answer], ...]
    questions: tuple[str, ...]
    """How to ask for what could still move the score."""


def points_tables(today: date) -> tuple[tuple[PointsTable, Trust], ...]:
    """Every table by id, with how far it may be trusted for a filing on the day of looking."""
    return tuple((table, trust(compile_table(table, today), today)) for table in load_tables().values())


def read_points(
    table: str, *, on: date, today: date, candidate: Candidate | None = None, sheets: Sequence[Path] = ()
) -> ReadPoints:
    """A person's score under a table on a filing date.

    Raises UsageError where there is no such table, FactsError where a sheet has faults.
    """
    known = load_tables()
    if table not in known:
        near = get_close_matches(table, known, n=1)
        meant = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"{table!r} is no points table; tables are {', '.join(known)}{meant}")
    facts = dict(cv_facts(candidate, on).facts) if candidate is not None else {}
    facts |= read_sheets(sheets).facts
    exchange = converter(on)

    def convert(amount: float, stated: str, wanted: str) -> float | None:
        found = exchange(amount, stated, wanted)
        return None if found is None else found[0]

    compiled = compile_table(known[table], on)
    scored = score(compiled, facts, convert)
    registry = load_facts()
    return ReadPoints(
        table=known[table],
        on=on,
        score=scored,
        trust=trust(compiled, today),
        marks=_marks(known[table], scored, on),
        questions=tuple(registry[need].question if need in registry else need for need in scored.needs),
    )


def _marks(table: PointsTable, scored: PointsScore, on: date) -> tuple[tuple[str, int, Answer], ...]:
    held = [
        (m.label, m.points)
        for m in table.marks
        if (m.valid_from is None or m.valid_from <= on) and (m.valid_to is None or on <= m.valid_to)
    ]
    if table.minimum is not None and table.minimum not in [points for _, points in held]:
        held.insert(0, ("Pass mark", table.minimum))
    return tuple((label, points, scored.at_least(points)) for label, points in held)
