"""Backups: one SQLite file, whatever the store lies in; it names the date by which it is to be destroyed.

What is sealed stays sealed: a backup needs the store key to be read. It also holds those who are erased after it was
made, which is why it expires, and why `restore` takes the erasures of the store it replaces.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, insert, select, text, update

from assay.domain.consent import Purpose
from assay.domain.event import EventKind
from assay.errors import StoreDamaged, StoreError, StoreFull, StoreUnreachable, UsageError
from assay.store.faults import told
from assay.store.port import Audit
from assay.store.records import Backup
from assay.store.sealing import StoreKey
from assay.store.sql import schema
from assay.store.sql.engine import engine_for, make_private, shown, url_of, writing
from assay.store.sql.migrating import migrate
from assay.store.sql.opening import open_store
from assay.store.sql.store import SqlStore
from assay.store.times import micros, moment

_PAGE: Final = 2_000


def backup(store: SqlStore, folder: Path, *, at: datetime, expires: datetime, actor: str) -> Backup:
    """Write a backup into a folder while others go on; its name holds both dates.

    SQLite is copied by its online backup; of PostgreSQL, every table is read in one state and written to a SQLite file.
    """
    if micros(expires) <= micros(at):
        raise UsageError(f"a backup expires after it is made; {expires.isoformat()} has passed")
    made, ends = (time.astimezone(UTC) for time in (at, expires))
    path = folder / f"assay-pool-{made:%Y%m%dT%H%M%SZ}-expires-{ends:%Y%m%d}.backup"
    if path.exists():
        raise UsageError(f"{path} exists already; a backup is never written over")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    make_private(part)
    try:
        with told(str(part)):
            _copy_file(store, part) if store.engine.dialect.name == "sqlite" else _copy_tables(store, part)
            persons = _mark(part, micros(at), micros(expires))
        _settle(part)
        store.record(EventKind.BACKED_UP, at=at, actor=actor, details={"expires": micros(expires)})
        part.replace(path)
        _settle(folder)
    except (StoreError, OSError) as fault:
        part.unlink(missing_ok=True)
        if isinstance(fault, StoreError):
            raise
        raise StoreFull(
            f"the backup {path} could not be written ({fault.strerror}); nothing was kept of it"
        ) from None
    return Backup(path, moment(micros(at)), moment(micros(expires)), persons)


def _copy_file(store: SqlStore, part: Path) -> None:
    raw = store.engine.raw_connection()
    try:
        source = raw.driver_connection
        if not isinstance(source, sqlite3.Connection):
            raise TypeError("the SQLite engine gave another kind of connection")
        with closing(sqlite3.connect(part)) as target:
            source.backup(target)
    finally:
        raw.close()


def _copy_tables(store: SqlStore, part: Path) -> None:
    engine = engine_for(url_of(part))
    try:
        with store.reading() as source:
            migrate(engine, str(part), seed=_copier(source))
    finally:
        engine.dispose()


def _copier(source: Connection) -> Callable[[Connection], None]:
    """Copies every table into a store just made."""

    def copy(target: Connection) -> None:
        for table in schema.COPIED:
            rows = source.execution_options(yield_per=_PAGE).execute(select(table))
            for page in rows.mappings().partitions(_PAGE):
                target.execute(insert(table), [dict(row) for row in page])

    return copy


def _mark(part: Path, made: int, expires: int) -> int:
    """Write both dates into the backup and make it one file; answers how many people it holds."""
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = delete")
        connection.execute("update store set backup_made = ?, backup_expires = ?", (made, expires))
        fault = connection.execute("pragma integrity_check(1)").fetchone()[0]
        if fault != "ok":
            raise StoreDamaged(f"the backup {part} is damaged ({fault}); check the store, then make another")
        return int(connection.execute("select count(*) from persons").fetchone()[0])


def _settle(place: Path) -> None:
    """Have a file or folder written to the disk."""
    if place.is_dir() and os.name == "nt":
        return  # Windows opens no folders
    number = os.open(place, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def erasures(chain: Audit) -> frozenset[str]:
    """The keyed hashes of everyone whom a store has erased, for `restore` of an older backup."""
    kinds = (EventKind.ERASED, EventKind.EXPIRED)
    return frozenset(event.subject for event in chain.events() if event.kind in kinds)


def restore(
    path: Path, location: str | Path, key: StoreKey, *, at: datetime, actor: str, erased: Collection[str] = ()
) -> SqlStore:
    """Make a store from a backup where there is none yet, and erase at once whoever was erased since.

    `erased` are the keyed hashes that `erasures` gives of the store that is replaced. The store is of a new lineage:
    indexes are rebuilt. Raises UsageError for an expired backup, StoreDamaged where its chain does not hold.
    """
    with open_store(path, key, read_only=True) as source:
        _checked(source, at)
        url = url_of(location)
        if url.get_backend_name() == "sqlite":
            _restore_file(path, Path(shown(url)))
        else:
            _restore_tables(source, location)
    _revive(location)
    store = open_store(location, key)
    store.record(EventKind.RESTORED, at=at, actor=actor, details={})
    gone = set(erased)
    again = [p.id for p in store.persons(Purpose.ERASURE, at=at) if store.pseudonym("person", p.id) in gone]
    if again:
        store.erase(again, at=at, actor=actor)
    return store


def _checked(source: SqlStore, at: datetime) -> None:
    with source.reading() as connection:
        row = connection.execute(select(schema.store)).one()
    if row.backup_made is None:
        raise UsageError(f"{source.where} is a store, not a backup; copy it or back it up instead")
    if micros(at) >= row.backup_expires:
        raise UsageError(
            f"the backup {source.where} expired on {moment(row.backup_expires):%Y-%m-%d}; destroy it, it may hold "
            "people who have been erased since"
        )
    faults = source.verify().faults
    if faults:
        raise StoreDamaged(f"the backup {source.where} is damaged ({faults[0]}); take another")


def _restore_file(path: Path, target: Path) -> None:
    if target.exists():
        raise UsageError(
            f"{target} exists already; a backup is restored to a new place, so move it away first"
        )
    make_private(target)
    try:
        shutil.copyfile(path, target)
        _settle(target)
        _settle(target.parent)
    except OSError as fault:
        target.unlink(missing_ok=True)
        raise StoreUnreachable(
            f"{target} could not be written ({fault.strerror}); nothing was kept of it"
        ) from None


def _restore_tables(source: SqlStore, location: str | Path) -> None:
    url = url_of(location)
    engine = engine_for(url)
    try:
        with source.reading() as connection:
            migrate(engine, shown(url), seed=_copier(connection))
    finally:
        engine.dispose()


def _revive(location: str | Path) -> None:
    """Take the marks of a backup away."""
    url = url_of(location)
    engine = engine_for(url)
    try:
        with writing(engine, shown(url)) as connection:
            connection.execute(
                update(schema.store).values(backup_made=None, backup_expires=None, lineage=uuid4().hex)
            )
            connection.execute(text("delete from writes"))
    finally:
        engine.dispose()
