"""A write: it locks the ledger, gathers its rows, changes and events, and saves all of it at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from assay.domain.event import AuditHead
from assay.errors import StoreUnreachable, WrongStoreKey
from assay.store.acts import Events
from assay.store.chain import Entry, linked
from assay.store.records import ChangeKind
from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.sql.engine import Patience, patiently, writing
from assay.store.times import micros

T = TypeVar("T")
_KEPT_TOKENS: Final = 1_000
CHUNK: Final = 500
"""How many values stand in one ``in (...)``."""


def chunked(values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Values in pieces that one statement can name."""
    rest = iter(values)
    while piece := tuple(islice(rest, CHUNK)):
        yield piece


class Write:
    """A write under way. The ledger's row is locked, so writes follow one another in both databases."""

    def __init__(self, connection: Connection, sealer: Sealer, at: datetime, actor: str) -> None:
        self.connection = connection
        self.sealer = sealer
        self.at = at
        self.at_micros = micros(at)
        self.event = Events(sealer, at, actor)
        row = connection.execute(select(schema.ledger).with_for_update()).one()
        if connection.execute(select(schema.store.c.secret_wrapped)).scalar_one() != sealer.wrapped:
            raise WrongStoreKey(
                "the store's key was changed meanwhile; open the store again with the new key"
            )
        self.head = AuditHead(row.events, row.head)
        self.began_at = row.events
        """How many events there were: what was read at the same count still holds."""
        self._numbers = row.numbers
        self._changes = row.changes
        self._entries: list[Entry] = []
        self._changed: list[tuple[int, ChangeKind]] = []

    def number(self) -> int:
        """The next person's number."""
        self._numbers += 1
        return int(self._numbers)

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, which may be none."""
        if rows:
            self.connection.execute(insert(table), rows)

    def log(self, *entries: Entry) -> None:
        """Add events to the chain."""
        self._entries.extend(entries)

    def changed(self, number: int, kind: ChangeKind) -> None:
        """Tell the index of a scoring row."""
        self._changed.append((number, kind))

    def finish(self, token: str | None) -> AuditHead:
        """Save what was gathered, and the ledger."""
        events = linked(self.head, self._entries)
        self.insert(
            schema.audit_events,
            [
                {
                    "sequence": e.sequence,
                    "at": self.at_micros,
                    "kind": e.kind.value,
                    "actor": e.actor,
                    "subject": e.subject,
                    "details": json.dumps(dict(e.details), sort_keys=True, separators=(",", ":")),
                    "previous": e.previous,
                    "hash": e.hash,
                }
                for e in events
            ],
        )
        fed = enumerate(self._changed, self._changes + 1)
        self.insert(
            schema.changes, [{"sequence": n, "number": who, "kind": kind.value} for n, (who, kind) in fed]
        )
        head = AuditHead(events[-1].sequence, events[-1].hash) if events else self.head
        self.connection.execute(
            update(schema.ledger).values(
                events=head.sequence,
                head=head.hash,
                seal=self.sealer.seal_head(head.sequence, head.hash),
                numbers=self._numbers,
                changes=self._changes + len(self._changed),
            )
        )
        if token is not None:
            self.insert(schema.writes, [{"token": token, "sequence": head.sequence}])
            self.connection.execute(
                delete(schema.writes).where(schema.writes.c.sequence < head.sequence - _KEPT_TOKENS)
            )
        return head


class Writer:
    """Runs writes: again while others hold the store, never twice where the answer was lost."""

    def __init__(self, engine: Engine, where: str, sealer: Sealer, patience: Patience) -> None:
        self._engine = engine
        self._where = where
        self.sealer = sealer
        self._patience = patience
        self._remote = engine.dialect.name == "postgresql"

    def run(self, work: Callable[[Write], T], *, at: datetime, actor: str) -> T:
        """Run `work` in a transaction of its own and answer what it answers."""
        micros(at)
        token = uuid4().hex if self._remote else None
        answers: list[T] = []

        def attempt() -> T:
            with writing(self._engine, self._where) as connection:
                if answers and token is not None and _was_saved(connection, token):
                    return answers[-1]
                write = Write(connection, self.sealer, at, actor)
                answer = work(write)
                write.finish(token)
                answers.append(answer)
            return answer

        try:
            return patiently(attempt, self._patience)
        except StoreUnreachable as fault:
            if not (self._remote and answers):
                raise
            raise StoreUnreachable(
                f"{fault}; whether the last write was saved is not known until then"
            ) from None


def _was_saved(connection: Connection, token: str) -> bool:
    found = connection.execute(select(schema.writes.c.token).where(schema.writes.c.token == token)).first()
    return found is not None
