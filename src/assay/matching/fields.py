"""Fields: what a brief is about, as shares of specialities.

A title such as "ML engineer" says little of what is asked; the skills do. So a brief has a share of
every speciality whose defining skills it asks for, beside the one that its title gave.
"""

from __future__ import annotations

from typing import Final

from assay.domain.brief import Brief, Importance
from assay.domain.skill import Speciality
from assay.matching.model import SpecialityWeights
from assay.taxonomy import Taxonomy

_IMPORTANCE: Final = {Importance.MUST: 1.0, Importance.SHOULD: 0.7, Importance.NICE: 0.3}
_DEFINING: Final = 3.0
"""The weight of a skill that defines a speciality; weaker ones count less than in proportion."""

_POWER: Final = 1.5
_GENERAL: Final = frozenset(
    {Speciality.ML_ENGINEERING, Speciality.RESEARCH, Speciality.SOFTWARE_OTHER, Speciality.NON_TECH}
)
"""Families whose titles are said of every other one too ("ML engineer", "software engineer")."""

_WIDER: Final = 0.5
"""What a skill counts for a speciality that only a wider skill speaks for."""


def shares_of(
    brief: Brief, rule: SpecialityWeights, taxonomy: Taxonomy
) -> tuple[tuple[Speciality, float], ...]:
    """The fields of `brief` with their shares (together 1), the largest first; small ones are left out."""
    weights = _asked(brief, taxonomy)
    whole = sum(weights.values())
    told = rule.general_title_share if brief.speciality in _GENERAL else rule.title_share
    title = told if whole else 1.0
    shares = {s: (1.0 - title) * weight / whole for s, weight in weights.items() if whole}
    shares[brief.speciality] = shares.get(brief.speciality, 0.0) + title
    kept = {s: share for s, share in shares.items() if share >= rule.least_share or s is brief.speciality}
    total = sum(kept.values())
    order = list(Speciality)
    return tuple(
        sorted(((s, v / total) for s, v in kept.items()), key=lambda row: (-row[1], order.index(row[0])))
    )


def _asked(brief: Brief, taxonomy: Taxonomy) -> dict[Speciality, float]:
    """How far the skills asked speak for each speciality: by importance, and by how much they tell."""
    weights: dict[Speciality, float] = {}
    for requirement in brief.requirements:
        share = _IMPORTANCE[requirement.importance] / max(1, len(requirement.skills))
        for asked in requirement.skills:
            if asked.skill in taxonomy.skills:
                for speciality, said in _said(asked.skill, taxonomy).items():
                    weights[speciality] = weights.get(speciality, 0.0) + share * said
    return {s: weight for s, weight in weights.items() if weight > 0}


def _said(skill: str, taxonomy: Taxonomy) -> dict[Speciality, float]:
    """What one skill says for each speciality, 0-1."""
    wider = taxonomy.ancestors(skill)
    out: dict[Speciality, float] = {}
    for speciality, profile in taxonomy.specialities.items():
        own = profile.skills.get(skill, 0.0)
        best = max((_WIDER * profile.skills.get(w, 0.0) for w in wider), default=0.0)
        out[speciality] = (max(own, best) / _DEFINING) ** _POWER * (0.2 + 0.8 * taxonomy.information(skill))
    return out
