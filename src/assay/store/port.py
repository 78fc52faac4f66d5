"""The port: what every store promises. `tests/conformance/test_stores.py` holds the promises as tests.

Every write takes `at` (an aware time) and `actor` (who asked; kept as a keyed hash only) and saves its audit event
in the same transaction; when it returns, the write is durable. Every read of personal data names a `Purpose`; a person
whose legal bases do not cover it at that moment, or whose storage period is over, is left out, except for the
purposes that the law itself gives (`Purpose.statutory`). Faults are `assay.errors.StoreError`; wrong use is
`UsageError`; nothing is ever half done.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from assay.domain.brief import Brief
from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.store.records import (
    Address,
    Change,
    Erasure,
    Extracted,
    HeldFile,
    Intake,
    Job,
    JobItem,
    JobKind,
    Person,
    PersonExport,
    PersonId,
    ProfileVersion,
    ScoringRow,
    ScoringStream,
    StoreCheck,
    StoredBrief,
    StoreStatus,
    Taken,
    Verification,
    Versions,
)


class PeopleReads(Protocol):
    """Reading about people."""

    def persons(self, purpose: Purpose, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """Everyone readable for the purpose, by number, from behind number `after`."""
        ...

    def persons_by_id(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Person]:
        """Those of the ids that are readable."""
        ...

    def persons_by_number(
        self, numbers: Collection[int], purpose: Purpose, *, at: datetime
    ) -> dict[int, Person]:
        """The people behind numbers, as a ranking of the index gives them."""
        ...

    def permitted(self, purpose: Purpose, *, at: datetime) -> array[int]:
        """The numbers of everyone readable for the purpose, rising; 64-bit, so `numpy.frombuffer` takes it."""
        ...

    def profiles(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, ProfileVersion]:
        """The current profile of each that is readable and has one."""
        ...

    def history(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[ProfileVersion, ...]:
        """All profile versions, the oldest first."""
        ...

    def identities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Identity]:
        """Who they are, kept apart from the profiles."""
        ...

    def mobilities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Mobility]:
        """Where they are and may work, kept apart from the profiles."""
        ...

    def files(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[HeldFile, ...]:
        """The original files, in the order they came."""
        ...

    def content(self, person: PersonId, address: Address, purpose: Purpose, *, at: datetime) -> bytes | None:
        """The bytes of a file, as they were given."""
        ...

    def bases(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[LegalBasis, ...]:
        """All legal bases, ended ones as well, in the order they were given."""
        ...

    def decisions(
        self, purpose: Purpose, *, at: datetime, person: PersonId | None = None, brief: str | None = None
    ) -> tuple[Decision, ...]:
        """Decisions on a person, for a brief, or both, in the order they were taken."""
        ...

    def outdated(self, versions: Versions, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """Those readable for `Purpose.INDEX` whose current profile other versions made, by number."""
        ...

    def due(self, *, at: datetime) -> tuple[PersonId, ...]:
        """Those whose storage period is over."""
        ...


class PeopleWrites(Protocol):
    """Writing about people."""

    def address(self, content: bytes) -> Address:
        """The content address of a file in this store."""
        ...

    def holders(self, addresses: Collection[Address]) -> dict[Address, PersonId]:
        """Whose CV each address is: ask before reading a file, and leave out what is held."""
        ...

    def ingest(
        self, intakes: Sequence[Intake], *, at: datetime, actor: str, job: str | None = None
    ) -> tuple[Taken, ...]:
        """Take in people's files, all in one transaction; thousands at once are fastest.

        A CV stands once in a store: an intake with a CV that somebody holds changes nothing and is answered
        `HELD`. Outside evidence (a paper of two authors) may belong to several people. With `job`, the
        addresses are marked done in the same transaction.
        """
        ...

    def reextract(
        self, extracted: Mapping[PersonId, Extracted], *, at: datetime, actor: str, job: str | None = None
    ) -> dict[PersonId, int]:
        """Add a profile version to each; answers the new versions. People erased meanwhile are left out."""
        ...

    def grant(self, person: PersonId, basis: LegalBasis, *, at: datetime, actor: str) -> None:
        """Add a legal basis."""
        ...

    def withdraw(self, person: PersonId, purposes: Collection[Purpose], *, at: datetime, actor: str) -> int:
        """End every live basis for these purposes (what else a basis covers stays); answers how many ended."""
        ...

    def set_storage_period(self, person: PersonId, keep_until: datetime, *, at: datetime, actor: str) -> None:
        """Set the end of the storage period."""
        ...

    def decide(self, decision: Decision, *, actor: str) -> None:
        """Record a person's decision; the brief and the candidate must be in the store."""
        ...

    def export(self, person: PersonId, *, at: datetime, actor: str) -> PersonExport:
        """Everything held about one person; UsageError where the store does not know them."""
        ...

    def erase(self, ids: Collection[PersonId], *, at: datetime, actor: str, scrub: bool = True) -> Erasure:
        """Remove people and destroy their keys, then clear what freed pages and logs still hold."""
        ...

    def expire(self, *, at: datetime, actor: str, scrub: bool = True) -> Erasure:
        """Erase everyone whose storage period is over."""
        ...

    def scrub(self) -> str:
        """Clear freed pages and logs; answers why it could not, or nothing when it is done."""
        ...


class Briefs(Protocol):
    """Briefs."""

    def save_brief(self, brief_id: str, brief: Brief, *, at: datetime, actor: str) -> None:
        """Keep a brief under an id, replacing an earlier state of it."""
        ...

    def brief(self, brief_id: str) -> StoredBrief | None:
        """The brief of an id."""
        ...

    def briefs(self) -> tuple[StoredBrief, ...]:
        """All briefs, in the order they were first saved."""
        ...

    def remove_brief(self, brief_id: str, *, at: datetime, actor: str) -> bool:
        """Remove a brief; decisions for it stay. Whether it was there."""
        ...


class Feed(Protocol):
    """What an index lives on."""

    @property
    def lineage(self) -> str:
        """Changes when the store was restored: an index of another lineage is rebuilt."""
        ...

    def sequence(self) -> int:
        """The last change's number; 0 in a new store."""
        ...

    def scoring_rows(self, *, at: datetime, after: int = 0) -> ScoringStream:
        """The current scoring row of everyone readable for `Purpose.INDEX`, by number, from behind `after`."""
        ...

    def scoring_rows_of(self, numbers: Collection[int], *, at: datetime) -> dict[int, ScoringRow]:
        """The same for some numbers; who is missing is to be removed from the index."""
        ...

    def changes_since(self, sequence: int, limit: int = 10_000) -> tuple[Change, ...]:
        """What changed behind `sequence`, in the order of the writes. An entry says what happened then;
        `scoring_rows_of` says what holds now. A basis that lapses with time makes no entry: `permitted` knows."""
        ...


class Jobs(Protocol):
    """Long work that goes on where it was."""

    def begin_job(self, job: str, kind: JobKind, *, at: datetime, actor: str) -> Job:
        """Begin a job, or go on with the one of that id."""
        ...

    def job(self, job: str) -> Job | None:
        """How far a job is."""
        ...

    def jobs(self) -> tuple[Job, ...]:
        """All jobs, in the order in which they were first begun."""
        ...

    def job_items(self, job: str) -> Iterator[JobItem]:
        """Every item settled so far, with the reason of each that failed."""
        ...

    def settled(self, job: str, items: Collection[str]) -> frozenset[str]:
        """Which of the items need no more work: done, or erased. Failed ones are tried again."""
        ...

    def fail(self, job: str, reasons: Mapping[str, str], *, at: datetime, actor: str) -> None:
        """Mark items as failed, each with its reason."""
        ...

    def end_job(self, job: str, *, at: datetime, actor: str) -> Job:
        """Mark a job as ended."""
        ...


class Audit(Protocol):
    """The chain of events."""

    def pseudonym(self, kind: str, text: str) -> str:
        """Keyed hash as events hold it; kind is ``person``, ``actor`` or ``brief``."""
        ...

    def record(
        self,
        kind: EventKind,
        *,
        at: datetime,
        actor: str,
        subject: str = "",
        details: Mapping[str, str | int | StrEnum],
    ) -> AuditEvent:
        """Append an event of the workflow (ranked, searched, shown). `subject` is a pseudonym; text is refused."""
        ...

    def events(self, after: int = 0) -> Iterator[AuditEvent]:
        """The events behind `after`, in order."""
        ...

    def head(self) -> AuditHead:
        """The end of the chain; keep it elsewhere and give it to `verify` later."""
        ...

    def verify(self, checkpoint: AuditHead | None = None) -> Verification:
        """Walk the whole chain."""
        ...


class Upkeep(Protocol):
    """Looking after a store."""

    @property
    def location(self) -> str:
        """Where it is, without a password."""
        ...

    def status(self) -> StoreStatus:
        """Counts."""
        ...

    def check(self, checkpoint: AuditHead | None = None) -> StoreCheck:
        """Look at everything: the database's own check, the chain, every sealed value, every content address."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(PeopleReads, PeopleWrites, Briefs, Feed, Jobs, Audit, Upkeep, Protocol):
    """Everything a store does."""
