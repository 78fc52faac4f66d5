"""What every part of SqlStore works with."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, select

from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.sql.engine import Patience, reading
from assay.store.sql.writing import Write, Writer

T = TypeVar("T")


class Connected:
    """An open database with its keys."""

    def __init__(self, engine: Engine, where: str, sealer: Sealer, patience: Patience) -> None:
        self.engine = engine
        self.where = where
        self.patience = patience
        self.use(sealer)
        with self.reading() as connection:
            self._lineage = str(connection.execute(select(schema.store.c.lineage)).scalar_one())

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
