"""Reading about people: the purpose is part of every query."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, or_, select, true

from assay.domain.consent import BasisKind, LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.document import SourceKind
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Profile
from assay.store.codec import decode
from assay.store.records import (
    Address,
    HeldFile,
    Person,
    PersonId,
    ProfileVersion,
    ScoringRow,
    Versions,
)
from assay.store.sealing import PersonCipher, Sealer
from assay.store.sql import schema
from assay.store.sql.writing import chunked
from assay.store.times import micros, moment

BITS: Final = {purpose: 1 << place for place, purpose in enumerate(Purpose)}
"""Each purpose's bit in `legal_bases.purposes`; new purposes go to the end of the enum."""
PAGE: Final = 5_000
_P, _K, _B = schema.persons.c, schema.person_keys.c, schema.legal_bases.c


def bits_of(purposes: Collection[Purpose]) -> int:
    """Purposes as bits."""
    return sum(BITS[purpose] for purpose in purposes)


@dataclass(frozen=True, slots=True)
class Window:
    """The numbers above `low` up to `high`. Said of every table of a join, it keeps a page's cost the same
    whatever the database knows of its tables' sizes."""

    low: int
    high: int

    def holds(self, *columns: ColumnElement[int]) -> ColumnElement[bool]:
        """The condition on columns of numbers."""
        return and_(*(and_(column > self.low, column <= self.high) for column in columns))


def readable(purpose: Purpose, at: datetime, window: Window | None = None) -> ColumnElement[bool]:
    """The condition on `persons` under which a person may be read."""
    now = micros(at)
    inside = window.holds(_P.number) if window else true()
    if purpose.statutory:
        return inside
    basis = exists().where(
        _B.number == _P.number,
        window.holds(_B.number) if window else true(),
        _B.purposes.bitwise_and(bits_of(purpose.granted_by)) != 0,
        _B.given <= now,
        or_(_B.expires.is_(None), _B.expires > now),
        or_(_B.withdrawn.is_(None), _B.withdrawn > now),
    )
    return and_(inside, _P.keep_until > now, basis)


def person_of(row: Row[Any]) -> Person:
    """The value of a row of `persons`."""
    return Person(PersonId(row.id), row.number, moment(row.added), moment(row.keep_until), row.version)


def by_id(
    connection: Connection, ids: Collection[str], purpose: Purpose, at: datetime
) -> dict[PersonId, Person]:
    """Readable people of some ids."""
    allowed = readable(purpose, at)
    found: dict[PersonId, Person] = {}
    for some in chunked(ids):
        for row in connection.execute(select(schema.persons).where(_P.id.in_(some), allowed)):
            found[PersonId(row.id)] = person_of(row)
    return found


def by_number(
    connection: Connection, numbers: Collection[int], purpose: Purpose, at: datetime
) -> dict[int, Person]:
    """Readable people of some numbers."""
    allowed = readable(purpose, at)
    found: dict[int, Person] = {}
    for some in chunked(numbers):
        for row in connection.execute(select(schema.persons).where(_P.number.in_(some), allowed)):
            found[row.number] = person_of(row)
    return found


def page(connection: Connection, condition: ColumnElement[bool]) -> list[Person]:
    """People by number."""
    query = select(schema.persons).where(condition).order_by(_P.number)
    return [person_of(row) for row in connection.execute(query)]


def permitted(connection: Connection, purpose: Purpose, at: datetime) -> array[int]:
    """Numbers of everyone readable."""
    query = select(_P.number).where(readable(purpose, at)).order_by(_P.number)
    rows = connection.execution_options(yield_per=50_000).execute(query)
    return array("q", chain.from_iterable(rows))


def sealed_of(
    connection: Connection, sealer: Sealer, table: Any, ids: Collection[str], condition: ColumnElement[bool]
) -> Iterator[tuple[PersonId, PersonCipher, Row[Any]]]:
    """Rows of a table of one row a person, each with the cipher that opens it."""
    query = (
        select(_P.id, _K.key_wrapped, table)
        .join_from(schema.persons, schema.person_keys)
        .join(table, table.c.number == _P.number)
    )
    for some in chunked(ids):
        for row in connection.execute(query.where(_P.id.in_(some), condition)):
            yield PersonId(row.id), sealer.person(PersonId(row.id), row.key_wrapped), row


def profile_of(person: PersonId, cipher: PersonCipher, row: Row[Any]) -> ProfileVersion:
    """The value of a row of `profiles`."""
    plain = cipher.open("profile", row.version, row.profile_sealed)
    return ProfileVersion(
        person=person,
        version=row.version,
        versions=Versions(row.extractor, row.taxonomy),
        made=moment(row.made),
        profile=decode(Profile, plain, f"profile version {row.version} of {person}"),
    )


def identity_of(person: PersonId, cipher: PersonCipher, row: Row[Any]) -> Identity:
    """The value of a row of `identities`."""
    return decode(
        Identity, cipher.open("identity", row.version, row.identity_sealed), f"the identity of {person}"
    )


def mobility_of(person: PersonId, cipher: PersonCipher, row: Row[Any]) -> Mobility:
    """The value of a row of `mobilities`."""
    return decode(
        Mobility, cipher.open("mobility", row.version, row.mobility_sealed), f"the mobility of {person}"
    )


def file_of(cipher: PersonCipher, row: Row[Any]) -> HeldFile:
    """The value of a row of `files`, without the bytes."""
    name, source = decode(
        tuple[str, SourceKind],
        cipher.open("file", row.address, row.about_sealed),
        f"the name of file {row.address}",
    )
    return HeldFile(
        address=Address(row.address), name=name, source=source, size=row.size, added=moment(row.added)
    )


def basis_of(row: Row[Any]) -> LegalBasis:
    """The value of a row of `legal_bases`."""
    return LegalBasis(
        kind=BasisKind(row.kind),
        purposes=frozenset(p for p, bit in BITS.items() if row.purposes & bit),
        given=moment(row.given),
        expires=None if row.expires is None else moment(row.expires),
        withdrawn=None if row.withdrawn is None else moment(row.withdrawn),
    )


def bases_of(connection: Connection, number: int) -> tuple[LegalBasis, ...]:
    """All legal bases of a person."""
    query = select(schema.legal_bases).where(_B.number == number).order_by(_B.entry)
    return tuple(map(basis_of, connection.execute(query)))


def decisions_of(
    connection: Connection,
    sealer: Sealer,
    condition: ColumnElement[bool],
    person: PersonId | None,
    brief: str | None,
) -> tuple[Decision, ...]:
    """Decisions in the order they were taken."""
    table = schema.decisions
    query = (
        select(_P.id, _K.key_wrapped, table)
        .join_from(schema.persons, schema.person_keys)
        .join(table, table.c.number == _P.number)
        .where(condition)
        .order_by(table.c.at, table.c.number, table.c.entry)
    )
    if person is not None:
        query = query.where(_P.id == person)
    if brief is not None:
        query = query.where(table.c.brief == brief)
    found = []
    for row in connection.execute(query):
        cipher = sealer.person(PersonId(row.id), row.key_wrapped)
        found.append(
            decode(
                Decision, cipher.open("decision", row.entry, row.decision_sealed), f"a decision on {row.id}"
            )
        )
    return tuple(found)


def rows_where(
    connection: Connection, sealer: Sealer, condition: ColumnElement[bool]
) -> Iterator[ScoringRow]:
    """Current scoring rows by number."""
    table = schema.scoring_rows
    query = (
        select(_P.number, _P.id, _P.version, _K.key_wrapped, table.c.row_sealed)
        .join_from(schema.persons, schema.person_keys)
        .join(table, and_(table.c.number == _P.number, table.c.version == _P.version))
        .where(condition)
        .order_by(_P.number)
    )
    for number, person, version, wrapped, sealed in connection.execute(query):
        yield ScoringRow(number, version, sealer.person(person, wrapped).open("row", version, sealed))
