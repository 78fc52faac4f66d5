"""The pages of routes: what they must say, and that nothing of a text becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.interfaces.route_views import BLOCKED, DUTY, EMPTY, FULL, REMOTE, stuffed, way

from assay.domain.route import DISCLAIMER, NOT_VERIFIED
from assay.interfaces.report.plan_sheet import WAYS, cut, filled, plan_ways, way_rows, width
from assay.interfaces.report.routes_page import render_plan, render_routes
from assay.workflow.routes_shown import RoutesView, SourceView

PAGES = pytest.mark.parametrize("render", [render_routes, render_plan])
HOSTILE = '<script>alert("x")</script><img src=http://evil.example/x onerror=y>\u202e{{ 7 * 7 }}'


def words(page: bytes) -> str:
    """The text of a page, without its markup and its style."""
    body = re.sub(r"<style>.*?</style>", "", page.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", body)).split())


@PAGES
@pytest.mark.parametrize("view", [FULL, EMPTY], ids=["full", "empty"])
def test_every_page_says_that_it_is_no_advice_and_no_part_of_a_score(render, view: RoutesView) -> None:  # type: ignore[no-untyped-def]
    """Both stand on the page whatever was found."""
    said = words(render(view))

    assert DISCLAIMER in said
    assert "Nothing here has a part in any score." in said


@PAGES
def test_the_same_view_gives_the_same_bytes(render) -> None:  # type: ignore[no-untyped-def]
    """No clock, no order of a set."""
    assert render(FULL) == render(replace(FULL))


@PAGES
def test_every_mark_of_an_unverified_figure_stands_out(render) -> None:  # type: ignore[no-untyped-def]
    """Wherever the mark is shown it has its class, and it is shown beside the figure."""
    page = render(FULL).decode()

    assert page.count(NOT_VERIFIED) == page.count(f'<span class="unverified">{NOT_VERIFIED}</span>')
    assert f"60 to 195 days {NOT_VERIFIED}" in words(render(FULL))


@PAGES
def test_texts_of_documents_stay_text(render) -> None:  # type: ignore[no-untyped-def]
    """Markup, templates and marks of direction in a brief or a CV do nothing."""

    def spoil(value):  # type: ignore[no-untyped-def]
        return stuffed(value, times=1, text=HOSTILE)

    page = render(spoil(FULL)).decode()

    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "{{ 7 * 7 }}" in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", 'https://x.example/"onclick="y', "//x"]
)
@PAGES
def test_only_addresses_of_the_web_become_links(render, url: str) -> None:  # type: ignore[no-untyped-def]
    """Other addresses are text, and a quote mark does not end the attribute."""
    view = replace(FULL, ways=(way(1, official_url=url, sources=(SourceView(title="A source", url=url),)),))
    page = render(view).decode()

    assert all(link.startswith("https://") for link in re.findall(r'href="([^"#]*)"', page))
    assert '"onclick' not in page


def test_the_full_page_shows_each_answer_by_word_and_sign() -> None:
    """Yes, no and unknown never differ by colour alone."""
    said = words(render_routes(FULL))

    for shown in ("✓ yes", "✗ no", "? unknown", "✓ feasible", "? to check", "✗ blocked", "▲ trust amber"):
        assert shown in said


def test_the_full_page_has_every_way_and_says_how_many_stand_side_by_side() -> None:
    """Side by side stand the first `top`; in full stand all."""
    page = words(render_routes(replace(FULL, top=2)))

    assert "The first 2 of 4 ways" in page
    assert "4. Relocate with sponsorship: Skilled worker, 18b" in page


def test_the_full_page_draws_both_days_on_one_axis() -> None:
    """Bars of both, and the shared hours beside the period."""
    page = render_routes(FULL).decode()

    assert page.count('<i class="both"') == 4
    assert "4.5 hours shared" in page


def test_a_plan_follows_open_ways_before_blocked_ones() -> None:
    """A blocked way is shown only where nothing else is."""
    mixed = replace(FULL, ways=(BLOCKED, way(1), REMOTE))

    assert plan_ways(mixed) == (way(1), REMOTE)
    assert plan_ways(replace(FULL, ways=(BLOCKED,))) == (BLOCKED,)
    assert "No way is open on what is known" in words(render_plan(replace(FULL, ways=(BLOCKED,))))


def test_a_plan_recommends_only_a_feasible_way() -> None:
    """Where something is open it says what to settle first."""
    assert "First choice on what is known: way 2" in words(render_plan(replace(FULL, ways=(REMOTE, way(3)))))
    assert "No way is sure yet: settle way 1 first" in words(render_plan(FULL))


def test_a_plan_counts_what_it_leaves_out() -> None:
    """Every list says how many more the full report has; nothing is dropped in silence."""
    many = replace(
        FULL, duties=tuple(replace(DUTY, text=f"Duty {n}. " + "It is long. " * 9) for n in range(90))
    )
    page = words(render_plan(many))
    shown = len(set(re.findall(r"Duty (\d+)\.", page)))

    assert 0 < shown < 90
    assert f"{90 - shown} more in the full report" in page


def test_a_plan_shows_all_of_a_short_list() -> None:
    """A usual view leaves out nothing but ways."""
    ways = plan_ways(FULL)

    assert len(ways) == WAYS
    assert [b.title for b in filled(FULL, ways, way_rows(ways)) if b.more] == []


@given(st.text(max_size=200), st.integers(30, 120))
def test_a_cut_text_is_short_and_keeps_its_mark(text: str, most: int) -> None:
    """The mark of doubt outlives every cut, whole and at most once more than it stood."""
    marked = f"{text} {NOT_VERIFIED}"

    assert width(cut(marked, most)) <= most
    assert NOT_VERIFIED in cut(marked, most)
