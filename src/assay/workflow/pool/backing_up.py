"""Backing up: backups that name the day on which they are to be destroyed, and stores made from them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.store import Store
from assay.store.backup import backup, erasures, restore
from assay.store.key_file import find_key
from assay.store.records import Backup
from assay.store.sql.store import SqlStore
from assay.store.times import moment
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool, acting, open_pool
from assay.workflow.pool.place import Place, place_of
from assay.workflow.pool.terms import end_of

DEFAULT_KEEP: Final = "30d"
"""How long a backup is kept: whoever is erased stands in it until then, so it is short."""

_GONE: Final = frozenset({EventKind.ERASED.value, EventKind.EXPIRED.value})


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that may still be there: when it was made and by when it is to be destroyed."""

    made: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A pool made from a backup. `erased_again` people were erased after the backup was made and are gone again."""

    location: str
    persons: int
    erased_again: int
    notes: tuple[str, ...]


def back_up_pool(pool: TalentPool, folder: Path, *, at: datetime, keep: str = DEFAULT_KEEP) -> Backup:
    """Write a backup into `folder` while others work on; its name tells both dates. `keep` is a period or a date.

    Raises UsageError where there is no such folder or the date has passed, StoreError where it cannot be written.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; make it first, best on another disk, away from the key")
    return backup(_sql(pool.store), folder, at=at, expires=end_of(keep, at), actor=pool.actor)


def backups_standing(store: Store, *, at: datetime) -> tuple[BackupMade, ...]:
    """The backups that have not expired, the oldest first, as the audit chain tells."""
    made = (event for event in store.events() if event.kind is EventKind.BACKED_UP)
    found = (BackupMade(event.at, moment(int(event.details["expires"]))) for event in made)
    return tuple(backup for backup in found if backup.expires > at)


def restore_pool(
    file: Path,
    place: Place,
    *,
    at: datetime,
    environment: Mapping[str, str],
    erased: frozenset[str] = frozenset(),
    actor: str | None = None,
) -> Restored:
    """Make a pool from a backup where there is none, erase whoever was erased since, and build its index.

    `erased` are the keyed hashes of `erased_since`. Raises UsageError for an expired backup or where a store stands,
    StoreError where the backup cannot be read or the store not be written.
    """
    if not file.is_file():
        raise UsageError(f"{file}: no such file; name a backup that assay pool backup wrote")
    beside = place.new_key_file.with_suffix("") if place.key_file is None else None
    key = find_key(named=place.key_file, environment=environment, store=beside)
    with restore(file, place.store, key, at=at, actor=actor or acting(), erased=erased) as store:
        gone = sum(1 for event in store.events(_restored_at(store)) if event.kind is EventKind.ERASED)
    with open_pool(place, actor=actor, environment=environment) as pool:
        keeper = Keeper(pool)
        keeper.rebuild(at=at)
        return Restored(
            location=pool.store.location,
            persons=pool.store.status().persons,
            erased_again=gone,
            notes=tuple(keeper.notes),
        )


def erased_since(
    source: Path | str, *, key_file: Path | None = None, environment: Mapping[str, str]
) -> frozenset[str]:
    """The keyed hashes of everyone who was erased, from the store that a backup replaces, or from what
    `assay audit show --all --json` wrote of it. Raises UsageError where it is neither."""
    path = Path(source)
    if "://" not in str(source) and path.is_file():
        found = _shown_events(path)
        if found is not None:
            return found
    place = place_of(source, key_file=key_file, environment=environment)
    with open_pool(place, read_only=True, environment=environment) as pool:
        return erasures(pool.store)


class _Event(msgspec.Struct, frozen=True):
    kind: str
    subject: str


class _Shown(msgspec.Struct, frozen=True):
    events: tuple[_Event, ...]


def _shown_events(path: Path) -> frozenset[str] | None:
    with path.open("rb") as file:
        if file.read(1) != b"{":
            return None
    try:
        shown = msgspec.json.decode(path.read_bytes(), type=_Shown)
    except msgspec.DecodeError as fault:
        raise UsageError(f"{path}: is not what assay audit show --all --json writes ({fault})") from fault
    return frozenset(event.subject for event in shown.events if event.kind in _GONE)


def _restored_at(store: Store) -> int:
    """The sequence of the last restoring."""
    return max((e.sequence for e in store.events() if e.kind is EventKind.RESTORED), default=0)


def _sql(store: Store) -> SqlStore:
    if not isinstance(store, SqlStore):
        raise UsageError(f"{store.location} is no database; there is nothing to back up")
    return store
