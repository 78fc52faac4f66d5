"""What the title itself demands: nobody is put forward for "LLM Inference Engineer" without LLM inference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assay.domain.brief import Importance, RequiredSkill, Requirement, RequirementKind
from assay.domain.document import Quote
from assay.domain.skill import SkillKind
from assay.taxonomy import Taxonomy

MOST_TITLED = 2
"""Skills of a title that are demanded."""

_TELLING = frozenset({SkillKind.FIELD, SkillKind.METHOD, SkillKind.TOOL, SkillKind.LANGUAGE})


def with_title(
    title: str, quote: Quote, requirements: Sequence[Requirement], taxonomy: Taxonomy
) -> tuple[Requirement, ...]:
    """The requirements, led by a must for each specific skill that the title names and no must does.

    A brief in which nothing else is demanded stays without requirements.
    """
    if not requirements:
        return ()
    musts = {s.skill for r in requirements if r.importance is Importance.MUST for s in r.skills}
    made = [_demand(s, quote) for s in _named(title, taxonomy) if s.skill not in musts]
    return tuple(replace(r, id=f"r{n}") for n, r in enumerate([*made, *requirements], 1))


def _named(title: str, taxonomy: Taxonomy) -> Iterator[RequiredSkill]:
    """Skills of the title that tell people apart, each once; wide fields and branches do not."""
    names: dict[str, str] = {}
    for mention in taxonomy.find(title):
        skill = taxonomy.skills[mention.skill]
        if not skill.general and skill.kind in _TELLING:
            names.setdefault(mention.skill, title[mention.start : mention.end])
    wider = {w for s in names for w in taxonomy.ancestors(s)}
    telling = [s for s in names if s not in wider]
    for skill_id in telling[:MOST_TITLED]:
        yield RequiredSkill(
            skill=skill_id, label=taxonomy.skills[skill_id].label, wordings=(names[skill_id],)
        )


def _demand(skill: RequiredSkill, quote: Quote) -> Requirement:
    return Requirement(
        id="",
        text=skill.wordings[0],
        importance=Importance.MUST,
        kind=RequirementKind.SKILL,
        skills=(skill,),
        quotes=(quote,),
    )
