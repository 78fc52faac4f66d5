"""Keeper: keeps the shards of the newest index on workers that live."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Coroutine
from typing import Any, Final

from assay.cluster.faults import WorkerLost, WorkerSilent
from assay.cluster.link import WORKER, Link
from assay.cluster.placing import Layout, Places
from assay.cluster.settings import Settings
from assay.cluster.shards import divided
from assay.errors import AssayError, ClusterError
from assay.index.manifest import Manifest, read_manifest

_PAUSE_S: Final = 0.1
_EVENTS: Final = 50


class Keeper:
    """The workers of a cluster and what they hold. All its methods run in one event loop.

    `unplaced_why` are sentences for shards that could not be placed at the last try.
    """

    def __init__(self, settings: Settings, link: Link) -> None:
        self._settings, self._link = settings, link
        self.workers: list[str] = []
        self.unplaced_why: tuple[str, ...] = ()
        self.events: deque[str] = deque(maxlen=_EVENTS)
        self._serial = 0
        self._places: Places | None = None
        self._moving = asyncio.Lock()
        self._mending: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Start the workers and let them hold the index; once.

        Raises `ClusterError` where no worker starts, and what the index raises where it cannot be read.
        """
        if self._places is not None:
            return
        async with self._moving:
            if self._places is not None:
                return
            manifest = await asyncio.to_thread(read_manifest, self._settings.folder)
            names = self._begin_with()
            opened = await asyncio.gather(*(self._link.open(n) for n in names), return_exceptions=True)
            self.workers = [n for n, fault in zip(names, opened, strict=True) if fault is None]
            if not self.workers:
                raise ClusterError(f"no worker could be started: {opened[0]}")
            places = await self._placed(manifest)
            if places.unplaced and not places.at:
                raise ClusterError(self.unplaced_why[0])
            self._places = places
        self._background(self._follow())

    @property
    def held(self) -> Places:
        """Where the shards of the newest generation are. Raises `ClusterError` before `begin`."""
        if self._places is None:
            raise ClusterError("the cluster has not begun; start it anew")
        return self._places

    async def refresh(self) -> bool:
        """Take up the newest generation of the index; False where it is in use already.

        Answers come from the old one until all workers hold the new one. Where an even newer one has come
        meanwhile, and files of this one are gone, nothing changes; the next look takes that one up.
        """
        await self.begin()
        manifest = await asyncio.to_thread(read_manifest, self._settings.folder)
        if manifest == self.held.layout.manifest:
            return False
        async with self._moving:
            old = self.held
            new = await self._placed(manifest, old)
            if new.unplaced and await asyncio.to_thread(read_manifest, self._settings.folder) != manifest:
                return False
            self._places = new
            for name in self.workers:
                with contextlib.suppress(WorkerLost, WorkerSilent):
                    await self._link.drop(name, old.layout.manifest.generation)
        return True

    def end(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        for name in self.workers:
            self._link.end(name)

    def lose(self, name: str, why: str) -> None:
        """A worker has ended: move its shards, start another; `why` is a sentence."""
        if name not in self.workers:
            return
        self.workers.remove(name)
        gone = self._places.forget(name) if self._places else ()
        self.events.append(f"{why}; {len(gone)} shards of {sum(s.people for s in gone):,} people moved on")
        self._background(self._replace())
        self.mend()

    def mend(self) -> None:
        """Place what nobody holds, in the background, unless that is going on."""
        places = self._places
        if places and places.unplaced and (self._mending is None or self._mending.done()):
            self._mending = self._background(self._place_lost())

    async def mended(self, seconds: float) -> None:
        """Wait until mending has gone on, at most so long."""
        task = self._mending
        if task is not None and not task.done():
            await asyncio.wait([task], timeout=seconds)
        else:
            await asyncio.sleep(min(seconds, _PAUSE_S))

    async def _place_lost(self) -> None:
        async with self._moving:
            await self._spread(self.held)

    async def _spread(self, places: Places) -> None:
        while self.workers and places.unplaced:
            try:
                self.unplaced_why = await places.spread(list(self.workers))
            except WorkerLost as fault:
                self._dismiss(places, fault)
                continue
            except FileNotFoundError:  # the index has moved on: the next look takes up the newer one
                self.unplaced_why = ("the index has changed; its new generation is being taken up",)
            except (AssayError, OSError) as fault:
                self.unplaced_why = (str(fault),)
            break
        if places.unplaced and not self.workers:
            self.unplaced_why = ("no worker is left; a new one is being started",)

    def _dismiss(self, places: Places, fault: WorkerLost) -> None:
        """Take out a worker that was lost while shards were moved."""
        places.forget(fault.name)
        self.lose(fault.name, str(fault))

    async def _replace(self) -> None:
        """Start a worker in the place of a lost one; it takes shards over when it is there."""
        name = self._name()
        try:
            await self._link.open(name)
        except (WorkerLost, WorkerSilent, ClusterError) as fault:
            self.events.append(f"no worker could be started in its place: {fault}")
            return
        async with self._moving:
            self.workers.append(name)
            self.events.append(f"{name} was started")
            await self._spread(self.held)
            await self._level(name)

    async def _level(self, name: str) -> None:
        """Move shards to a new worker while that makes the fullest one emptier than it."""
        places = self.held
        for _ in places.layout.shards:
            fullest = max(self.workers, key=places.load)
            movable = sorted(places.of(fullest), key=lambda s: s.people)
            if fullest == name or not movable:
                return
            if places.load(name) + movable[0].people >= places.load(fullest):
                return
            try:
                await places.move(movable[0], fullest, name)
            except WorkerLost as fault:
                self._dismiss(places, fault)
                return
            except (AssayError, OSError, WorkerSilent):
                return  # it stays where it is

    async def _placed(self, manifest: Manifest, before: Places | None = None) -> Places:
        """All shards of a generation on the workers, those that stay the same where they were."""
        count = self._settings.workers * self._settings.shards_each
        shards = divided(manifest.blocks, count, before.layout.shards if before else ())
        places = Places(Layout(manifest, shards), self._settings.folder, self._settings.key, self._link)
        if before:
            for name in list(self.workers):
                numbers = {shard.number for shard in before.of(name)}
                same = [shard for shard in shards if shard.number in numbers]
                try:
                    await places.give(name, same)
                except WorkerLost as fault:
                    self._dismiss(before, fault)
                except (WorkerSilent, AssayError, OSError):
                    continue  # spread tries again, and says why it cannot
        await self._spread(places)
        return places

    async def _follow(self) -> None:
        """Take up each new generation of the index soon after it is there."""
        while True:
            await asyncio.sleep(self._settings.follow_s)
            try:
                await self.refresh()
            except (AssayError, OSError) as fault:
                text = f"the index could not be read anew: {fault}"
                if not self.events or self.events[-1] != text:
                    self.events.append(text)

    def _begin_with(self) -> list[str]:
        """The workers that run already (left by a coordinator that was lost) and new ones as wanted."""
        known = sorted(self._link.known(), key=lambda n: int(n.rpartition("-")[2]))
        self._serial = max((int(name.rpartition("-")[2]) for name in known), default=0)
        return [*known, *(self._name() for _ in range(self._settings.workers - len(known)))]

    def _name(self) -> str:
        self._serial += 1
        return f"{WORKER}{self._serial}"

    def _background(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
