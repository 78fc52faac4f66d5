"""Region views: whom a role reaches under which route, where a person may go, and which regions compete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from assay.crossborder.eligibility import movement_of
from assay.crossborder.regions.data import load_regions
from assay.domain.arrangement import Destination, Opening, OriginGroup, RegionOverlap
from assay.domain.route import (
    NOT_VERIFIED,
    Answer,
    Bloc,
    LeafOutcome,
    Route,
    RouteKind,
    RouteOutcome,
    Verdict,
)

Facts = Mapping[str, object]
Evaluate = Callable[[Facts], Mapping[str, RouteOutcome]]
"""All routes of one destination, or of all, for one person's facts."""

_ORDER = {Verdict.FEASIBLE: 0, Verdict.NEEDS_CHECK: 1, Verdict.BLOCKED: 2}
_STAY = RouteKind.REMOTE_WORK


def reachable(
    destination: str,
    routes: Mapping[str, Route],
    blocs: Sequence[Bloc],
    facts: Facts,
    evaluate: Evaluate,
) -> tuple[OriginGroup, ...]:
    """The sponsor's view: which countries' people a role in `destination` reaches, under which routes.

    `facts` hold the offer, the employer and what may be supposed of any candidate; each origin is tried as
    the only citizenship. Origins for whom the same routes come to the same are one group, those with most
    open routes first. A statement about the law, not about a person.
    """
    groups: dict[tuple[Opening, ...], list[str]] = {}
    for origin in _origins(blocs):
        if origin == destination:
            continue
        openings = _for_origin(origin, destination, routes, blocs, facts, evaluate)
        groups.setdefault(openings, []).append(origin)
    made = (OriginGroup(citizens=tuple(sorted(who)), openings=what) for what, who in groups.items())
    return tuple(
        sorted(made, key=lambda g: (_best(g.openings), -len(g.openings), len(g.citizens), g.citizens))
    )


def open_to(
    routes: Mapping[str, Route],
    outcomes: Mapping[str, RouteOutcome],
    blocs: Sequence[Bloc],
    facts: Facts,
) -> tuple[Destination, ...]:
    """The candidate's view: what is open in each destination, the best first; blocked routes last."""
    regions = load_regions()
    out = []
    for country in sorted({route.country for route in routes.values()}):
        openings = [*_right(country, facts, blocs)]
        openings += [_opening(routes[r], outcomes[r]) for r in outcomes if routes[r].country == country]
        openings.sort(key=lambda o: (_ORDER[o.verdict], o.route))
        out.append(
            Destination(
                country=country,
                region=regions.of(country),
                verdict=openings[0].verdict,
                openings=tuple(openings),
            )
        )
    return tuple(sorted(out, key=lambda d: (_ORDER[d.verdict], d.region, d.country)))


def overlaps(destinations: Sequence[Destination]) -> tuple[RegionOverlap, ...]:
    """Pairs of regions in both of which something is open to the same person, most certain first."""
    by: dict[str, list[Destination]] = {}
    for d in destinations:
        if d.verdict is not Verdict.BLOCKED:
            by.setdefault(d.region, []).append(d)

    def countries(region: str) -> tuple[str, ...]:
        return tuple(d.country for d in by[region])

    def certain(region: str) -> tuple[str, ...]:
        return tuple(d.country for d in by[region] if d.verdict is Verdict.FEASIBLE)

    pairs = [
        RegionOverlap(
            regions=(first, second),
            countries=(countries(first), countries(second)),
            certain=(certain(first), certain(second)),
        )
        for first, second in combinations([r for r in load_regions().members if r in by], 2)
    ]
    return tuple(sorted(pairs, key=lambda p: -min(map(len, p.certain))))


def _for_origin(
    origin: str,
    destination: str,
    routes: Mapping[str, Route],
    blocs: Sequence[Bloc],
    facts: Facts,
    evaluate: Evaluate,
) -> tuple[Opening, ...]:
    supposed = {**facts, "candidate.citizenships": (origin,)}
    if right := _right(destination, supposed, blocs):
        return right
    found = (
        _opening(routes[r], outcome)
        for r, outcome in evaluate(supposed).items()
        if routes[r].country == destination and routes[r].kind is not _STAY
    )
    usable = [o for o in found if o.verdict is not Verdict.BLOCKED]
    return tuple(sorted(usable, key=lambda o: (_ORDER[o.verdict], o.route)))


def _right(country: str, facts: Facts, blocs: Sequence[Bloc]) -> tuple[Opening, ...]:
    """The right to work without a permit, where the facts give it."""
    movement = movement_of(facts, country, blocs)
    if movement.free is not Answer.YES:
        return ()
    mark = "" if movement.verification.verified else f" {NOT_VERIFIED}"
    return (
        Opening(
            route="free",
            name="No permit needed",
            country=country,
            verdict=Verdict.FEASIBLE,
            text=_bloc_of(movement.why) + mark,
        ),
    )


def _bloc_of(why: str) -> str:
    """Why no permit is needed, without the citizenship: origins of one bloc are one group."""
    _, colon, bloc = why.partition(": ")
    return bloc if colon else why.split(" of ")[0]


def _opening(route: Route, outcome: RouteOutcome) -> Opening:
    deciding = outcome.decided_by[0] if outcome.decided_by else None
    pay = _pay(outcome)
    told = [leaf.text for leaf in (deciding, pay) if leaf is not None]
    return Opening(
        route=route.id,
        name=route.name,
        country=route.country,
        verdict=outcome.verdict,
        text="; ".join(dict.fromkeys(told)),
    )


def _pay(outcome: RouteOutcome) -> LeafOutcome | None:
    """The threshold that says most for this pay: one it reaches, else one it falls short of."""
    money = [leaf for leaf in outcome.leaves if leaf.margin is not None]
    order = (Answer.YES, Answer.NO, Answer.UNKNOWN)
    return min(money, key=lambda leaf: order.index(leaf.answer), default=None)


def _origins(blocs: Sequence[Bloc]) -> tuple[str, ...]:
    regions = load_regions()
    listed = {c for members in regions.members.values() for c in members} | set(regions.origins)
    return tuple(sorted(listed | {c for bloc in blocs for c in bloc.members}))


def _best(openings: Sequence[Opening]) -> int:
    return min((_ORDER[o.verdict] for o in openings), default=3)
