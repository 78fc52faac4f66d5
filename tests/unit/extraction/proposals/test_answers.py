"""Answers of language models, good and bad."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.evidence import EvidenceKind
from assay.extraction.proposals.answers import MAX_PROPOSALS, Proposal, proposals_in

GOOD = {"statement": 1, "skill": "Kafka", "quote": "with Kafka", "kind": "applied"}
READ = [Proposal(1, "Kafka", "with Kafka", EvidenceKind.APPLIED)]


@pytest.mark.parametrize(
    "answer",
    [
        json.dumps({"skills": [GOOD]}),
        json.dumps([GOOD]),
        f"```json\n{json.dumps({'skills': [GOOD]})}\n```",
        f"Here you are: {json.dumps({'skills': [GOOD]})} I hope it helps!",
        json.dumps({"skills": [GOOD]})[:-2] + ', {"statement": 2, "skill": "Ru',
    ],
)
def test_answers_that_hold_proposals_are_read(answer: str) -> None:
    """Plain, bare, fenced, in prose, cut off."""
    assert proposals_in(answer) == READ


@pytest.mark.parametrize(
    "answer", ["", "I cannot do that.", "null", "{", '"skills"', "{" * 5_000, "[" * 100_000]
)
def test_what_is_no_answer_is_none(answer: str) -> None:
    """And costs little."""
    assert proposals_in(answer) is None


@pytest.mark.parametrize(
    "row",
    [{**GOOD, "kind": "legendary"}, {**GOOD, "skill": 7}, {**GOOD, "quote": None}, {**GOOD, "skill": "x" * 500},
     {**GOOD, "quote": "y" * 5_000}, {**GOOD, "skill": "Ka\x1b[31mfka"}, {**GOOD, "skill": " "}, [], None, "Kafka"],
)  # fmt: skip
def test_rows_of_the_wrong_form_are_dropped(row: object) -> None:
    """Unknown kinds, wrong types, endless or unprintable values."""
    assert proposals_in(json.dumps({"skills": [row, GOOD]})) == READ


def test_a_wrong_statement_number_is_unknown() -> None:
    """The text is searched for the quote then."""
    assert [p.statement for p in proposals_in(json.dumps([{**GOOD, "statement": "one"}])) or []] == [-1]


def test_an_endless_list_is_cut() -> None:
    """A CV does not have a thousand skills."""
    assert len(proposals_in(json.dumps([GOOD] * 5_000)) or []) <= MAX_PROPOSALS


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_answer_brings_the_reader_down(answer: str) -> None:
    """Whatever it is."""
    assert proposals_in(answer) is None or proposals_in(answer) is not None
