"""Keeping: the index follows the store whatever happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import pytest

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.index.hashed_passages import TEXT_FORMAT
from assay.index.scoring_row import FORMAT as SCORING_FORMAT
from assay.store.memory import MemoryStore
from assay.workflow.pool import TalentPool
from assay.workflow.pool.adding import AddHow, add_people
from assay.workflow.pool.filters import Filters, consider
from assay.workflow.pool.keeping import Keeper, index_key
from assay.workflow.pool.people import MOST_TIES, first_of
from assay.workflow.pool.place import Place
from assay.workflow.shortlist import versions

AT = datetime(2026, 11, 1, tzinfo=UTC)
CVS = Path(__file__).parents[4] / "examples" / "cvs"
HOW = AddHow(as_of=Month(2026, 11), clock=lambda: AT)
FILES = sorted(CVS.glob("*.txt"))[:3]


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[TalentPool]:
    """A pool of three people, in memory but for its index."""
    store = MemoryStore(at=AT, actor="tests")
    made = TalentPool(place=Place("memory", tmp_path / "index"), store=store, actor="tests", made=versions())
    assert add_people(made, FILES, HOW).added == 3
    yield made
    store.close()


def numbers(pool: TalentPool, keeper: Keeper) -> list[int]:
    """Who stands in the index."""
    with keeper.snapshot(at=AT) as snapshot:
        return sorted(int(n) for block in snapshot for n in block.numbers[block.live])


def test_who_is_added_and_erased_is_followed(pool: TalentPool) -> None:
    keeper = Keeper(pool)
    assert numbers(pool, keeper) == [1, 2, 3]
    gone = pool.store.persons_by_number([2], Purpose.ERASURE, at=AT)[2].id
    pool.store.erase([gone], at=AT, actor="tests")
    assert keeper.behind() == 1
    assert numbers(pool, keeper) == [1, 3]
    assert keeper.behind() == 0
    assert keeper.notes == []


def test_an_index_of_another_state_of_the_store_is_built_anew(
    pool: TalentPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert numbers(pool, Keeper(pool)) == [1, 2, 3]
    monkeypatch.setattr(type(pool.store), "lineage", property(lambda _: "f" * 32))
    keeper = Keeper(pool)
    assert keeper.behind() is None
    assert numbers(pool, keeper) == [1, 2, 3]
    assert "another key" in keeper.notes[0]


@pytest.mark.parametrize(
    "old",
    [
        (0, 0, b"", b""),  # of another layout, as its numbers say
        (SCORING_FORMAT, TEXT_FORMAT, b"\x91\x01", b"\x92\x01\x90"),  # of one that its numbers do not tell
        (SCORING_FORMAT, TEXT_FORMAT, b"\xc1", b"\xc1"),
    ],
)
def test_rows_of_another_layout_are_made_from_the_profiles(
    pool: TalentPool, old: tuple[int, int, bytes, bytes]
) -> None:
    with Keeper(pool).snapshot(at=AT) as snapshot:
        before = snapshot.skills_held
    for person in pool.store._people.values():  # type: ignore[attr-defined]
        for version, row in person.rows.items():
            person.rows[version] = replace(row, row=msgspec.msgpack.encode(old))
    keeper = Keeper(pool)
    assert keeper.rebuild(at=AT) == 3
    with keeper.snapshot(at=AT) as snapshot:
        assert sorted(snapshot.skills_held) == sorted(before)


def test_the_key_of_the_index_is_that_of_one_store() -> None:
    stores = [MemoryStore(at=AT, actor="tests") for _ in range(2)]
    assert index_key(stores[0]) != index_key(stores[1])
    assert len(index_key(stores[0])) == 32


def test_who_withdrew_is_not_considered_though_the_index_holds_them(pool: TalentPool) -> None:
    keeper = Keeper(pool)
    person = pool.store.persons_by_number([1], Purpose.MATCHING, at=AT)[1].id
    pool.store.withdraw(person, {Purpose.MATCHING}, at=AT, actor="tests")
    with keeper.snapshot(at=AT) as snapshot:
        assert len(snapshot) == 3
        assert consider(pool, snapshot, Purpose.MATCHING, Filters(), at=AT).count == 2
        assert consider(pool, snapshot, Purpose.SEARCH, Filters(), at=AT).count == 3


def test_a_note_stands_once_and_a_second_run_reads_nothing(pool: TalentPool) -> None:
    again = add_people(pool, FILES, HOW)
    assert (again.added, again.held, again.notes) == (0, 3, [])


def test_of_thousands_who_tie_a_hundred_are_read() -> None:
    values, everybody = np.zeros(5_000), np.ones(5_000, dtype=np.bool_)
    values[7] = 1.0
    first, untold = first_of(values, 3, everybody)
    assert first.tolist()[:2] == [7, 0]
    assert (len(first), untold) == (3 + MOST_TIES, 5_000 - 3 - MOST_TIES)
    few, none = first_of(values[:20], 3, everybody[:20])
    assert (len(few), none) == (20, 0)


def test_many_small_blocks_become_few(pool: TalentPool, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper(pool)
    before = numbers(pool, keeper)
    assert keeper.tidy() is False
    for path in sorted(CVS.glob("*.md")):
        add_people(pool, [path], HOW)
    monkeypatch.setattr("assay.workflow.pool.keeping._SMALL_BLOCKS", 0)
    assert keeper.tidy() is True
    with keeper.snapshot(at=AT) as snapshot:
        assert len(snapshot.blocks) == 1
    assert numbers(pool, keeper)[: len(before)] == before
