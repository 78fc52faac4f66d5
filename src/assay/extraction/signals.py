"""The five experience signals, 0-4: fitted ordinal models over what the work's sentences speak of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import log1p

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal, SignalClaim, SkillClaim, WorkKind
from assay.domain.skill import SkillKind
from assay.extraction.cues import fold_statement
from assay.extraction.forest import model_file
from assay.extraction.layout import CvLayout, Statement
from assay.extraction.ordinal import Ordinal, ordinal_from
from assay.extraction.quantities import scale_of
from assay.extraction.wording import Words, groups
from assay.taxonomy import Taxonomy, folded

_INFRASTRUCTURE = frozenset(
    {"ai_infrastructure", "distributed_training", "gpu_performance", "mlops", "devops_sre", "cloud", "llm_serving"}
)  # fmt: skip
_NOT_ML = frozenset(
    {"software_engineering", "programming", "testing_security", "devops_sre", "cloud", "databases", "practices",
     "domains", "credentials", "privacy_law", "risk_audit", "data_engineering"}
)  # fmt: skip
FEATURES: Mapping[Signal, tuple[str, ...]] = {
    Signal.PRODUCTION: (
        "live", "operate", "reach", "gain", "scale", "months", "senior", "production", "live_share", "operate_share",
        "no_trial", "no_watch", "no_assist",
    ),
    Signal.PRODUCTION_ML: (
        "live", "operate", "reach", "scale", "production_ml", "deep_ml", "ml_share", "live_share", "no_trial", "no_watch",
    ),
    Signal.SYSTEM_DESIGN: (
        "design", "design_lead", "lead", "scale", "months", "senior", "staff", "production", "operate", "authority",
        "no_watch", "no_assist",
    ),
    Signal.INFRASTRUCTURE: (
        "infrastructure", "infrastructure_tried", "infrastructure_deep", "scale", "operate", "design", "months", "senior",
        "no_watch", "no_distance",
    ),
    Signal.COLLABORATION: ("together", "team", "together_share", "lead", "months", "senior", "staff", "reach"),
}  # fmt: skip
"""What each signal is judged by, see `signal_features`."""

_TELLING: Mapping[Signal, tuple[str, ...]] = {
    Signal.PRODUCTION: ("live", "operate", "reach", "gain"),
    Signal.PRODUCTION_ML: ("live", "operate", "reach", "gain"),
    Signal.SYSTEM_DESIGN: ("design", "lead"),
    Signal.INFRASTRUCTURE: ("operate", "live", "build", "design", "lead"),
    Signal.COLLABORATION: ("together", "team"),
}
_MAX_QUOTES = 4
_PAID = frozenset({WorkKind.JOB, WorkKind.FREELANCE})
_SENIOR = re.compile(
    r"\b(?:senior|sr|lead|head|director|chief|leiter\w*|responsable|responsabile|manager|founder|architect\w*)\b"
)
_STAFF = re.compile(r"\b(?:staff|principal|head|director|chief|distinguished)\b")
_NOT_SKILLS = (SkillKind.DOMAIN, SkillKind.CREDENTIAL)

_Told = tuple[CvLayout, Statement, int, int]
"""A sentence of a paid role: its document, itself, the groups of words in it, its scale 0-2."""


def signals(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> tuple[SignalClaim, ...]:
    """A claim for each signal with the quotes that speak for it; level 0 has none."""
    told = _told(layouts)
    features = signal_features(layouts, claims, taxonomy)
    return tuple(_signal(s, features, told, _quotes_of(s, claims, taxonomy)) for s in Signal)


@cache
def signal_models() -> Mapping[Signal, Ordinal]:
    """The fitted models by signal."""
    return {Signal(name): ordinal_from(data) for name, data in model_file("signals")["signals"].items()}


def signal_features(
    layouts: Sequence[CvLayout], claims: Sequence[SkillClaim], taxonomy: Taxonomy
) -> dict[str, float]:
    """Counts (as log(1 + n)) and shares over the sentences of paid roles, and counts of skills by kind."""
    told = _told(layouts)
    masks = [mask for _, _, mask, _ in told]
    sentences = max(1, sum(s.role is not None and not s.head for lay in layouts for s in lay.statements))
    number = {g: sum(mask >> n & 1 for mask in masks) for n, g in enumerate(groups())}
    lead, design = groups().index("lead"), groups().index("design")
    return {
        **{
            g: log1p(number[g])
            for g in ("live", "operate", "reach", "gain", "design", "lead", "together", "team")
        },
        "design_lead": log1p(sum(m >> lead & m >> design & 1 for m in masks)),
        "authority": log1p(number["authority"]),
        "scale": log1p(sum(scale == 2 for *_, scale in told)),
        **{f"{g}_share": number[g] / sentences for g in ("live", "operate", "together")},
        **{f"no_{g}": -number[g] / sentences for g in ("trial", "watch", "assist", "distance")},
        **_standing(layouts),
        **_skills(claims, taxonomy),
    }


def _told(layouts: Sequence[CvLayout]) -> list[_Told]:
    out: list[_Told] = []
    for layout in layouts:
        for statement in layout.statements:
            role = layout.experience[statement.role] if statement.role is not None else None
            if role is None or statement.head or role.kind not in _PAID:
                continue
            text = fold_statement(statement.text)
            mask = Words(text, layout.document.language).groups(0, len(text))
            out.append((layout, statement, mask, scale_of(text)))
    return out


def _standing(layouts: Sequence[CvLayout]) -> dict[str, float]:
    """Months of paid work and what the titles say."""
    paid = [(r, lay.as_of) for lay in layouts for r in lay.experience if r.kind in _PAID]
    months: set[int] = set()
    for role, as_of in paid:
        last = role.period.last_month(as_of)
        if role.period.start and last:
            months.update(range(role.period.start.ordinal, last.ordinal + 1))
    titles = " ".join(folded(r.title) for r, _ in paid)
    return {
        "months": log1p(len(months)) / 4,
        "senior": float(bool(_SENIOR.search(titles))),
        "staff": float(bool(_STAFF.search(titles))),
    }


def _skills(claims: Sequence[SkillClaim], taxonomy: Taxonomy) -> dict[str, float]:
    """How many skills show production or a trial, of all, of machine learning and of infrastructure."""
    known = [(c, taxonomy.skills[c.skill]) for c in claims if c.skill in taxonomy.skills]
    rows = [(c, s.discipline) for c, s in known if s.kind not in _NOT_SKILLS]
    live = [(c, d) for c, d in rows if c.kind is EvidenceKind.PRODUCTION]
    tried = [(c, d) for c, d in rows if c.kind is EvidenceKind.APPLIED]
    ml = [c for c, d in live if d not in _NOT_ML]
    return {
        "production": log1p(len(live)),
        "production_ml": log1p(len(ml)),
        "deep_ml": log1p(sum(c.depth >= 4 for c in ml)),
        "ml_share": len(ml) / len(live) if live else 0.0,
        "infrastructure": log1p(sum(d in _INFRASTRUCTURE for _, d in live)),
        "infrastructure_tried": log1p(sum(d in _INFRASTRUCTURE for _, d in tried)),
        "infrastructure_deep": log1p(sum(c.depth >= 4 and d in _INFRASTRUCTURE for c, d in live)),
    }


def _quotes_of(signal: Signal, claims: Sequence[SkillClaim], taxonomy: Taxonomy) -> set[Quote] | None:
    """Quotes a signal's sentences must stand among: real work in its disciplines; None where any may."""
    if signal not in (Signal.PRODUCTION_ML, Signal.INFRASTRUCTURE):
        return None
    real = (EvidenceKind.PRODUCTION, EvidenceKind.APPLIED)
    out: set[Quote] = set()
    for claim in claims:
        skill = taxonomy.skills.get(claim.skill)
        if skill is None or skill.kind in _NOT_SKILLS:
            continue
        wanted = (
            skill.discipline in _INFRASTRUCTURE
            if signal is Signal.INFRASTRUCTURE
            else skill.discipline not in _NOT_ML
        )
        if wanted:
            out |= {e.quote for e in claim.evidence if e.kind in real and not e.flagged}
    return out


def _signal(
    signal: Signal, features: Mapping[str, float], told: Sequence[_Told], among: set[Quote] | None
) -> SignalClaim:
    """The level, held at 0 where no sentence speaks for it: no claim without its quote."""
    quotes = _best_quotes(signal, told, among)
    level = signal_models()[signal].level(features) if quotes else 0
    return SignalClaim(signal=signal, level=level, quotes=quotes if level else ())


def _best_quotes(signal: Signal, told: Sequence[_Told], among: set[Quote] | None) -> tuple[Quote, ...]:
    telling = [groups().index(g) for g in _TELLING[signal]]
    rows = []
    for order, (layout, statement, mask, scale) in enumerate(told):
        weight = sum(mask >> g & 1 for g in telling) + 0.5 * scale
        quote = layout.quote(statement.place(0), statement.place(len(statement.text) - 1) + 1)
        if weight >= 1 and (
            among is None or any(q.span.overlaps(quote.span) and q.document == quote.document for q in among)
        ):
            rows.append((-weight, order, quote))
    return tuple(dict.fromkeys(q for _, _, q in sorted(rows, key=lambda r: r[:2])))[:_MAX_QUOTES]
