"""Words of open requirements."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.index.words import normalise, weighted_words, word_counts, words


def test_accents_case_and_punctuation_do_not_matter() -> None:
    """One phrase, three spellings."""
    assert (
        normalise("Modèle-cadre") == normalise("modele cadre") == normalise("MODÈLE, CADRE") == "modele cadre"
    )


def test_stock_words_of_eight_languages_say_nothing() -> None:
    """What every brief says carries no weight."""
    for text in (
        "Strong experience with", "mehrjährige Erfahrung mit", "une bonne expérience de", "sólidos conocimientos de",
        "ottima conoscenza di", "experiência sólida em", "goede kennis van", "bardzo dobra znajomość",
    ):  # fmt: skip
        assert words(text) == ()


def test_a_word_that_many_requirements_share_weighs_less() -> None:
    """Weights come from the brief alone."""
    texts = ["models for sonar", "models for freight", "models"]
    weights = weighted_words(texts[0], word_counts(texts))
    assert weights["model"] < weights["sonar"] == 1.0


@given(st.text())
def test_any_text_can_be_normalised_twice(text: str) -> None:
    """Normalising is safe on any text, and once is enough."""
    once = normalise(text)
    assert normalise(once) == once
    assert "  " not in once
