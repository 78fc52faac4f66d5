"""What comes back from the files is what went in, to the last bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.index.rows import AS_OF, MODEL, entry, person, plan

from assay.errors import UsageError
from assay.index import block
from assay.index.columns import Columns
from assay.index.directory import Index, IndexVersions
from assay.index.scoring_row import encode
from assay.index.snapshot import Snapshot
from assay.matching.engine import engine_named

NOW = IndexVersions(extractor="1", taxonomy="t")


def totals(snapshot: Snapshot, engine: str) -> dict[int, float]:
    """Bits of everybody live by number."""
    ready = engine_named(engine).ready(plan(), snapshot.skills, MODEL, AS_OF)
    found = {}
    for part in snapshot:
        bits = ready.totals(part.columns)
        found |= dict(zip(part.numbers[part.live].tolist(), bits[part.live].tolist(), strict=True))
    return found


def expected(seeds: dict[int, int]) -> dict[int, float]:
    """Bits of the same people from profiles in memory."""
    columns = Columns.from_profiles([person(seed) for seed in seeds.values()])
    ready = engine_named("numpy").ready(plan(), columns.postings.skills, MODEL, AS_OF)
    return dict(zip(seeds, ready.totals(columns).tolist(), strict=True))


@pytest.mark.parametrize("engine", ["numpy", "compiled"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_totals_are_those_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, jobs: int
) -> None:
    """Several blocks, built, updated and compacted, give the bits of profiles in memory, by both engines."""
    if engine == "compiled":
        pytest.importorskip("numba")
    monkeypatch.setattr("assay.index.build.MOST_PEOPLE", 64)
    index = Index.create(tmp_path / "i", NOW, texts=True, key=b"k")
    rows = (entry(n) for n in range(200))
    assert index.build(((n, encode(row), text) for n, row, text in rows), sequence=1, jobs=jobs) == 200
    with Index.open(tmp_path / "i", key=b"k").snapshot() as snapshot:
        assert len(snapshot.blocks) == 4
        assert totals(snapshot, engine) == expected({n: n for n in range(200)})
    index.update([entry(n, n + 1000) for n in (3, 70, 500)], [5, 150], sequence=2)
    now = {n: n for n in range(200) if n not in (5, 150)} | {n: n + 1000 for n in (3, 70, 500)}
    assert totals(index.snapshot(), engine) == expected(now)
    index.compact()
    index.verify()
    after = index.snapshot()
    assert len(after.blocks) == 1
    assert totals(after, engine) == expected(now)


def test_every_field_comes_back(tmp_path: Path) -> None:
    """The columns of one block are the columns of its rows."""
    rows = [entry(n) for n in range(50)]
    index = Index.create(tmp_path / "i", NOW)
    index.build(rows, sequence=9)
    (part,) = Index.open(tmp_path / "i").snapshot().blocks
    wanted = Columns.from_rows([row for _, row, _ in rows])
    assert part.columns.postings.skills.ids == wanted.postings.skills.ids
    for name in ("signals", "seniority", "seniority_shown", "years", "roles_shown", "share_start",
                 "share_of", "share", "degree", "degree_in"):  # fmt: skip
        assert np.array_equal(getattr(part.columns, name), getattr(wanted, name)), name
        assert getattr(part.columns, name).dtype == getattr(wanted, name).dtype, name
    for name in ("bounds", "profile", "code", "months", "last"):
        assert np.array_equal(getattr(part.columns.postings, name), getattr(wanted.postings, name)), name
    for held, asked in ((part.columns.languages, wanted.languages), (part.columns.written, wanted.written)):
        assert {k: v.tolist() for k, v in held.items()} == {k: v.tolist() for k, v in asked.items()}
    assert part.numbers.tolist() == list(range(50))
    assert not part.columns.seniority.flags.writeable


def test_arrays_stand_at_64_bytes(tmp_path: Path) -> None:
    """Mapped arrays are aligned as the processor's caches are."""
    index = Index.create(tmp_path / "i", NOW)
    index.build([entry(n) for n in range(50)], sequence=9)
    (part,) = index.snapshot().blocks
    for array in (
        part.columns.postings.profile,
        part.columns.postings.code,
        part.columns.years,
        part.numbers,
    ):
        assert array.ctypes.data % 64 == 0


def test_more_people_than_a_block_holds_make_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update may be of any size."""
    monkeypatch.setattr("assay.index.build.MOST_PEOPLE", 16)
    index = Index.create(tmp_path / "i", NOW)
    index.update([entry(n) for n in range(40)], sequence=1)
    assert [len(b) for b in index.snapshot()] == [16, 16, 8]
    assert block.MOST_PEOPLE == 32_768


def test_what_contradicts_itself_is_refused(tmp_path: Path) -> None:
    """One clear sentence, and the index is as it was."""
    index = Index.create(tmp_path / "i", NOW, texts=True)
    with pytest.raises(UsageError, match="adds one person twice"):
        index.update([entry(1), entry(1)], sequence=1)
    with pytest.raises(UsageError, match="adds and removes the person numbered 1"):
        index.update([entry(1)], [1], sequence=1)
    with pytest.raises(UsageError, match="text row"):
        index.update([(1, entry(1)[1], None)], sequence=1)
    with pytest.raises(UsageError, match="name one person twice"):
        index.build([entry(1), entry(1)], sequence=1)
    with pytest.raises(UsageError, match="already"):
        Index.create(tmp_path / "i", NOW)
    with pytest.raises(UsageError, match="no index"):
        Index.open(tmp_path)
    with pytest.raises(UsageError, match="another key"):
        Index.open(tmp_path / "i", key=b"other")
    assert len(index.snapshot()) == 0
    assert index.sequence == -1
    assert [p.name for p in (tmp_path / "i").iterdir() if p.suffix in (".cols", ".text", ".ids")] == []


def test_an_update_seen_already_does_nothing(tmp_path: Path) -> None:
    """Whoever comes late with what the index reflects changes nothing."""
    index = Index.create(tmp_path / "i", NOW)
    assert index.update([entry(1)], sequence=5)
    assert not index.update([], [1], sequence=5)
    assert not index.update([], [1], sequence=4)
    assert len(index.snapshot()) == 1


def test_an_index_of_other_versions_is_stale(tmp_path: Path) -> None:
    """It says in what it differs; a build with the new versions mends that."""
    index = Index.create(tmp_path / "i", NOW)
    assert index.stale(NOW) == ()
    new = IndexVersions(extractor="2", taxonomy="u")
    assert len(index.stale(new)) == 2
    index.build([entry(1)], sequence=1, versions=new)
    assert Index.open(tmp_path / "i").stale(new) == ()
