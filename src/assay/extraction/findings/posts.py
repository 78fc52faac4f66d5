"""Job posts pasted into a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.domain.profile import Finding, FindingKind
from assay.extraction.findings.common import Found, pattern
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind, heading_kind
from assay.extraction.titles import title_weight
from assay.taxonomy import folded

_MARKS = 3
"""Different marks of a job post in one stretch from which it is one."""

_STRONG = 2
"""How many of them must be such as only a post says."""

_REACH = 30
"""Lines between two marks of the same post."""

_WEAK_REACH = 4
"""Lines before its first strong mark in which a weak one may belong to the post."""

_BACK = 40
"""Lines before the first mark that may belong to the same post."""

_YEAR = re.compile(r"^\W*(?:19|20)\d\d\b|\b(?:19|20)\d\d\W*$|\b(?:19|20)\d\d\s*[-–—]")
_CV_HEADINGS = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.LANGUAGES, SectionKind.PUBLICATIONS, SectionKind.PERSONAL}
)
_AFTER_POST = _CV_HEADINGS | {SectionKind.EDUCATION, SectionKind.CERTIFICATES, SectionKind.PROJECTS}


_BEFORE_POST = _AFTER_POST | {SectionKind.SKILLS}
_TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    words: str
    strong: bool


def posts(layout: CvLayout) -> Iterator[Found]:
    """Stretches that read as a job post: several different marks near one another."""
    heads = {s.line for s in layout.statements if s.head}
    for found in _near(_marks(layout), heads):
        group = _core(found)
        words = {m.words: m.strong for m in group}
        if len(words) < _MARKS or sum(words.values()) < _STRONG:
            continue
        first, last = _stretch(layout, group[0].line, group[-1].line)
        start, end = layout.lines[first].start, layout.lines[last].end
        span = layout.mended.original(start, end)
        text = "A stretch that reads as a job post, not as the person's own work; it counts as named at most."
        quote = layout.quote(start, end)
        yield Finding(kind=FindingKind.PASTED_JOB_TEXT, text=text, quotes=(quote,)), [span]


def _marks(layout: CvLayout) -> list[_Mark]:
    out = []
    for line in layout.lines:
        text = folded(line.text).replace("’", "'")
        for name in ("post_strong", "post_weak"):
            out += [_Mark(line.number, m[0], name == "post_strong") for m in pattern(name).finditer(text)]
    return out


def _near(marks: Sequence[_Mark], heads: set[int]) -> Iterator[list[_Mark]]:
    """Marks near one another with no role's head between them."""
    group: list[_Mark] = []
    for mark in marks:
        last = group[-1].line if group else mark.line
        if mark.line - last > _REACH or any(last < n <= mark.line for n in heads):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _core(group: Sequence[_Mark]) -> list[_Mark]:
    """The group from near its first strong mark on: a weak one far before it is the CV's own."""
    first = next((m.line for m in group if m.strong), None)
    return [m for m in group if first is not None and m.line >= first - _WEAK_REACH]


def _stretch(layout: CvLayout, first: int, last: int) -> tuple[int, int]:
    """The post's lines: back to the start of its paragraphs, on to the next role, heading of a CV or the end."""
    heads = {s.line for s in layout.statements if s.head}
    start = _opening(layout, first, heads)
    end = last
    while end + 1 < len(layout.lines) and end + 1 not in heads:
        if heading_kind(layout.lines[end + 1].text) in _AFTER_POST:
            break
        end += 1
    return start, end


def _is_cv_line(layout: CvLayout, number: int, heads: set[int]) -> bool:
    """Whether a line surely is the CV's own: the head of a role, a heading of a CV, or one with the year of an entry."""
    text = layout.lines[number].text
    return number in heads or bool(_YEAR.search(text)) or heading_kind(text) in _BEFORE_POST


def _opening(layout: CvLayout, first: int, heads: set[int]) -> int:
    """The post's first line: the nearest paragraph before the first mark that opens with a job title.

    Without one, the paragraph of the mark itself. The search stops at what surely is the CV's own.
    """
    lines = layout.lines
    nearest: int | None = None
    for number in range(first, max(-1, first - _BACK - 1), -1):
        if number != first and _is_cv_line(layout, number, heads):
            break
        if lines[number].blank or (number > 0 and not lines[number - 1].blank):
            continue
        nearest = number if nearest is None else nearest
        if not lines[number].bullet and _is_titled(lines[number].text):
            return number
    return nearest if nearest is not None else first


def _is_titled(text: str) -> bool:
    """Whether a line is a job title, perhaps with the employer or a place beside it."""
    parts = re.split(r"\s[-–—|@·]\s|,\s|\(", text)
    return len(text) <= _TITLE_LENGTH and any(title_weight(p) >= 1 for p in (text, *parts[:2]))
