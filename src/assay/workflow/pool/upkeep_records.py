"""Records of the machine contract for looking after a pool. Fields may be added, never changed.

Times are ISO 8601 in UTC. `person` is a person's id.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a chain at a moment, as it is kept elsewhere. `store` is a keyed hash that tells one store from
    another, and nothing else."""

    store: str
    at: str
    sequence: int
    hash: str


class DecisionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided on a candidate for the brief of this id."""

    person: str
    brief: str
    verdict: str
    reason: str
    decided_by: str
    at: str


class PoolDecisionsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions, the oldest first."""

    schema_version: str
    decisions: tuple[DecisionRecord, ...]


class BasisRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A legal basis: its kind, what it is for, when it was given, and when it ends or ended."""

    kind: str
    purposes: tuple[str, ...]
    given: str
    expires: str | None
    withdrawn: str | None
    live: bool


class PoolConsentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """On what ground a person is held; `allowed` are the purposes they may be read for now."""

    schema_version: str
    person: str
    keep_until: str
    allowed: tuple[str, ...]
    bases: tuple[BasisRecord, ...]
    notes: tuple[str, ...]


class PoolCorrectRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was put right; `held` where there was nothing to do. Skills by their labels."""

    schema_version: str
    person: str
    held: bool
    version: int
    removed: tuple[str, ...]
    added: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    notes: tuple[str, ...]


class ProofRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The search of an erasure: where, for how many texts and sealed values, and the places found before and after."""

    holds: bool
    searched: tuple[str, ...]
    texts: int
    marks: int
    found_before: int
    found_after: tuple[str, ...]


class BackupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that may still be there."""

    made: str
    expires: str


class PoolEraseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """People who are gone. `proof` is null where nobody was. `exports`: when their data were written to a folder."""

    schema_version: str
    people: tuple[str, ...]
    proof: ProofRecord | None
    backups: tuple[BackupRecord, ...]
    exports: tuple[str, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]


class KeptRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A person whose files could not be read again; their profile stays."""

    person: str
    reason: str


class PoolReextractRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What became of `outdated` profiles."""

    schema_version: str
    job: str
    complete: bool
    outdated: int
    done: int
    gone: int
    failed: tuple[KeptRecord, ...]
    notes: tuple[str, ...]


class PoolBackupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A backup just made."""

    schema_version: str
    file: str
    made: str
    expires: str
    persons: int


class PoolRestoreRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A pool made from a backup; `erased_again` had been erased since."""

    schema_version: str
    store: str
    persons: int
    erased_again: int
    notes: tuple[str, ...]


class IndexCheckRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The index held to the store: `compared` of its `people` row by row. `lapsed` stand in it, and no reading
    returns them."""

    people: int
    compared: int
    lapsed: int


class PoolCheckRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A check of everything; `blobs` are sealed values that were opened."""

    schema_version: str
    holds: bool
    persons: int
    files: int
    blobs: int
    events: int
    index: IndexCheckRecord
    faults: tuple[str, ...]
    notes: tuple[str, ...]


class HeldFileRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An original file: the name it came with, and the one under which it lies in this folder."""

    name: str
    saved_as: str
    source: str
    size: int
    added: str


class VersionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A reading of the documents, with all that was made of them. `row` is what the index is made of, base64."""

    version: int
    made: str
    extractor: str
    taxonomy: str
    profile: Any
    row: bytes | None


class EventRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An event of the audit chain; `actor` and `subject` are keyed hashes."""

    sequence: int
    at: str
    kind: str
    actor: str
    subject: str
    details: dict[str, str | int]
    previous: str
    hash: str


class PoolExportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything held about a person."""

    schema_version: str
    made: str
    person: str
    number: int
    added: str
    keep_until: str
    bases: tuple[BasisRecord, ...]
    files: tuple[HeldFileRecord, ...]
    identity: Any
    mobility: Any
    versions: tuple[VersionRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    events: tuple[EventRecord, ...]


class AuditVerifyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The chain as walked. `checkpoint` is its end now, to be kept elsewhere; `against` one kept earlier."""

    schema_version: str
    holds: bool
    events: int
    checkpoint: Checkpoint
    against: Checkpoint | None
    faults: tuple[str, ...]


class AuditShowRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Events, the oldest first."""

    schema_version: str
    events: tuple[EventRecord, ...]


UPKEEP_RECORDS: dict[str, type[msgspec.Struct]] = {
    "pool-decisions": PoolDecisionsRecord,
    "pool-consent": PoolConsentRecord,
    "pool-correct": PoolCorrectRecord,
    "pool-erase": PoolEraseRecord,
    "pool-export": PoolExportRecord,
    "pool-reextract": PoolReextractRecord,
    "pool-backup": PoolBackupRecord,
    "pool-restore": PoolRestoreRecord,
    "pool-check": PoolCheckRecord,
    "audit-verify": AuditVerifyRecord,
    "audit-show": AuditShowRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
