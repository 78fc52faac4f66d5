"""Permitted: the profile numbers that may be ranked, a bit for each, and the parts of it that blocks need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assay.errors import UsageError
from assay.index.block import Longs
from assay.index.columns import Bools

_MIXED: Final = 2

Range = tuple[int, int]
"""The least and the greatest profile number of a block."""


@dataclass(frozen=True, eq=False)
class Permitted:
    """The numbers that are permitted. Bit `i` of `bits`, most significant first, is number ``first + i``."""

    first: int
    bits: NDArray[np.uint8]

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Permitted:
        """The bitmap of `numbers`, in any order. Raises `UsageError` for a number below 0."""
        found = np.asarray(numbers if isinstance(numbers, np.ndarray) else list(numbers), dtype=np.int64)
        if not len(found):
            return cls(0, np.empty(0, dtype=np.uint8))
        least, most = int(found.min()), int(found.max())
        if least < 0:
            raise UsageError(f"profile number {least} is below 0; give the numbers that the store gives")
        first = least - least % 8
        flags = np.zeros(most - first + 1, dtype=np.bool_)
        flags[found - first] = True
        return cls(first, np.packbits(flags))

    def __len__(self) -> int:
        return int(np.bitwise_count(self.bits).sum())

    def holds(self, numbers: Longs) -> Bools:
        """Which of `numbers` are permitted."""
        place = numbers - self.first
        inside = (place >= 0) & (place < 8 * len(self.bits))
        out = np.zeros(len(numbers), dtype=np.bool_)
        place = place[inside]
        out[inside] = (self.bits[place >> 3] >> (7 - (place & 7))) & 1
        return out

    def within(self, least: int, most: int) -> Permitted:
        """The part that tells about the numbers `least` to `most`."""
        start = max(0, (least - self.first) // 8)
        end = max(start, (most - self.first) // 8 + 1)
        return Permitted(self.first + 8 * start, self.bits[start:end].copy())


def split(permitted: Permitted, ranges: Sequence[Range]) -> tuple[Permitted, ...]:
    """For each block the part of `permitted` that its numbers need.

    Where the blocks' numbers lie so mixed that the parts together are more than twice the whole, each is
    the whole (one object, so that it is sent once).
    """
    parts = tuple(permitted.within(least, most) for least, most in ranges)
    if sum(len(p.bits) for p in parts) > _MIXED * len(permitted.bits):
        return (permitted,) * len(ranges)
    return parts
