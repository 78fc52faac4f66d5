"""The fitted models: more only raises depth and seniority, and a list elsewhere moves no role."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Speciality
from assay.extraction.context import feature_names
from assay.extraction.depth import FREE, depth_model, depth_of, reached_levels
from assay.extraction.judging import contexts_of, evidence_model, judged_mentions
from assay.extraction.layout import read_layout
from assay.extraction.seniority import FEATURES, seniority_model
from assay.extraction.speciality import CV_FEATURES, FAMILY_FEATURES, speciality_model
from assay.extraction.surroundings import _others
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_more_of_a_feature_never_lowers_depth(data: st.DataObject) -> None:
    """Each feature but the free ones, from any start."""
    names = depth_model().features
    row = {n: data.draw(st.floats(0, 2)) for n in names}
    name = data.draw(st.sampled_from([n for n in names if n not in FREE]))
    more = {**row, name: row[name] + data.draw(st.floats(0, 2))}
    low, high = reached_levels([row, more])

    assert all(a <= b + 1e-9 for a, b in zip(low, high, strict=True))
    assert list(low) == sorted(low, reverse=True)
    assert depth_of(EvidenceKind.PRODUCTION, low)[0] <= depth_of(EvidenceKind.PRODUCTION, high)[0]


def test_depth_stays_in_its_range_and_theory_below_practice() -> None:
    """A listed skill is at most 2, a denied one 0, and the range holds the level."""
    sure = (1.0, 1.0, 1.0, 0.9, 0.1)

    assert depth_of(EvidenceKind.LISTED, sure) == (2, (2, 2))
    assert depth_of(EvidenceKind.NEGATIVE, sure)[0] == 0
    level, (low, high) = depth_of(EvidenceKind.PRODUCTION, sure)
    assert low <= level <= high


def test_no_feature_lowers_seniority() -> None:
    """Weights at zero or above, for every feature named."""
    weights = seniority_model().weights

    assert set(weights) <= set(FEATURES)
    assert min(weights.values()) >= 0


def test_chances_of_specialities_add_up() -> None:
    """Whatever the features."""
    families = {s: dict.fromkeys(FAMILY_FEATURES, 0.5) for s in Speciality}
    chances = speciality_model().chances(families, dict.fromkeys(CV_FEATURES, 1.0))

    assert set(chances) == set(Speciality)
    assert sum(chances.values()) == pytest.approx(1.0)


def test_the_evidence_model_knows_the_features_of_the_code() -> None:
    """Else it must be fitted again."""
    assert evidence_model().features == feature_names()


def test_the_average_of_others_leaves_the_mention_out() -> None:
    """And is zero where nothing else shares the place."""
    said = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5], [0.2, 0.8]])
    out = _others(["a", "a", "b", None], said)

    assert out.tolist() == [[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]


WORK = "Robin Vale\n\nEXPERIENCE\nML Engineer - Vale Ltd   Jan 2020 - present\n- {who} runs vLLM on Kubernetes; {owner} on-call week is every fourth.\n\nEDUCATION\nMSc, University of Leeds, 2019\n"


def test_gender_moves_no_chance() -> None:
    """He, she and they: the same chances to the last bit."""
    rows = []
    for who, owner in (("She", "her"), ("He", "his"), ("They", "their")):
        document = read_bytes(WORK.format(who=who, owner=owner).encode(), "cv.txt")
        rows.append(
            [
                tuple(j.chances.values())
                for j in judged_mentions(read_layout(document, AS_OF), load_taxonomy())
            ]
        )

    assert rows[0] == rows[1] == rows[2]


def test_tokens_hold_no_word_of_gender() -> None:
    """They are read as one."""
    layout = read_layout(read_bytes(WORK.format(who="She", owner="her").encode(), "cv.txt"), AS_OF)
    from assay.extraction.judging import _placed

    contexts = contexts_of(layout)
    tokens = {t for m, _, _ in _placed(layout, load_taxonomy()) for t in contexts.tokens(m)}

    assert not any({"she", "her"} & set(t.split()) for t in tokens)
