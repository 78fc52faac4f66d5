"""What goes into the store and comes out of it: frozen values. Times are aware; the store keeps UTC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType
from uuid import uuid4

from assay.domain.brief import Brief
from assay.domain.consent import LegalBasis
from assay.domain.decision import Decision
from assay.domain.document import SourceKind
from assay.domain.event import AuditEvent, AuditHead
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Profile

PersonId = NewType("PersonId", str)
"""32 hexadecimal digits of a random UUID; never made from anything about the person."""
Address = NewType("Address", str)
"""Content address: HMAC-SHA256 of a file's bytes under a key of the store, 64 hexadecimal digits."""


def new_person_id() -> PersonId:
    """A fresh random id."""
    return PersonId(uuid4().hex)


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a profile: the extractor's version and the taxonomy's."""

    extractor: str
    taxonomy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFile:
    """A file as the person gave it. `name` may hold a name, so it is kept encrypted."""

    name: str
    content: bytes = field(repr=False)
    source: SourceKind = SourceKind.CV


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What was read of a person's files: the profile, the parts that scoring may not see, and the scoring
    row that the index is built from (bytes that only the index understands)."""

    profile: Profile
    identity: Identity
    mobility: Mobility
    row: bytes = field(repr=False)
    versions: Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Files of one person to take in, with what was read of them.

    A person whom the store does not know needs `basis` and `keep_until` (the end of the storage period).
    `replaces` are files of the person that these correct: they are removed, and so are the profile
    versions that were read from them.
    """

    person: PersonId
    files: tuple[OriginalFile, ...]
    extracted: Extracted | None = None
    basis: LegalBasis | None = None
    keep_until: datetime | None = None
    replaces: tuple[Address, ...] = ()


class IntakeStatus(StrEnum):
    """What became of an intake."""

    ADDED = "added"
    """A new person."""
    EXTENDED = "extended"
    """New files of a known person."""
    HELD = "held"
    """The same bytes are in the store already; nothing was written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to an intake: `person` is whose the files are, which for held ones may be another id."""

    person: PersonId
    status: IntakeStatus
    version: int
    """The person's current profile version, 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the pool. `number` is a small integer that is never given out twice in one store."""

    id: PersonId
    number: int
    added: datetime
    keep_until: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileVersion:
    """A profile as extracted at `made`; versions count from 1."""

    person: PersonId
    version: int
    versions: Versions
    made: datetime
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """A file in the store, without its bytes."""

    address: Address
    name: str
    source: SourceKind
    size: int
    added: datetime


@dataclass(frozen=True, slots=True)
class ScoringRow:
    """A person's current scoring row."""

    number: int
    version: int
    row: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScoringStream:
    """All scoring rows by number, read as the iterator is read.

    Build the index from `rows`, then apply `changes_since(sequence)`: what changed meanwhile comes there.
    """

    sequence: int
    rows: Iterator[ScoringRow]


class ChangeKind(StrEnum):
    """What happened to a person's scoring row."""

    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the change feed; `sequence` rises by one in the order of the writes."""

    sequence: int
    number: int
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class StoredBrief:
    """A brief and when it was saved."""

    id: str
    brief: Brief
    saved: datetime


class JobKind(StrEnum):
    """What a job works through."""

    INGESTION = "ingestion"
    REEXTRACTION = "reextraction"


class ItemState(StrEnum):
    """How an item of a job ended."""

    DONE = "done"
    FAILED = "failed"
    ERASED = "erased"
    """Its person was erased meanwhile: a job that goes on does not bring them back."""


@dataclass(frozen=True, slots=True)
class JobItem:
    """An item of a job: the content address of a file, or a person's id. `reason` only where it failed."""

    item: str
    state: ItemState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job and how far it is."""

    id: str
    kind: JobKind
    begun: datetime
    ended: datetime | None
    done: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonExport:
    """Everything held about one person."""

    person: Person
    files: tuple[tuple[HeldFile, bytes], ...]
    identity: Identity | None
    mobility: Mobility | None
    profiles: tuple[ProfileVersion, ...]
    rows: tuple[ScoringRow, ...]
    bases: tuple[LegalBasis, ...]
    decisions: tuple[Decision, ...]
    events: tuple[AuditEvent, ...]


@dataclass(frozen=True, slots=True)
class Erasure:
    """The answer to an erasure. It is durable as soon as it is given; `scrubbed` says that freed pages and
    logs were cleared as well, `note` why not (then `scrub` finishes it)."""

    erased: tuple[PersonId, ...]
    unknown: tuple[PersonId, ...]
    scrubbed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The audit chain as walked: `faults` is empty when it holds."""

    head: AuditHead
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCheck:
    """What a full check found; `faults` is empty when all is well."""

    persons: int
    files: int
    blobs: int
    """Sealed values that were opened with their keys."""
    events: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """Counts, and what is pending."""

    persons: int
    files: int
    profiles: int
    briefs: int
    decisions: int
    events: int
    sequence: int
    scrub_pending: bool


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file, to be destroyed by `expires`."""

    path: Path
    made: datetime
    expires: datetime
    persons: int
