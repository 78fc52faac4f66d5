"""Leaves that compare one declared fact, and checks that a person must make."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from assay.crossborder.eligibility.movement import FREE, free_test, movement_of
from assay.crossborder.eligibility.values import ANSWERS, NO, UNKNOWN, YES, Facts, Leaf, Setting, Test
from assay.crossborder.eligibility.wording import asked, counted, marked, place_name
from assay.crossborder.facts import SCALES, Fact
from assay.domain.route import Answer, Condition, LeafOutcome, Route, Verification
from assay.errors import RulesError

_ORDERED: Mapping[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_NUMBERS = (int, float)


def verification_of(condition: Condition, route: Route) -> Verification:
    """How a condition was come by: its own word for it, else its route's."""
    return condition.verification or route.provenance.verification


def fact_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """A leaf that compares a fact. Raises RulesError where the fact or the comparison is not known."""
    fact = setting.registry.get(condition.subject)
    if fact is None:
        raise RulesError([f"{route.id}: {condition.subject}: is not a registered fact: add it or correct it"])
    if fact.id == FREE:
        return _free_leaf(condition, route, setting)
    test = _test(fact, condition, route)
    name, proof = f"fact {fact.id}", verification_of(condition, route)

    def tell(facts: Facts) -> LeafOutcome:
        code, value = test(facts), facts.get(fact.id)
        wanted = asked(fact, condition.op, condition.value)
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[code],
            text=marked(f"{fact.label}: {counted(fact, value)}; asked: {wanted}", proof),
            needs=(fact.id,) if code == UNKNOWN else (),
            verification=proof,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)


def _test(fact: Fact, condition: Condition, route: Route) -> Test:
    key, op, value = fact.id, condition.op, condition.value
    if op in _ORDERED and fact.type in SCALES:
        return _level_test(key, _ORDERED[op], str(value), SCALES[fact.type])
    if op in _ORDERED and isinstance(value, _NUMBERS):
        return _number_test(key, _ORDERED[op], value)
    if op in ("==", "!="):
        return _same_test(key, value, NO if op == "!=" else YES)
    if op in ("in", "intersects") and isinstance(value, list | tuple):
        return _one_of_test(fact, op, tuple(map(str, value)))
    raise RulesError([f"{route.id}: {key}: cannot be compared by {op!r} with {value!r}: correct the rule"])


def _level_test(key: str, compare: Callable[[Any, Any], bool], value: str, scale: tuple[str, ...]) -> Test:
    least = scale.index(value)
    codes: dict[object, int] = {
        level: YES if compare(rank, least) else NO for rank, level in enumerate(scale)
    }

    def test(facts: Facts) -> int:
        given = facts.get(key)
        return codes.get(given, UNKNOWN) if isinstance(given, str) else UNKNOWN

    return test


def _number_test(key: str, compare: Callable[[Any, Any], bool], value: float) -> Test:
    def test(facts: Facts) -> int:
        given = facts.get(key)
        if not isinstance(given, _NUMBERS) or given is True or given is False:
            return UNKNOWN
        return YES if compare(given, value) else NO

    return test


def _same_test(key: str, value: object, same: int) -> Test:
    kind, other = type(value), YES - same

    def test(facts: Facts) -> int:
        given = facts.get(key)
        if type(given) is not kind:
            return UNKNOWN
        return same if given == value else other

    return test


def _one_of_test(fact: Fact, op: str, values: tuple[str, ...]) -> Test:
    key = fact.id
    among = frozenset(values)
    if fact.type == "isco":
        return _isco_test(key, tuple(sorted(among)))

    def test_list(facts: Facts) -> int:
        given = facts.get(key)
        if not isinstance(given, list | tuple) or not given:
            return UNKNOWN
        return NO if among.isdisjoint(given) else YES

    def test_one(facts: Facts) -> int:
        given = facts.get(key)
        if not isinstance(given, str):
            return UNKNOWN
        return YES if given in among else NO

    return test_list if op == "intersects" else test_one


def _isco_test(key: str, groups: tuple[str, ...]) -> Test:
    """ISCO-08 codes nest: 2512 lies in 25; a code broader than a group may or may not lie in it."""

    def test(facts: Facts) -> int:
        given = facts.get(key)
        if not isinstance(given, str) or not given:
            return UNKNOWN
        if given.startswith(groups):
            return YES
        return UNKNOWN if any(group.startswith(given) for group in groups) else NO

    return test


def _free_leaf(condition: Condition, route: Route, setting: Setting) -> Leaf:
    """Free movement to the destination, derived from citizenships where it is not itself stated."""
    free = free_test(route.country, setting.blocs)
    wanted = YES if condition.value is (condition.op == "==") else NO
    codes = (NO, UNKNOWN, YES) if wanted == YES else (YES, UNKNOWN, NO)
    name, proof = f"fact {FREE}", verification_of(condition, route)

    def test(facts: Facts) -> int:
        return codes[free(facts)]

    def tell(facts: Facts) -> LeafOutcome:
        code = free(facts)
        text, source = _free_text(facts, code, route.country, setting, proof)
        if codes[code] == NO and code == YES:
            text = f"not needed: {text}"
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[codes[code]],
            text=text if code == UNKNOWN else marked(text, source),  # what is not known is no figure
            needs=(FREE,) if code == UNKNOWN else (),
            verification=source,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)


def _free_text(
    facts: Facts, code: int, country: str, setting: Setting, proof: Verification
) -> tuple[str, Verification]:
    place = place_name(country)
    base = {
        YES: f"may work in {place} without a permit",
        NO: f"may not work in {place} without a permit",
        UNKNOWN: f"not known whether {place} is open to the person without a permit",
    }[code]
    if isinstance(facts.get(FREE), bool):
        return base, proof
    movement = movement_of(facts, country, setting.blocs)
    source = movement.verification if movement.free is Answer.YES else proof
    return (f"{base} ({movement.why})" if movement.why else base), source


def check_leaf(condition: Condition, route: Route) -> Leaf:
    """A check that a person must make; ``checked.<route id>.<number>`` answers it."""
    key = f"checked.{route.id}.{condition.number}"
    name, proof = f"manual_check {condition.number}", verification_of(condition, route)
    lead = {NO: "checked and not met", UNKNOWN: "a person must check", YES: "checked and met"}

    def test(facts: Facts) -> int:
        given = facts.get(key)
        if given is True:
            return YES
        return NO if given is False else UNKNOWN

    def tell(facts: Facts) -> LeafOutcome:
        code = test(facts)
        return LeafOutcome(
            leaf=name,
            answer=ANSWERS[code],
            text=marked(f"{lead[code]}: {condition.subject}", proof),
            needs=(key,) if code == UNKNOWN else (),
            verification=proof,
        )

    return Leaf(name=name, condition=condition, test=test, tell=tell)
