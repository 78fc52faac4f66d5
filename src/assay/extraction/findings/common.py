"""What the checks share: tables, the shape of a finding, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from assay.domain.document import Quote, Span
from assay.domain.profile import Finding
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.lines import MAX_QUOTE
from assay.extraction.sections import TABLES
from assay.extraction.skills import Flagged

Found = tuple[Finding, list[Span]]
"""A finding about the text and the spans it discredits."""

MAX_QUOTES = 4
"""Quotes kept with one finding."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Findings about the text alone, and the spans they discredit."""

    findings: tuple[Finding, ...]
    spans: tuple[Flagged, ...]


@cache
def tables() -> dict[str, Any]:
    """The word tables of the findings."""
    data: dict[str, Any] = yaml.safe_load((TABLES / "findings.yaml").read_text(encoding="utf-8"))
    return data


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A list of alternatives of the table; match on folded text."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(tables()[name])})")


def bounds(statement: Statement) -> tuple[int, int]:
    """Where a statement stands in the mended text."""
    return statement.place(0), statement.place(len(statement.text) - 1) + 1


def quote_statement(layout: CvLayout, statement: Statement) -> Quote:
    """The statement as a quote."""
    return layout.quote(*bounds(statement))


def quotes_of(layout: CvLayout, spans: Iterable[Span]) -> tuple[Quote, ...]:
    """The first quotes of spans of the document, each cut to what a quote may hold."""
    document = layout.document
    return tuple(document.quote(Span(s.start, min(s.end, s.start + MAX_QUOTE))) for s in spans)[:MAX_QUOTES]


_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
).split()
YEARS = (
    rf"(?<![\w.,/-])(?P<n>\d{{1,2}}|{'|'.join(_SMALL)})(?:\s?\+|\s?plus)?[\s-]?(?:\(\d+\)\s)?"
    r"(?:years?|yrs?|jahre?n?|ans|annees|anos|anni|jaar|jaren|lat|lata)(?:['’]|(?!\w))"
)
"""A number of years in folded text, as group `n`."""


def number_of(word: str) -> int:
    """A number in figures or as an English word, 1-99."""
    return int(word) if word.isdigit() else _SMALL.index(word) + 1
