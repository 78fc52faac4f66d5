"""The five experience signals, 0-4, from what the roles' statements show."""

from __future__ import annotations

from collections.abc import Sequence

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal, SignalClaim, SkillClaim, WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.cues import count, fold_statement, shows
from assay.extraction.layout import CvLayout
from assay.extraction.quantities import scale_of
from assay.extraction.skills import Flagged
from assay.taxonomy import Taxonomy

_INFRASTRUCTURE = frozenset(
    {
        "ai_infrastructure",
        "distributed_training",
        "gpu_performance",
        "mlops",
        "devops_sre",
        "cloud",
        "llm_serving",
    }
)
_NOT_ML = frozenset(
    {"software_engineering", "programming", "testing_security", "devops_sre", "cloud", "databases", "practices",
     "domains", "credentials", "privacy_law", "risk_audit", "data_engineering"}
)  # fmt: skip
_STEPS = {
    Signal.PRODUCTION: (0.3, 0.7, 1.75, 3.2),
    Signal.PRODUCTION_ML: (0.3, 0.7, 1.75, 3.2),
    Signal.SYSTEM_DESIGN: (0.3, 0.5, 1.1, 2.0),
    Signal.INFRASTRUCTURE: (0.3, 1.8, 4.2, 7.2),
    Signal.COLLABORATION: (0.3, 0.45, 1.05, 2.1),
}
"""Points from which a signal is 1, 2, 3, 4; one factor a signal was set on the open development CVs."""

_MAX_QUOTES = 4
_PAID = frozenset({WorkKind.JOB, WorkKind.FREELANCE})

Scored = list[tuple[float, Quote]]


def signals(
    layouts: Sequence[CvLayout],
    claims: Sequence[SkillClaim],
    taxonomy: Taxonomy,
    flagged: Sequence[Flagged] = (),
) -> tuple[SignalClaim, ...]:
    """A claim for each signal with the quotes that earned it; level 0 has none."""
    ml_quotes = _quotes_of(claims, taxonomy, lambda d: d not in _NOT_ML)
    infra_quotes = _quotes_of(claims, taxonomy, lambda d: d in _INFRASTRUCTURE)
    scored: dict[Signal, Scored] = {s: [] for s in Signal}
    for layout in layouts:
        _score_layout(layout, flagged, ml_quotes, infra_quotes, scored)
    return tuple(_signal(s, rows) for s, rows in scored.items())


def _score_layout(
    layout: CvLayout,
    flagged: Sequence[Flagged],
    ml: set[Quote],
    infra: set[Quote],
    scored: dict[Signal, Scored],
) -> None:
    mine = [f.span for f in flagged if f.document == layout.document.sha256]
    for statement in layout.statements:
        if statement.role is None or statement.head or any(s.overlaps(statement.span) for s in mine):
            continue
        role = layout.experience[statement.role]
        text = fold_statement(statement.text)
        quote = layout.document.quote(statement.span)
        quote = Quote(quote.document, quote.span, quote.text) if len(quote.text) <= 400 else layout.quote(
            statement.place(0), statement.place(len(statement.text) - 1) + 1
        )  # fmt: skip
        weight = 1.0 if role.kind in _PAID else 0.4
        for signal, points in _points(text, quote in ml, quote in infra).items():
            if points:
                scored[signal].append((points * weight, quote))


def _points(text: str, is_ml: bool, is_infra: bool) -> dict[Signal, float]:
    """What one statement adds to each signal."""
    production = 0.0
    if shows("production", text) and not shows("applied", text):
        production = 0.6 + 0.3 * min(2, count("production", text) - 1) + 0.3 * scale_of(text)
    own = shows("owned", text) or shows("led", text)
    design = 0.0
    if shows("design", text):
        design = 0.6 + 0.4 * own + 0.3 * scale_of(text)
    return {
        Signal.PRODUCTION: production,
        Signal.PRODUCTION_ML: production if is_ml else 0.0,
        Signal.SYSTEM_DESIGN: design,
        Signal.INFRASTRUCTURE: (0.7 + 0.4 * own + 0.3 * scale_of(text)) if is_infra else 0.0,
        Signal.COLLABORATION: 0.6 + 0.3 * min(2, count("together", text) - 1)
        if shows("together", text)
        else 0.0,
    }


def _quotes_of(claims: Sequence[SkillClaim], taxonomy: Taxonomy, wanted) -> set[Quote]:  # type: ignore[no-untyped-def]
    """Quotes of real work in skills of the wanted disciplines."""
    out: set[Quote] = set()
    for claim in claims:
        skill = taxonomy.skills.get(claim.skill)
        if (
            skill is None
            or skill.kind in (SkillKind.DOMAIN, SkillKind.CREDENTIAL)
            or not wanted(skill.discipline)
        ):
            continue
        real = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)
        out |= {e.quote for e in claim.evidence if e.kind in real and not e.flagged}
    return out


def _signal(signal: Signal, rows: Scored) -> SignalClaim:
    total = sum(points for points, _ in rows)
    level = sum(total >= step for step in _STEPS[signal])
    best = sorted(rows, key=lambda r: (-r[0], r[1].span))[:_MAX_QUOTES] if level else []
    return SignalClaim(signal=signal, level=level, quotes=tuple(dict.fromkeys(q for _, q in best)))
