"""What the words around other mentions say of this one: the same sentence, paragraph, role, and all roles."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

from assay.extraction.context import AROUND, Mentioned
from assay.extraction.layout import CvLayout

FloatArray = npt.NDArray[np.float64]


def with_words(
    layout: CvLayout, mentions: Sequence[Mentioned], plain: FloatArray, said: FloatArray
) -> FloatArray:
    """The features of mentions complete: `plain` of `Contexts.rows`, and the chances `said` of a lexicon, own and around.

    All are of shape (mentions, any); the columns are those of `feature_names`. The averages leave the
    mention itself out, and those of roles count nothing outside roles, so that a list appended
    elsewhere moves none of them.
    """
    statements = [layout.statements[m.index] for m in mentions]
    keys: dict[str, list[Hashable | None]] = {
        "statement": [m.index for m in mentions],
        "block": [s.block for s in statements],
        "role": [s.role for s in statements],
        "roles": [None if s.role is None else True for s in statements],
    }
    return np.hstack([plain, said, *(_others(keys[scope], said) for scope in AROUND)])


def _others(keys: Sequence[Hashable | None], said: FloatArray) -> FloatArray:
    """The mean of the others with the same key; zeros where there is none."""
    out = np.zeros_like(said)
    places: dict[Hashable, list[int]] = {}
    for number, key in enumerate(keys):
        if key is not None:
            places.setdefault(key, []).append(number)
    for rows in places.values():
        if len(rows) > 1:
            out[rows] = (said[rows].sum(axis=0) - said[rows]) / (len(rows) - 1)
    return out
