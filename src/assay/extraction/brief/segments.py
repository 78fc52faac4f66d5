"""A brief cut into sentences, each with the part of the brief it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.documents.mend import Mended, mend
from assay.domain.document import Document, Quote
from assay.extraction.brief.headings import Part, parts_of
from assay.extraction.brief.lines import brief_lines
from assay.extraction.layout import joined_lines, line_groups, place_in, sentence_spans
from assay.extraction.lines import quote_of
from assay.taxonomy import folded

_CUT_SHORT = re.compile(
    r"\b(?:etc|e\.\s?g|i\.\s?e|vs|incl|approx|ph\.\s?d|[bm]\.\s?(?:s|a|sc|eng)|u\.\s?s)\.?\W*$", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s*[\(\[,;a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet with the part of the brief that it stands in; `share` of the lines stand above it."""

    text: str
    folded: str
    part: Part
    bullet: bool
    number: int
    share: float
    pieces: tuple[tuple[int, int], ...]
    offset: int
    document: Document
    mended: Mended

    def quote(self, start: int, end: int) -> Quote:
        """The quote of a part of the sentence."""
        begin = place_in(self.pieces, self.offset + start)
        stop = place_in(self.pieces, self.offset + end - 1) + 1
        return quote_of(self.document, self.mended, begin, stop)


def sentences_of(document: Document) -> Iterator[Sentence]:
    """All sentences of a brief in order, headings left out."""
    mended = mend(document.text)
    lines = brief_lines(mended.text)
    parts, heads = parts_of(lines)
    for group in line_groups(lines, heads, set()):
        text, pieces = joined_lines([lines[n] for n in group])
        for start, end in _whole_sentences(text):
            words = text[start:end]
            yield Sentence(
                text=words,
                folded=folded(words).replace("’", "'"),
                part=parts[group[0]],
                bullet=lines[group[0]].bullet,
                number=group[0],
                share=group[0] / len(lines),
                pieces=pieces,
                offset=start,
                document=document,
                mended=mended,
            )


def _whole_sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences; one that a stop of "etc." or "e.g." seems to end goes on where the next has no capital."""
    before: tuple[int, int] | None = None
    for start, end in sentence_spans(text):
        if before and _CUT_SHORT.search(text[before[0] : before[1]]) and _GOES_ON.match(text[start:end]):
            before = (before[0], end)
            continue
        if before:
            yield before
        before = (start, end)
    if before:
        yield before
