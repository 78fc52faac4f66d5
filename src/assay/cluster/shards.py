"""Shards: the blocks of an index, divided into sets of about as many people; the unit that moves."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assay.index.manifest import BlockEntry

_UNEVEN: Final = 1.5
"""Times its fair share of people that a shard may grow to before all are divided anew."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some blocks of the index. `people` are those not removed, `bytes` those of its files."""

    number: int
    blocks: tuple[BlockEntry, ...]

    @property
    def people(self) -> int:
        """People who are not removed."""
        return sum(block.live for block in self.blocks)

    @property
    def bytes(self) -> int:
        """Size of the files."""
        return sum(file.size for block in self.blocks for file in block.files)


def divided(blocks: Sequence[BlockEntry], count: int, before: Sequence[Shard] = ()) -> tuple[Shard, ...]:
    """At most `count` shards of about as many people each, none empty.

    Blocks that stood in a shard `before` stay in it, so that little moves when the index changes; where
    that leaves one shard with half as many people again as its share, all are divided anew.
    """
    count = max(1, min(count, len(blocks)))
    if before and len(before) == count:
        home = {block.columns.name: shard.number for shard in before for block in shard.blocks}
        kept = _filled(blocks, count, home)
        share = sum(shard.people for shard in kept) / count
        largest = max((block.live for block in blocks), default=0)
        if max(shard.people for shard in kept) <= max(_UNEVEN * share, share + largest):
            return _numbered(kept)
    return _numbered(_filled(blocks, count, {}))


def _filled(blocks: Sequence[BlockEntry], count: int, home: dict[str, int]) -> list[Shard]:
    held: list[list[BlockEntry]] = [[] for _ in range(count)]
    new = []
    for block in blocks:
        place = home.get(block.columns.name)
        if place is None:
            new.append(block)
        else:
            held[place].append(block)
    light = [(sum(b.live for b in some), n) for n, some in enumerate(held)]
    heapq.heapify(light)
    for block in sorted(new, key=lambda b: (-b.live, b.columns.name)):
        people, place = heapq.heappop(light)
        held[place].append(block)
        heapq.heappush(light, (people + block.live, place))
    return [Shard(n, tuple(some)) for n, some in enumerate(held)]


def _numbered(shards: Sequence[Shard]) -> tuple[Shard, ...]:
    held = [shard for shard in shards if shard.blocks]
    return tuple(Shard(n, shard.blocks) for n, shard in enumerate(held))
