"""The lines and sections of a CV: what roles and statements are read from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assay.documents.mend import Mended
from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Span
from assay.extraction.sections import (
    SectionKind,
    guessed_kind,
    heading_key,
    heading_kind,
    inline_heading,
    is_known_heading,
    is_marked,
    is_unknown_heading,
    subheadings,
)
from assay.extraction.titles import title_weight

MAX_QUOTE = 400
"""Longest quote, in characters."""

_BULLET = re.compile(r"^\s*(?:[•▪■●◆◇❖○□◦‣∙·*➢➤►▸✓✔→>+–—-]|>>|o(?=\s)|\(?\d{1,2}[.)])\s+")
_PAGE_MARK = re.compile(
    r"\s*(?:page|seite|pagina|página|strona)\s\d{1,2}(?:\s(?:of|von|sur|de|di|van|z)\s\d{1,2})?\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+[A-ZÀ-Þ][^\W\d_]+(?:\s[^\W\d_]+){0,3}")
"""A heading with its number, in words and without a stop: "3. Learning"."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WRAPPED_FROM = 62
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
        """Whether there is nothing on it, or but a rule or a page's number."""
        return not any(c.isalnum() for c in self.text) or bool(_PAGE_MARK.fullmatch(self.text))

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
class Outline:
    """A document's lines and sections. `as_of` ends its "present"; quotes are of `document`."""

    document: Document
    mended: Mended
    as_of: Month
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]

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
    repeated = _repeated(lines)
    for line in lines:
        if line.blank or (line.bullet and not _heads_though_marked(line)):
            continue
        kind = heading_kind(line.text)
        if kind is not None and _inside_entry(line, out[-1], repeated):
            continue
        if kind is not None and not is_known_heading(line.text) and title_weight(line.text) > 1:
            kind = None  # SOFTWARE DEVELOPER
        if kind is None:
            kind = _guessed(line, lines, out[-1])
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


def _guessed(line: Line, lines: Sequence[Line], section: Section) -> SectionKind | None:
    """The kind that a line set as a heading tells of by its words, or OTHER where it ends a section that holds no roles."""
    below = lines[line.number + 1].text if line.number + 1 < len(lines) else ""
    capitals = is_unknown_heading(line.text) and not line.text.lstrip().startswith("###")
    alone = not line.number or lines[line.number - 1].blank
    marked = is_marked(line.text, below if alone else "")
    marked = marked or (alone and bool(_NUMBERED.fullmatch(line.text.strip())) and not below.strip())
    level = _level(section.title)
    deeper = (
        level
        and level == _level(line.text)
        and section.heading is not None
        and any(_level(n.text) > level for n in lines[section.heading + 1 : line.number])
    )
    if deeper:
        return guessed_kind(line.text) or SectionKind.OTHER
    if line.number == 0 or not (marked or (capitals and alone)) or line.text.lstrip().startswith("###"):
        return None
    guess = guessed_kind(line.text)
    if guess is not None and title_weight(line.text) <= 1:
        return guess
    return SectionKind.OTHER if marked and section.kind is not SectionKind.EXPERIENCE else None


def _level(line: str) -> int:
    """How many of Markdown's signs a heading has, 0 where it is none."""
    return len(line) - len(line.lstrip("#"))


def _repeated(lines: Sequence[Line]) -> frozenset[str]:
    """Subheadings that stand more than once, so inside entries."""
    keys = Counter(
        heading_key(line.text)
        for line in lines
        if 3 < len(line.text) < 40 and not line.bullet and not line.blank
    )
    return frozenset(key for key, count in keys.items() if count > 1 and key in subheadings())


def _inside_entry(line: Line, section: Section, repeated: frozenset[str]) -> bool:
    """Whether a heading only parts an entry: it recurs, or has a colon where the section's heading has none."""
    if section.kind is not SectionKind.EXPERIENCE:
        return False
    key = heading_key(line.text)
    text = line.text.rstrip()
    marked = text.endswith(":") and not section.title.endswith(":") and not text.isupper()
    return key in repeated or (marked and key in subheadings())


def _heads_though_marked(line: Line) -> bool:
    """Whether a line that opens like a bullet is a heading all the same: "2. Education", ">> SKILLS"."""
    bare = line.text.lstrip()
    return bare.startswith("#") or (
        bare.startswith((">>", *"123456789"))
        and (
            is_known_heading(bare)
            or (len(bare) < 40 and (heading_kind(bare) or guessed_kind(bare)) is not None)
        )
        and (bare[0] == ">" or line.indent == 0)
    )


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
        marked = line.text.lstrip().startswith("# ") or _stands_alone(line, lines)
        return marked and section.kind is not SectionKind.HEADER
    return lines[line.number - 1].blank and line.indent < 4


def _stands_alone(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line in capitals has blank lines around and no figure on it or soon after, unlike an employer's name."""
    number = line.number
    if line.indent or not (lines[number - 1].blank and number + 1 < len(lines) and lines[number + 1].blank):
        return False
    following = [n for n in lines[number + 1 : number + 6] if not n.blank][:2]
    return not any(c.isdigit() for near in (line, *following) for c in near.text[:60])


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
    dated = _YEAR.search(line.text[:40]) or _YEAR.search(line.text[-24:])
    return line.blank or bool(dated) or (line.indent == 0 and len(lines[number - 1].text) < WRAPPED_FROM)


def bullet_end(line: Line) -> int | None:
    """Where the text behind a line's bullet begins, None without a bullet."""
    match = _BULLET.match(line.text)
    return match.end() if match else None
