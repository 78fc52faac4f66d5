"""Top lists: who comes first, with everybody who ties with the last; joined, they are those of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assay.index.block import Longs, Part
from assay.index.columns import Bools, Floats
from assay.matching.foremost import foremost


@dataclass(frozen=True, slots=True, eq=False)
class TopList:
    """Profile numbers with their bits: the most bits first, equal ones by number."""

    numbers: Longs
    bits: Floats

    def __len__(self) -> int:
        return len(self.numbers)


NOBODY: Final = TopList(np.empty(0, dtype=np.int64), np.empty(0))


def top_of(part: Part, totals: Floats, count: int, permitted: Bools | None) -> TopList:
    """The `count` first of a block's live and permitted people, from everybody's bits.

    The numbers of a block rise, so equal people stand by number.
    """
    eligible = part.live if permitted is None else part.live & permitted
    places = foremost(totals, count, eligible)
    return TopList(part.numbers[places], totals[places])


def joined(lists: Sequence[TopList], count: int) -> TopList:
    """The `count` first of several lists, each the `count` first of its own people or more.

    Whoever is among the first of all is among the first of their own list, so the result is that of one
    list of everybody; nothing is added up or rounded on the way.
    """
    held = [some for some in lists if len(some)]
    if not held:
        return NOBODY
    numbers = np.concatenate([some.numbers for some in held])
    bits = np.concatenate([some.bits for some in held])
    by_number = np.argsort(numbers, kind="stable")
    places = by_number[foremost(bits[by_number], count)]
    return TopList(numbers[places], bits[places])


def ranks(bits: Floats) -> Longs:
    """Ranks of bits that fall: 1, 2, 2, 4 where the second and third are equal."""
    if not len(bits):
        return np.empty(0, dtype=np.int64)
    first = np.concatenate([[True], bits[1:] != bits[:-1]])
    places = np.arange(1, len(bits) + 1, dtype=np.int64)
    return np.maximum.accumulate(np.where(first, places, 0))
