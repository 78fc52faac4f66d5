"""Weighing: a person's skills as a vector, by evidence shown and by how specific each skill is.

A skill weighs the bits that its best evidence earns in the matching model, as a share of "deep", times its
intrinsic information content in the taxonomy (Seco, Veale and Hayes 2004), so that the weight depends on the
vocabulary and never on the pool.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assay.domain.brief import EvidenceAsked
from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.domain.profile import Profile, SkillClaim
from assay.index.numbers import KIND_NUMBER, KINDS
from assay.index.scoring_row import evidence_kinds, evidence_quotes
from assay.matching.levels import ASKED, KIND_WORDS, LEVEL_NUMBER, LEVEL_WORDS
from assay.matching.model import MatchModel
from assay.matching.quoting import shown
from assay.taxonomy import Taxonomy

WIDER: Final = 0.7
"""What is left of a skill's weight with each step to a wider one."""

GENERAL: Final = 0.2
"""Factor for skills that do not tell people of the field apart: office tools, industries."""

UNLINKED: Final = 0.5
"""Specificity of a term that the vocabulary lacks."""

_ANY: Final = ASKED.index(EvidenceAsked.ANY)
_LISTED: Final = KIND_NUMBER[EvidenceKind.LISTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSkill:
    """A skill as one person's documents show it. `label` tells how well; `quotes` are the words."""

    skill: str
    label: str
    kind: EvidenceKind
    depth: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Vector:
    """Weight by skill, the claim (its place) that gave it, and the vector's length."""

    weights: Mapping[str, float]
    claims: Mapping[str, int]
    length: float


class Weigher:
    """Weighs a person's skills by vocabulary and model."""

    def __init__(self, taxonomy: Taxonomy, model: MatchModel) -> None:
        self._taxonomy, self._model = taxonomy, model
        deep = model.level_bits[LEVEL_NUMBER[Level.DEEP]]
        self._strengths = [
            [max(0.0, model.level_bits[level]) / deep for level in by_depth]
            for by_depth in model.tables[_ANY]
        ]
        self._specificity: dict[str, float] = {}
        self._reached: dict[str, tuple[tuple[str, float], ...]] = {}

    def vector(self, profile: Profile) -> Vector:
        """The weighted skills of a profile, wider ones with what is left of the narrower."""
        weights: dict[str, float] = {}
        claims: dict[str, int] = {}
        for place, claim in enumerate(profile.skills):
            strength = self.strength(claim)
            if strength <= 0:
                continue
            for skill, share in self._reach(claim.skill):
                weight = strength * share
                if weight > weights.get(skill, 0.0):
                    weights[skill], claims[skill] = weight, place
        return Vector(weights, claims, math.sqrt(math.fsum(w * w for w in weights.values())))

    def strength(self, claim: SkillClaim) -> float:
        """What the claim's best evidence earns, as a share of "deep"; nothing where it is denied."""
        depth = min(max(claim.depth, 0), 5)
        return max([self._strengths[kind][depth] for kind in evidence_kinds(claim)], default=0.0)

    def specificity(self, skill: str) -> float:
        """0-1: one for a skill with nothing narrower, less the more of the vocabulary lies below it."""
        if skill not in self._specificity:
            self._specificity[skill] = self._content(skill)
        return self._specificity[skill]

    def label(self, skill: str) -> str:
        """The skill's name for people."""
        entry = self._taxonomy.skills.get(skill)
        return entry.label if entry else skill.lstrip("~")

    def shown(self, profile: Profile, place: int) -> ShownSkill:
        """A claim with its strongest evidence in words."""
        claim = profile.skills[place]
        table = self._model.tables[_ANY]
        depth = min(max(claim.depth, 0), 5)
        kind = max(evidence_kinds(claim), key=lambda k: self._model.level_bits[table[k][depth]])
        level = LEVEL_WORDS[table[kind][depth]]
        how = level if kind == _LISTED else f"{level}, {KIND_WORDS[kind]}"
        return ShownSkill(
            skill=claim.skill,
            label=f"{claim.label}: {how}",
            kind=KINDS[kind],
            depth=claim.depth,
            quotes=shown(evidence_quotes(claim, kind), 2),
        )

    def _reach(self, skill: str) -> tuple[tuple[str, float], ...]:
        """The skill and all wider ones, each with the share of the strength that it is given."""
        if skill not in self._reached:
            steps = {skill: 0, **self._taxonomy.ancestors(skill)}
            self._reached[skill] = tuple((s, self.specificity(s) * WIDER**n) for s, n in steps.items())
        return self._reached[skill]

    def _content(self, skill: str) -> float:
        entry = self._taxonomy.skills.get(skill)
        if entry is None:
            return UNLINKED
        size = max(2, len(self._taxonomy.skills))
        content = 1.0 - math.log(1 + len(self._taxonomy.descendants(skill))) / math.log(size)
        return content * (1.0 if entry.salient else GENERAL)
