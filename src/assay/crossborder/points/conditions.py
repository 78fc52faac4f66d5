"""Conditions as functions of the facts: yes, no, or None where what they ask is not known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from assay.crossborder.points.values import MONEY_FACTS, MoneyBar
from assay.domain.route import Condition

Facts = Mapping[str, object]
Convert = Callable[[float, str, str], float | None]
"""Amount, currency it is in, currency wanted: the amount there, or None where there is no rate."""

DEGREES = {name: rank for rank, name in enumerate("none secondary vocational bachelor master phd".split())}
CEFR = {name: rank for rank, name in enumerate("none A1 A2 B1 B2 C1 C2".split())}
WEEKS = 52
MONTHS = 12
HOURS = 40.0
"""Weekly hours taken where the offer does not state them."""
_CENT = 0.005
"""Money is compared to the cent: an hourly rate times hours times weeks is not exact in binary."""

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<": operator.lt,
    ">": operator.gt,
}
OPS = (*_COMPARE, "==", "!=", "in", "intersects")


class Pay:
    """The money that the facts state, per year and in the currency a rule uses; converted at most once."""

    __slots__ = ("_convert", "_facts", "_held")

    def __init__(self, facts: Facts, convert: Convert) -> None:
        self._facts, self._convert = facts, convert
        self._held: dict[tuple[str, str], tuple[float, float] | None] = {}

    def stated(self, kind: str, currency: str) -> tuple[float, float] | None:
        """Least and most stated in `currency` per year; None where not stated or there is no rate."""
        key = (kind, currency)
        if key not in self._held:
            self._held[key] = self._in(currency, *self._range(kind))
        return self._held[key]

    def _range(self, kind: str) -> tuple[object, object, object]:
        get = self._facts.get
        if kind == "salary_at_least":
            low, high = get("offer.salary_minimum"), get("offer.salary_maximum")
            return (0.0 if low is None and high is not None else low), high, get("offer.salary_currency")
        income = get("candidate.income_year")
        return income, income, get("candidate.income_currency")

    def _in(self, currency: str, low: object, high: object, stated: object) -> tuple[float, float] | None:
        if not _number(low) or not isinstance(stated, str):
            return None
        high = high if _number(high) else low
        if stated == currency:
            return float(low), float(high)  # type: ignore[arg-type]
        ends = [self._convert(float(end), stated, currency) for end in (low, high)]  # type: ignore[arg-type]
        return None if ends[0] is None or ends[1] is None else (ends[0], ends[1])

    def required(self, bar: MoneyBar) -> float | None:
        """What a bar asks for per year, in its own currency; None where it rests on an unknown fact."""
        amount = bar.amount if bar.fact is None else self._facts.get(bar.fact)
        if not _number(amount):
            return None
        times = WEEKS * self._hours() if bar.period == "hour" else _times(bar)
        return float(amount) * bar.times * times  # type: ignore[arg-type]

    def _hours(self) -> float:
        hours = self._facts.get("offer.weekly_hours")
        return float(hours) if _number(hours) else HOURS  # type: ignore[arg-type]


Test = Callable[[Facts, Pay], bool | None]


@lru_cache(maxsize=4096)
def compiled(condition: Condition) -> Test:
    """A condition as a function; nodes follow Kleene, so that what does not matter need not be known."""
    if condition.kind == "all":
        return _all([compiled(part) for part in condition.parts])
    if condition.kind == "any":
        return _any([compiled(part) for part in condition.parts])
    if condition.kind == "count_at_least":
        return _count([compiled(part) for part in condition.parts], condition.least)
    if condition.kind in MONEY_FACTS:
        return _money(condition)
    return _fact(condition)


def needs(condition: Condition | None, facts: Facts, pay: Pay) -> tuple[str, ...]:
    """The facts that keep a condition open; none where it is settled."""
    if condition is None or compiled(condition)(facts, pay) is not None:
        return ()
    if condition.parts:
        return tuple(dict.fromkeys(fact for part in condition.parts for fact in needs(part, facts, pay)))
    if not isinstance(condition.value, MoneyBar):
        return (condition.subject,)
    bar, asked = condition.value, MONEY_FACTS[condition.kind]
    if bar.fact is not None and not _number(facts.get(bar.fact)):
        return (bar.fact,)
    missing = tuple(f for f in asked if facts.get(f) is None and not f.endswith("maximum"))
    return missing or asked[:1]


def no_rate(condition: Condition | None, facts: Facts, pay: Pay) -> str:
    """``no rate from TWD to JPY`` where a missing exchange rate keeps a condition open, else nothing."""
    if condition is None or compiled(condition)(facts, pay) is not None:
        return ""
    if condition.parts:
        return next((text for part in condition.parts if (text := no_rate(part, facts, pay))), "")
    if not isinstance(condition.value, MoneyBar):
        return ""
    wanted, asked = condition.value.currency, MONEY_FACTS[condition.kind]
    stated = facts.get(asked[-1])
    if pay.stated(condition.kind, wanted) is not None or any(
        facts.get(f) is None for f in (asked[0], asked[-1])
    ):
        return ""
    return f"no rate from {stated} to {wanted}"


def _number(value: object) -> bool:
    """Whether a value is a number that can be compared; a truth value or NaN is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value


def _all(tests: list[Test]) -> Test:
    def test(facts: Facts, pay: Pay) -> bool | None:
        answer: bool | None = True
        for part in tests:
            found = part(facts, pay)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return test


def _any(tests: list[Test]) -> Test:
    def test(facts: Facts, pay: Pay) -> bool | None:
        answer: bool | None = False
        for part in tests:
            found = part(facts, pay)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return test


def _count(tests: list[Test], least: int) -> Test:
    def test(facts: Facts, pay: Pay) -> bool | None:
        answers = [part(facts, pay) for part in tests]
        if answers.count(True) >= least:
            return True
        return False if len(answers) - answers.count(False) < least else None

    return test


def _money(condition: Condition) -> Test:
    bar, kind = condition.value, condition.kind
    assert isinstance(bar, MoneyBar)
    currency = bar.currency
    fixed = None if bar.amount is None or bar.period == "hour" else bar.amount * bar.times * _times(bar)

    def test(facts: Facts, pay: Pay) -> bool | None:  # noqa: ARG001 - every test takes both
        stated = pay.stated(kind, currency)
        required = pay.required(bar) if fixed is None else fixed
        if stated is None or required is None:
            return None
        if stated[0] >= required - _CENT:
            return True
        return False if stated[1] < required - _CENT else None

    return test


def _times(bar: MoneyBar) -> int:
    """How often a year a yearly or monthly amount is paid."""
    return bar.payments_per_year if bar.period == "month" else 1


def assuming(condition: Condition, known: Facts) -> Condition:
    """The condition that is left once some facts are known; ``all`` of nothing holds, ``any`` of nothing not."""
    if condition.kind == "fact" and condition.subject in known:
        answer = compiled(condition)(known, Pay(known, _no_rate))
        return condition if answer is None else _HOLDS if answer else _FAILS
    if condition.kind == "count_at_least":
        return replace(condition, parts=tuple(assuming(part, known) for part in condition.parts))
    if condition.kind not in ("all", "any"):
        return condition
    settles, drops = (_FAILS, _HOLDS) if condition.kind == "all" else (_HOLDS, _FAILS)
    parts = [part for inner in condition.parts if (part := assuming(inner, known)) != drops]
    return settles if settles in parts else replace(condition, parts=tuple(parts))


_HOLDS, _FAILS = Condition(kind="all"), Condition(kind="any")


def never(condition: Condition | None) -> bool:
    """Whether a condition left by `assuming` cannot hold."""
    return condition == _FAILS


def _no_rate(amount: float, source: str, target: str) -> None:  # noqa: ARG001 - the form of a conversion
    return None


def _fact(condition: Condition) -> Test:
    subject, value = condition.subject, condition.value
    if condition.op in _COMPARE:
        return _ordered(subject, _COMPARE[condition.op], value)
    if condition.op == "==":
        return _settled(subject, lambda found: found == value)
    if condition.op == "!=":
        return _settled(subject, lambda found: found != value)
    assert isinstance(value, tuple)
    wanted = frozenset(value)
    if condition.op == "in":
        return _settled(subject, lambda found: found in wanted)
    return _settled(subject, lambda found: not wanted.isdisjoint(found if _many(found) else (found,)))


def _many(value: object) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _settled(subject: str, answer: Callable[..., bool]) -> Test:
    def test(facts: Facts, pay: Pay) -> bool | None:  # noqa: ARG001 - every test takes both
        found = facts.get(subject)
        return None if found is None else answer(found)

    return test


def _ordered(subject: str, compare: Callable[[float, float], bool], value: object) -> Test:
    scale = next((s for s in (DEGREES, CEFR) if value in s), None) if isinstance(value, str) else None
    if scale is not None:
        bar, ranks = scale[str(value)], scale

        def ranked(facts: Facts, pay: Pay) -> bool | None:  # noqa: ARG001 - every test takes both
            found = facts.get(subject)
            rank = ranks.get(found) if isinstance(found, str) else None
            return None if rank is None else compare(rank, bar)

        return ranked
    assert isinstance(value, (int, float))
    limit = value

    def test(facts: Facts, pay: Pay) -> bool | None:  # noqa: ARG001 - every test takes both
        found = facts.get(subject)
        return compare(found, limit) if _number(found) else None  # type: ignore[arg-type]

    return test
