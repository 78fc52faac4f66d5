"""What the tests of the cluster share: a small index of several blocks, and workers in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from tests.unit.index.rows import AS_OF, MODEL, entry, plan

from assay.cluster.faults import WorkerLost
from assay.cluster.holder import Holder, Order
from assay.cluster.job import Job
from assay.cluster.link import Filters
from assay.cluster.permitted import Permitted, Range
from assay.cluster.status import WorkerFacts
from assay.cluster.top_list import TopList, joined, top_of
from assay.errors import ClusterError
from assay.index.directory import Index, IndexVersions
from assay.matching.engine import engine_named

KEY = b"a key of passages"
VERSIONS = IndexVersions("extractor", "taxonomy")


def filled(folder: Path, blocks: int = 6, people: int = 40) -> Index:
    """An index with passages: people numbered from 1, so many to a block, two removed from each."""
    index = Index.create(folder, VERSIONS, texts=True, key=KEY)
    for n in range(blocks):
        numbers = range(1 + n * people, 1 + (n + 1) * people)
        index.update([entry(number) for number in numbers], sequence=2 * n)
        index.update([], [numbers[3], numbers[7]], sequence=2 * n + 1)
    return index


def job(count: int = 10, plans: int = 1) -> Job:
    """A job of the same plan so many times."""
    return Job((plan(),) * plans, MODEL, AS_OF, count)


def in_one_process(index: Index, count: int, permitted: Permitted | None = None) -> TopList:
    """The first of the whole index, scored here."""
    with index.snapshot() as snapshot:
        ready = engine_named("numpy").ready(plan(), snapshot.skills, MODEL, AS_OF)
        return joined(
            [
                top_of(part, ready.totals(part.columns), count, permitted and permitted.holds(part.numbers))
                for part in snapshot
            ],
            count,
        )


def same(told: TopList, wanted: TopList) -> None:
    """Equal to the last bit."""
    assert told.numbers.tolist() == wanted.numbers.tolist()
    assert told.bits.tobytes() == wanted.bits.tobytes()
    assert told.bits.dtype == np.float64


class HereLink:
    """Workers as objects of this process that can be ended. `at_most` can be alive at once."""

    def __init__(self, scratch: Path, at_most: int = 99) -> None:
        self.scratch, self.at_most = scratch, at_most
        self.alive: dict[str, Holder] = {}
        self.asked: list[tuple[str, int]] = []
        self.slow: dict[str, float] = {}
        self.fails: dict[str, Exception] = {}

    def kill(self, name: str) -> None:
        """End a worker as a kill would."""
        del self.alive[name]

    def known(self) -> Sequence[str]:
        """Who is alive."""
        return list(self.alive)

    async def open(self, name: str) -> None:
        """Start a worker, or find it."""
        await asyncio.sleep(0)
        if name in self.alive:
            return
        if len(self.alive) >= self.at_most:
            raise ClusterError("there is no machine for another worker")
        self.alive[name] = Holder(name, "numpy", cache=self.scratch / f"assay-shards-{name}")

    async def hold(self, name: str, order: Order) -> Mapping[int, tuple[Range, ...]]:
        """As `Holder.hold`."""
        await asyncio.sleep(0)
        return self._at(name).hold(order)

    async def take(self, name: str, file: str, data: bytes) -> None:
        """As `Holder.take`."""
        self._at(name).take(file, data)

    async def drop(self, name: str, generation: int) -> None:
        """As `Holder.drop`."""
        self._at(name).drop(generation)

    def share(self, packed: bytes) -> object:
        """The bytes themselves."""
        return packed

    async def rank(
        self, name: str, generation: int, shards: Sequence[int], packed: object, filters: Filters
    ) -> tuple[TopList, ...]:
        """As `Holder.rank`."""
        assert isinstance(packed, bytes)
        self.asked.append((name, len(shards)))
        await asyncio.sleep(self.slow.get(name, 0))
        worker = self._at(name)
        if name in self.fails:
            raise self.fails[name]
        return worker.rank(generation, shards, packed, filters)

    async def facts(self, name: str) -> WorkerFacts:
        """As `Holder.facts`."""
        return self._at(name).facts()

    def end(self, name: str) -> None:
        """End a worker for good."""
        worker = self.alive.pop(name, None)
        if worker is not None:
            worker.close()

    def _at(self, name: str) -> Holder:
        if name not in self.alive:
            raise WorkerLost(name, "was killed")
        return self.alive[name]
