"""Client: a program's view of a cluster. Connects, ranks, tells how it is, ends it."""

from __future__ import annotations

import importlib
import logging
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from assay.cluster.coordinator import Asked
from assay.cluster.job import Answer, Job
from assay.cluster.permitted import Permitted
from assay.cluster.ray_link import COORDINATOR, CoordinatorActor, check_ray, ray_module
from assay.cluster.settings import Settings
from assay.cluster.status import Status
from assay.domain.dates import Month
from assay.errors import ClusterError, UsageError
from assay.matching.model import MatchModel
from assay.matching.plan import Plan

NAMESPACE: Final = "assay"
_KNOCK_S: Final = 3.0
_BEGIN_S: Final = 600.0
_CALLS: Final = 1000
"""Calls that the coordinator takes at once; the rest wait in line."""

_TRIES: Final = 3
"""How often a question is put again after the coordinator was lost and started anew."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer that is on its way."""

    _cluster: Cluster
    _call: Any

    def answers(self) -> tuple[Answer, ...]:
        """Wait for it. Raises `ClusterError`."""
        told: tuple[Answer, ...] = self._cluster._got(self._call)
        return told


class Cluster:
    """A running cluster. Several programs, and several threads of one, may ask it at once."""

    def __init__(self, ray: Any, coordinator: Any) -> None:
        self._ray, self._coordinator = ray, coordinator

    def rank(
        self,
        plan: Plan,
        model: MatchModel,
        as_of: Month,
        *,
        count: int = 100,
        permitted: Permitted | None = None,
        wait_s: float = 30.0,
    ) -> Answer:
        """The `count` first of everybody permitted, with all who tie with the last.

        Where a worker is lost, the answer waits `wait_s` seconds for its shards to come back elsewhere; then,
        with 0 at once, it is partial and says how many people are missing. Raises `ClusterError`.
        """
        job = Job((plan,), model, as_of, count)
        return self.submit(job, permitted=permitted, wait_s=wait_s).answers()[0]

    def submit(self, job: Job, *, permitted: Permitted | None = None, wait_s: float = 30.0) -> Pending:
        """Begin ranking by the job's plans, without waiting for the answers."""
        if job.count < 1:
            raise UsageError(f"the first {job.count} people were asked for; give 1 or more")
        asked = Asked(job.packed(), len(job.plans), job.count, permitted, wait_s)
        return Pending(self, self._coordinator.rank.remote(asked))

    def rank_many(  # noqa: PLR0913 - everything an answer depends on
        self,
        plans: Iterable[Plan],
        model: MatchModel,
        as_of: Month,
        *,
        count: int = 100,
        permitted: Permitted | None = None,
        wait_s: float = 600.0,
        together: int = 32,
        in_flight: int = 3,
    ) -> Iterator[Answer]:
        """An answer for each plan, in order: `together` plans go as one job, `in_flight` jobs at a time."""
        left, waiting = iter(plans), deque[Pending]()
        while True:
            while len(waiting) < in_flight and (some := tuple(islice(left, together))):
                waiting.append(
                    self.submit(Job(some, model, as_of, count), permitted=permitted, wait_s=wait_s)
                )
            if not waiting:
                return
            yield from waiting.popleft().answers()

    def phrases(self) -> Sequence[str]:
        """Ids of the phrases outside the vocabulary that the pool shows, for `with_similar`."""
        held: Sequence[str] = self._got(self._coordinator.phrases.remote())
        return held

    def status(self) -> Status:
        """How the cluster is."""
        told: Status = self._got(self._coordinator.status.remote())
        return told

    def refresh(self) -> bool:
        """Take up the newest generation of the index now; it is looked for each second anyway."""
        changed: bool = self._got(self._coordinator.refresh.remote())
        return changed

    def end(self) -> None:
        """End the workers and the coordinator; Ray itself goes on."""
        self._got(self._coordinator.end.remote())
        self._ray.kill(self._coordinator, no_restart=True)

    def close(self) -> None:
        """Leave the cluster, which goes on."""
        self._ray.shutdown()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _got(self, call: Any, timeout: float | None = None) -> Any:
        faults = self._ray.exceptions
        try:
            return self._ray.get(call, timeout=timeout)
        except faults.RayTaskError as fault:
            raise fault.cause if isinstance(fault.cause, Exception) else ClusterError(str(fault)) from None
        except faults.GetTimeoutError as fault:
            raise ClusterError(
                f"the cluster did not answer within {timeout:g} s; see assay cluster status"
            ) from fault
        except faults.RayError as fault:
            raise ClusterError(
                "the cluster's coordinator was lost; ask again, it is started anew on another machine if there is one"
            ) from fault


def connect(address: str, environment: Mapping[str, str] | None = None) -> Cluster:
    """The cluster whose Ray is at `address` (``host:port``, or ``auto`` for the Ray on this machine).

    `environment` is what Ray's own variables must be, as `local.environment` gives it. Raises
    `ClusterError` where Ray is missing, nobody listens there, or no pool was started on it.
    """
    ray = joined_ray(address, environment)
    try:
        return Cluster(ray, ray.get_actor(COORDINATOR, namespace=NAMESPACE))
    except ValueError as fault:
        ray.shutdown()
        raise ClusterError(
            f"Ray runs at {address}, but no pool has been started on it; run assay cluster start --address {address}"
        ) from fault


def deploy(ray: Any, settings: Settings, begin_s: float = _BEGIN_S) -> Cluster:
    """Start coordinator and workers on a Ray that this process has joined, and load the index.

    Raises `ClusterError` where a pool is there already or no worker can be started, and what the index
    raises where it cannot be read.
    """
    actor = ray.remote(CoordinatorActor).options(
        name=COORDINATOR,
        namespace=NAMESPACE,
        lifetime="detached",
        num_cpus=0,
        max_restarts=-1,
        max_task_retries=_TRIES,
        max_concurrency=_CALLS,
        scheduling_strategy=_here(ray),
    )
    try:
        cluster = Cluster(ray, actor.remote(settings))
    except ValueError as fault:
        raise ClusterError("a pool runs on this cluster already; end it with assay cluster stop") from fault
    try:
        cluster._got(cluster._coordinator.begin.remote(), begin_s)
    except BaseException:
        cluster.end()
        raise
    return cluster


def joined_ray(address: str, environment: Mapping[str, str] | None = None) -> Any:
    """Ray, joined at `address`. Raises `ClusterError`."""
    check_ray()
    _knock(address)
    ray = ray_module(environment)
    try:
        ray.init(
            address=address,
            namespace=NAMESPACE,
            log_to_driver=False,
            logging_level=logging.CRITICAL,
        )
    except (ConnectionError, ValueError, RuntimeError, ray.exceptions.RayError) as fault:
        raise ClusterError(
            f"the cluster at {address} could not be joined ({' '.join(str(fault).split())[:200]}); check that it "
            "runs, that this machine is part of it, and that RAY_AUTH_TOKEN_PATH names its token where it has one"
        ) from fault
    return ray


def _knock(address: str) -> None:
    """Raises `ClusterError` at once where nobody listens: Ray itself tries for a minute."""
    if address == "auto":
        return
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise UsageError(
            f"{address!r} is no address of a cluster; write host:port, as in 10.0.0.5:6379, or auto"
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK_S).close()
    except OSError as fault:
        raise ClusterError(
            f"there is no cluster at {address} ({fault.strerror or fault}); check the address, or start one with "
            "assay cluster start"
        ) from fault


def _here(ray: Any) -> Any:
    """On this machine if possible: it sees the index, whatever the others see."""
    strategies = importlib.import_module("ray.util.scheduling_strategies")
    return strategies.NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=True)
