"""Shards: about as many people each, and little moves when the index changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.cluster.shards import divided
from assay.index.manifest import BlockEntry, FileEntry


def block(name: str, live: int) -> BlockEntry:
    """A block of so many people."""
    return BlockEntry(FileEntry(name, 100 * live, 0), None, None, live, live)


BLOCKS = st.lists(st.integers(1, 1000), max_size=30).map(
    lambda s: [block(f"b{n}", live) for n, live in enumerate(s)]
)


@given(BLOCKS, st.integers(1, 8))
def test_every_block_is_in_one_shard(blocks: list[BlockEntry], count: int) -> None:
    """None is empty, none is larger than its share and one block."""
    shards = divided(blocks, count)
    held = [b.columns.name for s in shards for b in s.blocks]
    assert sorted(held) == sorted(b.columns.name for b in blocks)
    assert len(shards) == min(count, len(blocks))
    assert [s.number for s in shards] == list(range(len(shards)))
    total, largest = sum(b.live for b in blocks), max((b.live for b in blocks), default=0)
    assert all(s.people <= total / len(shards) + largest for s in shards)


def test_what_stays_in_the_index_stays_in_its_shard() -> None:
    """A new block goes to one shard, the others are as they were."""
    blocks = [block(f"b{n}", 1000) for n in range(8)]
    before = divided(blocks, 4)
    after = divided([*blocks, block("new", 10)], 4, before)
    same = [a.blocks == b.blocks for a, b in zip(after, before, strict=True)]
    assert sorted(same) == [False, True, True, True]


def test_a_lopsided_index_is_divided_anew() -> None:
    """All blocks of three shards are gone: the rest is spread."""
    blocks = [block(f"b{n}", 100) for n in range(16)]
    before = divided(blocks, 4)
    after = divided(before[0].blocks, 4, before)
    assert [s.people for s in after] == [100] * 4
