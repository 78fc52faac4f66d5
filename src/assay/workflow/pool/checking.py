"""Checking a pool: the store in full, every byte of the index, and whether the index says what the store says."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import numpy as np

from assay.domain.consent import Purpose
from assay.domain.event import AuditHead
from assay.errors import AssayError, IndexDamaged, UsageError
from assay.index.block import Part, part_of
from assay.index.directory import Index
from assay.index.manifest import NAME as MANIFEST
from assay.index.merge import merged, renumbered
from assay.index.scoring_row import decode
from assay.index.skill_table import SkillTable
from assay.index.snapshot import Snapshot
from assay.store.records import StoreCheck
from assay.workflow.pool.keeping import Keeper, current_rows, index_key
from assay.workflow.pool.opening import TalentPool

_PAGE: Final = 1_000
_TRIES: Final = 3
_COLUMNS: Final = (
    "signals", "seniority", "seniority_shown", "years", "roles_shown", "share_start", "share_of", "share", "degree",
)  # fmt: skip
_POSTINGS: Final = ("profile", "code", "months", "last")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexCheck:
    """The index held to the store: `people` stand in it, `compared` of them were compared row by row. `lapsed` stand
    in it though their legal basis has run out: no reading returns them, and the next change takes them out."""

    people: int
    compared: int
    lapsed: int
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCheck:
    """Everything that was looked at."""

    store: StoreCheck
    index: IndexCheck

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong; empty where all is well."""
        return self.store.faults + self.index.faults


def check_pool(
    pool: TalentPool, *, at: datetime, against: AuditHead | None = None, sample: int | None = None
) -> PoolCheck:
    """Look at everything. `sample` compares so many people of the index with the store, drawn at random by the state
    of the store; None compares all."""
    return PoolCheck(store=pool.store.check(against), index=_index(pool, at, sample))


def _index(pool: TalentPool, at: datetime, sample: int | None) -> IndexCheck:
    faults: list[str] = []
    keeper = Keeper(pool)
    try:
        if (pool.index / MANIFEST).is_file():
            faults += _damage(pool, keeper, at)
        found = _compared(pool, keeper, at, sample)
    except AssayError as fault:
        return IndexCheck(
            people=0, compared=0, lapsed=0, faults=(*faults, str(fault)), notes=tuple(keeper.notes)
        )
    return replace(found, faults=(*faults, *found.faults), notes=tuple(dict.fromkeys(keeper.notes)))


def _damage(pool: TalentPool, keeper: Keeper, at: datetime) -> list[str]:
    """What is wrong with the index's bytes; it is then built anew, for it is derived from the store."""
    try:
        Index.open(pool.index, key=index_key(pool.store)).verify()
    except UsageError:
        return []  # of another state of the store: the keeper tells it and builds it anew
    except IndexDamaged as fault:
        keeper.rebuild(at=at)
        return [f"{fault}; it has been built anew from the store, and nothing is lost"]
    return []


def _compared(pool: TalentPool, keeper: Keeper, at: datetime, sample: int | None) -> IndexCheck:
    """Compare; again where somebody wrote meanwhile."""
    for _ in range(_TRIES):
        with keeper.snapshot(at=at) as snapshot:
            found = _compare(pool, snapshot, at, sample)
            if not found.faults or pool.store.sequence() == snapshot.sequence:
                return found
    return found


def _compare(pool: TalentPool, snapshot: Snapshot, at: datetime, sample: int | None) -> IndexCheck:
    numbers = {int(n) for block in snapshot for n in block.numbers[block.live]}
    held = set(pool.store.permitted(Purpose.INDEX, at=at))
    with_row = {number for page in _pages(sorted(held)) for number in pool.store.scoring_rows_of(page, at=at)}
    extra = sorted(numbers - with_row)
    known = pool.store.persons_by_number(extra, Purpose.AUDIT, at=at)
    faults = [f"person number {n} stands in the index, but not in the store" for n in extra if n not in known]
    faults += [f"person number {n} is missing in the index" for n in sorted(with_row - numbers)]
    chosen = sorted(numbers & with_row)
    if sample is not None and sample < len(chosen):
        chosen = sorted(random.Random(snapshot.sequence).sample(chosen, sample))  # noqa: S311 - no secret
    for block in snapshot:
        faults += _differing(pool, block, snapshot.skills, chosen, at)
    return IndexCheck(
        people=len(numbers), compared=len(chosen), lapsed=len(known), faults=tuple(faults[:50]), notes=()
    )


def _differing(
    pool: TalentPool, block: Part, table: SkillTable, chosen: Sequence[int], at: datetime
) -> Iterator[str]:
    mine = np.intersect1d(block.numbers[block.live], np.array(chosen, dtype=np.int64)).tolist()
    for page in _pages(mine):
        expected = _from_store(pool, page, at)
        if expected is None or not _same(_only(block, page, table), expected, table):
            for number in page:
                one = _from_store(pool, [number], at)
                if one is None or not _same(_only(block, [number], table), one, table):
                    yield f"person number {number} stands otherwise in the index than in the store"


def _from_store(pool: TalentPool, numbers: Sequence[int], at: datetime) -> Part | None:
    """The part that the store's rows make, None where somebody has gone meanwhile."""
    held = pool.store.scoring_rows_of(numbers, at=at)
    read = dict(current_rows(pool.store, held.values(), at, careful=True))
    entries = [(n, decode(row.scoring), row.text) for n, row in sorted(read.items())]
    if len(entries) < len(numbers):
        return None
    table = SkillTable(()).with_more([skill for _, row, _ in entries for skill in row.skills])
    return part_of(entries, table, index_key(pool.store))


def _only(block: Part, numbers: Sequence[int], table: SkillTable) -> Part:
    live = block.live & np.isin(block.numbers, np.array(numbers, dtype=np.int64))
    return merged([replace(block, live=live)], table)


def _same(mine: Part, expected: Part, table: SkillTable) -> bool:
    if not set(expected.columns.postings.skills.ids) <= table.number.keys():
        return False
    other = merged([renumbered(expected, table)], table)
    a, b = mine.columns, other.columns
    pairs = [(getattr(a, name), getattr(b, name)) for name in _COLUMNS]
    pairs += [(getattr(a.postings, name), getattr(b.postings, name)) for name in _POSTINGS]
    pairs += [(mine.numbers, other.numbers), (a.postings.bounds, b.postings.bounds)]
    return (
        all(np.array_equal(x, y) for x, y in pairs)
        and _equal(a.languages, b.languages)
        and _equal(a.written, b.written)
        and (
            mine.texts is None or (other.texts is not None and _equal(mine.texts.arrays, other.texts.arrays))
        )
    )


def _equal(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    mine, other = ({k: v for k, v in x.items() if len(v)} for x in (a, b))
    return mine.keys() == other.keys() and all(np.array_equal(mine[k], other[k]) for k in mine)


def _pages(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[at : at + _PAGE] for at in range(0, len(numbers), _PAGE))
