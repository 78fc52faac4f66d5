"""Leaves about points: a total that somebody computed, else the score under a table."""

from __future__ import annotations

from typing import cast

from assay.crossborder.eligibility.facing import verification_of
from assay.crossborder.eligibility.values import ANSWERS, NO, UNKNOWN, YES, Facts, Leaf, Setting
from assay.crossborder.eligibility.wording import marked
from assay.domain.route import Condition, LeafOutcome, Route


def points_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """A leaf ``points_at_least``; the fact ``points.<table>.total`` answers it directly."""
    table, least, score = condition.subject, float(cast("float", condition.value)), setting.points
    name, total = f"points_at_least {table}", f"points.{table}.total"

    def test(facts: Facts) -> int:
        given = facts.get(total)
        if isinstance(given, int | float) and not isinstance(given, bool):
            return YES if given >= least else NO
        found = score(table, facts)
        if found is None:
            return UNKNOWN
        if found.lo >= least:
            return YES
        return NO if found.hi < least else UNKNOWN

    def tell(facts: Facts) -> LeafOutcome:
        code, given = test(facts), facts.get(total)
        found = score(table, facts) if given is None else None
        proof = verification_of(condition, route)
        needs: tuple[str, ...] = (total,)
        if found is not None:
            proof, needs = found.verification, found.needs
            reach = f"{found.lo:g}" if found.lo == found.hi else f"{found.lo:g} to {found.hi:g}"
            text = f"{reach} points; at least {least:g} are asked"
        elif given is not None:
            text = f"{given} points as stated; at least {least:g} are asked"
        else:
            text = f"no points table {table} for {setting.on}; at least {least:g} points are asked"
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[code],
            text=marked(text, proof),
            needs=needs if code == UNKNOWN else (),
            verification=proof,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)
