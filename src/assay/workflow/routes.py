"""Hire across borders: for a person and a role, the ways to work together, their terms and the rules that bind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from assay.crossborder.eligibility import CompiledRoute, questions
from assay.crossborder.facts import load_facts, view
from assay.crossborder.hiring import check_brief, checklist, employment_facts, questions_allowed
from assay.crossborder.hours import country_place, days_off, find_place, shared_hours, working_week
from assay.crossborder.pay import market_band, worth
from assay.crossborder.regions import open_to, overlaps, reachable
from assay.crossborder.rules import Moment, RuleBook
from assay.crossborder.ways import Situation, SortBy, ranked, ways
from assay.domain.arrangement import Destination, OriginGroup, RegionOverlap, Way
from assay.domain.brief import Remote
from assay.domain.declared import DeclaredFacts
from assay.domain.hiring_rule import (
    AllowedQuestions,
    BriefFinding,
    EmploymentFacts,
    HiringChecklist,
    HiringContext,
)
from assay.domain.hours import DaysOff, Overlap, Place
from assay.domain.route import Answer, FactQuestion, Route, RouteOutcome
from assay.domain.worth import MarketBand, Missing, Pay, Worth
from assay.errors import UsageError
from assay.workflow.brief_facts import brief_facts, is_remote, places_of
from assay.workflow.candidate import Candidate
from assay.workflow.cv_facts import cv_facts
from assay.workflow.fact_sheets import read_sheets
from assay.workflow.route_ground import ground_of, notice_of, offer_of
from assay.workflow.route_rules import ReadyRules, ready_rules
from assay.workflow.shortlist import ReadBrief

REMOTE_IN = "employer.remote_in"
QUESTIONS = 6
"""Questions shown: few, the most telling first."""


class ViewKind(StrEnum):
    """Who looks: those who decide on the hiring, or the candidate (and who handles the permit after an offer)."""

    HIRING = "hiring"
    CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteQuery:
    """How routes are asked for.

    `on` is the filing date, `today` the day of looking, `start` the planned first day. `countries` are the
    destinations, by default those of the brief.
    """

    on: date
    today: date
    start: date | None = None
    view: ViewKind = ViewKind.HIRING
    countries: tuple[str, ...] = ()
    by: SortBy = SortBy.CERTAINTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A person's and a team's place, the hours they share in a year, and the days off of both."""

    person: Place
    team: Place
    overlap: Overlap
    days_off: DaysOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What was found for one person: the facts as this view has them, and all that follows."""

    declared: DeclaredFacts
    outcomes: Mapping[str, RouteOutcome]
    destinations: tuple[Destination, ...]
    overlaps: tuple[RegionOverlap, ...]
    ways: tuple[Way, ...]
    questions: tuple[FactQuestion, ...]
    worth: tuple[Worth, ...]
    hours: tuple[Hours, ...]
    place_question: str | None
    """What to ask of the person's place where it is not sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What was found for one role: whom it reaches, what binds the hiring, and what the brief must not say."""

    brief: ReadBrief
    countries: tuple[str, ...]
    reach: Mapping[str, tuple[OriginGroup, ...]]
    checklist: HiringChecklist
    findings: tuple[BriefFinding, ...]
    allowed: tuple[AllowedQuestions, ...]
    employment: tuple[EmploymentFacts, ...]
    market: tuple[tuple[str, MarketBand | Missing], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRoutes:
    """Everything needed to show routes: the query, the rules used, the role and the person where given."""

    query: RouteQuery
    book: RuleBook
    role: Role | None
    person: Person | None
    candidate: Candidate | None

    def route(self, identity: str) -> Route:
        """A route by its id."""
        return self.book.routes[identity]


def plan_routes(
    query: RouteQuery,
    *,
    brief: ReadBrief | None = None,
    candidate: Candidate | None = None,
    sheets: Sequence[Path] = (),
    role: Role | None = None,
) -> ReadRoutes:
    """The routes of a person, of a role, or of both together.

    `role` is what an earlier call found for the same brief, sheets and query; it saves finding it again.

    Raises UsageError where neither is given or no destination is known, FactsError where a sheet has faults,
    RulesError where the shipped rules have.
    """
    declared = read_sheets(sheets)
    about_person = candidate is not None or any(k.startswith("candidate.") for k in declared.facts)
    if brief is None and role is None and not about_person:
        raise UsageError("give a candidate, a brief or both")
    rules = ready_rules(query.on)
    _known(query.countries, rules.book)
    if role is None and brief is not None:
        role = _role(brief, declared, query, rules)
    person = None
    if about_person:
        person = _person(candidate, role, declared, query, rules)
    return ReadRoutes(query=query, book=rules.book, role=role, person=person, candidate=candidate)


def _role(brief: ReadBrief, declared: DeclaredFacts, query: RouteQuery, rules: ReadyRules) -> Role:
    countries = _destinations(brief, query)
    seen = _seen(_together(brief_facts(brief.brief, _text(brief)), declared), query)
    facts = _without_person(seen.facts)
    codes = _codes(brief, countries)
    remote = brief.brief.constraints.remote
    known_remote = None if remote is Remote.UNSPECIFIED else is_remote(brief.brief)
    context = HiringContext(
        job_places=codes,
        remote=known_remote,
        posting=query.on,
        planned_start=query.start,
        today=query.today,
    )
    text = _text(brief)
    speciality, seniority = str(brief.brief.speciality), str(brief.brief.seniority or "")
    return Role(
        brief=brief,
        countries=countries,
        reach={
            c: reachable(c, rules.book.routes, rules.book.blocs, facts, _evaluator(rules, c))
            for c in countries
        },
        checklist=checklist(context, query.on),
        findings=check_brief(
            text, brief.brief.constraints.pay, codes, known_remote, query.on, today=query.today
        ),
        allowed=tuple(questions_allowed(c) for c in countries),
        employment=tuple(e for c in countries if (e := employment_facts(c, query.on)) is not None),
        market=tuple((c, market_band(speciality, seniority, c)) for c in countries),
    )


def _person(
    candidate: Candidate | None,
    role: Role | None,
    declared: DeclaredFacts,
    query: RouteQuery,
    rules: ReadyRules,
) -> Person:
    read = [] if candidate is None else [cv_facts(candidate, query.on)]
    read += [] if role is None else [brief_facts(role.brief.brief, _text(role.brief))]
    facts = _seen(_together(*read, declared), query)
    outcomes = rules.outcomes(facts.facts)
    destinations = open_to(rules.book.routes, outcomes, rules.book.blocs, facts.facts)
    place = _place(facts)
    return Person(
        declared=facts,
        outcomes=outcomes,
        destinations=destinations,
        overlaps=overlaps(destinations),
        ways=() if role is None else _ways(facts, role, outcomes, query, rules),
        questions=_questions(facts, role, query, rules),
        worth=() if role is None else _worth(facts, role, query),
        hours=() if role is None or place is None else _hours(place, role, query),
        place_question=place.question if place is not None and not place.sure else None,
    )


def _ways(
    facts: DeclaredFacts,
    role: Role,
    outcomes: Mapping[str, RouteOutcome],
    query: RouteQuery,
    rules: ReadyRules,
) -> tuple[Way, ...]:
    home = facts.facts.get("candidate.country")
    entities = facts.facts.get("employer.entities")
    constraints = role.brief.brief.constraints
    situation = Situation(
        home=str(home) if home else None,
        destinations=role.countries,
        sponsors={"yes": True, "no": False}.get(constraints.sponsorship),
        entities=frozenset(entities) if isinstance(entities, tuple) else None,
        offer=offer_of(facts.facts),
        notice=notice_of(facts, query.on),
        on=query.on,
        role_text=_text(role.brief),
        accepts_remote=_accepts_remote(facts, home),
        presence=constraints.remote in (Remote.ONSITE, Remote.HYBRID),
    )
    moment = Moment(on=query.on, today=query.today, planned_start=query.start)
    return ranked(ways(situation, ground_of(rules, outcomes, facts.facts, moment)), query.by)


def _accepts_remote(facts: DeclaredFacts, home: object) -> Answer:
    """Whether the employer says that the role may be done from where the person lives."""
    stated = facts.facts.get(REMOTE_IN)
    if not isinstance(stated, tuple):
        return Answer.UNKNOWN
    return Answer.YES if home in stated else Answer.NO


def _questions(
    facts: DeclaredFacts, role: Role | None, query: RouteQuery, rules: ReadyRules
) -> tuple[FactQuestion, ...]:
    wanted = None if role is None else frozenset(role.countries)
    chosen: tuple[CompiledRoute, ...] = tuple(
        c for c in rules.compiled if wanted is None or c.route.country in wanted
    )
    places = sorted(wanted) if wanted else [None]
    found: list[FactQuestion] = []
    for place in places:
        of_place = tuple(c for c in chosen if place is None or c.route.country == place)
        found += questions(of_place, facts.facts, load_facts(), place=place, side=query.view)
    remote = tuple(_remote_question(facts, role))
    return (*list(_unrepeated(found))[: QUESTIONS - len(remote)], *remote)


def _remote_question(facts: DeclaredFacts, role: Role | None) -> Iterable[FactQuestion]:
    """Whether remote work is wanted at all, where the person lives elsewhere; it settles no route."""
    home = facts.facts.get("candidate.country")
    if role is None or home is None or home in role.countries or facts.facts.get(REMOTE_IN) is not None:
        return ()
    text = load_facts()[REMOTE_IN].question
    asks = "employer"
    return (FactQuestion(fact=REMOTE_IN, text=text, place=None, asks=asks, settles=(), voluntary=False),)


def _unrepeated(found: Iterable[FactQuestion]) -> Iterable[FactQuestion]:
    by_text: dict[str, FactQuestion] = {}
    for question in found:
        held = by_text.get(question.text)
        merged = question if held is None else replace(held, settles=held.settles + question.settles)
        by_text[question.text] = merged
    return sorted(by_text.values(), key=lambda q: -len(q.settles))


def _worth(facts: DeclaredFacts, role: Role, query: RouteQuery) -> tuple[Worth, ...]:
    """The offer in the person's country, as seen from each place of work."""
    offer, home = offer_of(facts.facts), facts.facts.get("candidate.country")
    if offer is None or offer.minimum <= 0 or not home:
        return ()
    pay = Pay(minimum=offer.minimum, maximum=offer.maximum, currency=offer.currency)
    return tuple(worth(pay, country, str(home), query.on) for country in role.countries if country != home)


def _hours(place: Place, role: Role, query: RouteQuery) -> tuple[Hours, ...]:
    year = (query.start or query.on).year
    if not place.sure or place.zone is None:
        return ()
    out = []
    for named in places_of(role.brief.brief):
        team = find_place(named.words)
        if team is None or not team.sure or team.zone is None:
            continue
        shared = shared_hours(
            place.zone, working_week(place.country), team.zone, working_week(team.country), year
        )
        out.append(Hours(person=place, team=team, overlap=shared, days_off=days_off(place, team, year)))
    return tuple(out)


def _place(facts: DeclaredFacts) -> Place | None:
    """Where the person lives: the city, which the stated country tells from its namesakes, else the country."""
    city, country = facts.facts.get("candidate.city"), facts.facts.get("candidate.country")
    place = find_place(str(city)) if city else None
    if place is not None and not place.sure and country:
        place = find_place(f"{city}, {country}") or place
    if country and (place is None or place.country not in (country, None)):
        place = country_place(str(country))
    return place


def _destinations(brief: ReadBrief, query: RouteQuery) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(query.countries or (p.country for p in places_of(brief.brief))))
    if not named:
        raise UsageError(
            f"{brief.name}: names no place of work that could be told; give its country, as in --country DE"
        )
    return named


def _known(countries: Iterable[str], book: RuleBook) -> None:
    unknown = [c for c in countries if c not in book.countries]
    if unknown:
        raise UsageError(
            f"no route leads to {', '.join(unknown)}; destinations are {' '.join(book.countries)}"
        )


def _codes(brief: ReadBrief, countries: Sequence[str]) -> tuple[str, ...]:
    """The destinations as ISO 3166 codes, with the state that the brief names where a rule may hang on it."""
    out: list[str] = []
    for named in places_of(brief.brief):
        place = find_place(named.words)
        region = place.region if place is not None and place.sure else None
        out.append(f"{named.country}-{region}" if region and named.country == "US" else named.country)
    told = [[code for code in out if code[:2] == country] or [country] for country in countries]
    return tuple(dict.fromkeys(code for codes in told for code in codes))


def _text(brief: ReadBrief) -> str:
    """The brief's words; of one that a person edited, its title and requirements."""
    if brief.document is not None:
        return brief.document.text
    return "\n".join([brief.brief.title, *(r.text for r in brief.brief.requirements)])


def _seen(facts: DeclaredFacts, query: RouteQuery) -> DeclaredFacts:
    """What the view of the query may know."""
    return view(facts, load_facts(), hiring=query.view is ViewKind.HIRING)


def _evaluator(
    rules: ReadyRules, country: str
) -> Callable[[Mapping[str, object]], Mapping[str, RouteOutcome]]:
    def evaluate(facts: Mapping[str, object]) -> Mapping[str, RouteOutcome]:
        return rules.outcomes(facts, (country,))

    return evaluate


def _together(*parts: DeclaredFacts) -> DeclaredFacts:
    """Facts of several sources; a later one, the sheet last, corrects an earlier one.

    Raises UsageError where the ends of the pay come from two sources and do not fit.
    """
    facts: dict[str, object] = {}
    origins: dict[str, str] = {}
    for part in parts:
        facts |= part.facts
        origins |= part.origins
    low, high = facts.get("offer.salary_minimum"), facts.get("offer.salary_maximum")
    if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
        ends = [
            f"{facts[key]:,.0f} ({origins[key]})" for key in ("offer.salary_minimum", "offer.salary_maximum")
        ]
        raise UsageError(f"the least pay {ends[0]} lies above the most {ends[1]}; state both in the sheet")
    return DeclaredFacts(facts=facts, origins=origins)


def _without_person(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of the role alone: points and checks are those of one person's case."""
    return {k: v for k, v in facts.items() if k.partition(".")[0] not in ("candidate", "points", "checked")}
