"""Measure the index on disk with random scoring rows of 25 postings, half of them of the fifty commonest skills.

Run: ``python benchmarks/index_files.py [200000] [--texts] [--jobs 1 2]``. Prints bytes a person, rows a second
of building for each number of processes, the time to open, the time until an update of one person can be
read, with everybody present, and the time to remove a person and compact.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assay.domain.dates import Month
from assay.domain.document import Quote, Span
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Passage, Profile
from assay.domain.skill import Seniority, Speciality
from assay.index.directory import Index, IndexVersions
from assay.index.hashed_passages import text_row_of
from assay.index.manifest import read_manifest
from assay.index.numbers import SPECIALITIES, STUDIES
from assay.index.scoring_row import FORMAT, ScoringRow, decode, encode

SKILLS = [f"skill-{n}" for n in range(3000)] + [f"~open phrase {n}" for n in range(20_000)]
POSTINGS = 25
WORDS = [f"word{n}" for n in range(20_000)]


def row(number: int) -> ScoringRow:
    """A random row: 21 skills, four of them with two kinds of evidence."""
    draw = np.random.default_rng(number)
    common = draw.integers(0, 50, 10)
    known = draw.integers(0, 3000, 10)
    names = list(dict.fromkeys([SKILLS[n] for n in (*common, *known, draw.integers(3000, len(SKILLS)))]))
    claim = np.sort(
        np.concatenate([np.arange(len(names)), draw.integers(0, len(names), POSTINGS - len(names))])
    )
    shares = sorted(draw.choice(len(SPECIALITIES), 3, replace=False).tolist())
    return ScoringRow(
        format=FORMAT,
        skills=tuple(names),
        claim=claim.astype("<u2").tobytes(),
        code=draw.integers(0, 30, POSTINGS).astype("u1").tobytes(),
        last=draw.integers(24_100, 24_320, POSTINGS).astype("<i2").tobytes(),
        months=draw.integers(0, 200, POSTINGS).astype("<u2").tobytes(),
        signals=draw.integers(0, 5, 5).astype("u1").tobytes(),
        seniority=int(draw.integers(0, 6)),
        seniority_shown=True,
        years=float(draw.random() * 20),
        roles_shown=True,
        shares=tuple((n, float(draw.random())) for n in shares),
        degree=int(draw.integers(0, 4)),
        degree_in=draw.integers(0, 4, len(STUDIES)).astype("u1").tobytes(),
        languages=("en", "de")[: int(draw.integers(0, 3))],
        written="en",
    )


def text(number: int) -> bytes:
    """Twelve passages of fourteen words."""
    draw = np.random.default_rng(number)
    words = (len(WORDS) * draw.random((12, 14)) ** 3).astype(int)
    quotes = [" ".join(WORDS[w] for w in line) for line in words]
    passages = tuple(
        Passage(quote=Quote("0" * 64, Span(0, len(q)), q), kind=EvidenceKind.APPLIED) for q in quotes
    )
    return text_row_of(
        Profile(
            id="p", documents=(), as_of=Month(2026, 6), language="en", speciality=Speciality.LLM,
            seniority=Seniority.SENIOR, years_relevant=0.0, passages=passages,
        )
    )  # fmt: skip


def entries(size: int, texts: bool) -> Iterator[tuple[int, bytes, bytes | None]]:
    """`size` people; beyond 5,000 the same rows return with other numbers."""
    rows = [encode(row(n)) for n in range(min(size, 5000))]
    told = [text(n) for n in range(min(size, 5000))] if texts else [None]
    return ((n, rows[n % len(rows)], told[n % len(told)]) for n in range(size))


def timed(label: str, start: float, note: str = "") -> float:
    seconds = time.perf_counter() - start
    print(f"{label:<44} {seconds:9.4f} s  {note}", flush=True)
    return seconds


def built(folder: Path, size: int, texts: bool, jobs: int) -> None:
    index = Index.create(folder, IndexVersions("1", "1"), texts=texts)
    people = entries(size, texts)  # the rows are made before the clock starts
    start, before = time.perf_counter(), cpu_seconds()
    index.build(people, sequence=1, jobs=jobs)
    seconds, cpu = time.perf_counter() - start, cpu_seconds() - before
    print(
        f"{f'build, {jobs} process(es)':<44} {seconds:9.4f} s  {size / seconds:,.0f} rows/s; "
        f"{cpu:.2f} s of processor time",
        flush=True,
    )


def cpu_seconds() -> float:
    """Of this process and of those that it has ended."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def sizes(folder: Path, size: int) -> None:
    manifest = read_manifest(folder)
    columns = sum(b.columns.size for b in manifest.blocks)
    texts = sum(b.texts.size for b in manifest.blocks if b.texts)
    ids = sum(part.file.size for part in manifest.ids)
    print(
        f"columns {columns / size:.1f} bytes a person, skill table {ids / size:.1f}, passages {texts / size:.1f}; "
        f"{len(manifest.blocks)} blocks, {(columns + ids) / 1e6:.1f} MB without passages"
    )


def drop_cache(folder: Path) -> None:
    """Ask the system to forget the files' pages, so that the next opening reads the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def opened(folder: Path) -> None:
    for label in ("open, files not in memory", "open, files in memory"):
        if "not" in label:
            drop_cache(folder)
        start = time.perf_counter()
        Index.open(folder).snapshot().close()
        timed(label, start)


def updated(folder: Path, size: int, texts: bool) -> None:
    writer, reader = Index.open(folder), Index.open(folder)
    reader.snapshot()
    seconds = []
    for n in range(40):
        new = decode(encode(row(size + n)))
        told = text(size + n) if texts else None
        start = time.perf_counter()
        writer.update([(size + n, new, told)], [n], sequence=n + 2)
        with reader.snapshot() as snapshot:
            assert any(size + n in block.numbers for block in snapshot)
        seconds.append(time.perf_counter() - start)
    print(
        f"{'one added, one removed, until read':<44} {statistics.median(seconds):9.4f} s  "
        f"median of {len(seconds)}; longest {max(seconds):.4f} s"
    )
    start = time.perf_counter()
    many = [(2 * size + n, decode(encode(row(n))), text(n) if texts else None) for n in range(1000)]
    timed("(making 1,000 rows)", start)
    start = time.perf_counter()
    writer.update(many, range(100, 200), sequence=100)
    timed("1,000 added, 100 removed", start)
    start = time.perf_counter()
    steps = writer.compact()
    timed("compact", start, f"{steps.steps} steps")
    start = time.perf_counter()
    writer.verify()
    timed("verify", start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=200_000)
    parser.add_argument("--texts", action="store_true")
    parser.add_argument("--jobs", nargs="*", type=int, default=[1, 2])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for jobs in given.jobs:
            folder = Path(name) / f"jobs-{jobs}"
            built(folder, given.size, given.texts, jobs)
        sizes(folder, given.size)
        opened(folder)
        updated(folder, given.size, given.texts)


if __name__ == "__main__":
    main()
