"""The search language: what it reads, and how it refuses."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.matching.searching.expressions import expressions, facts

from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Seniority
from assay.errors import ExpressionError, UsageError
from assay.matching.searching import parse, written
from assay.matching.searching.expression import (
    SHOWN,
    Expression,
    Named,
    Not,
    OfSeniority,
    Signals,
    Speaks,
    Where,
    Worded,
    YearsAtLeast,
    both,
    either,
)

_PRODUCTION = frozenset({EvidenceKind.PRODUCTION})
_HANDS_ON = _PRODUCTION | {EvidenceKind.APPLIED}
_BETTER_THAN_LISTED = SHOWN - {EvidenceKind.LISTED}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kubernetes>=3 production and not listed", Named("kubernetes", Where(3, _PRODUCTION))),
        (
            '(pytorch or jax)>=3 and "speculative decoding"',
            both(either(Named("pytorch", Where(3)), Named("jax", Where(3))), Worded("speculative decoding")),
        ),
        ("kafka applied since 2023", Named("kafka", Where(0, _HANDS_ON, Month(2023)))),
        ("years>=5", YearsAtLeast(5.0)),
        ("seniority>=senior", OfSeniority(frozenset({Seniority.SENIOR, Seniority.STAFF}))),
        ("signal production>=3", Signals("production", 3)),
        ("language=German", Speaks("de")),
        ("kafka and not listed", Named("kafka", Where(0, _BETTER_THAN_LISTED))),
        ("kafka and not spark", both(Named("kafka"), Not(Named("spark")))),
        ("not kafka and not listed", Not(Named("kafka", Where(0, _BETTER_THAN_LISTED)))),
        ("a or b and c", either(Named("a"), both(Named("b"), Named("c")))),
        ("signal processing>2", Named("signal processing", Where(3))),
        ("ml-research", Named("ml-research")),
        ("Kubernetes AND PRODUCTION", Named("Kubernetes", Where(0, _PRODUCTION))),
        ("“zonal  pricing” ≥ 2", Worded("zonal pricing", Where(2))),
    ],
)
def test_an_expression_means_what_it_says(text: str, meant: Expression) -> None:
    """Depth, kinds, months, fields, brackets and precedence."""
    assert parse(text) == meant


@given(expressions(facts))
def test_what_is_written_reads_back(expression: Expression) -> None:
    """Parsing the written form gives the same expression."""
    assert parse(written(expression)) == expression


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("", 0, "is empty"),
        ("kafka and", 6, "nothing follows and"),
        ("or kafka", 0, "nothing stands before or"),
        ("kafka or or spark", 9, "nothing stands before or"),
        ("(kafka", 0, "is not closed"),
        ("kafka)", 5, "never opened"),
        ("()", 1, "nothing stands before the bracket"),
        ('kafka and "spark', 10, "quotation mark is not closed"),
        ('kafka "spark"', 6, "write and or or"),
        ('""', 0, "hold no word"),
        ("listed", 0, "stands after a skill, as in kubernetes listed"),
        ("kafka or production", 9, "stands after a skill"),
        ("kafka and research methods", 19, "join a name"),
        ("kafka>=9", 5, "depth runs from 1 to 5"),
        ("kafka=3", 5, "takes >= only"),
        ("kafka>=deep", 7, "not 'deep'"),
        ("kafka>=", 7, "ends too early"),
        ("kafka production research", 0, "all the kinds"),
        ("(kafka or spark production) research", 10, "all the kinds"),
        ("kafka since yesterday", 6, "takes a year or a month"),
        ("kafka since 2023-13", 6, "months run from 01 to 12"),
        ("(years>=5)>=3", 1, "write the condition at each skill"),
        ("(kafka and not spark)>=3", 1, "hold not"),
        ("years<=5", 0, "stands for age"),
        ("kafka and not years>=5", 14, "stands for age"),
        ("kafka and not (spark or years>=5)", 24, "stands for age"),
        ("seniority>=seniro", 0, "did you mean senior?"),
        ("seniority>staff", 0, "no seniority is >staff"),
        ("seniority>=junior", 0, "asks nothing"),
        ("speciality=mlop", 0, "did you mean mlops?"),
        ("language=germn", 0, "did you mean german?"),
        ("signal production>=5", 17, "runs from 1 to 4"),
        ("years>=many", 0, "not 'many'"),
    ],
)
def test_a_fault_is_told_in_one_sentence_with_its_place(text: str, position: int, part: str) -> None:
    """The place counts from 1 in the sentence; wrong use, so exit status 2."""
    with pytest.raises(ExpressionError, match="at character") as caught:
        parse(text)

    assert caught.value.position == position
    assert f"at character {position + 1} " in str(caught.value)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, UsageError)


_PIECES = st.sampled_from(
    ["(", ")", "and", "or", "not", "listed", "production", "since", "2023", ">=", "=", "<", "3", '"', "“", "”",
     "kafka", "years", "signal", "signal production", "language", "seniority", "!", "\x00", "\u202e", "≥", "é", "-",
     "999999999999999999999", "٣", " ", "\n", "[1m", "{}", "$(x)", "not listed", "and not listed"]
)  # fmt: skip


@given(
    st.text(max_size=60)
    | st.lists(_PIECES, max_size=25).map(" ".join)
    | st.lists(_PIECES, max_size=25).map("".join)
)
@example("(" * 3000)
@example("not " * 490 + "kafka")
@example("(" * 39 + "a" + ")" * 39)
@example("not (a and " * 38 + "b" + ")" * 38)
@example("a or " * 390 + "a")
@example("kafka>=٣")
@example("years>=nan")
@example("years>=1e999")
def test_hostile_text_gives_an_expression_or_a_sentence(text: str) -> None:
    """Nothing but ExpressionError is raised, and what is read reads back."""
    try:
        expression = parse(text)
    except ExpressionError as error:
        assert str(error).startswith("at character ")
        assert 0 <= error.position <= len(text)
    else:
        assert parse(written(expression)) == expression
