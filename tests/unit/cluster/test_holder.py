"""A holder scores its shards as one process does, and says clearly what it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.cluster.rigging import KEY, filled, in_one_process, job, same

from assay.cluster import holder as module
from assay.cluster import memory
from assay.cluster.faults import FilesWanted, NoRoom, NotHeld
from assay.cluster.holder import Holder, Order, order_for
from assay.cluster.permitted import Permitted, split
from assay.cluster.shards import divided
from assay.cluster.top_list import joined
from assay.index.directory import Index
from assay.index.manifest import read_manifest


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of six blocks."""
    return filled(tmp_path_factory.mktemp("cluster") / "index")


def ordered(index: Index, count: int = 3) -> Order:
    """All of the index in so many shards."""
    manifest = read_manifest(index.folder)
    return order_for(index.folder, manifest, divided(manifest.blocks, count), KEY)


@pytest.mark.parametrize("count", [1, 7, 500])
def test_shards_scored_apart_and_joined_are_the_whole(index: Index, tmp_path: Path, count: int) -> None:
    """To the last bit, removed people left out."""
    order = ordered(index)
    held = Holder("a", "numpy", tmp_path / "cache")
    held.hold(order)
    generation, packed = order.manifest.generation, job(count).packed()
    tops = [held.rank(generation, [s.number], packed, None)[0] for s in order.shards]
    same(joined(tops, count), in_one_process(index, count))
    assert 4 not in joined(tops, 500).numbers


def test_only_who_is_permitted_is_ranked(index: Index, tmp_path: Path) -> None:
    """Filters come block by block."""
    order, permitted = ordered(index), Permitted.of(range(2, 200, 5))
    held = Holder("a", "numpy", tmp_path / "cache")
    ranges = held.hold(order)
    filters = {number: split(permitted, some) for number, some in ranges.items()}
    told = held.rank(order.manifest.generation, [0, 1, 2], job(12).packed(), filters)[0]
    same(told, in_one_process(index, 12, permitted))


def test_files_that_its_machine_does_not_see_are_asked_for(index: Index, tmp_path: Path) -> None:
    """Taken into a folder of its own, the shards are the same; at the end nothing is left."""
    seen = ordered(index)
    order = Order(tmp_path / "elsewhere", seen.manifest, seen.shards, KEY)
    held = Holder("a", "numpy", tmp_path / "assay-shards-a")
    with pytest.raises(FilesWanted) as fault:
        held.hold(order)
    assert set(fault.value.names) == set(seen.manifest.names)
    for name in fault.value.names:
        held.take(name, (index.folder / name).read_bytes())
    held.hold(order)
    told = held.rank(order.manifest.generation, [0, 1, 2], job().packed(), None)[0]
    same(told, in_one_process(index, 10))
    assert held.facts().fetched
    held.drop(order.manifest.generation)
    assert list((tmp_path / "assay-shards-a").iterdir()) == []
    held.close()
    assert not (tmp_path / "assay-shards-a").exists()


def test_a_shard_that_does_not_fit_is_refused(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is opened, with the sizes."""
    monkeypatch.setattr(module.memory, "free", lambda: 1000)
    with pytest.raises(
        NoRoom, match=r"worker-1 on .* needs .* MB .* start more workers, or give each more memory"
    ):
        Holder("worker-1", "numpy", tmp_path / "cache").hold(ordered(index))


def test_a_shard_that_it_does_not_hold_is_no_answer(index: Index, tmp_path: Path) -> None:
    """Neither of another generation nor of another number."""
    held = Holder("a", "numpy", tmp_path / "cache")
    held.hold(ordered(index))
    for generation, number in ((10**6, 0), (read_manifest(index.folder).generation, 17)):
        with pytest.raises(NotHeld):
            held.rank(generation, [number], job().packed(), None)


def test_fetched_files_of_a_dead_process_are_swept(tmp_path: Path) -> None:
    """Of a living one they stay."""
    dead, living = tmp_path / "assay-shards-999999999", tmp_path / "assay-shards-1"
    dead.mkdir()
    living.mkdir()
    Holder("a", "numpy", tmp_path / "assay-shards-2")
    assert (dead.exists(), living.exists()) == (False, True)


def test_the_limit_of_a_container_counts(tmp_path: Path) -> None:
    """Less what is used, but for pages of files; where nothing is told, nothing is known."""
    (tmp_path / "memory.max").write_text("5000\n")
    (tmp_path / "memory.current").write_text("4000\n")
    (tmp_path / "memory.stat").write_text("anon 3000\ninactive_file 700\nactive_file 300\n")
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9 kB\nMemAvailable:       3 kB\n")
    nothing = tmp_path / "none"
    assert memory.free(nothing, tmp_path) == 2000
    assert memory.free(meminfo, tmp_path) == 2000
    assert memory.free(meminfo, nothing) == 3072
    assert memory.free(nothing, nothing) is None
    assert memory.resident(nothing) is None
