"""SqlStore, writing about people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.event import EventKind
from assay.errors import StoreBusy
from assay.store import acts
from assay.store.faults import BUSY
from assay.store.records import (
    Address,
    Erasure,
    Extracted,
    Intake,
    IntakeStatus,
    PersonExport,
    PersonId,
    Taken,
)
from assay.store.sql import erasing, intake, reextraction, rights, schema
from assay.store.sql.base import Connected, retried

ATTEMPTS: Final = 50
"""How often a batch is prepared anew because others changed the same people meanwhile."""
_P = schema.persons.c


class Writes(Connected):
    """Writing about people."""

    def address(self, content: bytes) -> Address:
        """See the port."""
        return self.sealer.address(content)

    @retried
    def holders(self, addresses: Collection[Address]) -> dict[Address, PersonId]:
        """See the port."""
        with self.reading() as connection:
            return intake.holders(connection, addresses)

    @retried
    @retried
    def _seen(self, ids: Collection[PersonId], addresses: Collection[Address]) -> intake.Seen:
        with self.reading() as connection:
            return intake.seen(connection, ids, addresses)

    def ingest(
        self, intakes: Sequence[Intake], *, at: datetime, actor: str, job: str | None = None
    ) -> tuple[Taken, ...]:
        """See the port."""
        acts.checked_intakes(intakes, at)
        addresses = intake.addresses_of(self.sealer, intakes)
        everything = {address for own in addresses.values() for address in own}
        for _ in range(ATTEMPTS):
            before = self._seen(addresses, everything)
            plans = intake.plan(self.sealer, intakes, addresses, before, at)
            if job is None and all(p.status is IntakeStatus.HELD for p in plans):
                return tuple(intake.answer(p) for p in plans)

            save = partial(intake.save, plans=plans, before=before, addresses=addresses, job=job)
            try:
                return self.write(save, at=at, actor=actor)
            except intake.Moved:
                continue
        raise StoreBusy(BUSY.format(where=self.where))

    def reextract(
        self, extracted: Mapping[PersonId, Extracted], *, at: datetime, actor: str, job: str | None = None
    ) -> dict[PersonId, int]:
        """See the port."""
        for _ in range(ATTEMPTS):
            before = self._seen(extracted, ())
            rows = reextraction.plan(self.sealer, extracted, before, at)
            save = partial(reextraction.save, extracted=extracted, before=before, rows=rows, job=job)
            try:
                return self.write(save, at=at, actor=actor)
            except intake.Moved:
                continue
        raise StoreBusy(BUSY.format(where=self.where))

    def grant(self, person: PersonId, basis: LegalBasis, *, at: datetime, actor: str) -> None:
        """See the port."""
        self.write(lambda write: rights.grant(write, person, basis), at=at, actor=actor)

    def withdraw(self, person: PersonId, purposes: Collection[Purpose], *, at: datetime, actor: str) -> int:
        """See the port."""
        return self.write(lambda write: rights.withdraw(write, person, purposes), at=at, actor=actor)

    def set_storage_period(self, person: PersonId, keep_until: datetime, *, at: datetime, actor: str) -> None:
        """See the port."""
        self.write(lambda write: rights.set_storage_period(write, person, keep_until), at=at, actor=actor)

    def decide(self, decision: Decision, *, actor: str) -> None:
        """See the port."""
        self.write(lambda write: rights.decide(write, decision), at=decision.at, actor=actor)

    def export(self, person: PersonId, *, at: datetime, actor: str) -> PersonExport:
        """See the port."""
        return self.write(lambda write: rights.export(write, person), at=at, actor=actor)

    def erase(self, ids: Collection[PersonId], *, at: datetime, actor: str, scrub: bool = True) -> Erasure:
        """See the port."""
        asked = tuple(dict.fromkeys(ids))
        gone = self.write(lambda write: erasing.erase(write, asked, EventKind.ERASED), at=at, actor=actor)
        there = set(gone)
        return self._scrubbed(gone, tuple(person for person in asked if person not in there), scrub)

    def expire(self, *, at: datetime, actor: str, scrub: bool = True) -> Erasure:
        """See the port."""
        gone = self.write(erasing.expire, at=at, actor=actor)
        return self._scrubbed(gone, (), scrub)

    def _scrubbed(self, gone: tuple[PersonId, ...], unknown: tuple[PersonId, ...], scrub: bool) -> Erasure:
        if not gone:
            return Erasure(gone, unknown, scrubbed=True)
        note = self.scrub() if scrub else "freed pages and logs were not cleared, as asked"
        return Erasure(gone, unknown, scrubbed=not note, note=note)

    def scrub(self) -> str:
        """See the port."""
        return erasing.scrub(self.engine, self.where)
