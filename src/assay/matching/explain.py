"""Explain: a match as a waterfall and as plain sentences, from the match's own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assay.domain.brief import Brief, Importance
from assay.domain.document import Quote
from assay.domain.match import Contribution, Level, Match
from assay.matching.plan import SENIORITY, SPECIALITY

_SHOWN: Final = frozenset({Level.USED, Level.PRACTISED, Level.DEEP, Level.AUTHORITY})
_PARTLY: Final = frozenset({Level.LISTED, Level.THEORY, Level.ADJACENT})
_MOST: Final = 4
_SHOWS_NOTHING: Final = (
    ": not stated",
    ": not shown itself",
    ": named, with no work",
    "the nearest is ",
    "similar wording, ",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar of the waterfall: its own bits and the sum so far. `importance` is None for the prior
    and for what the brief asks as a whole (seniority, speciality)."""

    name: str
    text: str
    importance: Importance | None
    level: Level | None
    bits: float
    total: float
    label: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A match in words. Every fact in the sentences stands in a quote or in the brief."""

    steps: tuple[Step, ...]
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    concerns: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Strengths, gaps and concerns in at most three sentences."""
        parts = (("Shown", self.strengths), ("Not shown", self.gaps), ("To look at", self.concerns))
        return " ".join(f"{head}: {'; '.join(items)}." for head, items in parts if items)


def explain(match: Match, brief: Brief) -> Explanation:
    """The waterfall and the sentences of `match`; computed from its contributions, nothing else."""
    return Explanation(
        steps=_steps(match, brief),
        strengths=_strengths(match),
        gaps=_gaps(match, brief),
        concerns=_concerns(match),
    )


def _steps(match: Match, brief: Brief) -> tuple[Step, ...]:
    asked = {r.id: r for r in brief.requirements}
    total = match.prior
    steps = [
        Step(
            name="prior",
            text="Before reading",
            importance=None,
            level=None,
            bits=total,
            total=total,
            label="Where everyone starts for this brief",
        )
    ]
    for part in match.contributions:
        total += part.bits
        requirement = asked.get(part.requirement)
        steps.append(
            Step(
                name=part.requirement,
                text=requirement.text if requirement else _derived_text(part, brief),
                importance=requirement.importance if requirement else None,
                level=part.level,
                bits=part.bits,
                total=total,
                label=part.label,
                quotes=part.quotes,
            )
        )
    return tuple(steps)


def _derived_text(part: Contribution, brief: Brief) -> str:
    if part.requirement == SENIORITY:
        return f"Seniority: {brief.seniority}"
    return f"Speciality: {brief.speciality.replace('_', ' ')}"


def _strengths(match: Match) -> tuple[str, ...]:
    shown = [p for p in match.contributions if p.level in _SHOWN and p.bits > 0 and _asked(p)]
    best = sorted(shown, key=lambda p: (-p.bits, p.requirement))
    return tuple(dict.fromkeys(_shown_parts(p.label) for p in best[:_MOST]))


def _shown_parts(label: str) -> str:
    """A label without its parts that show nothing; the whole where all do or none does."""
    parts = label.split("; ")
    shown = [p for p in parts if not any(words in p for words in _SHOWS_NOTHING)]
    return "; ".join(shown or parts)


def _gaps(match: Match, brief: Brief) -> tuple[str, ...]:
    """Musts with nothing behind them first, then musts that are shown only in part."""
    musts = {r.id: r for r in brief.requirements if r.importance is Importance.MUST}
    silent = [
        f"{musts[p.requirement].text}: not stated"
        for p in match.contributions
        if p.requirement in musts and p.level is Level.NOT_STATED
    ]
    partly = [p.label for p in match.contributions if p.requirement in musts and p.level in _PARTLY]
    return tuple((*silent, *partly)[:_MOST])


def _concerns(match: Match) -> tuple[str, ...]:
    denied = [p.label for p in match.contributions if p.level is Level.DENIED and _asked(p)]
    junior = [
        p.label
        for p in match.contributions
        if p.requirement == SENIORITY and p.level in (Level.DENIED, Level.ADJACENT)
    ]
    findings = [finding.text.rstrip(".") for finding in match.findings]
    return (*denied, *junior, *findings)


def _asked(part: Contribution) -> bool:
    return part.requirement not in (SENIORITY, SPECIALITY)
