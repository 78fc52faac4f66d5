"""Damaged, missing, crafted and locked files: one clear sentence, or the same result; never a wrong one."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.unit.index.rows import entry
from tests.unit.index.test_round_trip import NOW, totals

from assay.errors import IndexBusy, IndexDamaged, IndexUnwritable
from assay.index import block
from assay.index.array_file import ArrayFile, write_arrays
from assay.index.directory import Index
from assay.index.lock import writing
from assay.index.manifest import LAYOUT, FileEntry, read_manifest, stage_manifest
from assay.index.skill_table import SkillTable


def some_index(folder: Path) -> Index:
    """Two blocks, a removed person, passages."""
    index = Index.create(folder, NOW, texts=True)
    index.build([entry(n) for n in range(12)], sequence=1)
    index.update([entry(50)], [3], sequence=2)
    return index


def test_any_damaged_byte_is_seen_or_does_no_harm(tmp_path: Path) -> None:
    """One bit changed at each of many places of every file."""
    folder = tmp_path / "i"
    wanted = totals(some_index(folder).snapshot(), "numpy")
    draw, seen, files = random.Random(5), 0, read_manifest(folder).names | {"manifest.json"}
    for name in sorted(files):
        whole = (folder / name).read_bytes()
        for place in {*range(min(64, len(whole))), *draw.sample(range(len(whole)), min(150, len(whole)))}:
            data = bytearray(whole)
            data[place] ^= 1 << draw.randrange(8)
            (folder / name).write_bytes(data)
            try:
                index = Index.open(folder)
                found = totals(index.snapshot(), "numpy")
                index.verify()
            except IndexDamaged as fault:
                seen += 1
                assert "\n" not in str(fault)
                assert "rebuild" in str(fault)
            else:
                assert found == wanted
        (folder / name).write_bytes(whole)
    assert seen > 500
    Index.open(folder).verify()


def test_files_cut_short_or_missing_are_seen(tmp_path: Path) -> None:
    """A lost end, a lost file, an empty one."""
    folder = tmp_path / "i"
    some_index(folder)
    for name in sorted(read_manifest(folder).names | {"manifest.json"}):
        whole = (folder / name).read_bytes()
        for data in (whole[:-1], whole[: len(whole) // 2], b""):
            (folder / name).write_bytes(data)
            with pytest.raises(IndexDamaged, match="damaged"):
                Index.open(folder)
        if name != "manifest.json":
            (folder / name).unlink()
            with pytest.raises(IndexDamaged, match="missing"):
                Index.open(folder)
        (folder / name).write_bytes(whole)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("run_skill", -1), ("run_skill", 10_000), ("run_end", 10_000), ("run_end", -1), ("profile", 12), ("code", 36), ("last", -2), ("signals", 5), ("signals", -1), ("share_of", 100),
        ("share_of", -1), ("share_start", 1000), ("bounds", 10_000), ("bounds", -1), ("roles_shown", 2),
        ("languages", 60_000), ("language_bounds", -5), ("numbers", 5),
    ],
)  # fmt: skip
def test_a_crafted_block_leads_nobody_out_of_an_array(tmp_path: Path, name: str, value: int) -> None:
    """Right checksums do not help a number that is out of range."""
    rows = [entry(n) for n in range(12)]
    first = [f"skill {n}" for n in range(1000)] if name.startswith("run") else []
    table = SkillTable(tuple(first)).with_more([s for _, row, _ in rows for s in row.skills])
    entry_ = block.write_block(tmp_path / "good", block.part_of(rows, table, None), 1)
    file = ArrayFile(tmp_path / "good", entry_)
    array = file.arrays[name].copy()
    array[len(array) // 2] = value
    bad = write_arrays(tmp_path / "bad", file.meta, dict(file.arrays) | {name: array})
    block.read_block(tmp_path / "good", entry_, table)
    with pytest.raises(IndexDamaged, match="bad is damaged"):
        block.read_block(tmp_path / "bad", bad, table)


def test_a_block_of_another_table_or_kind_is_seen(tmp_path: Path) -> None:
    """More skills than there are ids, an array too few, another file."""
    rows = [entry(n) for n in range(12)]
    table = SkillTable(()).with_more([s for _, row, _ in rows for s in row.skills])
    held = block.write_block(tmp_path / "good", block.part_of(rows, table, None), 1)
    file = ArrayFile(tmp_path / "good", held)
    with pytest.raises(IndexDamaged, match="skill table holds 2"):
        block.read_block(tmp_path / "good", held, SkillTable(("a", "b")))
    fewer = {name: a for name, a in file.arrays.items() if name != "years"}
    with pytest.raises(IndexDamaged, match="years"):
        block.read_block(tmp_path / "few", write_arrays(tmp_path / "few", file.meta, fewer), table)
    with pytest.raises(IndexDamaged, match="message"):
        block.read_block(tmp_path / "odd", write_arrays(tmp_path / "odd", b"", file.arrays), table)
    (tmp_path / "junk").write_bytes(b"j" * 100)
    with pytest.raises(IndexDamaged, match="begin"):
        ArrayFile(tmp_path / "junk", FileEntry("junk", 100, 0))


def test_an_index_of_another_layout_is_rebuilt(tmp_path: Path) -> None:
    """It says which layout it has, and a new one may take its place."""
    folder = tmp_path / "i"
    some_index(folder)
    other = msgspec.structs.replace(read_manifest(folder), layout=LAYOUT + 1)
    stage_manifest(folder, other).replace(folder / "manifest.json")
    with pytest.raises(IndexDamaged, match=f"has layout {LAYOUT + 1}.1"):
        Index.open(folder)
    index = Index.create(folder, NOW, replace=True)
    index.build([entry(1)], sequence=1)
    Index.open(folder).verify()
    assert len(list(folder.iterdir())) == 4  # manifest, lock, one block, ids


def test_a_full_disk_leaves_the_index_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says so, and what was half written is gone."""
    folder = tmp_path / "i"
    index = some_index(folder)
    wanted, names = totals(index.snapshot(), "numpy"), {p.name for p in folder.iterdir()}

    def full(*_: object) -> FileEntry:
        raise OSError(errno.ENOSPC, "No space left on device")

    for step in ("write_arrays", "write_block", "write_bytes", "stage_manifest"):
        with monkeypatch.context() as patch:
            patch.setattr(f"assay.index.change.{step}", full)
            with pytest.raises(IndexUnwritable, match="No space left on device"):
                index.update([entry(60)], [4], sequence=3)
        assert {p.name for p in folder.iterdir()} == names
    assert totals(Index.open(folder).snapshot(), "numpy") == wanted
    assert index.update([entry(60)], [4], sequence=3)


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    """Readers go on meanwhile."""
    some_index(tmp_path / "i")
    index = Index.open(tmp_path / "i", wait_s=0.05)
    with writing(tmp_path / "i", 1.0):
        with pytest.raises(IndexBusy, match="another process is writing"):
            index.update([], [1], sequence=3)
        assert len(index.snapshot()) == 12
    assert index.update([], [1], sequence=3)


def test_one_person_in_two_blocks_is_seen(tmp_path: Path) -> None:
    """Verification compares the parts with one another."""
    folder = tmp_path / "i"
    index = some_index(folder)
    manifest = read_manifest(folder)
    twice = msgspec.structs.replace(manifest, blocks=(*manifest.blocks, manifest.blocks[0]))
    stage_manifest(folder, twice).replace(folder / "manifest.json")
    with pytest.raises(IndexDamaged, match="two blocks"):
        index.verify()
    assert np.concatenate([b.numbers for b in index.snapshot()]).size
