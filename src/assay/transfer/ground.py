"""Ground: one target made ready, and how any profiles stand to it by the ranking itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.domain.brief import Brief, RequiredSkill, Requirement, RequirementKind
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level, Match
from assay.domain.profile import Profile, SkillClaim
from assay.domain.skill import SkillKind
from assay.index.numbers import KIND_NUMBER
from assay.index.scoring_row import evidence_kinds
from assay.matching import Columns, MatchModel, Plan, compile_plan, evaluate, matches_of
from assay.matching.levels import ASKED, LEVELS, PRACTISED, USED
from assay.taxonomy import Taxonomy
from assay.transfer.rules import Rules
from assay.transfer.values import Target

_TOLD_BY_SIGNALS = frozenset({SkillKind.PRACTICE, SkillKind.FIELD})
"""Kinds of skill that a signal can show as well: ways of working and areas, never a tool or a law."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing asked: a requirement, or of a requirement for several skills each one by itself."""

    of: Requirement
    asked: Requirement


@dataclass(frozen=True, slots=True)
class Standing:
    """How a brief's ranking sees profiles: everyone's match, and what each requirement can earn."""

    brief: Brief
    plan: Plan

    def share(self, match: Match) -> float:
        """Share (0-1) of the requirements' bits that a match earns; title and seniority aside."""
        full = sum(row.full for row in self.plan.rows)
        earned = zip(self.plan.rows, match.contributions, strict=False)
        total = sum(min(max(part.bits, 0.0), row.full) for row, part in earned)
        return min(1.0, total / full) if full > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Ground:
    """A target with everything that judging a person against it needs.

    `role` is the brief as it stands, `opened` the same with its seniority left open, `single` the same
    taken apart into `pieces`.
    """

    target: Target
    model: MatchModel
    taxonomy: Taxonomy
    rules: Rules
    as_of: Month
    pieces: tuple[Piece, ...]
    role: Standing
    opened: Standing
    single: Standing

    @classmethod
    def of(
        cls, target: Target, *, model: MatchModel, taxonomy: Taxonomy, rules: Rules, as_of: Month
    ) -> Ground:
        """Make `target` ready."""
        brief = target.brief
        pieces = pieces_of(brief, taxonomy)

        def standing(asked: Brief) -> Standing:
            return Standing(asked, compile_plan(asked, model, taxonomy))

        return cls(
            target=target,
            model=model,
            taxonomy=taxonomy,
            rules=rules,
            as_of=as_of,
            pieces=pieces,
            role=standing(brief),
            opened=standing(replace(brief, seniority=None)),
            single=standing(replace(brief, requirements=tuple(p.asked for p in pieces), seniority=None)),
        )

    def matches(self, standing: Standing, profiles: Sequence[Profile]) -> tuple[Match, ...]:
        """The match of each profile, in the order given, as the ranking makes it."""
        numbered = [replace(p, id=f"{n:06}") for n, p in enumerate(profiles)]
        columns = Columns.from_profiles(numbered, self.taxonomy)
        scores = evaluate(standing.plan, columns, self.model, self.as_of)
        found = matches_of(standing.brief, standing.plan, columns, scores, self.model)
        by_id = {m.profile: m for m in found}
        return tuple(replace(by_id[n.id], profile=p.id) for n, p in zip(numbered, profiles, strict=True))

    def work_level(self, claim: SkillClaim) -> Level:
        """The level that the claim's best evidence reaches where any kind of work counts."""
        table = self.model.tables[_ANY]
        depth = min(max(claim.depth, 0), 5)
        kinds = [k for k in evidence_kinds(claim) if k != KIND_NUMBER[EvidenceKind.NEGATIVE]]
        return LEVELS[max((table[k][depth] for k in kinds), default=0)]

    def strength(self, level: Level) -> float:
        """What evidence of a level is worth as a start, 0-1, by the model's bits; full from "practised" on."""
        bits = self.model.level_bits
        return min(1.0, max(0.0, bits[level.rank] / bits[PRACTISED]))

    def shown_in_work(self, profile: Profile) -> tuple[tuple[SkillClaim, Level], ...]:
        """The skills of the vocabulary that the person's work shows, each with its level."""
        rated = [(c, self.work_level(c)) for c in profile.skills if c.skill in self.taxonomy.skills]
        return tuple((c, level) for c, level in rated if level.rank >= USED)


_ANY = next(n for n, asked in enumerate(ASKED) if asked == "any")


def pieces_of(brief: Brief, taxonomy: Taxonomy) -> tuple[Piece, ...]:
    """The brief taken apart: every skill of a requirement by itself, alternatives together."""
    return tuple(Piece(r, asked) for r in brief.requirements for asked in _apart(r, taxonomy))


def _apart(requirement: Requirement, taxonomy: Taxonomy) -> tuple[Requirement, ...]:
    skills = tuple(dict.fromkeys(requirement.skills))
    if not skills or _whole(requirement):
        return (requirement,)
    groups = [skills] if requirement.alternatives else [(skill,) for skill in skills]
    return tuple(
        replace(
            requirement,
            id=requirement.id if len(groups) == 1 else f"{requirement.id}.{number}",
            text=" or ".join(dict.fromkeys(s.label for s in group)),
            skills=group,
            signals=requirement.signals if _told_by_signals(group, taxonomy) else (),
        )
        for number, group in enumerate(groups, 1)
    )


def _whole(requirement: Requirement) -> bool:
    """Whether a requirement that names skills is asked as one thing: a degree, a language, a signal."""
    kind = requirement.kind
    return bool(
        kind is RequirementKind.LANGUAGE
        or (kind is RequirementKind.EDUCATION and requirement.degree_level)
        or (kind is RequirementKind.SIGNAL and requirement.signals)
    )


def _told_by_signals(skills: Sequence[RequiredSkill], taxonomy: Taxonomy) -> bool:
    known = [taxonomy.skills.get(s.skill) for s in skills]
    return all(k is not None and k.kind in _TOLD_BY_SIGNALS for k in known)
