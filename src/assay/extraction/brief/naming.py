"""The skills that a demand names or clearly describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assay.domain.brief import RequiredSkill
from assay.domain.skill import SkillKind
from assay.extraction.brief.facts import language_name, languages_named
from assay.extraction.brief.opens import Span, open_names, open_phrase
from assay.extraction.brief.pieces import Piece
from assay.extraction.brief.tables import described, linked_names
from assay.taxonomy import Taxonomy, folded

MOST_NAMED, MOST_WEIGHED, MOST_DESCRIBED = 10, 8, 3
"""Skills kept of one demand; a longer list says that no one of them counts."""

_OR = re.compile(
    r"(?<!\w)(?:or(?! more| less| above| higher| equivalent)|and/or|oder(?! mehr)|ou(?! plus| mais)|o|oppure|lub(?! wiecej)|albo|of(?= x)|such as|e\.g|like|similar|equivalent|one of|any of|either|including|z\.b|par exemple|wie|comme|como|ad esempio|bijvoorbeeld|zoals|np)(?!\w)|/"
)
_VAGUE = frozenset({"artificial-intelligence", "software-engineering", "data-science"})
_WIDE = _VAGUE | {"machine-learning", "deep-learning"}
"""Fields that a demand names beside what it describes ("efficient inference of machine learning models")."""

_ROLE = re.compile(
    r"^\s?(?:s\b|engineers?|scientists?|developers?|teams?|people|folks|colleagues|experts?|practitioners?|leads?)\b"
)

_IDIOM = re.compile(
    r"(?:in-office|high|positive|boundless|infectious|creative|bring\w*|your|with|of|and|more|the) energy(?! (?:sector|market|compan|trad|system|data|storage|industr|domain|model|forecast|grid|effic))"
)
"""Energy that is a mood, not a branch."""

_PEOPLE = re.compile(
    r"(?:managers|lawyers|engineers|scientists|developers|analysts|researchers)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Named:
    """Skills of a demand: those to weigh, and others that its words name or describe beside them.

    `either` where any one is enough.
    """

    skills: tuple[RequiredSkill, ...]
    also: tuple[RequiredSkill, ...]
    either: bool


def named_in(piece: Piece, taxonomy: Taxonomy) -> Named:
    """The skills of a piece: names of the vocabulary, skills described, names that the vocabulary lacks.

    The surest kind is weighed: names of the vocabulary; else what is described, unless it is too general to
    tell people apart; else open names; else the phrase behind "knowledge of".
    """
    covered = [(m.start, m.end) for m in piece.mentions]
    opens = list(open_names(piece, covered))
    either = _any_is_enough(piece, [*covered, *(span for span, _ in opens)])
    linked = list(_linked(piece, taxonomy))
    described = list(_described(piece, taxonomy))
    outside = [_open(name) for _, name in opens]
    if piece.language:
        outside += [_open(language_name(code)) for code in languages_named(piece.text)]
    if not (linked or described or outside or piece.language or piece.degree):
        phrase = open_phrase(piece)
        outside = [_open(phrase)] if phrase else []
    found = _distinct([*linked, *described, *outside])[:MOST_NAMED]
    if (piece.degree and not piece.years) or (piece.language and not linked):
        return Named((), found, either)
    counted = _counted([s.skill for s in linked], taxonomy, keep_wider=either)
    known = (taxonomy.skills[s.skill] for s in described if s.skill in taxonomy.skills)
    telling = [s.id for s in known if not s.general]
    weighed = set(counted or telling or [s.skill for s in outside])
    if set(counted) <= _WIDE:
        weighed |= set(telling)
    return Named(
        tuple(s for s in found if s.skill in weighed),
        tuple(s for s in found if s.skill not in weighed),
        either,
    )


def _distinct(skills: Sequence[RequiredSkill]) -> tuple[RequiredSkill, ...]:
    """Each skill once, with all names it was given."""
    out: dict[str, RequiredSkill] = {}
    for skill in skills:
        known = out.get(skill.skill)
        out[skill.skill] = (
            skill if known is None else replace(known, wordings=(*known.wordings, *skill.wordings))
        )
    return tuple(out.values())


def _counted(named: Sequence[str], taxonomy: Taxonomy, *, keep_wider: bool) -> list[str]:
    """Of the skills named, those to weigh: vague words of the trade only where nothing else is named.

    Of a wider skill beside its narrower ones the narrower are meant, unless any one is enough.
    """
    telling = [s for s in named if s not in _VAGUE and taxonomy.skills[s].kind is not SkillKind.DOMAIN]
    if not telling:
        return list(named[:3])
    wider = set() if keep_wider else {w for s in telling for w in taxonomy.ancestors(s)}
    return [s for s in telling if s not in wider or len(telling) == 1][:MOST_WEIGHED]


def _open(name: str) -> RequiredSkill:
    return RequiredSkill(skill=f"~{' '.join(name.lower().split())}", label=name)


def _linked(piece: Piece, taxonomy: Taxonomy) -> Iterator[RequiredSkill]:
    """Skills named; words for people ("the data scientists", "lawyers") name none."""
    names: dict[str, str] = {}
    for mention in piece.mentions:
        words = " ".join(piece.sentence.text[mention.start : mention.end].split())
        after = piece.sentence.folded[mention.end : mention.end + 16]
        if not (
            _ROLE.match(after)
            or _PEOPLE.search(words)
            or _is_employer(words, piece.sentence.document.text)
            or _is_mood(piece, mention.start, mention.end)
        ):
            names.setdefault(mention.skill, words)
    for skill, words in names.items():
        yield RequiredSkill(skill=skill, label=taxonomy.skills[skill].label, wordings=(words,))


def _is_mood(piece: Piece, start: int, end: int) -> bool:
    return any(m.end() == end for m in _IDIOM.finditer(piece.sentence.folded, max(0, start - 24)))


@lru_cache(maxsize=256)
def _is_employer(words: str, text: str) -> bool:
    """Whether the brief calls its own employer so ("At Rowan, we ...", "About Rowan"): no skill is meant then."""
    if not words[:1].isupper():
        return False
    name = re.escape(words)
    said = re.findall(
        rf"(?:\b(?:At|at) {name}(?=,? (?:we|you|our)\b)|^\W*(?:About|Why|Working at|Life at|Join) {name}\W*$|^{name} (?:is|was) (?:a|an|the|one of|proud|committed|hiring|looking)\b)",
        text,
        re.MULTILINE,
    )
    return bool(said)


def _described(piece: Piece, taxonomy: Taxonomy) -> Iterator[RequiredSkill]:
    """Skills that the words describe, at most MOST_DESCRIBED, in the order of the text."""
    hits = [(m.start(), name) for name, pattern in described().items() if (m := pattern.search(piece.text))]
    for _, name in sorted(hits)[:MOST_DESCRIBED]:
        found = taxonomy.skills.get(linked_names().get(name, "")) or taxonomy.lookup(name)
        if found is None:
            yield _open(name)
        else:
            other = () if folded(found.label) == folded(name) else (name,)
            yield RequiredSkill(skill=found.id, label=found.label, wordings=other)


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
