"""Routes across borders as records of the machine contract.

A view for hiring holds no private fact: its facts were withheld before anything was worked out, and here they
are counted, not named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assay.crossborder.facts import load_facts
from assay.crossborder.hiring import load_hiring_rules
from assay.crossborder.pay import load_tables
from assay.crossborder.rules import Moment
from assay.domain.arrangement import Cost, Opening, OriginGroup, TimePart, Way
from assay.domain.declared import DeclaredFacts
from assay.domain.route import DISCLAIMER, FactQuestion, LeafOutcome, Margin, RouteOutcome
from assay.workflow import routes_records as r
from assay.workflow.hiring_recording import role_parts
from assay.workflow.route_rules import trust_of_route
from assay.workflow.routes import Person, ReadRoutes, Role, RouteQuery, ViewKind
from assay.workflow.rule_recording import (
    check_record,
    provenance_record,
    rounded,
    route_record,
    rules_used,
    source_records,
)
from assay.workflow.worth_recording import hours_record, market_record, worth_record

__all__ = ["check_record", "route_record", "routes_record"]


def routes_record(read: ReadRoutes) -> r.RoutesRecord:
    """The contract's routes object of a person, a role, or both."""
    return r.RoutesRecord(
        schema_version=r.SCHEMA_VERSION,
        disclaimer=DISCLAIMER,
        query=_query(read.query, read.role),
        versions=rules_used(read.book),
        role=None if read.role is None else _role(read.role),
        person=None if read.person is None else _person(read, read.person),
        sources=_sources(read),
    )


def _query(query: RouteQuery, role: Role | None) -> r.RouteQueryRecord:
    return r.RouteQueryRecord(
        on=query.on,
        today=query.today,
        start=query.start,
        view=query.view.value,
        countries=query.countries if role is None else role.countries,
        sort=query.by.value,
    )


def _sources(read: ReadRoutes) -> r.SourcesRecord:
    """The registers, cut to the routes that were worked out and to the parts that are there."""
    outcomes: Mapping[str, RouteOutcome] = read.person.outcomes if read.person else {}
    cited = {source for name in outcomes for source in read.route(name).provenance.sources}
    pay, hiring = load_tables().sources, load_hiring_rules().sources
    return r.SourcesRecord(
        routes=source_records(read.book.sources, cited),
        pay=source_records(pay, pay) if read.role else {},
        hiring=source_records(hiring, hiring) if read.role else {},
    )


def _role(role: Role) -> r.RoleRecord:
    return r.RoleRecord(
        document=role.brief.name,
        title=role.brief.brief.title,
        countries=role.countries,
        reach=tuple(
            r.ReachRecord(country=country, groups=tuple(map(_group, groups)))
            for country, groups in role.reach.items()
        ),
        market=tuple(market_record(country, band) for country, band in role.market),
        **role_parts(role),
    )


def _person(read: ReadRoutes, person: Person) -> r.PersonRecord:
    return r.PersonRecord(
        document=None if read.candidate is None else read.candidate.name,
        facts=tuple(_facts(person.declared)),
        withheld=len(person.declared.withheld),
        routes=tuple(_outcome(read, outcome) for outcome in person.outcomes.values()),
        ways=tuple(map(_way, person.ways)),
        questions=tuple(map(_question, person.questions)),
        destinations=tuple(
            r.DestinationRecord(
                country=d.country,
                region=d.region,
                verdict=d.verdict,
                openings=tuple(map(_opening, d.openings)),
            )
            for d in person.destinations
        ),
        overlaps=tuple(
            r.OverlapOfRegionsRecord(regions=o.regions, countries=o.countries, certain=o.certain)
            for o in person.overlaps
        ),
        worth=tuple(map(worth_record, person.worth)),
        hours=tuple(map(hours_record, person.hours)),
        place_question=person.place_question,
    )


def _facts(declared: DeclaredFacts) -> Iterable[r.DeclaredFactRecord]:
    registry = load_facts()
    for key, value in declared.facts.items():
        if value is None:
            continue
        known = registry.get(key)
        given: Any = tuple(value) if isinstance(value, list | tuple) else value
        yield r.DeclaredFactRecord(
            id=key,
            label=known.label if known else key,
            value=given,
            unit=known.unit if known else None,
            origin=declared.origins.get(key, "stated"),
        )


def _outcome(read: ReadRoutes, outcome: RouteOutcome) -> r.OutcomeRecord:
    route, query = read.route(outcome.route), read.query
    moment = Moment(on=query.on, today=query.today, planned_start=query.start)
    trust, reasons = trust_of_route(read.book, route, moment)
    hiring = query.view is ViewKind.HIRING
    leaves = {id(leaf): _leaf(leaf, hiring=hiring) for leaf in (*outcome.leaves, *outcome.decided_by)}
    decided = tuple(leaves[id(leaf)] for leaf in outcome.decided_by)
    return r.OutcomeRecord(
        id=route.id,
        country=route.country,
        name=route.name,
        kind=route.kind,
        status=route.status,
        verdict=outcome.verdict,
        trust=trust,
        trust_reasons=reasons,
        decided_by=decided,
        leaves=tuple(leaves[id(leaf)] for leaf in outcome.leaves),
        needs=tuple(dict.fromkeys(need for leaf in decided for need in leaf.needs)),
        official_url=route.official_url,
        provenance=provenance_record(route.provenance),
    )


def _leaf(leaf: LeafOutcome, *, hiring: bool) -> r.LeafRecord:
    registry = load_facts()
    private = {need for need in leaf.needs if hiring and need in registry and registry[need].private}
    return r.LeafRecord(
        leaf=leaf.leaf,
        answer=leaf.answer,
        text=leaf.text,
        needs=tuple(need for need in leaf.needs if need not in private),
        margin=None if leaf.margin is None else _margin(leaf.margin),
        verification=leaf.verification,
    )


def _margin(margin: Margin) -> r.MarginRecord:
    return r.MarginRecord(
        threshold=margin.threshold,
        required=round(margin.required, 2),
        offered=round(margin.offered, 2),
        money=round(margin.money, 2),
        share=round(margin.share, 4) if margin.required else None,
        currency=margin.currency,
        converted_on=margin.converted_on,
        verification=margin.verification,
    )


def _way(way: Way) -> r.WayRecord:
    return r.WayRecord(
        kind=way.kind,
        label=way.label,
        country=way.country,
        route=way.route,
        name=way.name,
        verdict=way.verdict,
        trust=way.trust,
        trust_reasons=way.trust_reasons,
        why=way.why,
        open=way.open,
        start=r.TimeRecord(
            low=way.start.low,
            high=way.start.high,
            not_before=way.start.not_before,
            parts=tuple(map(_part, way.start.parts)),
            later=tuple(map(_part, way.later)),
        ),
        employer_once=_cost(way.employer_once),
        employer_yearly=_cost(way.employer_yearly),
        person_once=_cost(way.person_once),
        risks=tuple(
            r.RiskRecord(kind=k.kind, text=k.text, verification=k.verification, source=k.source)
            for k in way.risks
        ),
        dependants=way.dependants,
        residence=way.residence,
        duration=way.duration,
        scheduled=way.scheduled,
        official_url=way.official_url,
        sources=tuple(source.id for source in way.sources),
    )


def _part(part: TimePart) -> r.TimePartRecord:
    return r.TimePartRecord(
        what=part.what,
        low=part.low,
        high=part.high,
        basis=part.basis,
        note=part.note,
        verification=part.verification,
    )


def _cost(cost: Cost) -> r.CostRecord:
    return r.CostRecord(
        low=rounded(cost.low),
        high=rounded(cost.high),
        currency=cost.currency,
        verified=cost.verified,
        items=tuple(
            r.CostItemRecord(
                what=item.what,
                low=rounded(item.low),
                high=rounded(item.high),
                stated=item.stated,
                rate_day=item.rate_day,
                verification=item.verification,
            )
            for item in cost.items
        ),
        missing=cost.missing,
    )


def _question(question: FactQuestion) -> r.RouteQuestionRecord:
    return r.RouteQuestionRecord(
        fact=question.fact,
        text=question.text,
        place=question.place,
        asks=question.asks,
        settles=question.settles,
        voluntary=question.voluntary,
    )


def _opening(opening: Opening) -> r.OpeningRecord:
    return r.OpeningRecord(route=opening.route, name=opening.name, verdict=opening.verdict, text=opening.text)


def _group(group: OriginGroup) -> r.OriginGroupRecord:
    return r.OriginGroupRecord(citizens=group.citizens, openings=tuple(map(_opening, group.openings)))
