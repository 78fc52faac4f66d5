"""What a text says whoever says it: its phrases, its figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from assay.domain.document import Document, Span
from assay.taxonomy import folded

Phrases = npt.NDArray[np.uint32]
"""Phrases as numbers, sorted, each once."""

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,\u00a0 ’']\d{2,3})*(?:[.,]\d+)?(?![\w])|\d+(?=%| %|\u00a0%)")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d$")
_WORDS_OF_PHRASE = 3
_MOST_WORDS = 6_000
BINS = 64
"""Places of a sketch for finding near texts."""

BAND = 4
"""Places of a sketch that must agree; finds nearly all texts that share 70 in 100 phrases, half of those at 50."""


def uncovered(document: Document, masks: Iterable[Span]) -> str:
    """The text without the person: names, contact, pronouns and personal data are blank."""
    parts, at, text = [], 0, document.text
    for mask in sorted(masks):
        if mask.end > at:
            parts.append(text[at : max(at, mask.start)])
            at = mask.end
    return " ".join([*parts, text[at:]])


def phrases(text: str) -> Phrases:
    """The distinct runs of three words of a text as 32-bit numbers, sorted."""
    words = _WORD.findall(folded(text))[:_MOST_WORDS]
    if len(words) < _WORDS_OF_PHRASE:
        words = [*words, *[""] * (_WORDS_OF_PHRASE - len(words))] if words else []
    codes = np.fromiter((crc32(w.encode("utf-8", "surrogatepass")) for w in words), np.uint64, len(words))
    if not len(codes):
        return np.empty(0, np.uint32)
    mixed = codes[:-2] * np.uint64(0x9E3779B97F4A7C15) + codes[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9) + codes[2:] * np.uint64(
        0x165667B19E3779F9
    )
    mixed = (mixed ^ (mixed >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def bands(marks: Phrases) -> tuple[str, ...]:
    """Keys that near texts share: parts of a one-permutation MinHash sketch of BINS places."""
    if len(marks) < BINS:
        return (f"{crc32(marks.tobytes()):08x}",) if len(marks) else ()
    least = np.full(BINS, np.iinfo(np.uint32).max, np.uint32)
    np.minimum.at(least, marks % BINS, marks)
    rows = least.reshape(-1, BAND)
    return tuple(f"{n}:{crc32(row.tobytes()):08x}" for n, row in enumerate(rows) if row.max() < 2**32 - 1)


def alike(one: Phrases, two: Phrases) -> float:
    """The share of phrases in common of all phrases of both, 0 to 1."""
    shared = len(np.intersect1d(one, two, assume_unique=True))
    return shared / max(1, len(one) + len(two) - shared)


def figures(text: str) -> tuple[str, ...]:
    """The numbers of a text that are no years: two digits or more, in whatever notation.

    >>> figures("cut 1,200 ms to 45 % in 2021"), figures("von 1.200 ms auf 45% 2021")
    (('1200', '45'), ('1200', '45'))
    """
    found = {re.sub(r"\D", "", m[0]) for m in _FIGURE.finditer(text)}
    return tuple(sorted(f for f in found if 2 <= len(f) <= 9 and not _YEAR.match(f)))
