"""Dates that contradict one another or the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from assay.domain.dates import Month
from assay.domain.document import Quote
from assay.domain.profile import Experience, Finding, FindingKind, WorkKind
from assay.extraction.cues import fold_statement
from assay.extraction.dates import find_periods, find_single
from assay.extraction.findings.common import YEARS, number_of, pattern, quote_statement
from assay.extraction.layout import CvLayout
from assay.extraction.lines import Line
from assay.extraction.sections import SectionKind
from assay.extraction.titles import title_weight
from assay.taxonomy import folded

_AHEAD = 2
"""Months after the reading in which a role may begin: an agreed start."""

_LONG_OVERLAP = 12
"""Months for which two full-time jobs may overlap by notice, leave or rounding to years."""

_SPARE_MONTHS = 12
"""Months by which a stated length may differ from the dates beside it."""

_SPARE_AT_EMPLOYER = 18
_OF_MANY = frozenset(
    "ltd inc llc gmbh plc limited corp the and pvt srl spa sarl group company technologies systems solutions".split()
)
"""Words that many employers' names share."""

_PLANNED = re.compile(
    r"\b(?:from|starting|starts|incoming|agreed|offer|planned|upcoming|future|begins?|ab|kunftig|zugesagt|a partir|a partire|vanaf|od|expected)\b"
)
_DASH = re.compile(r"\s{0,3}(?:[-–—→]{1,2}|to|till|until|bis|a|à|al|hasta|até|tot|do)\s{0,3}")
_DATED_SECTIONS = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.COMMUNITY,
        SectionKind.OTHER,
    }
)
_HEAD_LENGTH = 130
"""Characters of a line up to which it may be the head of an entry."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LENGTH = re.compile(
    r"[(·|,]\s{0,2}(?:(?P<y>\d{1,2})\s?(?:years?|yrs?\.?|jahre?|ans?|anos?|anni?|jaar|lata?)(?:\W{1,3}(?:and\s)?(?P<m>\d{1,2})\s?(?:m\w{0,6}))?)\W{0,2}"
)
_AT = re.compile(
    rf"{YEARS}\W{{1,3}}(?:\w+\W+){{0,2}}?(?:at|with|for|bei|fur|chez|pour|en|presso|in|na|bij|voor|w|dla)\s"
)


def contradictory_dates(layouts: Sequence[CvLayout]) -> Iterator[Finding]:
    """Roles that end before they begin or lie ahead, long overlaps, stated lengths that the dates deny."""
    for layout in layouts:
        yield from _backwards(layout)
        yield from _ahead(layout)
        yield from _stated_lengths(layout)
    yield from _overlaps([(r, layout) for layout in layouts for r in layout.experience])
    yield from _years_at(layouts)


def _finding(text: str, quotes: Sequence[Quote]) -> Finding:
    return Finding(kind=FindingKind.CONTRADICTORY_DATES, text=text, quotes=tuple(quotes)[:4])


def _quote_line(layout: CvLayout, line: Line) -> Quote:
    return layout.quote(line.start, line.end)


def _backwards(layout: CvLayout) -> Iterator[Finding]:
    """Entries whose second date lies before the first: "May 2021 - March 2019"."""
    for line in layout.lines:
        section = layout.section_at(line.number)
        if (
            line.blank
            or len(line.text) > _HEAD_LENGTH
            or section not in _DATED_SECTIONS
            or line.text.rstrip().endswith((".", ";"))
        ):
            continue
        dates = find_single(line.text)
        for first, second in pairwise(dates):
            start, end = first.period.start, second.period.end
            gap = line.text[first.end : second.start]
            if start is None or end is None or not _DASH.fullmatch(gap.lower()):
                continue
            last = end if end.month else Month(end.year, 12)
            if last.ordinal < start.ordinal:
                what = "studies" if section is SectionKind.EDUCATION else "an entry"
                text = f"The dates of {what} run backwards: they begin in {start} and end in {end}."
                yield _finding(text, [_quote_line(layout, line)])


def _ahead(layout: CvLayout) -> Iterator[Finding]:
    """Roles told as held that begin after the reading."""
    roles = [r for r in layout.experience if r.period.start is not None]
    ahead = [r for r in roles if r.period.start and r.period.start.ordinal > layout.as_of.ordinal + _AHEAD]
    # Where most roles lie ahead, the document's own date was read wrongly, not the roles.
    if not ahead or (len(ahead) > 1 and len(ahead) * 2 > len(roles)):
        return
    for role in ahead:
        words = " ".join(q.text for q in role.quotes)
        if _PLANNED.search(folded(words)) or (role.period.end is None and not role.bullets):
            continue
        text = f"The role {role.title!r} begins in {role.period.start}, after {layout.as_of}, the date of this reading."
        yield _finding(text, role.quotes)


def _overlaps(roles: Sequence[tuple[Experience, CvLayout]]) -> Iterator[Finding]:
    """Pairs of full-time jobs with different employers that overlap for long."""
    jobs = [
        (r, lay)
        for r, lay in roles
        if r.kind is WorkKind.JOB and r.employer and r.title and _full_time(r, lay)
    ]
    for (a, lay_a), (b, lay_b) in combinations(jobs, 2):
        if _same_employer(a.employer, b.employer) or a.period == b.period:
            continue
        months = _shared(a, lay_a, b, lay_b)
        if months > _LONG_OVERLAP:
            text = (
                f"Two jobs, {a.title!r} at {a.employer} and {b.title!r} at {b.employer}, overlap for {months} months; "
                "ask whether both were full-time."
            )
            yield _finding(text, [*a.quotes[-1:], *b.quotes[-1:]])


def _full_time(role: Experience, layout: CvLayout) -> bool:
    """Whether nothing in the entry's head or first lines says that it was not a full-time job."""
    named = title_weight(role.title) >= 1 and not _YEAR.search(role.employer) and role.employer[:1].isupper()
    heads = [
        s.text for s in layout.statements if s.head and any(s.span.overlaps(q.span) for q in role.quotes)
    ]
    words = " ".join((*heads, role.title, role.employer, *(q.text for q in role.bullets[:2])))
    return named and not pattern("part_time").search(folded(words))


def _same_employer(a: str, b: str) -> bool:
    first, second = (set(re.findall(r"\w{3,}", folded(n))) - _OF_MANY for n in (a, b))
    return bool(first & second)


def _shared(a: Experience, lay_a: CvLayout, b: Experience, lay_b: CvLayout) -> int:
    """Months that two roles share at least, years alone read as the shortest they can mean."""
    spans = []
    for role, layout in ((a, lay_a), (b, lay_b)):
        start, last = role.period.start, role.period.end or (layout.as_of if role.period.ongoing else None)
        if start is None or last is None:
            return 0
        begin = start.ordinal if start.month else start.year * 12 + 11
        spans.append((begin, last.ordinal if last.month or role.period.ongoing else last.year * 12))
    return min(s[1] for s in spans) - max(s[0] for s in spans) + 1


def _stated_lengths(layout: CvLayout) -> Iterator[Finding]:
    """A length beside its own dates that they deny: "Jan 2021 - Dec 2022 (5 years)"."""
    for line in layout.lines:
        if line.blank or len(line.text) > _HEAD_LENGTH or line.bullet:
            continue
        periods = find_periods(line.text)
        stated = (
            _LENGTH.search(folded(line.text), periods[0].end if periods else 0) if len(periods) == 1 else None
        )
        if stated is None or stated.start() - periods[0].end > 4:
            continue
        period = periods[0].period
        months = period.months(layout.as_of)
        said = int(stated["y"]) * 12 + int(stated["m"] or 0)
        if months is None:
            continue
        short = not period.ongoing and said < months - _SPARE_MONTHS - (
            12 if "m" not in stated.groupdict() else 0
        )
        if said > months + _SPARE_MONTHS or (short and said * 2 < months):
            text = f"{stated['y']} years are stated beside dates that make {months / 12:.1f}."
            yield _finding(text, [_quote_line(layout, line)])


def _years_at(layouts: Sequence[CvLayout]) -> Iterator[Finding]:
    """ "Eight years at Nordlicht" where the roles there make three."""
    employers: dict[str, int] = {}
    for layout in layouts:
        for role in layout.experience:
            months = role.period.months(layout.as_of)
            name = " ".join(re.findall(r"\w+", folded(role.employer))[:2])
            if len(name) > 3:
                employers[name] = employers.get(name, 0) + (months if months is not None else 1200)
    for layout in layouts:
        for statement in layout.statements:
            text = fold_statement(statement.text) if not statement.head else ""
            for found in _AT.finditer(text):
                rest = " ".join(re.findall(r"\w+", text[found.end() : found.end() + 60]))
                for name, months in employers.items():
                    if not (rest == name or rest.startswith(name + " ")):
                        continue
                    if number_of(found["n"]) * 12 > months + _SPARE_AT_EMPLOYER:
                        said = f"{found['n']} years there are stated, but the dates of the roles make {months / 12:.1f}."
                        yield _finding(said, [quote_statement(layout, statement)])
