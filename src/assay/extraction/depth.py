"""Depth 0-5 of a skill from its evidence: a monotone rule with few steps.

A claim starts at the depth of its kind (production 3, applied and research 2, education and listed 1)
and rises by points: own part in the work, scale, months, how many passages, outcomes, standing in the
field. More evidence never lowers it. The steps are our own reading of the labelling rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from assay.domain.evidence import Evidence, EvidenceKind, Ownership
from assay.extraction.cues import fold_statement, shows
from assay.extraction.quantities import scale_of

_START = {
    EvidenceKind.PRODUCTION: 3.0,
    EvidenceKind.APPLIED: 2.0,
    EvidenceKind.RESEARCH: 2.0,
    EvidenceKind.EDUCATION: 1.0,
    EvidenceKind.LISTED: 1.0,
    EvidenceKind.NEGATIVE: 0.0,
}
_CEILING = {
    EvidenceKind.PRODUCTION: 5.0,
    EvidenceKind.APPLIED: 3.0,
    EvidenceKind.RESEARCH: 4.0,
    EvidenceKind.EDUCATION: 1.0,
    EvidenceKind.LISTED: 1.0,
    EvidenceKind.NEGATIVE: 0.0,
}
_OWN = frozenset({Ownership.LED, Ownership.OWNED})


def depth_of(kind: EvidenceKind, evidence: Sequence[Evidence], months: int | None) -> int:
    """Depth 0-5 of a claim of this kind; `months` is how long it was used in jobs."""
    pieces = [e for e in evidence if e.kind is kind and not e.flagged]
    if kind not in (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED, EvidenceKind.RESEARCH):
        return int(_START[kind])
    points = _points(pieces, months or 0)
    ceiling = _CEILING[kind] if _has_standing(pieces) else min(4.0, _CEILING[kind])
    return int(min(ceiling, _START[kind] + _steps(kind, points)))


def _has_standing(pieces: Sequence[Evidence]) -> bool:
    """What depth 5 asks besides points: standing in the field, or leading work at large scale."""
    texts = [(p, fold_statement(p.quote.text)) for p in pieces]
    return any(shows("authority", t) or (p.ownership is Ownership.LED and scale_of(t) == 2) for p, t in texts)


def _points(pieces: Sequence[Evidence], months: int) -> float:
    """0-10: own part 2, scale up to 2, months up to 1.5, passages up to 2, outcome 1, standing 3."""
    texts = [fold_statement(p.quote.text) for p in pieces]
    owned = 2.0 if any(p.ownership in _OWN for p in pieces) else 0.0
    built = 1.0 if any(p.ownership is Ownership.BUILT for p in pieces) else 0.0
    scale = float(max((scale_of(t) for t in texts), default=0))
    duration = 1.5 if months >= 60 else 1.0 if months >= 30 else 0.0
    passages = min(2.0, 0.75 * (len({p.quote.span for p in pieces}) - 1)) if pieces else 0.0
    outcome = 1.0 if any(shows("outcome", t) for t in texts) else 0.0
    standing = 3.0 if any(shows("authority", t) for t in texts) else 0.0
    return max(owned, built) + scale + duration + passages + outcome + standing


def _steps(kind: EvidenceKind, points: float) -> float:
    """Steps above the start: production at 2 and 6.5 points, applied at 3, research at 4 and 8.

    The marks were set on the open development CVs.
    """
    marks = {
        EvidenceKind.PRODUCTION: (2.0, 6.5),
        EvidenceKind.APPLIED: (3.0,),
        EvidenceKind.RESEARCH: (4.0, 8.0),
    }[kind]
    return float(sum(points >= mark for mark in marks))
