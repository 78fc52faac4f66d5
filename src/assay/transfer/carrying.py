"""What carries over and what is missing: each thing asked beside what the documents show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assay.domain.brief import Requirement, RequirementKind
from assay.domain.document import Quote, Span
from assay.domain.match import Contribution, Level, Match
from assay.domain.profile import Profile, Signal, SkillClaim
from assay.domain.skill import SkillKind
from assay.domain.transfer import TransferPath
from assay.index.scoring_row import evidence_kinds, evidence_quotes, role_quotes, seniority_quotes
from assay.matching.contributions import MAX_QUOTE
from assay.matching.levels import PRACTISED, USED
from assay.matching.plan import SENIORITY
from assay.transfer.ground import Ground, Piece
from assay.transfer.values import Carried, Gap, GapSort

QUOTES = 2
"""Quotes kept for one skill held."""

_ENOUGH = 0.25
"""Years that may lack without being told: periods are known to the month at best."""

_BEYOND: Final = {
    GapSort.YEARS: "Years pass at their own pace; no plan shortens them.",
    GapSort.DEGREE: "A degree takes years; ask whether work of equal weight is enough.",
    GapSort.LANGUAGE: "Not stated; ask. A new language for work takes years.",
    GapSort.OPEN: "Outside the vocabulary, so nothing can be estimated; ask for an example.",
}
_OWN_WORDS: Final = frozenset({Level.LISTED, Level.THEORY, Level.DENIED})


@dataclass(frozen=True, slots=True)
class Held:
    """A skill to start from, shown by the person's work (`claim`) or learned in an earlier `step`."""

    skill: str
    label: str
    strength: float
    claim: SkillClaim | None = None
    step: int | None = None

    def quotes(self) -> tuple[Quote, ...]:
        """The strongest words for it; none for what is still to be learned."""
        return work_quotes(self.claim) if self.claim else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What carries over and what is missing, in the order of the brief."""

    carried: tuple[Carried, ...]
    gaps: tuple[Gap, ...]


def held_skills(profile: Profile, ground: Ground) -> dict[str, Held]:
    """What the person's work shows, by skill."""
    return {
        claim.skill: Held(claim.skill, claim.label, ground.strength(level), claim)
        for claim, level in ground.shown_in_work(profile)
    }


def best_path(
    skill: str, held: Mapping[str, Held], ground: Ground, prefer: str | None = None
) -> tuple[Held, TransferPath] | None:
    """The skill held that answers best for `skill`, and the path; `prefer` wins where it leads there."""
    paths = ground.taxonomy.transfers_to(skill) if skill in ground.taxonomy.skills else {}
    usable = [
        (held[source], path)
        for source, path in paths.items()
        if source in held and path.credit >= ground.rules.least_credit
    ]
    if not usable:
        return None
    return max(
        sorted(usable, key=lambda row: row[0].skill),
        key=lambda row: (row[0].skill == prefer, row[1].credit * row[0].strength, row[1].credit),
    )


def read(profile: Profile, single: Match, role: Match, held: Mapping[str, Held], ground: Ground) -> Reading:
    """Everything asked, as carried over or as a gap; what is only near stands in both.

    `single` is the match against the brief taken apart, `role` that against the brief as it stands.
    """
    carried: list[Carried] = []
    gaps: list[Gap] = []
    full = {row.id: row.full for row in ground.single.plan.rows}
    for piece, part in zip(ground.pieces, single.contributions, strict=False):
        if _met(piece.asked, part, ground):
            carried.append(_direct(piece, part, full[part.requirement], ground))
            gaps += _years_gap(profile, piece, part)
            continue
        gap = _gap(profile, piece, part, ground)
        gaps.append(gap)
        if gap.sort is GapSort.SKILL and (near := _through(piece, part, held, ground)):
            carried.append(near)
    gaps += _seniority_gap(profile, role, ground)
    return Reading(tuple(carried), tuple({g.id: g for g in reversed(gaps)}.values())[::-1])


def carried_share(reading: Reading, ground: Ground) -> float:
    """Share (0-1) of what is asked that carries over, each thing by its bits in the ranking."""
    full = {row.id: row.full for row in ground.single.plan.rows}
    whole = sum(full.values())
    credit: dict[str, float] = {}
    for part in reading.carried:
        credit[part.requirement] = max(part.credit, credit.get(part.requirement, 0.0))
    return sum(full[r] * credit.get(r, 0.0) for r in full) / whole if whole > 0 else 0.0


def work_quotes(claim: SkillClaim) -> tuple[Quote, ...]:
    """The quotes of the claim's strongest evidence that no finding discredits."""
    kinds = evidence_kinds(claim)
    found = evidence_quotes(claim, kinds[0]) if kinds else ()
    return tuple(_cut(q) for q in dict.fromkeys(found))[:QUOTES]


def _met(asked: Requirement, part: Contribution, ground: Ground) -> bool:
    least = Level.THEORY.rank if _is_credential(asked, ground) else USED
    if asked.years and _years_alone(asked):
        least = PRACTISED
    return part.level.rank >= least and part.level is not Level.ADJACENT


def _is_credential(asked: Requirement, ground: Ground) -> bool:
    known = [ground.taxonomy.skills.get(s.skill) for s in asked.skills]
    return bool(known) and all(k is not None and k.kind is SkillKind.CREDENTIAL for k in known)


def _years_alone(asked: Requirement) -> bool:
    return not (asked.skills or asked.signals or asked.degree_level or asked.language)


def _direct(piece: Piece, part: Contribution, full: float, ground: Ground) -> Carried:
    credit = 1.0
    if part.skill is None and full > 0:  # similar words, signals and degrees: as far as they earn like "used"
        bits = ground.model.level_bits
        credit = min(1.0, max(0.0, part.bits / full * bits[Level.DEEP.rank] / bits[USED]))
    return Carried(
        requirement=piece.asked.id,
        asked=piece.asked.text,
        importance=piece.of.importance,
        level=part.level,
        credit=credit,
        label=part.label,
        held=part.skill,
        path=None,
        quotes=part.quotes,
    )


def _through(piece: Piece, part: Contribution, held: Mapping[str, Held], ground: Ground) -> Carried | None:
    prefer = part.skill if part.level is Level.ADJACENT else None
    found = [f for s in piece.asked.skills if (f := best_path(s.skill, held, ground, prefer))]
    if not found:
        return None
    have, path = max(found, key=lambda row: row[1].credit * row[0].strength)
    return Carried(
        requirement=piece.asked.id,
        asked=piece.asked.text,
        importance=piece.of.importance,
        level=Level.ADJACENT,
        credit=path.credit * have.strength,
        label=f"{piece.asked.text}: not shown itself; partly carried over from {have.label}",
        held=have.skill,
        path=path,
        quotes=have.quotes(),
    )


def _gap(profile: Profile, piece: Piece, part: Contribution, ground: Ground) -> Gap:
    sort = sort_of(piece.asked, ground)
    lacking = tuple(
        Signal(s) for s in piece.asked.signals if _signal_level(profile, s) < ground.rules.reach_signal
    )
    return Gap(
        id=piece.asked.id,
        requirement=piece.of.id,
        asked=piece.asked.text,
        importance=piece.of.importance,
        sort=sort,
        level=part.level,
        label=part.label,
        skills=tuple(s.skill for s in piece.asked.skills if s.skill in ground.taxonomy.skills)
        if sort is GapSort.SKILL
        else (),
        signals=(lacking or tuple(map(Signal, piece.asked.signals))) if sort is GapSort.SIGNAL else (),
        beyond=_BEYOND.get(sort),
        quotes=part.quotes if part.level in _OWN_WORDS or sort in _BEYOND else (),
    )


def _signal_level(profile: Profile, name: str) -> int:
    claim = profile.signal(Signal(name))
    return claim.level if claim and claim.quotes else 0


def sort_of(asked: Requirement, ground: Ground) -> GapSort:
    """What sort of thing is missing where `asked` is not met."""
    if asked.kind is RequirementKind.LANGUAGE or asked.language:
        return GapSort.LANGUAGE
    if asked.degree_level or (asked.kind is RequirementKind.EDUCATION and not asked.skills):
        return GapSort.DEGREE
    if asked.signals and (asked.kind is RequirementKind.SIGNAL or not asked.skills):
        return GapSort.SIGNAL
    if any(s.skill in ground.taxonomy.skills for s in asked.skills):
        return GapSort.SKILL
    return GapSort.YEARS if asked.years and _years_alone(asked) else GapSort.OPEN


def _years_gap(profile: Profile, piece: Piece, part: Contribution) -> list[Gap]:
    asked = piece.of.years
    if not asked or not part.skill:
        return []
    claim = next((c for c in profile.skills if c.skill == part.skill), None)
    have = max((claim.months or 0) / 12.0 if claim else 0.0, profile.years_relevant)
    if have + _ENOUGH >= asked:
        return []
    return [
        Gap(
            id=f"{piece.of.id}-years",
            requirement=piece.of.id,
            asked=f"{asked:g} years: {piece.asked.text}",
            importance=piece.of.importance,
            sort=GapSort.YEARS,
            level=part.level,
            label=f"{asked:g} years asked, about {have:.1f} shown",
            beyond=_BEYOND[GapSort.YEARS],
            quotes=tuple(_cut(q) for q in role_quotes(profile)[:QUOTES]) or part.quotes,
        )
    ]


def _seniority_gap(profile: Profile, role: Match, ground: Ground) -> list[Gap]:
    asked = ground.target.brief.seniority
    quotes = tuple(_cut(q) for q in seniority_quotes(profile)[:QUOTES])
    below = asked.rank - profile.seniority.rank if asked else 0
    if asked is None or (below <= 0 and quotes):
        return []
    part = next((p for p in role.contributions if p.requirement == SENIORITY), None)
    years = ground.rules.seniority_years.scaled(max(below, 1))
    steps = "one level" if below == 1 else f"{below} levels"
    told = (
        f"{steps.capitalize()} below: usually {years.low:g} to {years.high:g} years (our estimate), "
        "which no plan promises; open the role lower, or give scope step by step."
        if quotes
        else "No role is stated from which a level could be told; ask."
    )
    return [
        Gap(
            id=SENIORITY,
            requirement=SENIORITY,
            asked=f"Seniority: {asked}",
            importance=None,
            sort=GapSort.SENIORITY,
            level=part.level if part else Level.NOT_STATED,
            label=f"Seniority: {profile.seniority} shown, {asked} asked"
            if quotes
            else "Seniority: not stated",
            beyond=told,
            quotes=quotes,
        )
    ]


def _cut(quote: Quote) -> Quote:
    if len(quote.text) <= MAX_QUOTE:
        return quote
    span = Span(quote.span.start, quote.span.start + MAX_QUOTE)
    return Quote(quote.document, span, quote.text[:MAX_QUOTE])
