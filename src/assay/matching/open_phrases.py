"""Similar wording: phrases outside the vocabulary, matched by what they look like or mean.

Every distinct open phrase of a pool is encoded once; a phrase that a brief asks for is then answered by
the near ones as by any related skill, so that similarity too comes down to postings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assay.index.words import normalise, words
from assay.matching.model import MatchModel
from assay.matching.plan import Answer, Plan, Slot

Floats = NDArray[np.float64]

OPEN: Final = "~"
"""First sign of the id of a phrase outside the vocabulary."""


_DIGITS: Final = 5
"""Digits kept of a cosine: more than any rule asks, fewer than the order of a sum moves."""


class PhraseEncoder(Protocol):
    """Turns phrases into unit vectors whose dot product says how alike two phrases are, 1 for the same."""

    @property
    def name(self) -> str:
        """What a result names it by."""
        ...

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Vectors of shape (len(phrases), dimensions); the same phrase always gives the same vector."""
        ...


class WordEncoder:
    """Word stems and letters in threes, hashed: alike spelling, no meaning. Needs nothing installed.

    Feature hashing as in Weinberger et al. (2009); a stem counts as much as three groups of letters.
    """

    name = "words"
    dimensions: Final = 1024

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Unit vectors of shape (len(phrases), 1024)."""
        out = np.zeros((len(phrases), self.dimensions))
        for row, phrase in zip(out, phrases, strict=True):
            for feature, weight in _features(phrase):
                place, sign = _place(feature, self.dimensions)
                row[place] += sign * weight
            length = float(np.sqrt(row @ row))
            row /= length or 1.0
        return out


class KeptPhrases:
    """An encoder that encodes each phrase once and keeps its vector, for a pool that is asked again and again.

    Keeps 4 bytes for each dimension and phrase. Not for use from several threads at once.
    """

    def __init__(self, encoder: PhraseEncoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._place: dict[str, int] = {}
        self._vectors: NDArray[np.float32] | None = None

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Vectors of shape (len(phrases), dimensions)."""
        new = sorted({p for p in phrases if p not in self._place})
        if new:
            added = self._encoder.encode(new).astype(np.float32)
            known = self._vectors
            self._vectors = added if known is None else np.concatenate([known, added])
            self._place |= {p: len(self._place) + n for n, p in enumerate(new)}
        if self._vectors is None:
            return self._encoder.encode([])
        return self._vectors[[self._place[p] for p in phrases]].astype(np.float64)


def with_similar(plan: Plan, skills: Iterable[str], model: MatchModel, encoder: PhraseEncoder) -> Plan:
    """`plan` with the pool's open phrases that resemble those asked among the answers of their slots.

    `skills` are the ids that the pool shows. What a phrase earns depends on the two phrases alone, never
    on who else is in the pool: cosines are rounded, so that the size of a product does not show.
    """
    asked = sorted({s for row in plan.rows for slot in row.slots for s in slot.skills if s.startswith(OPEN)})
    held = sorted(s for s in skills if s.startswith(OPEN)) if asked else []
    if not held:
        return plan
    alike = np.round(_vectors(asked, encoder) @ _vectors(held, encoder).T, _DIGITS)
    near = {
        skill: [(held[n], float(row[n])) for n in np.flatnonzero(row >= model.text.alike) if held[n] != skill]
        for skill, row in zip(asked, alike, strict=True)
    }
    rows = tuple(
        replace(row, slots=tuple(_widened(slot, near, model) for slot in row.slots)) for row in plan.rows
    )
    return replace(plan, rows=rows)


def _vectors(skills: Sequence[str], encoder: PhraseEncoder) -> Floats:
    """Vectors of open phrases at the precision in which they are kept."""
    return encoder.encode([s[1:] for s in skills]).astype(np.float32).astype(np.float64)


def _widened(slot: Slot, near: dict[str, list[tuple[str, float]]], model: MatchModel) -> Slot:
    known = {answer.skill for answer in slot.answers}
    best: dict[str, float] = {}
    for skill in slot.skills:
        for other, cosine in near.get(skill, ()):
            if other not in known:
                best[other] = max(cosine, best.get(other, 0.0))
    added = [
        Answer(skill=s, label=s[1:], credit=model.text.unreviewed * min(1.0, cosine), direct=False)
        for s, cosine in best.items()
    ]
    order = sorted((*slot.answers, *added), key=lambda a: (-a.credit, a.skill not in slot.skills, a.skill))
    return replace(slot, answers=tuple(order))


def _features(phrase: str) -> list[tuple[str, float]]:
    text = f" {normalise(phrase)} "
    threes = [(text[n : n + 3], 1.0) for n in range(len(text) - 2)]
    return [*((f"w:{stem}", 3.0) for stem in words(phrase)), *threes]


@cache
def _place(feature: str, dimensions: int) -> tuple[int, float]:
    digest = hashlib.blake2b(feature.encode(), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    return number % dimensions, 1.0 if number >> 63 else -1.0
