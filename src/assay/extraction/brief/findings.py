"""What the author of a brief should know: demands that are unlawful in many places, or cannot be met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from assay.domain.brief import Importance, Requirement
from assay.domain.dates import Month
from assay.domain.document import Document, Quote, Span
from assay.domain.profile import Finding, FindingKind
from assay.domain.skill import SkillKind
from assay.extraction.brief.segments import Sentence
from assay.extraction.brief.tables import Unlawful, contradictions, lawful, unlawful
from assay.taxonomy import Taxonomy, folded

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
"""Languages in which briefs are read."""

MOST_FINDINGS = 12
"""Unlawful demands shown of one brief."""

MOST_QUOTES = 4
"""Passages quoted for one of them."""

_JUNIOR_YEARS = 5.0
_DATED = frozenset({SkillKind.TOOL, SkillKind.LANGUAGE, SkillKind.METHOD})
_NEAR = 48  # characters on either side in which "no photo" or "C1 or" makes the words harmless
_SLACK = 1.0  # years by which the year a tool came out may be off


def findings_of(
    document: Document,
    title: str,
    sentences: Sequence[Sentence],
    requirements: Sequence[Requirement],
    taxonomy: Taxonomy,
    as_of: Month | None,
) -> tuple[Finding, ...]:
    """All findings of a brief; those about the age of tools only where `as_of` is given."""
    return (
        *_unread(document, requirements),
        *islice(_unlawful(sentences), MOST_FINDINGS),
        *_beyond_age(requirements, taxonomy, as_of),
        *_part_above_whole(requirements),
        *_junior_with_years(document, title, requirements),
        *_onsite_and_remote(document),
    )


def _unread(document: Document, requirements: Sequence[Requirement]) -> Iterator[Finding]:
    if not requirements:
        text = "No requirement was found in the brief; write an editable file with `assay brief --out` and add them."
        yield Finding(kind=FindingKind.NO_REQUIREMENTS, text=text)
    if document.language and document.language not in LANGUAGES:
        text = f"The brief is in a language that is not read ({document.language}); give it in one of {', '.join(LANGUAGES)}."
        yield Finding(kind=FindingKind.UNREAD_LANGUAGE, text=text)


def _unlawful(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Each kind at most once a sentence; sentences that promise equal treatment are left alone."""
    for sentence in sentences:
        if lawful().search(sentence.folded):
            continue
        for kind, row in unlawful().items():
            hits = [m for m in row.words.finditer(sentence.folded) if not _harmless(sentence.folded, m, row)]
            if not hits:
                continue
            quotes = tuple(sentence.quote(*m.span()) for m in hits[:MOST_QUOTES])
            said = " and ".join(repr(q.text) for q in quotes)
            text = (
                f"{said} asks about {kind}, which is unlawful in many places unless the work itself "
                f"demands it; {row.instead}."
            )
            yield Finding(kind=FindingKind.UNLAWFUL_REQUIREMENT, text=text, quotes=quotes)


def _harmless(text: str, match: re.Match[str], row: Unlawful) -> bool:
    around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return row.unless is not None and bool(row.unless.search(around))


def _beyond_age(
    requirements: Sequence[Requirement], taxonomy: Taxonomy, as_of: Month | None
) -> Iterator[Finding]:
    """More years with a tool than it exists; where any one of several is enough, the oldest counts."""
    if as_of is None:
        return
    for requirement in requirements:
        dated = [taxonomy.skills[s.skill] for s in requirement.skills if s.skill in taxonomy.skills]
        if not requirement.years or not dated or any(s.since is None or s.kind not in _DATED for s in dated):
            continue
        oldest = min(dated, key=lambda s: s.since or 0)
        youngest = max(dated, key=lambda s: s.since or 0)
        skill = oldest if requirement.alternatives else youngest
        ages = as_of.year - (skill.since or 0)
        if requirement.years > ages + _SLACK:
            text = (
                f"{requirement.years:g} years of {skill.label} are asked, but it exists since about {skill.since}, "
                f"so nobody can have more than {max(ages, 0)}; ask for at most that, or for years in the field."
            )
            yield Finding(kind=FindingKind.CONTRADICTORY_REQUIREMENT, text=text, quotes=requirement.quotes)


def _part_above_whole(requirements: Sequence[Requirement]) -> Iterator[Finding]:
    """More years in one thing than overall."""
    wholes = [r for r in requirements if r.years and contradictions()["overall"].search(folded(r.text))]
    for whole in wholes[:1]:
        for part in requirements:
            if part.years and part is not whole and part.years > (whole.years or 0):
                text = (
                    f"{part.years:g} years are asked in one thing and {whole.years:g} overall; "
                    "raise the one or lower the other."
                )
                quotes = (*part.quotes, *whole.quotes)
                yield Finding(kind=FindingKind.CONTRADICTORY_REQUIREMENT, text=text, quotes=quotes)


def _junior_with_years(
    document: Document, title: str, requirements: Sequence[Requirement]
) -> Iterator[Finding]:
    """A post for beginners that asks for many years."""
    asked = [r for r in requirements if r.years and r.importance is Importance.MUST]
    most = max(asked, key=lambda r: r.years or 0.0, default=None)
    if most is None or (most.years or 0.0) < _JUNIOR_YEARS:
        return
    quote = _junior(document, title)
    if quote is not None:
        text = (
            f"The role is called {quote.text!r} and {most.years:g} years are a must; "
            "name the level that the years mean, or ask for fewer."
        )
        yield Finding(kind=FindingKind.CONTRADICTORY_REQUIREMENT, text=text, quotes=(quote, *most.quotes[:1]))


def _junior(document: Document, title: str) -> Quote | None:
    """The words of the title, or of a sentence about the post, that call it one for beginners.

    The label of a job board ("Full-time · Entry level") is nobody's demand.
    """
    low = folded(document.text)
    start = max(0, document.text.find(title))
    match = contradictions()["junior"].search(low, start, start + len(title)) or contradictions()[
        "junior post"
    ].search(low)
    return document.quote(Span(*match.span())) if match else None


def _onsite_and_remote(document: Document) -> Iterator[Finding]:
    low = folded(document.text)
    spans = [contradictions()[name].search(low) for name in ("onsite", "remote")]
    if any(s is None for s in spans):
        return
    quotes = tuple(document.quote(Span(*s.span())) for s in spans if s is not None)
    text = f"{quotes[0].text!r} and {quotes[1].text!r} exclude one another; say where the work is done."
    yield Finding(kind=FindingKind.CONTRADICTORY_REQUIREMENT, text=text, quotes=quotes)
