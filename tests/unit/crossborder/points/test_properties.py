"""What must hold for any facts: learning more never widens a score, and it stays within what was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import assay.crossborder
from assay.crossborder.points import Criterion, PointsTable, compile_table, load_tables, score
from assay.crossborder.points.conditions import Pay

ON = date(2026, 6, 1)
RATES = {"EUR": 1.0, "USD": 1.1, "JPY": 175.0, "SGD": 1.4, "CNY": 7.9, "NZD": 1.9, "GBP": 0.8}
REGISTRY = Path(assay.crossborder.__file__).parent / "facts" / "points.yaml"


def convert(amount: float, source: str, target: str) -> float:
    """Rates made up for the tests."""
    return amount / RATES[source] * RATES[target]


def values_of(row: dict[str, Any]) -> st.SearchStrategy[object]:
    """Any value that a registered fact may take."""
    if row["type"] == "bool":
        return st.booleans()
    if row["type"] == "text":
        return st.sampled_from(row["values"])
    if row["type"] == "cefr":
        return st.sampled_from("A1 A2 B1 B2 C1 C2".split())
    if row["type"] == "level":
        return st.sampled_from("none secondary vocational bachelor master phd".split())
    low, high = row["range"]
    return st.integers(low, high) | st.floats(low, high)


ROWS = yaml.safe_load(REGISTRY.read_text(encoding="utf-8"))
LEVELS = st.sampled_from("none secondary vocational bachelor master phd".split())
CEFR = st.sampled_from("A1 A2 B1 B2 C1 C2".split())
CORE: dict[str, st.SearchStrategy[object]] = {
    "candidate.age": st.integers(16, 70),
    "candidate.degree_level": LEVELS,
    "candidate.english_cefr": CEFR,
    "candidate.german_cefr": CEFR,
    "candidate.relevant_years": st.floats(0, 45),
    "candidate.research_years": st.integers(0, 45),
    "offer.exists": st.booleans(),
    "employer.uk_sponsor_licence": st.booleans(),
}
PAY = st.fixed_dictionaries(
    {
        "offer.salary_minimum": st.integers(0, 40_000_000),
        "offer.salary_currency": st.sampled_from(sorted(RATES)),
        "candidate.income_year": st.integers(0, 200_000),
        "candidate.income_currency": st.sampled_from(sorted(RATES)),
    }
)
"""Stated together: a minimum without a maximum means exactly the minimum, and is not unknown."""
SINGLE = st.fixed_dictionaries({**CORE, **{row["id"]: values_of(row) for row in ROWS}})
FACTS = st.builds(lambda single, pay: {**single, **pay}, SINGLE, PAY)
TABLES = sorted(load_tables())


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=20, deadline=None)
@given(facts=FACTS, data=st.data())
def test_filling_in_a_fact_never_widens_the_score(
    table: str, facts: dict[str, object], data: st.DataObject
) -> None:
    """With more known the interval narrows to one within it; with all known, to a number."""
    compiled = compile_table(load_tables()[table], ON)
    some = data.draw(st.sets(st.sampled_from(sorted(facts)), max_size=len(facts)))
    more = data.draw(st.sets(st.sampled_from(sorted(some)))) if some else set()
    least = score(compiled, {f: v for f, v in facts.items() if f not in some}, convert)
    middle = score(compiled, {f: v for f, v in facts.items() if f not in more}, convert)
    full = score(compiled, facts, convert)

    assert least.lo <= middle.lo <= full.lo == full.hi <= middle.hi <= least.hi
    assert least.lo >= 0
    assert least.hi <= load_tables()[table].most


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=12, deadline=None)
@given(facts=FACTS, hidden=st.sets(st.sampled_from([*CORE, *(row["id"] for row in ROWS)])))
def test_what_a_score_needs_is_what_is_not_known(
    table: str, facts: dict[str, object], hidden: set[str]
) -> None:
    """Every fact named is unknown, and a settled score names none that could move it."""
    known = {f: v for f, v in facts.items() if f not in hidden}
    found = score(compile_table(load_tables()[table], ON), known, convert)

    assert set(found.needs) <= hidden
    assert found.needs or found.lo == found.hi
    for row in found.rows:
        assert 0 <= row.lo <= row.hi <= row.most


@pytest.mark.parametrize("table", [t for t in TABLES if load_tables()[t].cases])
@settings(max_examples=20, deadline=None)
@given(facts=FACTS, hidden=st.sets(st.sampled_from([*CORE, *(row["id"] for row in ROWS)])))
def test_a_column_compiled_by_itself_scores_as_the_whole_table(
    table: str, facts: dict[str, object], hidden: set[str]
) -> None:
    """Once the fact that switches columns is stated, the columns left out score nothing."""
    compiled = compile_table(load_tables()[table], ON)
    known = {f: v for f, v in facts.items() if f not in hidden or f in compiled.cases}
    pay = Pay(known, convert)

    assert compiled.interval(known, pay) == compiled.points(known, pay)


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=5, deadline=None)
@given(people=st.lists(FACTS, min_size=2, max_size=6))
def test_what_a_table_remembers_of_one_person_never_reaches_another(
    table: str, people: list[dict[str, object]]
) -> None:
    """A table used for many scores each as a fresh one would."""
    shared = compile_table(load_tables()[table], ON)

    for facts in [*people, *people]:
        fresh = score(compile_table(load_tables()[table], ON), facts, convert)
        assert score(shared, facts, convert) == fresh


@settings(max_examples=20, deadline=None)
@given(facts=FACTS, on=st.dates(date(2023, 1, 1), date(2027, 12, 31)), table=st.sampled_from(TABLES))
def test_rows_that_begin_later_change_nothing(facts: dict[str, object], on: date, table: str) -> None:
    """A filing date sees only what is in force on it."""
    whole = load_tables()[table]
    past = without_later(whole, on)

    assert score(compile_table(whole, on), facts, convert) == score(compile_table(past, on), facts, convert)


def without_later(table: PointsTable, on: date) -> PointsTable:
    """The table less every criterion and band that begins after a day."""

    def kept(criterion: Criterion) -> Criterion:
        bands = tuple(b for b in criterion.bands if b.valid_from is None or b.valid_from <= on)
        parts = tuple(kept(p) for p in criterion.parts if p.valid_from is None or p.valid_from <= on)
        return replace(criterion, bands=bands, parts=parts)

    criteria = (c for c in table.criteria if c.valid_from is None or c.valid_from <= on)
    return replace(table, criteria=tuple(kept(c) for c in criteria))
