"""The ways to work together for one person, one employer and one role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assay.crossborder.eligibility import place_name
from assay.crossborder.ways.costs import employment_cost, eor_fee, joined, pay_item, route_costs, total
from assay.crossborder.ways.data import controlled_words, load_risks
from assay.crossborder.ways.ranking import certainty
from assay.crossborder.ways.situation import Ground, Situation
from assay.crossborder.ways.timing import first_day, onboarding_part, processing_part, time_to_start
from assay.domain.arrangement import Cost, Engagement, Risk, TimePart, Way, WayKind
from assay.domain.route import (
    NOT_VERIFIED,
    VERDICT_OF,
    Answer,
    Route,
    RouteKind,
    RouteOutcome,
    Verdict,
)

_SPONSORED = {RouteKind.EMPLOYER_SPONSORED, RouteKind.TREATY}
_TRANSFER = {RouteKind.INTRA_COMPANY}
_OWN = {RouteKind.SELF, RouteKind.FREE_MOVEMENT, RouteKind.JOB_SEARCH}
_KIND = (
    dict.fromkeys(_SPONSORED, WayKind.RELOCATE_SPONSORED)
    | dict.fromkeys(_TRANSFER, WayKind.INTRA_COMPANY)
    | dict.fromkeys(_OWN, WayKind.RELOCATE_UNSPONSORED)
)
_NOTHING = Cost(low=0.0, high=0.0, currency="", items=())


def ways(situation: Situation, ground: Ground) -> tuple[Way, ...]:
    """Every way to work together: over each route of each destination, and from where the person lives.

    Visas for remote work are left out: they rest on a foreign employer and are shown with the destinations
    open to the person.
    """
    found = [*_relocations(situation, ground), *_remote(situation, ground)]
    return tuple(found + _later(found, situation))


def _relocations(situation: Situation, ground: Ground) -> Iterable[Way]:
    for country in dict.fromkeys(situation.destinations):
        yield _already(country, situation, ground)
        for route in ground.routes.values():
            kind = _KIND.get(route.kind)
            if route.country == country and kind is not None and route.id in ground.outcomes:
                yield _over(route, kind, ground.outcomes[route.id], situation, ground)


def _over(route: Route, kind: WayKind, outcome: RouteOutcome, situation: Situation, ground: Ground) -> Way:
    trust, reasons = ground.trust(route)
    verdict, why = outcome.verdict, tuple(leaf.text for leaf in outcome.decided_by)
    free, right = _right_held(route.country, ground)
    if free is Answer.YES and route.kind is not RouteKind.FREE_MOVEMENT:
        verdict, why = Verdict.BLOCKED, (f"not needed: {right}",)
    elif situation.sponsors is False and kind is not WayKind.RELOCATE_UNSPONSORED:
        verdict, why = (
            Verdict.BLOCKED,
            ("the brief is read as sponsoring no permit; correct it where that is wrong",),
        )
    once, yearly, person = route_costs(route, situation, ground)
    parts = [situation.notice, processing_part(route, situation.on)]
    if route.kind is RouteKind.JOB_SEARCH:
        parts.append(onboarding_part("job_search"))
    employment = employment_cost(route.country, situation, ground)
    return Way(
        kind=kind,
        country=route.country,
        route=route.id,
        name=route.name,
        verdict=verdict,
        trust=trust,
        trust_reasons=reasons,
        why=why,
        open=tuple(leaf.text for leaf in outcome.decided_by if leaf.answer is Answer.UNKNOWN),
        start=time_to_start(parts, situation.on, first_day(route, situation.on)),
        employer_once=once,
        employer_yearly=joined(employment, yearly),
        person_once=person,
        risks=_risks(kind, situation, route),
        dependants=f"spouse may work: {route.spouse_work}" if route.spouse_work else "not read in a source",
        residence=residence_of(route, situation),
        duration=_duration(route, situation),
        scheduled=ground.scheduled(route),
        official_url=route.official_url,
        sources=tuple(ground.sources[s] for s in route.provenance.sources if s in ground.sources),
    )


def _already(country: str, situation: Situation, ground: Ground) -> Way:
    return _plain(
        WayKind.RELOCATE_UNSPONSORED,
        country,
        _right_held(country, ground),
        [situation.notice],
        employment_cost(country, situation, ground),
        situation,
        residence="as the person's own right gives it",
        dependants="no move" if country == situation.home else "as the person's own right gives it",
        name="where the person lives" if country == situation.home else "with the right to work already held",
    )


def _right_held(country: str, ground: Ground) -> tuple[Answer, str]:
    """Whether the person may already work in a country: as its citizen, by free movement, or as stated."""
    movement = ground.movement(country)
    mark = "" if movement.verification.verified else f" {NOT_VERIFIED}"
    why = movement.why or f"whether the person may already work in {place_name(country)} is not stated"
    return movement.free, why + mark


def _remote(situation: Situation, ground: Ground) -> Iterable[Way]:
    if situation.home in situation.destinations:
        return  # the person lives where the work is: an ordinary hire, not remote work from abroad
    if situation.home is None:
        unknown = (Answer.UNKNOWN, "where the person lives is not known")
        nothing = Cost(low=None, high=None, currency="", items=(), missing=("no country, no figure",))
        for kind in (WayKind.LOCAL_ENTITY, WayKind.EMPLOYER_OF_RECORD, WayKind.CONTRACTOR):
            yield _plain(kind, "", unknown, [situation.notice], nothing, situation)
        return
    for made in (_local_entity, _employer_of_record, _contractor):
        yield _accepted(made(situation.home, situation, ground), situation)


def _accepted(way: Way, situation: Situation) -> Way:
    """A remote way as the employer sees it: what the law allows it may still not want."""
    if way.verdict is Verdict.BLOCKED or situation.accepts_remote is Answer.YES:
        return way
    place = place_name(way.country)
    if situation.accepts_remote is Answer.NO:
        why = f"the employer does not accept that the role is done from {place}"
        return replace(way, verdict=Verdict.BLOCKED, why=(why,), open=())
    asked = "the brief asks for presence; " if situation.presence else ""
    text = f"{asked}whether the role may be done from {place} is not stated"
    open_ = (*way.open, text)
    return replace(way, verdict=Verdict.NEEDS_CHECK, why=open_, open=open_)


def _local_entity(home: str, situation: Situation, ground: Ground) -> Way:
    if situation.entities is None:
        answer = (
            Answer.UNKNOWN,
            f"whether the employer has a legal entity in {place_name(home)} is not known",
        )
    elif home in situation.entities:
        answer = _may_work(home, ground, f"the employer has a legal entity in {place_name(home)}")
    else:
        answer = (Answer.NO, f"the employer has no legal entity in {place_name(home)}")
    parts = [situation.notice, onboarding_part("local_entity")]
    cost = employment_cost(home, situation, ground)
    return _plain(WayKind.LOCAL_ENTITY, home, answer, parts, cost, situation)


def _employer_of_record(home: str, situation: Situation, ground: Ground) -> Way:
    engagement = ground.engagement(home, "eor")
    parts = [situation.notice, onboarding_part("eor")]
    cost = employment_cost(home, situation, ground)
    if situation.offer is not None:
        cost = joined(cost, total([eor_fee(situation.offer, ground)], situation.offer.currency))
    answer = _engaged(engagement, home, ground)
    return _plain(WayKind.EMPLOYER_OF_RECORD, home, answer, parts, cost, situation, engagement=engagement)


def _contractor(home: str, situation: Situation, ground: Ground) -> Way:
    engagement = ground.engagement(home, "contractor")
    parts = [situation.notice, onboarding_part("contractor")]
    if situation.offer is None:
        cost = employment_cost(home, situation, ground)
    else:
        missing = ("a contractor's rate is agreed freely; the brief's pay stands here",)
        cost = total([pay_item(situation.offer)], situation.offer.currency, missing)
    answer = _engaged(engagement, home, ground)
    return _plain(WayKind.CONTRACTOR, home, answer, parts, cost, situation, engagement=engagement)


def _engaged(engagement: Engagement, home: str, ground: Ground) -> tuple[Answer, str]:
    note = engagement.note or "no note on this country"
    if engagement.allowed is Answer.NO:
        return Answer.NO, note
    if engagement.allowed is Answer.UNKNOWN:
        return Answer.UNKNOWN, f"to be checked in {place_name(home)}: {note}"
    return _may_work(home, ground, f"generally available in {place_name(home)}")


def _may_work(home: str, ground: Ground, text: str) -> tuple[Answer, str]:
    """Living in a country is no right to work there: it counts only where the person says so."""
    free = ground.movement(home).free
    told = {
        Answer.YES: text,
        Answer.NO: f"{text}, but the person needs a permit to work there",
        Answer.UNKNOWN: f"whether the person may work in {place_name(home)} is not stated ({text})",
    }
    return free, told[free]


def _plain(  # noqa: PLR0913 - the parts of a way without a route
    kind: WayKind,
    country: str,
    answer: tuple[Answer, str],
    parts: Sequence[TimePart],
    yearly: Cost,
    situation: Situation,
    *,
    residence: str = "none: the person stays where they live",
    dependants: str = "no move",
    engagement: Engagement | None = None,
    name: str = "",
) -> Way:
    verdict, text = VERDICT_OF[answer[0]], answer[1]
    extra = () if engagement is None or not engagement.note else (_engagement_risk(engagement),)
    return Way(
        kind=kind,
        country=country,
        route=None,
        name=name,
        verdict=verdict,
        trust=None,
        trust_reasons=(),
        why=(text,),
        open=(text,) if verdict is Verdict.NEEDS_CHECK else (),
        start=time_to_start(parts, situation.on),
        employer_once=_NOTHING,
        employer_yearly=yearly,
        person_once=_NOTHING,
        risks=_risks(kind, situation) + extra,
        dependants=dependants,
        residence=residence,
        duration="as the contract says",
        scheduled=(),
        official_url=None,
        sources=(),
    )


def _later(found: Sequence[Way], situation: Situation) -> list[Way]:
    """For each destination, the most certain remote start with the most certain route after it."""
    remote = [
        w for w in found if w.route is None and w.kind is not WayKind.RELOCATE_UNSPONSORED and w.country
    ]
    start = min((w for w in remote if w.verdict is not Verdict.BLOCKED), key=certainty, default=None)
    if start is None:
        return []
    out = []
    for country in dict.fromkeys(situation.destinations):
        moves = [w for w in found if w.country == country and _follows(start, w)]
        if moves and start.country != country:
            out.append(_then(start, min(moves, key=certainty)))
    return out


def _follows(start: Way, move: Way) -> bool:
    """Whether a move over a route may follow: a transfer within a company begins with its own employee."""
    own = move.kind is not WayKind.INTRA_COMPANY or start.kind is WayKind.LOCAL_ENTITY
    return move.route is not None and move.verdict is not Verdict.BLOCKED and own


def _then(start: Way, move: Way) -> Way:
    feasible = start.verdict is Verdict.FEASIBLE and move.verdict is Verdict.FEASIBLE
    kind = WayKind.HIRE_NOW_RELOCATE_LATER
    risks = tuple(dict.fromkeys(start.risks + move.risks))
    return Way(
        kind=kind,
        country=move.country,
        route=move.route,
        name=f"{start.label.lower()} in {place_name(start.country)}, then {move.name}",
        verdict=Verdict.FEASIBLE if feasible else Verdict.NEEDS_CHECK,
        trust=move.trust,
        trust_reasons=move.trust_reasons,
        why=start.why + move.why,
        open=start.open + move.open,
        start=start.start,
        later=tuple(part for part in move.start.parts if part not in start.start.parts),
        employer_once=move.employer_once,
        employer_yearly=start.employer_yearly,
        person_once=move.person_once,
        risks=risks,
        dependants=move.dependants,
        residence=f"after the move: {move.residence}",
        duration=move.duration,
        scheduled=move.scheduled,
        official_url=move.official_url,
        sources=move.sources,
    )


def _risks(kind: WayKind, situation: Situation, route: Route | None = None) -> tuple[Risk, ...]:
    holds = {
        None: True,
        "permit": route is not None,
        "tied": route is not None and bool(route.tied_to_employer),
        "role_controlled": bool(controlled_words(situation.role_text)),
    }
    out = []
    for rule in load_risks():
        if kind in rule.ways and holds[rule.only]:
            out.append(rule.risk)
    return tuple(out)


def _engagement_risk(engagement: Engagement) -> Risk:
    return Risk(
        kind=f"{engagement.mode}_in_{engagement.country}",
        text=f"{place_name(engagement.country)}: {engagement.note}",
        verification=engagement.verification,
        source=engagement.source,
    )


def residence_of(route: Route, situation: Situation) -> str:
    """The path to permanent residence, in words."""
    row = next((r for r in route.residence if r.provenance.holds(situation.on)), None)
    if row is None:
        return "not known for this date"
    mark = "" if row.provenance.verification.verified else f" {NOT_VERIFIED}"
    if row.years is None:
        return (row.note or "does not lead there by itself, as far as was read") + mark
    years = (
        "permanent from the start"
        if row.years == 0
        else f"after {row.years:g} year{'s' if row.years != 1 else ''}"
    )
    return f"{years}{f' ({row.note})' if row.note else ''}{mark}"


def _duration(route: Route, situation: Situation) -> str:
    row = next((d for d in route.duration if d.provenance.holds(situation.on)), None)
    if row is None:
        return "not known for this date"
    mark = "" if row.provenance.verification.verified else f" {NOT_VERIFIED}"
    return (f"{row.months} months" if row.months is not None else "without a stated limit") + mark
