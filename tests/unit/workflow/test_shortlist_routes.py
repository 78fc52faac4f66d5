"""Hiring across borders beside a shortlist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assay.domain.dates import Month
from assay.domain.route import DISCLAIMER
from assay.errors import UsageError
from assay.interfaces.cli.match import route_query
from assay.interfaces.report.html import render
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import read_pool
from assay.workflow.routes import RouteQuery
from assay.workflow.routes_shown import ShortlistRoutesView
from assay.workflow.shortlist import Ranking, rank_pool, read_brief
from assay.workflow.shortlist_routes import WHICH_PLACE, role_routes, with_routes
from assay.workflow.view import ShortlistView, shortlist_view

AS_OF, DAY = Month(2026, 11), date(2026, 11, 23)
QUERY = RouteQuery(on=DAY, today=DAY)
TOP = 4


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    """The example ranked for its first brief, which is in the Netherlands."""
    brief = read_brief(example_briefs()[0], as_of=AS_OF)
    return rank_pool(brief, read_pool([example_cvs()], as_of=AS_OF), as_of=AS_OF)


def shown(ranking: Ranking, *, blind: bool) -> ShortlistView:
    """The view with its part on hiring across borders."""
    view = shortlist_view(ranking, top=TOP, blind=blind)
    return with_routes(ranking, view, role_routes(ranking.brief, QUERY))


def part(view: ShortlistView) -> ShortlistRoutesView:
    """The part itself."""
    assert view.routes is not None
    return view.routes


def section(view: ShortlistView) -> str:
    """The section of the report."""
    page = render(view).decode()
    start = page.index('<section class="route-section"')
    return page[start : page.index("</section>", start)]


def test_it_changes_nothing_of_the_ranking(ranking: Ranking) -> None:
    """The view beside it is the same value, and without it the report is the same bytes."""
    bare = shortlist_view(ranking, top=TOP, blind=True)
    view = shown(ranking, blind=True)

    assert replace(view, routes=None) == bare
    assert render(replace(view, routes=None)) == render(bare)
    assert b"route-" not in render(bare)


def test_the_section_says_what_it_is(ranking: Ranking) -> None:
    """That it has no part in a score, that it is no advice, which view it is."""
    said = section(shown(ranking, blind=True))

    assert "No part of any score" in said
    assert DISCLAIMER in said
    assert "view of the hiring" in said
    assert '<span class="unverified">[not verified]</span>' in said


def test_each_person_shown_in_full_has_a_line(ranking: Ranking) -> None:
    """In the order of the ranking, with the best way and its time."""
    view = shown(ranking, blind=True)

    assert [p.label for p in part(view).people] == [c.label for c in view.candidates[:TOP]]
    assert all(p.way and p.verdict and p.time for p in part(view).people)


def test_the_blind_view_shows_no_place(ranking: Ranking) -> None:
    """Neither the words of the CV nor the country that a way leads to."""
    open_view, blind = shown(ranking, blind=False), shown(ranking, blind=True)
    places = [p.place for p in part(open_view).people]
    homes = {"Germany", "Portugal", "United Kingdom", "Hamburg", "Lisbon", "Edinburgh", "Rotterdam"}
    head = section(blind).split("<h3>Ask</h3>")[0]

    assert any(places)
    assert [p.place for p in part(blind).people] == [""] * TOP
    assert [home for home in homes if home in head] == []
    assert any(home in section(open_view) for home in homes)


def test_a_place_in_doubt_is_asked_for_without_its_name_where_blind(ranking: Ranking, tmp_path: Path) -> None:
    """The question of a place of several names would tell where the person lives."""
    text = (example_cvs() / "01_marisol_etcheverry.txt").read_text(encoding="utf-8")
    (tmp_path / "cv.txt").write_text(text.replace("Rotterdam, Netherlands", "Cambridge"), encoding="utf-8")
    pool = rank_pool(ranking.brief, read_pool([tmp_path], as_of=AS_OF), as_of=AS_OF)
    told = {b: [q.text for q in part(shown(pool, blind=b)).asks] for b in (True, False)}

    assert any("Cambridge" in text for text in told[False])
    assert not any("Cambridge" in text for text in told[True])
    assert WHICH_PLACE in told[True]


def test_a_question_for_everybody_stands_once(ranking: Ranking) -> None:
    """What all are asked is not said again in a person's line."""
    view = part(shown(ranking, blind=True))
    once = [q.text for q in view.asks]

    assert any(q.asks == "candidate" for q in view.asks)
    assert len(once) == len(set(once))
    assert not {q.text for p in view.people for q in p.asks} & set(once)


def test_rules_and_reach_of_the_role_are_in_the_section(ranking: Ranking) -> None:
    """The checklist with its days, and whom the role reaches."""
    said = section(shown(ranking, blind=True))

    assert "by 2026-11-23" in said
    assert "Whom the role reaches" in said
    assert "Begin later" in said


def test_a_sheet_may_not_state_facts_of_one_person(ranking: Ranking, tmp_path: Path) -> None:
    """They would count for everybody."""
    sheet = tmp_path / "facts.yaml"
    sheet.write_text("assay: facts\ncandidate:\n  degree_level: master\n", encoding="utf-8")

    with pytest.raises(UsageError, match=r"candidate\.degree_level"):
        role_routes(ranking.brief, QUERY, [sheet])


def test_a_fact_of_the_employer_counts(ranking: Ranking, tmp_path: Path) -> None:
    """A question that the sheet answers is not asked."""
    sheet = tmp_path / "facts.yaml"
    sheet.write_text("assay: facts\nemployer:\n  nl_recognised_sponsor: true\n", encoding="utf-8")
    view = shortlist_view(ranking, top=TOP, blind=True)
    told = with_routes(ranking, view, role_routes(ranking.brief, QUERY, [sheet]))
    question = "Is the company a recognised sponsor of the Dutch immigration service (IND)?"

    assert question in [q.text for q in part(shown(ranking, blind=True)).asks]
    assert question not in [q.text for q in part(told).asks]


def test_routes_need_a_report_and_a_day() -> None:
    """A sentence says what to give."""
    with pytest.raises(UsageError, match="--html"):
        route_query(None, None, None)
    with pytest.raises(UsageError, match="is not a day"):
        route_query(Path("r.html"), None, "2026-13-01")

    for far in ("0001-01-01", "9999-12-31"):
        with pytest.raises(UsageError, match="lies outside 1990 to 2100"):
            route_query(Path("r.html"), None, far)

    assert route_query(Path("r.html"), ["de", "the Netherlands"], "2026-12-01").countries == ("DE", "NL")
