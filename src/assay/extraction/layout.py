"""The layout of a CV: statements, each with its section and the role it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assay.documents.mend import mend
from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Span
from assay.domain.profile import Experience
from assay.extraction.lines import WRAPPED_FROM, Line, Outline, Section, bullet_end, lines_of, sections_of
from assay.extraction.roles import Role, read_roles
from assay.extraction.sections import SectionKind
from assay.extraction.stated import effective_as_of
from assay.taxonomy import folded

_SENTENCE_END = re.compile(r"(?<=[.!?;])[\"”’)\]]?\s+(?=[\"“„(\[]?[A-ZÀ-ÞŁŚŻŹĆ0-9¿¡])")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Za-z]|\b(?:e\.g|i\.e|etc|incl|approx|ca|bzw|z\.B|u\.a|vs|Dr|Prof|Mr|Ms|Mrs|Inc|Ltd|Co|Corp|St|No|Nr|bn|M|"
    r"sp\.? z o\.o|S\.A|p\.ej|np|m\.in|tzw|ing|mgr|inż|resp|max|min|Mio|Mrd|avg))\.$"
)

_LABELLED = re.compile(r"^\s*[^\W\d][\w ,/&+'-]{1,32}:\s+\S")
"""A row of a table kept as text: "read about only: two-tower models"."""


MAX_SENTENCE = 1_500
"""Characters from which a sentence is cut: no person wrote it, and judging it takes its length times its mentions."""

MAX_BLOCK = 6_000
"""Characters of one bullet or paragraph that are judged together."""


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
class CvLayout(Outline):
    """An outline with its statements and the roles they belong to."""

    statements: tuple[Statement, ...]
    experience: tuple[Experience, ...]


def read_layout(document: Document, as_of: Month, *, source: Document | None = None) -> CvLayout:
    """The layout of a CV: its sections, roles and statements.

    `source` is the document to quote from where `document` is a copy of it with parts blanked.
    """
    mended = mend(document.text)
    lines = lines_of(mended.text)
    sections = sections_of(lines)
    roles = read_roles(Outline(source or document, mended, as_of, lines, sections))
    starts = [r.experience.period.start for r in roles if r.experience.period.start]
    latest = max(starts, key=lambda m: (m.year, m.month or 1), default=None)
    when = effective_as_of(document, as_of, latest)
    layout = CvLayout(source or document, mended, when, lines, sections, (), ())
    owner = _told_apart(lines, sections, roles, {n: i for i, role in enumerate(roles) for n in role.body})
    heads = {n for role in roles for n in role.head}
    statements = tuple(_statements(layout, owner, heads, {n: i for i, r in enumerate(roles) for n in r.head}))
    bullets: list[list[Quote]] = [[] for _ in roles]
    for s in statements:
        if s.role is not None and not s.head:
            bullets[s.role].append(layout.quote(s.place(0), s.place(len(s.text) - 1) + 1))
    experience = tuple(
        replace(role.experience, bullets=tuple(own)) for role, own in zip(roles, bullets, strict=True)
    )
    return replace(layout, statements=statements, experience=experience)


_MAX_SUBHEADING = 60
_COMMON = frozenset(
    "the and for of und der die das de la le du inc ltd llc gmbh group bank university data systems".split()
)


def _told_apart(
    lines: Sequence[Line], sections: Sequence[Section], roles: Sequence[Role], owner: dict[int, int]
) -> dict[int, int]:
    """The owner of each line where roles stand in a table first and their work is told below, under each employer's name."""
    names = [_first_name(role.experience.employer) for role in roles]
    if len(roles) < 2 or not roles[-1].body:
        return owner
    last = max(owner, default=-1)
    known = {name: n for n, name in reversed(list(enumerate(names))) if name and names.count(name) == 1}
    heads = {n for role in roles for n in role.head}
    out, current = dict(owner), None
    start = min(roles[-1].body)
    stops = {s.heading for s in sections if s.kind not in (SectionKind.EXPERIENCE, SectionKind.OTHER)}
    for line in lines[start:]:
        if line.number in heads or line.number in stops or (line.number > last and current is None):
            break
        named = _names_employer(line, known)
        current = named if named is not None else current
        if current is not None and not line.blank:
            out[line.number] = current
    return out


def _first_name(employer: str) -> str:
    """The first telling word of an employer's name, folded."""
    words = [w for w in re.findall(r"[\w&]+", folded(employer)) if len(w) > 2 and w not in _COMMON]
    return words[0] if words else ""


def _names_employer(line: Line, known: Mapping[str, int]) -> int | None:
    """The role whose employer a short line opens with; None for bullets and sentences."""
    if (
        line.blank
        or line.bullet
        or len(line.text.strip()) > _MAX_SUBHEADING
        or line.text.rstrip().endswith((".", ";"))
    ):
        return None
    words = re.findall(r"[\w&]+", folded(line.text))
    return known.get(words[0]) if words and len(words) <= 6 else None


def _statements(
    layout: CvLayout, owner: dict[int, int], heads: set[int], head_owner: dict[int, int]
) -> Iterator[Statement]:
    headings = {s.heading for s in layout.sections}
    block = -1
    for group in line_groups(layout.lines, headings, heads):
        block, opened = block + 1, 0
        first = layout.lines[group[0]]
        section = layout.section_at(first.number)
        role = owner.get(first.number, head_owner.get(first.number))
        text, pieces = joined_lines([layout.lines[n] for n in group])
        for start, end in sentence_spans(text):
            if end - opened > MAX_BLOCK:
                block, opened = block + 1, start
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


def _overlapping(pieces: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    last = max(i for i, (a, _) in enumerate(pieces) if a <= start)
    return [p for i, p in enumerate(pieces) if i >= last and p[0] < end]


def place_in(pieces: Sequence[tuple[int, int]], at: int) -> int:
    """Where the character at `at` of a joined text stands in the mended text."""
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
    if _LABELLED.match(line.text) and _LABELLED.match(first.text):
        return False
    if first.bullet and line.indent > first.indent:
        return True
    ended = before.text.rstrip().endswith((".", "!", "?", ":", ";"))
    opens_low = line.text.lstrip()[:1].islower()
    return (
        opens_low
        or (len(before.text.rstrip()) >= WRAPPED_FROM and not ended)
        or (len(before.text.rstrip()) >= WRAPPED_FROM and line.indent == before.indent and not first.bullet)
    )


def joined_lines(lines: Sequence[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The lines as one text with a space between, bullets and indents dropped, and the way back."""
    text, pieces = "", []
    for number, line in enumerate(lines):
        match = bullet_end(line) if number == 0 else None
        skip = match if match is not None else line.indent
        words = line.text[skip:].rstrip()
        if number and words:
            text += " "
        pieces.append((len(text), line.start + skip))
        text += words
    return text, tuple(pieces)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, cut between words where it is longer than MAX_SENTENCE."""
    for start, end in _sentences(text):
        while end - start > MAX_SENTENCE:
            cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
            cut = cut if cut > 0 else start + MAX_SENTENCE
            if text[start:cut].strip():
                yield start, cut
            start = cut
        if text[start:end].strip():
            yield start, end


def _sentences(text: str) -> Iterator[tuple[int, int]]:
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
