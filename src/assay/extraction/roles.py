"""The roles a person held: title, employer, period, and the lines that describe the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.domain.document import Quote
from assay.domain.profile import Experience
from assay.extraction.dates import DatedSpan, find_periods, find_single
from assay.extraction.entries import BRACKETS, Named, Part, label_of, name_entry, notes_of, parts_of
from assay.extraction.lines import Line, Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import employer_weight, legal_form, title_weight, work_kind

_MAX_HEAD = 110
"""Longest line, in characters, that may belong to an entry's head."""

_NOW_SHOWN = re.compile(r"[-–—~]|\b(?:to|till|bis|à|a|al|tot|do)\b", re.IGNORECASE)
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
_WORKING = re.compile(r"(?:currently\s+)?work(?:ing|ed)\s+as\b", re.IGNORECASE)
_EDGES = " \t,;:|–—-·•#*_/()[]~"
_DASH_AFTER_DATE = re.compile(r"\s*(?:[^\W\d_]{3,9}\.?\s|\d{1,2}[./])?(?:19|20)\d\d\s?[-–—]\s+(?=[^\W\d_])")
_LEADING_NOW = re.compile(
    r"\s*(?:present|now|today|current|heute|aujourd'hui|présent|actualidad|presente|oggi|atual|heden|obecnie)\b",
    re.IGNORECASE,
)
_FIRST_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.(?:\s|$)")
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
    return _with_projects(layout, roles)


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
        layout.lines[n].bullet or len(layout.lines[n].text.strip()) > _MAX_HEAD for n in body
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
    if number < head.area.first or not _may_be_head(line) or _titled(line.text):
        return None
    if number > head.area.first and not layout.lines[number - 1].blank:
        return None
    named = name_entry(parts_of(line.text, line.start, number), (), number)
    return _quote(layout, named.employer)


def _titled(text: str) -> bool:
    """Whether a line holds a title's head noun outside its brackets."""
    return title_weight(BRACKETS.sub(" ", text)) > 0.5


def _headline(layout: Outline, head: _Head) -> Quote | None:
    """The person's own title under the name, for a present role that states none."""
    for line in layout.lines[1 : min(7, head.lines[0])]:
        words = line.text.split()
        if (
            1 < len(words) <= 9
            and "@" not in line.text
            and _titled(line.text)
            and not find_periods(line.text)
        ):
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
        beside = _beside(above, line) if above.number > taken and above.number >= area.first else None
        if beside is not None:
            named = _named(layout, (above.number,), line, beside)
            heads.append(_Head((above.number,), line.number, beside, area, named))
            taken = line.number
            continue
        dated = _broken(layout, line) or _anchor(line, area)
        if dated is None or (heads and heads[-1].anchor == line.number - 1 and not find_periods(line.text)):
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


def _period(line: Line, *, single: bool) -> DatedSpan | None:
    """The period on a line that may be an entry's head, or None."""
    found = find_periods(line.text)
    if found:
        return next((f for f in found if _shows_end(line, f)), found[0])
    alone = find_single(line.text)
    if len(alone) != 1 or not (single or _in_column(line, alone[0])):
        return None
    return alone[0]


def _in_column(line: Line, dated: DatedSpan) -> bool:
    """Whether a date stands apart, at the start or the end of a line with a wide gap."""
    before, after = line.text[: dated.start], line.text[dated.end :]
    if not before.strip():
        return after.startswith(("  ", "\t"))
    return before.endswith(("   ", "\t")) and not BRACKETS.sub("", after).strip()


def _shows_end(line: Line, found: DatedSpan) -> bool:
    """Whether a period shows its end or its "now", unlike "since 2021"."""
    return not found.period.ongoing or bool(_NOW_SHOWN.search(line.text[found.start : found.end]))


def _anchor(line: Line, area: _Area) -> DatedSpan | None:
    """The period of a line that is an entry's head: few words beside it, and no sentence."""
    dated = _period(line, single=area.kind is SectionKind.EXPERIENCE and not line.bullet)
    if dated is None:
        return None
    before = line.text[: dated.start].strip(_EDGES + "•▪>")
    after = _first_sentence(line.text[dated.end :])
    if not before and dated.period.ongoing and re.match(r"\s?[^\W\d_A-Z]", line.text[dated.end :]):
        return None if not _shows_end(line, dated) else dated
    if not before and dated.end - dated.start >= 4 and _titled(after) and len(after) <= _MAX_HEAD:
        return dated
    return dated if len(line.text.strip()) <= _MAX_HEAD + 40 and _reads_like_head(line, dated) else None


def _beside(above: Line, line: Line) -> DatedSpan | None:
    """The period of the head `above` where it stands at the right of the entry's first bullet."""
    if not line.bullet or above.blank or above.bullet or not _may_be_head(above) or not _titled(above.text):
        return None
    found = find_periods(line.text)
    apart = len(found) == 1 and not find_periods(above.text) and "\t" in line.text[: found[0].start][-2:]
    return found[0] if apart and not line.text[found[0].end :].strip() else None


def _broken(layout: Outline, line: Line) -> DatedSpan | None:
    """An open period whose "present" slipped to the start of the next line of a narrow column."""
    if line.number + 1 >= len(layout.lines):
        return None
    dash = _DASH_AFTER_DATE.match(line.text)
    following = _LEADING_NOW.match(layout.lines[line.number + 1].text)
    if not (dash and following and _titled(line.text[dash.end() :])):
        return None
    whole = find_periods(dash[0].rstrip() + " " + following[0].strip())
    if not whole:
        return None
    return DatedSpan(0, dash.end(), whole[0].period)


def _first_sentence(text: str) -> str:
    bare = BRACKETS.sub(" ", text).strip(_EDGES + ".")
    return _FIRST_SENTENCE.split(bare, maxsplit=1)[0]


def _reads_like_head(line: Line, dated: DatedSpan) -> bool:
    outside = (line.text[: dated.start] + " " + line.text[dated.end :]).strip(_EDGES + "•▪>")
    if _WORKING.match(outside):
        return True
    note = line.text.strip()
    if note.startswith("(") and ")" not in line.text[dated.end : dated.end + 3]:
        return False
    ranged = bool(find_periods(line.text))
    weight, ended = _titled(outside), outside.endswith(".")
    if not ranged and (len(outside) > 90 or not weight or ended):
        return False
    if line.bullet and (len(line.text.strip()) > _MAX_HEAD or not weight or ended or outside[:1].islower()):
        return False
    if line.bullet and not _shows_end(line, dated):
        return False
    count = len(outside.split())
    if count > 17 or (ended and count > 10 and not _titled(outside[:60])):
        return False
    if dated.period.ongoing and not _at_edge(line, dated):
        return False  # "from 2018 Assistant Manager": a promotion inside an entry
    if outside.startswith("(") and not weight:
        return False
    return not (outside[:1].islower() and outside.count(" ") > 3 and dated.start > 3)


def _at_edge(line: Line, dated: DatedSpan) -> bool:
    """Whether an open period stands at the line's edge, behind its title, or shows its "now"."""
    before = line.text[: dated.start].strip(_EDGES + "•▪>(")
    after = BRACKETS.sub(" ", line.text[dated.end :]).strip(_EDGES)
    titled = _titled(before) and not _titled(after)
    return not before or not after or titled or _shows_end(line, dated)


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
    while number >= first and len(above) < 2:
        line = layout.lines[number]
        if not _may_be_head(line) or _edge_period(line) or (above and layout.lines[number + 1].blank):
            break
        above.insert(0, number)
        number -= 1
    return above


def _firmer_above(layout: Outline, above: Sequence[int], own: Named) -> bool:
    """Whether a line above names an employer with more right than what the dated line seems to name."""
    if not above or own.employer is None:
        return False
    line = layout.lines[above[-1]]
    lone = above[0] == 0 or layout.lines[above[-1] - 1].blank or len(above) == 1
    text = layout.mended.text[slice(*own.employer)]
    marked = employer_weight(line.text) > 0 or "(" in line.text
    return lone and not _titled(line.text) and marked and employer_weight(text) == 0


def _may_go_on(line: Line, named: Named) -> bool:
    if not line.blank and not line.bullet and named.title is None:
        first = _first_sentence(line.text)
        if _titled(first) and len(first) <= 70:
            return True
    if line.text.strip()[:1].islower() and ")" in line.text:
        return len(line.text) < _MAX_HEAD
    if not _may_be_head(line) or _edge_period(line):
        return False
    return named.title is None or not _titled(line.text)


def _edge_period(line: Line) -> bool:
    """Whether the line carries a period of its own, not one inside its words."""
    found = find_periods(line.text)
    return any(_shows_end(line, f) for f in found)


def _may_be_head(line: Line) -> bool:
    text = line.text.strip()
    if line.blank or line.bullet or len(text) > _MAX_HEAD:
        return False
    if text[0].islower() and not (_titled(text) and text.count(" ") <= 5):
        return False
    return not (text.endswith((".", ";", ":")) and text.count(" ") > 4) and text.count(" ") <= 12


def _named(layout: Outline, numbers: Sequence[int], anchor: Line, dated: DatedSpan) -> Named:
    """What the lines of a head name."""
    parts: list[Part] = []
    notes: list[Part] = []
    for number in numbers:
        line = layout.lines[number]
        holes = [(f.start, f.end) for f in find_periods(line.text) if _shows_end(line, f)]
        if number == anchor.number:
            holes = [(dated.start, dated.end)]
        parts += parts_of(line.text, line.start, number, holes)
        notes += notes_of(line.text, line.start, number)
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
