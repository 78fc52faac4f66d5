"""Targets: a role as its brief asks, or a speciality written as a brief that asks for its areas."""

from __future__ import annotations

from collections.abc import Mapping

from assay.domain.brief import Brief, Constraints, Importance, RequiredSkill, Requirement, RequirementKind
from assay.domain.profile import Signal
from assay.domain.skill import Speciality
from assay.errors import TaxonomyError
from assay.taxonomy import SpecialityProfile, Taxonomy
from assay.transfer.rules import AreaRules, Rules
from assay.transfer.values import Target, TargetKind

_TELLING = 2.0
"""Weight from which a skill may stand for an area of its speciality (1 weak, 2 telling, 3 defining)."""

_SIGNAL_TEXT = {
    Signal.PRODUCTION: "Has run systems in real use",
    Signal.PRODUCTION_ML: "Has run machine learning in production",
    Signal.SYSTEM_DESIGN: "Has designed systems at scale",
    Signal.INFRASTRUCTURE: "Has run AI infrastructure",
    Signal.COLLABORATION: "Has worked across functions",
}


def role_target(brief: Brief) -> Target:
    """The role of a brief."""
    return Target(kind=TargetKind.BRIEF, title=brief.title, brief=brief)


def speciality_target(speciality: Speciality, taxonomy: Taxonomy, rules: Rules) -> Target:
    """A speciality: its largest areas and its signals, the first areas as musts, seniority left open.

    Raises TaxonomyError where the vocabulary says nothing of the speciality.
    """
    own = taxonomy.specialities.get(speciality)
    if own is None or not own.skills:
        raise TaxonomyError([f"the vocabulary names no skills for the speciality {speciality}"])
    requirements = [
        Requirement(
            id=f"a{number}",
            text=taxonomy.skills[skill].label,
            importance=Importance.MUST if number <= rules.areas.musts else Importance.SHOULD,
            kind=RequirementKind.SKILL,
            skills=(RequiredSkill(skill=skill, label=taxonomy.skills[skill].label),),
        )
        for number, skill in enumerate(areas(own, taxonomy, rules.areas), 1)
    ]
    requirements += [
        Requirement(
            id=f"s{number}",
            text=_SIGNAL_TEXT[Signal(signal)],
            importance=Importance.SHOULD,
            kind=RequirementKind.SIGNAL,
            signals=(signal,),
        )
        for number, signal in enumerate(sorted(own.signals, key=lambda s: (-own.signals[s], s)), 1)
    ]
    brief = Brief(
        document="",
        title=own.label,
        language=None,
        speciality=speciality,
        seniority=None,
        requirements=tuple(requirements),
        constraints=Constraints(),
    )
    return Target(kind=TargetKind.SPECIALITY, title=own.label, brief=brief)


def areas(own: SpecialityProfile, taxonomy: Taxonomy, rules: AreaRules) -> tuple[str, ...]:
    """The skills that stand for the largest areas of a speciality, largest first.

    An area is a telling skill with what is narrower; what an area already taken covers counts no more.
    """
    weights = own.skills
    whole = sum(weights.values())
    covers = {
        skill: frozenset((skill, *(d for d in taxonomy.descendants(skill) if d in weights)))
        for skill, weight in sorted(weights.items())
        if weight >= _TELLING
    }
    open_areas = {s for s, covered in covers.items() if _mass(covered, weights) <= rules.widest * whole}
    left, taken = frozenset(weights), list[str]()
    while open_areas and len(taken) < rules.at_most:
        size = {s: _mass(covers[s] & left, weights) for s in open_areas}
        best = max(sorted(open_areas), key=lambda s: size[s] * weights[s])
        if size[best] < rules.least * whole:
            break
        taken.append(best)
        left -= covers[best]
        open_areas.discard(best)
    return tuple(taken) or tuple(sorted(weights, key=lambda s: (-weights[s], s))[: rules.at_most])


def _mass(skills: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights[s] for s in sorted(skills))
