"""What both kinds of store must agree on: which calls are wrong use, and which event each act leaves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.store.chain import Entry, checked_details
from assay.store.records import Address, Extracted, Intake, IntakeStatus, JobKind, PersonId
from assay.store.sealing import Sealer
from assay.store.times import micros, moment

PERSON_ID_DIGITS: Final = 32
VERSION_LENGTH: Final = 200
_NAME: Final = re.compile(r"[0-9A-Za-z_.:-]{1,64}")


class Events:
    """Makes the entries of one act: same time, same actor."""

    def __init__(self, sealer: Sealer, at: datetime, actor: str) -> None:
        self._sealer = sealer
        self._at = moment(micros(at))
        self._actor = sealer.pseudonym("actor", actor)

    def of(
        self, kind: EventKind, subject: str = "", details: Mapping[str, str | int | StrEnum] | None = None
    ) -> Entry:
        """An entry; `subject` is a keyed hash."""
        return Entry(
            at=self._at, kind=kind, actor=self._actor, subject=subject, details=checked_details(details or {})
        )

    def person(self, kind: EventKind, person: PersonId, **details: str | int | StrEnum) -> Entry:
        """An entry about a person."""
        return self.of(kind, self._sealer.pseudonym("person", person), details)

    def brief(self, kind: EventKind, brief: str, **details: str | int | StrEnum) -> Entry:
        """An entry about a brief."""
        return self.of(kind, self._sealer.pseudonym("brief", brief), details)

    def intake(self, intake: Intake, status: IntakeStatus, version: int, files: int) -> Entry:
        """The entry of files taken in."""
        if intake.replaces:
            kind = EventKind.CORRECTED
        else:
            kind = EventKind.INGESTED if status is IntakeStatus.ADDED else EventKind.EXTENDED
        return self.person(
            kind, intake.person, files=files, version=version, made_by=made_by(intake.extracted)
        )

    def reextraction(self, person: PersonId, extracted: Extracted, version: int) -> Entry:
        """The entry of a new profile version."""
        return self.person(EventKind.REEXTRACTED, person, version=version, made_by=made_by(extracted))

    def basis(self, kind: EventKind, person: PersonId, purposes: Collection[Purpose], count: int) -> Entry:
        """The entry of a legal basis given or ended; a detail of value 1 for each purpose."""
        return self.person(kind, person, count=count, **dict.fromkeys(sorted(p.value for p in purposes), 1))

    def decision(self, decision: Decision) -> Entry:
        """The entry of a decision; the reason and who stay out of it."""
        brief = self._sealer.pseudonym("brief", decision.brief)
        return self.person(
            EventKind.DECIDED, PersonId(decision.person), brief=brief, verdict=decision.verdict
        )

    def job(self, kind: EventKind, job: str, job_kind: JobKind, **counts: int) -> Entry:
        """The entry of a job begun or ended."""
        return self.of(kind, self._sealer.pseudonym("job", job), {"kind": job_kind, **counts})


def made_by(extracted: Extracted | None) -> str:
    """A short digest of the versions that made a profile, empty without one."""
    if extracted is None:
        return ""
    return sha256(f"{extracted.versions.extractor}|{extracted.versions.taxonomy}".encode()).hexdigest()[:16]


def checked_intakes(intakes: Sequence[Intake], at: datetime) -> None:
    """Raise UsageError for intakes that no store takes."""
    seen: set[PersonId] = set()
    for intake in intakes:
        checked_person(intake.person)
        if intake.person in seen:
            raise UsageError(
                f"person {intake.person} stands twice in one batch; put their files into one intake"
            )
        seen.add(intake.person)
        if not intake.files:
            raise UsageError(f"the intake of person {intake.person} has no file; give at least one")
        if intake.replaces and intake.extracted is None:
            raise UsageError(
                f"the correction of person {intake.person} lacks what was read of the corrected files"
            )
        if intake.extracted is not None:
            checked_versions(intake.extracted)
        if intake.basis is not None:
            checked_basis(intake.basis, at)
        if intake.keep_until is not None:
            micros(intake.keep_until)


def checked_new(intake: Intake) -> tuple[LegalBasis, datetime]:
    """The basis and storage period of a new person; raises UsageError where one is missing."""
    if intake.basis is None or intake.keep_until is None:
        raise UsageError(
            f"person {intake.person} is new to the store and needs a legal basis and the end of the storage period"
        )
    if intake.replaces:
        raise UsageError(
            f"person {intake.person} is not in the store, so there is no file of theirs to replace"
        )
    return intake.basis, intake.keep_until


def checked_person(person: str) -> None:
    """Raise UsageError for an id that is not a random UUID's digits."""
    if len(person) != PERSON_ID_DIGITS or any(c not in "0123456789abcdef" for c in person):
        raise UsageError(f"{person!r} is no id of a person: it takes {PERSON_ID_DIGITS} hexadecimal digits")


def checked_basis(basis: LegalBasis, at: datetime) -> None:
    """Raise UsageError for a basis without purposes, or given after the act."""
    if not basis.purposes:
        raise UsageError("the legal basis names no purpose; name at least one, such as matching")
    if micros(basis.given) > micros(at):
        raise UsageError(f"the legal basis is given at {basis.given.isoformat()}, which lies after this act")
    for end in (basis.expires, basis.withdrawn):
        if end is not None and micros(end) < micros(basis.given):
            raise UsageError(f"the legal basis ends ({end.isoformat()}) before it is given")


def unknown(person: PersonId) -> UsageError:
    """The sentence for an id that the store does not hold."""
    return UsageError(
        f"no person {person} is in the store; look at the id (assay pool status), or they were erased"
    )


def parted(basis: LegalBasis, purposes: Collection[Purpose], at: datetime) -> LegalBasis | None:
    """What is left of a basis, as one given at `at`, when it ends for these purposes; None where nothing is."""
    rest = basis.purposes - set(purposes)
    if not rest:
        return None
    return LegalBasis(kind=basis.kind, purposes=rest, given=at, expires=basis.expires)


def indexable(bases: Collection[LegalBasis], keep_until: datetime, at: datetime) -> bool:
    """Whether a person with these bases may stand in the index."""
    return at < keep_until and any(basis.allows(Purpose.INDEX, at) for basis in bases)


def in_utc(basis: LegalBasis) -> LegalBasis:
    """The basis with its times as the store gives them back."""

    def utc(time: datetime | None) -> datetime | None:
        return None if time is None else moment(micros(time))

    given = moment(micros(basis.given))
    return replace(basis, given=given, expires=utc(basis.expires), withdrawn=utc(basis.withdrawn))


def checked_name(name: str, what: str) -> str:
    """The name; raises UsageError where it is no short plain one."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot name {what}: use up to 64 letters, digits and any of _ . : -")
    return name


def unknown_job(job: str) -> UsageError:
    """The sentence for a job that was never begun."""
    return UsageError(f"no job {job} is in the store; begin it first")


def checked_replaced(intake: Intake, files: Collection[Address]) -> None:
    """Raise UsageError where a file to be replaced is not the person's."""
    missing = [address for address in intake.replaces if address not in files]
    if missing:
        raise UsageError(f"person {intake.person} has no file {missing[0]} to replace; look at their files")


def checked_versions(extracted: Extracted) -> None:
    """Raise UsageError for version names that are too long to keep."""
    if max(len(extracted.versions.extractor), len(extracted.versions.taxonomy)) > VERSION_LENGTH:
        raise UsageError(f"the version of an extractor or taxonomy has at most {VERSION_LENGTH} characters")
