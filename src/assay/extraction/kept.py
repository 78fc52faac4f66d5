"""Which heads of entries name work, not schooling, a client's project or a time without work."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assay.domain.dates import Month, Period
from assay.extraction.anchors import titled
from assay.extraction.dates import DatedSpan
from assay.extraction.degrees import degree_in, has_school
from assay.extraction.entries import label_of
from assay.extraction.lines import Outline
from assay.extraction.sections import SectionKind
from assay.extraction.titles import employer_weight
from assay.extraction.windows import Area

_LEAVE = re.compile(
    r"\b(?:baja (?:por )?matern\w+|licen[çc]a (?:de )?maternidade|maternità|(?:zwangerschaps|ouderschaps)verlof|terminal leave|elternzeit|mutterschutz|parental leave|maternity|paternity|career break|sabbatical|gap year|congé|"
    r"military service|civilian service|wehrdienst|zivildienst|service civil|laid off|unemployed|arbeitssuchend|"
    r"travel(?:l?ing)?|urlop macierzyński|baja maternal|zorgverlof|aspettativa)\b",
    re.IGNORECASE,
)

_IDLE = re.compile(
    r"\b(?:no (?:\w+ )?(?:job|employment)|between (?:jobs|posts)|full[- ]time stud(?:y|ies)|stay[- ]at[- ]home|career break|unemployed|"
    r"job search|arbeitssuchend|arbeitslos|entre deux postes|en recherche d'emploi|werkzoekend|bezrobotn\w+)\b",
    re.IGNORECASE,
)
"""A time without work, whatever else the line tells."""

_BESIDE = re.compile(r"(?:with|by|under|mit|unter|avec|con|com|met|onder)\s", re.IGNORECASE)

_COURSE = re.compile(
    r"[\W\d_]*(?:(?:[\w&-]+\s){0,4}boot\s?camp|dipl[oô]me\s(?:national\s)?d['’]|titre\sd['’]|t[ií]tulo\sde\s|laurea\b|umschulung|nanodegree)(?!\s(?:instructor|teacher|mentor|lead|coach|trainer|ta\b|teaching))",
    re.IGNORECASE,
)

_DEGREE = re.compile(
    r"\b(?:bachelor|master)(?:['’]?s)?['’]?\s+(?:degree|of|in|thesis)\b|\b[BM]\.?\s?(?:Sc|Eng|Tech|A)\b\.?(?=\s(?:in|of)\b|,)|"
    r"\b(?:diploma|degree|licence|licenciatura|laurea|matriculation)\b",
    re.IGNORECASE,
)
"""What marks an entry as schooling, though it stands among the work."""

_VALUE = re.compile(r"[^,;(|\t]{2,80}?(?=\s*(?:[,;(|\t]|\s{3}|$))")
"""The name behind a label, up to what is said about it."""

_TOLD_IN = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.COMMUNITY,
        SectionKind.HEADER,
        SectionKind.OTHER,
        SectionKind.SUMMARY,
    }
)
"""Sections in which an entry at a school may be work, not study."""


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of an entry's head, its period, and the places of its title and employer.

    `shared` is whether its line holds other entries too.
    """

    lines: tuple[int, ...]
    anchor: int
    dated: DatedSpan
    area: Area
    title: tuple[int, int] | None
    employer: tuple[int, int] | None
    shared: bool = False
    agreed: bool = False
    """Whether the other entries of the area are read in the same way."""
    house: tuple[int, int] | None = None
    """The employer of a group of roles, above the head."""


def client_of(layout: Outline, head: Head) -> tuple[int, int] | None:
    """What a label among a head's lines, or above it in one block, names as the client or the project."""
    above, number = [], head.lines[0] - 1
    while number >= head.area.first and head.lines[0] - number < 8 and label_of(layout.lines[number].text):
        above.append(number)
        number -= 1
    for row in (*range(head.lines[0], head.lines[-1] + 1), *above):
        line = layout.lines[row]
        found = label_of(line.text)
        if found and found[0] == "client":
            value = _VALUE.match(line.text, found[1])
            return line.start + found[1], line.start + (value.end() if value else len(line.text))
    return None


def _is_schooling(layout: Outline, head: Head) -> bool:
    """Whether an entry's title or its line's first words are a degree below the doctorate, with or without its school."""
    texts = [layout.mended.text[slice(*place)] for place in (head.title, head.employer) if place]
    anchor = layout.lines[head.anchor].text
    texts.append(anchor[: head.dated.start])
    texts.append(anchor[head.dated.end :])
    if any(_COURSE.match(text) for text in texts):
        return True
    if head.title is None and any(has_school(text) for text in texts):
        texts += [layout.lines[n].text for n in head.lines if n != head.anchor]
        texts += [re.split(r",\s", layout.lines[n].text, maxsplit=1)[-1] for n in head.lines]
    for text in texts:
        bare = text.strip(" \t,;:|–—-·•#*_/()[]~>")
        degree = degree_in(bare)
        if degree and titled(degree[0]) and not any(has_school(t) for t in texts):
            continue  # "Ingeniera de datos" is a degree as well as a title
        if degree and degree.start() == 0 and degree.lastgroup in ("bachelor", "master"):
            written = (
                "." in degree[0]
                or not degree[0].isalpha()
                or degree[0][:2].isupper()
                or degree[0][-2:].isupper()
                or degree[0][1:2].isupper()
            )
            if written or not titled(bare[degree.end() : degree.end() + 40]):
                return True
    return False


def without_clients(layout: Outline, heads: Sequence[Head]) -> list[Head]:
    """The heads less those labelled as a client's project that lie within another role: the firm's work, not a post.

    The client is the employer where no other is named, as in a freelancer's list.
    """
    clients = [client_of(layout, head) for head in heads]
    if not any(clients):
        return list(heads)
    posts = _Posts(h.dated.period for h, client in zip(heads, clients, strict=True) if not client)
    out = []
    for head, client in zip(heads, clients, strict=True):
        if client is None or not posts.cover(head.dated.period):
            named = head.employer or head.house or client is None
            out.append(head if named else replace(head, employer=client))
    return out


class _Posts:
    """Periods of posts, asked whether one of them covers another period; to the month, open ones go on."""

    def __init__(self, periods: Iterable[Period]) -> None:
        spans = sorted(
            (_month(p.start, 1), _month(p.end, 12) if p.end else _OPEN)
            for p in periods
            if p.start is not None
        )
        self._starts = [start for start, _ in spans]
        self._latest = list(accumulate((end for _, end in spans), max))

    def cover(self, period: Period) -> bool:
        """Whether a post begins no later and ends no earlier; an undated period counts as covered."""
        if period.start is None:
            return bool(self._starts)
        before = bisect_right(self._starts, _month(period.start, 12))
        return before > 0 and self._latest[before - 1] >= _month(period.end or period.start, 1)


_OPEN = 10**6


def _month(month: Month, missing: int) -> int:
    """Months since the year 0, `missing` standing for the month of a year alone."""
    return month.year * 12 + (month.month or missing)


def is_work(layout: Outline, head: Head) -> bool:
    """Whether a head names a role, not schooling or a time without work."""
    words = " ".join(layout.lines[n].text for n in head.lines)
    if _IDLE.search(words[:120]) or (head.title and _BESIDE.match(layout.mended.text[slice(*head.title)])):
        return False
    if _LEAVE.search(words[:160]) and not (head.title and titled(layout.mended.text[slice(*head.title)])):
        return False
    settled = head.agreed and head.area.kind is SectionKind.EXPERIENCE and head.employer is not None
    if head.title and not settled and not titled(layout.mended.text[slice(*head.title)]):
        firsts = [layout.mended.text[place[0]] for place in (head.title, head.employer) if place]
        if any(c.islower() for c in firsts):
            return False
    if _is_schooling(layout, head):
        return False
    if head.area.kind not in _TOLD_IN and any(has_school(layout.lines[n].text) for n in head.lines):
        return False
    if head.area.loose or _DEGREE.search(words[:200]):
        named = head.title is not None and (head.employer or head.house) is not None
        return named and titled(layout.mended.text[slice(*(head.title or (0, 0)))])
    if head.title is None and head.employer is not None and head.area.kind is not SectionKind.EXPERIENCE:
        return employer_weight(layout.mended.text[slice(*head.employer)]) > 0
    return head.title is not None or head.employer is not None
