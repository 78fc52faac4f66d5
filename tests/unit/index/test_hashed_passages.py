"""Passages by hashes answer as passages by text do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.index.rows import WORDS
from tests.unit.matching.cast import passage, profile

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile
from assay.errors import IndexDamaged
from assay.index.block import Part, part_of
from assay.index.columns import Passages, TextPassages
from assay.index.hashed_passages import hashed, text_row_of
from assay.index.merge import merged
from assay.index.scoring_row import row_of
from assay.index.skill_table import SkillTable
from assay.index.words import normalise, words

_TEXTS = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
_PASSAGES = st.builds(passage, _TEXTS, st.sampled_from(EvidenceKind))
_PEOPLE = st.lists(
    st.lists(_PASSAGES, max_size=4).map(lambda found: profile(passages=tuple(found))), min_size=1, max_size=6
)


def same(held: Passages, wanted: TextPassages, texts: Sequence[str], phrases: Sequence[str]) -> None:
    assert np.array_equal(held.profile, wanted.profile)
    assert np.array_equal(held.kind, wanted.kind)
    assert np.array_equal(held.first, wanted.first)
    for stem in {"absent", "", *(s for text in (*texts, *phrases) for s in words(text))}:
        assert held.with_word(stem).tolist() == wanted.with_word(stem).tolist()
    everything = np.arange(len(wanted.profile), dtype=np.int32)
    for phrase in phrases:
        for numbers in (everything, everything[::2]):
            assert held.exact(numbers, phrase).tolist() == wanted.exact(numbers, phrase).tolist()


def phrases_of(people: Sequence[Profile]) -> tuple[list[str], list[str]]:
    texts = [p.quote.text for person in people for p in person.passages]
    parts = [normalise(t).split(" ") for t in texts]
    runs = [" ".join(ws[n : n + k]) for ws in parts for n in range(len(ws)) for k in (1, 2, len(ws))]
    return texts, ["", "absent", "sonar sonar", *runs, *(r.replace(" ", "  ") for r in runs[:3]), *texts[:2]]


@settings(deadline=None)
@given(_PEOPLE, st.binary(max_size=64))
def test_hashes_answer_as_text_does(people: list[Profile], key: bytes) -> None:
    """Words, kinds, owners and phrases: the same numbers in the same order."""
    same(hashed([text_row_of(p) for p in people], key), TextPassages.of(people), *phrases_of(people))


@settings(deadline=None)
@given(st.lists(_PEOPLE, min_size=1, max_size=3), st.data())
def test_merged_passages_answer_as_text_does(pools: list[list[Profile]], data: st.DataObject) -> None:
    """Who is left of several parts, in the order of their numbers, some removed."""
    people = [p for pool in pools for p in pool]
    numbers = data.draw(st.permutations(range(len(people))))
    live = data.draw(st.lists(st.booleans(), min_size=len(people), max_size=len(people)))
    table = SkillTable(())
    parts, by_number, done = [], {}, 0
    for pool in pools:
        own = numbers[done : done + len(pool)]
        entries = [(n, row_of(p), text_row_of(p)) for n, p in zip(own, pool, strict=True)]
        part = part_of(entries, table, b"key")
        kept = np.array([live[n] for n in part.numbers], dtype=np.bool_)
        parts.append(Part(part.columns, part.numbers, kept, part.texts))
        by_number |= {n: p for n, p in zip(own, pool, strict=True) if live[n]}
        done += len(pool)
    left = [by_number[n] for n in sorted(by_number)]
    found = merged(parts, table)
    assert found.texts is not None
    assert found.numbers.tolist() == sorted(by_number)
    same(found.texts, TextPassages.of(left), *phrases_of(people))


def test_another_key_gives_other_hashes() -> None:
    """Without the key a file does not say which words it holds."""
    rows = [text_row_of(profile(passages=(passage("sonar"),)))]
    assert hashed(rows, b"one").arrays["word"].tolist() != hashed(rows, b"two").arrays["word"].tolist()
    assert hashed(rows, b"one").with_word("sonar").tolist() == [0]


def test_a_text_row_that_is_none_is_refused() -> None:
    """One clear sentence."""
    for data in (b"", b"\xff", b"\x92\x02\x90", b"\x92\x01\x91\x92\x63\xa1a"):
        with pytest.raises(IndexDamaged, match="text row"):
            hashed([data], b"")


def test_kinds_of_an_empty_pool() -> None:
    """Nobody says anything."""
    held = hashed([text_row_of(profile()), text_row_of(profile())], b"")
    assert held.with_word("sonar").tolist() == []
    assert held.exact(np.empty(0, np.int32), "sonar").tolist() == []
    assert held.first.tolist() == [0, 0]
