"""Routes as people read them, kept as files; run with ASSAY_GOLDEN=write to renew them after a look."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console

from assay.domain.dates import Month
from assay.domain.route import DISCLAIMER
from assay.interfaces.report.points_terminal import show_points
from assay.interfaces.report.routes_cards import show_card, show_check, show_list, show_side_by_side
from assay.interfaces.report.routes_terminal import show_routes
from assay.workflow.candidate import Candidate
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.person import read_person
from assay.workflow.points_of import read_points
from assay.workflow.route_card import route_card, route_list
from assay.workflow.route_compare import side_by_side
from assay.workflow.routes import RouteQuery, ViewKind, plan_routes
from assay.workflow.routes_view import routes_view
from assay.workflow.rule_checks import check_rules
from assay.workflow.shortlist import ReadBrief, read_brief

HERE = Path(__file__).parent
AS_OF, DAY, START = Month(2026, 11), date(2026, 11, 28), date(2027, 2, 1)
SHEET = HERE / "routes_sheet.yaml"
"""An invented person's facts: an Indian citizen of 31 with a bachelor's degree."""


def same(name: str, text: str) -> None:
    """Compare with the kept file, or renew it."""
    path = HERE / name
    text = re.sub("sha256 [0-9a-f]{16}", f"sha256 {'0' * 16}", text)  # of all rules, which change oftener
    if os.environ.get("ASSAY_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert DISCLAIMER in " ".join(text.split())


def shown(show: Callable[[Console], None]) -> str:
    """What the terminal shows at 110 columns, without colour."""
    out = io.StringIO()
    show(Console(file=out, width=110, highlight=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def role() -> ReadBrief:
    """The first role of the example."""
    return read_brief(example_briefs()[0], as_of=AS_OF)


def person() -> Candidate:
    """One of the example's people, who lives in India."""
    return read_person(example_cvs() / "07_prakash_devaraj.txt", as_of=AS_OF)[0]


def query(view: ViewKind = ViewKind.HIRING) -> RouteQuery:
    """A filing date and a day of looking that do not move."""
    return RouteQuery(on=DAY, today=DAY, start=START, view=view)


def test_the_plan_for_those_who_hire() -> None:
    """A person and a role, with a sheet whose private facts are withheld."""
    read = plan_routes(query(), brief=role(), candidate=person(), sheets=[SHEET])
    same("routes_hiring.txt", shown(lambda c: show_routes(routes_view(read), c)))


def test_the_plan_for_the_candidate() -> None:
    """The same person and role as the candidate sees them."""
    read = plan_routes(query(ViewKind.CANDIDATE), brief=role(), candidate=person(), sheets=[SHEET])
    same("routes_candidate.txt", shown(lambda c: show_routes(routes_view(read), c)))


def test_where_the_person_may_work() -> None:
    """The person alone, without a role."""
    read = plan_routes(query(ViewKind.CANDIDATE), candidate=person(), sheets=[SHEET])
    same("routes_destinations.txt", shown(lambda c: show_routes(routes_view(read), c)))


def test_whom_the_role_reaches() -> None:
    """The role alone, as its sponsor sees it."""
    read = plan_routes(query(), brief=role())
    same("routes_sponsor.txt", shown(lambda c: show_routes(routes_view(read), c)))


def test_one_route_for_a_lawyer() -> None:
    """Conditions, dated values, sources and worked cases."""
    card = route_card("nl_hsm", DAY, DAY)
    same("routes_show.txt", shown(lambda c: show_card(card, c)))


def test_points_of_a_person() -> None:
    """A points table with what is stated, what is open and what nobody verified."""
    read = read_points("ca_crs", on=DAY, today=DAY, candidate=person(), sheets=[SHEET])
    same("routes_points.txt", shown(lambda c: show_points(read, c)))


def test_routes_side_by_side() -> None:
    """Three countries, with a common currency at a dated rate."""
    table = side_by_side(["de_blue_card", "nl_hsm", "gb_skilled_worker", "se_work_permit"], DAY, DAY, "EUR")
    same("routes_compare.txt", shown(lambda c: show_side_by_side(table, c)))


def test_the_check_of_the_rules() -> None:
    """Counts, worked cases, what needs somebody, and what differs on a second day."""
    found = check_rules(DAY, date(2027, 2, 1))
    same("routes_check.txt", shown(lambda c: show_check(found, c)))


def test_the_routes_of_a_country() -> None:
    """One line each."""
    same("routes_list.txt", shown(lambda c: show_list(route_list(DAY, ["Germany", "NL"]), c)))
