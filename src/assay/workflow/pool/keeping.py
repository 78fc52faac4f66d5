"""Keeping the index current: it is derived from the store, follows its change feed, and is rebuilt when it cannot."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from assay.domain.consent import Purpose
from assay.errors import IndexDamaged, UsageError
from assay.index.block import MOST_PEOPLE
from assay.index.directory import Index, IndexVersions
from assay.index.manifest import NAME as MANIFEST
from assay.index.scoring_row import decode
from assay.index.snapshot import Snapshot
from assay.store import Store
from assay.store.records import ScoringRow
from assay.workflow.pool import rows
from assay.workflow.pool.opening import TalentPool

_CHANGES: Final = 10_000
"""Changes taken over at once."""

_REBUILD_FROM: Final = 200_000
"""Changes behind from which building the index anew is quicker."""

_SMALL_BLOCKS: Final = 24
"""Blocks that are not full, from which merging them pays."""

_PAGE: Final = 500
"""Profiles read at once where rows are made anew."""

_WAIT_S: Final = 60.0
T = TypeVar("T")


class Differs(Exception):
    """The index and the store say different things of somebody."""


@dataclass(slots=True)
class Keeper:
    """Keeps the index of an open pool. `notes` gathers what a user should be told, a sentence each."""

    pool: TalentPool
    notes: list[str] = field(default_factory=list)
    _index: Index | None = field(default=None, repr=False)

    def snapshot(self, *, at: datetime, jobs: int = 1) -> Snapshot:
        """What the store holds now, as an index to read. Where the index cannot be written but lacks nothing, it is
        read as it is. Raises IndexBusy, IndexUnwritable, StoreError."""
        self.refresh(at=at, jobs=jobs)
        try:
            return self._opened().snapshot()
        except IndexDamaged as fault:
            self._rebuild(fault, at, jobs)
            return self._opened().snapshot()

    def steadily(self, act: Callable[[Snapshot], T], *, at: datetime) -> T:
        """What `act` makes of the current index; where that is damaged, or differs from the store, once more over one
        that is built anew. Raises IndexDamaged where it still does."""
        with self.snapshot(at=at) as snapshot:
            try:
                return act(snapshot)
            except (Differs, IndexDamaged) as fault:
                self._because(fault)
        self.rebuild(at=at)
        with self.snapshot(at=at) as snapshot:
            try:
                return act(snapshot)
            except Differs as fault:
                raise IndexDamaged(
                    f"the index was built anew and still differs from the store: {fault}"
                ) from fault

    def _because(self, fault: Exception) -> None:
        self.notes.append(f"the index is built anew from the store, because {_lower(str(fault))}")

    def refresh(self, *, at: datetime, jobs: int = 1) -> int:
        """Take over what changed in the store; answers how many changes that were."""
        try:
            index = self._open_or_build(at, jobs)
            behind = self.pool.store.sequence() - index.sequence
            if behind < 0:
                raise IndexDamaged(
                    "the index is of a later state than the store, which was put back to an earlier one"
                )
            if behind > _REBUILD_FROM:
                self._build(index, at, jobs)
                return behind
            return self._follow(index, at)
        except IndexDamaged as fault:
            self._rebuild(fault, at, jobs)
            return self.pool.store.sequence()

    def rebuild(self, *, at: datetime, jobs: int = 1) -> int:
        """Make the index anew from the store; answers how many people it holds."""
        self._index = None
        return self._build(self._created(), at, jobs)

    def compact(self) -> tuple[str, ...]:
        """Leave nothing of people who were removed in the index's files; names of files that readers still hold."""
        return self._opened().compact().waiting

    def tidy(self) -> bool:
        """Merge the blocks where there are many small ones, after much was added; whether that was called for."""
        with self._opened().snapshot() as snapshot:
            many = len(snapshot.blocks) > _SMALL_BLOCKS + len(snapshot) // MOST_PEOPLE
        if many:
            self._opened().compact()
        return many

    def behind(self) -> int | None:
        """How many changes of the store the index lacks; None where there is none that can be used."""
        try:
            return max(0, self.pool.store.sequence() - self._opened().sequence)
        except (IndexDamaged, UsageError):
            return None

    def people(self) -> int:
        """How many people the index holds as it is."""
        with self._opened().snapshot() as snapshot:
            return len(snapshot)

    def remove(self) -> None:
        """Remove the index; the next use builds it."""
        self._index = None
        shutil.rmtree(self.pool.index, ignore_errors=True)

    def _opened(self) -> Index:
        if self._index is None:
            self._index = Index.open(self.pool.index, key=index_key(self.pool.store), wait_s=_WAIT_S)
        return self._index

    def _created(self) -> Index:
        self._index = Index.create(
            self.pool.index,
            self._versions,
            texts=True,
            key=index_key(self.pool.store),
            replace=True,
            wait_s=_WAIT_S,
        )
        return self._index

    @property
    def _versions(self) -> IndexVersions:
        made = self.pool.versions
        return IndexVersions(made.extractor, made.taxonomy)

    def _open_or_build(self, at: datetime, jobs: int) -> Index:
        there = (self.pool.index / MANIFEST).is_file()
        try:
            index = self._opened()
            if index.sequence >= 0:
                return index
        except UsageError as fault:
            if there:  # of another store, or of this one before it was restored
                self.notes.append(f"{fault}: it was of another state of the store and is built anew")
            index = self._created()
        self._build(index, at, jobs)
        return index

    def _rebuild(self, fault: IndexDamaged, at: datetime, jobs: int) -> None:
        self._because(fault)
        self._index = None
        try:
            self._build(self._created(), at, jobs)
        except IndexDamaged as again:
            raise IndexDamaged(
                f"the index at {self.pool.index} was built anew and still cannot be read ({again}); look at the disk"
            ) from again

    def _build(self, index: Index, at: datetime, jobs: int) -> int:
        try:
            return self._built(index, at, jobs, careful=False)
        except IndexDamaged:  # by a row of the store: each is then looked at, and made anew where it must be
            return self._built(index, at, jobs, careful=True)

    def _built(self, index: Index, at: datetime, jobs: int, *, careful: bool) -> int:
        stream = self.pool.store.scoring_rows(at=at)
        found = current_rows(self.pool.store, stream.rows, at, careful=careful)
        entries = ((n, row.scoring, row.text) for n, row in found)
        return index.build(entries, sequence=stream.sequence, versions=self._versions, jobs=jobs)

    def _follow(self, index: Index, at: datetime) -> int:
        taken = 0
        while changes := self.pool.store.changes_since(index.sequence, _CHANGES):
            numbers = {change.number for change in changes}
            held = self.pool.store.scoring_rows_of(numbers, at=at)
            found = dict(current_rows(self.pool.store, held.values(), at, careful=True))
            added = [(n, decode(r.scoring), r.text) for n, r in sorted(found.items())]
            index.update(added, sorted(numbers - found.keys()), sequence=changes[-1].sequence)
            taken += len(changes)
        return taken


def index_key(store: Store) -> bytes:
    """The key of the words in the index: of this store and this lineage of it, and of nothing else."""
    return bytes.fromhex(store.pseudonym("index", store.lineage))


def current_rows(
    store: Store, held: Iterable[ScoringRow], at: datetime, *, careful: bool
) -> Iterator[tuple[int, rows.Row]]:
    """Rows of the layouts of today; those of others (found out by `careful`, whatever their number says) are made anew
    from the profiles."""
    waiting = iter(held)
    while page := list(islice(waiting, _PAGE)):
        read = {row.number: rows.read(row.row, row.number) for row in page}
        unusable = {n for n, found in read.items() if found is None or (careful and not rows.sound(found))}
        made = _anew(store, sorted(unusable), at) if unusable else {}
        for number, found in read.items():
            row = made.get(number) if number in unusable else found
            if row is not None:
                yield number, row


def _anew(store: Store, numbers: Sequence[int], at: datetime) -> Mapping[int, rows.Row]:
    people = store.persons_by_number(numbers, Purpose.INDEX, at=at)
    profiles = store.profiles([p.id for p in people.values()], Purpose.INDEX, at=at)
    return {n: rows.row(profiles[p.id].profile) for n, p in people.items() if p.id in profiles}


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
