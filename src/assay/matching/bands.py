"""Bands: what a score means in one word. A band sorts; it never rejects."""

from __future__ import annotations

from collections.abc import Sequence

from assay.domain.brief import Importance
from assay.domain.match import Band, Contribution
from assay.domain.profile import FindingKind, Profile
from assay.matching.levels import USED
from assay.matching.model import BandRules, MatchModel
from assay.matching.plan import Plan


def band_of(profile: Profile, score: float, cover: float, rules: BandRules) -> Band:
    """The band of a score (0-100) with `cover` (0-1) of the musts, or "needs review"."""
    if needs_review(profile, rules):
        return Band.NEEDS_REVIEW
    floors = ((Band.STRONG, rules.strong), (Band.GOOD, rules.good), (Band.PARTIAL, rules.partial))
    fitting = (band for band, floor in floors if score >= floor.score and cover >= floor.cover)
    return next(fitting, Band.LIMITED)


def must_cover(plan: Plan, contributions: Sequence[Contribution], model: MatchModel) -> float:
    """Mean share of the musts met, 0-1: one met at "used" or better counts 1, less in proportion.

    1 where the brief has no must.
    """
    used = model.level_bits[USED]
    shares = [
        min(1.0, max(0.0, part.bits / min(row.full, row.weight * used)))
        for row, part in zip(plan.rows, contributions, strict=False)
        if row.importance is Importance.MUST and row.full > 0
    ]
    return sum(shares) / len(shares) if shares else 1.0


def needs_review(profile: Profile, rules: BandRules) -> bool:
    """Whether a person must look first: the document was not read, or findings discredit much of it."""
    if any(f.kind is FindingKind.UNREAD_LANGUAGE for f in profile.findings):
        return True
    if len(profile.skills) + len(profile.passages) + len(profile.experience) < rules.least_read:
        return True
    flags = [e.flagged for claim in profile.skills for e in claim.evidence]
    flagged = sum(flags)
    return flagged >= rules.discredited_least and flagged >= rules.discredited * len(flags)
