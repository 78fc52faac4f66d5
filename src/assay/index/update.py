"""Updates: new and corrected people as one small block, removed people as bits beside their blocks.

Eight blocks of one size class become one as the eighth comes, so their number grows with the logarithm of
what was added since the last compaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import msgspec
import numpy as np

from assay.errors import UsageError
from assay.index.block import MOST_PEOPLE, Longs, Part, part_of
from assay.index.build import chunks
from assay.index.change import Change
from assay.index.manifest import BlockEntry, Manifest
from assay.index.merge import merged
from assay.index.scoring_row import ScoringRow
from assay.index.skill_table import SkillTable

_FAN: Final = 8
_CLASSES: Final = (1, 8, 64, 512, 4096)
"""Least people of each size class; the last is left to compaction."""

Added = Mapping[int, tuple[ScoringRow, bytes | None]]


def checked(
    added: Sequence[tuple[int, ScoringRow, bytes | None]], removed: Collection[int], texts: bool
) -> Added:
    """What is to be added by number. Raises `UsageError` for what contradicts itself or lacks passages."""
    by_number = {number: (row, text) for number, row, text in added}
    if len(by_number) < len(added):
        raise UsageError("an update adds one person twice; give each profile number once")
    both = by_number.keys() & set(removed)
    if both:
        raise UsageError(f"an update adds and removes the person numbered {min(both)}; give one of the two")
    if texts and any(text is None for _, text in by_number.values()):
        raise UsageError("this index keeps passages; give the text row of every person added")
    return by_number


def updated(
    change: Change,
    held: tuple[tuple[Part, ...], SkillTable],
    added: Added,
    removed: Collection[int],
    key: bytes | None,
) -> tuple[tuple[BlockEntry, ...], list[Part]]:
    """The blocks kept, with the bits of who is gone, and the parts to write as new blocks."""
    parts, table = held
    table = change.grow(table, [skill for row, _ in added.values() for skill in row.skills])
    gone = np.array(sorted({*added, *removed}), dtype=np.int64)
    left = [(e, without(p, gone)) for e, p in zip(change.before.blocks, parts, strict=True)]
    left = [(e, p) for e, p in left if p.live.any()]
    new = [
        part_of([(number, *added[number]) for number in numbers], table, key)
        for numbers in chunks(sorted(added))
    ]
    if len(new) == 1:
        full = _full_classes([int(p.live.sum()) for _, p in left], len(new[0]))
        if full:
            new = [merged([*(left[n][1].with_table(table) for n in full), *new], table)]
            left = [pair for n, pair in enumerate(left) if n not in full]
    kept = [change.bury(entry, part) for entry, part in left]
    return tuple(entry for entry in kept if entry), new


def without(part: Part, gone: Longs) -> Part:
    """`part` with those of the numbers `gone` (rising) that it holds removed."""
    if not len(gone):
        return part
    place = np.searchsorted(part.numbers, gone)
    place = place[place < len(part)]
    place = place[np.isin(part.numbers[place], gone)]
    if not part.live[place].any():
        return part
    live = part.live.copy()
    live[place] = False
    return replace(part, live=live)


def _full_classes(sizes: Sequence[int], new: int) -> frozenset[int]:
    """Places of the blocks that are merged with `new` people: of each class that is full, as far as all
    fit one block."""
    chosen: list[int] = []
    for least, more in pairwise(_CLASSES):
        members = [n for n, size in enumerate(sizes) if least <= size < more]
        total = new + sum(sizes[n] for n in (*chosen, *members))
        if len(members) >= _FAN - 1 and total <= MOST_PEOPLE:
            chosen += members
    return frozenset(chosen)


def with_blocks(before: Manifest, change: Change, blocks: Sequence[BlockEntry], sequence: int) -> Manifest:
    """The manifest with these blocks and the change's skill table."""
    return msgspec.structs.replace(before, blocks=tuple(blocks), ids=change.ids, sequence=sequence)
