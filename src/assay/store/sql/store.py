"""SqlStore: the port on SQLite and PostgreSQL."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from assay.domain.event import AuditHead
from assay.store.records import StoreCheck, StoreStatus
from assay.store.sql import checking
from assay.store.sql.base import retried
from assay.store.sql.reads import Reads
from assay.store.sql.shared import Audit, Briefs, Feed, Jobs
from assay.store.sql.writes import Writes


class SqlStore(Reads, Writes, Briefs, Feed, Jobs, Audit):
    """A store in a database, made by `create_store` or `open_store`; threads may share it."""

    @property
    def location(self) -> str:
        """See the port."""
        return self.where

    @retried
    def status(self) -> StoreStatus:
        """See the port."""
        with self.reading() as connection:
            return checking.status(connection)

    def check(self, checkpoint: AuditHead | None = None) -> StoreCheck:
        """See the port."""
        return checking.check(self.engine, self.where, self.sealer, checkpoint)

    def close(self) -> None:
        """See the port."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
