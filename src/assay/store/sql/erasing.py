"""Erasure: the rows go, the key goes, and then what freed pages and logs still hold."""

from __future__ import annotations

import os
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from assay.domain.event import EventKind
from assay.errors import StoreError
from assay.store.faults import told
from assay.store.records import ChangeKind, ItemState, PersonId
from assay.store.sql import schema
from assay.store.sql.engine import writing
from assay.store.sql.writing import Write, chunked

_P, _K = schema.persons.c, schema.person_keys.c
BUSY_NOTE: Final = (
    "others still read an older state of {where}, so freed pages and logs could not be cleared yet; "
    "it is tried again when the pool is next opened"
)


def erase(write: Write, ids: Collection[PersonId], kind: EventKind) -> tuple[PersonId, ...]:
    """Remove people in the transaction of `write`; answers who was there."""
    gone: list[PersonId] = []
    for some in chunked(dict.fromkeys(ids)):
        found = write.connection.execute(
            select(_P.number, _P.id, _P.version).where(_P.id.in_(some)).order_by(_P.number)
        ).all()
        numbers = [row.number for row in found]
        if numbers:
            _remove(write, numbers)
            items = schema.job_items  # those of a re-extraction are named by the person's id
            write.connection.execute(delete(items).where(items.c.item.in_([row.id for row in found])))
        for number, person, version in found:
            if version:
                write.changed(number, ChangeKind.REMOVED)
            write.log(write.event.person(kind, PersonId(person)))
            gone.append(PersonId(person))
    if gone:
        write.connection.execute(update(schema.store).values(scrub_pending=1))
    return tuple(gone)


def _remove(write: Write, numbers: list[int]) -> None:
    for row in write.connection.execute(select(schema.person_keys).where(_K.number.in_(numbers))).all():
        nothing = os.urandom(len(row.key_wrapped))  # the same length, so the page's bytes are written over
        write.connection.execute(
            update(schema.person_keys).where(_K.number == row.number).values(key_wrapped=nothing)
        )
    for table in schema.OWNED:
        write.connection.execute(delete(table).where(table.c.number.in_(numbers)))
    write.connection.execute(delete(schema.changes).where(schema.changes.c.number.in_(numbers)))
    items = schema.job_items
    write.connection.execute(
        update(items)
        .where(items.c.number.in_(numbers))
        .values(state=ItemState.ERASED.value, number=None, reason_sealed=None)
    )
    write.connection.execute(delete(schema.persons).where(_P.number.in_(numbers)))


def pending(connection: Connection) -> bool:
    """Whether an erasure still waits for its scrub."""
    return bool(connection.execute(select(schema.store.c.scrub_pending)).scalar_one())


def scrub(engine: Engine, where: str) -> str:
    """Clear freed pages and logs; answers why not where others are in the way."""
    try:
        note = (
            _scrub_sqlite(engine, where)
            if engine.dialect.name == "sqlite"
            else _scrub_postgres(engine, where)
        )
        if not note:
            with writing(engine, where) as connection:
                connection.execute(update(schema.store).values(scrub_pending=0))
    except StoreError as fault:
        return str(fault)
    return note


def _scrub_sqlite(engine: Engine, where: str) -> str:
    with told(where):
        raw = engine.raw_connection()
        try:
            cursor = raw.cursor()
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(statement)
                answer = cursor.fetchone()
                if answer is not None and answer[0]:
                    return BUSY_NOTE.format(where=where)
            cursor.close()
        finally:
            raw.close()
    return ""


def _scrub_postgres(engine: Engine, where: str) -> str:
    names = ", ".join(table.name for table in (*schema.OWNED, schema.changes))
    with told(where), engine.connect() as found:
        connection = found.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("vacuum (full) person_keys, persons, job_items"))
        connection.execute(text(f"vacuum {names}"))
        try:
            connection.execute(text("checkpoint"))
        except DBAPIError:
            return ""  # needs a right that the store's user may lack; the server makes checkpoints by itself
    return ""


def expire(write: Write) -> tuple[PersonId, ...]:
    """Remove everyone whose storage period is over."""
    query = select(_P.id).where(_P.keep_until <= write.at_micros).order_by(_P.number)
    due = [PersonId(person) for (person,) in write.connection.execute(query)]
    return erase(write, due, EventKind.EXPIRED)
