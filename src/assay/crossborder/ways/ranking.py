"""The order of the ways: by time, cost or certainty, as the user asks."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from assay.domain.arrangement import Cost, Way
from assay.domain.route import Trust, Verdict

_VERDICTS = {Verdict.FEASIBLE: 0, Verdict.NEEDS_CHECK: 1, Verdict.BLOCKED: 2}
_TRUSTS = {Trust.GREEN: 0, Trust.AMBER: 1, None: 1, Trust.RED: 2}
_OWN_RISKS = ("misclassification", "permanent_establishment")
_NEVER = float("inf")


class SortBy(StrEnum):
    """What the ways are ordered by."""

    TIME = "time"
    COST = "cost"
    CERTAINTY = "certainty"


def certainty(way: Way) -> tuple[float, ...]:
    """Verdict, then how little is open, then trust in the figures, then time; less is surer.

    Open are the conditions not known, and the risks that a way carries by itself: that a contractor is held
    an employee, or that a taxable presence arises.
    """
    doubts = len(way.open) + sum(risk.kind in _OWN_RISKS for risk in way.risks)
    return (_VERDICTS[way.verdict], doubts, _TRUSTS[way.trust], _or_never(way.start.low))


def ranked(ways: Sequence[Way], by: SortBy) -> tuple[Way, ...]:
    """The ways in order; blocked ones always last, what has no figure after what has one.

    By cost, a sum that lacks a part comes after every whole one: what is missing is not counted as nothing.
    """

    def key(way: Way) -> tuple[float, ...]:
        blocked = float(way.verdict is Verdict.BLOCKED)
        if by is SortBy.TIME:
            return (blocked, _or_never(way.start.high), _or_never(way.start.low), *certainty(way))
        if by is SortBy.COST:
            return (blocked, *_first_year(way), *certainty(way))
        return certainty(way)

    return tuple(sorted(ways, key=lambda w: (*key(w), w.kind, w.country, w.route or "")))


def _first_year(way: Way) -> tuple[float, float]:
    """Whether a part is missing, and the employer's cost of the first year at its high end."""
    costs: tuple[Cost, ...] = (way.employer_once, way.employer_yearly)
    highs = [c.high for c in costs if c.high is not None]
    lacking = any(c.missing for c in costs)
    return float(lacking), sum(highs) if len(highs) == len(costs) else _NEVER


def _or_never(days: int | None) -> float:
    return _NEVER if days is None else days
