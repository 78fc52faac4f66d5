"""Words on a page, the rows they stand in, and a row as a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.documents._base import TextBuilder
from assay.domain.document import Concealment, Span, TextLine


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box in points from the top left corner, font size, and why it is not seen."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    concealment: Concealment | None = None

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2


Row = list[Word]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words that stand on one line, left to right, lines from top to bottom."""
    rows: list[Row] = []
    levels: list[float] = []
    for word in sorted(words, key=lambda w: (w.middle, w.left)):
        reach = 0.45 * max(word.size, 4.0)
        if rows and abs(word.middle - levels[-1]) <= reach:
            rows[-1].append(word)
            levels[-1] += (word.middle - levels[-1]) / len(rows[-1])
        else:
            rows.append([word])
            levels.append(word.middle)
    return [sorted(row, key=lambda w: w.left) for row in rows]


def write_row(row: Sequence[Word] | None, page: int, builder: TextBuilder) -> TextLine | None:
    """One line of words; None is the empty line between blocks."""
    if row is None:
        builder.line_break(blank=True)
        return None
    builder.line_break()
    start, before = builder.length, None
    for word in row:
        if before is not None:
            builder.add("\t" if word.left - before.right > 2.2 * word.size else " ")
        builder.add(word.text, word.concealment)
        before = word
    sizes = sorted(w.size for w in row)
    box = (row[0].left, min(w.top for w in row), max(w.right for w in row), max(w.bottom for w in row))
    bold = sum(w.bold for w in row) * 2 > len(row)
    return TextLine(Span(start, builder.length), page, box, sizes[len(sizes) // 2], bold)
