"""Link: what the coordinator needs of whatever runs the workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from assay.cluster.holder import Order
from assay.cluster.permitted import Permitted, Range
from assay.cluster.status import WorkerFacts
from assay.cluster.top_list import TopList

WORKER: Final = "worker-"
"""What the names of workers begin with; a number follows."""

Filters = Mapping[int, Sequence[Permitted]] | None
"""For each shard the permitted numbers of each of its blocks; None permits everybody."""


class Link(Protocol):
    """Workers by name. Every method raises `WorkerLost` where the worker has ended, and `WorkerSilent` where
    it cannot be reached; beyond that they raise what `Holder` raises."""

    def known(self) -> Sequence[str]:
        """Names of workers that run already, for a coordinator that is started anew."""
        ...

    async def open(self, name: str) -> None:
        """Start a worker, or find it where it runs; returns when it answers."""
        ...

    async def hold(self, name: str, order: Order) -> Mapping[int, tuple[Range, ...]]:
        """As `Holder.hold`."""
        ...

    async def take(self, name: str, file: str, data: bytes) -> None:
        """As `Holder.take`."""
        ...

    async def drop(self, name: str, generation: int) -> None:
        """As `Holder.drop`."""
        ...

    def share(self, job: bytes) -> object:
        """The job, ready to be sent to many workers at the cost of once for each machine."""
        ...

    async def rank(
        self, name: str, generation: int, shards: Sequence[int], job: object, filters: Filters
    ) -> tuple[TopList, ...]:
        """As `Holder.rank`."""
        ...

    async def facts(self, name: str) -> WorkerFacts:
        """As `Holder.facts`."""
        ...

    def end(self, name: str) -> None:
        """End a worker for good."""
        ...
