"""The skills that a demand names or clearly describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.domain.brief import RequiredSkill
from assay.domain.skill import SkillKind
from assay.extraction.brief.facts import degree_asked
from assay.extraction.brief.opens import Span, open_names, open_phrase
from assay.extraction.brief.pieces import Piece
from assay.extraction.brief.tables import described, linked_names
from assay.taxonomy import Taxonomy, folded

MOST_NAMED, MOST_DESCRIBED = 10, 3
"""Skills kept of one demand; a longer list says that no one of them counts."""

_OR = re.compile(
    r"(?<!\w)(?:or(?! more| less| above| higher| equivalent)|and/or|oder(?! mehr)|ou(?! plus| mais)|o|oppure|lub(?! wiecej)|albo|of(?= x)|such as|e\.g|like|similar|equivalent|one of|any of|either|including|z\.b|par exemple|wie|comme|como|ad esempio|bijvoorbeeld|zoals|np)(?!\w)|/"
)
_VAGUE = frozenset({"artificial-intelligence"})
_ROLE = re.compile(
    r"^\s?(?:s\b|engineers?|scientists?|developers?|teams?|people|folks|colleagues|experts?|practitioners?|leads?)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Skills of a demand; `either` where any one is enough."""

    skills: tuple[RequiredSkill, ...]
    either: bool


def named_in(piece: Piece, taxonomy: Taxonomy) -> Named:
    """The skills of a piece: names of the vocabulary, skills described, names that the vocabulary lacks.

    Where there are none of these, the phrase behind "knowledge of" stands for itself.
    """
    found = [*_linked(piece, taxonomy)]
    covered = [(m.start, m.end) for m in piece.mentions]
    opens = list(open_names(piece, covered))
    either = _any_is_enough(piece, [*covered, *(span for span, _ in opens)])
    named = {s.skill for s in found}
    for skill in _described(piece, taxonomy):
        if skill.skill not in named:
            named.add(skill.skill)
            found.append(skill)
    found += [_open(name) for _, name in opens]
    if not found and not piece.language and not degree_asked(piece.text):
        phrase = open_phrase(piece)
        found += [_open(phrase)] if phrase else []
    return Named(tuple({s.skill: s for s in reversed(found)}.values())[::-1][:MOST_NAMED], either)


def _open(name: str) -> RequiredSkill:
    return RequiredSkill(skill=f"~{' '.join(name.lower().split())}", label=name)


def _linked(piece: Piece, taxonomy: Taxonomy) -> Iterator[RequiredSkill]:
    """Skills named: words for people ("the data scientists") name none, vague words none beside others.

    A line of business counts where no skill stands beside it.
    """
    names: dict[str, str] = {}
    for mention in piece.mentions:
        if not _ROLE.match(piece.sentence.folded[mention.end : mention.end + 16]):
            names.setdefault(mention.skill, piece.sentence.text[mention.start : mention.end])
    telling = [s for s in names if s not in _VAGUE and taxonomy.skills[s].kind is not SkillKind.DOMAIN]
    for skill in telling or list(names)[:3]:
        yield RequiredSkill(
            skill=skill, label=taxonomy.skills[skill].label, wording=" ".join(names[skill].split())
        )


def _described(piece: Piece, taxonomy: Taxonomy) -> Iterator[RequiredSkill]:
    """Skills that the words describe, at most MOST_DESCRIBED, in the order of the text."""
    hits = [(m.start(), name) for name, pattern in described().items() if (m := pattern.search(piece.text))]
    for _, name in sorted(hits)[:MOST_DESCRIBED]:
        found = taxonomy.skills.get(linked_names().get(name, "")) or taxonomy.lookup(name)
        if found is None:
            yield _open(name)
        else:
            wording = "" if folded(found.label) == folded(name) else name
            yield RequiredSkill(skill=found.id, label=found.label, wording=wording)


def _any_is_enough(piece: Piece, spans: Sequence[Span]) -> bool:
    """Whether the words between and around the names say "or"."""
    if len(spans) < 2:
        return False
    ordered = sorted(spans)
    low, high = max(piece.start, ordered[0][0] - 30), min(piece.end, ordered[-1][1] + 24)
    text = list(piece.sentence.folded[low:high])
    for start, end in ordered:
        for at in range(max(start, low), min(end, high)):
            text[at - low] = "x"
    return bool(_OR.search("".join(text)))
