"""Taking people in, in two steps: read what the store knows and seal everything; then write under the lock.

The second step looks whether the first still holds. Where another write came between, it says so by `Moved`, and
the store begins again: the costly sealing never happens while others wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from assay.domain.document import SourceKind
from assay.store import acts
from assay.store.codec import encode
from assay.store.records import (
    Address,
    ChangeKind,
    Extracted,
    Intake,
    IntakeStatus,
    ItemState,
    PersonId,
    Taken,
)
from assay.store.sealing import PersonCipher, Sealer
from assay.store.sql import jobs, schema
from assay.store.sql.people import bits_of
from assay.store.sql.writing import Write, chunked
from assay.store.times import micros

_P, _F = schema.persons.c, schema.files.c


class Moved(Exception):
    """Another write came between reading and writing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the store holds them now."""

    number: int
    version: int
    wrapped: bytes
    files: frozenset[Address]
    entries: int
    """The highest entry number of their files."""


@dataclass(slots=True)
class Planned:
    """A person's rows, sealed and ready, but for the number of a new one."""

    intake: Intake
    known: Known | None
    status: IntakeStatus
    version: int
    rows: dict[Table, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    holder: PersonId | None = None
    new_files: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What the store knew when a plan was made."""

    events: int
    people: Mapping[PersonId, Known]
    holders: Mapping[Address, PersonId]


def holders(connection: Connection, addresses: Collection[Address]) -> dict[Address, PersonId]:
    """Whose CV each address is."""
    found: dict[Address, PersonId] = {}
    for some in chunked(addresses):
        query = select(_F.address, _P.id).join_from(schema.files, schema.persons)
        for address, person in connection.execute(query.where(_F.address.in_(some), _F.cv == 1)):
            found[Address(address)] = PersonId(person)
    return found


def known(connection: Connection, ids: Collection[PersonId]) -> dict[PersonId, Known]:
    """Those of the people whom the store holds."""
    found: dict[PersonId, Known] = {}
    for some in chunked(ids):
        query = select(_P.id, _P.number, _P.version, schema.person_keys.c.key_wrapped)
        people = connection.execute(
            query.join_from(schema.persons, schema.person_keys).where(_P.id.in_(some))
        ).all()
        held: dict[int, dict[Address, int]] = defaultdict(dict)
        numbers = [row.number for row in people]
        owned = select(_F.number, _F.address, _F.entry).where(_F.number.in_(numbers))
        for number, address, entry in connection.execute(owned) if numbers else ():
            held[number][Address(address)] = entry
        for person, number, version, wrapped in people:
            own = held[number]
            found[PersonId(person)] = Known(
                number, version, wrapped, frozenset(own), max(own.values(), default=0)
            )
    return found


def seen(connection: Connection, ids: Collection[PersonId], addresses: Collection[Address]) -> Seen:
    """What the store knows about these people and files now."""
    events = connection.execute(select(schema.ledger.c.events)).scalar_one()
    return Seen(events, known(connection, ids), holders(connection, addresses))


def still(write: Write, before: Seen, ids: Collection[PersonId], addresses: Collection[Address]) -> None:
    """Raise Moved where a plan no longer fits."""
    if write.began_at == before.events:
        return
    now = seen(write.connection, ids, addresses)
    if (now.people, now.holders) != (before.people, before.holders):
        raise Moved


def addresses_of(sealer: Sealer, intakes: Sequence[Intake]) -> dict[PersonId, tuple[Address, ...]]:
    """The content addresses of each intake's files."""
    return {intake.person: tuple(sealer.address(f.content) for f in intake.files) for intake in intakes}


def plan(
    sealer: Sealer,
    intakes: Sequence[Intake],
    addresses: Mapping[PersonId, tuple[Address, ...]],
    before: Seen,
    at: datetime,
) -> list[Planned]:
    """Seal everything that is new."""
    claimed = dict(before.holders)
    found: list[Planned] = []
    for intake in intakes:
        own = before.people.get(intake.person)
        planned = _planned(sealer, intake, addresses[intake.person], own, claimed, at)
        if planned.status is not IntakeStatus.HELD:
            claimed.update(
                (address, intake.person)
                for address, file in zip(addresses[intake.person], intake.files, strict=True)
                if file.source is SourceKind.CV
            )
        found.append(planned)
    return found


def _planned(
    sealer: Sealer,
    intake: Intake,
    addresses: tuple[Address, ...],
    own: Known | None,
    claimed: Mapping[Address, PersonId],
    at: datetime,
) -> Planned:
    version = own.version if own else 0
    for address, file in zip(addresses, intake.files, strict=True):
        holder = claimed.get(address)
        if file.source is SourceKind.CV and holder not in (None, intake.person):
            return Planned(intake, own, IntakeStatus.HELD, version, holder=holder)
    fresh = {
        address: file
        for address, file in zip(addresses, intake.files, strict=True)
        if own is None or address not in own.files
    }
    if own is not None and not fresh:
        return Planned(intake, own, IntakeStatus.HELD, version)
    if own is not None:
        acts.checked_replaced(intake, own.files)
    status = IntakeStatus.ADDED if own is None else IntakeStatus.EXTENDED
    planned = Planned(intake, own, status, version + bool(intake.extracted), new_files=len(fresh))
    if own is None:
        cipher, wrapped = sealer.new_person(intake.person)
        _person_rows(planned, wrapped, at)
    else:
        cipher = sealer.person(intake.person, own.wrapped)
    for entry, (address, file) in enumerate(fresh.items(), own.entries + 1 if own else 1):
        planned.rows[schema.files].append(
            {
                "address": address,
                "entry": entry,
                "cv": int(file.source is SourceKind.CV),
                "added": micros(at),
                "size": len(file.content),
                "about_sealed": cipher.seal("file", address, encode((file.name, file.source))),
                "content_sealed": cipher.seal("content", address, file.content),
            }
        )
    if intake.extracted is not None:
        add_version(planned.rows, cipher, intake.extracted, planned.version, at)
    return planned


def _person_rows(planned: Planned, wrapped: bytes, at: datetime) -> None:
    intake = planned.intake
    basis, keep_until = acts.checked_new(intake)
    made = intake.extracted.versions if intake.extracted else None
    planned.rows[schema.persons].append(
        {
            "id": intake.person,
            "added": micros(at),
            "keep_until": micros(keep_until),
            "version": planned.version,
            "extractor": made.extractor if made else "",
            "taxonomy": made.taxonomy if made else "",
        }
    )
    planned.rows[schema.person_keys].append({"key_wrapped": wrapped})
    planned.rows[schema.legal_bases].append(
        {
            "entry": 1,
            "kind": basis.kind.value,
            "purposes": bits_of(basis.purposes),
            "given": micros(basis.given),
            "expires": None if basis.expires is None else micros(basis.expires),
            "withdrawn": None if basis.withdrawn is None else micros(basis.withdrawn),
        }
    )


def add_version(
    rows: dict[Table, list[dict[str, Any]]],
    cipher: PersonCipher,
    extracted: Extracted,
    version: int,
    at: datetime,
) -> None:
    """Seal a profile version and what stands beside it."""
    rows[schema.profiles].append(
        {
            "version": version,
            "extractor": extracted.versions.extractor,
            "taxonomy": extracted.versions.taxonomy,
            "made": micros(at),
            "profile_sealed": cipher.seal("profile", version, encode(extracted.profile)),
        }
    )
    rows[schema.scoring_rows].append(
        {"version": version, "row_sealed": cipher.seal("row", version, extracted.row)}
    )
    rows[schema.identities].append(
        {"version": version, "identity_sealed": cipher.seal("identity", version, encode(extracted.identity))}
    )
    rows[schema.mobilities].append(
        {"version": version, "mobility_sealed": cipher.seal("mobility", version, encode(extracted.mobility))}
    )


def save(
    write: Write,
    *,
    plans: Sequence[Planned],
    before: Seen,
    addresses: Mapping[PersonId, tuple[Address, ...]],
    job: str | None,
) -> tuple[Taken, ...]:
    """Write what was planned; raises Moved where it no longer fits."""
    still(write, before, addresses, {address for own in addresses.values() for address in own})
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    settled: dict[str, int | None] = {}
    answers: list[Taken] = []
    for planned in plans:
        number = planned.known.number if planned.known else None
        if planned.status is not IntakeStatus.HELD:
            number = number or write.number()
            _extend(write, planned, number)
            for table, some in planned.rows.items():
                rows[table].extend({"number": number, **row} for row in some)
            write.log(write.event.intake(planned.intake, planned.status, planned.version, planned.new_files))
        settled.update(dict.fromkeys(addresses[planned.intake.person], number))
        answers.append(answer(planned))
    for table in (schema.persons, *(t for t in rows if t is not schema.persons)):
        write.insert(table, rows[table])
    if job is not None:
        jobs.settle(write, job, settled, ItemState.DONE)
    return tuple(answers)


def _extend(write: Write, planned: Planned, number: int) -> None:
    extracted = planned.intake.extracted
    if planned.known is not None:
        _replace(write, planned, number)
        if extracted is not None:
            supersede(write, number, extracted, planned.version)
        if planned.intake.keep_until is not None:
            write.connection.execute(
                update(schema.persons)
                .where(_P.number == number)
                .values(keep_until=micros(planned.intake.keep_until))
            )
    if extracted is not None:
        first = planned.version == 1
        write.changed(number, ChangeKind.ADDED if first else ChangeKind.REPLACED)


def supersede(write: Write, number: int, extracted: Extracted, version: int) -> None:
    """Make a version the current one; the rows kept apart hold the current one only."""
    for table in (schema.identities, schema.mobilities):
        write.connection.execute(delete(table).where(table.c.number == number))
    write.connection.execute(
        update(schema.persons)
        .where(_P.number == number)
        .values(
            version=version,
            extractor=extracted.versions.extractor,
            taxonomy=extracted.versions.taxonomy,
        )
    )


def _replace(write: Write, planned: Planned, number: int) -> None:
    if not planned.intake.replaces:
        return
    gone = delete(schema.files).where(_F.number == number, _F.address.in_(planned.intake.replaces))
    write.connection.execute(gone)
    for table in (schema.profiles, schema.scoring_rows):
        write.connection.execute(delete(table).where(table.c.number == number))


def answer(planned: Planned) -> Taken:
    """What became of an intake."""
    return Taken(planned.holder or planned.intake.person, planned.status, planned.version)
