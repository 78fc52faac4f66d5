"""What was done to look after a pool, as records of the machine contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from assay.domain.consent import LegalBasis
from assay.domain.decision import Decision
from assay.domain.event import AuditEvent
from assay.store.records import Backup
from assay.workflow.pool import upkeep_records as u
from assay.workflow.pool.auditing import AuditCheck
from assay.workflow.pool.backing_up import Restored
from assay.workflow.pool.checking import PoolCheck
from assay.workflow.pool.consenting import Standing
from assay.workflow.pool.correcting import Corrected
from assay.workflow.pool.erasing import Erased
from assay.workflow.pool.exporting import Export
from assay.workflow.pool.proving import Proof
from assay.workflow.pool.reextracting import Reextracted
from assay.workflow.records import SCHEMA_VERSION


def decisions_record(found: Iterable[Decision]) -> u.PoolDecisionsRecord:
    """Decisions."""
    return u.PoolDecisionsRecord(
        schema_version=SCHEMA_VERSION, decisions=tuple(decision_record(decision) for decision in found)
    )


def decision_record(found: Decision) -> u.DecisionRecord:
    """One decision."""
    return u.DecisionRecord(
        person=found.person,
        brief=found.brief,
        verdict=found.verdict.value,
        reason=found.reason,
        decided_by=found.decided_by,
        at=found.at.isoformat(),
    )


def consent_record(found: Standing, *, at: datetime) -> u.PoolConsentRecord:
    """On what ground a person is held."""
    return u.PoolConsentRecord(
        schema_version=SCHEMA_VERSION,
        person=found.person.id,
        keep_until=found.person.keep_until.isoformat(),
        allowed=tuple(sorted(purpose.value for purpose in found.allowed)),
        bases=_bases(found.bases, at),
        notes=found.notes,
    )


def correct_record(found: Corrected) -> u.PoolCorrectRecord:
    """What was put right."""
    return u.PoolCorrectRecord(
        schema_version=SCHEMA_VERSION,
        person=found.person,
        held=found.held,
        version=found.version,
        removed=found.removed,
        added=found.added,
        gained=found.gained,
        lost=found.lost,
        changed=found.changed,
        notes=found.notes,
    )


def erase_record(found: Erased) -> u.PoolEraseRecord:
    """People who are gone."""
    return u.PoolEraseRecord(
        schema_version=SCHEMA_VERSION,
        people=found.people,
        proof=_proof(found.proof) if found.proof else None,
        backups=tuple(
            u.BackupRecord(made=b.made.isoformat(), expires=b.expires.isoformat()) for b in found.backups
        ),
        exports=tuple(at.isoformat() for at in found.exports),
        faults=found.faults,
        notes=found.notes,
    )


def export_record(found: Export) -> u.PoolExportRecord:
    """Everything held about a person."""
    held = found.held
    rows = {row.version: row.row for row in held.rows}
    return u.PoolExportRecord(
        schema_version=SCHEMA_VERSION,
        made=found.made.isoformat(),
        person=held.person.id,
        number=held.person.number,
        added=held.person.added.isoformat(),
        keep_until=held.person.keep_until.isoformat(),
        bases=_bases(held.bases, found.made),
        files=tuple(
            u.HeldFileRecord(
                name=file.name,
                saved_as=written.saved_as,
                source=file.source.value,
                size=file.size,
                added=file.added.isoformat(),
            )
            for (file, _), written in zip(held.files, found.files, strict=True)
        ),
        identity=msgspec.to_builtins(held.identity),
        mobility=msgspec.to_builtins(held.mobility),
        versions=tuple(
            u.VersionRecord(
                version=v.version,
                made=v.made.isoformat(),
                extractor=v.versions.extractor,
                taxonomy=v.versions.taxonomy,
                profile=msgspec.to_builtins(v.profile),
                row=rows.get(v.version),
            )
            for v in held.profiles
        ),
        decisions=tuple(decision_record(decision) for decision in held.decisions),
        events=tuple(event_record(event) for event in held.events),
    )


def reextract_record(found: Reextracted) -> u.PoolReextractRecord:
    """What became of outdated profiles."""
    return u.PoolReextractRecord(
        schema_version=SCHEMA_VERSION,
        job=found.job,
        complete=not found.stopped,
        outdated=found.outdated,
        done=found.done,
        gone=found.gone,
        failed=tuple(u.KeptRecord(person=kept.person, reason=kept.reason) for kept in found.failed),
        notes=tuple(found.notes),
    )


def backup_record(found: Backup) -> u.PoolBackupRecord:
    """A backup just made."""
    return u.PoolBackupRecord(
        schema_version=SCHEMA_VERSION,
        file=str(found.path),
        made=found.made.isoformat(),
        expires=found.expires.isoformat(),
        persons=found.persons,
    )


def restore_record(found: Restored) -> u.PoolRestoreRecord:
    """A pool made from a backup."""
    return u.PoolRestoreRecord(
        schema_version=SCHEMA_VERSION,
        store=found.location,
        persons=found.persons,
        erased_again=found.erased_again,
        notes=found.notes,
    )


def check_record(found: PoolCheck) -> u.PoolCheckRecord:
    """A check of everything."""
    return u.PoolCheckRecord(
        schema_version=SCHEMA_VERSION,
        holds=not found.faults,
        persons=found.store.persons,
        files=found.store.files,
        blobs=found.store.blobs,
        events=found.store.events,
        index=u.IndexCheckRecord(
            people=found.index.people, compared=found.index.compared, lapsed=found.index.lapsed
        ),
        faults=found.faults,
        notes=found.index.notes,
    )


def verify_record(found: AuditCheck) -> u.AuditVerifyRecord:
    """The chain as walked."""
    return u.AuditVerifyRecord(
        schema_version=SCHEMA_VERSION,
        holds=found.holds,
        events=found.checkpoint.sequence,
        checkpoint=found.checkpoint,
        against=found.against,
        faults=found.verification.faults,
    )


def show_record(found: Iterable[AuditEvent]) -> u.AuditShowRecord:
    """Events."""
    return u.AuditShowRecord(
        schema_version=SCHEMA_VERSION, events=tuple(event_record(event) for event in found)
    )


def event_record(found: AuditEvent) -> u.EventRecord:
    """One event."""
    return u.EventRecord(
        sequence=found.sequence,
        at=found.at.isoformat(),
        kind=found.kind.value,
        actor=found.actor,
        subject=found.subject,
        details=dict(found.details),
        previous=found.previous,
        hash=found.hash,
    )


def _bases(bases: Iterable[LegalBasis], at: datetime) -> tuple[u.BasisRecord, ...]:
    return tuple(
        u.BasisRecord(
            kind=basis.kind.value,
            purposes=tuple(sorted(purpose.value for purpose in basis.purposes)),
            given=basis.given.isoformat(),
            expires=basis.expires.isoformat() if basis.expires else None,
            withdrawn=basis.withdrawn.isoformat() if basis.withdrawn else None,
            live=basis.live(at),
        )
        for basis in bases
    )


def _proof(found: Proof) -> u.ProofRecord:
    return u.ProofRecord(
        holds=found.holds,
        searched=found.searched,
        texts=found.texts,
        marks=found.marks,
        found_before=found.before,
        found_after=found.left,
    )
