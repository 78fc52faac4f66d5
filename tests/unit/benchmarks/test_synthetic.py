"""The synthetic pool: profiles and arrays agree, people do not change with the size asked for, quotes stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pytest
from benchmarks.synthetic import SyntheticArrays, briefs, columns, profiles, to_columns, written
from benchmarks.synthetic.draw import BLOCK, SPOKEN
from benchmarks.synthetic.fitted import FINE, equally_likely, fitted
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.document import Quote
from assay.domain.profile import Profile
from assay.index.columns import Columns
from assay.index.scoring_row import evidence_kinds
from assay.matching import compile_plan, evaluate, load_model, matches_of
from assay.taxonomy import load_taxonomy

SEED = 41


def assert_same(made: Columns, read: Columns) -> None:
    assert dict(made.postings.runs) == dict(read.postings.runs)
    for name in ("profile", "kind", "depth", "months", "last", "claim"):
        ours, theirs = getattr(made.postings, name), getattr(read.postings, name)
        assert ours.dtype == theirs.dtype
        assert np.array_equal(ours, theirs), name
    for name in "signals seniority seniority_shown years roles_shown shares degree".split():
        ours, theirs = getattr(made, name), getattr(read, name)
        assert ours.dtype == theirs.dtype
        assert np.array_equal(ours, theirs), name
    for name in ("languages", "written"):
        ours, theirs = getattr(made, name), getattr(read, name)
        assert {k: v.tolist() for k, v in ours.items()} == {k: v.tolist() for k, v in theirs.items()}


@pytest.mark.parametrize(("count", "passages"), [(2000, 0), (300, 2)])
def test_arrays_hold_what_the_columns_of_the_profiles_hold(count: int, passages: int) -> None:
    people = list(profiles(0, count, SEED, passages))

    made = to_columns(columns(count, SEED), people)

    assert_same(made, Columns.from_profiles(people, load_taxonomy()))


def test_a_person_is_the_same_in_every_range() -> None:
    across = list(profiles(BLOCK - 3, BLOCK + 3, SEED))

    assert across[:3] == list(profiles(BLOCK - 3, BLOCK, SEED))
    assert across[4:5] == list(profiles(BLOCK + 1, BLOCK + 2, SEED))
    assert across != list(profiles(BLOCK - 3, BLOCK + 3, SEED + 1))
    assert len({p.id for p in across}) == 6


def test_a_smaller_pool_is_the_beginning_of_a_larger_one() -> None:
    small, large = columns(1500, SEED), columns(BLOCK + 700, SEED)

    early = large.profile < 1500
    for field in fields(SyntheticArrays):
        ours, theirs = getattr(small, field.name), getattr(large, field.name)
        if field.name in ("skills", "codes"):
            assert ours == theirs
        elif field.name in ("profile", "skill", "kind", "depth", "months", "last", "claim"):
            assert np.array_equal(ours, theirs[early]), field.name
        elif field.name != "starts":
            assert np.array_equal(ours, theirs[:1500]), field.name


def test_postings_stand_by_skill_then_person_then_kind() -> None:
    pool = columns(3000, SEED)

    keys = (pool.skill.astype(np.int64) << 40) | (pool.profile.astype(np.int64) << 4) | pool.kind
    assert (np.diff(keys) > 0).all()
    assert np.array_equal(np.bincount(pool.skill, minlength=len(pool.skills)), np.diff(pool.starts))
    assert list(pool.skills) == sorted(pool.skills)
    assert pool.spoken.shape == (3000, SPOKEN)


def test_the_pool_of_a_seed_is_pinned() -> None:
    """Another machine or NumPy gives the same pool; a new fit changes it, and then this digest."""
    pool = columns(500, SEED)

    parts = (
        pool.profile,
        pool.skill,
        pool.kind,
        pool.depth,
        pool.months,
        pool.last,
        pool.signals,
        pool.shares,
    )
    digest = hashlib.sha256(b"".join(p.astype("<i4").tobytes() for p in parts)).hexdigest()
    assert digest[:16] == "c485be91e8e38871"


def quotes_of(person: Profile) -> Iterator[Quote]:
    yield from (*person.speciality_evidence, *person.seniority_evidence)
    yield from (q for part in (*person.experience, *person.education, *person.signals) for q in part.quotes)
    yield from (q for _, q in person.languages)
    yield from (p.quote for p in person.passages)
    yield from (q for c in person.skills for e in c.evidence for q in (e.quote, e.mention))


def test_every_quote_stands_in_the_document() -> None:
    for person in written(100, 250, SEED, passages=3):
        digest = hashlib.sha256(person.text.encode()).hexdigest()
        assert person.profile.documents == (digest,)
        for quote in quotes_of(person.profile):
            assert quote.document == digest
            assert person.text[quote.span.start : quote.span.end] == quote.text
        assert len(person.profile.passages) == 3


def test_people_are_possible() -> None:
    for person in profiles(0, 300, SEED):
        skills = [c.skill for c in person.skills]
        assert len(skills) == len(set(skills)) > 0
        for claim in person.skills:
            kinds = evidence_kinds(claim)
            assert kinds
            assert claim.kind is claim.evidence[0].kind
            assert claim.last_used is None or claim.last_used <= person.as_of
            assert not claim.months or claim.last_used
        shares = [share for _, share in person.speciality_scores]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.0 + 1e-9


def test_people_show_about_25_skills_and_common_skills_are_common() -> None:
    pool = columns(8000, SEED)

    claims = len(np.unique(pool.profile.astype(np.int64) << 20 | pool.skill)) / len(pool)
    assert 24 < claims < 26
    python = np.diff(pool.starts)[pool.skills.index("python")] / len(pool)
    kafka = np.diff(pool.starts)[pool.skills.index("apache-kafka")] / len(pool)
    assert python > 3 * kafka > 0


@pytest.mark.parametrize("requirements", [1, 12, 40])
def test_briefs_have_the_requirements_asked_for_and_rank_the_pool(requirements: int) -> None:
    people, model, taxonomy = list(profiles(0, 100, SEED)), load_model(), load_taxonomy()
    pool = to_columns(columns(100, SEED), people)

    for brief in briefs(3, requirements, SEED):
        assert len(brief.requirements) == requirements
        assert all(row.quotes for row in brief.requirements)
        assert brief.requirements[0].skills
        plan = compile_plan(brief, model, taxonomy)
        scores = evaluate(plan, pool, model, people[0].as_of)
        assert len(matches_of(brief, plan, pool, scores, model)) == 100


def test_a_brief_is_the_same_whatever_the_count() -> None:
    assert list(briefs(2, 12, SEED)) == list(briefs(5, 12, SEED))[:2]
    named = [s.skill for b in briefs(5, 40, SEED) for r in b.requirements for s in r.skills]
    assert set(named) <= set(fitted().skills)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=50).filter(any), st.integers(1, 5000))
@settings(max_examples=50)
def test_a_table_gives_each_value_its_share(weights: list[int], size: int) -> None:
    row = equally_likely(weights, size)

    assert len(row) == size
    shares = np.bincount(row, minlength=len(weights)) - size * np.array(weights) / sum(weights)
    assert np.abs(shares).max() <= 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: columns(0, 1), "give 1 or more"),
        (lambda: list(profiles(5, 2, 1)), "later stop"),
        (lambda: list(briefs(1, 41, 1)), "give 1 to 40"),
        (lambda: equally_likely([0, 0], FINE), "has no weight"),
    ],
)
def test_a_wrong_wish_is_refused_with_the_way_out(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
