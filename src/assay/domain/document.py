"""Document: the text of a file as read, and where each part of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assay.domain.dates import Month


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a document's text: ``text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact piece of a document: ``document.text[span.start:span.end] == text``.

    `document` is the sha256 of the file, so that a quote names its source wherever it travels.
    """

    document: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line as it stands on a page: its span, page number (from 1), box in points from the
    top left corner (x0, y0, x1, y1), and the median font size in points (0.0 where unknown)."""

    span: Span
    page: int
    box: tuple[float, float, float, float]
    font_size: float = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: number from 1, the span of its text, width and height in points (0 where unknown)."""

    number: int
    span: Span
    width: float = 0.0
    height: float = 0.0


class Concealment(StrEnum):
    """Why a reader of the page would not see the text."""

    SAME_COLOUR = "same colour as its background"
    TINY = "too small to read"
    MARKED_HIDDEN = "marked as hidden"
    OFF_PAGE = "outside the page"
    TRANSPARENT = "fully transparent"
    COVERED = "covered by a picture or shape"


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A span that a reader of the page would not see, and why."""

    span: Span
    concealment: Concealment


class SourceKind(StrEnum):
    """Whose words a document holds: the person's own, or outside evidence beside them."""

    CV = "cv"
    PUBLICATION = "publication"
    CODE = "code"
    INTERVIEW = "interview"
    REFERENCE = "reference"

    @property
    def outside(self) -> bool:
        """Whether it is evidence beside the CV."""
        return self is not SourceKind.CV


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a record: its name and where the value stands in the document's text."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of a structured document (a paper, a pull request, a rating) and its values in order."""

    kind: str
    span: Span
    fields: tuple[Field, ...]

    def spans(self, name: str) -> tuple[Span, ...]:
        """Where the values of a field stand."""
        return tuple(f.span for f in self.fields if f.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read. The text is never changed after decoding; mending happens on a copy.

    Attributes:
        name: as the caller gave it (a path relative to the folder read); may hold a person's name.
        sha256: of the file's bytes, hexadecimal.
        format: the reader that took it, a key of `assay.documents.FORMATS`, ``markdown`` or ``row``.
        text: decoded text in reading order; lines end in ``\\n``, no ``\\r``.
        language: ISO 639-1 code of the text's main language, or None where too short to tell.
        pages: at least one; a format without pages has one.
        lines: the lines with a place on a page; empty for formats without pages.
        hidden: spans that a reader of the page would not see.
        dated: the document's own date (latest date in its text that is not in the future of the
            reading, else its metadata), or None.
        warnings: what was read with difficulty, a sentence each.
        source: whose words it holds.
        records: the entries of outside evidence; empty for CVs.
    """

    name: str
    sha256: str
    format: str
    text: str
    language: str | None = None
    pages: tuple[Page, ...] = ()
    lines: tuple[TextLine, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    dated: Month | None = None
    warnings: tuple[str, ...] = ()
    source: SourceKind = SourceKind.CV
    records: tuple[Record, ...] = ()

    def value(self, record: Record, name: str) -> str:
        """The first value of a record's field, empty where it has none."""
        return next((self.text[s.start : s.end] for s in record.spans(name)), "")

    def quote(self, span: Span) -> Quote:
        """The quote at `span`; raises ValueError where the span is not in the text."""
        if not 0 <= span.start < span.end <= len(self.text):
            raise ValueError(f"span {span.start}-{span.end} is not in a text of {len(self.text)} characters")
        return Quote(self.sha256, span, self.text[span.start : span.end])
