"""What a cluster costs: bytes and milliseconds for each profile, what travels, what a lost worker costs.

Run: ``python -m benchmarks.cluster [--people 100000] [--workers 2] [--briefs 64]`` (needs the extra ray).
Builds an index of synthetic people, starts a local cluster, and prints the figures that
docs/explanation/scale-cluster.md reckons with. Processor time is read from the workers' processes, so that
other work on the machine shows less in it than in the wall clock.
"""

from __future__ import annotations

import argparse
import os
import pickle
import signal
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
from benchmarks.synthetic.arrays import blocks
from benchmarks.synthetic.briefs import briefs

from assay.cluster import Cluster, Permitted, Settings, connect, local
from assay.cluster.job import Job
from assay.cluster.permitted import split
from assay.cluster.top_list import TopList, joined, top_of
from assay.domain.dates import Month
from assay.index.block import MOST_PEOPLE, Part
from assay.index.change import changing
from assay.index.directory import Index, IndexVersions
from assay.index.snapshot import Snapshot
from assay.index.update import with_blocks
from assay.matching import MatchModel, Plan, compile_plan, load_model
from assay.matching.engine import engine_named
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 6)
TICKS = os.sysconf("SC_CLK_TCK")


def build(folder: Path, people: int) -> Index:
    """An index of synthetic people numbered from 1, without passages."""
    index = Index.create(folder, IndexVersions("synthetic", "synthetic"))
    with changing(folder, 10) as change:
        entries, first = [], 1
        for columns in blocks(people, 1, MOST_PEOPLE):
            numbers = np.arange(first, first + len(columns), dtype=np.int64)
            live = np.ones(len(columns), np.bool_)
            entries.append(change.add(Part(columns, numbers, live, None), 0))
            first += len(columns)
        change.set_ids(columns.postings.skills.ids)
        change.commit(with_blocks(change.before, change, entries, 0))
    return index


def single(snapshot: Snapshot, plan: Plan, model: MatchModel, count: int) -> TopList:
    """The first of everybody, in this process."""
    ready = engine_named().ready(plan, snapshot.skills, model, AS_OF)
    tops = [top_of(p, ready.totals(p.columns), count, None) for p in snapshot]
    return joined(tops, count)


def seconds(process: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(process: int) -> dict[str, float]:
    """Megabytes: private to the process, and mapped from files."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {
        "anonymous": sizes["Anonymous"],
        "private": sizes["Private_Clean"] + sizes["Private_Dirty"],
        "resident": sizes["Rss"],
    }


def held(cluster: Cluster) -> str:
    """Memory of each worker."""
    told = []
    for w in cluster.status().workers:
        m = memory(w.process)
        told.append(
            f"{w.name} {w.people:,} people, files {w.bytes / 1e6:.1f} MB, anonymous {m['anonymous']:.0f} MB, resident {m['resident']:.0f} MB"
        )
    return "; ".join(told)


def measure(cluster: Cluster, index: Index, plans: list[Plan], model: MatchModel, people: int) -> None:
    """Print all figures."""
    snapshot = index.snapshot()
    print("memory at rest:", held(cluster))
    list(cluster.rank_many(plans[:8], model, AS_OF))  # loads the compiled loops
    for plan in plans[:8]:
        told, wanted = cluster.rank(plan, model, AS_OF).top, single(snapshot, plan, model, 100)
        assert told.numbers.tobytes() == wanted.numbers.tobytes()
        assert told.bits.tobytes() == wanted.bits.tobytes()
    print("identical to one process: 8 of 8 briefs, to the last bit")
    one = []
    for plan in plans:
        begun = time.perf_counter()
        single(snapshot, plan, model, 100)
        one.append(1e3 * (time.perf_counter() - begun))
    workers = cluster.status().workers
    before, wall = sum(seconds(w.process) for w in workers), []
    for plan in plans:
        begun = time.perf_counter()
        cluster.rank(plan, model, AS_OF)
        wall.append(1e3 * (time.perf_counter() - begun))
    used = sum(seconds(w.process) for w in workers) - before
    print(f"one process: median {statistics.median(one):.1f} ms a brief, p95 {np.percentile(one, 95):.1f}")
    print(
        f"cluster, one at a time: median {statistics.median(wall):.1f} ms, p95 {np.percentile(wall, 95):.1f}"
    )
    print(f"processor time of the workers: {1e3 * used / len(plans):.1f} ms a brief, one at a time")
    for together in (1, 8, 32):
        before, begun = sum(seconds(w.process) for w in workers), time.perf_counter()
        many = plans * 2
        assert len(list(cluster.rank_many(many, model, AS_OF, together=together))) == len(many)
        took, used = time.perf_counter() - begun, sum(seconds(w.process) for w in workers) - before
        print(
            f"batch, {together} together: {len(many) / took:.1f} briefs/s, processor time {1e3 * used / len(many):.2f} ms a brief "
            f"= {1e9 * used / len(many) / people:.0f} ns a profile"
        )
    print("memory after:", held(cluster))
    sizes = [len(Job((p,), model, AS_OF, 100).packed()) for p in plans]
    top = single(snapshot, plans[0], model, 100)
    everybody = Permitted.of(np.arange(1, people + 1))
    parts = split(everybody, [(int(p.numbers[0]), int(p.numbers[-1])) for p in snapshot])
    print(
        f"travels: job {statistics.mean(sizes):,.0f} bytes, top 100 {len(pickle.dumps(top)):,} bytes, "
        f"filter {sum(len(p.bits) for p in parts):,} bytes ({8 * sum(len(p.bits) for p in parts) / people:.2f} bits a profile)"
    )


def lose(cluster: Cluster, plan: Plan, model: MatchModel) -> None:
    """Kill a worker; how soon a partial and a whole answer come."""
    os.kill(cluster.status().workers[0].process, signal.SIGKILL)
    begun = time.perf_counter()
    partial = cluster.rank(plan, model, AS_OF, wait_s=0)
    first = time.perf_counter() - begun
    while cluster.rank(plan, model, AS_OF, wait_s=30).partial:
        pass
    print(
        f"worker killed: partial answer ({partial.missing_share:.0%} missing) after {1e3 * first:.0f} ms, whole after {1e3 * (time.perf_counter() - begun):.0f} ms"
    )


def main() -> None:
    """Build, start, measure, end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--briefs", type=int, default=64)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder, home = Path(scratch) / "index", local.Home(Path(scratch) / "home")
        index = build(folder, asked.people)
        size = sum(f.stat().st_size for f in folder.iterdir())
        print(f"index: {size / asked.people:.1f} bytes a profile, {len(index.snapshot().blocks)} blocks")
        model, taxonomy = load_model(), load_taxonomy()
        plans = [compile_plan(b, model, taxonomy) for b in briefs(asked.briefs, 12, 1)]
        begun = time.perf_counter()
        address = local.start(Settings(folder=folder, workers=asked.workers), home)
        print(f"started in {time.perf_counter() - begun:.1f} s; load of the machine {os.getloadavg()[0]:.1f}")
        try:
            with connect(address, local.environment(home)) as cluster:
                measure(cluster, index, plans, model, asked.people)
                lose(cluster, plans[0], model)
        finally:
            local.stop(home)


if __name__ == "__main__":
    main()
