"""Nearest specialities for a person, and the map of which speciality leads to which."""

from __future__ import annotations

from dataclasses import dataclass

from assay.domain.brief import Brief, Constraints
from assay.domain.dates import Month
from assay.domain.profile import Profile
from assay.domain.skill import Speciality
from assay.domain.transfer import SpecialityEdge
from assay.matching import Columns, MatchModel, compile_plan, evaluate, matches_of
from assay.matching.plan import SPECIALITY
from assay.taxonomy import Taxonomy
from assay.transfer.rules import Rules
from assay.transfer.values import Near

_NICHE_SKILLS = 2
"""Skills of a niche that the work must show before the person counts as coming from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A speciality on the map: its niches, what leads to it and what it leads to, best first."""

    speciality: Speciality
    label: str
    niches: tuple[str, ...]
    into: tuple[SpecialityEdge, ...]
    out: tuple[SpecialityEdge, ...]


def speciality_places(taxonomy: Taxonomy) -> tuple[Place, ...]:
    """All specialities with their edges, in the order of the vocabulary."""
    known = [s for s in Speciality if s in taxonomy.specialities]
    into = {s: taxonomy.speciality_edges_to(s) for s in known}
    every = [e for edges in into.values() for e in edges]
    return tuple(
        Place(
            speciality=s,
            label=taxonomy.specialities[s].label,
            niches=tuple(n.label for n in taxonomy.specialities[s].niches),
            into=tuple(sorted(into[s], key=_best_first)),
            out=tuple(sorted((e for e in every if e.source is s), key=_best_first)),
        )
        for s in known
    )


def nearest(
    profile: Profile,
    shown: frozenset[str],
    *,
    model: MatchModel,
    taxonomy: Taxonomy,
    rules: Rules,
    as_of: Month,
) -> tuple[Near, ...]:
    """The specialities nearest to what the person does, but for their own, by what the ranking gives.

    `shown` are the skills that the person's work shows.
    """
    columns = Columns.from_profiles([profile], taxonomy)
    found = []
    for speciality, data in taxonomy.specialities.items():
        if speciality is profile.speciality or not data.skills:
            continue
        brief = _only_speciality(speciality, data.label)
        plan = compile_plan(brief, model, taxonomy)
        match = matches_of(brief, plan, columns, evaluate(plan, columns, model, as_of), model)[0]
        part = next(p for p in match.contributions if p.requirement == SPECIALITY)
        fit = part.bits / (model.speciality.bits * plan.speciality.weight)
        if fit < rules.nearest_least or not part.quotes:
            continue
        edge = leading_edge(profile.speciality, speciality, shown, taxonomy)
        skill = taxonomy.skills.get(part.skill or "")
        found.append(
            Near(
                speciality=speciality,
                label=data.label,
                fit=min(1.0, fit),
                edge=edge,
                reason=_reason(edge, skill.label if skill else ""),
                quotes=part.quotes,
            )
        )
    found.sort(key=lambda n: (-n.fit, n.speciality))
    return tuple(found[: rules.nearest_at_most])


def niches_of(speciality: Speciality, shown: frozenset[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Labels of the niches of a speciality that the skills shown in work belong to."""
    data = taxonomy.specialities.get(speciality)
    if data is None:
        return ()

    def held(skill: str) -> bool:
        return skill in shown or any(d in shown for d in taxonomy.descendants(skill))

    return tuple(n.label for n in data.niches if sum(map(held, n.skills)) >= _NICHE_SKILLS)


def leading_edge(
    source: Speciality, target: Speciality, shown: frozenset[str], taxonomy: Taxonomy
) -> SpecialityEdge | None:
    """The best edge from a speciality to another for somebody whose work shows `shown`, niches included."""
    niches = niches_of(source, shown, taxonomy)
    edges = taxonomy.speciality_edges_to(target)
    own = [e for e in edges if e.source is source and (e.niche is None or e.niche in niches)]
    return min(own, key=_best_first, default=None)


def _best_first(edge: SpecialityEdge) -> tuple[float, str, str, str]:
    return -edge.credit, edge.source, edge.niche or "", edge.target


def _reason(edge: SpecialityEdge | None, worked: str) -> str:
    parts = [edge.reason.rstrip(".") if edge else "", f"work shown in {worked}" if worked else ""]
    told = "; ".join(p for p in parts if p)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _only_speciality(speciality: Speciality, label: str) -> Brief:
    return Brief(
        document="",
        title=label,
        language=None,
        speciality=speciality,
        seniority=None,
        requirements=(),
        constraints=Constraints(),
    )
