"""The first lines of routes say how the ways stand, what to ask, what the brief must lose and what comes late."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console
from tests.unit.interfaces.route_views import FULL, way

from assay.interfaces.report.routes_in_short import in_short
from assay.interfaces.report.routes_page import render_routes
from assay.interfaces.report.routes_ways_terminal import show_ways
from assay.workflow.routes_shown import BriefFindingView

FIX = BriefFindingView(
    severity="must fix",
    message="A mother tongue stands for origin.",
    instead="Fluent English (C1)",
    rule="a rule",
    words="native speaker",
)


def test_a_feasible_first_way_needs_no_question_first() -> None:
    """A question that settles nothing of the first way is no headline."""
    said = in_short(replace(FULL, ways=(way(1, verdict="feasible"),), findings=()))
    assert said[0].startswith("First choice on what is known: way 1 (way 1: ")
    assert not any(" first: " in text for text in said)


def test_an_open_first_way_puts_the_question_that_settles_most_first() -> None:
    """Whoever is asked is named."""
    said = " ".join(in_short(replace(FULL, ways=(way(1, verdict="needs_check"),))))
    assert "No way is sure yet: settle way 1 first" in said
    assert f"Ask the {FULL.questions[0].asks} first: {FULL.questions[0].text}" in said


def test_what_the_brief_must_lose_is_counted() -> None:
    """Advice is not."""
    advice = replace(FIX, severity="advice")
    assert in_short(replace(FULL, ways=(), questions=(), findings=(FIX, FIX, advice))) == (
        "The brief has 2 things to put right before it is posted.",
    )


def test_a_first_way_that_may_miss_the_planned_start_says_so() -> None:
    """From the filing date and the high end of its time."""
    first = way(1, verdict="feasible")
    slow = replace(first, time=replace(first.time, high_days=120))
    view = replace(FULL, on="2026-11-28", start="2027-03-01", ways=(slow,))
    assert "Way 1 may take until 2027-03-28, later than the planned start." in in_short(view)
    assert not any("later" in text for text in in_short(replace(view, start="2027-03-28")))


def test_the_page_puts_the_brief_before_the_rules_of_the_hiring() -> None:
    """What must be mended before posting is no footnote."""
    page = render_routes(replace(FULL, findings=(FIX,))).decode()
    assert page.index('id="brief"') < page.index('id="allowed"') < page.index('id="rules"')
    assert "to put right before it is posted" in page


def test_no_verdict_breaks_on_a_terminal_of_80_columns() -> None:
    """A word a column is no table."""
    out = io.StringIO()
    show_ways(Console(file=out, width=80, highlight=False), FULL)
    table = out.getvalue().split("Trust -:")[0]
    assert "feasible" in table or "to check" in table
    assert all(len(line) <= 80 for line in table.splitlines())
