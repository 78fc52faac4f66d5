"""Changing the store key: every person's key is wrapped anew, so that logs and backups made before need the old key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from assay.domain.event import EventKind
from assay.store.records import PersonId
from assay.store.sealing import Sealer, StoreKey
from assay.store.sql import schema
from assay.store.sql.store import SqlStore
from assay.store.sql.writing import Write

_PAGE = 5_000
_P, _K = schema.persons.c, schema.person_keys.c


def change_key(store: SqlStore, key: StoreKey, *, at: datetime, actor: str) -> None:
    """Put the store under another key, in one transaction. Destroy the old key afterwards: what it opens (write-ahead
    logs, backups, with the people erased since) is then readable to nobody. Others open the store again."""
    fresh = store.sealer.under(key)
    store.write(lambda write: _rewrap(write, store.sealer, fresh), at=at, actor=actor)
    store.use(fresh)
    store.scrub()


def _rewrap(write: Write, old: Sealer, fresh: Sealer) -> None:
    after = 0
    change = (
        update(schema.person_keys)
        .where(_K.number == bindparam("who"))
        .values(key_wrapped=bindparam("wrapped"))
    )
    query = select(_P.number, _P.id, _K.key_wrapped).join_from(schema.persons, schema.person_keys)
    while True:
        page = write.connection.execute(query.where(_P.number > after).order_by(_P.number).limit(_PAGE)).all()
        if not page:
            break
        write.connection.execute(
            change,
            [{"who": n, "wrapped": old.rewrapped(PersonId(person), w, fresh)} for n, person, w in page],
        )
        after = page[-1].number
    write.connection.execute(update(schema.store).values(secret_wrapped=fresh.wrapped, scrub_pending=1))
    write.log(write.event.of(EventKind.KEY_CHANGED))
