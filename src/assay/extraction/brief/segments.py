"""A brief cut into sentences, each with the part of the brief it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.documents.mend import Mended, mend
from assay.domain.document import Document, Quote
from assay.extraction.brief.tables import headings
from assay.extraction.layout import joined_lines, line_groups, place_in, sentence_spans
from assay.extraction.lines import lines_of, quote_of
from assay.taxonomy import folded

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MAX_HEADING = 64


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or bullet. `part` is must, nice, duties, skip, or "" before any heading."""

    text: str
    folded: str
    part: str
    bullet: bool
    number: int
    pieces: tuple[tuple[int, int], ...]
    offset: int
    document: Document
    mended: Mended

    def quote(self, start: int, end: int) -> Quote:
        """The quote of a part of the sentence."""
        begin = place_in(self.pieces, self.offset + start)
        stop = place_in(self.pieces, self.offset + end - 1) + 1
        return quote_of(self.document, self.mended, begin, stop)


def heading_part(line: str) -> str | None:
    """The part that a line opens, or None where it is no heading."""
    bare = line.strip()
    if not 2 < len(bare) <= _MAX_HEADING or bare.endswith((".", ",", ";")):
        return None
    key = re.sub(r"\s+", " ", _EDGES.sub("", folded(bare).replace("’", "'")))
    return next((part for part, pattern in headings().items() if pattern.match(key)), None)


def sentences_of(document: Document) -> Iterator[Sentence]:
    """All sentences of a brief in order, headings left out."""
    mended = mend(document.text)
    lines = lines_of(mended.text)
    parts: dict[int, str] = {}
    heads: set[int | None] = set()
    part = ""
    for line in lines:
        found = (
            None if line.bullet and not line.text.lstrip().startswith(("*", "#")) else heading_part(line.text)
        )
        if found is not None:
            part = found
            heads.add(line.number)
        elif _unknown_heading(line.text) and part:
            part = ""
        parts[line.number] = part
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
                pieces=pieces,
                offset=start,
                document=document,
                mended=mended,
            )


def _unknown_heading(line: str) -> bool:
    """A short line in capitals or marked with #: it closes the part that was open."""
    bare = line.strip()
    letters = [c for c in bare if c.isalpha()]
    marked = bare.startswith("#") or (len(letters) > 5 and all(c.isupper() for c in letters))
    return marked and len(bare) <= _MAX_HEADING and len(bare.split()) <= 7
