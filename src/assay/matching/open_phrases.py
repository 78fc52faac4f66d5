"""Similar wording: phrases outside the vocabulary, matched by what they look like or mean.

Every distinct open phrase of a pool is encoded once; a phrase that a brief asks for is then answered by
the near ones as by any related skill, so that similarity too comes down to postings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from assay.index.columns import Columns
from assay.index.words import normalise, words
from assay.matching.model import MatchModel
from assay.matching.plan import Answer, Plan, Slot

Floats = NDArray[np.float64]

OPEN: Final = "~"
"""First sign of the id of a phrase outside the vocabulary."""


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


def with_similar(plan: Plan, columns: Columns, model: MatchModel, encoder: PhraseEncoder) -> Plan:
    """`plan` with the pool's open phrases that resemble those asked among the answers of their slots.

    What a phrase earns depends on the two phrases alone, never on who else is in the pool.
    """
    asked = sorted({s for row in plan.rows for slot in row.slots for s in slot.skills if s.startswith(OPEN)})
    held = sorted(s for s in columns.postings.runs if s.startswith(OPEN))
    if not asked or not held:
        return plan
    alike = encoder.encode([s[1:] for s in asked]) @ encoder.encode([s[1:] for s in held]).T
    near = {
        skill: [(held[n], float(row[n])) for n in np.flatnonzero(row >= model.text.alike) if held[n] != skill]
        for skill, row in zip(asked, alike, strict=True)
    }
    rows = tuple(
        replace(row, slots=tuple(_widened(slot, near, model) for slot in row.slots)) for row in plan.rows
    )
    return replace(plan, rows=rows)


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
