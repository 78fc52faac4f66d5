"""Leaves about money: pay and income against a threshold, and the floor that rises with age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from assay.crossborder.eligibility.bars import (
    INCOME,
    SALARY,
    Bar,
    Range,
    annual,
    bar_of,
    compare,
    no_rate,
    offered_in,
)
from assay.crossborder.eligibility.values import ANSWERS, NO, UNKNOWN, YES, Facts, Leaf, Setting, Test
from assay.crossborder.eligibility.wording import marked, missing, money
from assay.domain.route import Condition, LeafOutcome, Margin, Route, Verification

AGE = "candidate.age"
FINANCIAL = "offer.sector_financial"
_STRENGTH = tuple(reversed(Verification))
"""How a figure was come by, the weakest first."""
_NOUN = {SALARY: "pay", INCOME: "income"}


def money_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """A leaf ``salary_at_least`` or ``candidate_income_at_least``.

    Where another source states a higher amount, only pay that reaches it is a yes; ours decides the no.
    """
    kind = SALARY if condition.kind == "salary_at_least" else INCOME
    bar = bar_of(condition.subject, route, setting.on)
    quoted = bar.quoted
    read = offered_in(quoted.currency if quoted else "", kind, setting)
    cautious = _cautious(bar, route)
    test = _never if bar.row is None else _bar_test(bar, kind, setting, cautious)
    name = f"{condition.kind} {condition.subject}"
    also = _disagreement(route, condition.subject)

    def tell(facts: Facts) -> LeafOutcome:
        code, found = test(facts), read(facts) if quoted else None
        text = (
            bar.unknown()
            if bar.row is None
            else f"{_against(bar, kind, facts, found, setting, cautious)}{also}"
        )
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[code],
            text=text,
            needs=_needs(kind, facts, found) if code == UNKNOWN and bar.row else (),
            margin=_margin(bar, facts, found, code),
            verification=quoted.provenance.verification if quoted else route.provenance.verification,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)


def _never(_: Facts) -> int:
    return UNKNOWN


def _bar_test(bar: Bar, kind: tuple[str, str, str], setting: Setting, cautious: float) -> Test:
    assert bar.row is not None
    row = bar.row
    read = offered_in(row.currency, kind, setting)
    fixed = None if row.period == "hour" else annual(row, {})

    def test(facts: Facts) -> int:
        found = read(facts)
        if found is None:
            return UNKNOWN
        required = annual(row, facts) if fixed is None else fixed
        return compare(found, required, max(required, cautious))

    return test


def _cautious(bar: Bar, route: Route) -> float:
    """The highest amount a year that another source states for a threshold, 0 where none does."""
    others = [a for c in route.conflicts if c.of == bar.threshold.id for a in c.also]
    same = [a for a in others if bar.row and a.currency == bar.row.currency and a.period != "hour"]
    return max((annual(a, {}) for a in same), default=0.0)


def _needs(kind: tuple[str, str, str], facts: Facts, found: Range | None) -> tuple[str, ...]:
    """What is missing; with all stated, an amount within the range, or one in a currency that has a rate."""
    return missing(facts, (kind[0], kind[2])) or ((kind[2],) if found is None else (kind[0],))


def _against(
    bar: Bar,
    kind: tuple[str, str, str],
    facts: Facts,
    found: Range | None,
    setting: Setting,
    cautious: float,
) -> str:
    assert bar.row is not None
    wanted, noun = bar.text(facts), _NOUN[kind]
    required, currency = annual(bar.row, facts), bar.row.currency
    if found is None:
        gaps = missing(facts, (kind[0], kind[2]))
        if gaps:
            return f"{noun} is not known; at least {wanted} is asked"
        return f"{no_rate(facts[kind[2]], currency, setting)}; at least {wanted} is asked"
    code = compare(found, required, max(required, cautious))
    offer = _offer(found, currency, facts.get(kind[2]))
    if code == UNKNOWN and cautious > required:
        surely = money(cautious, currency)
        return f"{noun} of {offer}: {noun} of at least {surely} a year settles it, {wanted} by our figure"
    if code == UNKNOWN:
        return f"{noun} of {offer}: {noun} of at least {wanted} settles it"
    end = cast("float", found[0] if code == YES else found[1])
    share = f"{abs(end - required) / required:.1%}" if required else "all"
    gap = f"{money(abs(end - required), currency)}, {share}"
    if code == YES:
        return f"{noun} of {offer} reaches {wanted}, by {gap}"
    return f"{noun} of {offer} falls short of {wanted}, by {gap}"


def _offer(found: Range, currency: str, given: object) -> str:
    low, high, day = found
    text = money(high, currency)
    if low is None:
        text = f"at most {text}"
    elif low != high:
        text = f"{money(low, currency)} to {text}"
    return f"{text} a year" + (f" (from {given} at the rate of {day})" if day else "")


def _margin(bar: Bar, facts: Facts, found: Range | None, code: int) -> Margin | None:
    """The margin to the row in force, else to the nearest known one: shown, never deciding.

    Of a range, the end that decides counts: the highest where it falls short, else the lowest.
    """
    row = bar.quoted
    if found is None or row is None:
        return None
    low, high, day = found
    return Margin(
        threshold=bar.threshold.id,
        required=annual(row, facts),
        offered=high if low is None or code == NO else low,
        currency=row.currency,
        verification=row.provenance.verification,
        converted_on=day,
    )


def _disagreement(route: Route, subject: str) -> str:
    """What other sources state for a threshold."""
    others = [
        money(a.amount, a.currency) + f" a {a.period}"
        for c in route.conflicts
        if c.of == subject
        for a in c.also
    ]
    return f"; sources disagree, also stated: {', '.join(others)}" if others else ""


def progressive_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """The floor that rises in equal steps from one age to another, with its own amounts in finance.

    Source: Ministry of Manpower, Singapore, Employment Pass: the qualifying salary increases with age.
    An unknown age or sector leaves the floor between its bounds.
    """
    floor = _floor_of(condition, route, setting)
    read = offered_in(floor.currency, SALARY, setting)
    gap, proof = floor.gap, floor.verification

    def test(facts: Facts) -> int:
        return UNKNOWN if gap else compare(read(facts), *floor.bounds(facts))

    def tell(facts: Facts) -> LeafOutcome:
        code, found = test(facts), None if gap else read(facts)
        text = gap.unknown() if gap else _floor_text(facts, found, floor, setting)
        return LeafOutcome(
            leaf=condition.kind,
            answer=ANSWERS[code],
            text=marked(text, proof),
            needs=floor.needs(facts, found) if code == UNKNOWN and not gap else (),
            margin=None if gap or found is None else _floor_margin(facts, found, floor, code),
            verification=proof,
        )

    return Leaf(name=condition.kind, condition=condition, test=test, tell=tell)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """A floor that rises with age: from and to amounts, of all sectors or of others and finance."""

    ages: tuple[float, float]
    pairs: tuple[tuple[float, float], ...]
    currency: str
    verification: Verification
    gap: Bar | None

    def bounds(self, facts: Facts) -> tuple[float, float]:
        """The lowest and the highest that the floor may be."""
        age, sector = facts.get(AGE), facts.get(FINANCIAL)
        pairs = self.pairs
        if len(pairs) == 2 and isinstance(sector, bool):
            pairs = (pairs[sector],)
        ends = [end for low, high in pairs for end in _at_age(age, self.ages, low, high)]
        return min(ends), max(ends)

    def needs(self, facts: Facts, found: Range | None) -> tuple[str, ...]:
        """What is missing; with all stated, an amount within the range, or one in a currency with a rate."""
        sector = (FINANCIAL,) if len(self.pairs) == 2 else ()
        gaps = missing(facts, (SALARY[0], SALARY[2], AGE, *sector))
        return gaps or ((SALARY[2],) if found is None else (SALARY[0],))


def _floor_of(condition: Condition, route: Route, setting: Setting) -> _Floor:
    rule = cast("Mapping[str, Any]", condition.value)
    keys = [k for k in ("floor", "ceiling", "financial_floor", "financial_ceiling") if k in rule]
    bars = [bar_of(rule[key], route, setting.on) for key in keys]
    rows = [bar.row for bar in bars if bar.row]
    gap = next((bar for bar in bars if bar.row is None), None)
    amounts = [] if gap else [annual(row, {}) for row in rows]
    proofs = [row.provenance.verification for row in rows] or [route.provenance.verification]
    return _Floor(
        ages=(rule["from_age"], rule["to_age"]),
        pairs=tuple((amounts[at], amounts[at + 1]) for at in range(0, len(amounts), 2)),
        currency=rows[0].currency if rows else "",
        verification=min(proofs, key=_STRENGTH.index),
        gap=gap,
    )


def _floor_margin(facts: Facts, found: Range, floor: _Floor, code: int) -> Margin:
    low, high, day = found
    return Margin(
        threshold="salary_age_progressive",
        required=floor.bounds(facts)[0 if code == NO else 1],
        offered=high if low is None or code == NO else low,
        currency=floor.currency,
        verification=floor.verification,
        converted_on=day,
    )


def _at_age(age: object, ages: tuple[float, float], floor: float, ceiling: float) -> tuple[float, float]:
    """The floor at an age, twice; from the lowest to the highest floor where the age is not known."""
    if not isinstance(age, int | float) or isinstance(age, bool):
        return floor, ceiling
    share = (min(max(age, ages[0]), ages[1]) - ages[0]) / (ages[1] - ages[0])
    at = round(floor + share * (ceiling - floor), 2)
    return at, at


def _floor_text(facts: Facts, found: Range | None, floor: _Floor, setting: Setting) -> str:
    least, surely = floor.bounds(facts)
    bound = money(surely, floor.currency)
    if least != surely:
        bound = f"{money(least, floor.currency)} to {bound}"
    asked = f"at least {bound} a year is asked at "
    asked += "that age" if facts.get(AGE) is not None else "an age not known"
    if len(floor.pairs) == 2 and facts.get(FINANCIAL) is None:
        asked += ", in a sector not known"
    if found is None:
        gaps = missing(facts, (SALARY[0], SALARY[2]))
        gap = "pay is not known" if gaps else no_rate(facts[SALARY[2]], floor.currency, setting)
        return f"{gap}; {asked}"
    return f"pay of {_offer(found, floor.currency, facts.get(SALARY[2]))}; {asked}"
