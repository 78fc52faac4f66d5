"""Foremost: who comes first in a pool, from everybody's bits."""

from __future__ import annotations

from typing import Final

import numpy as np

from assay.index.columns import Bools, Floats, Ints

_AT_ONCE: Final = 32_768
"""People looked at together: their bits stay in the nearest caches."""


def foremost(totals: Floats, count: int, permitted: Bools | None = None) -> Ints:
    """Places in `totals` (N,) of the `count` greatest among the `permitted` (N,), the greatest first.

    Everybody who ties with the last of them is among them, so that nobody is left out by chance: ranks
    made from these alone are the ranks in the whole pool. Equal ones stand by place.
    """
    if count < 1:
        return np.empty(0, dtype=np.int32)
    places, held, least = np.empty(0, dtype=np.int64), np.empty(0), -np.inf
    for start in range(0, len(totals), _AT_ONCE):
        here = totals[start : start + _AT_ONCE]
        reached = here >= least
        if permitted is not None:
            reached &= permitted[start : start + _AT_ONCE]
        found = np.flatnonzero(reached)
        if not len(found):
            continue
        places = np.concatenate([places, found + start])
        held = np.concatenate([held, here[found]])
        if len(held) > count:  # nobody below the last of these can come first any more
            least = np.partition(held, len(held) - count)[len(held) - count]
            kept = held >= least
            places, held = places[kept], held[kept]
    return places[np.argsort(-held, kind="stable")].astype(np.int32)
