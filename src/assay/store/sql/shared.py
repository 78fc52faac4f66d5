"""SqlStore: briefs, the change feed, jobs and the audit chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import and_, delete, func, select, update

from assay.domain.brief import Brief
from assay.domain.consent import Purpose
from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.store import acts
from assay.store.chain import linked
from assay.store.codec import decode, encode
from assay.store.records import (
    Change,
    ChangeKind,
    Job,
    JobItem,
    JobKind,
    ScoringRow,
    ScoringStream,
    StoredBrief,
    Verification,
)
from assay.store.sql import audit, jobs, people, schema
from assay.store.sql.base import Connected, retried
from assay.store.sql.writing import Write, chunked
from assay.store.times import micros, moment

_P, _C, _R = schema.persons.c, schema.changes.c, schema.briefs.c


class Briefs(Connected):
    """Briefs."""

    def save_brief(self, brief_id: str, brief: Brief, *, at: datetime, actor: str) -> None:
        """See the port."""
        acts.checked_name(brief_id, "a brief")
        sealed = self.sealer.shared.seal("brief", brief_id, encode(brief))

        def save(write: Write) -> None:
            row = {"saved": write.at_micros, "brief_sealed": sealed}
            if not write.connection.execute(
                update(schema.briefs).where(_R.id == brief_id).values(**row)
            ).rowcount:
                highest = write.connection.execute(select(func.coalesce(func.max(_R.entry), 0))).scalar_one()
                write.insert(schema.briefs, [{"id": brief_id, "entry": highest + 1, **row}])
            write.log(write.event.brief(EventKind.BRIEF_SAVED, brief_id))

        self.write(save, at=at, actor=actor)

    def brief(self, brief_id: str) -> StoredBrief | None:
        """See the port."""
        return next((found for found in self.briefs() if found.id == brief_id), None)

    @retried
    def briefs(self) -> tuple[StoredBrief, ...]:
        """See the port."""
        with self.reading() as connection:
            rows = connection.execute(select(schema.briefs).order_by(_R.entry)).all()
        return tuple(
            StoredBrief(
                row.id,
                decode(Brief, self.sealer.shared.open("brief", row.id, row.brief_sealed), f"brief {row.id}"),
                moment(row.saved),
            )
            for row in rows
        )

    def remove_brief(self, brief_id: str, *, at: datetime, actor: str) -> bool:
        """See the port."""

        def remove(write: Write) -> bool:
            gone = write.connection.execute(delete(schema.briefs).where(_R.id == brief_id)).rowcount
            if gone:
                write.log(write.event.brief(EventKind.BRIEF_REMOVED, brief_id))
            return bool(gone)

        return self.write(remove, at=at, actor=actor)


class Feed(Connected):
    """What an index lives on."""

    @property
    def lineage(self) -> str:
        """See the port."""
        return self._lineage

    @retried
    def sequence(self) -> int:
        """See the port."""
        with self.reading() as connection:
            return int(connection.execute(select(schema.ledger.c.changes)).scalar_one())

    def scoring_rows(self, *, at: datetime, after: int = 0) -> ScoringStream:
        """See the port."""
        micros(at)
        return ScoringStream(self.sequence(), self._rows(at, after))

    @retried
    @retried
    def _row_page(self, at: datetime, window: people.Window) -> list[ScoringRow]:
        columns = (schema.person_keys.c.number, schema.scoring_rows.c.number)
        condition = and_(people.readable(Purpose.INDEX, at, window), window.holds(*columns))
        with self.reading() as connection:
            return list(people.rows_where(connection, self.sealer, condition))

    def _rows(self, at: datetime, after: int) -> Iterator[ScoringRow]:
        for window in self.windows(after):
            yield from self._row_page(at, window)

    @retried
    def scoring_rows_of(self, numbers: Collection[int], *, at: datetime) -> dict[int, ScoringRow]:
        """See the port."""
        allowed = people.readable(Purpose.INDEX, at)
        found: dict[int, ScoringRow] = {}
        with self.reading() as connection:
            for some in chunked(numbers):
                rows = people.rows_where(connection, self.sealer, and_(_P.number.in_(some), allowed))
                found.update((row.number, row) for row in rows)
        return found

    @retried
    def changes_since(self, sequence: int, limit: int = 10_000) -> tuple[Change, ...]:
        """See the port."""
        query = select(schema.changes).where(_C.sequence > sequence).order_by(_C.sequence).limit(limit)
        with self.reading() as connection:
            return tuple(
                Change(row.sequence, row.number, ChangeKind(row.kind)) for row in connection.execute(query)
            )


class Jobs(Connected):
    """Long work that goes on where it was."""

    def begin_job(self, job: str, kind: JobKind, *, at: datetime, actor: str) -> Job:
        """See the port."""
        return self.write(lambda write: jobs.begin(write, job, kind), at=at, actor=actor)

    @retried
    def job(self, job: str) -> Job | None:
        """See the port."""
        with self.reading() as connection:
            return jobs.find(connection, job)

    @retried
    @retried
    def _item_page(self, job: str, after: str) -> list[JobItem]:
        with self.reading() as connection:
            return list(jobs.items(connection, self.sealer, job, after, people.PAGE))

    def jobs(self) -> tuple[Job, ...]:
        """See the port."""
        with self.reading() as connection:
            return jobs.every(connection)

    def job_items(self, job: str) -> Iterator[JobItem]:
        """See the port."""
        after = ""
        while True:
            found = self._item_page(job, after)
            yield from found
            if len(found) < people.PAGE:
                return
            after = found[-1].item

    @retried
    def settled(self, job: str, items: Collection[str]) -> frozenset[str]:
        """See the port."""
        with self.reading() as connection:
            return jobs.settled(connection, job, items)

    def fail(self, job: str, reasons: Mapping[str, str], *, at: datetime, actor: str) -> None:
        """See the port."""
        self.write(lambda write: jobs.fail(write, job, reasons), at=at, actor=actor)

    def end_job(self, job: str, *, at: datetime, actor: str) -> Job:
        """See the port."""
        return self.write(lambda write: jobs.end(write, job), at=at, actor=actor)


class Audit(Connected):
    """The chain of events."""

    def pseudonym(self, kind: str, text: str) -> str:
        """See the port."""
        return self.sealer.pseudonym(kind, text)

    def record(
        self,
        kind: EventKind,
        *,
        at: datetime,
        actor: str,
        subject: str = "",
        details: Mapping[str, str | int | StrEnum],
    ) -> AuditEvent:
        """See the port."""

        def append(write: Write) -> AuditEvent:
            entry = write.event.of(kind, subject, details)
            event = linked(write.head, [entry])[0]
            write.log(entry)
            return event

        return self.write(append, at=at, actor=actor)

    @retried
    @retried
    def _event_page(self, after: int) -> list[AuditEvent]:
        with self.reading() as connection:
            return audit.page(connection, after)

    def events(self, after: int = 0) -> Iterator[AuditEvent]:
        """See the port."""
        while True:
            found = self._event_page(after)
            yield from found
            if len(found) < audit.PAGE:
                return
            after = found[-1].sequence

    @retried
    def head(self) -> AuditHead:
        """See the port."""
        with self.reading() as connection:
            return audit.head(connection)[0]

    @retried
    def verify(self, checkpoint: AuditHead | None = None) -> Verification:
        """See the port."""
        with self.reading() as connection:
            return audit.verify(connection, self.sealer, checkpoint)
