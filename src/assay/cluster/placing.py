"""Placing: which worker holds which shard, and the moves when one is lost or comes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.cluster.faults import FilesWanted, NoRoom, WorkerLost, WorkerSilent
from assay.cluster.holder import Order, order_for
from assay.cluster.link import Link
from assay.cluster.permitted import Range
from assay.cluster.shards import Shard
from assay.errors import IndexDamaged
from assay.index.manifest import Manifest

_ROUNDS = 8
"""How often an order is given again because files of it had to be sent."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One generation of the index as shards."""

    manifest: Manifest
    shards: tuple[Shard, ...]

    @property
    def people(self) -> int:
        """People who are not removed."""
        return sum(shard.people for shard in self.shards)


class Places:
    """Where the shards of one layout are. Only `give` and `forget` change it; all in one event loop."""

    def __init__(self, layout: Layout, folder: Path, key: bytes, link: Link) -> None:
        self.layout = layout
        self.at: dict[int, str] = {}
        self.ranges: dict[int, tuple[Range, ...]] = {}
        self._folder, self._key, self._link = folder, key, link
        self._shards = {shard.number: shard for shard in layout.shards}

    @property
    def unplaced(self) -> tuple[Shard, ...]:
        """Shards that nobody holds, the largest first."""
        free = [shard for shard in self.layout.shards if shard.number not in self.at]
        return tuple(sorted(free, key=lambda s: -s.people))

    def of(self, name: str) -> tuple[Shard, ...]:
        """The shards that a worker holds."""
        return tuple(self._shards[n] for n in sorted(self.at) if self.at[n] == name)

    def load(self, name: str) -> int:
        """People of a worker."""
        return sum(shard.people for shard in self.of(name))

    def forget(self, name: str) -> tuple[Shard, ...]:
        """The worker is lost; the shards that it held."""
        gone = self.of(name)
        for shard in gone:
            del self.at[shard.number]
        return gone

    async def give(self, name: str, shards: Sequence[Shard]) -> None:
        """Let `name` hold `shards` beside its own. Raises as `Link.hold`."""
        held = {s.number: s for s in (*self.of(name), *shards)}
        self.ranges.update(await self._order(name, tuple(held.values())))
        for shard in shards:
            self.at[shard.number] = name

    async def move(self, shard: Shard, source: str, target: str) -> None:
        """Let `target` hold a shard instead of `source`, which answers for it until then."""
        await self.give(target, [shard])
        left = [s for s in self.of(source) if s.number != shard.number]
        await self._order(source, left)

    async def spread(self, workers: Sequence[str]) -> tuple[str, ...]:
        """Place all unplaced shards on `workers`, the least loaded first; sentences for those that stay
        unplaced. Raises `WorkerLost` where one of `workers` is lost meanwhile."""
        wanted: dict[str, list[Shard]] = {name: [] for name in workers}
        load = {name: self.load(name) for name in workers}
        for shard in self.unplaced:
            name = min(load, key=lambda n: (load[n], n))
            wanted[name].append(shard)
            load[name] += shard.people
        told = await asyncio.gather(
            *(self._spread(name, some) for name, some in wanted.items() if some), return_exceptions=True
        )
        for fault in told:
            if isinstance(fault, WorkerLost):
                raise fault
        for fault in told:
            if isinstance(fault, BaseException):
                raise fault
        return tuple(
            dict.fromkeys(text for some in told if not isinstance(some, BaseException) for text in some)
        )

    async def _spread(self, name: str, shards: list[Shard]) -> tuple[str, ...]:
        """All at once, else as many as there is room for."""
        try:
            await self.give(name, shards)
        except WorkerSilent as fault:
            return (str(fault),)
        except NoRoom as fault:
            if len(shards) == 1:
                return (str(fault),)
            told: list[str] = []
            for shard in shards:
                told += await self._spread(name, [shard])
            return tuple(told)
        return ()

    async def _order(self, name: str, shards: Sequence[Shard]) -> Mapping[int, tuple[Range, ...]]:
        order = order_for(self._folder, self.layout.manifest, shards, self._key)
        for _ in range(_ROUNDS):
            try:
                return await self._link.hold(name, order)
            except FilesWanted as fault:
                await self._send(name, order, fault.names)
        raise IndexDamaged(f"the index at {self._folder} changes faster than it can be sent; try again")

    async def _send(self, name: str, order: Order, files: Sequence[str]) -> None:
        """Send files to a machine that does not see them, one after the other. Raises `FileNotFoundError`
        where the index does without them by now."""
        for file in files:
            data = await asyncio.to_thread((order.folder / file).read_bytes)
            await self._link.take(name, file, data)
