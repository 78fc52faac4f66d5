"""Status: what the cluster and its workers say of themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFacts:
    """One worker: its process, what it holds, and its memory (`resident` bytes; None where unknown)."""

    name: str
    host: str
    process: int
    engine: str
    shards: tuple[int, ...]
    people: int
    bytes: int
    resident: int | None
    fetched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The cluster: its index, its workers, the shards that nobody holds now, and what was lost so far."""

    folder: str
    generation: int
    sequence: int
    people: int
    shards: int
    wanted: int
    workers: tuple[WorkerFacts, ...]
    unplaced: tuple[int, ...]
    missing: int
    events: tuple[str, ...]
