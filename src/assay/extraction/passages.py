"""Passages: sentences of work that open requirements are compared with; nothing about the person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Passage
from assay.extraction.layout import CvLayout
from assay.extraction.mentions import statement_kinds
from assay.extraction.sections import SectionKind
from assay.extraction.separate import is_personal
from assay.extraction.skills import Flagged

MIN_LETTERS = 12
_LEFT_OUT = frozenset({SectionKind.HEADER, SectionKind.PERSONAL, SectionKind.LANGUAGES, SectionKind.LIMITS})


def passages_of(layouts: Sequence[CvLayout], flagged: Sequence[Flagged]) -> tuple[Passage, ...]:
    """Passages of all documents in order; flagged and denied ones are left out."""
    return tuple(p for n, layout in enumerate(layouts) for p in _of(layout, flagged, _before(layouts, n)))


def _before(layouts: Sequence[CvLayout], number: int) -> int:
    return sum(len(layout.experience) for layout in layouts[:number])


def _of(layout: CvLayout, flagged: Sequence[Flagged], offset: int) -> Iterator[Passage]:
    mine = [f.span for f in flagged if f.document == layout.document.sha256]
    kinds = statement_kinds(layout)
    for statement, kind in zip(layout.statements, kinds, strict=True):
        if statement.section in _LEFT_OUT and statement.role is None:
            continue
        if kind is EvidenceKind.NEGATIVE or sum(map(str.isalpha, statement.text)) < MIN_LETTERS:
            continue
        if is_personal(statement.text) or any(s.overlaps(statement.span) for s in mine):
            continue
        quote = layout.quote(statement.place(0), statement.place(len(statement.text) - 1) + 1)
        role = None if statement.role is None else statement.role + offset
        yield Passage(quote=quote, kind=kind, role=role)
