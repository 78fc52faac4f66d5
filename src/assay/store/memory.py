"""MemoryStore: the port in plain dictionaries, for tests and demonstrations. Nothing is sealed and nothing is kept.

It answers as the databases do, event for event; a stateful test holds them to that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.document import SourceKind
from assay.domain.event import AuditHead, EventKind
from assay.errors import UsageError
from assay.store import acts
from assay.store.memory_reads import Kept, MemoryReads
from assay.store.records import (
    Address,
    ChangeKind,
    Erasure,
    Extracted,
    HeldFile,
    Intake,
    IntakeStatus,
    ItemState,
    PersonExport,
    PersonId,
    StoreCheck,
    StoreStatus,
    Taken,
)
from assay.store.sealing import Sealer, StoreKey
from assay.store.times import micros, moment


class MemoryStore(MemoryReads):
    """A store in memory; for one thread."""

    def __init__(self, *, at: datetime, actor: str, sealer: Sealer | None = None) -> None:
        super().__init__(sealer or Sealer.fresh(StoreKey.new()))
        self._numbers = 0
        self._log(self._events_of(at, actor).of(EventKind.CREATED))

    def address(self, content: bytes) -> Address:
        """See the port."""
        return self._sealer.address(content)

    def holders(self, addresses: Collection[Address]) -> dict[Address, PersonId]:
        """See the port."""
        held = {
            address: kept.id
            for kept in self._people.values()
            for address, (file, _) in kept.files.items()
            if file.source is SourceKind.CV
        }
        return {address: held[address] for address in addresses if address in held}

    def ingest(
        self, intakes: Sequence[Intake], *, at: datetime, actor: str, job: str | None = None
    ) -> tuple[Taken, ...]:
        """See the port."""
        micros(at)
        acts.checked_intakes(intakes, at)
        if job is not None:
            self._known_job(job)
        for intake in intakes:
            self._checked(intake)
        return tuple(self._take(intake, at, actor, job) for intake in intakes)

    def _checked(self, intake: Intake) -> None:
        addresses, holder = self._addressed(intake)
        own = self._people.get(intake.person)
        if holder is not None or (own is not None and set(addresses) <= set(own.files)):
            return
        if own is None:
            acts.checked_new(intake)
        else:
            acts.checked_replaced(intake, own.files)

    def _addressed(self, intake: Intake) -> tuple[list[Address], PersonId | None]:
        addresses = [self.address(file.content) for file in intake.files]
        cvs = [a for a, f in zip(addresses, intake.files, strict=True) if f.source is SourceKind.CV]
        others = [who for who in self.holders(cvs).values() if who != intake.person]
        return addresses, others[0] if others else None

    def _take(self, intake: Intake, at: datetime, actor: str, job: str | None) -> Taken:
        addresses, holder = self._addressed(intake)
        own = self._people.get(intake.person)
        held = holder is not None or (own is not None and set(addresses) <= set(own.files))
        number = own.number if own else None
        taken = Taken(holder or intake.person, IntakeStatus.HELD, own.version if own else 0)
        if not held:
            taken = self._keep(intake, own, dict(zip(addresses, intake.files, strict=True)), at, actor)
            number = self._people[intake.person].number
        if job is not None:
            self._settle(job, dict.fromkeys(addresses, number), ItemState.DONE)
        return taken

    def _keep(
        self, intake: Intake, own: Kept | None, files: Mapping[Address, object], at: datetime, actor: str
    ) -> Taken:
        status = IntakeStatus.EXTENDED if own else IntakeStatus.ADDED
        kept = own or self._newcomer(intake, at)
        fresh = [address for address in files if address not in kept.files]
        by_address = {self.address(file.content): file for file in intake.files}
        for gone in intake.replaces:
            del kept.files[gone]
        if intake.replaces:
            kept.profiles.clear()
            kept.rows.clear()
        for address in fresh:
            file = by_address[address]
            held = HeldFile(
                address=address,
                name=file.name,
                source=file.source,
                size=len(file.content),
                added=moment(micros(at)),
            )
            kept.files[address] = held, file.content
        if own and intake.keep_until is not None:
            kept.keep_until = moment(micros(intake.keep_until))
        if intake.extracted is not None:
            kept.add(intake.extracted, at)
            self._changed(kept.number, ChangeKind.ADDED if kept.version == 1 else ChangeKind.REPLACED)
        self._log(self._events_of(at, actor).intake(intake, status, kept.version, len(fresh)))
        return Taken(intake.person, status, kept.version)

    def _newcomer(self, intake: Intake, at: datetime) -> Kept:
        basis, keep_until = acts.checked_new(intake)
        self._numbers += 1
        kept = Kept(
            intake.person, self._numbers, moment(micros(at)), moment(micros(keep_until)), [acts.in_utc(basis)]
        )
        self._people[intake.person] = kept
        return kept

    def reextract(
        self, extracted: Mapping[PersonId, Extracted], *, at: datetime, actor: str, job: str | None = None
    ) -> dict[PersonId, int]:
        """See the port."""
        micros(at)
        if job is not None:
            self._known_job(job)
        answers: dict[PersonId, int] = {}
        for found in extracted.values():
            acts.checked_versions(found)
        for person, found in extracted.items():
            kept = self._people.get(person)
            if kept is None:
                continue
            kept.add(found, at)
            answers[person] = kept.version
            self._changed(kept.number, ChangeKind.REPLACED if kept.version > 1 else ChangeKind.ADDED)
            self._log(self._events_of(at, actor).reextraction(person, found, kept.version))
        if job is not None:
            self._settle(job, {p: self._people[p].number for p in answers}, ItemState.DONE)
        return answers

    def _the(self, person: PersonId) -> Kept:
        if person not in self._people:
            raise acts.unknown(person)
        return self._people[person]

    def _tell_index(self, kept: Kept, before: bool, at: datetime) -> None:
        now = acts.indexable(kept.bases, kept.keep_until, at)
        if kept.version and now is not before:
            self._changed(kept.number, ChangeKind.ADDED if now else ChangeKind.REMOVED)

    def grant(self, person: PersonId, basis: LegalBasis, *, at: datetime, actor: str) -> None:
        """See the port."""
        acts.checked_basis(basis, at)
        kept = self._the(person)
        before = acts.indexable(kept.bases, kept.keep_until, at)
        kept.bases.append(acts.in_utc(basis))
        self._tell_index(kept, before, at)
        self._log(self._events_of(at, actor).basis(EventKind.BASIS_GIVEN, person, basis.purposes, 1))

    def withdraw(self, person: PersonId, purposes: Collection[Purpose], *, at: datetime, actor: str) -> int:
        """See the port."""
        kept = self._the(person)
        before = acts.indexable(kept.bases, kept.keep_until, at)
        ended = 0
        for place, basis in enumerate(tuple(kept.bases)):
            if not basis.live(at) or not basis.purposes & set(purposes):
                continue
            ended += 1
            kept.bases[place] = replace(basis, withdrawn=moment(micros(at)))
            rest = acts.parted(basis, purposes, moment(micros(at)))
            if rest is not None:
                kept.bases.append(rest)
        self._tell_index(kept, before, at)
        entry = self._events_of(at, actor).basis(EventKind.BASIS_WITHDRAWN, person, purposes, ended)
        self._log(entry)
        return ended

    def set_storage_period(self, person: PersonId, keep_until: datetime, *, at: datetime, actor: str) -> None:
        """See the port."""
        kept = self._the(person)
        before = acts.indexable(kept.bases, kept.keep_until, at)
        kept.keep_until = moment(micros(keep_until))
        self._tell_index(kept, before, at)
        events = self._events_of(at, actor)
        self._log(events.person(EventKind.STORAGE_PERIOD_SET, person, until=micros(keep_until)))

    def decide(self, decision: Decision, *, actor: str) -> None:
        """See the port."""
        kept = self._the(PersonId(decision.person))
        if decision.brief not in self._briefs:
            raise UsageError(f"no brief {decision.brief} is in the store; save it before deciding for it")
        kept.decisions.append(replace(decision, at=moment(micros(decision.at))))
        self._log(self._events_of(decision.at, actor).decision(decision))

    def export(self, person: PersonId, *, at: datetime, actor: str) -> PersonExport:
        """See the port."""
        kept = self._the(person)
        subject = self.pseudonym("person", person)
        found = PersonExport(
            person=kept.person(),
            files=tuple(kept.files.values()),
            identity=kept.identity,
            mobility=kept.mobility,
            profiles=tuple(kept.profiles.values()),
            rows=tuple(kept.rows.values()),
            bases=tuple(kept.bases),
            decisions=tuple(sorted(kept.decisions, key=lambda decision: decision.at)),
            events=tuple(event for event in self._chain if event.subject == subject),
        )
        self._log(self._events_of(at, actor).person(EventKind.EXPORTED, person))
        return found

    def erase(
        self,
        ids: Collection[PersonId],
        *,
        at: datetime,
        actor: str,
        scrub: bool = True,  # noqa: ARG002  # there is nothing to clear
    ) -> Erasure:
        """See the port."""
        asked = tuple(dict.fromkeys(ids))
        there = tuple(kept.id for kept in self._those(Purpose.ERASURE, at, asked))
        return self._erase(there, tuple(i for i in asked if i not in there), EventKind.ERASED, at, actor)

    def expire(
        self,
        *,
        at: datetime,
        actor: str,
        scrub: bool = True,  # noqa: ARG002  # there is nothing to clear
    ) -> Erasure:
        """See the port."""
        return self._erase(self.due(at=at), (), EventKind.EXPIRED, at, actor)

    def _erase(
        self,
        ids: tuple[PersonId, ...],
        unknown: tuple[PersonId, ...],
        kind: EventKind,
        at: datetime,
        actor: str,
    ) -> Erasure:
        for person in ids:
            kept = self._people.pop(person)
            self._forget(kept.number, person)
            if kept.version:
                self._changed(kept.number, ChangeKind.REMOVED)
            self._log(self._events_of(at, actor).person(kind, person))
        return Erasure(ids, unknown, scrubbed=True)

    def scrub(self) -> str:
        """See the port."""
        return ""

    @property
    def location(self) -> str:
        """See the port."""
        return "memory"

    def status(self) -> StoreStatus:
        """See the port."""
        return StoreStatus(
            persons=len(self._people),
            files=sum(len(kept.files) for kept in self._people.values()),
            profiles=sum(len(kept.profiles) for kept in self._people.values()),
            briefs=len(self._briefs),
            decisions=sum(len(kept.decisions) for kept in self._people.values()),
            events=len(self._chain),
            sequence=self.sequence(),
            scrub_pending=False,
        )

    def check(self, checkpoint: AuditHead | None = None) -> StoreCheck:
        """See the port."""
        status = self.status()
        return StoreCheck(
            persons=status.persons,
            files=status.files,
            blobs=0,
            events=status.events,
            faults=self.verify(checkpoint).faults,
        )

    def close(self) -> None:
        """See the port."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """See the port."""
