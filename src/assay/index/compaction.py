"""Compaction: small blocks and blocks with removed people become full ones, one block a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assay.index.block import MOST_PEOPLE, Part
from assay.index.change import Change
from assay.index.manifest import BlockEntry, Manifest
from assay.index.merge import merged
from assay.index.skill_table import SkillTable
from assay.index.snapshot import in_use
from assay.index.update import with_blocks

_FULL: Final = MOST_PEOPLE - 1024
"""A block of so many people is not rewritten to take in others."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What compaction did. `waiting` names files with removed people's data that readers of this process
    hold; each goes when its last reader lets go. Empty: nothing of the removed is left in the folder."""

    steps: int
    waiting: tuple[str, ...]


def step(change: Change, parts: Sequence[Part], table: SkillTable) -> Manifest | None:
    """Merge the blocks that go into one; None where there is nothing left to do."""
    before = change.before
    chosen = next(iter(_groups(before.blocks)), None)
    if chosen is None:
        return None
    new = change.add(merged([parts[n] for n in chosen], table), before.sequence)
    kept = [entry for n, entry in enumerate(before.blocks) if n not in chosen]
    return with_blocks(before, change, [*kept, new], before.sequence)


def blanked(change: Change, parts: tuple[Part, ...], table: SkillTable) -> Manifest | None:
    """The skill table with the ids emptied that nobody has; they keep their numbers. Called when nobody
    is removed from a block. None where neither an id nor an old file is left to remove."""
    used = in_use(parts, len(table))
    ids = [skill if kept else "" for skill, kept in zip(table.ids, used.tolist(), strict=True)]
    if tuple(ids) != table.ids:
        change.set_ids(ids)
    elif not change.before.superseded:
        return None
    return with_blocks(change.before, change, change.before.blocks, change.before.sequence)


def _groups(blocks: Sequence[BlockEntry]) -> list[tuple[int, ...]]:
    """Places of the blocks to write as one, largest first: first fit by live people, and only groups in
    which somebody is removed or several come together."""
    groups: list[list[int]] = []
    for n in sorted(range(len(blocks)), key=lambda n: -blocks[n].live):
        block = blocks[n]
        if block.dead is None and block.live >= _FULL:
            continue
        for group in groups:
            if sum(blocks[m].live for m in group) + block.live <= MOST_PEOPLE:
                group.append(n)
                break
        else:
            groups.append([n])
    return [tuple(g) for g in groups if len(g) > 1 or blocks[g[0]].dead]
