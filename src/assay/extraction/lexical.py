"""Words around a mention, weighed one by one: a linear model beside the groups of words we chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from typing import Any

import numpy as np

from assay.errors import ModelError
from assay.extraction.forest import FloatArray, model_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """A multinomial logistic model over tokens, each weighed by its rarity.

    `rarity` is the inverse document frequency of each token known; `weights` has shape (tokens, classes).
    """

    place: Mapping[str, int]
    rarity: FloatArray
    weights: FloatArray
    bias: FloatArray

    def chances(self, tokens: Sequence[frozenset[str]]) -> FloatArray:
        """Chances of shape (mentions, classes), each row adding up to 1."""
        scores = np.array([self._score(t) for t in tokens]).reshape(len(tokens), len(self.bias))
        grown = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
        return np.asarray(grown / grown.sum(axis=1, keepdims=True)) if len(scores) else scores

    def _score(self, tokens: frozenset[str]) -> FloatArray:
        known = sorted(self.place[t] for t in tokens if t in self.place)
        if not known:
            return self.bias
        rarity = self.rarity[known]
        return np.asarray(self.bias + rarity @ self.weights[known] / sqrt(float(rarity @ rarity)))


def lexicon_from(data: Mapping[str, Any]) -> Lexicon:
    """The model of a file; raises ModelError where it has holes."""
    try:
        words = data["words"]
        table = np.array(list(words.values()), dtype=float).reshape(len(words), -1)
        return Lexicon(
            place={token: n for n, token in enumerate(words)},
            rarity=table[:, 0],
            weights=table[:, 1:],
            bias=np.array(data["bias"], dtype=float),
        )
    except (KeyError, TypeError, ValueError, IndexError) as fault:
        raise ModelError([f"The model file has no usable {fault}; fit it again."]) from fault


@cache
def lexicon() -> Lexicon:
    """The fitted model."""
    return lexicon_from(model_file("words"))
