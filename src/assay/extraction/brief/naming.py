"""The skills that a demand names or clearly describes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.brief import RequiredSkill
from assay.domain.skill import SkillKind
from assay.extraction.brief.pieces import Piece
from assay.taxonomy import Mention, Taxonomy

MOST_NAMED = 10
"""Skills kept of one demand; a longer list says that no one of them counts."""

_OR = re.compile(
    r"(?<!\w)(?:or(?! more| less| above| higher)|and/or|oder(?! mehr)|ou(?! plus| mais)|o|oppure|lub(?! wiecej)|albo|of(?= x)|such as|e\.g|like|similar|equivalent|one of|any of|either|including|z\.b|par exemple|wie|comme|como|ad esempio|bijvoorbeeld|np)(?!\w)|/"
)
_VAGUE = frozenset({"artificial-intelligence", "software-engineering", "data-science"})


@dataclass(frozen=True, slots=True)
class Named:
    """Skills of a demand; `either` where any one is enough."""

    skills: tuple[RequiredSkill, ...]
    either: bool


def named_in(piece: Piece, taxonomy: Taxonomy) -> Named:
    """The skills of a piece: names of the vocabulary."""
    either = _any_is_enough(piece, piece.mentions)
    wording = {m.skill: piece.sentence.text[m.start : m.end] for m in reversed(piece.mentions)}
    skills = [
        RequiredSkill(skill=s, label=taxonomy.skills[s].label, wording=wording.get(s, ""))
        for s in _telling(piece.named, taxonomy, keep_wider=either)
    ]
    return Named(tuple(skills[:MOST_NAMED]), either)


def _telling(named: Sequence[str], taxonomy: Taxonomy, *, keep_wider: bool) -> list[str]:
    """Skills named, the vague words of the trade only where nothing else is named.

    Of a wider skill beside its narrower ones the narrower are meant, unless any one is enough.
    """
    telling = [s for s in named if s not in _VAGUE and taxonomy.skills[s].kind is not SkillKind.DOMAIN]
    if not telling:
        return list(named[:3])
    wider = set() if keep_wider else {w for s in telling for w in taxonomy.ancestors(s)}
    return [s for s in telling if s not in wider or len(telling) == 1]


def _any_is_enough(piece: Piece, mentions: Sequence[Mention]) -> bool:
    """Whether the words between and around the mentions say "or"."""
    if len(mentions) < 2:
        return False
    low, high = max(piece.start, mentions[0].start - 30), min(piece.end, mentions[-1].end + 24)
    text = list(piece.sentence.folded[low:high])
    for mention in mentions:
        for at in range(max(mention.start, low), min(mention.end, high)):
            text[at - low] = "x"
    return bool(_OR.search("".join(text)))
