"""The roles a person held: title, employer, period, and the lines that describe the work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assay.domain.dates import Month, Period
from assay.domain.document import Quote
from assay.domain.profile import Experience, WorkKind
from assay.extraction.anchors import MAX_HEAD, periods, titled
from assay.extraction.chains import promotion_in
from assay.extraction.entries import label_of
from assay.extraction.heads import lone_name, read_heads
from assay.extraction.kept import Head, client_of
from assay.extraction.lines import Outline, Section
from assay.extraction.prose import ToldRole, told_roles
from assay.extraction.sections import SectionKind
from assay.extraction.titles import legal_form, same_house, self_employed, work_kind
from assay.extraction.windows import Area

_BODY_SECTIONS = frozenset({SectionKind.EXPERIENCE, SectionKind.COMMUNITY})
_LOOSE = frozenset({SectionKind.HEADER, SectionKind.OTHER})
_NEVER = frozenset(
    {
        SectionKind.SKILLS, SectionKind.PUBLICATIONS, SectionKind.LANGUAGES, SectionKind.PROJECTS,
        SectionKind.CERTIFICATES, SectionKind.AWARDS, SectionKind.LIMITS,
    }
)  # fmt: skip


_DEGREE_TAIL = re.compile(r",?\s*\b(?:Ph\.?\s?D\.?|PHD)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """An entry with the numbers of its head's lines and of the lines that describe it."""

    experience: Experience
    head: tuple[int, ...]
    body: tuple[int, ...]


def read_roles(layout: Outline) -> tuple[Role, ...]:
    """All roles in the order of the text."""
    heads = [h for area in _areas(layout) for h in read_heads(layout, area)]
    heads = heads or _engagements(layout)
    roles: list[Role] = []
    group: tuple[Head, Quote] | None = None
    before: Quote | None = None
    area: Area | None = None
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        body = _body(head, following)
        own = _quote(layout, head.employer)
        if head.title is None and own and _opens_group(layout, head, following, body):
            group = (head, own)
            continue
        if own and same_house(own.text):
            own, inherited = None, before
        elif group and _within(head, group[0]):
            inherited = group[1]
        else:
            named = _quote(layout, head.house)
            inherited = named or (before if head.area == area else None)
        role = _role(layout, head, body, own or inherited, own is not None)
        if role is not None:
            roles += _risen(layout, head, role)
            before, area = own or inherited, head.area
    return (*_with_projects(layout, roles), *_told_besides(layout, roles)) if roles else _told(layout)


def _engagements(layout: Outline) -> list[Head]:
    """The projects of a CV without posts that are labelled with their client: a freelancer's work."""
    areas = [Area(s.first, s.last, s.kind, False) for s in layout.sections if s.kind is SectionKind.PROJECTS]
    return [h for area in areas for h in read_heads(layout, area) if client_of(layout, h)]


def _risen(layout: Outline, head: Head, role: Role) -> list[Role]:
    """The role, or two where its line tells of a later title with its date; the work told is the later one's."""
    if head.title is None or head.shared:
        return [role]
    line = next(n for n in layout.lines[head.lines[0] :] if n.start <= head.title[0] <= n.end)
    at = head.title[0] - line.start
    step = promotion_in(line.text[at : at + 2 * MAX_HEAD], role.experience.period)
    if step is None:
        return [role]
    later, earlier = (
        layout.quote(head.title[0] + a, head.title[0] + b) for a, b in (step.later, step.earlier)
    )
    period, rest = role.experience.period, role.experience.quotes[1:]
    now = replace(
        role.experience,
        title=" ".join(later.text.split()),
        period=replace(period, start=step.start),
        quotes=(later, *rest),
    )
    then = replace(
        role.experience,
        title=" ".join(earlier.text.split()),
        period=Period(start=period.start, end=step.start),
        quotes=(earlier, *rest),
    )
    return [replace(role, experience=now), Role(then, (), ())]


def _told_besides(layout: Outline, roles: list[Role]) -> tuple[Role, ...]:
    """Roles told in sentences that stand in no entry, of employers and times that no entry has."""
    taken = {n for role in roles for n in (*role.head, *role.body)}
    employers = {_bare_name(role.experience.employer) for role in roles}
    starts = {(p.start, p.ongoing) for p in (role.experience.period for role in roles)}
    out = []
    for role in _told(layout, alone=False):
        period = role.experience.period
        known = _bare_name(role.experience.employer) in employers or (period.start, period.ongoing) in starts
        if role.body[0] not in taken and not known:
            out.append(replace(role, body=tuple(n for n in role.body if n not in taken)))
    return tuple(out)


def _with_ends(told: Sequence[ToldRole]) -> list[ToldRole]:
    """The roles with an end where only their beginning is told: the next one's beginning, none for the latest."""
    starts = sorted((r.dated.period.start for r in told if r.dated.period.start), key=_ordinal)
    out = []
    for role in told:
        start = role.dated.period.start
        if role.begun and start is not None:
            following = bisect_right(starts, _ordinal(start), key=_ordinal)
            end = starts[following] if following < len(starts) else None
            period = Period(start=start, end=end) if end else Period(start=start, ongoing=True)
            role = replace(role, dated=replace(role.dated, period=period))
        out.append(role)
    return out


def _ordinal(month: Month) -> int:
    return month.ordinal


def _told(layout: Outline, *, alone: bool = True) -> tuple[Role, ...]:
    """Roles told in sentences, for a text without entries; each goes on to the next one's sentence.

    `alone` is whether no entries stand beside them; only then a mere beginning is enough.
    """
    told = _with_ends([role for role in told_roles(layout) if alone or not role.begun])
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


def _body(head: Head, following: Head | None) -> tuple[int, ...]:
    stop = following.lines[0] if following and following.area == head.area else head.area.last
    return tuple(n for n in range(head.lines[0] + 1, stop) if n not in head.lines)


def _opens_group(layout: Outline, head: Head, following: Head | None, body: Sequence[int]) -> bool:
    """Whether an untitled head only names the employer of the roles below it."""
    if following is None or following.title is None or following.employer is not None:
        return False
    return _within(following, head) and not any(
        layout.lines[n].bullet or len(layout.lines[n].text.strip()) > MAX_HEAD for n in body
    )


def _within(inner: Head, outer: Head) -> bool:
    a, b = inner.dated.period, outer.dated.period
    if a.start is None or b.start is None or inner.area != outer.area:
        return False
    last = b.end.year if b.end else 9999
    return b.start.year <= a.start.year and (a.end.year if a.end else a.start.year) <= last


def _headline(layout: Outline, head: Head) -> Quote | None:
    """The person's own title under the name, for a present role that states none."""
    for line in layout.lines[1 : min(7, head.lines[0])]:
        words = line.text.split()
        if (
            1 < len(words) <= 9
            and "@" not in line.text
            and titled(_DEGREE_TAIL.sub("", line.text))
            and not periods(line.text)
        ):
            return _quote(layout, lone_name(line, title=True))
    return None


def _quote(layout: Outline, place: tuple[int, int] | None) -> Quote | None:
    return layout.quote(*place) if place else None


def _areas(layout: Outline) -> list[Area]:
    """Runs of lines in which roles stand: experience sections first, then what has no known heading."""
    known = any(s.kind is SectionKind.EXPERIENCE for s in layout.sections)
    return [
        Area(_opening(s), s.last, s.kind, s.kind not in _BODY_SECTIONS and (known or s.kind not in _LOOSE))
        for s in layout.sections
        if s.kind not in _NEVER
    ]


def _opening(section: Section) -> int:
    """The first line of a section; its heading where that may be an employer's name."""
    unknown = (
        section.kind is SectionKind.OTHER
        and section.heading is not None
        and section.title.startswith(("=", "~", "─"))
    )
    return section.heading if unknown and section.heading is not None else section.first


def _until_now(period: Period, as_of: Month) -> Period:
    """A period that ends after the reading goes on: a contract until next year."""
    begun = period.start is not None and period.start.ordinal <= as_of.ordinal
    later = period.end is not None and (period.end.year, period.end.month or 1) > (
        as_of.year,
        as_of.month or 12,
    )
    return Period(start=period.start, ongoing=True) if begun and later else period


def _role(
    layout: Outline, head: Head, body: tuple[int, ...], employer: Quote | None, own: bool
) -> Role | None:
    title = _quote(layout, head.title)
    if title is None and head.dated.period.ongoing:
        title = _headline(layout, head)
    if title is None and own and employer and self_employed(employer.text):
        title = employer
    anchor = layout.lines[head.anchor]
    dates = layout.quote(anchor.start + head.dated.start, anchor.start + head.dated.end)
    words = " ".join(layout.lines[n].text for n in head.lines)
    named = " ".join(employer.text.split()) if employer else ""
    if title is None and not own:
        return None
    kind = work_kind(
        words if len(words) < 200 and not head.shared else (title or dates).text, "", head.area.kind
    )
    if kind is WorkKind.PROJECT:
        kind = WorkKind.FREELANCE  # only a client's project is read as a role
    experience = Experience(
        title=" ".join(title.text.split()) if title else "",
        employer=named,
        period=_until_now(head.dated.period, layout.as_of),
        kind=kind,
        quotes=tuple(q for q in (title, employer, dates) if q is not None),
    )
    return Role(experience, head.lines, body)
