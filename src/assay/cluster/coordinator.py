"""Coordinator: keeps the shards of the newest index on workers that live, and joins what they answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assay.cluster.faults import NotHeld, WorkerLost, WorkerSilent
from assay.cluster.job import Answer, Coverage, answers
from assay.cluster.link import WORKER, Link
from assay.cluster.permitted import Permitted, split
from assay.cluster.placing import Layout, Places
from assay.cluster.settings import Settings
from assay.cluster.shards import Shard, divided
from assay.cluster.status import Status, WorkerFacts
from assay.cluster.top_list import TopList, joined
from assay.errors import AssayError, ClusterError
from assay.index.manifest import Manifest, read_manifest
from assay.index.snapshot import read_ids

_PAUSE_S: Final = 0.1
_EVENTS: Final = 50
_RESTARTS: Final = 5
"""How often a job begins anew because the index changed under it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A job as the coordinator handles it: its bytes, the number of plans in it, the first `count` wanted."""

    job: bytes
    plans: int
    count: int
    permitted: Permitted | None
    wait_s: float


@dataclass(slots=True)
class _Gathered:
    """What has been answered so far."""

    tops: list[list[TopList]]
    done: set[int] = field(default_factory=set)
    reasons: dict[str, None] = field(default_factory=dict)

    def add(self, shards: Sequence[Shard], lists: Sequence[TopList]) -> None:
        self.done.update(shard.number for shard in shards)
        for held, new in zip(self.tops, lists, strict=True):
            held.append(new)


class Coordinator:
    """One for a cluster; all its methods run in one event loop."""

    def __init__(self, settings: Settings, link: Link) -> None:
        self._settings, self._link = settings, link
        self._workers: list[str] = []
        self._serial = 0
        self._places: Places | None = None
        self._moving = asyncio.Lock()
        self._mending: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._unplaced_why: tuple[str, ...] = ()
        self._events: deque[str] = deque(maxlen=_EVENTS)

    async def begin(self) -> None:
        """Start the workers and let them hold the index; once.

        Raises `ClusterError` where no worker starts, and what the index raises where it cannot be read.
        """
        async with self._moving:
            if self._places is not None:
                return
            manifest = await asyncio.to_thread(read_manifest, self._settings.folder)
            names = self._begin_with()
            opened = await asyncio.gather(*(self._link.open(n) for n in names), return_exceptions=True)
            self._workers = [n for n, fault in zip(names, opened, strict=True) if fault is None]
            if not self._workers:
                raise ClusterError(f"no worker could be started: {opened[0]}")
            places = await self._placed(manifest)
            if places.unplaced and not places.at:
                raise ClusterError(self._unplaced_why[0])
            self._places = places
        self._background(self._follow())

    async def rank(self, asked: Asked) -> tuple[Answer, ...]:
        """An answer for each plan, within `wait_s` seconds of the loss of a worker partial if need be."""
        await self.begin()
        job = self._link.share(asked.job)
        for _ in range(_RESTARTS):
            places = self._held
            told = await self._rank(places, job, asked)
            if told is not None:
                return told
        raise ClusterError("the index changes faster than it can be ranked; try again")

    async def phrases(self) -> tuple[str, ...]:
        """The ids of phrases outside the vocabulary that the index shows."""
        await self.begin()
        manifest, folder = self._held.layout.manifest, self._settings.folder

        def read() -> tuple[str, ...]:
            ids = [skill for p in manifest.ids for skill in read_ids(folder, p.file, p.count)]
            return tuple(skill for skill in ids if skill.startswith("~"))

        return await asyncio.to_thread(read)

    async def status(self) -> Status:
        """How the cluster is."""
        await self.begin()
        places = self._held
        told = await asyncio.gather(*(self._facts(name) for name in self._workers))
        manifest = places.layout.manifest
        return Status(
            folder=str(self._settings.folder),
            generation=manifest.generation,
            sequence=manifest.sequence,
            people=places.layout.people,
            shards=len(places.layout.shards),
            wanted=self._settings.workers,
            workers=tuple(facts for facts in told if facts is not None),
            unplaced=tuple(shard.number for shard in places.unplaced),
            missing=sum(shard.people for shard in places.unplaced),
            events=tuple(self._events),
        )

    async def refresh(self) -> bool:
        """Take up the newest generation of the index; False where it is in use already.

        Answers come from the old one until all workers hold the new one. Where an even newer one has come
        meanwhile, and files of this one are gone, nothing changes; the next look takes that one up.
        """
        await self.begin()
        manifest = await asyncio.to_thread(read_manifest, self._settings.folder)
        if manifest == self._held.layout.manifest:
            return False
        async with self._moving:
            old = self._held
            new = await self._placed(manifest, old)
            if new.unplaced and await asyncio.to_thread(read_manifest, self._settings.folder) != manifest:
                return False
            self._places = new
            for name in self._workers:
                with contextlib.suppress(WorkerLost, WorkerSilent):
                    await self._link.drop(name, old.layout.manifest.generation)
        return True

    def end(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        for name in self._workers:
            self._link.end(name)

    @property
    def _held(self) -> Places:
        if self._places is None:
            raise ClusterError("the cluster has not begun; start it anew")
        return self._places

    async def _rank(self, places: Places, job: object, asked: Asked) -> tuple[Answer, ...] | None:
        """None where the index has changed meanwhile."""
        found = _Gathered([[] for _ in range(asked.plans)])
        loop, end = asyncio.get_running_loop(), None
        while True:
            await self._ask_all(places, job, asked, found)
            if len(found.done) == len(places.layout.shards):
                break
            if places is not self._held:
                return None
            now = loop.time()
            end = now + asked.wait_s if end is None else end
            self._mend()
            if now >= end:
                break
            await self._mended(end - now)
        return self._answers(places, asked, found)

    async def _ask_all(self, places: Places, job: object, asked: Asked, found: _Gathered) -> None:
        groups: dict[str, list[Shard]] = {}
        for shard in places.layout.shards:
            name = places.at.get(shard.number)
            if name is not None and shard.number not in found.done:
                groups.setdefault(name, []).append(shard)
        await asyncio.gather(*(self._ask(places, n, s, job, asked, found) for n, s in groups.items()))

    async def _ask(
        self, places: Places, name: str, shards: list[Shard], job: object, asked: Asked, found: _Gathered
    ) -> None:
        filters = None
        if asked.permitted is not None:
            filters = {s.number: split(asked.permitted, places.ranges[s.number]) for s in shards}
        generation = places.layout.manifest.generation
        call = self._link.rank(name, generation, [s.number for s in shards], job, filters)
        try:
            lists = await asyncio.wait_for(call, self._settings.silent_s)
        except WorkerLost as fault:
            found.reasons[str(fault)] = None
            self._lose(name, str(fault))
        except NotHeld:
            pass  # moved on since; the next round asks the one who holds it
        except TimeoutError:
            found.reasons[f"{name} did not answer within {self._settings.silent_s:g} s"] = None
        except WorkerSilent as fault:
            found.reasons[str(fault)] = None
        except MemoryError:
            found.reasons[f"{name} has too little memory for this; give it more, or fewer briefs at once"] = (
                None
            )
        else:
            found.add(shards, lists)

    def _answers(self, places: Places, asked: Asked, found: _Gathered) -> tuple[Answer, ...]:
        layout = places.layout
        missing = sum(s.people for s in layout.shards if s.number not in found.done)
        reasons = (*found.reasons, *self._unplaced_why) if missing else ()
        coverage = Coverage(
            generation=layout.manifest.generation,
            sequence=layout.manifest.sequence,
            people=layout.people,
            missing=missing,
            reasons=tuple(dict.fromkeys(reasons)),
        )
        return answers([joined(lists, asked.count) for lists in found.tops], coverage)

    def _lose(self, name: str, why: str) -> None:
        if name not in self._workers:
            return
        self._workers.remove(name)
        gone = self._places.forget(name) if self._places else ()
        self._events.append(f"{why}; {len(gone)} shards of {sum(s.people for s in gone):,} people moved on")
        self._background(self._replace())
        self._mend()

    def _mend(self) -> None:
        """Place what nobody holds, in the background, unless that is going on."""
        places = self._places
        if places and places.unplaced and (self._mending is None or self._mending.done()):
            self._mending = self._background(self._place_lost())

    async def _mended(self, seconds: float) -> None:
        """Wait until mending has gone on, at most so long."""
        task = self._mending
        if task is not None and not task.done():
            await asyncio.wait([task], timeout=seconds)
        else:
            await asyncio.sleep(min(seconds, _PAUSE_S))

    async def _place_lost(self) -> None:
        async with self._moving:
            await self._spread(self._held)

    async def _spread(self, places: Places) -> None:
        while self._workers and places.unplaced:
            try:
                self._unplaced_why = await places.spread(list(self._workers))
            except WorkerLost as fault:
                self._dismiss(places, fault)
                continue
            except FileNotFoundError:  # the index has moved on: the next look takes up the newer one
                self._unplaced_why = ("the index has changed; its new generation is being taken up",)
            except (AssayError, OSError) as fault:
                self._unplaced_why = (str(fault),)
            break
        if places.unplaced and not self._workers:
            self._unplaced_why = ("no worker is left; a new one is being started",)

    def _dismiss(self, places: Places, fault: WorkerLost) -> None:
        """Take out a worker that was lost while shards were moved."""
        places.forget(fault.name)
        self._lose(fault.name, str(fault))

    async def _replace(self) -> None:
        """Start a worker in the place of a lost one; it takes shards over when it is there."""
        name = self._name()
        try:
            await self._link.open(name)
        except (WorkerLost, WorkerSilent, ClusterError) as fault:
            self._events.append(f"no worker could be started in its place: {fault}")
            return
        async with self._moving:
            self._workers.append(name)
            self._events.append(f"{name} was started")
            await self._spread(self._held)
            await self._level(name)

    async def _level(self, name: str) -> None:
        """Move shards to a new worker while that makes the fullest one emptier than it."""
        places = self._held
        for _ in places.layout.shards:
            fullest = max(self._workers, key=places.load)
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
            for name in list(self._workers):
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
                if not self._events or self._events[-1] != text:
                    self._events.append(text)

    async def _facts(self, name: str) -> WorkerFacts | None:
        try:
            return await asyncio.wait_for(self._link.facts(name), self._settings.silent_s)
        except WorkerLost as fault:
            self._lose(name, str(fault))
        except (WorkerSilent, TimeoutError):
            self._events.append(f"{name} did not say how it is")
        return None

    def _begin_with(self) -> list[str]:
        """The workers that run already (left by a coordinator that was lost) and new ones as wanted."""
        known = sorted(self._link.known(), key=lambda n: int(n.rpartition("-")[2]))
        self._serial = max((int(name.rpartition("-")[2]) for name in known), default=0)
        return [*known, *(self._name() for _ in range(self._settings.workers - len(known)))]

    def _name(self) -> str:
        self._serial += 1
        return f"{WORKER}{self._serial}"

    def _background(self, work: object) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
