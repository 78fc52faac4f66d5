"""A plain reading of a route's tree, with nothing prepared.

The compiled routes are held against it, in answers (tests) and in time (`route_pool`). Points tables count as
unknown; a stated total is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assay.domain.route import Answer, Condition, Route

Facts = Mapping[str, Any]
Convert = Callable[[float, str, str], tuple[float, date] | None]

ORDERS = {
    "candidate.degree_level": ["none", "secondary", "vocational", "bachelor", "master", "phd"],
    "candidate.english_cefr": ["none", "A1", "A2", "B1", "B2", "C1", "C2"],
    "candidate.german_cefr": ["none", "A1", "A2", "B1", "B2", "C1", "C2"],
}


def plain(route: Route, facts: Facts, on: date, convert: Convert, free: bool | None = None) -> Answer:
    """The answer of a route's tree, read off plainly; `free` is the answer on free movement."""
    return _plain(
        route.eligibility, route, {**facts, "candidate.free_movement_in_destination": free}, on, convert
    )


def _plain(node: Condition, route: Route, facts: Facts, on: date, convert: Convert) -> Answer:
    if node.kind in ("all", "any", "count_at_least"):
        answers = [_plain(part, route, facts, on, convert) for part in node.parts]
        needed = {"all": len(answers), "any": 1}.get(node.kind, node.least)
        if answers.count(Answer.YES) >= needed:
            return Answer.YES
        return Answer.UNKNOWN if len(answers) - answers.count(Answer.NO) >= needed else Answer.NO
    if node.kind == "manual_check":
        return _of(facts.get(f"checked.{route.id}.{node.number}"))
    if node.kind == "fact":
        return _of(_fact(node, facts.get(node.subject)))
    if node.kind == "points_at_least":
        total = facts.get(f"points.{node.subject}.total")
        return _of(None if total is None else total >= node.value)
    return _money(node, route, facts, on, convert)


def _of(value: bool | None) -> Answer:
    return Answer.UNKNOWN if value is None else Answer.YES if value else Answer.NO


def _fact(node: Condition, value: Any) -> bool | None:
    if value is None:
        return None
    if node.subject == "offer.occupation_isco":
        if any(value.startswith(group) for group in node.value):
            return True
        return None if any(group.startswith(value) for group in node.value) else False
    wanted, order = node.value, ORDERS.get(node.subject)
    if order:
        value, wanted = order.index(value), order.index(wanted)
    if node.op == "intersects":
        return bool(set(value) & set(wanted))
    return {
        "==": lambda: value == wanted,
        "!=": lambda: value != wanted,
        ">=": lambda: value >= wanted,
        "<=": lambda: value <= wanted,
        "<": lambda: value < wanted,
        "in": lambda: value in wanted,
    }[node.op]()


def _yearly(route: Route, subject: str, facts: Facts, on: date) -> tuple[float, str] | None:
    for row in route.thresholds[subject].rows:
        begin, end = row.provenance.valid_from, row.provenance.valid_to
        if (begin is None or begin <= on) and (end is None or on <= end):
            times = {
                "year": 1,
                "month": row.payments_per_year or 12,
                "hour": 52 * (facts.get("offer.weekly_hours") or 40),
            }[row.period]
            return round(row.amount * times, 2), row.currency
    return None


def _elsewhere(route: Route, subject: str, currency: str) -> float:
    """The highest amount a year that another source states."""
    others = [a for c in route.conflicts if c.of == subject for a in c.also if a.currency == currency]
    return max((a.amount * {"year": 1, "month": 12}[a.period] for a in others), default=0)


def _money(node: Condition, route: Route, facts: Facts, on: date, convert: Convert) -> Answer:
    if node.kind == "candidate_income_at_least":
        low = high = facts.get("candidate.income_year")
        stated = facts.get("candidate.income_currency")
    else:
        low, high = facts.get("offer.salary_minimum"), facts.get("offer.salary_maximum")
        stated = facts.get("offer.salary_currency")
        high = low if high is None else high if low is None else max(low, high)
    if node.kind == "salary_age_progressive":
        bounds = _floor(node, route, facts, on)
    else:
        row = _yearly(route, node.subject, facts, on)
        bounds = row and (row[0], max(row[0], _elsewhere(route, node.subject, row[1])), row[1])
    if high is None or stated is None or bounds is None:
        return Answer.UNKNOWN
    least, surely, currency = bounds
    ends = []
    for end in (low, high):
        found = (end, None) if end is None or stated == currency else convert(end, stated, currency)
        if found is None:
            return Answer.UNKNOWN
        ends.append(found[0] if stated == currency or found[0] is None else round(found[0], 2))
    if ends[0] is not None and ends[0] >= surely:
        return Answer.YES
    return Answer.NO if ends[1] < least else Answer.UNKNOWN


def _floor(node: Condition, route: Route, facts: Facts, on: date) -> tuple[float, float, str] | None:
    rule, age, sector = node.value, facts.get("candidate.age"), facts.get("offer.sector_financial")
    ends = []
    for finance, names in ((False, ("floor", "ceiling")), (True, ("financial_floor", "financial_ceiling"))):
        rows = [_yearly(route, rule[name], facts, on) for name in names]
        if None in rows:
            return None
        if sector is None or sector is finance:
            (low, currency), (high, _) = rows
            ages = [rule["from_age"], rule["to_age"]] if age is None else [age]
            for at in ages:
                share = max(0, min(1, (at - rule["from_age"]) / (rule["to_age"] - rule["from_age"])))
                ends.append(round(low + share * (high - low), 2))
    return min(ends), max(ends), currency
