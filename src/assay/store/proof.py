"""The proof of an erasure: a search that opens everything a store holds, and reads its files byte by byte.

Run it before and after: it must find before, and find nothing after.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Table, select, text

from assay.errors import StoreDamaged
from assay.store.records import PersonId
from assay.store.sql import schema
from assay.store.sql.checking import SEALED, opened
from assay.store.sql.intake import known
from assay.store.sql.store import SqlStore

_MARK: Final = 32
"""Bytes of a sealed value that tell it from all others: nonce, and the first of the cipher text."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where something that was looked for was found."""

    wanted: str
    place: str


def forms(wanted: Collection[str]) -> dict[bytes, str]:
    """Each text as it may stand in bytes: UTF-8, UTF-16, and escaped as in JSON; small letters."""
    found: dict[bytes, str] = {}
    for word in wanted:
        small = word.casefold()
        escaped = json.dumps(small, ensure_ascii=False)[1:-1]
        ascii_only = json.dumps(small)[1:-1]
        for form in (
            word.encode().lower(),
            small.encode(),
            small.encode("utf-16-le"),
            escaped.encode(),
            ascii_only.encode(),
        ):
            found[form] = word
    return found


def search(
    store: SqlStore,
    wanted: Collection[str],
    marks: Collection[bytes] = (),
    files: Collection[Path] | None = None,
) -> tuple[Trace, ...]:
    """Everywhere in a store where one of the texts stands, whatever its case.

    Looks into every sealed value, opened and inflated; into every column of every row; and into the raw bytes of
    `files` (`raw_files` where none are given). `marks` are bytes from `marks_of`, looked for in rows and files.
    """
    words = forms(wanted)
    raw = dict.fromkeys(marks, "sealed bytes")
    traces: list[Trace] = []
    with store.reading() as connection:
        for place, plain in opened(connection, store.sealer):
            if not isinstance(plain, StoreDamaged):
                traces += _found(plain.decode("utf-8", "replace").casefold().encode(), words, place)
        for table in schema.metadata.sorted_tables:
            for row in connection.execution_options(yield_per=1_000).execute(select(table)):
                for column, value in zip(table.columns.keys(), row, strict=True):
                    traces += _in_column(table, column, value, words, raw)
    traces += search_files(raw_files(store) if files is None else files, wanted, marks)
    return tuple(dict.fromkeys(traces))


def search_files(
    files: Collection[Path], wanted: Collection[str], marks: Collection[bytes] = ()
) -> tuple[Trace, ...]:
    """Everywhere in the raw bytes of files where one of the texts stands, whatever its case, or one of the marks."""
    words, raw = forms(wanted), dict.fromkeys(marks, "sealed bytes")
    return tuple(trace for path in files for trace in _in_file(path, words, raw))


def _found(hay: bytes, words: dict[bytes, str], place: str) -> list[Trace]:
    return [Trace(word, place) for form, word in words.items() if form in hay]


def _in_column(
    table: Table, column: str, value: Any, words: dict[bytes, str], raw: dict[bytes, str]
) -> list[Trace]:
    place = f"{table.name}.{column}"
    if isinstance(value, str):
        return _found(value.casefold().encode(), words, place)
    if isinstance(value, bytes | memoryview):
        return _found(bytes(value).lower(), words, place) + _found(bytes(value), raw, place)
    return []


def _in_file(path: Path, words: dict[bytes, str], raw: dict[bytes, str]) -> list[Trace]:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
            found = [Trace(what, str(path)) for mark, what in raw.items() if view.find(mark) >= 0]
            return found + _in_pieces(view, words, str(path))
    except (ValueError, FileNotFoundError):
        return []  # empty, or gone since it was listed


def _in_pieces(view: mmap.mmap, words: dict[bytes, str], place: str) -> list[Trace]:
    """Small letters need a copy, so a large file is looked through in pieces that overlap."""
    size, overlap = 1 << 24, max((len(form) for form in words), default=1)
    found: list[Trace] = []
    for start in range(0, len(view), size):
        found += _found(view[start : start + size + overlap].lower(), words, place)
    return found


def raw_files(store: SqlStore) -> tuple[Path, ...]:
    """The files a store lies in: of SQLite the database and its logs; of a PostgreSQL server on this machine whose
    folder this user may read, the files of the database. The server's write-ahead log is left out: it keeps what was
    sealed until it is recycled (`change_key` makes that unreadable)."""
    if store.engine.dialect.name == "sqlite":
        base = Path(store.where)
        beside = [base.with_name(base.name + end) for end in ("", "-wal", "-shm", "-journal")]
        return tuple(path for path in beside if path.exists())
    with store.reading() as connection:
        folder = Path(str(connection.execute(text("show data_directory")).scalar_one()))
        own = connection.execute(text("select oid from pg_database where datname = current_database()"))
        base = folder / "base" / str(own.scalar_one())
    try:
        return tuple(path for path in sorted(base.rglob("*")) if path.is_file())
    except PermissionError:
        return ()


def marks_of(store: SqlStore, person: PersonId) -> tuple[bytes, ...]:
    """Bytes by which a person's wrapped key and sealed values are known again in raw files."""
    return tuple(_marks(store, person))


def _marks(store: SqlStore, person: PersonId) -> Iterator[bytes]:
    with store.reading() as connection:
        own = known(connection, (person,)).get(person)
        if own is None:
            return
        yield own.wrapped
        for table, _, values in SEALED:
            for row in connection.execute(select(table).where(table.c.number == own.number)):
                yield from (getattr(row, column)[:_MARK] for _, column in values)
