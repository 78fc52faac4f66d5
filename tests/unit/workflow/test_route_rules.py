"""The rules of routes made ready for a filing date."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.workflow.route_people import ON

from assay.crossborder.rules import load_book
from assay.workflow.route_rules import case_ports, converter, ready_rules, scorer


def test_every_route_is_ready_and_made_so_once_for_a_date() -> None:
    """The second question about a day costs nothing."""
    rules = ready_rules(ON)
    assert {c.route.id for c in rules.compiled} == set(load_book().routes)
    assert ready_rules(ON) is rules
    assert rules.route("de_blue_card") is rules.book.routes["de_blue_card"]
    assert rules.route("nowhere") is None


def test_outcomes_are_of_all_routes_or_of_the_destinations_named() -> None:
    """And the same either way."""
    facts = {"offer.exists": True}
    rules = ready_rules(ON)
    every = rules.outcomes(facts)
    assert set(every) == set(rules.book.routes)
    some = rules.outcomes(facts, ("DE", "US"))
    assert some == {name: o for name, o in every.items() if rules.book.routes[name].country in ("DE", "US")}
    assert rules.outcomes(facts, ()) == {}


def test_money_is_changed_at_the_rate_of_the_day() -> None:
    """There and back comes to the same; unknown money has no rate."""
    change = converter(date(2026, 1, 15))
    there = change(1000, "EUR", "USD")
    assert there is not None
    back = change(there[0], "USD", "EUR")
    assert back is not None
    assert back[0] == pytest.approx(1000)
    assert there[1] <= date(2026, 1, 15)
    assert change(5, "EUR", "EUR") == (5, date(2026, 1, 15))
    assert change(5, "EUR", "XTS") is None


def test_a_rate_is_never_of_a_later_day() -> None:
    """What was worth something then is not valued by what came after."""
    for on in (date(2015, 6, 1), date(2024, 1, 1), date(2026, 11, 25)):
        found = converter(on)(1, "EUR", "USD")
        assert found is not None
        assert found[1] <= on


def test_points_are_scored_by_the_table_of_the_day() -> None:
    """A table that does not exist scores nothing."""
    facts = {"candidate.age": 30, "candidate.degree_level": "bachelor"}
    found = scorer(ON)("de_chancenkarte", facts)
    assert found is not None
    assert 0 <= found.lo <= found.hi
    assert scorer(ON)("no_table", facts) is None


def test_worked_cases_run_with_the_same_rates_and_points() -> None:
    """So that they prove what users get."""
    ports = case_ports()
    assert ports.convert(ON)(7, "USD", "EUR") == converter(ON)(7, "USD", "EUR")
    assert ports.blocs == load_book().blocs
