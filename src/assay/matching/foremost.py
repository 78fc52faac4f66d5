"""Foremost: who comes first in a pool, from everybody's bits."""

from __future__ import annotations

import numpy as np

from assay.index.columns import Bools, Floats, Ints


def foremost(totals: Floats, count: int, permitted: Bools | None = None) -> Ints:
    """Places in `totals` (N,) of the `count` greatest among the `permitted` (N,), the greatest first.

    Everybody who ties with the last of them is among them, so that nobody is left out by chance: ranks
    made from these alone are the ranks in the whole pool. Equal ones stand by place.
    """
    places = np.arange(len(totals)) if permitted is None else np.flatnonzero(permitted)
    if count < 1 or not len(places):
        return np.empty(0, dtype=np.int32)
    held = totals[places]
    if count < len(held):
        least = np.partition(held, len(held) - count)[len(held) - count]
        kept = held >= least
        places, held = places[kept], held[kept]
    return places[np.argsort(-held, kind="stable")].astype(np.int32)
