"""Names as the search sees them: letters folded, separators dropped, word breaks remembered."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

SEPARATORS = frozenset(" \t\n\r\f\v-_/\u00a0\u2009\u200a\u202f\u2010\u2011\u2012\u2013\u00ad")
"""Characters that a name may have or lack between its words: fine-tuning, fine tuning, finetuning."""

_EXTRA_FOLDS = {"ł": "l", "ø": "o", "đ": "d", "ß": "s", "’": "'", "ı": "i"}
_CAMEL = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")


@cache
def fold(char: str) -> str:
    """One character without case and accent; always one character long.

    >>> "".join(map(fold, "Évaluation"))
    'evaluation'
    """
    low = char.lower()
    low = low if len(low) == 1 else char
    if low in _EXTRA_FOLDS:
        return _EXTRA_FOLDS[low]
    base = unicodedata.normalize("NFKD", low)
    return base[0] if len(base) > 1 and unicodedata.combining(base[1]) else low


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without separators; `offsets[i]` is where character i stands in the original."""

    text: str
    offsets: tuple[int, ...]

    def gap(self, index: int) -> int:
        """Separators in the original between squeezed characters `index` - 1 and `index`."""
        return self.offsets[index] - self.offsets[index - 1] - 1


def _is_joint(text: str, at: int) -> bool:
    """Whether the dot at `at` joins two words, as in Node.js (and does not open one, as in .NET)."""
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def squeeze(text: str) -> Squeezed:
    """Fold `text` and drop its separators.

    >>> squeeze("Fine-tuning").text, squeeze("Node.js").text, squeeze(".NET").text
    ('finetuning', 'nodejs', '.net')
    """
    low = folded(text)
    offsets = [
        at
        for at, char in enumerate(text)
        if char not in SEPARATORS and (char != "." or not _is_joint(text, at))
    ]
    return Squeezed("".join([low[at] for at in offsets]), tuple(offsets))


def breaks(name: str) -> frozenset[int]:
    """Places in the squeezed name where a text may have a separator: its own, and between camel humps.

    >>> sorted(breaks("fine-tuning")), sorted(breaks("TensorFlow")), sorted(breaks("Redis"))
    ([4], [6], [])
    """
    squeezed = squeeze(name)
    own = {i for i in range(1, len(squeezed.text)) if squeezed.gap(i)}
    camel = {m.start() for m in _CAMEL.finditer(name)} if squeezed.text.isalnum() else set()
    at = {offset: i for i, offset in enumerate(squeezed.offsets)}
    return frozenset(own | {at[c] for c in camel if c in at})


def slug(label: str) -> str:
    """The id a label gives: lower case, other characters as hyphens, C++ as cpp and C# as csharp.

    >>> slug("Retrieval-augmented generation (RAG)"), slug("C++")
    ('retrieval-augmented-generation-rag', 'cpp')
    """
    spelled = label.replace("++", "pp").replace("#", "sharp").replace("&", " and ")
    folded = "".join(map(fold, spelled))
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def folded(text: str) -> str:
    """`text` without case and accents, as long as before.

    >>> folded("Ausgewählte Erfahrung")
    'ausgewahlte erfahrung'
    """
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return "".join(map(fold, text))
