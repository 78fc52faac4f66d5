"""Hiring across borders beside a shortlist: what binds the hiring, and the best way of each person shown.

No part of the ranking: it is made after it, from the same brief and CVs, always in the view of the hiring.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assay.errors import UsageError
from assay.workflow.candidate import Candidate
from assay.workflow.fact_sheets import read_sheets
from assay.workflow.routes import ReadRoutes, RouteQuery, plan_routes
from assay.workflow.routes_shown import (
    PersonRoutesView,
    QuestionView,
    RoutesView,
    ShortlistRoutesView,
    WayView,
)
from assay.workflow.routes_view import routes_view
from assay.workflow.shortlist import Ranking, ReadBrief
from assay.workflow.view import CandidateView, ShortlistView

QUESTIONS = 2
"""Questions in the line of a person."""

WHICH_PLACE = "In which city and country does the person live?"
"""Asked in a blind row for a place in doubt, whose name would tell where the person lives."""

_PERSON = "candidate"
_OF_THE_ROLE = ("employer.", "offer.", "process.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRoutes:
    """What was found for the role, and what it was asked with."""

    query: RouteQuery
    sheets: tuple[Path, ...]
    read: ReadRoutes


def role_routes(brief: ReadBrief, query: RouteQuery, sheets: Sequence[Path] = ()) -> RoleRoutes:
    """The role's own part.

    Raises UsageError where the brief names no place of work or a sheet states facts of one person, FactsError
    where a sheet has faults.
    """
    ofone = [key for key in read_sheets(sheets).facts if not key.startswith(_OF_THE_ROLE)]
    if ofone:
        raise UsageError(
            f"a sheet states {', '.join(sorted(ofone))}, which would count for every candidate; beside a "
            "shortlist state facts of the employer, the offer and the process alone"
        )
    read = plan_routes(query, brief=brief, sheets=sheets)
    return RoleRoutes(query=query, sheets=tuple(sheets), read=read)


def with_routes(ranking: Ranking, view: ShortlistView, role: RoleRoutes) -> ShortlistView:
    """`view` with the part on hiring across borders; everything else of it stays as it is."""
    by_profile = {c.profile.id: c for c in ranking.pool.candidates}
    shown = zip(view.candidates[: view.top], ranking.shortlist.matches, strict=False)
    told = [(row, _of_person(by_profile[match.profile], role, blind=view.blind)) for row, match in shown]
    asks = _of_all([t for _, t in told])
    routes = ShortlistRoutesView(
        role=routes_view(role.read, blind=view.blind),
        people=tuple(_line(row, t, asks, blind=view.blind) for row, t in told),
        asks=tuple(asks.values()),
    )
    return replace(view, routes=routes)


def _of_all(told: Sequence[RoutesView]) -> dict[str, QuestionView]:
    """By their words, the questions that are the same whoever is hired: not for the person, or for every person."""
    heard = Counter(q.text for t in told for q in t.questions)
    every = {q.text: q for t in told for q in t.questions}
    return {text: q for text, q in every.items() if q.asks != _PERSON or heard[text] == len(told)}


def _of_person(candidate: Candidate, role: RoleRoutes, *, blind: bool) -> RoutesView:
    read = plan_routes(role.query, candidate=candidate, sheets=role.sheets, role=role.read.role)
    view = routes_view(read, blind=blind)
    named = read.person.place_question if blind and read.person else None
    if named is None:
        return view
    asked = tuple(replace(q, text=WHICH_PLACE) if q.text == named else q for q in view.questions)
    return replace(view, questions=asked)


def _line(
    row: CandidateView, told: RoutesView, of_all: Mapping[str, QuestionView], *, blind: bool
) -> PersonRoutesView:
    best = told.ways[0] if told.ways else None
    asks = [q for q in told.questions if q.text not in of_all]
    return PersonRoutesView(
        label=row.label,
        place=row.place,
        way=_way(best, blind=blind) if best else "",
        verdict=best.verdict if best else "",
        trust=best.trust if best else "",
        time=best.time.range if best else "",
        asks=tuple(asks[:QUESTIONS]),
        hidden=max(len(asks) - QUESTIONS, 0),
    )


def _way(way: WayView, *, blind: bool) -> str:
    """What the way is called; where blind, without what would tell where the person lives."""
    if blind:
        return f"{way.label}: {way.name}" if way.route else way.label
    return ": ".join(part for part in (way.label, way.name) if part) + (
        f", {way.country}" if way.country else ""
    )
