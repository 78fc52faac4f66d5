"""What people are told of the example: blind, grounded, and the same in every report."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import pytest

from assay.domain.dates import Month
from assay.interfaces.report import RENDERERS
from assay.matching import brief_words, unsupported
from assay.taxonomy import load_taxonomy
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import read_pool
from assay.workflow.records import MatchRunRecord
from assay.workflow.shortlist import Ranking, rank_pool, read_brief
from assay.workflow.telling import tell
from assay.workflow.view import ShortlistView, shortlist_view

AS_OF = Month(2026, 11)
_PRONOUN = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)


@cache
def ranking(number: int) -> Ranking:
    """The example ranked against one of its briefs."""
    pool = read_pool([example_cvs()], as_of=AS_OF)
    return rank_pool(read_brief(example_briefs()[number]), pool, as_of=AS_OF)


@cache
def view(number: int, *, blind: bool = True) -> ShortlistView:
    """What people see of it."""
    return shortlist_view(ranking(number), top=5, blind=blind)


@pytest.mark.parametrize("number", [0, 1])
def test_every_fact_stands_in_a_quote_or_in_the_brief(number: int) -> None:
    """For everybody, with the whole vocabulary."""
    ranked = ranking(number)
    ground = brief_words(ranked.brief.brief)
    for match, telling in zip(ranked.shortlist.matches, tell(ranked, top=0), strict=True):
        documents = {d.sha256: d.text for d in ranked.candidate(match).documents}
        assert unsupported(telling.narrative, ground, load_taxonomy()) == ()
        for quote in telling.narrative.quotes:
            assert documents[quote.document][quote.span.start : quote.span.end] == quote.text


@pytest.mark.parametrize("number", [0, 1])
def test_the_blind_paragraph_names_nobody(number: int) -> None:
    """No name, pronoun, contact or year of graduation; nor in questions and changes."""
    ranked = ranking(number)
    for match, person in zip(ranked.shortlist.matches, view(number).candidates, strict=True):
        identity = ranked.candidate(match).identity
        told = "\n".join(
            [person.summary, *(q.text for q in person.questions), *(c.text for c in person.changes)]
        )
        assert not _PRONOUN.search(told)
        assert identity.name is None or identity.name.text not in told
        for mask in identity.masks:
            quotes = (q for s in person.paragraph for q in s.quotes)
            hidden = any(q.document == mask.document and q.span.overlaps(mask.span) for q in quotes)
            assert not hidden or "▇▇▇" in told
            assert mask.text.isdigit() or mask.text not in told


def test_nobody_is_told_like_anybody_else() -> None:
    """Fourteen people, fourteen paragraphs, of four to seven sentences for those who show anything."""
    people = view(0).candidates
    assert len({p.summary for p in people}) == len(people)
    assert all(len(p.paragraph) <= 7 for p in people)
    assert all(len(p.paragraph) >= 4 for p in people[:8])


def test_changes_are_worked_out_for_those_shown_in_full() -> None:
    """And for nobody else."""
    people = view(0).candidates
    assert any(p.changes for p in people[:5])
    assert not any(p.changes for p in people[5:])


def test_the_json_holds_what_is_told() -> None:
    """It fits the schema; the interval holds the score; each question has its details."""
    data = RENDERERS["json"](ranking(0), view(0))
    run = msgspec.json.decode(data, type=MatchRunRecord)
    for match, person in zip(run.matches, view(0).candidates, strict=True):
        assert match.interval.low <= match.score <= match.interval.high
        assert match.explanation.text == person.summary
        assert match.explanation.text == " ".join(s.text for s in match.explanation.sentences)
        assert match.questions == tuple(q.text for q in match.question_details)
        assert all(q.brief_quotes for q in match.question_details)


def test_lifting_the_blind_view_uncovers_the_same_paragraph() -> None:
    """The same sentences, chosen the same way."""
    for blind, open_ in zip(view(0).candidates, view(0, blind=False).candidates, strict=True):
        assert [s.quotes for s in blind.paragraph] == [s.quotes for s in open_.paragraph]
