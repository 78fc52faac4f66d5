"""Claims out of proportion to the career told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assay.domain.evidence import EvidenceKind, Ownership
from assay.domain.profile import Experience, Finding, FindingKind, SkillClaim, WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.cues import fold_statement
from assay.extraction.findings.common import YEARS, number_of, pattern, quote_statement
from assay.extraction.kinds import ownership_of
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.quantities import quantities_in
from assay.extraction.sections import SectionKind
from assay.taxonomy import Taxonomy, folded

_SPARE_YEARS = 4
"""Years by which a stated total may exceed the roles told: CVs leave early roles out."""

_LEAST_MONTHS = 24
"""Months of paid work under which a high title or a large load is out of proportion."""

_OPENING = frozenset({SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.PERSONAL, SectionKind.OTHER})
"""Sections in which a person sums up a career."""

_TOTAL = re.compile(rf"{YEARS}(?P<rest>[^.;:]{{0,60}})")
_NOT_TOTAL = re.compile(
    r"\b(?:at|bei|chez|presso|bij|of study|old|ago|later|every|last|past|next|vor|apart|running|company|plan|roadmap|warranty|history of)\b"
)
_RATED_FROM = 3
"""Skills rated as expert from which the ratings are looked at."""

_WORKED_SHARE = 0.34
"""Share of them with any work, below which the ratings are out of proportion."""

_WORKED = frozenset({EvidenceKind.PRODUCTION, EvidenceKind.APPLIED, EvidenceKind.RESEARCH})
_AREAS = frozenset({SkillKind.FIELD, SkillKind.DOMAIN})
"""Kinds of skill too wide to show work by being named."""

_OWN = frozenset({Ownership.LED, Ownership.OWNED})
_PEOPLE = re.compile(
    r"(?:led|lead|leading|managed|managing|headed|supervised|directed|geleitet|gefuhrt|leitete|dirig\w+|encadr\w+|lider\w+|gestit\w+|gere\w+|"
    r"kierowa\w+)\b[^.;]{0,40}?(?<![\d.,])(?P<n>\d{2,4})[\s-](?:\w+\s){0,3}?(?:engineers?|people|persons?|developers?|employees|staff|scientists?|"
    r"reports|member|members|mitarbeiter\w*|entwickler\w*|personnes|ingenieur\w*|personas|ingenier\w+|persone|pessoas|mensen|medewerkers|osob\w*)"
)
_MANY_PEOPLE = 15
"""People led from which no junior role carries it."""

_HEAVY = {"gpu": 2_000, "money": 20_000_000}
"""Amounts that a person in a junior role does not own or lead, by unit; our own judgement."""


def out_of_proportion(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """Years beyond the career, loads beyond the role, ratings and titles without work."""
    yield from _years_beyond_career(layouts)
    for layout in layouts:
        yield from _heavy_loads(layout)
    yield from _ratings(layouts, claims, taxonomy)
    yield from _titles(layouts, claims, taxonomy)


def _years_beyond_career(layouts: Sequence[CvLayout]) -> Iterator[Finding]:
    """A stated total of years far above the time from the first role told."""
    starts = [r.period.start for lay in layouts for r in lay.experience if r.period.start is not None]
    if not starts:
        return
    first = min(starts, key=lambda m: m.ordinal)
    for layout in layouts:
        told = (layout.as_of.ordinal - first.ordinal) / 12
        for statement in layout.statements:
            if statement.section not in _OPENING or statement.role is not None:
                continue
            years = _total(fold_statement(statement.text))
            if years is not None and 0 <= told < years - _SPARE_YEARS:
                quote = quote_statement(layout, statement)
                text = f"{years} years are stated, but the roles told begin in {first.year}; ask what came before."
                yield Finding(kind=FindingKind.OUT_OF_PROPORTION, text=text, quotes=(quote,))
                return


def _total(text: str) -> int | None:
    """The years that a sentence gives as the length of a career."""
    for found in _TOTAL.finditer(text):
        rest = found["rest"]
        if pattern("total_years").search(rest) and not _NOT_TOTAL.search(rest[:24]):
            return number_of(found["n"])
    return None


def _months_paid(layouts: Sequence[CvLayout], until: int) -> int:
    """Months of paid roles with a technical title, each counted once, up to a month's ordinal."""
    months: set[int] = set()
    for layout in layouts:
        for role in layout.experience:
            last = role.period.last_month(layout.as_of)
            paid = role.kind in (WorkKind.JOB, WorkKind.FREELANCE)
            technical = not role.title or pattern("skilled_titles").search(folded(role.title))
            if paid and technical and role.period.start and last:
                months.update(range(role.period.start.ordinal, last.ordinal + 1))
    return sum(m <= until for m in months)


def _heavy_loads(layout: CvLayout) -> Iterator[Finding]:
    """Teams, clusters or budgets led in a role whose title is a junior's."""
    for statement in layout.statements:
        role = layout.experience[statement.role] if statement.role is not None else None
        if role is None or statement.head or not pattern("junior_titles").search(folded(role.title)):
            continue
        load = _load(fold_statement(statement.text))
        if load:
            text = f"The role {role.title!r} is a junior one, but it is told to have {load}."
            yield Finding(
                kind=FindingKind.OUT_OF_PROPORTION, text=text, quotes=(quote_statement(layout, statement),)
            )


def _load(text: str) -> str | None:
    people = _PEOPLE.search(text)
    if people and int(people["n"]) >= _MANY_PEOPLE:
        return f"led {people['n']} people"
    if ownership_of(text) not in _OWN:
        return None
    for value, unit, _, _ in quantities_in(text):
        if value >= _HEAVY.get(unit, float("inf")):
            return f"borne {value:,.0f} {'GPUs' if unit == 'gpu' else 'of money'}"
    return None


def _ratings(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """Skills that the person calls their expertise, most of them without any work."""
    worked = {c.skill for c in claims if c.kind in _WORKED}
    known = {c.skill for c in claims}
    for layout in layouts:
        rated: dict[str, Statement] = {}
        for statement in layout.statements:
            for skill in _rated(statement, taxonomy):
                if skill in known:
                    rated.setdefault(skill, statement)
        bare = [s for s in rated if s not in worked]
        if len(rated) < _RATED_FROM or len(bare) < len(rated) * (1 - _WORKED_SHARE):
            continue
        quotes = dict.fromkeys(quote_statement(layout, rated[s]) for s in bare)
        text = f"{len(rated)} skills are rated as expert knowledge; for {len(bare)} of them no work is shown."
        yield Finding(kind=FindingKind.OUT_OF_PROPORTION, text=text, quotes=tuple(quotes)[:4])


_OPENS_RATED = re.compile(
    r"^\W*(?:\w+\s){0,2}?(?:expert|experte|experto|esperto|especialista|ekspert)(?:[sen]|level)?(?!\w)(?:\s\w+){0,2}?\s?(?:in|:|[–—-]|en|di|em|w)\s?"
)


def _rated(statement: Statement, taxonomy: Taxonomy) -> Iterator[str]:
    """Skills of a statement that carry an expert's rating: "Rust (expert)", "vLLM ★★★★★", "Expert in A, B, C"."""
    if statement.role is not None or statement.section in (
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.LANGUAGES,
    ):
        return
    text = fold_statement(statement.text)
    rating = pattern("expert_mark")
    if not rating.search(text) and not _OPENS_RATED.match(text):
        return
    mentions = taxonomy.find(statement.text)
    opens = _OPENS_RATED.match(text) is not None
    for number, mention in enumerate(mentions):
        stop = mentions[number + 1].start if number + 1 < len(mentions) else len(text)
        if opens or rating.search(text, mention.end, min(stop, mention.end + 24)):
            yield mention.skill


def _titles(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> Iterator[Finding]:
    """A chief's or principal's title on under two years of paid work, with nothing of it in use."""
    claims = [c for c in claims if c.skill in taxonomy.skills and taxonomy.skills[c.skill].kind not in _AREAS]
    offset = 0
    for layout in layouts:
        for number, role in enumerate(layout.experience):
            if _is_high(role) and not _in_use(claims, offset + number):
                last = role.period.last_month(layout.as_of)
                months = _months_paid(layouts, last.ordinal) if last else _LEAST_MONTHS
                if 0 < months < _LEAST_MONTHS:
                    text = f"The title {role.title!r} stands on {months} months of paid technical work, and none of it is told to be in use."
                    yield Finding(kind=FindingKind.OUT_OF_PROPORTION, text=text, quotes=role.quotes[:3])
        offset += len(layout.experience)


def _is_high(role: Experience) -> bool:
    title = folded(role.title)
    return bool(pattern("high_titles").search(title) and pattern("technical").search(title))


def _in_use(claims: Sequence[SkillClaim], role: int) -> bool:
    """Whether a claim has evidence of production in the role."""
    return any(
        p.role == role and p.kind is EvidenceKind.PRODUCTION and not p.flagged
        for c in claims
        for p in c.evidence
    )
