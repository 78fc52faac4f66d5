"""Degrees and schools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from assay.domain.profile import Education
from assay.extraction.dates import find_periods, find_single
from assay.extraction.degrees import LEVELS, degree_in, degree_pattern, has_school
from assay.extraction.lines import Line, Outline
from assay.extraction.lone_degrees import (
    MAX_LINE,
    STARTS_DATED,
    YEAR,
    is_dated_degree,
    opens_with_degree,
    stands_alone,
    told_degrees,
)
from assay.extraction.sections import SectionKind

_MAX_BLOCK = 600
"""Characters of an entry that are read; what follows is description."""


_HOLE = "\x00"
_BRACKETS = re.compile(r"\([^()\n]{0,160}\)|\[[^\[\]\n]{0,160}\]")
_PARTS = re.compile(
    r"\t+|\s{3,}|\s*[|·•]\s*|\s+[–—@]\s+|\s+--+\s+|\s+-\s+|[,;:]\s+|(?<!\bSt)(?<!Univ)(?<!Inst)(?<!Prof)(?<!\bDr)\.\s+(?=[A-ZÀ-Þ])|\n"
    r"|\s+(?:at|from|an der|an dem|bei|à l['’]|à|presso|der|na|w|aan de)\s+(?:the\s+)?(?=[A-ZÀ-ÞŁŚ])"
)
_LINK = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:degree\s*|student\s*|candidate\s*)?(?:in|of|en|em|de|di|für|fuer|w zakresie|na kierunku|[:–-])?\s+"
    r"(?:the\s+)?(?=[^\W\d_])",
    re.IGNORECASE,
)
_FACULTY = re.compile(
    r"^\W*(?:faculty|faculté|fakultät|facultad|facoltà|faculdade|wydział|faculteit|department|departamento|dipartimento)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"^(?:same (?:school|university|institution|place)|ebenda|ebd\.?|ibid\.?|idem|id\.|dito|même \w+|mism[ao] \w+|stess[ao] \w+|"
    r"mesm[ao] \w+|zelfde \w+|dezelfde \w+|tamże|jw\.?)$",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^\W*(?:thesis|dissertation|final project|graduation project|project|coursework|courses|gpa|cgpa|grade|relevant|minor|advisor|supervisor|"
    r"\w*arbeit|thema|note|thèse|mémoire|tesi|esami|voto|tesis|tese|trabajo|trabalho|scriptie|praca|promotor|awarded|first class|honou?rs|"
    r"cum laude|with distinction|distinction|online|evening|remote|distance|on campus|expected|part[- ]time|full[- ]time)\b",
    re.IGNORECASE,
)
_EDGES = " \t\n,;:|–—-·•*#[].▪■>→" + _HOLE
_SKIP = frozenset({SectionKind.SKILLS, SectionKind.LANGUAGES})
_SELDOM = frozenset({SectionKind.PUBLICATIONS, SectionKind.SUMMARY})
"""Sections that hold degrees only in a CV that has no section for them."""
_DIGIT = re.compile(r"\d")
_BROAD = frozenset(
    {"science", "sciences", "arts", "philosophy", "engineering", "technology", "laws", "applied science"}
)
_OF = re.compile(r"\bof (\w[\w ]+)$", re.IGNORECASE)
_VISIT = re.compile(
    r"\b(?:visiting|guest|exchange|gast|auslandssemester|erasmus(?! un)|intercambio|scambio)\b", re.IGNORECASE
)
_STUDENT = re.compile(
    r"\s+(?:student|candidate|researcher|fellow|scholar|supervisor|thes[ei]s|theses)", re.IGNORECASE
)
_RUN_BY = re.compile(r"\s(?:led|run|organi[sz]ed|offered|powered) by\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that describe one degree, as a piece of the mended text."""

    start: int
    text: str


def read_education(layout: Outline) -> tuple[Education, ...]:
    """All degrees and schools in the order of the text."""
    out: list[Education] = []
    for section in layout.sections:
        if section.kind is SectionKind.EDUCATION:
            for block in _blocks(layout, layout.lines[section.first : section.last]):
                out += _entries(layout, block, out)
    named = any(e.level for e in out)
    skipped = (
        _SKIP | _SELDOM if named or any(s.kind is SectionKind.EDUCATION for s in layout.sections) else _SKIP
    )
    for line in layout.lines:
        kind = layout.section_at(line.number)
        if (
            kind is SectionKind.EDUCATION
            or kind in skipped
            or (kind in _SELDOM and not has_school(line.text))
            or not stands_alone(line, kind, named=named)
        ):
            told = () if named or kind in (*skipped, SectionKind.EDUCATION) else told_degrees(line.text)
            for a, b in told:
                out += _entries(layout, _Block(line.start + a, line.text[a:b]), out)
            continue
        out += _entries(layout, _Block(line.start, line.text), out)
    if not any(s.kind is SectionKind.EDUCATION for s in layout.sections):
        for lines in _paragraphs(layout):
            if is_dated_degree(lines):
                out += _entries(layout, _block(layout, lines), out)
    return tuple(sorted(out, key=lambda e: e.quotes[0].span))


def _paragraphs(layout: Outline) -> Iterator[list[Line]]:
    """Lines between blank ones."""
    for blank, lines in groupby(layout.lines, key=lambda line: line.blank):
        if not blank:
            yield list(lines)


def _blocks(layout: Outline, lines: Sequence[Line]) -> Iterator[_Block]:
    """One block a degree: a new one where a line names a degree or school that the open block has."""
    group: list[Line] = []
    for line in lines:
        if line.blank:
            if group and _complete(group):
                yield _block(layout, group)
                group = []
            continue
        if group and _opens(group, line):
            yield _block(layout, group)
            group = []
        group.append(line)
    if group:
        yield _block(layout, group)


def _complete(group: Sequence[Line]) -> bool:
    text = "\n".join(line.text for line in group)
    return bool(degree_in(text)) and (has_school(text) or bool(find_single(text)))


def _opens(group: Sequence[Line], line: Line) -> bool:
    """Whether `line` begins another entry."""
    text = "\n".join(g.text for g in group)
    here = line.text.strip()
    degree = degree_in(here)
    if _DETAIL.match(here) or (here[:1].islower() and not opens_with_degree(here)):
        return False
    if line.bullet and not group[0].bullet:
        return bool(degree and has_school(here))
    if STARTS_DATED.match(here) and YEAR.search(text):
        return bool(STARTS_DATED.match(group[0].text.strip())) or bool(degree) or _complete(group)
    dated = bool(find_single(here))
    before = degree_in(text)
    if degree and before and len(here) < MAX_LINE:
        return dated or has_school(text) or bool(YEAR.search(text))
    leads = has_school(_PARTS.split(here)[0]) and not _FACULTY.match(here)
    return leads and not group[-1].text.rstrip().endswith(",") and has_school(text) and before is not None


def _block(layout: Outline, group: Sequence[Line]) -> _Block:
    return _Block(group[0].start, layout.mended.text[group[0].start : group[-1].end])


def _entries(layout: Outline, block: _Block, before: Sequence[Education]) -> list[Education]:
    """Usually one entry; several where degrees follow one another in one line."""
    text = block.text[:_MAX_BLOCK]
    degrees = list(degree_pattern().finditer(text))
    if not degrees and not has_school(text):
        return []
    strong = [m for m in degrees if m.lastgroup != "other"] or degrees[:1]
    cuts = [m.start() for m in strong[1:] if _parts_degrees(text, m.start())]
    edges = [0, *cuts, len(text)]
    out: list[Education] = []
    for a, b in pairwise(edges):
        entry = _entry(layout, block.start + a, text[a:b])
        if entry is not None:
            out.append(_at_same_school(entry, [*before, *out]))
    return out


def _parts_degrees(text: str, at: int) -> bool:
    """Whether a second degree stands behind a semicolon, a full stop or a line of its own, not in a detail."""
    opened = text.rfind("\n", 0, at) + 1
    if _DETAIL.match(text[opened:at]):
        return False
    before = text[:at].rstrip(" ")
    return before.endswith((";", ".", "|", "\n"))


def _at_same_school(entry: Education, before: Sequence[Education]) -> Education:
    """The entry with the school of the one before, where it only says "same school"."""
    if not _SAME.match(entry.institution) or not before:
        return entry
    last = before[-1]
    return replace(entry, institution=last.institution, quotes=(*entry.quotes, *last.quotes[:1]))


def _entry(layout: Outline, start: int, text: str) -> Education | None:
    degree = degree_in(text)
    masked = _masked(text)
    parts = _pieces(masked)
    school = _school(text, masked, degree, parts)
    if degree is None and (school is None or not YEAR.search(text)):
        return None
    if degree is not None and not _is_held(text, degree, school):
        return None
    return Education(
        degree=" ".join(degree[0].strip(" ,;:").split()) if degree else "",
        field=_field(text, masked, degree, parts, school),
        institution=_words(masked, school),
        year=_year(text),
        level=LEVELS[degree.lastgroup or "other"] if degree else 0,
        quotes=(layout.quote(start, start + len(text.rstrip())),),
    )


def _is_held(text: str, degree: re.Match[str], school: tuple[int, int] | None) -> bool:
    """Whether the words state a degree: no visit, no student supervised, and a school, a year or a line of its own."""
    if _STUDENT.match(text, degree.end()) and (
        _VISIT.search(text, 0, degree.start()) or text[: degree.start()].strip(_EDGES)
    ):
        return False
    stated = school is not None and has_school(text[school[0] : school[1]])
    return stated or bool(YEAR.search(text)) or not text[: degree.start()].strip(_EDGES)


def _words(masked: str, place: tuple[int, int] | None) -> str:
    words = " ".join(masked[place[0] : place[1]].replace(_HOLE, "").split()) if place else ""
    return _RUN_BY.split(words)[0]


def _masked(text: str) -> str:
    """Dates as tabs, brackets as holes; same length."""
    for found in (*find_periods(text), *find_single(text)):
        text = text[: found.start] + "\t" * (found.end - found.start) + text[found.end :]
    return _BRACKETS.sub(lambda m: _HOLE * len(m[0]), text)


def _pieces(masked: str) -> list[tuple[int, int]]:
    """Parts between separators, trimmed."""
    out, at = [], 0
    for start, end in [*(m.span() for m in _PARTS.finditer(masked)), (len(masked), len(masked))]:
        a, b = at, start
        while a < b and masked[a] in _EDGES:
            a += 1
        while b > a and masked[b - 1] in _EDGES:
            b -= 1
        if b > a and sum(c.isalpha() for c in masked[a:b]) > 1:
            out.append((a, b))
        at = end
    return out


def _school(
    text: str, masked: str, degree: re.Match[str] | None, parts: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The part that names a school; else a part with a capital that is neither degree nor the field."""
    head = [p for p in parts if not _DETAIL.match(masked[p[0] : p[1]])]
    for place in head:
        words = masked[place[0] : place[1]]
        if _SAME.match(words) or (has_school(words) and not _is_degree_part(place, words, degree)):
            return _without_degree(place, masked, degree)
        if has_school(_bracket_behind(text, masked, place[1])):
            return place
    if degree is None:
        return None
    line_end = text.find("\n", degree.end())
    stop = len(text) if line_end < 0 else line_end
    named = [p for p in head if _may_be_school(p, masked, degree, stop)]
    return named[1] if len(named) > 1 else named[0] if named and _field_inside(text, degree, parts) else None


def _without_degree(place: tuple[int, int], masked: str, degree: re.Match[str] | None) -> tuple[int, int]:
    """The school's part without a degree before it: "PhD Acme University"."""
    if degree is None or not place[0] <= degree.start() <= degree.end() < place[1]:
        return place
    rest = masked[degree.end() : place[1]]
    if degree.start() - place[0] > 2 or not has_school(rest):
        return place
    link = _LINK.match(masked, degree.end(), place[1])
    start = link.end() if link else degree.end()
    while start < place[1] and masked[start] in _EDGES:
        start += 1
    return start, place[1]


def _bracket_behind(text: str, masked: str, at: int) -> str:
    """The words of the bracket right behind a part, "" without one."""
    while at < len(masked) and masked[at] == " ":
        at += 1
    end = at
    while end < len(masked) and masked[end] == _HOLE:
        end += 1
    return text[at:end]


def _is_degree_part(place: tuple[int, int], words: str, degree: re.Match[str] | None) -> bool:
    """Whether the school's word is but part of the degree, as in "high school diploma"."""
    inside = degree is not None and place[0] <= degree.start() and degree.end() <= place[1]
    return bool(inside and degree and not has_school(words.replace(degree[0], " ")))


def _may_be_school(place: tuple[int, int], masked: str, degree: re.Match[str], stop: int) -> bool:
    words = masked[place[0] : place[1]]
    holds = place[0] <= degree.start() < place[1]
    return not holds and place[0] < stop and words[:1].isupper() and len(words.split()) <= 9


def _field_inside(text: str, degree: re.Match[str], parts: Sequence[tuple[int, int]]) -> bool:
    """Whether the degree's own part goes on to name the field."""
    end = next((b for a, b in parts if a <= degree.start() < b), degree.end())
    return any(c.isalpha() for c in text[degree.end() : end])


def _field(
    text: str,
    masked: str,
    degree: re.Match[str] | None,
    parts: Sequence[tuple[int, int]],
    school: tuple[int, int] | None,
) -> str:
    """What was studied: words behind the degree in its part, a bracket, or the next part; "" where not stated."""
    if degree is None:
        return ""
    own = next(((a, b) for a, b in parts if a <= degree.start() < b), None)
    if masked[degree.start()] == _HOLE:  # "Mathematical Engineering (professional degree)"
        ahead = [p for p in parts if p[0] < degree.start() and p != school]
        return _words(masked, ahead[-1] if ahead else None)
    if own and not (school and own[0] <= school[0] < own[1]):
        link = _LINK.match(masked.replace(_HOLE, " "), degree.end(), own[1])
        begin = link.end() if link else degree.end()
        if any(c.isalpha() for c in masked[begin : own[1]]):
            return _words(masked, (begin, own[1]))
    return _field_beside(text, masked, degree, parts, school)


def _field_beside(
    text: str,
    masked: str,
    degree: re.Match[str],
    parts: Sequence[tuple[int, int]],
    school: tuple[int, int] | None,
) -> str:
    """The field where it is not in the degree's own part: in brackets, or between degree and school."""
    inside = _BRACKETS.match(text, degree.end() + (text[degree.end() : degree.end() + 1] == " "))
    if (
        inside
        and len(inside[0]) > 5
        and not degree_pattern().search(inside[0])
        and not _DIGIT.search(inside[0])
    ):
        return inside[0][1:-1].strip()
    ahead = school is not None and school[0] >= degree.end() and not _opens_part(school, degree, masked)
    stop = school[0] if school and ahead else len(masked)
    following = [p for p in parts if degree.end() <= p[0] < stop and p != school]
    words = [w for p in following if (w := _words(masked, p))[0].isalpha() and not _DETAIL.match(w)]
    within = _OF.search(degree[0])
    if words:
        return words[0]
    return within[1] if within and within[1].lower() not in _BROAD else ""


def _opens_part(school: tuple[int, int], degree: re.Match[str], masked: str) -> bool:
    """Whether the school stands right behind the degree, so that the field comes after both."""
    return not masked[degree.end() : school[0]].strip(_EDGES)


def _year(text: str) -> str | None:
    """The year of completion: the end of a range, else the first year named."""
    ranges = find_periods(text)
    if ranges:
        last = ranges[0].period.end or ranges[0].period.start
        return None if ranges[0].period.ongoing or last is None else str(last.year)
    single = find_single(text)
    if (
        len(single) > 1
        and single[1].start - single[0].end <= 12
        and "\n" not in text[single[0].end : single[1].start]
    ):
        return str(max(d.period.start.year for d in single[:2] if d.period.start))
    found = YEAR.search(text)
    return found[0] if found else None
