"""Degrees and courses on lines outside a section of education."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assay.extraction.dates import find_periods
from assay.extraction.degrees import degree_in, has_school
from assay.extraction.lines import Line
from assay.extraction.sections import SectionKind

MAX_LINE = 320
"""Longest line, in characters, that may hold a degree outside an education section."""
YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
STARTS_DATED = re.compile(r"\W*(?:[^\W\d_]{3,10}\.? )?(?:\d{1,2}[./])?(?:19|20)\d\d")
_EDGES = " \t\n,;:|–—-·•#*[].▪■>→\x00"

_COURSES = frozenset({SectionKind.CERTIFICATES, SectionKind.AWARDS, SectionKind.TEACHING})

_COURSE = re.compile(
    r"\b(?:bootcamp|boot camp|umschulung|weiterbildung|master class|academy)\b", re.IGNORECASE
)

_CLAUSE_END = re.compile(r"(?<=[^\W\d_]{3})[.:;]\s+(?=[A-ZÀ-Þ])|(?<=\d)[.;]\s+(?=[A-ZÀ-Þ(])")
_PART = re.compile(r"\n|,\s")
_NEAR = 120
"""Characters after a degree within which its year stands, where a sentence tells of it."""

_DIPLOMA = re.compile(r"(?:higher |advanced |graduate )?diplom(?:a|e)?(?!\w)", re.IGNORECASE)

_MONTHS = re.compile(
    r"(?<!\d)(?:1\d|[2-9]\d)[ -]weeks?\b|(?<!\d)(?:[3-9]|1\d|2[0-4])[ -]months?\b|(?:pg|post[- ]?graduate) (?:certificate|diploma|program)",
    re.IGNORECASE,
)
"""A course of at least three months."""


def stands_alone(line: Line, kind: SectionKind, *, named: bool) -> bool:
    """Whether a line outside the education section is an entry of its own.

    Without such a section every line that opens with a degree is; with one, only long courses
    under certificates and training are.
    """
    text = line.text.strip(_EDGES)
    if opens_with_degree(text) and has_school(text[:MAX_LINE]):
        text = text[:MAX_LINE]
    if not text or len(text) > MAX_LINE or not (YEAR.search(text) or find_periods(text)):
        return False
    if kind in _COURSES:
        return (
            _is_long_course(text)
            or _opens_with_diploma(text)
            or (opens_with_degree(text) and (not named or has_school(text)))
        )
    if named:
        return (
            kind is SectionKind.EXPERIENCE
            and not line.bullet
            and bool(_COURSE.search(text))
            and _is_long_course(text)
        )
    degree = degree_in(text)
    if (
        degree is None
        or (degree.lastgroup == "other" and not _opens_with_diploma(text))
        or (line.bullet and kind is SectionKind.EXPERIENCE)
    ):
        return False
    if opens_with_degree(text) or _opens_with_diploma(text):
        return True
    row = "|" in text or "\t" in text
    if row and STARTS_DATED.match(text):
        return has_school(text) and degree.lastgroup != "doctor"
    return has_school(text) and kind is not SectionKind.EXPERIENCE and degree.start() < 40


def told_degrees(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence of a text opens with a degree and holds a year: "Go, Rust. BA German, Leeds, 2009."."""
    edges = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    for start, end in pairwise(edges):
        clause = text[start:end]
        year = YEAR.search(clause)
        named = has_school(clause) or any(p[:1].isupper() for p in clause.strip().split(", ")[1:])
        if (
            year
            and year.start() <= _NEAR
            and named
            and opens_with_degree(clause)
            and clause.strip()[0].isupper()
        ):
            yield start, min(end, start + MAX_LINE)


def is_dated_degree(lines: Sequence[Line]) -> bool:
    """Whether a few lines between blank ones are a degree set like a post: dates, school and degree."""
    text = "\n".join(line.text for line in lines)
    if not 2 <= len(lines) <= 4 or len(text) > MAX_LINE or any(line.bullet for line in lines):
        return False
    first = lines[0].text.strip()
    dates = find_periods(first)
    bare = bool(dates) and not any(c.isalpha() for c in first[: dates[0].start] + first[dates[0].end :])
    parts = _PART.split(text[len(lines[0].text) :])
    return bare and has_school(text) and any(opens_with_degree(part) for part in parts)


def opens_with_degree(text: str) -> bool:
    """Whether a degree, not a school certificate or course, stands first in a text."""
    degree = degree_in(text)
    if degree is None or degree.lastgroup == "other":
        return False
    return not text[: degree.start()].strip(_EDGES + "0123456789/()")


def _opens_with_diploma(text: str) -> bool:
    """Whether a diploma of a named school stands first in a text."""
    return bool(_DIPLOMA.match(text)) and has_school(text)


def _is_long_course(text: str) -> bool:
    """A course of months at a school: a bootcamp, say."""
    degree = degree_in(text)
    if degree is not None and degree.lastgroup != "other":
        return opens_with_degree(text) and has_school(text)
    periods = find_periods(text)
    months = periods[0].period.months(periods[0].period.end or periods[0].period.start) if (  # type: ignore[arg-type]
        periods and periods[0].period.end
    ) else None  # fmt: skip
    stated = _MONTHS.search(text)
    return bool((has_school(text) or degree) and ((months and months >= 2) or stated))
