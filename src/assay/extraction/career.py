"""Speciality, seniority and relevant years, judged from the work, each with the words that gave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Experience, SkillClaim, WorkKind
from assay.domain.skill import Seniority, Speciality
from assay.extraction.cues import fold_statement, shows
from assay.extraction.layout import CvLayout
from assay.extraction.skills import Flagged
from assay.taxonomy import SpecialityProfile, Taxonomy, folded

_PAID = frozenset({WorkKind.JOB, WorkKind.FREELANCE})
_KIND_WEIGHT = {
    EvidenceKind.PRODUCTION: 1.0,
    EvidenceKind.APPLIED: 0.6,
    EvidenceKind.RESEARCH: 0.6,
    EvidenceKind.EDUCATION: 0.15,
    EvidenceKind.LISTED: 0.0,
    EvidenceKind.NEGATIVE: 0.0,
}
_GENERAL = frozenset(
    {
        Speciality.ML_ENGINEERING,
        Speciality.RESEARCH,
        Speciality.SOFTWARE_OTHER,
        Speciality.DATA_SCIENCE,
        Speciality.NON_TECH,
    }
)
"""Families whose titles are also said of others ("ML engineer, search"): the others go first."""

_TITLE_WEIGHT = 5.0
_TELLING = 2.0
"""Weight of a skill in a speciality from which work in it makes a role relevant."""

_RELEVANT_FROM = 0.3
"""Credit of a neighbouring speciality from which its years count."""

_STAFF = re.compile(
    r"\b(?:staff|principal|distinguished|head of|director|vp|vice president|chief|cto|fellow|leiter\w*|bereichsleit\w*|"
    r"directeur|directrice|director[a]?|direttore|direttrice|diretor[a]?|dyrektor|group lead|architect lead)\b"
)
_SENIOR = re.compile(
    r"\b(?:senior|sr\.?|lead|leading|leitende\w?|teamleiter\w*|tech lead|manager|starsz\w+|sênior|senior\w*|responsable|"
    r"chef de|responsabile|kierownik\w*|ii|iii|specialist lead|pleno)\b"
)
_JUNIOR = re.compile(
    r"\b(?:junior|jr\.?|intern|trainee|praktikant\w*|stagiaire|werkstudent\w*|graduate|entry|associate|apprentice|mlodsz\w+|stazyst\w*)\b"
)
_FELLOW_OF_RESEARCH = re.compile(r"research fellow|fellowship")


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """The judgement with its words. `scores` are shares of the evidence, largest first, adding up to 1."""

    speciality: Speciality
    speciality_evidence: tuple[Quote, ...]
    scores: tuple[tuple[Speciality, float], ...]
    seniority: Seniority
    seniority_evidence: tuple[Quote, ...]
    years_relevant: float


def judge_career(
    layouts: Sequence[CvLayout],
    claims: Sequence[SkillClaim],
    taxonomy: Taxonomy,
    flagged: Sequence[Flagged] = (),
) -> Career:
    """Judge a candidate's career from roles and skill claims; flagged roles count nothing."""
    roles = [
        (role, layout)
        for layout in layouts
        for role in layout.experience
        if not any(
            f.document == layout.document.sha256 and role.quotes and f.span.overlaps(role.quotes[0].span)
            for f in flagged
        )
    ]
    weights = _weights(roles, claims, taxonomy, layouts)
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda w: (-w[1], list(Speciality).index(w[0])))
    best = ranked[0][0] if total > 0 else Speciality.NON_TECH
    scores = tuple((s, round(w / total, 4)) for s, w in ranked if w > 0.02 * total) if total > 0 else ()
    worked = _roles_with_work(claims, taxonomy.specialities[best])
    months = _relevant_months(roles, best, taxonomy, worked)
    seniority, words = _seniority(roles, claims, months / 12, best, taxonomy)
    return Career(
        speciality=best,
        speciality_evidence=_speciality_words(roles, claims, taxonomy.specialities[best])
        if total > 0
        else (),
        scores=scores,
        seniority=seniority,
        seniority_evidence=words,
        years_relevant=round(months / 12, 1),
    )


_Roles = Sequence[tuple[Experience, CvLayout]]


def _weights(
    roles: _Roles, claims: Sequence[SkillClaim], taxonomy: Taxonomy, layouts: Sequence[CvLayout]
) -> dict[Speciality, float]:
    """Evidence for each speciality: titles by recency and length, skills by kind and depth."""
    out = dict.fromkeys(Speciality, 0.0)
    for role, layout in roles:
        share = _role_share(role, layout)
        for speciality, weight in title_weights(role.title, taxonomy).items():
            out[speciality] += _TITLE_WEIGHT * share * weight
    by_skill = {c.skill: c for c in claims}
    for speciality, profile in taxonomy.specialities.items():
        out[speciality] += sum(
            w**1.5 * _KIND_WEIGHT[c.kind] * (0.4 + 0.2 * c.depth)
            for s, w in profile.skills.items()
            if (c := by_skill.get(s)) is not None
        ) * _SKILL_SCALE.get(speciality, 1.0)  # fmt: skip
    for layout in layouts:
        for speciality, weight in _headline(layout, taxonomy).items():
            out[speciality] += 1.0 * weight
    return out


_SKILL_SCALE = {
    Speciality.SOFTWARE_OTHER: 0.7,
    Speciality.RESEARCH: 0.9,
    Speciality.NON_TECH: 0.8,
    Speciality.DATA_SCIENCE: 0.9,
}
"""Wide families list more everyday skills; they weigh less."""


def _role_share(role: Experience, layout: CvLayout) -> float:
    """0.2-1.6: longer and more recent roles tell more."""
    months = role.period.months(layout.as_of) or 6
    last = role.period.last_month(layout.as_of)
    age = (layout.as_of.ordinal - last.ordinal) / 12 if last else 6.0
    return min(1.6, 0.35 + months / 48) * (1.0 if age < 1 else 0.6 if age < 5 else 0.3)


def title_weights(title: str, taxonomy: Taxonomy, *, flat: bool = False) -> dict[Speciality, float]:
    """How much a title speaks for each speciality: the longest phrase found decides.

    With `flat` a short telling word ("LLM", "Search") weighs nearly as much as a long common phrase:
    briefs put the speciality in such a word, CVs in the phrase.
    """
    text = f" {re.sub(r'[^a-z0-9+#/ ]+', ' ', folded(title))} "
    best: dict[Speciality, float] = {}
    for speciality, profile in taxonomy.specialities.items():
        hits = [len(p) for p in _phrases(profile) if f" {p} " in text]
        if hits:
            best[speciality] = 1.0 + max(hits) / 40 if flat else max(hits) / 14
    if not best:
        return {}
    if len(best) > 1:
        best = {s: w * (0.5 if s in _GENERAL else 1.0) for s, w in best.items()}
    top = max(best.values())
    return {s: w for s, w in best.items() if w >= 0.75 * top}


@cache
def _normal_phrases(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"[^a-z0-9+#/ ]+", " ", folded(t)).strip() for t in titles)


def _phrases(profile: SpecialityProfile) -> tuple[str, ...]:
    return _normal_phrases(profile.titles)


def _headline(layout: CvLayout, taxonomy: Taxonomy) -> dict[Speciality, float]:
    """The line under the name, which often is the person's own title."""
    for statement in layout.statements[:4]:
        if len(statement.text) < 90:
            found = title_weights(statement.text, taxonomy)
            if found:
                return found
    return {}


def _speciality_words(
    roles: _Roles, claims: Sequence[SkillClaim], profile: SpecialityProfile
) -> tuple[Quote, ...]:
    """The titles and passages that speak most for the speciality."""
    phrases = _phrases(profile)
    titles = [
        role.quotes[0] for role, _ in roles
        if role.quotes and any(f" {p} " in f" {re.sub(r'[^a-z0-9+#/ ]+', ' ', folded(role.title))} " for p in phrases)
    ]  # fmt: skip
    telling = sorted(
        (c for c in claims if c.skill in profile.skills and c.kind is not EvidenceKind.NEGATIVE),
        key=lambda c: (-profile.skills[c.skill] * _KIND_WEIGHT[c.kind] * (1 + c.depth), c.skill),
    )
    quotes = [*titles[:2], *(c.evidence[0].quote for c in telling[:3])]
    return tuple(dict.fromkeys(quotes))[:4]


def _relevance(role: Experience, speciality: Speciality, taxonomy: Taxonomy) -> float:
    """0 or 1: whether a role is in or near the speciality, by its title; unknown titles count."""
    found = title_weights(role.title, taxonomy)
    if not found:
        return 1.0
    own = taxonomy.specialities[speciality]
    credit = max(1.0 if s is speciality else own.neighbours.get(s, 0.0) for s in found)
    return 1.0 if credit >= _RELEVANT_FROM else 0.0


def _roles_with_work(claims: Sequence[SkillClaim], profile: SpecialityProfile) -> frozenset[int]:
    """Numbers of the roles that show real work in a telling skill of the speciality."""
    real = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)
    return frozenset(
        e.role
        for c in claims
        if profile.skills.get(c.skill, 0.0) >= _TELLING
        for e in c.evidence
        if e.role is not None and e.kind in real
    )


def _relevant_months(
    roles: _Roles, speciality: Speciality, taxonomy: Taxonomy, worked: frozenset[int]
) -> int:
    """Calendar months of paid roles in or near the speciality, overlaps counted once.

    A title that names no field counts where the role shows work in a telling skill.
    """
    months: set[int] = set()
    for number, (role, layout) in enumerate(roles):
        if not title_weights(role.title, taxonomy) and number not in worked:
            continue
        last = role.period.last_month(layout.as_of)
        start = role.period.start
        if (
            role.kind not in _PAID
            or start is None
            or last is None
            or not _relevance(role, speciality, taxonomy)
        ):
            continue
        months.update(range(start.ordinal, last.ordinal + 1))
    return len(months)


def _seniority(
    roles: _Roles, claims: Sequence[SkillClaim], years: float, speciality: Speciality, taxonomy: Taxonomy
) -> tuple[Seniority, tuple[Quote, ...]]:
    """From relevant years first; titles, ownership and leadership move it by a step."""
    recent = sorted(
        (r for r in roles if r[0].kind in _PAID),
        key=lambda r: -(r[0].period.last_month(r[1].as_of) or r[1].as_of).ordinal,
    )[:2]
    titles = " | ".join(folded(r.title) for r, _ in recent if _relevance(r, speciality, taxonomy))
    deep = sum(c.depth >= 4 for c in claims)
    led = _leads(claims)
    quotes = tuple(q for r, _ in recent[:2] for q in r.quotes[:1])
    staff = bool(_STAFF.search(titles)) and not _FELLOW_OF_RESEARCH.search(titles)
    if years < 1.75:
        return Seniority.JUNIOR, quotes
    if staff and years >= 6 and deep >= 2:
        return Seniority.STAFF, quotes
    if _JUNIOR.search(titles.split(" | ")[0]) and years < 3:
        return Seniority.JUNIOR, quotes
    if years >= 5 and (deep >= 1 or _SENIOR.search(titles) or led):
        return (
            (Seniority.STAFF, quotes) if years >= 9 and led >= 4 and deep >= 5 else (Seniority.SENIOR, quotes)
        )
    if years >= 4 and _SENIOR.search(titles) and deep >= 2:
        return Seniority.SENIOR, quotes
    return Seniority.MID, quotes


def _leads(claims: Sequence[SkillClaim]) -> int:
    """Passages of real work that show leading others."""
    seen: set[Quote] = set()
    for claim in claims:
        for piece in claim.evidence:
            if (
                piece.kind is EvidenceKind.PRODUCTION
                and not piece.flagged
                and shows("led", fold_statement(piece.quote.text))
            ):
                seen.add(piece.quote)
    return len(seen)
