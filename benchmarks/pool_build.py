"""How long a pool's index takes to build from its store, on a file, and how long it takes to open.

    python -m benchmarks.pool_build [--people 200000] [--jobs 2] [--kinds 5000]

Everybody has a scoring row of about 25 postings from `benchmarks.synthetic` (of `--kinds` different people,
taken in turn), a short file and an empty profile, sealed as any other. Prints seconds and what they make of
a million people in proportion.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.soak.store_people import NOW, extracted, intake, person_id
from benchmarks.synthetic import profiles

from assay.domain.profile import Profile
from assay.index.directory import Index
from assay.store import Intake, OriginalFile
from assay.workflow.pool import rows
from assay.workflow.pool.keeping import Keeper, index_key
from assay.workflow.pool.opening import init_pool, open_pool

BATCH = 10_000
FULL, PLAIN = extracted(1), intake(2, read=False)


def person(number: int, row: bytes, made: object) -> Intake:
    """Somebody with this scoring row, a short file and an empty profile."""
    profile: Profile = replace(FULL.profile, id=f"p{number}", skills=(), experience=(), passages=())
    found = replace(FULL, profile=profile, row=row, versions=made)  # type: ignore[arg-type]
    file = OriginalFile(name=f"{number}.txt", content=f"the file of person {number}".encode())
    return replace(PLAIN, person=person_id(number), files=(file,), extracted=found)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kinds", type=int, default=5_000)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{options.people:,} people, {options.jobs} processes, {os.cpu_count()} cores, load {load:.1f}")
    kept = [rows.kept(p) for p in profiles(0, options.kinds, 1)]
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder) / "pool.store"
        init_pool(where, at=NOW)
        pool = open_pool(where)
        start = time.perf_counter()
        for first in range(0, options.people, BATCH):
            some = range(first, min(first + BATCH, options.people))
            pool.store.ingest(
                [person(n, kept[n % len(kept)], pool.made) for n in some], at=NOW, actor="benchmark"
            )
        spent = time.perf_counter() - start
        print(
            f"taken in (short files, empty profiles): {spent:.0f} s, {options.people / spent:,.0f} a second"
        )
        start = time.perf_counter()
        count = Keeper(pool).rebuild(at=NOW, jobs=options.jobs)
        spent = time.perf_counter() - start
        assert count == options.people
        size = sum(f.stat().st_size for f in pool.index.rglob("*") if f.is_file())
        million = spent / options.people * 1e6
        print(
            f"index built from the store: {spent:.1f} s ({million:.0f} s for a million); {size / count:.0f} bytes a person"
        )
        start = time.perf_counter()
        with Index.open(pool.index, key=index_key(pool.store)).snapshot() as snapshot:
            assert len(snapshot) == options.people
        print(f"opened: {(time.perf_counter() - start) * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
