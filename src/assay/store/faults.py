"""Database faults as one sentence each: what happened, where, how to mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from assay.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

BUSY: Final = "{where} is kept busy by others; nothing was written, try again in a moment"
FULL: Final = "{where} has no room left, nothing was written; free some disk space and run the same again"
READ_ONLY: Final = (
    "{where} may be read but not written; give this user the right to write the file and its folder, "
    "or open a copy"
)
DAMAGED: Final = (
    "{where} is damaged ({detail}); nothing was written, restore the last backup (assay pool restore) "
    "and add what came after"
)
LOST: Final = (
    "the connection to {where} was lost and could not be made again ({detail}); "
    "start the server and run the same again"
)
NO_FILE: Final = (
    "{where} cannot be opened ({detail}); look at the path and at this user's rights to the folder"
)
NOT_READ: Final = (
    "{where} could not be read or written ({detail}); look at the disk's free space and health and at the "
    "limit on file sizes, then run the same again"
)
OTHER: Final = "{where} refused ({detail}); nothing was written"

_SQLITE: Final[dict[int, tuple[type[StoreError], str]]] = {
    sqlite3.SQLITE_FULL: (StoreFull, FULL),
    sqlite3.SQLITE_READONLY: (StoreReadOnly, READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreReadOnly, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, DAMAGED),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, DAMAGED),
    sqlite3.SQLITE_BUSY: (StoreBusy, BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusy, BUSY),
    sqlite3.SQLITE_CANTOPEN: (StoreUnreachable, NO_FILE),
    sqlite3.SQLITE_IOERR: (StoreUnreachable, NOT_READ),
}
_POSTGRES: Final[dict[str, tuple[type[StoreError], str]]] = {
    "53100": (StoreFull, FULL),
    "25006": (StoreReadOnly, READ_ONLY),
    "42501": (StoreReadOnly, READ_ONLY),
    "40001": (StoreBusy, BUSY),
    "40P01": (StoreBusy, BUSY),
    "55P03": (StoreBusy, BUSY),
    "57014": (StoreBusy, BUSY),
    "53300": (StoreBusy, BUSY),
}
_POSTGRES_CLASSES: Final[dict[str, tuple[type[StoreError], str]]] = {
    "08": (StoreUnreachable, LOST),
    "57": (StoreUnreachable, LOST),
    "28": (StoreUnreachable, NO_FILE),
    "3D": (StoreUnreachable, NO_FILE),
    "53": (StoreFull, FULL),
    "58": (StoreUnreachable, NOT_READ),
    "XX": (StoreDamaged, DAMAGED),
}


def _first_line(fault: BaseException) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0].strip().rstrip(".")


def _kind_of(fault: DBAPIError) -> tuple[type[StoreError], str]:
    cause = fault.orig
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0)
        if not code and isinstance(cause, sqlite3.DatabaseError) and "malformed" in str(cause):
            return StoreDamaged, DAMAGED
        return _SQLITE.get(code & 0xFF, (StoreError, OTHER))
    state = getattr(cause, "sqlstate", None)
    if state is None:
        lost = isinstance(fault, OperationalError) or fault.connection_invalidated
        return (StoreUnreachable, LOST) if lost else (StoreError, OTHER)
    return _POSTGRES.get(state) or _POSTGRES_CLASSES.get(state[:2]) or (StoreError, OTHER)


def told_of(fault: DBAPIError, where: str) -> StoreError:
    """The error of ours for a fault of the database."""
    kind, sentence = _kind_of(fault)
    return kind(sentence.format(where=where, detail=_first_line(fault.orig or fault)))


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn faults of the database into sentences."""
    try:
        yield
    except DBAPIError as fault:
        raise told_of(fault, where) from fault
    except sqlite3.Error as fault:
        raise told_of(DBAPIError("", None, fault), where) from fault
    except PoolTimeout as fault:
        raise StoreBusy(BUSY.format(where=where)) from fault
