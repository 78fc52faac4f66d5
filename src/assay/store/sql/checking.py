"""The full check: the database's own, the chain, and every sealed value opened with its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, select, text

from assay.domain.event import AuditHead
from assay.errors import StoreDamaged, StoreError
from assay.store.records import PersonId, StoreCheck, StoreStatus
from assay.store.sealing import PersonCipher, Sealer
from assay.store.sql import audit, erasing, schema
from assay.store.sql.engine import reading

LIMIT: Final = 50
PAGE: Final = 500
SEALED: Final[tuple[tuple[Table, str, tuple[tuple[str, str], ...]], ...]] = (
    (schema.files, "address", (("file", "about_sealed"), ("content", "content_sealed"))),
    (schema.profiles, "version", (("profile", "profile_sealed"),)),
    (schema.scoring_rows, "version", (("row", "row_sealed"),)),
    (schema.identities, "version", (("identity", "identity_sealed"),)),
    (schema.mobilities, "version", (("mobility", "mobility_sealed"),)),
    (schema.decisions, "entry", (("decision", "decision_sealed"),)),
)
"""Each table of sealed values: the column that names the row, and kind and column of each value."""


def opened(connection: Connection, sealer: Sealer) -> Iterator[tuple[str, bytes | StoreDamaged]]:
    """Every sealed value in the store as plain bytes, or the fault of one that does not open."""
    keys = schema.person_keys
    for table, name, values in SEALED:
        query = (
            select(schema.persons.c.id, keys.c.key_wrapped, table)
            .join_from(schema.persons, table)
            .outerjoin(keys, keys.c.number == schema.persons.c.number)
            .execution_options(yield_per=PAGE)
        )
        for row in connection.execute(query):
            for kind, column in values:
                place = f"{kind} {getattr(row, name)} of {row.id}"
                try:
                    yield place, _cipher(sealer, row).open(kind, getattr(row, name), getattr(row, column))
                except StoreDamaged as fault:
                    yield place, fault
    yield from _opened_shared(connection, sealer)


def _cipher(sealer: Sealer, row: Any) -> PersonCipher:
    if row.key_wrapped is None:
        raise StoreDamaged(f"{row.id} has no key; restore it from a backup")
    return sealer.person(PersonId(row.id), row.key_wrapped)


def _opened_shared(connection: Connection, sealer: Sealer) -> Iterator[tuple[str, bytes | StoreDamaged]]:
    shared: list[tuple[str, str, bytes]] = [
        ("brief", row.id, row.brief_sealed) for row in connection.execute(select(schema.briefs))
    ]
    items = select(schema.job_items).where(schema.job_items.c.reason_sealed.is_not(None))
    shared += [("reason", f"{row.job}|{row.item}", row.reason_sealed) for row in connection.execute(items)]
    for kind, row, sealed in shared:
        try:
            yield f"{kind} {row}", sealer.shared.open(kind, row, sealed)
        except StoreDamaged as fault:
            yield f"{kind} {row}", fault


def check(engine: Engine, where: str, sealer: Sealer, checkpoint: AuditHead | None) -> StoreCheck:
    """Look at everything; faults are told, at most `LIMIT` of them."""
    faults: list[str] = []
    blobs = 0
    counts = None
    try:
        with reading(engine, where) as connection:
            faults += _own_check(connection, where)
            counts = status(connection)
            faults += audit.verify(connection, sealer, checkpoint).faults
            for place, plain in opened(connection, sealer):
                blobs += 1
                if isinstance(plain, StoreDamaged):
                    faults.append(str(plain))
                elif place.startswith("content ") and sealer.address(plain) not in place:
                    faults.append(f"{place} does not have the bytes that its address names")
            faults += _missing(connection)
            if erasing.pending(connection):
                faults.append(
                    "freed pages and logs still wait to be cleared after an erasure; "
                    "open the pool again while nobody else reads it"
                )
    except StoreError as fault:
        faults.append(str(fault))
    return StoreCheck(
        persons=counts.persons if counts else 0,
        files=counts.files if counts else 0,
        blobs=blobs,
        events=counts.events if counts else 0,
        faults=tuple(faults[:LIMIT]),
    )


def _own_check(connection: Connection, where: str) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    answers = [row[0] for row in connection.execute(text("PRAGMA integrity_check(10)"))]
    found = [f"{where} is damaged ({answer})" for answer in answers if answer != "ok"]
    loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    return found + [f"a row of {row[0]} has lost its {row[2]}" for row in loose[:10]]


def _missing(connection: Connection) -> list[str]:
    persons, found = schema.persons.c, []
    for table, what in ((schema.profiles, "profile"), (schema.scoring_rows, "scoring row")):
        query = (
            select(persons.id)
            .outerjoin_from(
                schema.persons,
                table,
                (table.c.number == persons.number) & (table.c.version == persons.version),
            )
            .where(persons.version > 0, table.c.number.is_(None))
            .limit(10)
        )
        found += [f"{person} lacks the current {what}" for (person,) in connection.execute(query)]
    return found


def status(connection: Connection) -> StoreStatus:
    """Counts."""

    def count(table: Table) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    row = connection.execute(select(schema.ledger)).one()
    return StoreStatus(
        persons=count(schema.persons),
        files=count(schema.files),
        profiles=count(schema.profiles),
        briefs=count(schema.briefs),
        decisions=count(schema.decisions),
        events=row.events,
        sequence=row.changes,
        scrub_pending=erasing.pending(connection),
    )
