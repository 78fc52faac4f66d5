"""Reading the audit chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.store.chain import walk
from assay.store.records import Verification
from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.times import moment

PAGE: Final = 10_000
_A = schema.audit_events.c


def event_of(row: Row[Any]) -> AuditEvent:
    """The value of a row of `audit_events`."""
    return AuditEvent(
        sequence=row.sequence,
        at=moment(row.at),
        kind=EventKind(row.kind),
        actor=row.actor,
        subject=row.subject,
        details=json.loads(row.details),
        previous=row.previous,
        hash=row.hash,
    )


def events_of(connection: Connection, subject: str) -> Iterator[AuditEvent]:
    """The events about one subject."""
    query = select(schema.audit_events).where(_A.subject == subject).order_by(_A.sequence)
    return map(event_of, connection.execute(query))


def page(connection: Connection, after: int) -> list[AuditEvent]:
    """The next events behind `after`."""
    query = select(schema.audit_events).where(_A.sequence > after).order_by(_A.sequence).limit(PAGE)
    return [event_of(row) for row in connection.execute(query)]


def all_events(connection: Connection) -> Iterator[AuditEvent]:
    """Every event, page by page."""
    after = 0
    while found := page(connection, after):
        yield from found
        after = found[-1].sequence


def head(connection: Connection) -> tuple[AuditHead, str]:
    """The end of the chain as the ledger tells it, and its seal."""
    row = connection.execute(select(schema.ledger)).one()
    return AuditHead(row.events, row.head), row.seal


def verify(connection: Connection, sealer: Sealer, checkpoint: AuditHead | None) -> Verification:
    """Walk the chain in one state of the store."""
    end, seal = head(connection)
    sealed = seal == sealer.seal_head(end.sequence, end.hash)
    return walk(all_events(connection), head=end, head_sealed=sealed, checkpoint=checkpoint)
