"""The roles a person held: title, employer, period, and the lines that describe the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.domain.document import Quote
from assay.domain.profile import Experience
from assay.extraction.anchors import (
    MAX_HEAD,
    anchor_of,
    beside,
    broken,
    edge_period,
    first_sentence,
    may_be_head,
    periods,
    shows_end,
    titled,
)
from assay.extraction.dates import DatedSpan
from assay.extraction.entries import BRACKETS, Named, Part, label_of, name_entry, notes_of, parts_of
from assay.extraction.lines import Line, Outline
from assay.extraction.prose import told_roles
from assay.extraction.sections import SectionKind
from assay.extraction.titles import employer_weight, legal_form, work_kind

_LEAVE = re.compile(
    r"\b(?:elternzeit|mutterschutz|parental leave|maternity|paternity|career break|sabbatical|gap year|congé|"
    r"military service|civilian service|wehrdienst|zivildienst|service civil|laid off|unemployed|arbeitssuchend|"
    r"travel(?:l?ing)?|urlop macierzyński|baja maternal|zorgverlof|aspettativa)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^[\s·(]*(?:(?:about|ca\.?)\s+)?\d{1,2}\s*(?:years?|yrs?|months?|mos?|jahre?|monate?|ans?|mois|años?|meses|anni|mesi|anos|lat|jaar)\b"
    r"[\s\w.,·)]{0,24}$",
    re.IGNORECASE,
)
_BODY_SECTIONS = frozenset({SectionKind.EXPERIENCE, SectionKind.COMMUNITY})
_LOOSE = frozenset({SectionKind.HEADER, SectionKind.OTHER})
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
class _Area:
    """Lines `first` to `last` (not included) in which roles may stand; `loose` ones need better marks."""

    first: int
    last: int
    kind: SectionKind
    loose: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """The lines of an entry's head, its period, and what they name."""

    lines: tuple[int, ...]
    anchor: int
    dated: DatedSpan
    area: _Area
    named: Named


def read_roles(layout: Outline) -> tuple[Role, ...]:
    """All roles in the order of the text."""
    heads = [h for area in _areas(layout) for h in _heads(layout, area)]
    roles: list[Role] = []
    group: tuple[_Head, Quote] | None = None
    before: Quote | None = None
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        body = _body(head, following)
        own = _quote(layout, head.named.employer)
        if head.named.title is None and own and _opens_group(layout, head, following, body):
            group = (head, own)
            continue
        inherited = group[1] if group and _within(head, group[0]) else _above(layout, head) or before
        role = _role(layout, head, body, own or inherited, own is not None)
        if role is not None:
            roles.append(role)
            before = (own or inherited) if following and following.area == head.area else None
    return _with_projects(layout, roles) if roles else _told(layout)


def _told(layout: Outline) -> tuple[Role, ...]:
    """Roles told in sentences, for a text without entries; each goes on to the next one's sentence."""
    told = list(told_roles(layout))
    out = []
    for number, role in enumerate(told):
        stop = told[number + 1].line if number + 1 < len(told) else role.line + 1
        while number + 1 == len(told) and stop < len(layout.lines) and not layout.lines[stop].blank:
            stop += 1
        title, employer = layout.quote(*role.title), layout.quote(*role.employer)
        experience = Experience(
            title=" ".join(title.text.split()),
            employer=" ".join(employer.text.split()),
            period=role.dated.period,
            kind=work_kind(title.text, "", SectionKind.EXPERIENCE),
            quotes=(title, employer, layout.quote(role.dated.start, role.dated.end)),
        )
        out.append(Role(experience, (), tuple(range(role.line, stop))))
    return tuple(out)


def _with_projects(layout: Outline, roles: list[Role]) -> tuple[Role, ...]:
    """The roles with the blocks "Project 2: ... (employer)" that stand in a section of their own."""
    bodies = [list(role.body) for role in roles]
    employers = [_bare_name(role.experience.employer) for role in roles]
    for section in layout.sections:
        owner: int | None = None
        for line in (
            layout.lines[section.first : section.last] if section.kind is SectionKind.PROJECTS else ()
        ):
            found = label_of(line.text)
            if found and found[0] == "client":
                near = layout.mended.text[line.start : line.end + 200].lower()
                owner = next((i for i, name in enumerate(employers) if name and name in near), None)
            if owner is not None and not line.blank:
                bodies[owner].append(line.number)
    return tuple(replace(role, body=tuple(body)) for role, body in zip(roles, bodies, strict=True))


def _bare_name(employer: str) -> str:
    """An employer's name in lower case without its legal form."""
    return " ".join(w for w in employer.split() if not legal_form(w.strip(","))).lower()


def _body(head: _Head, following: _Head | None) -> tuple[int, ...]:
    stop = following.lines[0] if following and following.area == head.area else head.area.last
    return tuple(range(head.lines[-1] + 1, max(stop, head.lines[-1] + 1)))


def _opens_group(layout: Outline, head: _Head, following: _Head | None, body: Sequence[int]) -> bool:
    """Whether an untitled head only names the employer of the roles below it."""
    if following is None or following.named.title is None or following.named.employer is not None:
        return False
    return _within(following, head) and not any(
        layout.lines[n].bullet or len(layout.lines[n].text.strip()) > MAX_HEAD for n in body
    )


def _within(inner: _Head, outer: _Head) -> bool:
    a, b = inner.dated.period, outer.dated.period
    if a.start is None or b.start is None or inner.area != outer.area:
        return False
    last = b.end.year if b.end else 9999
    return b.start.year <= a.start.year and (a.end.year if a.end else a.start.year) <= last


def _above(layout: Outline, head: _Head) -> Quote | None:
    """The employer of a group of roles: a short line of its own above, perhaps with the years spent there."""
    number = head.lines[0] - 1
    while number >= head.area.first and (
        layout.lines[number].blank or _LENGTH.match(layout.lines[number].text)
    ):
        number -= 1
    line = layout.lines[number]
    if number < head.area.first or not may_be_head(line) or titled(line.text):
        return None
    if number > head.area.first and not layout.lines[number - 1].blank:
        return None
    named = name_entry(parts_of(line.text, line.start, number), (), number)
    return _quote(layout, named.employer)


def _headline(layout: Outline, head: _Head) -> Quote | None:
    """The person's own title under the name, for a present role that states none."""
    for line in layout.lines[1 : min(7, head.lines[0])]:
        words = line.text.split()
        if 1 < len(words) <= 9 and "@" not in line.text and titled(line.text) and not periods(line.text):
            parts = parts_of(line.text, line.start, line.number)
            return _quote(layout, name_entry(parts, (), line.number).title)
    return None


def _quote(layout: Outline, place: tuple[int, int] | None) -> Quote | None:
    return layout.quote(*place) if place else None


def _areas(layout: Outline) -> list[_Area]:
    """Runs of lines in which roles stand: experience sections first, then what has no known heading."""
    known = any(s.kind is SectionKind.EXPERIENCE for s in layout.sections)
    wanted = _BODY_SECTIONS | _LOOSE if known else frozenset(SectionKind) - _NEVER
    return [
        _Area(s.first, s.last, s.kind, known and s.kind in _LOOSE)
        for s in layout.sections
        if s.kind in wanted
    ]


def _heads(layout: Outline, area: _Area) -> list[_Head]:
    heads: list[_Head] = []
    taken = area.first - 1
    for line in layout.lines[area.first : area.last]:
        if line.number <= taken or line.blank:
            continue
        above = layout.lines[line.number - 1]
        right = beside(above, line) if above.number > taken and above.number >= area.first else None
        if right is not None:
            named = _named(layout, (above.number,), line, right)
            heads.append(_Head((above.number,), line.number, right, area, named))
            taken = line.number
            continue
        dated = broken(layout, line) or anchor_of(line, area.kind)
        if dated is None or (heads and heads[-1].anchor == line.number - 1 and not periods(line.text)):
            continue
        lines = _head_lines(layout, line, dated, (max(taken + 1, area.first), area.last))
        head = _Head(lines, line.number, dated, area, _named(layout, lines, line, dated))
        if _keeps(layout, head, bool(heads)):
            heads.append(head)
            taken = lines[-1]
    return heads


def _keeps(layout: Outline, head: _Head, after_another: bool) -> bool:
    """Whether a head names a role, not a client's project or a time without work."""
    labels = [label_of(layout.lines[n].text) for n in head.lines]
    if after_another and any(found and found[0] == "client" for found in labels):
        return False
    words = " ".join(layout.lines[n].text for n in head.lines)
    title, employer = head.named.title, head.named.employer
    if _LEAVE.search(words[:160]) and title is None:
        return False
    if head.area.loose:
        return title is not None and employer is not None
    if title is None and employer is not None and head.area.kind is not SectionKind.EXPERIENCE:
        return employer_weight(layout.mended.text[slice(*employer)]) > 0
    return title is not None or employer is not None


def _head_lines(layout: Outline, anchor: Line, dated: DatedSpan, limits: tuple[int, int]) -> tuple[int, ...]:
    """The anchor's line with the lines above and below that name title and employer."""
    if label_of(anchor.text):
        return _labelled_lines(layout, anchor, limits)
    own = _named(layout, (anchor.number,), anchor, dated)
    above = _lines_above(layout, anchor, limits[0])
    if own.title and own.employer and not _firmer_above(layout, above, own):
        above = []
    named = _named(layout, (*above, anchor.number), anchor, dated)
    below: list[int] = []
    number = anchor.number + 1
    wanted = 2 - bool(named.title) - bool(named.employer)
    while number < limits[1] and len(below) < wanted and _may_go_on(layout.lines[number], named):
        note = layout.lines[number].text.strip()
        wanted += note.startswith("(") or note[0].islower()
        below.append(number)
        number += 1
        named = _named(layout, (*above, anchor.number, *below), anchor, dated)
        wanted = len(below) if named.title and named.employer else wanted
    return (*above, anchor.number, *below)


def _labelled_lines(layout: Outline, anchor: Line, limits: tuple[int, int]) -> tuple[int, ...]:
    """The run of labelled lines around one that states the dates."""
    low = high = anchor.number
    while low > limits[0] and anchor.number - low < 4 and label_of(layout.lines[low - 1].text):
        low -= 1
    while high + 1 < limits[1] and high - anchor.number < 4 and label_of(layout.lines[high + 1].text):
        high += 1
    return tuple(range(low, high + 1))


def _lines_above(layout: Outline, anchor: Line, first: int) -> list[int]:
    above: list[int] = []
    number = anchor.number - 1
    spaced = _spaced_out(layout, anchor)
    while number >= first and len(above) < 2:
        line = layout.lines[number]
        if spaced and line.blank and not layout.lines[number + 1].blank:
            number -= 1
            continue
        gap = above and layout.lines[number + 1].blank and not spaced
        if not may_be_head(line) or edge_period(line) or gap:
            break
        above.insert(0, number)
        number -= 1
    return above


def _spaced_out(layout: Outline, anchor: Line) -> bool:
    """Whether a line with nothing but its dates stands between blank lines, as all lines of its entry do."""
    found = periods(anchor.text)
    alone = len(found) == 1 and not any(
        c.isalpha() for c in BRACKETS.sub("", anchor.text[: found[0].start] + anchor.text[found[0].end :])
    )
    near = [n for n in (anchor.number - 1, anchor.number + 1) if 0 <= n < len(layout.lines)]
    return alone and all(layout.lines[n].blank for n in near)


def _firmer_above(layout: Outline, above: Sequence[int], own: Named) -> bool:
    """Whether a line above names an employer with more right than what the dated line seems to name."""
    if not above or own.employer is None:
        return False
    line = layout.lines[above[-1]]
    lone = above[0] == 0 or layout.lines[above[-1] - 1].blank or len(above) == 1
    text = layout.mended.text[slice(*own.employer)]
    marked = employer_weight(line.text) > 0 or "(" in line.text
    return lone and not titled(line.text) and marked and employer_weight(text) == 0


def _may_go_on(line: Line, named: Named) -> bool:
    if not line.blank and not line.bullet and named.title is None and not edge_period(line):
        first = first_sentence(line.text)
        if titled(first) and len(first) <= 70:
            return True
    if line.text.strip()[:1].islower() and ")" in line.text:
        return len(line.text) < MAX_HEAD
    if not may_be_head(line) or edge_period(line):
        return False
    return named.title is None or not titled(line.text)


def _named(layout: Outline, numbers: Sequence[int], anchor: Line, dated: DatedSpan) -> Named:
    """What the lines of a head name."""
    parts: list[Part] = []
    notes: list[Part] = []
    for number in numbers:
        line = layout.lines[number]
        holes = [(f.start, f.end) for f in periods(line.text) if shows_end(line, f)]
        if number == anchor.number:
            holes = [(dated.start, dated.end)]
        text = line.text[: 3 * MAX_HEAD]
        parts += parts_of(text, line.start, number, [h for h in holes if h[1] <= len(text)])
        notes += notes_of(text, line.start, number)
    return name_entry(parts, notes, anchor.number)


def _role(
    layout: Outline, head: _Head, body: tuple[int, ...], employer: Quote | None, own: bool
) -> Role | None:
    title = _quote(layout, head.named.title)
    if title is None and head.dated.period.ongoing:
        title = _headline(layout, head)
    anchor = layout.lines[head.anchor]
    dates = layout.quote(anchor.start + head.dated.start, anchor.start + head.dated.end)
    words = " ".join(layout.lines[n].text for n in head.lines)
    named = " ".join(employer.text.split()) if employer else ""
    if title is None and not own:
        return None
    experience = Experience(
        title=" ".join(title.text.split()) if title else "",
        employer=named,
        period=head.dated.period,
        kind=work_kind(words if len(words) < 200 else (title or dates).text, "", head.area.kind),
        quotes=tuple(q for q in (title, employer, dates) if q is not None),
    )
    return Role(experience, head.lines, body)
