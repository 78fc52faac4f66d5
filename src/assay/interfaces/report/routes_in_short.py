"""What a reader needs first: how the ways stand, what to ask, what the brief must lose, whether the start holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from assay.interfaces.report.plan_sheet import headline, plan_ways
from assay.interfaces.report.route_marks import spoken, way_name
from assay.workflow.routes_shown import RoutesView, WayView

_ORDER = ("feasible", "to check", "blocked")


def in_short(view: RoutesView) -> tuple[str, ...]:
    """One to four sentences for the head of a page or a terminal; nothing where there is nothing to say."""
    return tuple(_sentences(view))


def _sentences(view: RoutesView) -> Iterator[str]:
    ways = plan_ways(view)
    if ways:
        counted = Counter(spoken(way.verdict) for way in view.ways)
        stand = ", ".join(f"{counted[word]} {word}" for word in _ORDER if counted[word])
        first = f" (way {ways[0].number}: {_named(ways[0])})" if ways[0].verdict != "blocked" else ""
        yield f"{headline(ways)}{first}. Of the ways: {stand}."
        yield from _late(ways[0], view)
    if view.questions and not (ways and ways[0].verdict == "feasible"):
        question = view.questions[0]
        own = view.view == "candidate" and question.asks == "candidate"
        yield f"{'Answer' if own else f'Ask the {question.asks}'} first: {question.text}"
    fixes = sum(1 for finding in view.findings if finding.severity == "must fix")
    if fixes:
        words = "1 thing" if fixes == 1 else f"{fixes} things"
        yield f"The brief has {words} to put right before it is posted."


def _late(way: WayView, view: RoutesView) -> Iterator[str]:
    """Where the first way may take longer than the planned start allows."""
    high = way.time.high_days
    if not view.start or high is None or way.verdict == "blocked":
        return
    last = date.fromisoformat(view.on) + timedelta(days=high)
    if last > date.fromisoformat(view.start):
        yield f"Way {way.number} may take until {last}, later than the planned start."


def _named(way: WayView) -> str:
    return f"{way_name(way)}, {way.country}" if way.country and way.country not in way.name else way_name(way)
