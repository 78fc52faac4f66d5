"""Snapshots: what one generation of the index holds, unchanged for as long as somebody reads it."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final

import msgspec
import numpy as np

from assay.index import held_files
from assay.index.array_file import ArrayFile
from assay.index.block import Part, read_block
from assay.index.columns import Bools
from assay.index.hashed_passages import HashedPassages, check_arrays
from assay.index.manifest import BlockEntry, FileEntry, Manifest, damaged, read_bytes
from assay.index.skill_table import SkillTable

_THREADS: Final = 4
"""Files read at once on opening: checksums are reckoned without the interpreter's lock."""


class Snapshot:
    """The pool at one moment: `blocks` under one table of `skills`.

    Score each block whole and then leave out who is not `live`. Let go with `close` or ``with``; files
    that the index has dropped stay until then.
    """

    def __init__(
        self, manifest: Manifest, blocks: tuple[Part, ...], skills: SkillTable, folder: Path
    ) -> None:
        self.generation = manifest.generation
        self.sequence = manifest.sequence
        self.texts = manifest.texts
        self.blocks = blocks
        self.skills = skills
        paths = [folder / name for name in manifest.names]
        held_files.hold(paths)
        self._release = weakref.finalize(self, held_files.release, paths)

    def __len__(self) -> int:
        return sum(int(block.live.sum()) for block in self.blocks)

    def __iter__(self) -> Iterator[Part]:
        return iter(self.blocks)

    @cached_property
    def skills_held(self) -> tuple[str, ...]:
        """Ids of the skills that have postings in some block, in the table's order."""
        return tuple(self.skills.ids[n] for n in np.flatnonzero(in_use(self.blocks, len(self.skills))))

    @property
    def closed(self) -> bool:
        """Whether it has been let go."""
        return not self._release.alive

    def close(self) -> None:
        """Let the files go. The arrays at hand stay readable where the system allows it."""
        self._release()

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Files:
    """The files of one index, mapped once each. Not safe in two threads at once."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self._key = folder, key
        self._mapped: dict[str, Part] = {}
        self._dead: dict[str, Bools] = {}
        self._parts: dict[BlockEntry, Part] = {}
        self._ids: tuple[tuple[str, ...], SkillTable] = ((), SkillTable(()))

    def load(self, manifest: Manifest) -> tuple[tuple[Part, ...], SkillTable]:
        """The blocks of `manifest` and their skill table; what it does without is forgotten.

        Raises `IndexDamaged`, or `FileNotFoundError` where a file has been removed meanwhile.
        """
        table = self._table(manifest)
        new = [b for b in manifest.blocks if b.columns.name not in self._mapped]
        for block, part in zip(new, _each(lambda b: self._map(b, table), new), strict=True):
            self._mapped[block.columns.name] = part
        parts = {block: self._part(block, table) for block in manifest.blocks}
        names = manifest.names
        self._mapped = {name: p for name, p in self._mapped.items() if name in names}
        self._dead = {name: dead for name, dead in self._dead.items() if name in names}
        self._parts = parts
        return tuple(parts[block] for block in manifest.blocks), table

    def _part(self, entry: BlockEntry, table: SkillTable) -> Part:
        known = self._parts.get(entry)
        if known and known.columns.postings.skills is table:
            return known
        part = self._mapped[entry.columns.name].with_table(table)
        if not entry.dead:
            return part
        dead = self._dead.get(entry.dead.name)
        if dead is None:
            dead = self._dead[entry.dead.name] = read_dead(self.folder, entry.dead, len(part))
        return replace(part, live=~dead)

    def _map(self, entry: BlockEntry, table: SkillTable) -> Part:
        part = read_block(self.folder / entry.columns.name, entry.columns, table)
        if len(part) != entry.people:
            raise damaged(entry.columns.name, f"it holds {len(part)} people instead of {entry.people}")
        if not entry.texts:
            return part
        texts = read_texts(self.folder / entry.texts.name, entry.texts, len(part), self._key)
        return replace(part, texts=texts, columns=replace(part.columns, stored_passages=texts))

    def _table(self, manifest: Manifest) -> SkillTable:
        names = tuple(part.file.name for part in manifest.ids)
        known, table = self._ids
        if names[: len(known)] != known:
            known, table = (), SkillTable(())
        more = [
            skill
            for part in manifest.ids[len(known) :]
            for skill in read_ids(self.folder, part.file, part.count)
        ]
        if more or not known:
            table = SkillTable((*table.ids, *more))
        self._ids = names, table
        return table


def read_texts(path: Path, entry: FileEntry, people: int, key: bytes) -> HashedPassages:
    """Map passages; their checksums and numbers are checked when they are first used."""
    file = ArrayFile(path, entry)

    def check() -> None:
        file.check()
        check_arrays(file.name, file.arrays, people)

    return HashedPassages(file.arrays, key, check)


def read_dead(folder: Path, entry: FileEntry, people: int) -> Bools:
    """Who of a block's people is removed."""
    bits = np.frombuffer(read_bytes(folder, entry), dtype=np.uint8)
    if len(bits) != -(-people // 8):
        raise damaged(entry.name, f"it is not about {people} people")
    return np.unpackbits(bits, count=people).view(np.bool_)


def read_ids(folder: Path, entry: FileEntry, count: int) -> list[str]:
    """One part of the skill table."""
    try:
        ids = msgspec.msgpack.decode(read_bytes(folder, entry), type=list[str])
    except msgspec.MsgspecError as fault:
        raise damaged(entry.name, f"it cannot be read: {fault}") from fault
    if len(ids) != count:
        raise damaged(entry.name, f"it holds {len(ids)} ids instead of {count}")
    return ids


def in_use(parts: tuple[Part, ...], size: int) -> Bools:
    """Which skill numbers have postings."""
    used = np.zeros(size, dtype=np.bool_)
    for part in parts:
        bounds = part.columns.postings.bounds
        used[: len(bounds) - 1] |= bounds[1:] > bounds[:-1]
    return used


def _each(act: Callable[[BlockEntry], Part], entries: list[BlockEntry]) -> list[Part]:
    if len(entries) < _THREADS:
        return [act(entry) for entry in entries]
    with ThreadPoolExecutor(_THREADS) as threads:
        return list(threads.map(act, entries))
