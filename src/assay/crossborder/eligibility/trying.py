"""Plausible answers to a question about a fact, to try what they would change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from assay.crossborder.eligibility.bars import INCOME, SALARY, annual, bar_of
from assay.crossborder.eligibility.values import CompiledRoute, Facts
from assay.crossborder.facts import NUMBERS, Fact
from assay.domain.route import Condition

NOWHERE = "XX"
"""A code that ISO 3166-1 assigns to no country: any country that no rule names."""
_OTHER = {"country": NOWHERE, "currency": "XXX", "isco": "9", "text": "none of these"}
_GRID = (0, 1, 3, 5, 10, 30, 45)
"""Numbers tried where a route names none itself, as under a points table."""
_ABOVE = 1.001
"""Stands off a converted amount, so that rounding does not fall on the other side."""
MONEY = {
    **dict.fromkeys(SALARY, ("salary_at_least", SALARY)),
    **dict.fromkeys(INCOME, ("candidate_income_at_least", INCOME)),
}
Answers = tuple[Mapping[str, object], ...]


def answers_to(fact: Fact, route: CompiledRoute, facts: Facts) -> Answers:
    """Answers to try for a fact on a route, each as the facts that it would add.

    Booleans both ways, levels and choices all, numbers on both sides of what the route asks, pay just at and
    just under each of its thresholds, countries and occupations those that it names and another.
    """
    if fact.id in MONEY:
        return _amounts(fact, route, facts)
    if fact.type == "bool":
        return ({fact.id: True}, {fact.id: False})
    named = [leaf.condition for leaf in route.leaves if leaf.condition.subject == fact.id]
    return tuple({fact.id: value} for value in dict.fromkeys(_values(fact, named)))


def _values(fact: Fact, named: list[Condition]) -> list[object]:
    if fact.values:
        return list(fact.values)
    if fact.type in NUMBERS:
        asked = [cast("float", c.value) for c in named]
        tried = sorted({n + d for n in asked for d in (-1, 0, 1)}) or list(_GRID)
        assert fact.least is not None
        assert fact.most is not None
        return [n for n in tried if fact.least <= n <= fact.most]
    values = [v for c in named for v in (c.value if isinstance(c.value, tuple) else (c.value,))]
    if fact.type == "countries":
        return [(v,) for v in (*values, NOWHERE)]
    return [*values, _OTHER[fact.type]]


def _amounts(fact: Fact, route: CompiledRoute, facts: Facts) -> Answers:
    kind, keys = MONEY[fact.id]
    found: list[Mapping[str, object]] = []
    for subject in _thresholds(route, kind):
        row = bar_of(subject, route.route, route.setting.on).row
        if row is None:
            continue
        amount = annual(row, facts)
        if fact.id == keys[2] and facts.get(keys[0]) is not None:
            found.append({keys[2]: row.currency})
            continue
        stated = facts.get(keys[2])
        currency = stated if isinstance(stated, str) else row.currency
        if currency != row.currency:
            exchanged = route.setting.exchange(amount, row.currency, currency)
            if exchanged is None:
                continue
            amount = exchanged[0] * _ABOVE
        for tried in (amount, amount / _ABOVE / _ABOVE):
            found.append({keys[0]: tried, keys[1]: tried, keys[2]: currency})
    return tuple(found)


def _thresholds(route: CompiledRoute, kind: str) -> list[str]:
    names: list[str] = []
    for leaf in route.leaves:
        if leaf.condition.kind == kind:
            names.append(leaf.condition.subject)
        elif leaf.condition.kind == "salary_age_progressive" and kind == "salary_at_least":
            rule = cast("Mapping[str, str]", leaf.condition.value)
            names += [rule[key] for key in ("floor", "ceiling", "financial_ceiling") if key in rule]
    return names
