"""Every worked case of the shipped tables comes out as stated."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from assay.crossborder.points import TABLES, compile_table, load_tables, score

CASES = TABLES.parent / "cases"
RATES = {"EUR": 1.0, "SGD": 1.4282, "JPY": 175.68, "GBP": 0.8338, "NZD": 1.95, "CNY": 7.9}


def convert(amount: float, source: str, target: str) -> float | None:
    """Rates made up for the tests; none for TWD."""
    if source not in RATES or target not in RATES:
        return None
    return amount / RATES[source] * RATES[target]


def worked() -> list[Any]:
    """Each case with its table's id."""
    out = []
    for path in sorted(CASES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in data["cases"]:
            facts = {**data["base"], **case.get("facts", {})}
            out.append(
                pytest.param(
                    path.stem,
                    case.get("filed", data["filed"]),
                    facts,
                    case,
                    id=f"{path.stem}: {case['title']}",
                )
            )
    return out


@pytest.mark.parametrize(("table", "on", "facts", "case"), worked())
def test_a_worked_case_comes_out_as_stated(
    table: str, on: date, facts: dict[str, object], case: dict[str, Any]
) -> None:
    """The interval is the one stated; `total` states both its ends."""
    found = score(compile_table(load_tables()[table], on), facts, convert)

    assert (found.lo, found.hi) == (case.get("lo", case.get("total")), case.get("hi", case.get("total")))


def test_every_table_has_worked_cases() -> None:
    """No table is shipped without any, and none without its own."""
    assert {path.stem for path in CASES.glob("*.yaml")} == set(load_tables())
