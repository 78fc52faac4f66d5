"""Records of the machine contract for a pool. Fields may be added, never changed."""

from __future__ import annotations

import msgspec

from assay.workflow.found_records import HitRecord, SearchRecord
from assay.workflow.records import (
    BriefRecord,
    MatchRecord,
    ModelRecord,
    UnreadRecord,
    VersionsRecord,
)


class PoolAddRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the candidates given; `job` names the work, which the same command goes on with.

    `left_out` were erased or corrected since this job took them in. `persons` are in the pool now.
    """

    schema_version: str
    job: str
    complete: bool
    added: int
    extended: int
    held: int
    left_out: int
    persons: int
    unread: tuple[UnreadRecord, ...]
    notes: tuple[str, ...]


class JobRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Work that was begun and not ended. Times are ISO 8601 in UTC."""

    id: str
    kind: str
    begun: str
    done: int
    failed: int


class IndexRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The index: `behind` is the number of changes it lacks, null where it is to be built. `size` is in bytes."""

    folder: str
    behind: int | None
    people: int
    size: int


class PoolStatusRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A pool at a moment: counts of the store, who may be read for what, what falls due within 30 days."""

    schema_version: str
    at: str
    store: str
    persons: int
    files: int
    profiles: int
    briefs: int
    decisions: int
    events: int
    matching: int
    search: int
    outdated: int
    due: int
    due_soon: int
    scrub_pending: bool
    index: IndexRecord
    open_jobs: tuple[JobRecord, ...]
    versions: VersionsRecord


class PoolMatchRecord(MatchRecord, frozen=True, kw_only=True):
    """A match and the id of the person in the pool."""

    person: str


class PoolRankingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A brief, kept under `brief_id`, and who comes first for it.

    Of the `permitted` people, `considered` passed the filters and were all scored; ranks are among these. `unplaced`
    were left out because they state no place; `untold` more share the rank of the last match.
    """

    brief_id: str
    brief: BriefRecord
    model: ModelRecord
    versions: VersionsRecord
    as_of: str
    permitted: int
    considered: int
    unplaced: int
    untold: int
    matches: tuple[PoolMatchRecord, ...]


class PoolRankRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The rankings of a pool, one for each brief in the order given."""

    schema_version: str
    rankings: tuple[PoolRankingRecord, ...]
    notes: tuple[str, ...]


class PoolHitRecord(HitRecord, frozen=True, kw_only=True):
    """A hit and the id of the person in the pool."""

    person: str


class PoolSearchRecord(SearchRecord, frozen=True, kw_only=True):
    """A search of a pool: `found` meet the expression; `matches` are the first of them, and `untold` more tie with the
    last of these."""

    found: int
    untold: int
    matches: tuple[PoolHitRecord, ...]


POOL_RECORDS: dict[str, type[msgspec.Struct]] = {
    "pool-add": PoolAddRecord,
    "pool-status": PoolStatusRecord,
    "pool-rank": PoolRankRecord,
    "pool-search": PoolSearchRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
