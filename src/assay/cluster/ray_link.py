"""Ray link: workers and the coordinator as named, detached actors of a Ray cluster (extra `assay[ray]`)."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, Final

from assay.cluster.coordinator import Asked, Coordinator
from assay.cluster.faults import WorkerLost, WorkerSilent
from assay.cluster.holder import Holder, Order
from assay.cluster.job import Answer
from assay.cluster.link import WORKER, Filters
from assay.cluster.permitted import Range
from assay.cluster.settings import Settings
from assay.cluster.status import Status, WorkerFacts
from assay.cluster.top_list import TopList
from assay.errors import ClusterError

COORDINATOR: Final = "coordinator"
_MEMORY: Final = ("memory_usage_threshold", "running low on memory", "node_out_of_memory")
_MACHINE: Final = ("node_died", "because its node has died", "the actor's node was terminated")
"""Signs in Ray's texts. A plain kill is explained there by guesses, want of memory among them, which are no sign."""


def check_ray() -> None:
    """Raises `ClusterError` where Ray is not installed; does not load it."""
    if importlib.util.find_spec("ray") is None:
        raise ClusterError("a cluster needs Ray; install it with pip install 'assay[ray]'")


def ray_module(environment: Mapping[str, str] | None = None) -> Any:
    """Ray, without its usage statistics. Ray reads its environment while it is loaded, so what is in
    `environment` is set before. Raises `ClusterError` where it is not installed, or was loaded without that."""
    check_ray()
    wanted = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", **(environment or {})}
    missing = [name for name in environment or {} if os.environ.get(name) != wanted[name]]
    if missing and "ray" in sys.modules:
        raise ClusterError(
            f"this program loaded Ray before; set {missing[0]}={wanted[missing[0]]} before it does"
        )
    for name, value in wanted.items():
        os.environ[name] = value
    return importlib.import_module("ray")


def why_lost(error: BaseException) -> str:
    """Why a worker ended, for a sentence that begins with its name. `error` is Ray's."""
    text = str(error).lower()
    if type(error).__name__ == "OutOfMemoryError" or any(sign in text for sign in _MEMORY):
        return "ran out of memory and was ended; start more workers, or give each more memory"
    if any(sign in text for sign in _MACHINE):
        return "was lost with its machine"
    return "was ended from outside (killed, or by the system for want of memory)"


class RayLink:
    """Workers as actors named `name` in the coordinator's namespace. One processor each."""

    def __init__(self, engine: str) -> None:
        self._ray, self._engine = ray_module(), engine
        self._handles: dict[str, Any] = {}

    def known(self) -> Sequence[str]:
        """The workers among the named actors of the coordinator's namespace."""
        return [name for name in self._ray.util.list_named_actors() if name.startswith(WORKER)]

    async def open(self, name: str) -> None:
        """Start or find the actor; returns when it answers."""
        options = {"name": name, "lifetime": "detached", "num_cpus": 1, "max_restarts": 0}
        actor = self._ray.remote(Holder).options(**options, get_if_exists=True)
        self._handles[name] = actor.remote(name, self._engine)
        await self._of(name, self._handles[name].facts.remote())

    async def hold(self, name: str, order: Order) -> Mapping[int, tuple[Range, ...]]:
        """As `Holder.hold`."""
        ranges: Mapping[int, tuple[Range, ...]] = await self._of(name, self._at(name).hold.remote(order))
        return ranges

    async def take(self, name: str, file: str, data: bytes) -> None:
        """As `Holder.take`."""
        await self._of(name, self._at(name).take.remote(file, data))

    async def drop(self, name: str, generation: int) -> None:
        """As `Holder.drop`."""
        await self._of(name, self._at(name).drop.remote(generation))

    def share(self, job: bytes) -> object:
        """The job in the object store, which sends it to each machine once."""
        return self._ray.put(job)

    async def rank(
        self, name: str, generation: int, shards: Sequence[int], job: object, filters: Filters
    ) -> tuple[TopList, ...]:
        """As `Holder.rank`."""
        call = self._at(name).rank.remote(generation, list(shards), job, filters)
        tops: tuple[TopList, ...] = await self._of(name, call)
        return tops

    async def facts(self, name: str) -> WorkerFacts:
        """As `Holder.facts`."""
        facts: WorkerFacts = await self._of(name, self._at(name).facts.remote())
        return facts

    def end(self, name: str) -> None:
        """Let the worker remove what it fetched, then end it."""
        handle = self._handles.pop(name, None)
        if handle is not None:
            handle.close.remote()
            handle.__ray_terminate__.remote()

    def _at(self, name: str) -> Any:
        return self._handles[name]

    async def _of(self, name: str, call: Awaitable[Any]) -> Any:
        faults = self._ray.exceptions
        try:
            return await call
        except faults.ActorUnavailableError as fault:
            raise WorkerSilent(f"{name} cannot be reached just now") from fault
        except (faults.RayActorError, faults.WorkerCrashedError, faults.OutOfMemoryError) as fault:
            raise WorkerLost(name, why_lost(fault)) from fault
        except faults.RayTaskError as fault:  # the worker's own error, as it raised it
            raise fault.cause if isinstance(fault.cause, Exception) else fault from None


class CoordinatorActor:
    """The coordinator as an actor; it begins at the first call, also after a restart."""

    def __init__(self, settings: Settings) -> None:
        self._coordinator = Coordinator(settings, RayLink(settings.engine))

    async def begin(self) -> None:
        """Start the workers and load the index."""
        await self._coordinator.begin()

    async def rank(self, asked: Asked) -> tuple[Answer, ...]:
        """As `Coordinator.rank`."""
        return await self._coordinator.rank(asked)

    async def phrases(self) -> tuple[str, ...]:
        """As `Coordinator.phrases`."""
        return await self._coordinator.phrases()

    async def status(self) -> Status:
        """As `Coordinator.status`."""
        return await self._coordinator.status()

    async def refresh(self) -> bool:
        """As `Coordinator.refresh`."""
        return await self._coordinator.refresh()

    async def end(self) -> None:
        """End all workers."""
        self._coordinator.end()
