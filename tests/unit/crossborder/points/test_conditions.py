"""Conditions follow Kleene, also where some facts are assumed beforehand."""

from __future__ import annotations

from itertools import product

import pytest
from tests.unit.crossborder.points.made import no_rates

from assay.crossborder.points.conditions import Pay, assuming, compiled
from assay.domain.route import Condition

A, B, C = (
    Condition(kind="fact", subject=f"candidate.{name}", op="==", value=True) for name in ("a", "b", "c")
)
NODES = [
    Condition(kind="all", parts=(A, B)),
    Condition(kind="any", parts=(A, B)),
    Condition(kind="count_at_least", parts=(A, B, C), least=2),
    Condition(kind="all", parts=(Condition(kind="any", parts=(A, C)), B)),
    Condition(kind="any", parts=(Condition(kind="all", parts=(A, C)), B)),
]


def answer(condition: Condition, facts: dict[str, object]) -> bool | None:
    """The condition's answer."""
    return compiled(condition)(facts, Pay(facts, no_rates))


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize("known", list(product([True, False, None], repeat=3)))
def test_assuming_a_fact_beforehand_changes_no_answer(
    node: Condition, known: tuple[bool | None, ...]
) -> None:
    """Whatever a is, the condition left over answers as the whole one."""
    facts = dict(zip(("candidate.a", "candidate.b", "candidate.c"), known, strict=True))
    first = {"candidate.a": facts["candidate.a"]} if known[0] is not None else {}

    assert answer(assuming(node, first), facts) == answer(node, facts)


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize("known", list(product([True, False, None], repeat=3)))
def test_an_answer_is_given_exactly_when_every_filling_agrees(
    node: Condition, known: tuple[bool | None, ...]
) -> None:
    """Each fact stands once in these conditions, so that Kleene's answer is the best there is."""
    names = ("candidate.a", "candidate.b", "candidate.c")
    fillings = product(*([held] if held is not None else [True, False] for held in known))
    answers = {answer(node, dict(zip(names, filled, strict=True))) for filled in fillings}

    assert answer(node, dict(zip(names, known, strict=True))) == (
        answers.pop() if len(answers) == 1 else None
    )


@pytest.mark.parametrize(
    ("op", "value", "found", "expected"),
    [
        (">=", "bachelor", "master", True),
        (">=", "bachelor", "vocational", False),
        (">=", "B2", "C1", True),
        ("<", "B2", "B2", False),
        (">=", "B2", "fluent", None),
        ("!=", "none", "N1", True),
        ("in", ("a", "b"), "b", True),
        ("in", ("a", "b"), "c", False),
        ("intersects", ("IN", "CN"), ("US", "IN"), True),
        ("intersects", ("IN", "CN"), ["US"], False),
        (">", 3, 3, False),
        ("<=", 3, 3.0, True),
        (">=", 3, None, None),
    ],
)
def test_values_compare_by_number_level_or_membership(
    op: str, value: object, found: object, expected: bool | None
) -> None:
    """Degrees and language levels have an order of their own; what has none is not known."""
    condition = Condition(kind="fact", subject="candidate.x", op=op, value=value)

    assert answer(condition, {"candidate.x": found}) is expected
