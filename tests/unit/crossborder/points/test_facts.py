"""Every fact that a table reads is registered, with who states it and how it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import assay.crossborder
from assay.crossborder.points import PointsTable, facts_of, load_tables
from assay.domain.route import Condition

REGISTRY = Path(assay.crossborder.__file__).parent / "facts" / "points.yaml"
CORE = frozenset(
    "candidate.age candidate.degree_level candidate.english_cefr candidate.german_cefr candidate.relevant_years"
    " candidate.research_years candidate.income_year candidate.income_currency offer.exists"
    " offer.salary_minimum offer.salary_maximum offer.salary_currency offer.weekly_hours"
    " employer.uk_sponsor_licence".split()
)
"""Facts of the core registry that the tables read."""


def registered() -> dict[str, dict[str, Any]]:
    """The registry's rows by id."""
    return {row["id"]: row for row in yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))}


def conditions(table: PointsTable) -> list[Condition]:
    """Every condition of a table."""
    own = [part.when for part in table.walk()] + [band.when for part in table.walk() for band in part.bands]
    return [condition for condition in own if condition is not None]


def read_by(table: PointsTable) -> set[str]:
    """Every fact that a table reads."""
    stepped = {band.per.fact for part in table.walk() for band in part.bands if band.per}
    return stepped | {fact for condition in conditions(table) for fact in facts_of(condition)}


def compared(condition: Condition) -> list[tuple[str, object]]:
    """The facts that a condition compares, each with the value asked for."""
    if condition.parts:
        return [pair for part in condition.parts for pair in compared(part)]
    return [(condition.subject, condition.value)] if condition.kind == "fact" else []


def test_every_fact_read_is_registered_and_none_besides() -> None:
    """Here or in the core registry."""
    used = {fact for table in load_tables().values() for fact in read_by(table)}

    assert used - CORE == set(registered())


@pytest.mark.parametrize("row", registered().values(), ids=lambda row: row["id"])
def test_a_registered_fact_is_complete(row: dict[str, Any]) -> None:
    """Type, label, who states it, whether it is private, and the question."""
    assert set(row) <= {"id", "type", "unit", "range", "values", "label", "stated_by", "private", "question"}
    assert row["type"] in "bool number level text list country countries cefr money".split()
    assert row["stated_by"] in ("candidate", "employer", "offer", "process")
    assert isinstance(row["private"], bool)
    assert row["label"]
    assert row["question"].endswith(("?", "."))
    assert ("unit" in row and "range" in row) == (row["type"] in ("number", "money"))
    assert ("values" in row) == (row["type"] == "text")


def test_private_facts_are_asked_as_voluntary() -> None:
    """Of the candidate with leave not to say, of the firm after an offer."""
    for row in registered().values():
        if row["private"]:
            assert "Only if you wish" in row["question"] or "after an offer" in row["question"], row["id"]


def test_conditions_ask_for_values_that_their_facts_may_take() -> None:
    """Words listed, truth values for truth values, numbers within range."""
    rows = registered()
    for table in load_tables().values():
        for fact, asked in (pair for condition in conditions(table) for pair in compared(condition)):
            if fact not in rows:
                continue
            row = rows[fact]
            for value in asked if isinstance(asked, tuple) else (asked,):
                if row["type"] == "text":
                    assert value in row["values"], (table.id, fact, value)
                elif row["type"] == "bool":
                    assert isinstance(value, bool), (table.id, fact, value)
                elif row["type"] == "number":
                    assert isinstance(value, (int, float)), (table.id, fact, value)
                    assert row["range"][0] <= value <= row["range"][1], (table.id, fact, value)


def test_a_fact_worked_through_lists_every_value_it_may_take() -> None:
    """Otherwise the interval could miss one."""
    rows = registered()
    for table in load_tables().values():
        for fact, values in table.cases.items():
            possible = rows[fact].get("values", [True, False])
            assert set(values) == set(possible), (table.id, fact)
