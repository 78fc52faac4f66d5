"""Roles told in sentences: "Since 2021 she has worked as an engineer at Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.extraction.dates import DatedSpan, find_periods
from assay.extraction.entries import known_place
from assay.extraction.lines import Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import title_weight

_TOLD = re.compile(
    r"\b(?:work(?:s|ed|ing)?|serv(?:es|ed|ing)|employed|been|was|is|am|became|joined)\s+(?:as\s+)?(?:an?\s+|the\s+)?"
    r"(?P<title>[^\W\d_][\w/&' -]{2,60}?)\s+(?:at|with|for)\s+(?:the\s+)?"
    r"(?P<employer>[A-Z][\w&.'-]*(?:\s(?:of\s|and\s|de\s|&\s)?[A-Z][\w&'-]*){0,4})"
)
_SENTENCE = re.compile(r"[^.!?\n]{20,400}(?:(?:\n(?!\n)|\.(?=\w))[^.!?\n]{0,400}){0,3}")
_KINDS = frozenset({SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.EXPERIENCE})


@dataclass(frozen=True, slots=True)
class ToldRole:
    """A role in a sentence: places of title, employer and period in the mended text, and its line's number."""

    title: tuple[int, int]
    employer: tuple[int, int]
    dated: DatedSpan
    line: int


def told_roles(layout: Outline) -> Iterator[ToldRole]:
    """Roles of sentences that name title, employer and period, in the order of the text."""
    text = layout.mended.text
    starts = [line.start for line in layout.lines]
    number = 0
    for sentence in _SENTENCE.finditer(text):
        told = _TOLD.search(text, *sentence.span())
        if told is None or title_weight(told["title"]) < 0.5 or known_place(told["employer"]):
            continue
        dates = find_periods(text[slice(*sentence.span())].replace("\n", " "))
        while number + 1 < len(starts) and starts[number + 1] <= sentence.start():
            number += 1
        if dates and layout.section_at(number) in _KINDS:
            at = DatedSpan(
                sentence.start() + dates[0].start, sentence.start() + dates[0].end, dates[0].period
            )
            yield ToldRole(told.span("title"), told.span("employer"), at, number)
