"""Roles told in sentences: "Since 2021 she has worked as an engineer at Acme"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.dates import Period
from assay.extraction.dates import DatedSpan, find_periods, find_single
from assay.extraction.entries import known_place
from assay.extraction.lines import Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import title_weight

_NAME = r"[A-ZÀ-ÞŁŚŻ][\w&.'’-]*(?:\s(?:of\s|and\s|de\s|du\s|der\s|do\s|da\s|di\s|for\s|&\s)?[A-ZÀ-ÞŁŚŻ][\w&'’-]*){0,5}"
_ARTICLE = r"(?:an?|the|our|eine?[rmn]?|une?|le|la|l['’]|una?|el|il|um|uma|o|a|een|de|het)"
_AT = r"(?:at|with|for|in|of|bei(?:m)?|chez|dans|en|presso|na|no|em|bij|w|we)"
_AS = r"(?:as|als|comme|en\stant\sque|como|come|jako)"
_TITLE = r"[^\W\d_][\w/&'’ -]{2,60}?"
_TOLD = (
    re.compile(
        r"\b(?:work(?:s|ed|ing)?|serv(?:es|ed|ing)|employed|been|was|is|am|became|joined|bin|suis|soy|sono|sou|ben|jestem)\s+"
        rf"(?:{_AS}\s+)?(?:{_ARTICLE}\s+)?(?P<title>{_TITLE})\s+{_AT}\s+(?:{_ARTICLE}\s+)?(?P<employer>{_NAME})"
    ),
    re.compile(rf"\b{_AS}\s+(?:{_ARTICLE}\s+)?(?P<title>{_TITLE})\s+{_AT}\s+(?:{_ARTICLE}\s+)?(?P<employer>{_NAME})"),
    re.compile(
        rf"\b(?:joined|join(?:ing)?|at|with|bei|chez|rejoint|en|presso|na|bij|w)\s+(?:{_ARTICLE}\s+)?(?P<employer>{_NAME}),?\s+"
        rf"{_AS}\s+(?:{_ARTICLE}\s+)?(?P<title>{_TITLE})(?=\s+(?:and|until|till|in|from|since|where|und|bis|seit|et|jusqu|y|hasta|e|fino|até|en|tot|i|do)\b|[,;.(]|$)"
    ),
)
_SENTENCE = re.compile(r"[^.!?\n]{20,400}(?:(?:\n(?!\n)|\.(?=\w))[^.!?\n]{0,400}){0,3}")
_KINDS = frozenset({SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER, SectionKind.EXPERIENCE})
_UNTIL = re.compile(r"\b(?:until|till|to|bis|jusqu['’](?:à|en)|hasta|fino\sa|até|tot|do)\s(?:the\s)?(?:end\sof\s)?$", re.IGNORECASE)
_PLAN = re.compile(r"\b(?:would|will|hope|want|looking|apply|applying|werde|möchte|souhaite|quisiera|vorrei)\b", re.IGNORECASE)


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
        told = _match(text, sentence.span())
        if told is None:
            continue
        dated = _period(text[slice(*sentence.span())].replace("\n", " "), told.start() - sentence.start())
        while number + 1 < len(starts) and starts[number + 1] <= told.start():
            number += 1
        if dated is not None and layout.section_at(number) in _KINDS:
            at = DatedSpan(sentence.start() + dated.start, sentence.start() + dated.end, dated.period)
            yield ToldRole(told.span("title"), told.span("employer"), at, number)


def _match(text: str, span: tuple[int, int]) -> re.Match[str] | None:
    """The words that tell title and employer, the title a title and the employer no place."""
    if _PLAN.search(text, *span):
        return None
    for pattern in _TOLD:
        for told in pattern.finditer(text, *span):
            if title_weight(told["title"]) >= 0.5 and not known_place(told["employer"]):
                return told
    return None


def _period(sentence: str, near: int) -> DatedSpan | None:
    """The period nearest to `near`; "in April 2021 ... until June 2023" makes one too."""
    found = find_periods(sentence)
    if found:
        return min(found, key=lambda f: abs(f.start - near))
    single = find_single(sentence)
    if len(single) != 2 or not _UNTIL.search(sentence[: single[1].start]):
        return None
    first, last = single[0].period.start, single[1].period.end
    if first is None or last is None or first.year > last.year:
        return None
    return DatedSpan(single[0].start, single[1].end, Period(start=first, end=last))
