"""Job posts pasted into a CV."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assay.domain.profile import Finding, FindingKind
from assay.extraction.brief.headings import heading_part
from assay.extraction.findings.common import Found, pattern
from assay.extraction.layout import CvLayout
from assay.extraction.sections import SectionKind, heading_kind
from assay.extraction.titles import title_weight
from assay.taxonomy import folded

_MARKS = 3
"""Different marks of a job post in one stretch from which it is one."""

_STRONG = 2
"""How many of them must be such as only a post says."""

_COMMON = 5
"""Weak marks that make up for a second strong one."""

_SPOKEN = 7
"""Different words to a reader ("you will", "your team") from which a stretch is a post by these alone."""

_SPOKEN_TOLD = 4
"""The same beside strong marks."""

_REACH = 30
"""Lines between two marks of the same post."""

_WORDS_PER_MARK = 90
"""Words of a stretch for each of its different marks, at most."""

_LONE_REACH = 5
"""Lines before the body of a post in which a lone mark may belong to it."""

_LONE = 2
"""Different marks that may stand by chance in a CV."""

_BACK = 15
"""Lines before the first mark that may belong to the same post."""

_DATED_WITHIN = 8
"""Lines below a CV's heading within which a year stands."""

_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR = re.compile(r"^\W*(?:19|20)\d\d\b|\b(?:19|20)\d\d\W*$|\b(?:19|20)\d\d\s*[-–—]")
_CV_HEADINGS = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.LANGUAGES, SectionKind.PUBLICATIONS, SectionKind.PERSONAL}
)
_AFTER_POST = _CV_HEADINGS | {SectionKind.EDUCATION, SectionKind.CERTIFICATES, SectionKind.PROJECTS}


_ASKING = frozenset({"must", "nice"})
"""Parts of a brief whose headings only a post has."""

_MAX_HEADING = 60
"""Most characters of a heading."""

_RULES = " \t-=_*#~"
"""What decorates a heading."""

_BEFORE_POST = _AFTER_POST | {SectionKind.SKILLS}
_TITLE_LENGTH = 90


class _Sort(StrEnum):
    """Sorts of marks; the values are names of tables."""

    STRONG = "post_strong"
    WEAK = "post_weak"
    YOU = "post_you"


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    words: str
    sort: _Sort


def posts(layout: CvLayout) -> Iterator[Found]:
    """Stretches that read as a job post: several different marks near one another."""
    for found in _near(_marks(layout), _fences(layout)):
        group = _core(found)
        if not group or not _is_post(group) or _is_thin(layout, group):
            continue
        first, last = _stretch(layout, group[0].line, group[-1].line)
        start, end = layout.lines[first].start, layout.lines[last].end
        span = layout.mended.original(start, end)
        text = "A stretch that reads as a job post, not as the person's own work; it counts as named at most."
        telling = next(m.line for m in group if m.sort is not _Sort.WEAK)
        quotes = dict.fromkeys([layout.quote(layout.lines[telling].start, end), layout.quote(start, end)])
        yield Finding(kind=FindingKind.PASTED_JOB_TEXT, text=text, quotes=tuple(quotes)), [span]


def _is_post(marks: Sequence[_Mark]) -> bool:
    """Whether the different marks are enough: of a post's own phrases, or of words to a reader."""
    words = {m.words: m.sort for m in marks}
    counts = Counter(words.values())
    own, common = counts[_Sort.STRONG], counts[_Sort.WEAK]
    told = (own >= _STRONG and own + common >= _MARKS) or (own >= 1 and common >= _COMMON)
    spoken = counts[_Sort.YOU] >= _SPOKEN or (
        counts[_Sort.YOU] >= _SPOKEN_TOLD and counts[_Sort.STRONG] >= _STRONG
    )
    return told or spoken


def _is_thin(layout: CvLayout, marks: Sequence[_Mark]) -> bool:
    """Whether the marks are few for the text they stand in: a whole CV read as one line has some by chance."""
    rows = layout.lines[marks[0].line : marks[-1].line + 1]
    return len({m.words for m in marks}) * _WORDS_PER_MARK < sum(len(r.text.split()) for r in rows)


def _marks(layout: CvLayout) -> list[_Mark]:
    out = []
    for line in layout.lines:
        text = folded(line.text).replace("’", "'")
        for sort in _Sort:
            out += [_Mark(line.number, m[0], sort) for m in pattern(sort.value).finditer(text)]
        if heading_kind(line.text.strip(_RULES)) is None and _asks(line.text):
            out.append(_Mark(line.number, text.strip(), _Sort.STRONG))
    return out


def _asks(text: str) -> bool:
    """Whether a line is a heading that only a post has."""
    bare = text.strip()
    heads = 2 < len(bare) <= _MAX_HEADING and not bare.endswith((".", ",", ";"))
    return heads and heading_part(text, whole=True) in _ASKING


def _fences(layout: CvLayout) -> set[int]:
    """Lines that no post goes across: heads of roles and a CV's headings with dates below."""
    heads = {s.line for s in layout.statements if s.head}
    headings = (n.number for n in layout.lines if not n.blank and heading_kind(n.text) in _AFTER_POST)
    return heads | {n for n in headings if _is_dated(layout, n + 1)}


def _near(marks: Sequence[_Mark], fences: set[int]) -> Iterator[list[_Mark]]:
    """Marks near one another with no fence between them."""
    group: list[_Mark] = []
    for mark in marks:
        last = group[-1].line if group else mark.line
        if mark.line - last > _REACH or any(last < n <= mark.line for n in fences):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _core(group: Sequence[_Mark]) -> list[_Mark]:
    """The group without what stands far before its body: a lone mark there is the CV's own words."""
    rest = list(group)
    while len(rest) > 1:
        gap = next((n for n in range(1, len(rest)) if rest[n].line - rest[n - 1].line > _LONE_REACH), None)
        if gap is None or len({m.words for m in rest[:gap]}) > _LONE or not _is_post(rest[gap:]):
            break
        rest = rest[gap:]
    first = next((m.line for m in rest if m.sort is not _Sort.WEAK), None)
    return [m for m in rest if first is not None and m.line >= first - _LONE_REACH]


def _stretch(layout: CvLayout, first: int, last: int) -> tuple[int, int]:
    """The post's lines: back to the start of its paragraphs, on to the next role, heading of a CV or the end."""
    heads = {s.line for s in layout.statements if s.head}
    start = _opening(layout, first, heads)
    end = last
    while end + 1 < len(layout.lines) and end + 1 not in heads:
        if heading_kind(layout.lines[end + 1].text) in _AFTER_POST and _is_dated(layout, end + 2):
            break
        end += 1
    return start, end


def _is_dated(layout: CvLayout, first: int) -> bool:
    """Whether a year stands soon below: a CV's sections have dates, the same headings in a post have none."""
    return any(_ANY_YEAR.search(line.text) for line in layout.lines[first : first + _DATED_WITHIN])


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
