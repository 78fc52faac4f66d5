"""Why a route comes to what it does: the leaves that decide it, and the whole in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assay.crossborder.eligibility.movement import FREE
from assay.crossborder.eligibility.values import NO, UNKNOWN, YES, CompiledRoute, Facts
from assay.domain.route import Answer, Condition, LeafOutcome, RouteOutcome, Verdict

_CODE = {Answer.NO: NO, Answer.UNKNOWN: UNKNOWN, Answer.YES: YES}
_VERDICT = (Verdict.BLOCKED, Verdict.NEEDS_CHECK, Verdict.FEASIBLE)
_Found = tuple[int, tuple[LeafOutcome, ...]]


def explain(compiled: CompiledRoute, facts: Facts) -> RouteOutcome:
    """What a route comes to, in words.

    `decided_by` holds, for a blocked route, a smallest set of leaves that forces the no, those nearest to
    being met first; for a feasible one a smallest set that suffices; for an open one every unknown leaf that
    keeps it open.
    """
    leaves = tuple(leaf.tell(facts) for leaf in compiled.leaves)
    code, deciding = _decide(compiled.route.eligibility, iter(leaves))
    return RouteOutcome(route=compiled.route.id, verdict=_VERDICT[code], decided_by=deciding, leaves=leaves)


def _decide(condition: Condition, leaves: Iterator[LeafOutcome]) -> _Found:
    """The code of a node, and the leaves that decide it."""
    if condition.kind not in ("all", "any", "count_at_least"):
        leaf = next(leaves)
        return _CODE[leaf.answer], (leaf,)
    parts = [_decide(part, leaves) for part in condition.parts]
    least = {"all": len(parts), "any": 1}.get(condition.kind, condition.least)
    sets = {code: [found for at, found in parts if at == code] for code in (NO, UNKNOWN, YES)}
    if len(sets[YES]) >= least:
        return YES, _joined(sorted(sets[YES], key=len)[:least])
    enough = len(parts) - least + 1
    if len(sets[NO]) >= enough:
        return NO, _joined(sorted(sets[NO], key=_nearness)[:enough])
    return UNKNOWN, _joined(sets[UNKNOWN])


def _joined(sets: Iterable[tuple[LeafOutcome, ...]]) -> tuple[LeafOutcome, ...]:
    return tuple(leaf for found in sets for leaf in found)


def _nearness(found: tuple[LeafOutcome, ...]) -> tuple[bool, int, float]:
    """Orders sets of leaves that say no: no permit needed first, then the fewest, then the nearest miss."""
    free = len(found) == 1 and found[0].leaf == f"fact {FREE}"
    misses = [abs(leaf.margin.share) for leaf in found if leaf.margin and leaf.margin.required]
    return not free, len(found), max(misses, default=float("inf"))
