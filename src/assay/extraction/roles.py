"""The roles a person held: title, employer, period, and the lines that describe the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.dates import Period
from assay.domain.document import Quote
from assay.domain.profile import Experience
from assay.extraction.dates import DatedSpan, find_periods, find_single
from assay.extraction.lines import Line, Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import employer_weight, title_weight, work_kind

_MAX_HEAD = 110
"""Longest line, in characters, that may belong to an entry's head."""

_STRONG = re.compile(
    r"\t+|\s{3,}|(?<=[^\W\d_]{3})[.;]\s+(?=[^\W\d_a-z])|\s+(?:--+|[–—|·•@]|//)\s+|\s+-\s+|\s*\|\s*|\s+(?:at|bei|chez|presso|bij)\s+(?=[A-ZÀ-ÞŁŚŻ])|:\s+"
)
_COMMA = re.compile(r",\s+")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]{0,120}[)\]]\s*")
_LEGAL_TAIL = re.compile(
    r"^(?:inc|ltd|llc|plc|gmbh|ag|kg|se|s\.?a\.?|s\.?l\.?|s\.?p\.?a\.?|s\.?r\.?l\.?|b\.?v\.?|n\.?v\.?|co|corp|sp\. z o\.o|pvt|limited)\.?$",
    re.IGNORECASE,
)
_NOW_SHOWN = re.compile(r"[-–—~]|\b(?:to|till|bis|à|a|al|tot|do)\b", re.IGNORECASE)
_LEAVE = re.compile(
    r"\b(?:elternzeit|mutterschutz|parental leave|maternity|paternity|career break|sabbatical|gap year|congé|"
    r"military service|civilian service|wehrdienst|zivildienst|service civil|laid off|unemployed|arbeitssuchend|"
    r"travel(?:l?ing)?|urlop macierzyński|baja maternal|zorgverlof|aspettativa)\b",
    re.IGNORECASE,
)
_EDGES = " \t,;:|–—-·•#*_/()[]~"
_PLACE_LIKE = re.compile(r"^[A-ZÀ-ÞŁŚŻ][\w .'’-]*$")
_BODY_SECTIONS = frozenset({SectionKind.EXPERIENCE, SectionKind.COMMUNITY})
_NEVER = frozenset(
    {
        SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.CERTIFICATES, SectionKind.PUBLICATIONS,
        SectionKind.LANGUAGES, SectionKind.AWARDS, SectionKind.SUMMARY, SectionKind.PROJECTS, SectionKind.LIMITS,
        SectionKind.TEACHING, SectionKind.PERSONAL,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """An entry with the numbers of its head's lines and of the lines that describe it."""

    experience: Experience
    head: tuple[int, ...]
    body: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of an entry's head, as places in the mended text."""

    start: int
    end: int
    text: str
    weak: bool = False
    """Whether it stands in a sentence of its own, behind a full stop."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of an entry's head and its period."""

    lines: tuple[int, ...]
    anchor: int
    dated: DatedSpan
    section: SectionKind


def read_roles(layout: Outline) -> tuple[Role, ...]:
    """All roles in the order of the text."""
    areas = _areas(layout)
    heads = _heads(layout, areas)
    roles: list[Role] = []
    employer: Quote | None = None
    for number, head in enumerate(heads):
        stop = heads[number + 1].lines[0] if number + 1 < len(heads) else len(layout.lines)
        end = next((last for first, last, _ in areas if first <= head.anchor < last), stop)
        body = tuple(n for n in range(head.lines[-1] + 1, min(stop, end)))
        role, employer = _role(layout, head, body, employer if _same_employer(heads, number) else None)
        if role is not None:
            roles.append(role)
    return tuple(roles)


def _areas(layout: Outline) -> list[tuple[int, int, SectionKind]]:
    """Runs of lines in which roles stand: the experience sections, or everything else without one."""
    found = [(s.first, s.last, s.kind) for s in layout.sections if s.kind in _BODY_SECTIONS]
    if any(kind is SectionKind.EXPERIENCE for _, _, kind in found):
        return found
    return [(s.first, s.last, s.kind) for s in layout.sections if s.kind not in _NEVER]


def _period(line: Line, *, single: bool) -> DatedSpan | None:
    """The period on a line that may be an entry's head, or None."""
    if len(line.text.strip()) > _MAX_HEAD + 40:
        return None
    found = find_periods(line.text)
    if found:
        return found[0]
    if single:
        alone = find_single(line.text)
        if len(alone) == 1:
            return alone[0]
    return None


def _heads(layout: Outline, areas: Sequence[tuple[int, int, SectionKind]]) -> list[_Head]:
    heads: list[_Head] = []
    for first, last, kind in areas:
        taken = first - 1
        for line in layout.lines[first:last]:
            if line.number <= taken or line.blank:
                continue
            dated = _anchor(line, kind)
            if dated is None or (
                heads and heads[-1].anchor == line.number - 1 and not find_periods(line.text)
            ):
                continue
            lines = _head_lines(layout, line, dated, (max(taken + 1, first), last))
            heads.append(_Head(lines, line.number, dated, kind))
            taken = lines[-1]
    return heads


def _belongs_above(layout: Outline, head: _Head, line: Line, dated: DatedSpan) -> bool:
    """Whether a dated line right below a head only tells of a promotion in the same entry."""
    near = line.number - head.anchor <= 2 and not layout.lines[line.number - 1].blank
    open_only = dated.period.ongoing and not _NOW_SHOWN.search(line.text[dated.start : dated.end])
    return near and (open_only or not find_periods(line.text))


def _anchor(line: Line, kind: SectionKind) -> DatedSpan | None:
    """The period of a line that is an entry's head: few words beside it, and no sentence."""
    rest_long = len(line.text.strip()) > _MAX_HEAD
    dated = _period(line, single=kind is SectionKind.EXPERIENCE and not line.bullet)
    if dated is None:
        return None
    outside = (line.text[: dated.start] + " " + line.text[dated.end :]).strip(_EDGES + "•▪>")
    ranged = find_periods(line.text)
    if not ranged and (len(outside) > 90 or title_weight(outside) < 1 or outside.endswith(".")):
        return None
    if line.bullet and (rest_long or title_weight(outside) < 1 or outside.endswith(".")):
        return None
    count = len(outside.split())
    if count > 17 or (outside.endswith(".") and count > 10 and title_weight(outside[:60]) < 1):
        return None
    after = _BRACKETS.sub(" ", line.text[dated.end :]).strip(_EDGES)
    titled = title_weight(line.text[: dated.start]) >= 1 and title_weight(after) < 1
    edge = not line.text[: dated.start].strip(_EDGES + "•▪>(") or not after or titled
    if dated.period.ongoing and not edge and not _NOW_SHOWN.search(line.text[dated.start : dated.end]):
        return None  # "from 2018 Assistant Manager": a promotion inside an entry
    if outside.startswith("(") and title_weight(outside) < 1:
        return None
    lowered = outside[:1].islower() and outside.count(" ") > 3
    return None if lowered and dated.start > 3 else dated


def _head_lines(layout: Outline, anchor: Line, dated: DatedSpan, limits: tuple[int, int]) -> tuple[int, ...]:
    """The anchor's line with the lines above and below that name title and employer."""
    outside = (anchor.text[: dated.start] + "  " + anchor.text[dated.end :]).strip(_EDGES)
    have = [s for s in _STRONG.split(outside) if s and s.strip(_EDGES)]
    above: list[int] = []
    number = anchor.number - 1
    while number >= limits[0] and len(above) < 2:
        line = layout.lines[number]
        if not _may_be_head(line) or find_periods(line.text) or (above and layout.lines[number + 1].blank):
            break
        above.insert(0, number)
        number -= 1
    weight = title_weight(outside)
    if (len(have) >= 2 and weight >= 1) or (weight >= 1 and _COMMA.search(_BRACKETS.sub(" ", outside))):
        above = []
    if above and weight >= 1 and not any(True for n in above if layout.lines[n].text.strip()):
        above = []
    below: list[int] = []
    need = (not have) * 2 + (len(have) == 1) - len(above)
    untitled = weight < 1 and all(title_weight(layout.lines[n].text) < 1 for n in above)
    need = max(need, int(untitled))
    number = anchor.number + 1
    while number < limits[1] and len(below) < max(0, need) and _may_be_head(layout.lines[number]):
        line = layout.lines[number]
        if line.text.strip().startswith("("):
            number += 1
            need += 1
            below.append(number - 1)
            continue
        if _edge_period(line) or (weight >= 1 and title_weight(line.text) >= 1 and len(have) >= 1):
            break
        if len(have) >= 2 and title_weight(line.text) < 1:
            break
        below.append(number)
        number += 1
    return (*above, anchor.number, *below)


def _edge_period(line: Line) -> bool:
    """Whether the line carries a period of its own, not one inside its words."""
    found = find_periods(line.text)
    return any(not f.period.ongoing or _NOW_SHOWN.search(line.text[f.start : f.end]) for f in found)


def _may_be_head(line: Line) -> bool:
    text = line.text.strip()
    if line.blank or line.bullet or len(text) > _MAX_HEAD or text[0].islower():
        return False
    return not (text.endswith((".", ";", ":")) and text.count(" ") > 4) and text.count(" ") <= 12


def _same_employer(heads: Sequence[_Head], number: int) -> bool:
    return number > 0 and heads[number].section is heads[number - 1].section


def _role(
    layout: Outline, head: _Head, body: tuple[int, ...], inherited: Quote | None
) -> tuple[Role | None, Quote | None]:
    segments = _segments(layout, head)
    title, employer = _title_and_employer(segments)
    if title is None and employer is None:
        return None, inherited
    if _LEAVE.search(" ".join(s.text for s in segments[:2])) and title_weight(segments[0].text) < 1:
        return None, inherited
    if title is None and employer is not None:
        title, employer = employer, None
    assert title is not None
    title_quote = layout.quote(title.start, title.end)
    employer_quote = layout.quote(employer.start, employer.end) if employer else inherited
    anchor = layout.lines[head.anchor]
    dates = layout.quote(anchor.start + head.dated.start, anchor.start + head.dated.end)
    period = head.dated.period
    experience = Experience(
        title=" ".join(title_quote.text.split()),
        employer=" ".join(employer_quote.text.split()) if employer_quote else "",
        period=Period(start=period.start, end=period.end, ongoing=period.ongoing),
        kind=work_kind(title.text, employer.text if employer else "", head.section),
        quotes=tuple(q for q in (title_quote, employer_quote, dates) if q is not None),
    )
    return Role(experience, head.lines, body), employer_quote


def _segments(layout: Outline, head: _Head) -> list[_Segment]:
    """The head's parts between strong separators, dates and brackets left out."""
    out: list[_Segment] = []
    for number in head.lines:
        line = layout.lines[number]
        holes = [(head.dated.start, head.dated.end)] if number == head.anchor else []
        holes += [m.span() for m in _BRACKETS.finditer(line.text)]
        marks = [m.span() for m in _STRONG.finditer(line.text)]
        at = 0
        for start, end in sorted([*holes, *marks, (len(line.text), len(line.text))]):
            if start > at:
                _add(out, line, at, start)
            at = max(at, end)
    return out


_LATER = re.compile(
    r"^(?:later|then|previously|before|formerly|dann|später|davor|puis|ensuite|luego|después|poi|dopo|depois|later|"
    r"vervolgens|daarna|później|potem|since|from|seit|ab|od|promoted|client|kunde)\b", re.IGNORECASE
)  # fmt: skip


def _add(out: list[_Segment], line: Line, start: int, end: int) -> None:
    raw = line.text[start:end].lstrip()
    if (
        raw.startswith(",")
        and title_weight(raw) < 1
        and not _LEGAL_TAIL.match(raw.lstrip(", ").split(",")[0])
    ):
        return  # the place behind an employer and its bracket
    if _LATER.match(raw.lstrip(",;() ")):
        return  # a promotion inside the entry
    weak = line.text[:start].rstrip().endswith((".", ";"))
    while start < end and line.text[start] in _EDGES + "•▪>":
        start += 1
    while end > start and line.text[end - 1] in _EDGES:
        end -= 1
    if any(c.isalpha() for c in line.text[start:end]):
        out.append(_Segment(line.start + start, line.start + end, line.text[start:end], weak))


def _title_and_employer(segments: Sequence[_Segment]) -> tuple[_Segment | None, _Segment | None]:
    """The segment that reads most like a title, and the employer among the others."""
    if not segments:
        return None, None
    ranked = sorted(range(len(segments)), key=lambda i: (-_titleness(segments[i]), i))
    best = segments[ranked[0]]
    if _titleness(best) <= 0:
        if len(segments) < 2:
            return _split(segments[0])
        marked = (
            employer_weight(segments[1].text) > employer_weight(segments[0].text) or "," in segments[1].text
        )
        first, second = (segments[0], segments[1]) if marked else (segments[1], segments[0])
        return first, _employer(second)
    others = [
        s for i, s in enumerate(segments)
        if i != ranked[0] and not _is_place(s) and (i < ranked[0] or not s.weak or employer_weight(s.text) > 0)
    ]  # fmt: skip
    if not others:
        return _split(best)
    left, right = _split(best)
    if right is not None and employer_weight(right.text) > max(employer_weight(o.text) for o in others):
        return left, right
    near = sorted(others, key=lambda s: (-min(1.0, employer_weight(s.text)), _titleness(s) > 0))
    return best, _employer(near[0])


def _titleness(segment: _Segment) -> float:
    return title_weight(segment.text) - 0.7 * employer_weight(segment.text)


def _is_place(segment: _Segment) -> bool:
    """Whether a segment is but a place or a note: short, without a mark of title or employer, after a comma."""
    return bool(
        re.fullmatch(r"(?:remote|hybrid|full[- ]time|part[- ]time|[A-Z]{2,3})", segment.text, re.IGNORECASE)
    )


def _split(segment: _Segment) -> tuple[_Segment | None, _Segment | None]:
    """A segment that holds both, at the comma that parts them best: "Analyst, Acme Ltd, Leeds"."""
    commas = [m.span() for m in _COMMA.finditer(segment.text)]
    if not commas:
        return (segment, None) if title_weight(segment.text) > 0 else (None, segment)
    kept = [c for c in commas if not _LATER.match(segment.text[c[1] :])]
    if not kept:
        return segment, None
    start, end = kept[_best_comma(segment.text, kept)]
    left = _Segment(segment.start, segment.start + start, segment.text[:start])
    right = _Segment(segment.start + end, segment.end, segment.text[end:])
    first = right.text.split(", ")[0]
    if title_weight(first) + employer_weight(left.text) > title_weight(left.text) + employer_weight(first):
        return _Segment(right.start, right.start + len(first), first), _employer(left)
    return left, _employer(right)


def _best_comma(text: str, commas: Sequence[tuple[int, int]]) -> int:
    """The comma behind the title: the first, or a later one that a legal form follows or a title precedes."""
    for number, (start, end) in enumerate(commas[:4]):
        piece = text[end:].split(", ")[0]
        after = [_LEGAL_TAIL.match(w) for w in piece.split()]
        if any(after) and title_weight(text[:start]) > 0:
            return number
        if number and title_weight(text[commas[number - 1][1] : start]) < 1:
            break
    for number, (_, end) in enumerate(commas[:3]):
        if title_weight(text[end:].split(", ")[0]) < 1:
            return number
    return 0


def _employer(segment: _Segment) -> _Segment:
    """The employer without the place behind it: up to the first comma that no legal form follows."""
    parts = [m.span() for m in _COMMA.finditer(segment.text)]
    end = len(segment.text)
    for start, stop in parts:
        following = segment.text[stop:].split(",")[0].strip()
        if not _LEGAL_TAIL.match(following):
            end = start
            break
    return _Segment(segment.start, segment.start + end, segment.text[:end])
