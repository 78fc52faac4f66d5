"""The machine contract of `cluster rank` and `cluster status`. Fields may be added, never changed."""

from __future__ import annotations

import msgspec

from assay.workflow.records import SCHEMA_VERSION


class PlacedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One person, by the store's number. `bits` are unrounded; `score` is 0-100."""

    rank: int
    number: int
    bits: float
    score: float


class ClusterRankingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The first of a pool for one brief. `missing` of `people` did not take part, for `reasons`; where
    it is 0 the ranks are those in the whole pool. `sequence` is that of the store which the index reflects."""

    schema_version: str = SCHEMA_VERSION
    brief: str
    title: str
    as_of: str
    model: str
    model_sha256: str
    generation: int
    sequence: int
    people: int
    missing: int
    missing_share: float
    reasons: tuple[str, ...]
    matches: tuple[PlacedRecord, ...]


class WorkerRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One worker of a cluster; sizes in bytes."""

    name: str
    host: str
    process: int
    engine: str
    shards: tuple[int, ...]
    people: int
    bytes: int
    resident: int | None
    fetched: bool


class ClusterStatusRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How a cluster is: its index, its workers, the shards that nobody holds, what happened."""

    schema_version: str = SCHEMA_VERSION
    folder: str
    generation: int
    sequence: int
    people: int
    shards: int
    wanted: int
    workers: tuple[WorkerRecord, ...]
    unplaced: tuple[int, ...]
    missing: int
    events: tuple[str, ...]


CLUSTER_RECORDS: dict[str, type[msgspec.Struct]] = {
    "cluster-rank": ClusterRankingRecord,
    "cluster-status": ClusterStatusRecord,
}
"""Output name to its struct."""
