"""A brief cut into sentences, each with the part of the brief it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assay.documents.mend import Mended, mend
from assay.domain.document import Document, Quote
from assay.extraction.brief.headings import Part, parts_of
from assay.extraction.layout import joined_lines, line_groups, place_in, sentence_spans
from assay.extraction.lines import lines_of, quote_of
from assay.taxonomy import folded


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
    lines = lines_of(mended.text)
    parts, heads = parts_of(lines)
    for group in line_groups(lines, heads, set()):
        text, pieces = joined_lines([lines[n] for n in group])
        for start, end in sentence_spans(text):
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
