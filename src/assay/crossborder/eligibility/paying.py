"""Leaves about money: pay and income against a threshold, and the floor that rises with age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from assay.crossborder.eligibility.bars import (
    INCOME,
    SALARY,
    Bar,
    Range,
    annual,
    bar_of,
    compare,
    offered_in,
)
from assay.crossborder.eligibility.values import ANSWERS, UNKNOWN, YES, Facts, Leaf, Setting, Test
from assay.crossborder.eligibility.wording import marked, missing, money
from assay.domain.route import Condition, LeafOutcome, Margin, Route

AGE = "candidate.age"
FINANCIAL = "offer.sector_financial"
_NOUN = {SALARY: "pay", INCOME: "income"}


def money_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """A leaf ``salary_at_least`` or ``candidate_income_at_least``."""
    kind = SALARY if condition.kind == "salary_at_least" else INCOME
    bar = bar_of(condition.subject, route, setting.on)
    quoted = bar.quoted
    read = offered_in(quoted.currency if quoted else "", kind, setting)
    test = _never if bar.row is None else _bar_test(bar, kind, setting)
    name = f"{condition.kind} {condition.subject}"
    also = _disagreement(route, condition.subject)

    def tell(facts: Facts) -> LeafOutcome:
        code, found = test(facts), read(facts)
        text = bar.unknown() if bar.row is None else f"{_against(bar, kind, facts, found, code)}{also}"
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[code],
            text=text,
            needs=_needs(kind, facts) if code == UNKNOWN and bar.row else (),
            margin=_margin(bar, facts, found),
            verification=quoted.provenance.verification if quoted else route.provenance.verification,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)


def _never(_: Facts) -> int:
    return UNKNOWN


def _bar_test(bar: Bar, kind: tuple[str, str, str], setting: Setting) -> Test:
    assert bar.row is not None
    row = bar.row
    read = offered_in(row.currency, kind, setting)
    fixed = None if row.period == "hour" else annual(row, {})

    def test(facts: Facts) -> int:
        found = read(facts)
        if found is None:
            return UNKNOWN
        required = annual(row, facts) if fixed is None else fixed
        return compare(found, required, required)

    return test


def _needs(kind: tuple[str, str, str], facts: Facts) -> tuple[str, ...]:
    """What is missing; with all stated, pay must be settled within its range, or a rate found."""
    return missing(facts, dict.fromkeys((kind[0], kind[2]))) or (kind[0],)


def _against(bar: Bar, kind: tuple[str, str, str], facts: Facts, found: Range | None, code: int) -> str:
    wanted = bar.text(facts)
    noun = _NOUN[kind]
    if found is None:
        gaps = missing(facts, (kind[0], kind[2]))
        if gaps:
            return f"{noun} is not known; at least {wanted} is asked"
        return f"no rate for {facts[kind[2]]}; at least {wanted} is asked"
    assert bar.row is not None
    required, currency = annual(bar.row, facts), bar.row.currency
    offer = _offer(found, currency, facts.get(kind[2]))
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


def _margin(bar: Bar, facts: Facts, found: Range | None) -> Margin | None:
    """The margin to the row in force, else to the nearest known one: shown, never deciding."""
    row = bar.quoted
    if found is None or row is None:
        return None
    low, high, day = found
    return Margin(
        threshold=bar.threshold.id,
        required=annual(row, facts),
        offered=high if low is None else low,
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
    rule = cast("Mapping[str, object]", condition.value)
    keys = ("floor", "ceiling", "financial_floor", "financial_ceiling")
    bars = [bar_of(str(rule[key]), route, setting.on) for key in keys]
    quoted = [b.quoted for b in bars]
    gap = next((bar for bar in bars if bar.row is None), None)
    currency = next((row.currency for row in quoted if row), "")
    proof = min((row.provenance.verification for row in quoted if row), key=_strength)
    read = offered_in(currency, SALARY, setting)
    ages = (float(str(rule["from_age"])), float(str(rule["to_age"])))

    def bounds(facts: Facts) -> tuple[float, float]:
        amounts = [annual(row, facts) for row in quoted if row]
        sector = facts.get(FINANCIAL)
        pairs = [amounts[at : at + 2] for at, finance in ((0, False), (2, True)) if sector is not (not finance)]
        ends = [end for floor, ceiling in pairs for end in _at_age(facts.get(AGE), ages, floor, ceiling)]
        return min(ends), max(ends)

    def test(facts: Facts) -> int:
        return UNKNOWN if gap else compare(read(facts), *bounds(facts))

    def tell(facts: Facts) -> LeafOutcome:
        code, found = test(facts), read(facts)
        least, surely = bounds(facts)
        margin = found and Margin(
            threshold=condition.kind,
            required=surely,
            offered=found[1] if found[0] is None else found[0],
            currency=currency,
            verification=proof,
            converted_on=found[2],
        )
        text = gap.unknown() if gap else _floor_text(facts, found, (least, surely), currency)
        return LeafOutcome(
            leaf=condition.kind,
            answer=ANSWERS[code],
            text=marked(text, proof),
            needs=_floor_needs(facts) if code == UNKNOWN and not gap else (),
            margin=margin,
            verification=proof,
        )

    return Leaf(name=condition.kind, condition=condition, test=test, tell=tell)


def _strength(verification: object) -> int:
    order = ("estimate", "memory", "partial", "read_secondary", "read_official")
    return order.index(str(verification))


def _at_age(age: object, ages: tuple[float, float], floor: float, ceiling: float) -> tuple[float, float]:
    """The floor at an age, twice; from the lowest to the highest floor where the age is not known."""
    if not isinstance(age, int | float) or isinstance(age, bool):
        return floor, ceiling
    share = (min(max(age, ages[0]), ages[1]) - ages[0]) / (ages[1] - ages[0])
    at = round(floor + share * (ceiling - floor), 2)
    return at, at


def _floor_needs(facts: Facts) -> tuple[str, ...]:
    return missing(facts, (SALARY[0], SALARY[2], AGE, FINANCIAL)) or (SALARY[0],)


def _floor_text(facts: Facts, found: Range | None, ends: tuple[float, float], currency: str) -> str:
    least, surely = ends
    bound = (
        money(least, currency)
        if least == surely
        else f"{money(least, currency)} to {money(surely, currency)}"
    )
    asked = f"at least {bound} a year is asked at "
    asked += "that age" if facts.get(AGE) is not None else "an age not known"
    if facts.get(FINANCIAL) is None:
        asked += ", in a sector not known"
    if found is None:
        gaps = missing(facts, (SALARY[0], SALARY[2]))
        return f"{'pay is not known' if gaps else f'no rate for {facts[SALARY[2]]}'}; {asked}"
    return f"pay of {_offer(found, currency, facts.get(SALARY[2]))}; {asked}"
