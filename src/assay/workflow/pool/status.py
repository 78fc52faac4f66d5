"""Status: what a pool holds, what waits, and what falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from assay.domain.consent import Purpose
from assay.store.records import Job, StoreStatus
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool

SOON: Final = timedelta(days=30)
"""How far ahead storage periods are looked at."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index: `behind` is the number of changes it lacks, None where there is none that can be used; `size` bytes
    on the disk."""

    behind: int | None
    people: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolStatus:
    """A pool at the moment `at`.

    `matching` and `search` count those who may be read for these purposes; `due` those whose storage period is over
    and who wait for erasure, `due_soon` those whose period ends within SOON. `outdated` profiles were made by other
    versions of the extractor or the taxonomy. `open_jobs` were begun and not ended.
    """

    at: datetime
    location: str
    counts: StoreStatus
    matching: int
    search: int
    outdated: int
    due: int
    due_soon: int
    index: IndexState
    open_jobs: tuple[Job, ...]


def pool_status(pool: TalentPool, *, at: datetime) -> PoolStatus:
    """Look at a pool; nothing is written."""
    store = pool.store
    due = len(store.due(at=at))
    return PoolStatus(
        at=at,
        location=store.location,
        counts=store.status(),
        matching=len(store.permitted(Purpose.MATCHING, at=at)),
        search=len(store.permitted(Purpose.SEARCH, at=at)),
        outdated=sum(1 for _ in store.outdated(pool.versions, at=at)),
        due=due,
        due_soon=len(store.due(at=at + SOON)) - due,
        index=_index(pool),
        open_jobs=tuple(job for job in store.jobs() if job.ended is None),
    )


def _index(pool: TalentPool) -> IndexState:
    keeper = Keeper(pool)
    behind = keeper.behind()
    people = keeper.people() if behind is not None else 0
    files = [path for path in pool.index.glob("*") if path.is_file()] if pool.index.is_dir() else []
    return IndexState(behind, people, sum(path.stat().st_size for path in files))
