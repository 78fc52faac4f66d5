"""Searching: everyone in a pool by an expression, from the index; the first of those who meet it are read.

The index holds no month of each piece of evidence: who can only be told by their profile is read from the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Final

import numpy as np

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.domain.event import EventKind
from assay.domain.profile import Profile
from assay.index.block import Longs
from assay.index.columns import Bools, Columns, Floats
from assay.index.snapshot import Snapshot
from assay.matching import load_model
from assay.matching.searching import (
    Expression,
    evaluate_expression,
    meanings,
    outline,
    parse,
    reading_of,
    search,
)
from assay.store.records import PersonId
from assay.taxonomy import load_taxonomy
from assay.workflow.candidate import Candidate
from assay.workflow.intake import Pool
from assay.workflow.pool.filters import Considered, Filters, consider
from assay.workflow.pool.keeping import Differs, Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.people import candidates, first_of, nobody, outdated, shown
from assay.workflow.searching import PoolSearch
from assay.workflow.shortlist import versions

_PAGE: Final = 1_000
"""Profiles read at once where only they can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHow:
    """How a pool is searched; of those found, the first `top` (and whoever ties with the last) are told of."""

    as_of: Month
    at: datetime
    top: int = 20
    filters: Filters = field(default_factory=Filters)
    names: bool = False
    """Whether people will be shown by name, which the audit chain then tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPeople:
    """What a search of a pool found: `search` holds the first of the `found` people, `people` their ids in order.

    `untold` more are found with the very strength of the last one told of.
    """

    search: PoolSearch
    people: tuple[PersonId, ...]
    found: int
    permitted: int
    considered: int
    unplaced: int
    untold: int = 0
    notes: tuple[str, ...] = ()


def search_people(pool: TalentPool, expression: str, how: SearchHow) -> FoundPeople:
    """Search everyone in the pool. Raises ExpressionError where the expression cannot be read, UsageError where nobody
    is there to search, IndexDamaged where index and store differ after it was built anew."""
    asked = parse(expression)
    reading_of(asked, load_taxonomy())
    keeper = Keeper(pool)

    def over(snapshot: Snapshot) -> FoundPeople:
        considered = consider(pool, snapshot, Purpose.SEARCH, how.filters, at=how.at)
        if not considered.count:
            raise nobody(pool, considered, Purpose.SEARCH)
        notes = (*keeper.notes, *outdated(pool, how.at))
        return _State(pool, snapshot, considered, how, asked, expression, notes).search()

    return _recorded(pool, keeper.steadily(over, at=how.at), how)


@dataclass(slots=True)
class _Everyone:
    """All people of the snapshot, in the order of its blocks."""

    numbers: Longs
    holds: Bools
    sure: Bools
    strength: Floats
    touched: Bools
    mask: Bools


@dataclass(frozen=True, slots=True)
class _State:
    pool: TalentPool
    snapshot: Snapshot
    considered: Considered
    how: SearchHow
    asked: Expression
    given: str
    notes: tuple[str, ...]

    def search(self) -> FoundPeople:
        everyone = self._outlined()
        self._settle(everyone)
        holds = everyone.holds & everyone.mask
        first, untold = first_of(everyone.strength, self.how.top, holds)
        read = self._read(everyone.numbers[first])
        for place in first.tolist():
            if int(everyone.numbers[place]) not in read:  # erased meanwhile
                everyone.mask[place] = holds[place] = False
        bits = {int(everyone.numbers[p]): float(everyone.strength[p]) for p in first.tolist() if holds[p]}
        return replace(self._told({n: read[n] for n in bits}, bits, everyone, holds), untold=untold)

    def _outlined(self) -> _Everyone:
        taxonomy, model = load_taxonomy(), load_model()
        blocks = [outline(self.asked, block.columns, taxonomy, model) for block in self.snapshot]
        return _Everyone(
            numbers=np.concatenate([block.numbers for block in self.snapshot]),
            holds=np.concatenate([found.possible for found in blocks]),
            sure=np.concatenate([found.sure for found in blocks]),
            strength=np.concatenate([found.strength for found in blocks]),
            touched=np.concatenate([found.touched for found in blocks]),
            mask=np.concatenate(self.considered.masks),
        )

    def _settle(self, everyone: _Everyone) -> None:
        """Ask the profiles of those whom the index cannot tell."""
        open_places = iter(np.flatnonzero(everyone.holds & ~everyone.sure & everyone.mask).tolist())
        known, model = meanings(self.asked, load_taxonomy()), load_model()
        for places in _pages(open_places):
            profiles = self._profiles([int(everyone.numbers[p]) for p in places])
            there = [p for p in places if int(everyone.numbers[p]) in profiles]
            columns = Columns.from_profiles([profiles[int(everyone.numbers[p])] for p in there])
            hits = evaluate_expression(self.asked, known, columns, model)
            everyone.mask[list(set(places) - set(there))] = False
            everyone.holds[there], everyone.strength[there] = hits.holds, hits.strength

    def _profiles(self, numbers: list[int]) -> dict[int, Profile]:
        store, at = self.pool.store, self.how.at
        people = store.persons_by_number(numbers, Purpose.SEARCH, at=at)
        profiles = store.profiles([p.id for p in people.values()], Purpose.SEARCH, at=at)
        return {n: profiles[p.id].profile for n, p in people.items() if p.id in profiles}

    def _read(self, numbers: Longs) -> dict[int, tuple[PersonId, Candidate]]:
        at = self.how.at
        people = self.pool.store.persons_by_number(numbers.tolist(), Purpose.SEARCH, at=at)
        found = candidates(self.pool, [p.id for p in people.values()], Purpose.SEARCH, at=at)
        return {n: (p.id, found[p.id]) for n, p in people.items() if p.id in found}

    def _told(
        self,
        read: dict[int, tuple[PersonId, Candidate]],
        bits: dict[int, float],
        everyone: _Everyone,
        holds: Bools,
    ) -> FoundPeople:
        whose = [(n, person, candidate) for n, (person, candidate) in read.items()]
        columns = Columns.from_profiles([candidate.profile for _, _, candidate in whose])
        told = search(self.asked, columns, load_taxonomy(), load_model())
        shown_bits = {whose[hit.number][0]: hit.bits for hit in told.hits}
        for number, person, _ in whose:
            if shown_bits.get(number) != bits[number]:
                raise Differs(
                    f"person {person} meets the expression with {bits[number]!r} bits in the index and with "
                    f"{shown_bits.get(number, 'none')!r} by their profile"
                )
        silent = everyone.mask & ~everyone.touched & ~holds
        short = everyone.mask & everyone.touched & ~holds
        searched = replace(told, short=int(short.sum()), silent=int(silent.sum()))
        return FoundPeople(
            search=PoolSearch(
                given=self.given,
                searched=searched,
                pool=Pool(tuple(candidate for _, _, candidate in whose), ()),
                as_of=self.how.as_of,
                versions=versions(),
            ),
            people=tuple(whose[hit.number][1] for hit in told.hits),
            found=int(holds.sum()),
            permitted=self.considered.permitted,
            considered=int(everyone.mask.sum()),
            unplaced=self.considered.unplaced,
            notes=self.notes,
        )


def _recorded(pool: TalentPool, found: FoundPeople, how: SearchHow) -> FoundPeople:
    """Leave in the audit chain that was searched, and who was shown by name; the expression stays out of it."""
    details = {"considered": found.considered, "found": found.found, "shown": len(found.people)}
    pool.store.record(EventKind.SEARCHED, at=how.at, actor=pool.actor, details=details)
    if how.names:
        shown(pool, found.people, {}, at=how.at)
    return found


def _pages(places: Iterator[int]) -> Iterator[list[int]]:
    while page := list(islice(places, _PAGE)):
        yield page
