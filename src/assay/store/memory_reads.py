"""MemoryStore, reading about people."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from assay.domain.consent import LegalBasis, Purpose
from assay.domain.decision import Decision
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.store.memory_shared import MemoryShared
from assay.store.records import (
    Address,
    Extracted,
    HeldFile,
    Person,
    PersonId,
    ProfileVersion,
    ScoringRow,
    ScoringStream,
    Versions,
)
from assay.store.sealing import Sealer
from assay.store.times import micros, moment


@dataclass
class Kept:
    """All that is held about a person."""

    id: PersonId
    number: int
    added: datetime
    keep_until: datetime
    bases: list[LegalBasis]
    version: int = 0
    files: dict[Address, tuple[HeldFile, bytes]] = field(default_factory=dict)
    profiles: dict[int, ProfileVersion] = field(default_factory=dict)
    rows: dict[int, ScoringRow] = field(default_factory=dict)
    identity: Identity | None = None
    mobility: Mobility | None = None
    decisions: list[Decision] = field(default_factory=list)

    def person(self) -> Person:
        """The value that the port gives."""
        return Person(self.id, self.number, self.added, self.keep_until, self.version)

    def readable(self, purpose: Purpose, at: datetime) -> bool:
        """Whether they may be read for a purpose."""
        if purpose.statutory:
            return True
        return at < self.keep_until and any(basis.allows(purpose, at) for basis in self.bases)

    def add(self, extracted: Extracted, at: datetime) -> None:
        """Add a profile version."""
        self.version += 1
        self.profiles[self.version] = ProfileVersion(
            person=self.id,
            version=self.version,
            versions=extracted.versions,
            made=moment(micros(at)),
            profile=extracted.profile,
        )
        self.rows[self.version] = ScoringRow(self.number, self.version, extracted.row)
        self.identity, self.mobility = extracted.identity, extracted.mobility


class MemoryReads(MemoryShared):
    """Reading about people, and what an index lives on."""

    def __init__(self, sealer: Sealer) -> None:
        super().__init__(sealer)
        self._people: dict[PersonId, Kept] = {}
        self._lineage = uuid4().hex

    def _those(self, purpose: Purpose, at: datetime, ids: Collection[PersonId] | None = None) -> list[Kept]:
        micros(at)
        asked = self._people.values() if ids is None else [self._people[i] for i in ids if i in self._people]
        return sorted((kept for kept in asked if kept.readable(purpose, at)), key=lambda kept: kept.number)

    def persons(self, purpose: Purpose, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """See the port."""
        return iter([kept.person() for kept in self._those(purpose, at) if kept.number > after])

    def persons_by_id(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Person]:
        """See the port."""
        return {kept.id: kept.person() for kept in self._those(purpose, at, ids)}

    def persons_by_number(
        self, numbers: Collection[int], purpose: Purpose, *, at: datetime
    ) -> dict[int, Person]:
        """See the port."""
        asked = set(numbers)
        return {kept.number: kept.person() for kept in self._those(purpose, at) if kept.number in asked}

    def permitted(self, purpose: Purpose, *, at: datetime) -> array[int]:
        """See the port."""
        return array("q", (kept.number for kept in self._those(purpose, at)))

    def profiles(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, ProfileVersion]:
        """See the port."""
        return {
            kept.id: kept.profiles[kept.version] for kept in self._those(purpose, at, ids) if kept.version
        }

    def history(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[ProfileVersion, ...]:
        """See the port."""
        return tuple(
            version for kept in self._those(purpose, at, [person]) for version in kept.profiles.values()
        )

    def identities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Identity]:
        """See the port."""
        return {kept.id: kept.identity for kept in self._those(purpose, at, ids) if kept.identity is not None}

    def mobilities(
        self, ids: Collection[PersonId], purpose: Purpose, *, at: datetime
    ) -> dict[PersonId, Mobility]:
        """See the port."""
        return {kept.id: kept.mobility for kept in self._those(purpose, at, ids) if kept.mobility is not None}

    def files(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[HeldFile, ...]:
        """See the port."""
        return tuple(held for kept in self._those(purpose, at, [person]) for held, _ in kept.files.values())

    def content(self, person: PersonId, address: Address, purpose: Purpose, *, at: datetime) -> bytes | None:
        """See the port."""
        found = [kept.files[address] for kept in self._those(purpose, at, [person]) if address in kept.files]
        return found[0][1] if found else None

    def bases(self, person: PersonId, purpose: Purpose, *, at: datetime) -> tuple[LegalBasis, ...]:
        """See the port."""
        return tuple(basis for kept in self._those(purpose, at, [person]) for basis in kept.bases)

    def decisions(
        self, purpose: Purpose, *, at: datetime, person: PersonId | None = None, brief: str | None = None
    ) -> tuple[Decision, ...]:
        """See the port."""
        those = self._those(purpose, at, None if person is None else [person])
        found = [(d.at, k.number, d) for k in those for d in k.decisions if brief in (None, d.brief)]
        return tuple(decision for _, _, decision in sorted(found, key=lambda f: f[:2]))

    def outdated(self, versions: Versions, *, at: datetime, after: int = 0) -> Iterator[Person]:
        """See the port."""
        those = [k for k in self._those(Purpose.INDEX, at) if k.number > after and k.version]
        return iter([k.person() for k in those if k.profiles[k.version].versions != versions])

    def due(self, *, at: datetime) -> tuple[PersonId, ...]:
        """See the port."""
        return tuple(k.id for k in self._those(Purpose.ERASURE, at) if k.keep_until <= at)

    @property
    def lineage(self) -> str:
        """See the port."""
        return self._lineage

    def scoring_rows(self, *, at: datetime, after: int = 0) -> ScoringStream:
        """See the port."""
        those = [k for k in self._those(Purpose.INDEX, at) if k.version and k.number > after]
        return ScoringStream(self.sequence(), iter([k.rows[k.version] for k in those]))

    def scoring_rows_of(self, numbers: Collection[int], *, at: datetime) -> dict[int, ScoringRow]:
        """See the port."""
        asked = set(numbers)
        those = [k for k in self._those(Purpose.INDEX, at) if k.version and k.number in asked]
        return {k.number: k.rows[k.version] for k in those}
