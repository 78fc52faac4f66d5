"""Pieces: the passages that answer a brief's requirements, and how telling each is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from assay.domain.document import Quote
from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.domain.match import Contribution, Level, Match
from assay.domain.profile import Profile, SkillClaim
from assay.matching.plan import Plan, Row
from assay.taxonomy import Taxonomy

_SHOWN: Final = frozenset({Level.USED, Level.PRACTISED, Level.DEEP, Level.AUTHORITY})
_FIGURE: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_OWN: Final = {
    Ownership.LED: 0.5, Ownership.OWNED: 0.5, Ownership.BUILT: 0.4, Ownership.CONTRIBUTED: 0.2,
    Ownership.UNSTATED: 0.0, Ownership.ASSISTED: -0.15,
}  # fmt: skip
_TOLD: Final = 0.15
_NARROWER: Final = 0.75
"""What is left, for each step, of evidence in a skill narrower than the one asked."""

_TELLS_LITTLE: Final = 40
"""Characters below which a passage is a heading or a scrap."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage, the requirements (ids) it answers with the bits it bears, and how telling it is.

    `only[id]` is the one skill of several asked that it shows.
    """

    evidence: Evidence
    rows: Mapping[str, float]
    only: Mapping[str, str]
    telling: float

    def worth(self, told: Container[str]) -> float:
        """Bits times telling; what has been told of already counts little."""
        return self.telling * sum(bits * (_TOLD if row in told else 1.0) for row, bits in self.rows.items())


def pieces_of(match: Match, profile: Profile, plan: Plan, taxonomy: Taxonomy) -> Iterator[Piece]:
    """Every passage that answers something asked at "used" or better, with what it is worth."""
    known = _known(profile)
    parts = {p.requirement: p for p in match.contributions}
    claims = {claim.skill: claim for claim in profile.skills}
    rows: defaultdict[Quote, dict[str, float]] = defaultdict(dict)
    only: defaultdict[Quote, dict[str, str]] = defaultdict(dict)
    best: dict[Quote, Evidence] = {}
    for row in plan.rows:
        part = parts.get(row.id)
        if part is None or part.level not in _SHOWN or part.bits <= 0:
            continue
        answers = list(_answers(row, part, claims, taxonomy)) or _by_quotes(row, part, known)
        for skill, evidence, share in answers:
            quote = evidence.quote
            rows[quote][row.id] = max(rows[quote].get(row.id, 0.0), part.bits * share)
            if (asked := _asked(skill, row, taxonomy)) is not None:
                only[quote].setdefault(row.id, asked)
            kept = best.setdefault(quote, evidence)
            if len(evidence.mention.text) > len(kept.mention.text):
                best[quote] = evidence
    for quote, evidence in best.items():
        yield Piece(evidence, rows[quote], only[quote], _telling(evidence))


def _answers(
    row: Row, part: Contribution, claims: Mapping[str, SkillClaim], taxonomy: Taxonomy
) -> Iterator[tuple[str, Evidence, float]]:
    """The evidence that bears the level reached: of the strongest kind, and of nearly the depth."""
    direct = [claims[a.skill] for s in row.slots for a in s.answers if a.direct and a.skill in claims]
    if not direct:
        return
    named = {s for slot in row.slots for s in slot.skills}
    kind = max(c.kind.strength for c in direct)
    depth = max(c.depth for c in direct if c.kind.strength == kind)
    for claim in direct:
        if claim.kind.strength < kind or claim.depth < depth - 1:
            continue
        for place, evidence in enumerate(claim.evidence):
            if not _works(evidence) or evidence.kind.strength < kind:
                continue
            share = _NARROWER ** _steps(claim.skill, named, taxonomy) * (
                1.0 if claim.skill == part.skill else 0.95
            )
            yield claim.skill, evidence, share * (0.97**place)


def _steps(skill: str, named: Container[str], taxonomy: Taxonomy) -> int:
    """How many steps narrower a skill is than the nearest of those asked."""
    if skill in named:
        return 0
    wider = taxonomy.ancestors(skill) if skill in taxonomy.skills else {}
    return min((steps for s, steps in wider.items() if s in named), default=1)


def _by_quotes(
    row: Row, part: Contribution, known: Mapping[Quote, Evidence]
) -> list[tuple[str, Evidence, float]]:
    """The evidence of a row that a signal or a passage answers: what the same words say of a skill."""
    if part.skill is not None or row.degree or row.language or row.years_alone:
        return []
    if row.slots and row.signals:  # work of the sort asked, and no word of the skill it would be told under
        return []
    return [("", known[quote], 0.6) for quote in part.quotes if quote in known]


def _known(profile: Profile) -> Mapping[Quote, Evidence]:
    """Each passage with the strongest evidence that lies in it."""
    found: dict[Quote, Evidence] = {}
    for evidence in (e for claim in profile.skills for e in claim.evidence if _works(e)):
        kept = found.setdefault(evidence.quote, evidence)
        if evidence.kind.strength > kept.kind.strength:
            found[evidence.quote] = evidence
    return found


def _asked(skill: str, row: Row, taxonomy: Taxonomy) -> str | None:
    """Which of the skills asked a claim answers: itself, or the nearest wider one."""
    named = {s for slot in row.slots for s in slot.skills}
    if skill in named:
        return skill
    wider = taxonomy.ancestors(skill) if skill in taxonomy.skills else {}
    near = [(steps, s) for s, steps in wider.items() if s in named]
    return min(near)[1] if near else None


def _works(evidence: Evidence) -> bool:
    """Whether it shows work at all, in text that no finding discredits."""
    return not evidence.flagged and evidence.kind.strength >= EvidenceKind.RESEARCH.strength


def _telling(evidence: Evidence) -> float:
    """How much a passage tells among equals: figures, the own part, and being a sentence."""
    text = evidence.quote.text
    out = 1.0 + _OWN[evidence.ownership]
    out += 0.3 if _FIGURE.search(_YEAR.sub("", text)) else 0.0
    return out * (0.4 if len(text) < _TELLS_LITTLE or _is_list(text) else 1.0)


def _is_list(text: str) -> bool:
    """Whether the passage but lists names: three items or more, of two words or fewer."""
    items = re.split(r"[,;|·•]", text)
    return len(items) > 2 and len(text.split()) <= 2.2 * len(items)
