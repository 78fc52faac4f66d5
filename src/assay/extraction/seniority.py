"""Seniority, judged from years, depth and leadership; a title only adds to them.

A fitted ordinal model (see `ordinal`): every feature can only raise the level. Weights stand in
``models/career.json``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import log1p

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal, SignalClaim, SkillClaim
from assay.domain.skill import Seniority
from assay.extraction.cues import fold_statement, shows
from assay.extraction.depth import MAX_DEPTH
from assay.extraction.forest import model_file
from assay.extraction.ordinal import Ordinal, ordinal_from
from assay.extraction.speciality import Roles
from assay.extraction.tenure import PAID
from assay.taxonomy import folded

LEVELS = (Seniority.JUNIOR, Seniority.MID, Seniority.SENIOR, Seniority.STAFF)
FEATURES = (
    "years", "two", "five", "nine", "deepest", "broad", "led", "design", "production", "senior_title",
    "staff_title", "no_junior_title", "no_study",
)  # fmt: skip
"""What seniority is judged by, see `seniority_features`."""

_RELEVANT = 0.5
"""Chance of being relevant from which a role's title counts."""

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


def seniority_of(features: Mapping[str, float]) -> Seniority:
    """The likeliest level."""
    chances = seniority_model().chances(features)
    return LEVELS[max(range(len(LEVELS)), key=lambda n: (chances[n], -n))]


@cache
def seniority_model() -> Ordinal:
    """The fitted model."""
    return ordinal_from(model_file("career")["seniority"])


def seniority_features(
    roles: Roles,
    claims: Sequence[SkillClaim],
    signals: Sequence[SignalClaim],
    years: float,
    relevance: Sequence[float],
) -> dict[str, float]:
    """Features of a career, about 0-3 each.

    `years` is log(1 + relevant years), `two`, `five` and `nine` how far they are past these marks (0-1, over one
    year on either side), `deepest` and `broad` the mean depth (as 0-1) of
    the eight and the twelve deepest skills, so that a long CV gains next to nothing by its length.
    """
    titles = _titles(roles, relevance)
    level = {s.signal: s.level for s in signals}
    staff = bool(_STAFF.search(" | ".join(titles))) and not _FELLOW_OF_RESEARCH.search(" | ".join(titles))
    latest = titles[0] if titles else ""
    return {
        "years": log1p(years),
        **{name: _past(years, mark) for name, mark in (("two", 2), ("five", 5), ("nine", 9))},
        "deepest": _mean_depth(claims, 8),
        "broad": _mean_depth(claims, 12),
        "led": log1p(_led(claims)),
        "design": level.get(Signal.SYSTEM_DESIGN, 0) / 4,
        "production": level.get(Signal.PRODUCTION, 0) / 4,
        "senior_title": float(bool(_SENIOR.search(" | ".join(titles)))),
        "staff_title": float(staff),
        "no_junior_title": -float(bool(_JUNIOR.search(latest))),
        "no_study": -float(not any(r.kind in PAID for r, _ in roles)),
    }


def seniority_words(roles: Roles, relevance: Sequence[float]) -> tuple[Quote, ...]:
    """The titles that the level stands on: of the two latest relevant roles, else of the latest."""
    ranked = _latest(roles)
    relevant = [n for n in ranked if relevance[n] >= _RELEVANT] or ranked
    return tuple(q for n in relevant[:2] for q in roles[n][0].quotes[:1])


def _mean_depth(claims: Sequence[SkillClaim], count: int) -> float:
    return sum(sorted((c.depth for c in claims), reverse=True)[:count]) / (count * MAX_DEPTH)


def _past(years: float, mark: float) -> float:
    return min(1.0, max(0.0, (years - mark + 1) / 2))


def _latest(roles: Roles) -> list[int]:
    """Numbers of the paid roles, the latest first."""
    paid = [n for n, (r, _) in enumerate(roles) if r.kind in PAID]
    return sorted(
        paid, key=lambda n: -(roles[n][0].period.last_month(roles[n][1].as_of) or roles[n][1].as_of).ordinal
    )


def _titles(roles: Roles, relevance: Sequence[float]) -> list[str]:
    """Folded titles of the two latest roles, those that are relevant."""
    return [folded(roles[n][0].title) for n in _latest(roles)[:2] if relevance[n] >= _RELEVANT]


def _led(claims: Sequence[SkillClaim]) -> int:
    """Passages of real work that show leading others."""
    seen: set[Quote] = set()
    for claim in claims:
        for piece in claim.evidence:
            production = piece.kind is EvidenceKind.PRODUCTION and not piece.flagged
            if production and piece.quote not in seen and shows("led", fold_statement(piece.quote.text)):
                seen.add(piece.quote)
    return len(seen)
