"""Legal bases, storage periods, decisions and the export of everything about a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select, update

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.store import acts
from assay.store.codec import encode
from assay.store.records import ChangeKind, PersonExport, PersonId, ScoringRow
from assay.store.sealing import Sealer
from assay.store.sql import people, schema
from assay.store.sql.audit import events_of
from assay.store.sql.intake import Known, known
from assay.store.sql.writing import Write
from assay.store.times import micros, moment

_P, _B, _D = schema.persons.c, schema.legal_bases.c, schema.decisions.c


def the(connection: Connection, person: PersonId) -> Known:
    """The person as held; raises UsageError where they are not."""
    found = known(connection, (person,)).get(person)
    if found is None:
        raise acts.unknown(person)
    return found


def _standing(connection: Connection, number: int, at: datetime) -> bool:
    keep_until = connection.execute(select(_P.keep_until).where(_P.number == number)).scalar_one()
    return acts.indexable(people.bases_of(connection, number), moment(keep_until), at)


def _tell_index(write: Write, own: Known, before: bool) -> None:
    now = _standing(write.connection, own.number, write.at)
    if own.version and now is not before:
        write.changed(own.number, ChangeKind.ADDED if now else ChangeKind.REMOVED)


def _add_basis(write: Write, number: int, basis: LegalBasis) -> None:
    highest = select(func.coalesce(func.max(_B.entry), 0)).where(_B.number == number)
    write.connection.execute(
        insert(schema.legal_bases).values(
            number=number,
            entry=write.connection.execute(highest).scalar_one() + 1,
            kind=basis.kind.value,
            purposes=people.bits_of(basis.purposes),
            given=micros(basis.given),
            expires=None if basis.expires is None else micros(basis.expires),
            withdrawn=None if basis.withdrawn is None else micros(basis.withdrawn),
        )
    )


def grant(write: Write, person: PersonId, basis: LegalBasis) -> None:
    """Add a legal basis."""
    acts.checked_basis(basis, write.at)
    own = the(write.connection, person)
    before = _standing(write.connection, own.number, write.at)
    _add_basis(write, own.number, basis)
    _tell_index(write, own, before)
    write.log(write.event.basis(EventKind.BASIS_GIVEN, person, basis.purposes, 1))


def withdraw(write: Write, person: PersonId, purposes: Collection[Purpose]) -> int:
    """End live bases for these purposes."""
    own = the(write.connection, person)
    before = _standing(write.connection, own.number, write.at)
    rows = write.connection.execute(
        select(schema.legal_bases).where(_B.number == own.number).order_by(_B.entry)
    ).all()
    ended = 0
    for row in rows:
        basis = people.basis_of(row)
        if not basis.live(write.at) or not basis.purposes & set(purposes):
            continue
        ended += 1
        write.connection.execute(
            update(schema.legal_bases)
            .where(_B.number == own.number, _B.entry == row.entry)
            .values(withdrawn=write.at_micros)
        )
        rest = acts.parted(basis, purposes, write.at)
        if rest is not None:
            _add_basis(write, own.number, rest)
    _tell_index(write, own, before)
    write.log(write.event.basis(EventKind.BASIS_WITHDRAWN, person, purposes, ended))
    return ended


def set_storage_period(write: Write, person: PersonId, keep_until: datetime) -> None:
    """Set when a person is erased."""
    own = the(write.connection, person)
    before = _standing(write.connection, own.number, write.at)
    write.connection.execute(
        update(schema.persons).where(_P.number == own.number).values(keep_until=micros(keep_until))
    )
    _tell_index(write, own, before)
    write.log(write.event.person(EventKind.STORAGE_PERIOD_SET, person, until=micros(keep_until)))


def decide(write: Write, decision: Decision) -> None:
    """Record a decision."""
    person = PersonId(decision.person)
    own = the(write.connection, person)
    brief = select(schema.briefs.c.id).where(schema.briefs.c.id == decision.brief)
    if write.connection.execute(brief).first() is None:
        raise UsageError(f"no brief {decision.brief} is in the store; save it before deciding for it")
    highest = select(func.coalesce(func.max(_D.entry), 0)).where(_D.number == own.number)
    entry = write.connection.execute(highest).scalar_one() + 1
    kept = replace(decision, at=moment(write.at_micros))
    sealed = write.sealer.person(person, own.wrapped).seal("decision", entry, encode(kept))
    write.insert(
        schema.decisions,
        [
            {
                "number": own.number,
                "entry": entry,
                "brief": decision.brief,
                "at": write.at_micros,
                "decision_sealed": sealed,
            }
        ],
    )
    write.log(write.event.decision(decision))


def export(write: Write, person: PersonId) -> PersonExport:
    """Everything held about a person, and the event of having given it."""
    own = the(write.connection, person)
    write.log(write.event.person(EventKind.EXPORTED, person))
    return held(write.connection, write.sealer, person, own, write.at)


def held(connection: Connection, sealer: Sealer, person: PersonId, own: Known, at: datetime) -> PersonExport:
    """Everything held about a person."""
    cipher = sealer.person(person, own.wrapped)

    def rows_of(table: Any, order: Any) -> Any:
        return connection.execute(select(table).where(table.c.number == own.number).order_by(order)).all()

    identity = rows_of(schema.identities, schema.identities.c.number)
    mobility = rows_of(schema.mobilities, schema.mobilities.c.number)
    return PersonExport(
        person=people.by_id(connection, (person,), Purpose.EXPORT, at)[person],
        files=tuple(
            (people.file_of(cipher, row), cipher.open("content", row.address, row.content_sealed))
            for row in rows_of(schema.files, schema.files.c.entry)
        ),
        identity=people.identity_of(person, cipher, identity[0]) if identity else None,
        mobility=people.mobility_of(person, cipher, mobility[0]) if mobility else None,
        profiles=tuple(
            people.profile_of(person, cipher, row)
            for row in rows_of(schema.profiles, schema.profiles.c.version)
        ),
        rows=tuple(
            ScoringRow(own.number, row.version, cipher.open("row", row.version, row.row_sealed))
            for row in rows_of(schema.scoring_rows, schema.scoring_rows.c.version)
        ),
        bases=people.bases_of(connection, own.number),
        decisions=people.decisions_of(connection, sealer, literal(True), person, None),
        events=tuple(events_of(connection, sealer.pseudonym("person", person))),
    )
