"""Clauses are cut at borders, hold the mention, and keep the author's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.document import Quote, Span
from assay.matching.clauses import LONGEST, clause, piece


def passage(text: str, start: int = 10) -> Quote:
    """A quote of an invented document."""
    return Quote("d" * 64, Span(start, start + len(text)), text)


def mention(of: Quote, words: str) -> Quote:
    """Words inside it."""
    at = of.text.index(words)
    return Quote(of.document, Span(of.span.start + at, of.span.start + at + len(words)), words)


_LONG = (
    "Sat in many meetings about the budget, which is a pity and was not fun for anybody who came there in person; "
    "moved 130 services from hand-fed VMs to Kubernetes, with Terraform for what was underneath; "
    "wrote a long report about all of this for the board, which read it twice and filed it in a drawer."
)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("▪ Ran Ray Serve for a quarter.", "Ray", "Ran Ray Serve for a quarter"),
        (
            _LONG,
            "Kubernetes",
            "moved 130 services from hand-fed VMs to Kubernetes, with Terraform for what was underneath",
        ),
        (_LONG, "report", None),
    ],
)
def test_the_telling_clause(text: str, word: str, expected: str | None) -> None:
    """The clause with the mention, whole."""
    whole = passage(text)
    found = clause(whole, mention(whole, word))
    assert word in found.text
    assert expected is None or found.text == expected


def test_what_is_covered_is_avoided() -> None:
    """A clause without the covered words is chosen where there is one."""
    whole = passage(_LONG)
    name = mention(whole, "budget").span
    found = clause(whole, mention(whole, "Kubernetes"), lambda q: q.span.overlaps(name))
    assert "budget" not in found.text


def test_a_scrap_of_marks_stays_whole() -> None:
    """There is nothing to cut from it."""
    assert piece(passage("--"), 0, 2) == passage("--")


@given(st.text(alphabet="ab ,.;:-(\n)1A", min_size=1, max_size=400))
def test_a_clause_is_an_exact_piece(text: str) -> None:
    """Its span gives its words, and it is short where the passage has a border before that."""
    whole = passage(text)
    found = clause(whole)
    start = found.span.start - whole.span.start
    assert text[start : start + len(found.text)] == found.text
    assert found.text
    assert len(found.text) <= max(LONGEST, len(text))
