"""Open requirements: phrases outside the vocabulary, and the ones that resemble them."""

from __future__ import annotations

import numpy as np
from tests.unit.matching.cast import AS_OF, TAXONOMY, asks, brief, claim, match, part, profile

from assay.domain.match import Level
from assay.matching import Columns, WordEncoder, compile_plan, evaluate, load_model, with_similar

_ASKED = brief(asks("~network performance analysis", text="Experience with network performance analysis"))


def test_a_similar_phrase_is_shown_as_such_and_counts_less() -> None:
    """Near wording is adjacent, says that nobody reviewed it, and earns less than the phrase itself."""
    same = part(match(_ASKED, profile(claim("~network performance analysis"))))
    near = part(match(_ASKED, profile(claim("~network performance tuning"))))
    assert 0 < near.bits < same.bits
    assert near.level is Level.ADJACENT
    assert near.path is None
    assert "similar wording, not reviewed" in near.label
    assert near.quotes


def test_a_phrase_outside_the_vocabulary_counts_less_than_a_known_skill() -> None:
    """Until somebody has said what it means."""
    known = part(match(brief(asks("kubernetes")), profile(claim("kubernetes"))))
    unknown = part(match(brief(asks("~kubernets")), profile(claim("~kubernets"))))
    assert 0 < unknown.bits < known.bits


def test_unlike_phrases_do_not_answer() -> None:
    """Choral conducting is no network analysis."""
    assert part(match(_ASKED, profile(claim("~choral conducting")))).level is Level.NOT_STATED


def test_what_a_phrase_earns_does_not_depend_on_the_pool() -> None:
    """The same person alone and among others has the same bits."""
    model, person = load_model(), profile(claim("~network performance tuning"))
    others = [profile(claim(f"~network performance {n}")) for n in ("audit", "analyses", "review")]
    totals = []
    for pool in ([person], [person, *others]):
        columns = Columns.from_profiles(pool, TAXONOMY)
        plan = with_similar(
            compile_plan(_ASKED, model, TAXONOMY), columns.postings.runs, model, WordEncoder()
        )
        totals.append(evaluate(plan, columns, model, AS_OF).total[0])
    assert totals[0] == totals[1]


def test_a_pool_without_open_phrases_leaves_the_plan_as_it_is() -> None:
    """Nothing is encoded where there is nothing to compare."""

    class Refusing:
        name = "refusing"

        def encode(self, phrases: object) -> np.ndarray:
            raise AssertionError(phrases)

    model = load_model()
    plan = compile_plan(_ASKED, model, TAXONOMY)
    columns = Columns.from_profiles([profile(claim("kubernetes"))], TAXONOMY)
    assert with_similar(plan, columns.postings.runs, model, Refusing()) is plan
