"""A writer that is killed, and readers beside a writer: all see one whole state or another."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.unit.index.rows import entry, person
from tests.unit.index.test_round_trip import NOW, expected, totals
from tests.unit.index.writing_process import state

from assay.index.directory import Index
from assay.index.manifest import read_manifest

_ROOT = Path(__file__).parents[3]


def writer(folder: Path) -> subprocess.Popen[str]:
    """A process that writes until it is ended."""
    command = [sys.executable, "-m", "tests.unit.index.writing_process", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT)


def test_a_killed_writer_leaves_a_whole_index(tmp_path: Path) -> None:
    """At random moments of updates and compaction: what was acknowledged is there, nothing half done."""
    folder, draw, acknowledged = tmp_path / "i", random.Random(11), -1
    Index.create(folder, NOW, texts=True, key=b"k")
    for _ in range(5):
        process = writer(folder)
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(draw.random() * 0.3)
        process.kill()
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
        process.wait()
        process.stdout.close()
        acknowledged = max([acknowledged, *(int(line) for line in lines if line.endswith("\n"))])
        index = Index.open(folder, key=b"k")
        index.verify()
        assert index.sequence in (acknowledged, acknowledged + 1)
        acknowledged = index.sequence
        assert totals(index.snapshot(), "numpy") == expected(state(acknowledged))
    assert acknowledged > 10
    index.compact()
    used = read_manifest(folder).names | {"manifest.json", "writer.lock"}
    assert {path.name for path in folder.iterdir()} == used


def read_for(folder: Path, seconds: float) -> int:
    """Read until the time is up; how many different states were seen, each of them whole."""
    index, seen, end = Index.open(folder, key=b"k"), set(), time.monotonic() + seconds
    while time.monotonic() < end:
        with index.snapshot() as snapshot:
            people = state(snapshot.sequence) if snapshot.sequence >= 0 else {}
            held = {
                n: y
                for b in snapshot
                for n, y in zip(b.numbers[b.live].tolist(), b.columns.years[b.live].tolist(), strict=True)
            }
            assert held == {n: person(seed).years_relevant for n, seed in people.items()}
            for part in snapshot:
                assert part.texts
                part.texts.with_word("sonar")
        seen.add(snapshot.sequence)
    return len(seen)


def test_two_processes_read_while_one_writes(tmp_path: Path) -> None:
    """Each reader sees many states, every one whole."""
    Index.create(tmp_path / "i", NOW, texts=True, key=b"k")
    process = writer(tmp_path / "i")
    try:
        assert process.stdout
        process.stdout.readline()
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as readers:
            seen = [f.result() for f in [readers.submit(read_for, tmp_path / "i", 1.5) for _ in range(2)]]
    finally:
        process.kill()
        process.communicate()
    assert min(seen) > 3
    Index.open(tmp_path / "i", key=b"k").verify()


def test_threads_write_and_compact_beside_one_another(tmp_path: Path) -> None:
    """No update is lost."""
    Index.create(tmp_path / "i", NOW)
    turns = iter(range(1000))

    def write(worker: int) -> int:
        index, done = Index.open(tmp_path / "i"), 0
        for n in range(8):
            while not index.update([entry(worker * 100 + n)], sequence=next(turns)):
                pass
            done += 1
            if n % 4 == worker:
                index.compact()
        return done

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(write, range(3))) == 24
    index = Index.open(tmp_path / "i")
    index.verify()
    assert len(index.snapshot()) == 24
