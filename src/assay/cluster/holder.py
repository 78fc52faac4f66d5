"""Holder: the shards that one worker holds, mapped from files, and the engine that scores them."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from assay.cluster import memory
from assay.cluster.faults import FilesWanted, NoRoom, NotHeld
from assay.cluster.job import unpacked
from assay.cluster.permitted import Permitted, Range
from assay.cluster.shards import Shard
from assay.cluster.status import WorkerFacts
from assay.cluster.top_list import NOBODY, TopList, joined, top_of
from assay.errors import IndexDamaged
from assay.index.block import Part
from assay.index.columns import Bools
from assay.index.manifest import Manifest
from assay.index.skill_table import SkillTable
from assay.index.snapshot import Files
from assay.matching.engine import Ready, engine_named

_ROOM: Final = 1.25
"""Memory that a shard is taken to need, as a multiple of its files: scores and what engines keep beside."""

_CACHE: Final = "assay-shards-"


@dataclass(frozen=True, slots=True)
class Order:
    """All that a worker is to hold of one generation: `manifest` has the blocks of its `shards` alone."""

    folder: Path
    manifest: Manifest
    shards: tuple[Shard, ...]
    key: bytes = field(repr=False)


def order_for(folder: Path, manifest: Manifest, shards: Sequence[Shard], key: bytes) -> Order:
    """The order to hold `shards` of the index that `manifest` describes."""
    blocks = tuple(block for shard in shards for block in shard.blocks)
    return Order(folder, msgspec.structs.replace(manifest, blocks=blocks), tuple(shards), key)


@dataclass(frozen=True, slots=True)
class _Generation:
    skills: SkillTable
    parts: Mapping[int, tuple[Part, ...]]
    shards: tuple[Shard, ...]
    names: frozenset[str]


class Holder:
    """Holds shards of at most a few generations. Not for use from several threads at once."""

    def __init__(self, name: str, engine: str = "auto", cache: Path | None = None) -> None:
        self.name = name
        self._engine = engine_named(engine)
        self._cache = cache or Path(tempfile.gettempdir()) / f"{_CACHE}{os.getpid()}"
        self._files: Files | None = None
        self._held: dict[int, _Generation] = {}
        _sweep(self._cache)

    def hold(self, order: Order) -> Mapping[int, tuple[Range, ...]]:
        """Map the shards of `order` and let go of others of its generation; the range of numbers by block.

        Raises `FilesWanted` where this machine does not see files, `NoRoom` where they would not fit into
        its memory, `IndexDamaged` where a file is not what it should be.
        """
        manifest = order.manifest
        names = sorted(manifest.names)
        folder = order.folder if all((order.folder / name).is_file() for name in names) else self._cache
        wanted = tuple(name for name in names if not (folder / name).is_file())
        self._check_room(order)
        if wanted:
            raise FilesWanted(wanted)
        if self._files is None or self._files.folder != folder:
            self._files = Files(folder, order.key)
        try:
            parts, skills = self._files.load(manifest)
        except FileNotFoundError as fault:
            raise FilesWanted((Path(str(fault.filename)).name,)) from fault
        left = iter(parts)
        by_shard = {shard.number: tuple(next(left) for _ in shard.blocks) for shard in order.shards}
        self._held[manifest.generation] = _Generation(skills, by_shard, order.shards, manifest.names)
        return {number: tuple(_range(part) for part in some) for number, some in by_shard.items()}

    def take(self, name: str, data: bytes) -> None:
        """Keep a file of the index that this machine does not see. Raises `OSError`."""
        self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        staged = self._cache / f"{name}.new"
        staged.write_bytes(data)
        staged.replace(self._cache / name)

    def drop(self, generation: int) -> None:
        """Let go of a generation, with the files that only it had."""
        self._held.pop(generation, None)
        if self._cache.is_dir():
            names = {name for held in self._held.values() for name in held.names}
            for path in self._cache.iterdir():
                if path.name not in names:
                    path.unlink(missing_ok=True)

    def rank(
        self,
        generation: int,
        shards: Sequence[int],
        job: bytes,
        permitted: Mapping[int, Sequence[Permitted]] | None,
    ) -> tuple[TopList, ...]:
        """For each plan of the job the first of `shards`. Raises `NotHeld` where it does not hold one."""
        held = self._held.get(generation)
        if held is None or any(number not in held.parts for number in shards):
            raise NotHeld(f"{self.name} does not hold shards {list(shards)} of generation {generation}")
        asked = unpacked(job)
        ready = [self._engine.ready(p, held.skills, asked.model, asked.as_of) for p in asked.plans]
        tops = [NOBODY] * len(ready)
        for number in shards:
            filters = permitted[number] if permitted is not None else None
            for place, part in enumerate(held.parts[number]):
                eligible = filters[place].holds(part.numbers) if filters is not None else None
                for n, plan in enumerate(ready):  # plans inside: a block's columns stay near the processor
                    tops[n] = joined([tops[n], _top(plan, part, asked.count, eligible)], asked.count)
        return tuple(tops)

    def facts(self) -> WorkerFacts:
        """What this worker holds of the newest generation."""
        newest = self._held[max(self._held)] if self._held else None
        shards = newest.shards if newest else ()
        return WorkerFacts(
            name=self.name,
            host=socket.gethostname(),
            process=os.getpid(),
            engine=self._engine.name,
            shards=tuple(shard.number for shard in shards),
            people=sum(shard.people for shard in shards),
            bytes=sum(shard.bytes for shard in shards),
            resident=memory.resident(),
            fetched=self._files is not None and self._files.folder == self._cache,
        )

    def close(self) -> None:
        """Let go of everything and remove the files that were fetched."""
        self._held.clear()
        self._files = None
        shutil.rmtree(self._cache, ignore_errors=True)

    def _check_room(self, order: Order) -> None:
        """Raises `NoRoom` where what the order adds would not fit. Mapped files can be given up by the
        system, but a worker that reads them from the disk for every brief is of no use."""
        free = memory.free()
        held = {b.columns.name for g in self._held.values() for s in g.shards for b in s.blocks}
        new = [f.size for s in order.shards for b in s.blocks if b.columns.name not in held for f in b.files]
        need = int(_ROOM * sum(new))
        if free is not None and need > free:
            raise NoRoom(
                f"{self.name} on {socket.gethostname()} needs {need / 1e6:,.0f} MB for its shards and has "
                f"{free / 1e6:,.0f} MB free; start more workers, or give each more memory"
            )


def _top(ready: Ready, part: Part, count: int, eligible: Bools | None) -> TopList:
    return top_of(part, ready.totals(part.columns), count, eligible)


def _range(part: Part) -> Range:
    if not len(part):
        raise IndexDamaged("a block of the index holds nobody; rebuild the index from the store")
    return int(part.numbers[0]), int(part.numbers[-1])


def _sweep(own: Path) -> None:
    """Remove fetched files of workers that ended without doing so (their process is gone)."""
    for folder in own.parent.glob(f"{_CACHE}*"):
        process = folder.name.removeprefix(_CACHE)
        if (
            folder != own
            and process.isdigit()
            and not Path(f"/proc/{process}").exists()
            and Path("/proc").exists()
        ):
            shutil.rmtree(folder, ignore_errors=True)
