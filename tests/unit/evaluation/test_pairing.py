"""Which prediction answers which label."""

import pytest

from assay.evaluation.pairing import answers_to, close, pair_skills, places, same_date

TEXT = "Ran vLLM in production. Wrote Triton kernels."


def label(skill: str, quote: str = "Ran vLLM in production.") -> dict[str, str]:
    """A labelled skill."""
    return {"skill": skill, "quote": quote}


def claim(skill: str, *aliases: str, quote: str = "Ran vLLM in production.") -> dict[str, object]:
    """A predicted skill."""
    return {"skill": skill, "aliases": list(aliases), "quotes": [quote]}


def test_a_compound_label_answers_to_its_parts() -> None:
    """Slashes, commas and brackets separate names."""
    assert {"on call", "incident response"} <= answers_to("On-call / incident response")


@pytest.mark.parametrize(
    "prediction",
    [claim("vLLM"), claim("vllm serving engine", "vLLM"), claim("serving with vLLM")],
)
def test_name_alias_or_shared_words_on_overlapping_quotes_pair(prediction: dict[str, object]) -> None:
    """Each of the three ways pairs."""
    assert len(pair_skills([label("vLLM")], [prediction], TEXT)[0]) == 1


def test_shared_words_elsewhere_in_the_text_do_not_pair() -> None:
    """The quotes must overlap."""
    far = claim("Triton vLLM", quote="Wrote Triton kernels.")

    assert pair_skills([label("vLLM engine")], [far], TEXT)[0] == []


def test_each_prediction_answers_one_label() -> None:
    """Two labels, one prediction: one pair."""
    pairs, unmet, left = pair_skills([label("vLLM"), label("vllm")], [claim("vLLM")], TEXT)

    assert (len(pairs), len(unmet), len(left)) == (1, 1, 0)


def test_only_the_first_twelve_aliases_count() -> None:
    """A long list cannot catch everything."""
    many = claim("x", *(f"a{i}" for i in range(12)), "vLLM", quote="Wrote Triton kernels.")

    assert pair_skills([label("vLLM")], [many], TEXT)[0] == []


def test_overlong_and_empty_quotes_stand_nowhere() -> None:
    """Quotes above the limit place nothing."""
    assert places("a" * 500, ["a" * 401, " "]) == []


@pytest.mark.parametrize(
    ("truth", "predicted", "same"),
    [
        ("2021-03", "2021-04", True),
        ("2021-03", "2021-05", False),
        ("2021-03", "2021", False),
        ("2021", "2021-09", True),
        ("present", "present", True),
        ("present", "2026-01", False),
        (None, None, False),
    ],
)
def test_dates_agree_as_far_as_the_truth_goes(truth: str | None, predicted: str | None, same: bool) -> None:
    """A month may be off by one; a year alone asks for the year."""
    assert same_date(truth, predicted) is same


def test_names_are_close_by_shared_words() -> None:
    """Six tenths of the words are enough."""
    assert close("Senior Data Engineer", "Data Engineer")
    assert not close("Data Engineer", "Data Scientist")
