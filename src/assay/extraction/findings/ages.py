"""Tools older or younger than what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.profile import Finding, FindingKind, SkillClaim
from assay.domain.skill import Skill, SkillKind
from assay.extraction.cues import fold_statement
from assay.extraction.dates import DatedSpan, find_periods
from assay.extraction.findings.common import YEARS, bounds, number_of, pattern, quote_statement
from assay.extraction.layout import CvLayout, Statement
from assay.taxonomy import Mention, Taxonomy, folded

_DATED = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE})
"""Kinds of skill with a birth year that can be told; a practice is older than its name."""

_NAMED_SINCE = 2017
"""First year from which a method, too, has a birth year: nobody did RAG or LoRA before its paper."""

_OLDER_NAMES = frozenset({"fiddler", "comet", "torch", "notebook", "notebooks", "spring", "java ee"})
"""Names that also mean an older thing than the entry of the vocabulary."""

_SPARE = 1
"""Years by which a tool's public birth may be missed: early access, betas, a rounded year."""

_METHOD_SPARE = 3

_NUMBERED = re.compile(YEARS)
_BEHIND = re.compile(
    rf"\W{{0,3}}(?:[(:|–—-]|\bfor\b|\bseit\b|\bdepuis\b|\bover\b)\W{{0,3}}(?:(?:over|about|ca\.?)\s)?{YEARS}"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NO_USE = frozenset({EvidenceKind.NEGATIVE, EvidenceKind.EDUCATION})
_SHORT_YEAR = re.compile(r"['’]\d\d(?!\d)")
_SINCE = re.compile(
    r"\W{1,3}(?:\w+\W{1,2})?(?:since|seit|depuis|desde|dal|sinds|od)\s(?P<year>(?:19|20)\d\d)(?!\d)"
)
_IN = re.compile(r"\W{1,3}(?:back )?(?:in|im|en|nel|em|w)\s(?P<year>(?:19|20)\d\d)(?!\d)")
_LOOSE = re.compile(
    r"\W*(?:also|tools?|stack|technolog\w+|skills?|languages?|other|misc\w*|earlier|further)\b.{0,24}?:",
    re.IGNORECASE,
)
"""How a line opens that belongs to the whole CV rather than to the role above it."""

_LONGEST = 40
"""Years beyond which a number has rather lost its decimal point than tells a career."""

_MANY_AT_ONCE = 3
"""Tools too young for one role from which the text is more likely another role's than untrue."""


def _born(entry: Skill | None) -> int | None:
    """The first year in which the skill can have been used, its slack taken off; None for the timeless."""
    if entry is None or entry.since is None:
        return None
    if entry.kind in _DATED:
        return entry.since - _SPARE
    return (
        entry.since - _METHOD_SPARE
        if entry.kind is SkillKind.METHOD and entry.since >= _NAMED_SINCE
        else None
    )


def _surely_named(entry: Skill, words: str) -> bool:
    """Whether words name the tool as it is written, not a common word that is spelt like it."""
    bare = " ".join(words.split())
    if bare.lower() in _OLDER_NAMES:
        return False
    if any(folded(name) == folded(bare) for name in entry.ambiguous):
        return any(bare == name for name in entry.all_names) and not bare.islower()
    if entry.kind is SkillKind.METHOD:
        return sum(c.isupper() for c in bare) >= 2
    if any(c.isupper() for c in bare) and any(bare.startswith(name) for name in entry.all_names):
        return True
    return not entry.ambiguous and not bare.isupper() and len(bare) >= 4 and " " not in bare


def anachronisms(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """Tools used in roles that ended before they existed; more than a year too early."""
    roles = [r for layout in layouts for r in layout.experience]
    sources = {layout.document.sha256: layout for layout in layouts}
    by_role: dict[int, list[Finding]] = {}
    for claim in claims:
        entry = taxonomy.skills.get(claim.skill)
        born = _born(entry)
        if entry is None or born is None:
            continue
        for piece in claim.evidence:
            end = roles[piece.role].period.end if piece.role is not None else None
            if end is None or end.year >= born or not _is_use(piece, entry, end.year, sources):
                continue
            text = f"{claim.label} exists since about {entry.since}, but the role that names it ended in {end.year}."
            finding = Finding(kind=FindingKind.ANACHRONISM, text=text, quotes=(piece.quote,))
            by_role.setdefault(piece.role or 0, []).append(finding)
            break
    yield from (f for found in by_role.values() if len(found) < _MANY_AT_ONCE for f in found)


def _is_use(piece: Evidence, entry: Skill, ended: int, sources: dict[str, CvLayout]) -> bool:
    """Whether a piece tells of use in its own role: no later year in it, and within the role's own lines."""
    if piece.flagged or piece.kind in _NO_USE or not _surely_named(entry, piece.mention.text):
        return False
    said = piece.quote.text
    if any(int(y) > ended for y in _YEAR.findall(said)) or _SHORT_YEAR.search(said):
        return False
    layout = sources[piece.quote.document]
    at = piece.mention.span.start
    place = next((s for s in layout.statements if s.span.start <= at < s.span.end), None)
    return place is not None and not _LOOSE.match(place.text) and _in_own_lines(layout, place)


def _in_own_lines(layout: CvLayout, place: Statement) -> bool:
    """Whether nothing between a role's head and the statement speaks for another entry."""
    own = {s.line for s in layout.statements if s.head}
    head = max(
        (s.line for s in layout.statements if s.role == place.role and s.head and s.line <= place.line),
        default=None,
    )
    if head is None or place.head:
        return head is not None
    if head == max(own) and any(n.blank for n in layout.lines[head + 2 : place.line]):
        return False  # What follows the last role after a gap is often of the whole CV.
    return not any(
        _opens_entry(layout.lines[n].text) for n in range(head + 1, place.line + 1) if n not in own
    )


def _opens_entry(line: str) -> bool:
    """Whether an unread line looks like the head of another entry: a year at its start or end."""
    bare = line.strip()
    return len(bare) < 120 and bool(_YEAR.match(bare) or re.search(r"(?:19|20)\d\d\W*$", bare))


def _named(layout: CvLayout, taxonomy: Taxonomy) -> Iterator[tuple[Statement, Mention, Skill, list[Mention]]]:
    """Each dated skill's mention with its statement and the statement's other mentions."""
    mentions = taxonomy.find(layout.mended.text)
    for statement in layout.statements:
        start, end = bounds(statement)
        here = [m for m in mentions if start <= m.start and m.end <= end]
        for mention in here:
            entry = taxonomy.skills.get(mention.skill)
            if entry is None or _born(entry) is None:
                continue
            if _surely_named(entry, layout.mended.text[mention.start : mention.end]):
                yield statement, mention, entry, here


def dated_uses(layouts: Sequence[CvLayout], taxonomy: Taxonomy) -> Iterator[Finding]:
    """A year right behind a tool's name in which it did not exist: "vLLM (2016-2018)", "Kubernetes since 2009"."""
    for layout in layouts:
        for statement, mention, entry, _ in _named(layout, taxonomy):
            rest = layout.mended.text[mention.end : min(bounds(statement)[1], mention.end + 44)]
            year = _stated_year(rest)
            if year is not None and year < (_born(entry) or 0):
                text = (
                    f"{entry.label} exists since about {entry.since}, but it is named with the year {year}."
                )
                yield Finding(
                    kind=FindingKind.ANACHRONISM, text=text, quotes=(quote_statement(layout, statement),)
                )


def _stated_year(rest: str) -> int | None:
    """The year that the words right behind a name give it: a period's end, "since" or "in" a year."""
    folded_rest = rest.lower()
    for rule in (_SINCE, _IN):
        found = rule.match(folded_rest)
        if found:
            return int(found["year"])
    if not re.match(r"\s?[(:,|–—-]\s?\w{0,4}\W?\s?\w{0,9}\.?\s?\d", rest):
        return None
    period: DatedSpan | None = next(iter(find_periods(rest)), None)
    if period is None or period.start > 6 or period.period.end is None:
        return None
    return period.period.end.year


def years_beyond_age(layouts: Sequence[CvLayout], taxonomy: Taxonomy) -> Iterator[Finding]:
    """More years of a technology than it is old."""
    for layout in layouts:
        told: set[str] = set()
        for statement, mention, entry, here in _named(layout, taxonomy):
            years = _years_stated(layout, statement, mention, here)
            age = (
                layout.as_of.year
                - (entry.since or 0)
                + 1
                + (0 if entry.kind in _DATED else _METHOD_SPARE - 1)
            )
            if years is None or not age < years <= _LONGEST or entry.id in told:
                continue
            told.add(entry.id)
            text = f"{years} years of {entry.label} are stated, but it exists since about {entry.since}."
            yield Finding(
                kind=FindingKind.ANACHRONISM, text=text, quotes=(quote_statement(layout, statement),)
            )


def _years_stated(
    layout: CvLayout, statement: Statement, mention: Mention, here: Sequence[Mention]
) -> int | None:
    """The years that stand right before or behind a name and are of that name alone."""
    start, end = bounds(statement)
    text = fold_statement(layout.mended.text[start:end])
    at, stop = mention.start - start, mention.end - start
    behind = _BEHIND.match(text, stop)
    if behind:
        return number_of(behind["n"])
    low = max([0, at - 70, *(m.end - start for m in here if m.end <= mention.start)])
    for found in _NUMBERED.finditer(text, low, at):
        words = re.findall(r"\w+", text[found.end() : at])
        if (
            len(words) <= 7
            and all(pattern("years_of").fullmatch(w) for w in words)
            and not re.search(r"[,;)]", text[found.end() : at])
        ):
            return number_of(found["n"])
    return None
