"""Why a route comes to what it does: the leaves that decide it, and the whole in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assay.crossborder.eligibility.movement import FREE
from assay.crossborder.eligibility.values import NO, UNKNOWN, VERDICTS, YES, Codes, CompiledRoute, Facts
from assay.domain.route import Answer, Condition, LeafOutcome, RouteOutcome

_CODE = {Answer.NO: NO, Answer.UNKNOWN: UNKNOWN, Answer.YES: YES}
_Places = tuple[int, ...]
_Order = Callable[[_Places], Any]


def explain(compiled: CompiledRoute, facts: Facts) -> RouteOutcome:
    """What a route comes to, in words.

    `decided_by` holds, for a blocked route, a smallest set of leaves that forces the no, those nearest to
    being met first; for a feasible one a smallest set that suffices; for an open one every unknown leaf that
    keeps it open.
    """
    leaves = tuple(leaf.tell(facts) for leaf in compiled.leaves)
    codes = tuple(_CODE[leaf.answer] for leaf in leaves)
    code, places = decide(
        compiled.route.eligibility, codes, lambda found: _nearness([leaves[p] for p in found])
    )
    deciding = tuple(leaves[place] for place in places)
    return RouteOutcome(route=compiled.route.id, verdict=VERDICTS[code], decided_by=deciding, leaves=leaves)


def decide(condition: Condition, codes: Codes, order: _Order = len) -> tuple[int, _Places]:
    """The code of a tree and the places of the leaves that decide it; `order` prefers among sets of noes."""
    return _decide(condition, iter(range(len(codes))), codes, order)


def _decide(condition: Condition, places: Iterator[int], codes: Codes, order: _Order) -> tuple[int, _Places]:
    if condition.kind not in ("all", "any", "count_at_least"):
        place = next(places)
        return codes[place], (place,)
    parts = [_decide(part, places, codes, order) for part in condition.parts]
    least = {"all": len(parts), "any": 1}.get(condition.kind, condition.least)
    sets = {code: [found for at, found in parts if at == code] for code in (NO, UNKNOWN, YES)}
    if len(sets[YES]) >= least:
        return YES, _joined(sorted(sets[YES], key=len)[:least])
    enough = len(parts) - least + 1
    if len(sets[NO]) >= enough:
        return NO, _joined(sorted(sets[NO], key=order)[:enough])
    return UNKNOWN, _joined(sets[UNKNOWN])


def _joined(sets: Iterable[_Places]) -> _Places:
    return tuple(place for found in sets for place in found)


def _nearness(found: list[LeafOutcome]) -> tuple[bool, int, float]:
    """Orders sets of leaves that say no: no permit needed first, then the fewest, then the nearest miss."""
    free = len(found) == 1 and found[0].leaf == f"fact {FREE}"
    misses = [abs(leaf.margin.share) for leaf in found if leaf.margin and leaf.margin.required]
    return not free, len(found), max(misses, default=float("inf"))
