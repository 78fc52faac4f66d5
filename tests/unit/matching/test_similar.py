"""Similar candidates: by what was done, whoever else is there, and never by who they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.matching.cast import TAXONOMY, claim, degree, empty, profile, quote, signal
from tests.unit.matching.searching.test_search import people

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal
from assay.domain.skill import Seniority, Speciality
from assay.matching import load_model
from assay.matching.similar import WEIGHTS, Likeness, similar
from assay.matching.weighing import Weigher


def other(person: Profile, name: str = "ben") -> Profile:
    """The same work in another person's documents."""
    return replace(person, id=name, documents=(name,))


def like(given_one: Profile, *others: Profile, most: int = 10) -> tuple[Likeness, ...]:
    """Compare invented people."""
    return similar(given_one, others, taxonomy=TAXONOMY, model=load_model(), most=most)


ADA = profile(claim("pytorch"), claim("kubernetes", depth=3), signals=(signal(Signal.PRODUCTION, 3),))


def test_the_same_work_is_all_alike_and_the_person_is_left_out() -> None:
    """100 for the same work of another; no entry for the same document."""
    assert [k.score for k in like(ADA, other(ADA))] == [100.0]
    assert like(ADA, replace(ADA, id="again")) == ()


def test_work_counts_more_than_a_list() -> None:
    """Who does the same comes before who lists it."""
    lists = profile(
        claim("pytorch", EvidenceKind.LISTED, 1), claim("aws", depth=4), name="lists", documents=("l",)
    )
    works = profile(claim("pytorch", depth=3), claim("aws", depth=4), name="works", documents=("w",))

    assert [k.number for k in like(ADA, lists, works)] == [1, 0]


def test_related_work_counts_through_the_wider_skill_and_says_so() -> None:
    """PyTorch and TensorFlow meet in deep learning, below the same skill."""
    near = profile(claim("tensorflow"), name="near", documents=("n",))
    far = profile(claim("aws"), name="far", documents=("f",))
    found = {k.number: k for k in like(profile(claim("pytorch")), near, far)}

    assert 0.0 == found[1].parts["skills"] < found[0].parts["skills"] < 1.0
    assert [(s.given.skill, s.other.skill, s.label) for s in found[0].shared] == [
        ("pytorch", "tensorflow", "Deep learning")
    ]


def test_specific_skills_weigh_more_than_wide_ones() -> None:
    """Specificity falls with what lies below a skill; what the vocabulary lacks is in between."""
    weigher = Weigher(TAXONOMY, load_model())

    assert weigher.specificity("pytorch") == 1.0 > weigher.specificity("deep-learning")
    assert weigher.specificity("deep-learning") > weigher.specificity("machine-learning") > 0.0
    assert weigher.specificity("~mqtt broker") == 0.5


def test_differences_are_told_with_the_words_of_both() -> None:
    """Skills of one only, speciality, level and signals."""
    ben = profile(
        claim("pytorch"), claim("vllm"), claim("gcp", EvidenceKind.LISTED, 1), name="ben", documents=("b",),
        speciality=Speciality.RESEARCH, seniority=Seniority.MID,
    )  # fmt: skip
    found = like(ADA, ben)[0]

    assert [s.skill for s in found.only_given] == ["kubernetes"]
    assert [s.skill for s in found.only_other] == ["vllm"]
    assert [u.text for u in found.unlike] == [
        "speciality research instead of llm",
        "mid instead of senior",
        "systems in real use: 0 of 4 instead of 3",
    ]
    assert all(u.given for u in found.unlike)


def test_degrees_and_languages_play_no_part() -> None:
    """Nothing of schooling or origin moves the likeness."""
    schooled = replace(
        other(ADA),
        education=(degree(3),),
        languages=(("pl", quote("Polish")),),
        years_relevant=31.0,
        language="pl",
    )

    assert like(ADA, schooled)[0].score == 100.0


def test_who_ties_with_the_last_comes_too() -> None:
    """Ties share a rank and none of them is cut."""
    found = like(ADA, other(ADA, "a"), other(ADA, "b"), empty("c"), most=1)

    assert [(k.rank, k.score) for k in found] == [(1, 100.0), (1, 100.0)]


def test_the_weights_add_up_to_one() -> None:
    """So that the likeness runs from 0 to 100."""
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


@given(people(), people())
def test_likeness_is_mutual_and_within_bounds(one: Profile, two: Profile) -> None:
    """As much one way as the other, never below 0 or above 100."""
    there = [k.score for k in like(one, other(two, "z"))]
    back = [k.score for k in like(other(two, "z"), one)]

    assert there == back
    assert all(0.0 < score <= 100.0 for score in there)


@given(people(), people(), st.lists(people(), max_size=3))
def test_likeness_does_not_depend_on_the_pool(one: Profile, two: Profile, crowd: list[Profile]) -> None:
    """The same score and the same words with and without others there."""
    alone = like(one, other(two, "z"))
    beside = [
        k
        for k in like(one, other(two, "z"), *(other(p, f"c{n}") for n, p in enumerate(crowd)))
        if k.number == 0
    ]

    assert [(k.score, k.shared, k.unlike) for k in alone] == [(k.score, k.shared, k.unlike) for k in beside]


@given(people(), people())
def test_what_both_show_is_quoted_from_both(one: Profile, two: Profile) -> None:
    """No shared skill without the words of each; their parts never exceed the whole."""
    for found in like(one, other(two, "z")):
        assert all(s.given.quotes and s.other.quotes for s in found.shared)
        assert sum(s.part for s in found.shared) <= 1.0 + 1e-9
