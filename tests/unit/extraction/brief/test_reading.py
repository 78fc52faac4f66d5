"""The fitted model of briefs."""

from __future__ import annotations

import pytest

from assay.domain.brief import Importance
from assay.errors import ModelError
from assay.extraction.brief.reading import CLASSES, brief_model, model_from

TOY = {
    "weights": {"=part:must": [0.0, 2.0, 0.0, 0.0], "=cues:nice": [0.0, 0.0, 0.0, 0.5]},
    "bias": [0.0, 0.0, 0.0, 0.0],
    "least": 0.4,
    "must_lean": 1.3,
}


def test_chances_add_up_to_one() -> None:
    """Whatever the tokens, known or not."""
    for tokens in (frozenset(), frozenset({"=part:must", "w:never-seen", "b:a b"})):
        assert float(brief_model().chances(tokens).sum()) == pytest.approx(1.0)


def test_what_its_own_words_call_a_bonus_is_no_must() -> None:
    """Unless the words demand it too."""
    model = model_from(TOY)

    assert model.judged(frozenset({"=part:must"})) is Importance.MUST
    assert model.judged(frozenset({"=part:must", "=cues:nice"})) is Importance.NICE
    assert model.judged(frozenset({"=part:must", "=cues:nice", "=cues:demanded"})) is Importance.MUST


@pytest.mark.parametrize(
    "fault", [{}, {**TOY, "bias": [0.0]}, {**TOY, "least": None}, {**TOY, "weights": []}]
)
def test_a_broken_model_file_is_one_clear_sentence(fault: dict[str, object]) -> None:
    """No traceback of a missing key."""
    with pytest.raises(ModelError):
        model_from(fault)


def test_the_shipped_model_weighs_every_class() -> None:
    """One weight for each class, and the marks of the parts among them."""
    model = brief_model()

    assert all(row.shape == (len(CLASSES),) for row in model.weights.values())
    assert {"=part:must", "=part:nice", "=part:duties", "=part:skip"} <= set(model.weights)
