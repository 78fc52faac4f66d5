"""A career as a whole: speciality, relevant years and seniority, each with the words that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.document import Quote
from assay.domain.profile import SignalClaim, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.extraction.layout import CvLayout
from assay.extraction.seniority import seniority_features, seniority_of, seniority_words
from assay.extraction.speciality import speciality_chances, speciality_words
from assay.extraction.tenure import relevance_of, relevant_years
from assay.taxonomy import Taxonomy

_SHOWN_FROM = 0.02
"""Share from which a speciality is named beside the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """The judgement with its words. `scores` are chances of the specialities, largest first, 0-1."""

    speciality: Speciality
    speciality_evidence: tuple[Quote, ...]
    scores: tuple[tuple[Speciality, float], ...]
    seniority: Seniority
    seniority_evidence: tuple[Quote, ...]
    years_relevant: float


def judge_career(
    layouts: Sequence[CvLayout],
    claims: Sequence[SkillClaim],
    signals: Sequence[SignalClaim],
    taxonomy: Taxonomy,
) -> Career:
    """Judge a candidate's career from roles, skill claims and signals; blanked text holds no roles."""
    roles = [(role, layout) for layout in layouts for role in layout.experience]
    chances = speciality_chances(roles, claims, taxonomy, layouts)
    ranked = sorted(chances.items(), key=lambda c: (-c[1], list(Speciality).index(c[0])))
    best = ranked[0][0] if ranked else Speciality.NON_TECH
    relevance = relevance_of(roles, claims, best, taxonomy)
    years = relevant_years(roles, relevance, layouts)
    features = seniority_features(roles, claims, signals, years, relevance)
    return Career(
        speciality=best,
        speciality_evidence=speciality_words(roles, claims, taxonomy.specialities[best]) if ranked else (),
        scores=tuple((s, round(p, 4)) for s, p in ranked if p >= _SHOWN_FROM),
        seniority=seniority_of(features),
        seniority_evidence=seniority_words(roles, relevance),
        years_relevant=round(years, 1),
    )
