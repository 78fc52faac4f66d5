"""Findings: what is wrong with a document, shown and quoted; and the spans it discredits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from assay.domain.document import Span
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Finding, FindingKind, SkillClaim
from assay.domain.skill import SkillKind
from assay.extraction.cues import fold_statement
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.sections import TABLES, SectionKind, heading_kind
from assay.extraction.skills import Flagged
from assay.extraction.titles import title_weight
from assay.taxonomy import Taxonomy, folded

STUFFED_FROM = 28
"""Distinct skills in one list from which it may be stuffing."""

SUPPORTED_SHARE = 0.25
"""Share of a list's skills that also stand in described work, below which the list is stuffing."""

_POST_MARKS = 3
"""Different marks of a job post in one stretch from which it is one."""

_POST_REACH = 30
"""Lines between two marks of the same post."""

_BACK = 40
"""Lines before the first mark that may belong to the same post."""

_YEAR = re.compile(r"^\W*(?:19|20)\d\d\b|\b(?:19|20)\d\d\W*$|\b(?:19|20)\d\d\s*[-–—]")
_CV_HEADINGS = frozenset(
    {SectionKind.EXPERIENCE, SectionKind.LANGUAGES, SectionKind.PUBLICATIONS, SectionKind.PERSONAL}
)


@dataclass(frozen=True, slots=True)
class Flags:
    """Findings about the text alone, and the spans they discredit."""

    findings: tuple[Finding, ...]
    spans: tuple[Flagged, ...]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = yaml.safe_load((TABLES / "findings.yaml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<!\w)(?:{'|'.join(rows)})") for name, rows in data.items()}


def addresses_machines(text: str) -> bool:
    """Whether a passage speaks to machines or asks for a ranking."""
    return bool(_patterns()["machines"].search(fold_statement(text)))


def flag(layout: CvLayout, taxonomy: Taxonomy) -> Flags:
    """What in the text must not count as evidence: hidden, stuffed, pasted, or addressed to machines."""
    found = [*_hidden(layout), *_machines(layout), *_posts(layout), *_stuffing(layout, taxonomy)]
    sha = layout.document.sha256
    return Flags(
        findings=tuple(f for f, _ in found),
        spans=tuple(Flagged(sha, span) for _, spans in found for span in spans),
    )


def _hidden(layout: CvLayout) -> Iterator[tuple[Finding, list[Span]]]:
    document = layout.document
    spans = [h for h in document.hidden if document.text[h.span.start : h.span.end].strip()]
    letters = sum(sum(c.isalpha() for c in document.text[h.span.start : h.span.end]) for h in spans)
    if letters < 12:
        return
    why = ", ".join(dict.fromkeys(h.concealment.value for h in spans))
    quotes = [document.quote(Span(h.span.start, min(h.span.end, h.span.start + 400))) for h in spans]
    text = f"Text that a reader of the page does not see ({why}); it counts as named at most."
    yield Finding(kind=FindingKind.HIDDEN_TEXT, text=text, quotes=tuple(quotes[:4])), [h.span for h in spans]


def _machines(layout: CvLayout) -> Iterator[tuple[Finding, list[Span]]]:
    blocks = {s.block for s in layout.statements if _patterns()["machines"].search(fold_statement(s.text))}
    rows = [s for s in layout.statements if s.block in blocks]
    if rows:
        quotes = tuple(
            layout.document.quote(Span(s.span.start, min(s.span.end, s.span.start + 400))) for s in rows
        )
        text = "Text addressed to machines or asking for a ranking; it is ignored."
        yield (
            Finding(kind=FindingKind.TEXT_FOR_MACHINES, text=text, quotes=quotes[:4]),
            [s.span for s in rows],
        )


def _posts(layout: CvLayout) -> Iterator[tuple[Finding, list[Span]]]:
    """Stretches that read as a job post: several different marks near one another."""
    marks = [
        (line.number, m[0]) for line in layout.lines for m in _patterns()["post"].finditer(folded(line.text))
    ]
    for group in _near(marks):
        if len({words for _, words in group}) < _POST_MARKS:
            continue
        first, last = _stretch(layout, group[0][0], group[-1][0])
        start, end = layout.lines[first].start, layout.lines[last].end
        span = layout.mended.original(start, end)
        quote = layout.quote(start, end)
        text = "A stretch that reads as a job post, not as the person's own work; it counts as named at most."
        yield Finding(kind=FindingKind.PASTED_JOB_TEXT, text=text, quotes=(quote,)), [span]


def _near(marks: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    group: list[tuple[int, str]] = []
    for mark in marks:
        if group and mark[0] - group[-1][0] > _POST_REACH:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _stretch(layout: CvLayout, first: int, last: int) -> tuple[int, int]:
    """The post's lines: back to the start of its paragraphs, on to the next role or the end."""
    heads = {s.line for s in layout.statements if s.head}
    start = _opening(layout, first, heads)
    end = last
    while end + 1 < len(layout.lines) and end + 1 not in heads:
        end += 1
    return start, end


def _is_cv_line(layout: CvLayout, number: int, heads: set[int]) -> bool:
    """Whether a line surely is the CV's own: the head of a role, a heading of a CV, or one with the year of an entry."""
    text = layout.lines[number].text
    return number in heads or bool(_YEAR.search(text)) or heading_kind(text) in _CV_HEADINGS


def _opening(layout: CvLayout, first: int, heads: set[int]) -> int:
    """The post's first line: the furthest paragraph before the first mark that opens with a job title.

    Without one, the paragraph of the mark itself. The search stops at what surely is the CV's own.
    """
    lines = layout.lines
    nearest: int | None = None
    titled: int | None = None
    for number in range(first, max(-1, first - _BACK - 1), -1):
        if number != first and _is_cv_line(layout, number, heads):
            break
        if lines[number].blank or (number > 0 and not lines[number - 1].blank):
            continue
        nearest = number if nearest is None else nearest
        if (
            len(lines[number].text) <= 90
            and not lines[number].bullet
            and title_weight(lines[number].text) >= 1
        ):
            titled = number
    return titled if titled is not None else nearest if nearest is not None else first


def _stuffing(layout: CvLayout, taxonomy: Taxonomy) -> Iterator[tuple[Finding, list[Span]]]:
    """Lists out of all proportion to the work described."""
    mentions = sorted(taxonomy.find(layout.mended.text), key=lambda m: m.start)
    starts = [m.start for m in mentions]
    blocks = _blocks(layout)
    for block, statements in blocks.items():
        spans = [_extent(s) for s in statements]
        inside = _within(starts, spans)
        names = {mentions[n].skill for n in inside}
        if len(names) < STUFFED_FROM:
            continue
        others = (s for b, rest in blocks.items() if b != block for s in rest)
        work = [_extent(s) for s in others if s.role is not None and not s.head]
        elsewhere = {mentions[n].skill for n in _within(starts, work) - inside}
        if len(names & elsewhere) < SUPPORTED_SHARE * len(names):
            start, end = spans[0][0], spans[-1][1]
            text = (
                f"A list of {len(names)} skills of which the described work shows {len(names & elsewhere)}."
            )
            quote = layout.quote(start, end)
            yield (
                Finding(kind=FindingKind.KEYWORD_STUFFING, text=text, quotes=(quote,)),
                [layout.mended.original(a, b) for a, b in spans],
            )


def _blocks(layout: CvLayout) -> dict[int, list[Statement]]:
    out: dict[int, list[Statement]] = {}
    for statement in layout.statements:
        out.setdefault(statement.block, []).append(statement)
    return out


def _extent(statement: Statement) -> tuple[int, int]:
    """Where a statement begins and ends in the mended text."""
    return statement.place(0), statement.place(len(statement.text) - 1) + 1


def _within(starts: Sequence[int], spans: Iterable[tuple[int, int]]) -> set[int]:
    """Which of the ordered `starts` lie in one of the spans, by their numbers."""
    return {n for a, b in spans for n in range(bisect_left(starts, a), bisect_left(starts, b))}


def check_claims(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> tuple[Finding, ...]:
    """Findings about what is claimed: tools used before they existed, impossible dates, years out of proportion."""
    return (
        *_anachronisms(layouts, claims, taxonomy),
        *_impossible_dates(layouts),
        *_years_beyond_age(layouts, claims, taxonomy),
        *_years_beyond_career(layouts),
    )


_DATED = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE})
"""Kinds of skill with a birth year that can be told; a practice is older than its name."""

_YEARS_OF = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?\+?\s?(?:years?|yrs|jahre?n?|ans|anos|anni|jaar|lat)\b(?:\W+[\w'’]+){0,3}\W*$"
)
"""Years stated right before a name: "12+ years of hands-on Kubernetes"."""

_YEARS_IN_ALL = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?\+?\s?(?:years?|yrs)\b(?:\W+(?:of|in|as|the|a|an|professional|industry|hands-on|work|working|total|"
    r"combined|relevant|commercial|experience|software|data|machine|learning|ai|ml|engineering|engineer|scientist|developer)){1,6}"
)
_SPARE_YEARS = 4
"""Years by which a stated total may exceed the roles told: CVs leave early roles out."""


def _years_beyond_age(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """More years of a technology than it is old."""
    as_of = {layout.document.sha256: layout.as_of for layout in layouts}
    for claim in claims:
        entry = taxonomy.skills.get(claim.skill)
        since = entry.since if entry and entry.kind in _DATED else None
        for piece in claim.evidence if since is not None else ():
            if piece.flagged:
                continue
            before = piece.quote.text[: max(0, piece.mention.span.start - piece.quote.span.start)]
            said = _YEARS_OF.search(folded(before)[-60:])
            age = as_of[piece.quote.document].year - (since or 0) + 1
            if said and int(said[1]) > age:
                text = f"{said[1]} years of {claim.label} are stated, but it exists since about {since}."
                yield Finding(kind=FindingKind.ANACHRONISM, text=text, quotes=(piece.quote,))
                break


def _years_beyond_career(layouts: Sequence[CvLayout]) -> Iterator[Finding]:
    """A stated total of years far above the time from the first role told."""
    starts = [r.period.start for lay in layouts for r in lay.experience if r.period.start is not None]
    if not starts:
        return
    first = min(starts, key=lambda m: m.ordinal)
    for layout in layouts:
        told = (layout.as_of.ordinal - first.ordinal) / 12
        for statement in layout.statements:
            if (
                statement.section not in (SectionKind.HEADER, SectionKind.SUMMARY)
                or statement.role is not None
            ):
                continue
            said = _YEARS_IN_ALL.search(folded(statement.text))
            if said and int(said[1]) > told + _SPARE_YEARS:
                quote = layout.quote(statement.place(0), statement.place(len(statement.text) - 1) + 1)
                text = f"{said[1]} years are stated, but the roles told begin in {first.year}; ask what came before."
                yield Finding(kind=FindingKind.OUT_OF_PROPORTION, text=text, quotes=(quote,))
                return


_MANY_AT_ONCE = 3
"""Tools too young for one role from which the text is more likely another role's than untrue."""


def _anachronisms(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """Tools used in roles that ended before they existed; at least a year too early."""
    roles = [(r, layout.as_of) for layout in layouts for r in layout.experience]
    by_role: dict[int, list[Finding]] = {}
    for claim in claims:
        entry = taxonomy.skills.get(claim.skill)
        if entry is None or entry.since is None or entry.kind not in _DATED:
            continue
        for piece in claim.evidence:
            if piece.role is None or piece.kind.strength < EvidenceKind.RESEARCH.strength:
                continue
            role, as_of = roles[piece.role]
            last = role.period.last_month(as_of)
            if last is not None and last.year < entry.since - 1 and not role.period.ongoing:
                text = f"{claim.label} exists since about {entry.since}, but the role that names it ended in {last.year}."
                finding = Finding(kind=FindingKind.ANACHRONISM, text=text, quotes=(piece.quote,))
                by_role.setdefault(piece.role, []).append(finding)
                break
    yield from (f for found in by_role.values() if len(found) < _MANY_AT_ONCE for f in found)


def _impossible_dates(layouts: Sequence[CvLayout]) -> Iterator[Finding]:
    for layout in layouts:
        for role in layout.experience:
            start = role.period.start
            if start is not None and start.ordinal > layout.as_of.ordinal + 2:
                text = f"The role {role.title!r} begins in {start}, after {layout.as_of}."
                yield Finding(kind=FindingKind.CONTRADICTORY_DATES, text=text, quotes=role.quotes[:3])
            end = role.period.end
            if start is not None and end is not None and end.ordinal < start.ordinal:
                text = f"The role {role.title!r} ends in {end}, before it begins in {start}."
                yield Finding(kind=FindingKind.CONTRADICTORY_DATES, text=text, quotes=role.quotes[:3])
