"""What every part of SqlStore works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, select

from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.sql.engine import Patience, patiently, reading
from assay.store.sql.people import PAGE, Window
from assay.store.sql.writing import Write, Writer

T = TypeVar("T")
P = ParamSpec("P")


def retried(read: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """Marks a method that only reads: it runs again where the connection was lost or the store is busy."""

    @wraps(read)
    def patient(self: Any, /, *args: P.args, **named: P.kwargs) -> T:
        return patiently(lambda: read(self, *args, **named), self.patience)

    return patient


class Connected:
    """An open database with its keys."""

    def __init__(self, engine: Engine, where: str, sealer: Sealer, patience: Patience) -> None:
        self.engine = engine
        self.where = where
        self.patience = patience
        self.use(sealer)
        self._lineage = self._read_lineage()

    @retried
    def _read_lineage(self) -> str:
        with self.reading() as connection:
            return str(connection.execute(select(schema.store.c.lineage)).scalar_one())

    @retried
    def _highest(self) -> int:
        with self.reading() as connection:
            return int(connection.execute(select(schema.ledger.c.numbers)).scalar_one())

    def windows(self, after: int) -> Iterator[Window]:
        """All numbers above `after` that are given out now, page by page."""
        highest = self._highest()
        for low in range(after, highest, PAGE):
            yield Window(low, min(low + PAGE, highest))

    def use(self, sealer: Sealer) -> None:
        """Work with these keys from now on."""
        self.sealer = sealer
        self._writer = Writer(self.engine, self.where, sealer, self.patience)

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return reading(self.engine, self.where)

    def write(self, work: Callable[[Write], T], *, at: datetime, actor: str) -> T:
        """A transaction that writes, with the events it logs; run again while others are in the way."""
        return self._writer.run(work, at=at, actor=actor)
