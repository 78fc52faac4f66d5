"""Making and opening a store in a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select

from assay.domain.event import EventKind
from assay.errors import StoreUnreachable, StoreVersionError, UsageError, WrongStoreKey
from assay.store.chain import START
from assay.store.sealing import Sealer, StoreKey
from assay.store.sql import erasing, schema
from assay.store.sql.engine import Patience, engine_for, make_private, patiently, reading, shown, url_of
from assay.store.sql.migrating import REVISION, migrate, revision
from assay.store.sql.store import SqlStore
from assay.store.sql.writing import Write
from assay.store.times import micros


def create_store(
    location: str | Path, key: StoreKey, *, at: datetime, actor: str, patience: Patience | None = None
) -> SqlStore:
    """Make a store where there is none: a path, or the URL of a PostgreSQL database."""
    url = url_of(location)
    where = shown(url)
    if url.get_backend_name() == "sqlite":
        make_private(Path(where))
    engine = engine_for(url, patience=patience)
    waiting = _patience(engine, patience)

    def seed(connection: Connection) -> None:
        sealer = Sealer.fresh(key)
        first_rows(connection, sealer, at)
        write = Write(connection, sealer, at, actor)
        write.log(write.event.of(EventKind.CREATED))
        write.finish(None)

    try:
        patiently(lambda: migrate(engine, where, seed=seed), waiting)
        return SqlStore(engine, where, _sealer(engine, where, key), waiting)
    except BaseException:
        engine.dispose()
        raise


def open_store(
    location: str | Path, key: StoreKey, *, read_only: bool = False, patience: Patience | None = None
) -> SqlStore:
    """Open a store, bring its tables up to date and finish an erasure that was cut short.

    Raises WrongStoreKey, StoreVersionError where it is newer than this program, StoreUnreachable where there is none,
    StoreDamaged where it cannot be read.
    """
    url = url_of(location)
    where = shown(url)
    if url.get_backend_name() == "sqlite" and not Path(where).is_file():
        raise StoreUnreachable(f"there is no store in {where}; make one with assay pool init")
    engine = engine_for(url, read_only=read_only, patience=patience)
    waiting = _patience(engine, patience)
    try:
        if read_only:
            patiently(lambda: _current(engine, where), waiting)
        else:
            patiently(lambda: migrate(engine, where), waiting)
        store = SqlStore(engine, where, _sealer(engine, where, key), waiting)
        if not read_only:
            _no_backup(store)
        if not read_only and store.status().scrub_pending:
            erasing.scrub(engine, where)
    except BaseException:
        engine.dispose()
        raise
    return store


def _no_backup(store: SqlStore) -> None:
    with store.reading() as connection:
        made = connection.execute(select(schema.store.c.backup_made)).scalar_one()
    if made is not None:
        raise UsageError(
            f"{store.where} is a backup; restore it (assay pool restore), or open it for reading only"
        )


def _patience(engine: Engine, asked: Patience | None) -> Patience:
    patience = asked or Patience()
    return patience if engine.dialect.name == "postgresql" else Patience(busy=patience.busy, lost=0.0)


def _current(engine: Engine, where: str) -> None:
    with reading(engine, where) as connection:
        found = revision(connection)
    if found is None:
        raise StoreUnreachable(f"there is no store in {where}; make one with assay pool init")
    if found != REVISION:
        raise StoreVersionError(
            f"{where} has tables at revision {found}, this program reads {REVISION}; open it for writing once with "
            "the newer of the two versions"
        )


def _sealer(engine: Engine, where: str, key: StoreKey) -> Sealer:
    with reading(engine, where) as connection:
        wrapped = connection.execute(select(schema.store.c.secret_wrapped)).scalar_one()
    try:
        return Sealer.opened(key, wrapped)
    except WrongStoreKey:
        raise WrongStoreKey(
            f"the key does not open {where}; name the key this store was made with (ASSAY_STORE_KEY or "
            "ASSAY_STORE_KEY_FILE); without it nobody can read the store"
        ) from None


def first_rows(connection: Connection, sealer: Sealer, at: datetime) -> None:
    """The rows that every store has."""
    connection.execute(
        insert(schema.store).values(
            id=1, created=micros(at), lineage=uuid4().hex, secret_wrapped=sealer.wrapped, scrub_pending=0
        )
    )
    connection.execute(
        insert(schema.ledger).values(
            id=1,
            events=START.sequence,
            head=START.hash,
            seal=sealer.seal_head(START.sequence, START.hash),
            numbers=0,
            changes=0,
        )
    )
