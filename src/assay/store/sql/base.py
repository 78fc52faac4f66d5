"""What every part of SqlStore works with."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Final

from sqlalchemy import Connection, Engine, select

from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.sql.engine import Patience, reading
from assay.store.sql.writing import Writer

ATTEMPTS: Final = 50
"""How often a batch is prepared anew because others changed the same people meanwhile."""
_P = schema.persons.c


class Connected:
    """An open database with its keys."""

    def __init__(self, engine: Engine, where: str, sealer: Sealer, patience: Patience) -> None:
        self.engine = engine
        self.sealer = sealer
        self.patience = patience
        self.where = where
        self._writer = Writer(engine, where, sealer, patience)
        with self.reading() as connection:
            self._lineage = str(connection.execute(select(schema.store.c.lineage)).scalar_one())

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads."""
        return reading(self.engine, self.where)
