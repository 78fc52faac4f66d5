"""The layout of a CV: sections, lines, and statements with the role they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assay.documents.mend import Mended, mend
from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Span
from assay.domain.profile import Experience
from assay.extraction.dates import effective_as_of
from assay.extraction.sections import SectionKind, heading_kind, inline_heading, is_unknown_heading

MAX_QUOTE = 400
"""Longest quote, in characters."""

_BULLET = re.compile(r"^\s*(?:[•▪■●◦‣∙·*➢➤►▸✓✔→–—-]|>>|o(?=\s)|\(?\d{1,2}[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"”’)\]]?\s+(?=[\"“„(\[]?[A-ZÀ-ÞŁŚŻŹĆ0-9¿¡])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:e\.g|i\.e|etc|incl|approx|ca|bzw|z\.B|u\.a|vs|Dr|Prof|Mr|Ms|Mrs|Inc|Ltd|Co|Corp|St|No|Nr|bn|M|"
    r"sp\.? z o\.o|S\.A|p\.ej|np|m\.in|tzw|ing|mgr|inż|resp|max|min|Mio|Mrd|avg))\.$"
)
_WRAPPED_FROM = 62
"""Length from which a line without a full stop may go on in the next."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the mended text, from `start` to `end`."""

    number: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it, or but a rule."""
        return not any(c.isalnum() for c in self.text)

    @property
    def indent(self) -> int:
        """White space before the first word."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def bullet(self) -> bool:
        """Whether it opens with a bullet."""
        return bool(_BULLET.match(self.text))


@dataclass(frozen=True, slots=True)
class Section:
    """Lines `first` to `last` (not included) under one heading; `heading` is its line, if it has one."""

    kind: SectionKind
    title: str
    first: int
    last: int
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet, wrapped lines joined. Statements of one bullet share `block`.

    `pieces` are (offset in `text`, offset in the mended text) where a run begins.
    """

    text: str
    span: Span
    section: SectionKind
    role: int | None
    block: int
    bullet: bool
    head: bool
    pieces: tuple[tuple[int, int], ...]
    line: int

    def place(self, at: int) -> int:
        """Where the character at `at` stands in the mended text."""
        run = next(p for p in reversed(self.pieces) if p[0] <= at)
        return run[1] + at - run[0]


@dataclass(frozen=True, slots=True)
class CvLayout:
    """A CV's layout. `as_of` ends its "present"."""

    document: Document
    mended: Mended
    as_of: Month
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    experience: tuple[Experience, ...]

    def quote(self, start: int, end: int) -> Quote:
        """The quote of a part of the mended text, trimmed, at most MAX_QUOTE characters."""
        return quote_of(self.document, self.mended, start, end)

    def section_at(self, line: int) -> SectionKind:
        """The kind of section a line stands in."""
        return next((s.kind for s in self.sections if s.first <= line < s.last), SectionKind.OTHER)


def quote_of(document: Document, mended: Mended, start: int, end: int) -> Quote:
    """The quote of ``mended.text[start:end]`` in the document's own words; raises ValueError where empty."""
    text = mended.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    span = mended.original(start, end)
    return document.quote(Span(span.start, min(span.end, span.start + MAX_QUOTE)))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text with their places."""
    out, at = [], 0
    for number, row in enumerate(text.split("\n")):
        out.append(Line(number, at, at + len(row), row))
        at += len(row) + 1
    return tuple(out)


def sections_of(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The CV's sections; what stands before the first heading is the header."""
    out = [Section(SectionKind.HEADER, "", 0, len(lines))]
    for line in lines:
        if line.blank or (line.bullet and not line.text.lstrip().startswith("#")):
            continue
        kind = heading_kind(line.text)
        inline = inline_heading(line.text) if kind is None else None
        if kind is None and inline is None:
            if _opens_unknown(line, lines, out[-1]):
                kind = SectionKind.OTHER
            else:
                continue
        out[-1] = replace(out[-1], last=line.number)
        if kind is not None:
            out.append(Section(kind, line.text.strip(), line.number + 1, len(lines), line.number))
        elif inline is not None:
            out.append(Section(inline[0], line.text.strip(), line.number, len(lines)))
    return tuple(_closed(out, lines))


def _opens_unknown(line: Line, lines: Sequence[Line], section: Section) -> bool:
    """Whether a line in capitals between blank lines opens a section that we do not know.

    Under experience, an employer's name may stand so; there only Markdown's # counts.
    """
    if not is_unknown_heading(line.text) or line.number == 0:
        return False
    if line.text.lstrip().startswith("###"):
        return False
    if section.kind in (
        SectionKind.EXPERIENCE,
        SectionKind.PROJECTS,
        SectionKind.HEADER,
        SectionKind.EDUCATION,
    ):
        return line.text.lstrip().startswith("# ") and section.kind is not SectionKind.HEADER
    return lines[line.number - 1].blank and line.indent < 4


def _closed(sections: Sequence[Section], lines: Sequence[Line]) -> Iterator[Section]:
    """Inline sections end at the first blank line after them; the rest is what was open before."""
    before: Section | None = None
    for section in sections:
        if section.heading is not None or section.first == 0:
            before = section
            yield section
            continue
        stop = next(
            (n for n in range(section.first + 1, section.last) if _ends_inline(lines, n)), section.last
        )
        yield replace(section, last=stop)
        if stop < section.last and before is not None:
            yield replace(before, first=stop, last=section.last, heading=None)


def _ends_inline(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    return line.blank or (line.indent == 0 and len(lines[number - 1].text) < _WRAPPED_FROM)


def read_layout(document: Document, as_of: Month, *, source: Document | None = None) -> CvLayout:
    """The layout of a CV: its sections, roles and statements.

    `source` is the document to quote from where `document` is a copy of it with parts blanked.
    """
    from assay.extraction.roles import read_roles

    mended = mend(document.text)
    lines = lines_of(mended.text)
    sections = sections_of(lines)
    when = effective_as_of(document, as_of)
    layout = CvLayout(source or document, mended, when, lines, sections, (), ())
    roles = read_roles(layout)
    owner = {n: number for number, role in enumerate(roles) for n in role.body}
    heads = {n for role in roles for n in role.head}
    statements = tuple(_statements(layout, owner, heads, {n: i for i, r in enumerate(roles) for n in r.head}))
    experience = tuple(
        replace(role.experience, bullets=tuple(
            layout.quote(s.place(0), s.place(len(s.text) - 1) + 1) for s in statements
            if s.role == number and not s.head
        ))
        for number, role in enumerate(roles)
    )  # fmt: skip
    return replace(layout, statements=statements, experience=experience)


def _statements(
    layout: CvLayout, owner: dict[int, int], heads: set[int], head_owner: dict[int, int]
) -> Iterator[Statement]:
    headings = {s.heading for s in layout.sections}
    block = 0
    for group in line_groups(layout.lines, headings, heads):
        first = layout.lines[group[0]]
        section = layout.section_at(first.number)
        role = owner.get(first.number, head_owner.get(first.number))
        text, pieces = joined_lines([layout.lines[n] for n in group])
        for start, end in sentence_spans(text):
            inside = tuple(
                (max(0, a - start), b + max(0, start - a)) for a, b in _overlapping(pieces, start, end)
            )
            begin = place_in(pieces, start)
            stop = place_in(pieces, end - 1) + 1
            yield Statement(
                text=text[start:end],
                span=layout.mended.original(begin, stop),
                section=section,
                role=role,
                block=block,
                bullet=first.bullet,
                head=first.number in heads,
                pieces=inside,
                line=first.number,
            )
        block += 1


def _overlapping(pieces: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    last = max(i for i, (a, _) in enumerate(pieces) if a <= start)
    return [p for i, p in enumerate(pieces) if i >= last and p[0] < end]


def place_in(pieces: Sequence[tuple[int, int]], at: int) -> int:
    run = next(p for p in reversed(pieces) if p[0] <= at)
    return run[1] + at - run[0]


def line_groups(lines: Sequence[Line], headings: set[int | None], heads: set[int]) -> Iterator[list[int]]:
    """Line numbers that make one bullet or paragraph."""
    group: list[int] = []
    for line in lines:
        if line.blank or line.number in headings:
            if group:
                yield group
            group = []
        elif (
            group
            and line.number not in heads
            and group[-1] not in heads
            and _goes_on(lines[group[-1]], line, lines[group[0]])
        ):
            group.append(line.number)
        else:
            if group:
                yield group
            group = [line.number]
    if group:
        yield group


def _goes_on(before: Line, line: Line, first: Line) -> bool:
    """Whether `line` continues the paragraph that `before` ends and `first` opened."""
    if line.bullet or (re.search(r"\S\s{3,}\S|\t", line.text.strip()) and not first.bullet):
        return False
    if first.bullet and line.indent > first.indent:
        return True
    ended = before.text.rstrip().endswith((".", "!", "?", ":", ";"))
    opens_low = line.text.lstrip()[:1].islower()
    return (
        opens_low
        or (len(before.text.rstrip()) >= _WRAPPED_FROM and not ended)
        or (len(before.text.rstrip()) >= _WRAPPED_FROM and line.indent == before.indent and not first.bullet)
    )


def joined_lines(lines: Sequence[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines as one text with a space between, bullets and indents dropped, and the way back."""
    text, pieces = "", []
    for number, line in enumerate(lines):
        match = _BULLET.match(line.text) if number == 0 else None
        skip = match.end() if match else line.indent
        words = line.text[skip:].rstrip()
        if number and words:
            text += " "
        pieces.append((len(text), line.start + skip))
        text += words
    return text, tuple(pieces)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; abbreviations end none."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(0, match.start() - 12), match.start()):
            continue
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text.rstrip())
