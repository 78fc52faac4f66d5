"""What binds a hiring and whom a role reaches, as people see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assay.domain.arrangement import Destination, Opening, OriginGroup, RegionOverlap
from assay.domain.hiring_rule import (
    BriefFinding,
    ChecklistItem,
    EmploymentFacts,
    HiringChecklist,
    Severity,
    Standing,
    StatedRule,
)
from assay.domain.route import FactQuestion
from assay.workflow.route_words import country, marked, sentence
from assay.workflow.routes import Person, Role
from assay.workflow.routes_shown import (
    BriefFindingView,
    DestinationView,
    DutyView,
    OverlapView,
    QuestionView,
    ReachView,
)


def duty_views(items: Sequence[ChecklistItem]) -> tuple[DutyView, ...]:
    """Duties in their order; one asked by several rules in the same words stands once."""
    by_text: dict[tuple[str, str], DutyView] = {}
    for item in items:
        made = _duty(item)
        by_text.setdefault((made.text, made.due), made)
    return tuple(by_text.values())


def coming_views(checklist: HiringChecklist) -> tuple[DutyView, ...]:
    """Duties that begin later, without those to be treated as due already."""
    now = {(item.rule, item.duty) for item in (*checklist.items, *checklist.to_check)}
    texts = {(item.rule, item.text) for item in (*checklist.items, *checklist.to_check)}
    later = [i for i in checklist.scheduled if (i.rule, i.duty) not in now and (i.rule, i.text) not in texts]
    return duty_views(later)


def conflict_texts(checklist: HiringChecklist) -> tuple[str, ...]:
    """Rules that pull apart, and what to do."""
    return tuple(conflict.text for conflict in checklist.conflicts)


def finding_views(findings: Sequence[BriefFinding]) -> tuple[BriefFindingView, ...]:
    """What must be mended first."""
    order = {Severity.MUST_FIX: 0, Severity.ADVISE: 1}
    return tuple(
        BriefFindingView(
            severity="must fix" if f.severity is Severity.MUST_FIX else "advice",
            words=" ".join(f.words.split()),
            message=" ".join(t for t in (f.message, f.mark) if t),
            instead=f.instead,
            rule=f.rule_name,
        )
        for f in sorted(findings, key=lambda f: order[f.severity])
    )


def question_views(person: Person | None) -> tuple[QuestionView, ...]:
    """Questions, the most telling first; where the person's place is not sure, that first of all."""
    if person is None:
        return ()
    first = [person.place_question] if person.place_question else []
    place = [QuestionView(asks="candidate", text=text, settles=0, voluntary=False) for text in first]
    return (*place, *(_question(q) for q in person.questions))


def allowed_views(role: Role | None) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """By country, what may be asked of the right to work, and what may not."""
    if role is None:
        return ()
    return tuple(
        (
            country(a.country),
            tuple(marked(q, a.provenance.verification) for q in a.questions),
            a.never,
        )
        for a in role.allowed
    )


def employment_texts(facts: Iterable[EmploymentFacts]) -> tuple[str, ...]:
    """Notice, probation and non-compete by country, a line each."""
    out = []
    for found in facts:
        parts = (("notice", found.notice), ("probation", found.probation), ("non-compete", found.non_compete))
        said = "; ".join(f"{what}: {_rule(rule)}" for what, rule in parts)
        out.append(f"{country(found.country)}: {said}")
        out += [
            f"{country(found.country)}, from {rule.provenance.valid_from}: {_rule(rule)}"
            for rule in found.later
        ]
    return tuple(out)


def reach_views(role: Role) -> tuple[ReachView, ...]:
    """The sponsor's view: groups of origins with the routes open to them."""
    return tuple(
        ReachView(country=country(code), groups=tuple(_group(g) for g in groups))
        for code, groups in role.reach.items()
    )


def destination_views(destinations: Sequence[Destination], home: object) -> tuple[DestinationView, ...]:
    """The candidate's view, best first; the country where the person lives says so."""
    return tuple(
        DestinationView(
            country=f"{country(d.country)}{' (home)' if d.country == home else ''}",
            region=d.region,
            verdict=d.verdict.value,
            routes=_lives_there(d) if d.country == home else tuple(_opening(o) for o in _needed(d.openings)),
        )
        for d in destinations
    )


def overlap_views(overlaps: Sequence[RegionOverlap]) -> tuple[OverlapView, ...]:
    """Pairs of regions that court the same person."""
    return tuple(
        OverlapView(
            regions=" with ".join(o.regions),
            countries=_two(o.countries),
            certain=_two(o.certain) if any(o.certain) else "",
        )
        for o in overlaps
    )


def _lives_there(home: Destination) -> tuple[tuple[str, str, str], ...]:
    """Who lives in a country is not asked for a visa to it: whether they may work there is what counts."""
    free = tuple(_opening(o) for o in home.openings if o.route == "free")
    return free or ((home.verdict.value, "the person lives there; the right to work is not stated", ""),)


def _needed(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """Without the permits that nobody needs who may work in the country anyway."""
    free = tuple(o for o in openings if o.route == "free")
    return free or openings


def _duty(item: ChecklistItem) -> DutyView:
    standing = ""
    if item.standing is Standing.TREAT_AS_DUE:
        standing = item.unsettled or "treat as due"
    elif item.standing is Standing.SCHEDULED and item.begins:
        planned = {True: ", before the planned start", False: ", after the planned start"}
        standing = (
            f"from {item.begins}{planned.get(item.before_start, '') if item.before_start is not None else ''}"
        )
    return DutyView(
        due=f"by {item.due}" if item.due and item.standing is not Standing.SCHEDULED else item.due_text,
        text=" ".join(t for t in (item.text, item.mark) if t),
        rule=item.rule_name,
        standing=standing,
        why=_once(item.why),
        needs="; ".join(item.needs),
        places=", ".join(country(p) if len(p) == 2 else p for p in item.places),
        trust=item.trust.value,
        source="; ".join(item.source_titles),
    )


def _once(text: str) -> str:
    """The sentences of a text, each once."""
    return " ".join(dict.fromkeys(re.split(r"(?<=[.;]) ", text)))


def _question(question: FactQuestion) -> QuestionView:
    return QuestionView(
        asks=question.asks,
        text=question.text,
        settles=len(question.settles),
        voluntary=question.voluntary,
    )


def _rule(rule: StatedRule) -> str:
    return marked(rule.text, rule.provenance.verification)


def _group(group: OriginGroup) -> tuple[str, tuple[tuple[str, str, str], ...]]:
    names = sorted(country(code) for code in group.citizens)
    return ", ".join(names), tuple(_opening(o) for o in group.openings)


def _opening(opening: Opening) -> tuple[str, str, str]:
    return (opening.verdict.value, opening.name, sentence(opening.text))


def _two(countries: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    return " | ".join(", ".join(country(c) for c in side) or "none" for side in countries)
