"""Coordinator: asks the workers that hold the shards, and joins what they answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from assay.cluster.faults import NotHeld, WorkerLost, WorkerSilent
from assay.cluster.job import Answer, Coverage, answers
from assay.cluster.keeper import Keeper
from assay.cluster.link import Link
from assay.cluster.permitted import Permitted, split
from assay.cluster.placing import Places
from assay.cluster.settings import Settings
from assay.cluster.shards import Shard
from assay.cluster.status import Status, WorkerFacts
from assay.cluster.top_list import TopList, joined
from assay.errors import ClusterError
from assay.index.snapshot import read_ids

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
        self._keeper = Keeper(settings, link)

    async def begin(self) -> None:
        """As `Keeper.begin`."""
        await self._keeper.begin()

    async def refresh(self) -> bool:
        """As `Keeper.refresh`."""
        return await self._keeper.refresh()

    def end(self) -> None:
        """End all workers."""
        self._keeper.end()

    async def rank(self, asked: Asked) -> tuple[Answer, ...]:
        """An answer for each plan, within `wait_s` seconds of the loss of a worker partial if need be."""
        await self.begin()
        job = self._link.share(asked.job)
        for _ in range(_RESTARTS):
            places = self._keeper.held
            told = await self._rank(places, job, asked)
            if told is not None:
                return told
        raise ClusterError("the index changes faster than it can be ranked; try again")

    async def phrases(self) -> tuple[str, ...]:
        """The ids of phrases outside the vocabulary that the index shows."""
        await self.begin()
        manifest, folder = self._keeper.held.layout.manifest, self._settings.folder

        def read() -> tuple[str, ...]:
            ids = [skill for p in manifest.ids for skill in read_ids(folder, p.file, p.count)]
            return tuple(skill for skill in ids if skill.startswith("~"))

        return await asyncio.to_thread(read)

    async def status(self) -> Status:
        """How the cluster is."""
        await self.begin()
        places = self._keeper.held
        told = await asyncio.gather(*(self._facts(name) for name in self._keeper.workers))
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
            events=tuple(self._keeper.events),
        )

    async def _rank(self, places: Places, job: object, asked: Asked) -> tuple[Answer, ...] | None:
        """None where the index has changed meanwhile."""
        found = _Gathered([[] for _ in range(asked.plans)])
        loop, end = asyncio.get_running_loop(), None
        while True:
            await self._ask_all(places, job, asked, found)
            if len(found.done) == len(places.layout.shards):
                break
            if places is not self._keeper.held:
                return None
            now = loop.time()
            end = now + asked.wait_s if end is None else end
            self._keeper.mend()
            if now >= end:
                break
            await self._keeper.mended(end - now)
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
            self._keeper.lose(name, str(fault))
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
        reasons = (*found.reasons, *self._keeper.unplaced_why) if missing else ()
        coverage = Coverage(
            generation=layout.manifest.generation,
            sequence=layout.manifest.sequence,
            people=layout.people,
            missing=missing,
            reasons=tuple(dict.fromkeys(reasons)),
        )
        return answers([joined(lists, asked.count) for lists in found.tops], coverage)

    async def _facts(self, name: str) -> WorkerFacts | None:
        try:
            return await asyncio.wait_for(self._link.facts(name), self._settings.silent_s)
        except WorkerLost as fault:
            self._keeper.lose(name, str(fault))
        except (WorkerSilent, TimeoutError):
            self._keeper.events.append(f"{name} did not say how it is")
        return None
