"""The check of a pool sees an index that says another thing than the store, and people are named by few digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from benchmarks.soak.store_people import NOW, file_of, intake, person_id

from assay.errors import UsageError
from assay.index.directory import Index
from assay.index.scoring_row import decode
from assay.store import Intake
from assay.store.records import PersonId
from assay.workflow.pool import Place, TalentPool, init_pool, open_pool, rows
from assay.workflow.pool.checking import check_pool
from assay.workflow.pool.keeping import Keeper, index_key
from assay.workflow.pool.whom import find_people, find_person


def person(number: int, person_id: PersonId | None = None) -> Intake:
    """Somebody with a real row for the index."""
    made = intake(number)
    assert made.extracted is not None
    read = replace(made.extracted, row=rows.kept(made.extracted.profile))
    return replace(made, extracted=read, person=person_id or made.person)


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[TalentPool]:
    """A pool of ten people with its index."""
    place = Place(str(tmp_path / "pool.store"), tmp_path / "index", tmp_path / "key")
    init_pool(place, at=NOW, actor="tests", environment={})
    with open_pool(place, actor="tests", environment={}) as found:
        found.store.ingest([person(n) for n in range(1, 11)], at=NOW, actor="tests")
        Keeper(found).refresh(at=NOW)
        yield found


def test_all_is_well_with_what_nobody_touched(pool: TalentPool) -> None:
    found = check_pool(pool, at=NOW)
    assert found.faults == ()
    assert (found.index.people, found.index.compared) == (10, 10)
    assert check_pool(pool, at=NOW, sample=4).index.compared == 4


def test_rows_of_an_earlier_layout_are_no_fault(pool: TalentPool) -> None:
    """The index has them made anew from the profiles, and the check compares with that."""
    old = person(31)
    assert old.extracted is not None
    first, *rest = msgspec.msgpack.decode(old.extracted.row)
    row = msgspec.msgpack.encode([first + 1, *rest])
    pool.store.ingest([replace(old, extracted=replace(old.extracted, row=row))], at=NOW, actor="tests")
    found = check_pool(pool, at=NOW)
    assert found.faults == ()
    assert found.index.compared == 11


def test_a_row_of_another_and_somebody_missing_or_unknown_are_told(pool: TalentPool) -> None:
    """Each by number; the others are not."""
    store = pool.store
    held = {n: rows.read(r.row, n) for n, r in store.scoring_rows_of(range(1, 11), at=NOW).items()}
    entries = [(n, row.scoring, row.text) for n, row in held.items() if row]
    assert len(entries) == 10
    entries[2] = (3, entries[6][1], entries[2][2])  # the evidence of number 7 under number 3
    entries[4] = (5, entries[4][1], entries[8][2])  # the passages of number 9 under number 5
    entries[9] = (77, *entries[9][1:])
    index = Index.open(pool.index, key=index_key(store))
    index.build(entries, sequence=store.sequence())
    assert decode(entries[2][1])

    assert check_pool(pool, at=NOW).index.faults == (
        "person number 77 stands in the index, but not in the store",
        "person number 10 is missing in the index",
        "person number 3 stands otherwise in the index than in the store",
        "person number 5 stands otherwise in the index than in the store",
    )


def test_people_are_named_by_their_first_digits(pool: TalentPool) -> None:
    """Few digits do where they name one person; the message names those whom they could mean."""
    ids = [PersonId("ab12cd34" + "0" * 24), PersonId("ab12cd35" + "0" * 24)]
    more = [replace(person(n), person=i, files=(file_of(n),)) for n, i in zip((21, 22), ids, strict=True)]
    pool.store.ingest(more, at=NOW, actor="tests")
    one = person_id(1)

    assert find_person(pool, f"@{one[:6].upper()} ", at=NOW) == one
    assert find_people(pool, [ids[0][:8], one, ids[0]], at=NOW) == (ids[0], one)
    with pytest.raises(UsageError, match=f"begins the ids of 2 people \\({ids[0]}, {ids[1]}\\)"):
        find_person(pool, "ab12cd", at=NOW)
    for named in ("", "abc", "zzzzzz", "0" * 33):
        with pytest.raises(UsageError, match="names nobody"):
            find_person(pool, named, at=NOW)
