"""Support: whether every number, name, date and skill of a paragraph stands in its quotes or in the brief.

The plain words between quotes may hold grammar only. Used by the tests, and cheap enough for any caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from assay.domain.brief import Brief
from assay.index.words import normalise
from assay.matching.sentences import Narrative, Sentence
from assay.taxonomy import Taxonomy

_WORD: Final = re.compile(r"[^\W_]+(?:[-+#.'’][^\W_]+|[+#]+)*")
_NUMBERS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion dozen half quarter third twice thrice".split()
)
_LEADING: Final = re.compile(r"^(?:on|in|with)\s", re.I)
"""A word of grammar before a name, which some names in the vocabulary have."""

_MONTHS: Final = frozenset(
    "january february march april june july august september october november december".split()
)


def brief_words(brief: Brief, text: str = "") -> str:
    """All the words of a brief: its title, requirements and quotes, and its document's `text` where known."""
    quotes = [q.text for r in brief.requirements for q in r.quotes]
    return "\n".join([brief.title, *(r.text for r in brief.requirements), *quotes, text])


def unsupported(narrative: Narrative, brief: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The numbers, names, dates and skills of `narrative` that neither its quotes nor `brief` hold.

    `brief` is the brief's words (see `brief_words`). Empty where the paragraph keeps its promise.
    """
    ground = f" {normalise(brief)} "
    return tuple(
        claim
        for sentence in narrative.sentences
        for claim in _claims(sentence, taxonomy)
        if not _stands(claim, (ground, *(f" {normalise(q.text)} " for q in sentence.quotes)))
    )


def _stands(claim: str, texts: Iterable[str]) -> bool:
    return any(f" {normalise(claim)} " in text for text in texts)


def _claims(sentence: Sentence, taxonomy: Taxonomy) -> Iterator[str]:
    """What the sentence claims: each number, capitalised word, month and skill, quotes included."""
    text = sentence.text
    plain = "".join(p if isinstance(p, str) else "\x00" for p in sentence.parts)
    for match in _WORD.finditer(plain):
        word = match[0]
        opens = match.start() == 0
        named = any(c.isupper() or c.isdigit() for c in (word[1:] if opens else word))
        if named or word.casefold() in _NUMBERS or word.casefold() in _MONTHS:
            yield word
    yield from (_LEADING.sub("", text[m.start : m.end]) for m in taxonomy.find(text))
