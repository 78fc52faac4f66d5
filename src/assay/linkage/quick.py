"""The cheap look at a pool that has just been read: the same e-mail address, or nearly the same text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assay.domain.document import Document, Quote, Span
from assay.domain.identity import Identity
from assay.linkage import contacts, content

_NEAR = 0.5
"""Share of phrases in common from which two texts are near."""

_MOST = 6
"""Candidates under one part of a sketch; more share a template, not a person."""

_MOST_NAMES = 2
"""Differently named candidates under one address; more and it is an agency's."""


def likely_pairs(people: Sequence[tuple[Sequence[Document], Identity]]) -> list[tuple[int, int]]:
    """Numbers of candidates that share an e-mail address or nearly their whole text; needs no extra."""
    sharing: dict[str, list[int]] = defaultdict(list)
    marks = []
    for number, (documents, identity) in enumerate(people):
        text = "\n".join(
            content.uncovered(d, _of(identity.masks, d)) for d in documents if not d.source.outside
        )
        phrases = content.phrases(text)
        marks.append(phrases)
        for key in {contacts.mail_key(q.text) for q in identity.emails}:
            sharing[f"e:{key}"].append(number)
        for key in content.bands(phrases):
            sharing[key].append(number)

    def names(numbers: Iterable[int]) -> set[str]:
        named = (people[n][1].name for n in numbers)
        return {q.text.casefold() for q in named if q}

    found: set[tuple[int, int]] = set()
    for key, numbers in sharing.items():
        mail = key.startswith("e:")
        if len(numbers) < 2 or (len(names(numbers)) > _MOST_NAMES if mail else len(numbers) > _MOST):
            continue
        pairs = {(a, b) for n, a in enumerate(numbers) for b in numbers[n + 1 :]}
        found |= pairs if mail else {p for p in pairs if _near(marks, *p)}
    return sorted(found)


def _of(masks: Iterable[Quote], document: Document) -> list[Span]:
    return [q.span for q in masks if q.document == document.sha256]


def _near(marks: Sequence[content.Phrases], a: int, b: int) -> bool:
    return content.alike(marks[a], marks[b]) >= _NEAR
