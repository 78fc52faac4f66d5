"""Connections: how each database is opened, how a transaction begins, how waiting and retrying end."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from assay.errors import StoreBusy, StoreUnreachable, UsageError
from assay.store.faults import told

T = TypeVar("T")
_BEGIN: Final = "assay_begin"
_READ_ONLY: Final = "assay_read_only"
_WAIT_S: Final = 5.0
"""How long the database itself waits for a lock before we try again."""
_FIRST_PAUSE_S: Final = 0.02
_LONGEST_PAUSE_S: Final = 1.0
LOCK: Final = 0x41737361
"""The advisory lock under which a PostgreSQL store is made or migrated."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long others may keep a store busy, or a server be away, before that is told (seconds)."""

    busy: float = 60.0
    lost: float = 10.0


def url_of(location: str | Path) -> URL:
    """The database a location names: a path, ``sqlite:///path`` or ``postgresql://...``."""
    if isinstance(location, Path) or "://" not in location:
        return URL.create("sqlite+pysqlite", database=str(location))
    try:
        url = make_url(location)
    except (ArgumentError, ValueError):
        raise UsageError(
            "the store's address cannot be read; write a path or postgresql://user@host/database"
        ) from None
    back_end = url.get_backend_name()
    if back_end == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if back_end == "sqlite" and url.database:
        return URL.create("sqlite+pysqlite", database=url.database)
    raise UsageError(
        f"a store cannot lie in {url.drivername}; write a path or postgresql://user@host/database"
    )


def shown(url: URL) -> str:
    """The location as people may see it: never with a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def engine_for(url: URL, *, read_only: bool = False, patience: Patience | None = None) -> Engine:
    """The engine of a database; nothing is opened yet."""
    wait = min(_WAIT_S, (patience or Patience()).busy)
    if url.get_backend_name() == "sqlite":
        return _sqlite(Path(url.database or ""), read_only, wait)
    return _postgres(url, read_only, wait)


def _sqlite(path: Path, read_only: bool, wait: float) -> Engine:
    mode = "ro" if read_only else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=wait, check_same_thread=False)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def opened(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, where they are known to read or write
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))

    return engine


def _postgres(url: URL, read_only: bool, wait: float) -> Engine:
    try:
        return create_engine(
            url,
            connect_args={
                "options": f"-c lock_timeout={int(1000 * wait)}",
                "connect_timeout": 5,
                "application_name": "assay",
            },
            execution_options={_READ_ONLY: read_only},
            pool_pre_ping=True,
            pool_timeout=30,
            isolation_level="READ COMMITTED",
        )
    except (ModuleNotFoundError, NoSuchModuleError):
        raise UsageError(
            "PostgreSQL needs the driver psycopg, which is not installed; pip install 'assay[postgres]'"
        ) from None


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none yet."""
    if not path.parent.is_dir():
        raise StoreUnreachable(f"{path} cannot be made: there is no folder {path.parent}; make it first")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
    except IsADirectoryError:
        raise StoreUnreachable(f"{path} is a folder; name a file for the store") from None
    except OSError as fault:
        raise StoreUnreachable(
            f"{path} cannot be opened ({fault.strerror}); look at this user's rights to the file and its folder"
        ) from None


@contextmanager
def reading(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that only reads, over one state of the store."""
    with told(where), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction that writes; on SQLite it takes the write lock at once, so that it cannot fail midway."""
    with told(where), engine.connect() as connection:
        connection = connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        if connection.get_execution_options().get(_READ_ONLY):
            connection = connection.execution_options(postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def migrating(engine: Engine, where: str) -> Iterator[Connection]:
    """A transaction in which the tables may be made or changed; one process at a time."""
    with writing(engine, where) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def patiently(act: Callable[[], T], patience: Patience) -> T:
    """Run `act` again while the store is busy or the connection lost, with growing pauses that differ
    between processes; then its error stands."""
    begun = time.monotonic()
    pause = _FIRST_PAUSE_S
    while True:
        try:
            return act()
        except StoreBusy:
            left = begun + patience.busy - time.monotonic()
            if left <= 0:
                raise
        except StoreUnreachable:
            left = begun + patience.lost - time.monotonic()
            if left <= 0:
                raise
        time.sleep(min(left, pause * random.uniform(0.5, 1.0)))  # noqa: S311  # jitter, not a secret
        pause = min(2 * pause, _LONGEST_PAUSE_S)
