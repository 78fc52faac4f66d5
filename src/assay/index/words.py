"""Words of open requirements and of passages: normalised, without the words that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

_WORD: Final = re.compile(r"[^\W_]+(?:[+#]+)?")
_STOP_FILE: Final = Path(__file__).parent / "stopwords.yaml"
_STEM: Final = 7
"""Letters kept of a word: a crude stem that serves all eight languages (deploy-ed, -ing, -ment)."""


def normalise(text: str) -> str:
    """Words without case, accents and punctuation, one space between.

    >>> normalise("Déploiement  de modèles (C++)")
    'deploiement de modeles c++'
    """
    return " ".join(_WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    folded = text.casefold()
    if folded.isascii():
        return folded
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return bare.casefold()  # again: a mathematical letter becomes a plain capital only above


def words(text: str) -> tuple[str, ...]:
    """The stems of the words in `text` that carry meaning, each once, in text order.

    >>> words("Strong experience with deploying models")
    ('deployi', 'model')
    """
    found = (telling_stem(word) for word in _WORD.findall(_plain(text)))
    return tuple(dict.fromkeys(s for s in found if s))


def telling_stem(word: str) -> str | None:
    """The stem of a normalised word; None for a word that says nothing."""
    return stem(word) if len(word) > 1 and word not in _stopwords() else None


def stem(word: str) -> str:
    """The word without a plural s, cut to seven letters."""
    single = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return single[:_STEM]


def word_counts(texts: Iterable[str]) -> Mapping[str, int]:
    """In how many of a brief's texts each word stands."""
    return Counter(word for text in texts for word in words(text))


def weighted_words(text: str, counts: Mapping[str, int]) -> Mapping[str, float]:
    """The words of `text` with their weights: 1 over the number of the brief's texts that hold them.

    The weights come from the brief alone, so nobody's score depends on who else is in the pool.
    """
    return {w: 1.0 / max(1, counts.get(w, 0)) for w in words(text)}


@cache
def _stopwords() -> frozenset[str]:
    data = yaml.safe_load(_STOP_FILE.read_text(encoding="utf-8"))
    return frozenset(_plain(word) for text in data.values() for word in text.split())
