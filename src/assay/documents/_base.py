"""What readers share: the draft they give, the builder that keeps offsets, and the limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.domain.document import Concealment, HiddenText, Page, Record, SourceKind, Span, TextLine

MAX_BYTES = 25_000_000
"""Largest file read, in bytes: a CV with photographs stays below it."""

MAX_PAGES = 60
"""Most pages read: the longest academic CVs stay below it, books do not."""

MAX_CHARACTERS = 400_000
"""Most characters of text read: some 130 pages."""

TINY_POINTS = 3.0
"""Font size below which text cannot be read on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader gets out of a file. `dated` comes from metadata, never from the file's time stamp."""

    format: str
    text: str
    pages: tuple[Page, ...] = ()
    lines: tuple[TextLine, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    dated: Month | None = None
    warnings: tuple[str, ...] = ()
    source: SourceKind = SourceKind.CV
    records: tuple[Record, ...] = ()


Reader = Callable[[bytes, str], Draft]
"""From a file's bytes and name to a draft; raises DocumentError."""


class TextBuilder:
    """Collects text in reading order and remembers which of it is hidden."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._hidden: list[HiddenText] = []
        self._breaks = 0

    @property
    def breaks(self) -> int:
        """Line breaks collected so far."""
        return self._breaks

    @property
    def length(self) -> int:
        """Characters collected so far."""
        return self._length

    def add(self, text: str, concealment: Concealment | None = None) -> Span:
        """Append `text`; returns its span."""
        clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
        span = Span(self._length, self._length + len(clean))
        self._parts.append(clean)
        self._length = span.end
        self._breaks += clean.count("\n")
        if concealment and clean.strip():
            self._hide(span, concealment)
        return span

    def _hide(self, span: Span, concealment: Concealment) -> None:
        last = self._hidden[-1] if self._hidden else None
        if last and last.concealment is concealment and span.start - last.span.end <= 1:
            self._hidden[-1] = HiddenText(Span(last.span.start, span.end), concealment)
        else:
            self._hidden.append(HiddenText(span, concealment))

    def line_break(self, *, blank: bool = False) -> None:
        """End the line, unless it is empty; with `blank` leave an empty line behind."""
        tail = "".join(self._parts[-2:])
        if self._length and not tail.endswith("\n"):
            self.add("\n")
            tail += "\n"
        if blank and self._length and not tail.endswith("\n\n"):
            self.add("\n")

    def replace_break(self, mark: str) -> None:
        """Put `mark` in place of the line break that ends the text, if one does."""
        if self._parts and self._parts[-1] == "\n":
            self._parts[-1] = mark
            self._length += len(mark) - 1

    def ends_open(self) -> bool:
        """Whether the text so far ends in white space (or there is none), so that a word may follow."""
        return not self._parts or not self._parts[-1] or self._parts[-1][-1].isspace()

    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._parts)

    @property
    def hidden(self) -> tuple[HiddenText, ...]:
        """The hidden spans so far."""
        return tuple(self._hidden)


def month_of(text: str) -> Month | None:
    """The month of an ISO date or a PDF date (``D:20240318...``), None where it is neither."""
    digits = text.removeprefix("D:").replace("-", "")[:6]
    if len(digits) < 6 or not digits.isdigit():
        return None
    year, month = int(digits[:4]), int(digits[4:])
    return Month(year, month) if 1980 <= year <= 2100 and 1 <= month <= 12 else None
