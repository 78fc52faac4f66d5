"""SqlStore, reading about people."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.store.records import (
    Address,
    HeldFile,
    Person,
    PersonId,
    ProfileVersion,
    Versions,
)
from assay.store.sql import people, schema
from assay.store.sql.base import Connected, retried
from assay.store.times import micros

ATTEMPTS: Final = 50
"""How often a batch is prepared anew because others changed the same people meanwhile."""
_P = schema.persons.c


class Reads(Connected):
    """Reading about people; every query holds its purpose."""

    @retried
    @retried
    def _page(self, condition: ColumnElement[bool]) -> list[Person]:
        with self.reading() as connection:
            return people.page(connection, condition)

    def _pages(
        self, purpose: Purpose, at: datetime, after: int, also: ColumnElement[bool]
    ) -> Iterator[Person]:
        for window in self.windows(after):
            yield from self._page(and_(people.readable(purpose, at, window), also))

    def persons(self, purpose: Purpose, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """See the port."""
        micros(at)
        return self._pages(purpose, at, after, true())

    @retried
    def persons_by_id(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Person]:
        """See the port."""
        with self.reading() as connection:
            return people.by_id(connection, ids, purpose, at)

    @retried
    def persons_by_number(
        self, numbers: Collection[int], purpose: Purpose, *, at: datetime
    ) -> dict[int, Person]:
        """See the port."""
        with self.reading() as connection:
            return people.by_number(connection, numbers, purpose, at)

    @retried
    def permitted(self, purpose: Purpose, *, at: datetime) -> array[int]:
        """See the port."""
        with self.reading() as connection:
            return people.permitted(connection, purpose, at)

    @retried
    def profiles(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, ProfileVersion]:
        """See the port."""
        current = and_(people.readable(purpose, at), schema.profiles.c.version == _P.version)
        with self.reading() as connection:
            found = people.sealed_of(connection, self.sealer, schema.profiles, ids, current)
            return {person: people.profile_of(person, cipher, row) for person, cipher, row in found}

    @retried
    def history(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[ProfileVersion, ...]:
        """See the port."""
        with self.reading() as connection:
            found = self._of(connection, schema.profiles, person, purpose, at)
            versions = [people.profile_of(who, cipher, row) for who, cipher, row in found]
        return tuple(sorted(versions, key=lambda version: version.version))

    def _of(
        self, connection: Connection, table: Any, person: PersonId, purpose: Purpose, at: datetime
    ) -> Any:
        return people.sealed_of(connection, self.sealer, table, (person,), people.readable(purpose, at))

    @retried
    def identities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Identity]:
        """See the port."""
        with self.reading() as connection:
            found = people.sealed_of(
                connection, self.sealer, schema.identities, ids, people.readable(purpose, at)
            )
            return {person: people.identity_of(person, cipher, row) for person, cipher, row in found}

    @retried
    def mobilities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Mobility]:
        """See the port."""
        with self.reading() as connection:
            found = people.sealed_of(
                connection, self.sealer, schema.mobilities, ids, people.readable(purpose, at)
            )
            return {person: people.mobility_of(person, cipher, row) for person, cipher, row in found}

    @retried
    def files(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[HeldFile, ...]:
        """See the port."""
        with self.reading() as connection:
            found = self._of(connection, schema.files, person, purpose, at)
            held = sorted(
                ((row.entry, people.file_of(cipher, row)) for _, cipher, row in found), key=lambda f: f[0]
            )
        return tuple(file for _, file in held)

    @retried
    def content(self, person: PersonId, address: Address, purpose: Purpose, *, at: datetime) -> bytes | None:
        """See the port."""
        wanted = and_(people.readable(purpose, at), schema.files.c.address == address)
        with self.reading() as connection:
            for _, cipher, row in people.sealed_of(connection, self.sealer, schema.files, (person,), wanted):
                return cipher.open("content", address, row.content_sealed)
        return None

    @retried
    def bases(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[LegalBasis, ...]:
        """See the port."""
        with self.reading() as connection:
            found = people.by_id(connection, (person,), purpose, at).get(person)
            return people.bases_of(connection, found.number) if found else ()

    @retried
    def decisions(
        self, purpose: Purpose, *, at: datetime, person: PersonId | None = None, brief: str | None = None
    ) -> tuple[Decision, ...]:
        """See the port."""
        with self.reading() as connection:
            return people.decisions_of(connection, self.sealer, people.readable(purpose, at), person, brief)

    def outdated(self, versions: Versions, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """See the port."""
        other = or_(_P.extractor != versions.extractor, _P.taxonomy != versions.taxonomy)
        micros(at)
        return self._pages(Purpose.INDEX, at, after, and_(_P.version > 0, other))

    @retried
    def due(self, *, at: datetime) -> tuple[PersonId, ...]:
        """See the port."""
        query = select(_P.id).where(_P.keep_until <= micros(at)).order_by(_P.number)
        with self.reading() as connection:
            return tuple(PersonId(person) for (person,) in connection.execute(query))
