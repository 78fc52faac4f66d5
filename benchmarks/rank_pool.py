"""Time the exact ranking of a pool: everybody's bits, the foremost, and their explanation, on one core.

Run: ``python -m benchmarks.rank_pool`` (a million people, 40 briefs of 12 requirements; about 10 minutes
with the SQL beside it), ``--growth`` for pools of 10,000 to 4,000,000 and briefs of 1 to 40 requirements.

The pool is synthetic, in blocks as the index holds them. Every figure is given as wall-clock time and as
time of this process alone (CPU): where other work shares the machine, only the second says what it costs.
What is measured is checked in the same run: the foremost are scored once more by the kernel from their
profiles and must have the same bits, and the totals of SQL must be the same to 1e-9.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import gc
import resource
import statistics
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.rank_bench import AS_OF, FIRST, Bench, Timer
from benchmarks.rank_plot import plot
from benchmarks.rank_sql import FORMS, SqlPool
from benchmarks.synthetic import briefs, profiles_at
from benchmarks.synthetic.arrays import blocks

from assay.domain.brief import Brief
from assay.domain.match import Shortlist, Versions
from assay.domain.profile import Profile
from assay.index.columns import Columns
from assay.index.scoring_row import decode, encode, row_of
from assay.matching import load_model
from assay.matching.engine import CompiledEngine
from assay.matching.foremost import foremost
from assay.matching.lowered import lower
from assay.matching.plan import Plan
from assay.matching.rank import rank
from assay.taxonomy import load_taxonomy

VERSIONS = Versions(assay="", extractor="", taxonomy="", model="", model_sha256="")


def main() -> None:
    asked = _arguments()
    _warm()
    if asked.growth:
        _growth(asked)
    else:
        _ranking(asked)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--briefs", type=int, default=40)
    parser.add_argument("--requirements", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3, help="times that the briefs are asked once warm")
    parser.add_argument("--sql", type=int, default=12, help="how many of the briefs are asked in SQL too")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--most", type=int, default=4_000_000, help="the largest pool of --growth")
    parser.add_argument("--plot", type=Path, help="where --growth draws its figure (SVG)")
    return parser.parse_args()


def _warm() -> None:
    """Have the loops compiled, or read from where they are kept, before anything is timed."""
    small = Bench(_pool(4096, 1), list(briefs(20, 12, 1)))
    for brief in small.asked:
        small.totals(brief)


def _pool(people: int, seed: int) -> list[Columns]:
    """Blocks with postings as the index holds them: numbers of people in two bytes, no places of claims."""
    return [_block(block) for block in blocks(people, seed)]


def _block(block: Columns) -> Columns:
    postings = block.postings
    small = replace(postings, profile=postings.profile.astype(np.uint16), claim=np.empty(0, dtype=np.uint16))
    return replace(block, postings=small)


def _ranking(asked: argparse.Namespace) -> None:
    pool = _pool(asked.people, asked.seed)
    bench = Bench(pool, list(briefs(asked.briefs, asked.requirements, asked.seed)))
    postings = sum(len(block.postings.profile) for block in pool)
    print(f"{asked.people:,} people, {postings:,} postings in {len(pool)} blocks; {asked.briefs} briefs of "
          f"{asked.requirements} requirements; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    cold = Timer()
    cold(bench.totals, bench.asked[0])
    first = Timer()
    held = [first(bench.foremost, brief) for brief in bench.asked]
    print(f"the very first brief on the pool   {cold}")
    print(f"each brief asked for the first time {first}")
    drawn = profiles_at({int(n) for places in held for n in places}, asked.seed)
    people = {n: (profile, encode(row_of(profile))) for n, profile in drawn.items()}
    gc.collect()
    gc.freeze()  # what a server does once it is up: the vocabulary is not looked through for garbage
    ours = _warm_rounds(bench, people, asked.rounds)
    _resident(pool)
    _bound(bench, ours)
    _two_threads(bench)
    _numpy(bench, ours)
    if asked.sql:
        _sql(bench, asked.sql, ours)


def _warm_rounds(bench: Bench, people: Mapping[int, tuple[Profile, bytes]], rounds: int) -> Timer:
    """Totals, the foremost, and these explained; gives the time of the first two."""
    totals, first, told = Timer(), Timer(), Timer()
    shown = []
    for brief in [brief for _ in range(rounds) for brief in bench.asked]:
        plan, bits = totals(bench.planned, brief)
        places = first(foremost, bits, FIRST)
        best = [people[int(n)] for n in places]
        shortlist = told(_explained, brief, plan, best)
        by_id = {p.id: bits[n] for (p, _), n in zip(best, places, strict=True)}
        assert all(match.bits == by_id[match.profile] for match in shortlist.matches), "the kernel differs"
        shown.append(len(places))
    print(f"everybody's bits                   {totals}")
    print(f"  and the foremost {FIRST}             {totals.plus(first)}")
    print(f"  and these explained              {totals.plus(first, told)}")
    print(f"  each brief's best of {rounds} rounds     {totals.plus(first, told).best_of(rounds)}")
    print(f"  (explaining alone                {told})")
    print(f"  foremost with all who tie: {min(shown)} to {max(shown)}; all of the kernel's bits")
    return totals.plus(first)


def _explained(brief: Brief, plan: Plan, best: Sequence[tuple[Profile, bytes]]) -> Shortlist:
    """The matches of profiles and their scoring rows as a store gives them, with intervals and questions."""
    return rank(
        brief,
        [profile for profile, _ in best],
        model=load_model(),
        taxonomy=load_taxonomy(),
        as_of=AS_OF,
        versions=VERSIONS,
        rows=[decode(row) for _, row in best],
        engine=CompiledEngine(),
        plan=plan,
    )


def _resident(pool: Sequence[Columns]) -> None:
    """What the columns hold, and what is kept beside them."""
    held = sum(a.nbytes for block in pool for a in _arrays(block))
    kept = sum(
        a.nbytes
        for block in pool
        for arrays in block.derived.values()
        for a in arrays
        if a is not block.postings.code
    )
    fields = max(len(block.derived) for block in pool) - 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: columns {held / 1e6:,.0f} MB, kept beside them {kept / 1e6:,.0f} MB (a cell a posting, "
          f"standing in {fields} fields); peak of the process {peak:,.0f} MB")  # fmt: skip


def _arrays(block: Columns) -> Iterable[Any]:
    p = block.postings
    yield from (p.bounds, p.profile, p.code, p.months, p.last)
    yield from (block.signals, block.seniority, block.seniority_shown, block.years, block.roles_shown)
    yield from (block.share_start, block.share_of, block.share, block.degree, block.degree_in)
    yield from (*block.languages.values(), *block.written.values())


def _bound(bench: Bench, ours: Timer) -> None:
    """What must be read at the least, over the speed of a copy."""
    block = np.ones(1 << 25)
    other = np.empty_like(block)
    copying = Timer()
    for _ in range(7):
        copying(np.copyto, other, block)
    speed = 2 * block.nbytes / min(copying.cpu)
    read = [_bytes(bench, brief) for brief in bench.asked]
    touched, least = (statistics.median(column) for column in zip(*read, strict=True))
    at_best = least / speed * 1000
    print(f"bandwidth: a copy moves {speed / 1e9:.1f} GB/s; a brief touches {touched / 1e6:.1f} million "
          f"postings and reads {least / 1e6:.0f} MB (median): {at_best:.1f} ms at best; "
          f"we take {ours.median / at_best:.1f} times that")  # fmt: skip


def _bytes(bench: Bench, brief: Brief) -> tuple[int, int]:
    """Postings touched, and bytes of postings, of standing and of totals that go through memory."""
    plan = bench.plan(brief)
    low = lower(plan, bench.pool[0].postings.skills, load_model(), AS_OF)
    runs = np.sum([np.diff(block.postings.bounds) for block in bench.pool], axis=0)
    people = sum(len(block) for block in bench.pool)
    touched = int(runs[low.answers[0]].sum())
    years = [a for row in plan.rows if row.years for slot in row.slots for a in slot.answers]
    numbers = bench.pool[0].postings.skills.number
    dated = sum(int(runs[numbers[a.skill]]) for a in years if a.skill in numbers)
    return touched, 4 * touched + 2 * dated + people * (4 * len(low.fields) + 8 + 8)


def _two_threads(bench: Bench) -> None:
    """The same on two threads: the loops hold no lock."""
    timer = Timer()
    with ThreadPoolExecutor(2) as threads:
        for brief in bench.asked:
            timer(lambda ready: list(threads.map(ready.totals, bench.pool)), bench.ready(bench.plan(brief)))
    print(f"two threads, everybody's bits      {timer}")


def _numpy(bench: Bench, ours: Timer) -> None:
    timer = Timer()
    for brief in bench.asked[:5]:
        bits = timer(bench.totals, brief, "numpy")
        assert bits.tobytes() == bench.totals(brief).tobytes(), "the engines differ"
    print(f"NumPy engine (5 briefs), same bits {timer}")
    print(f"  times ours: {timer.median / ours.median:.1f}")


def _sql(bench: Bench, count: int, ours: Timer) -> None:
    """The same plans in DuckDB, each in every form; the faster of them for each brief counts."""
    sql = SqlPool(load_model(), AS_OF, bench.pool[0].postings.skills)
    loading = Timer()
    loading(sql.load, bench.pool, [bench.plan(brief) for brief in bench.asked[:count]])
    print(f"DuckDB on one thread ({count} briefs): loaded in {loading.cpu[0]:.0f} s of CPU")
    forms, best = {form: Timer() for form in FORMS}, Timer()
    for brief in bench.asked[:count]:
        plan, bits = bench.plan(brief), bench.totals(brief)
        for form, timer in forms.items():
            query = sql.ask(plan, form)
            timer(sql.foremost, query, FIRST)
        error = np.abs(sql.totals(query) / bits - 1).max()
        assert error < 1e-9, f"SQL differs by {error}"
        best.cpu.append(min(timer.cpu[-1] for timer in forms.values()))
        best.wall.append(min(timer.wall[-1] for timer in forms.values()))
    for form, timer in forms.items():
        print(f"  {form:8} totals and foremost      {timer}")
    mine = Timer(ours.wall[:count], ours.cpu[:count])
    ratios = np.array(best.cpu) / np.array(mine.cpu)
    print(f"  the fastest form for each brief   {best}")
    print(f"  ours on the same briefs           {mine}")
    print(f"  DuckDB takes {np.median(ratios):.0f} times as long (median; {ratios.min():.0f} to "
          f"{ratios.max():.0f}); totals equal to 1e-9")  # fmt: skip


def _growth(asked: argparse.Namespace) -> None:
    """Time by people and by requirements; totals and the foremost, once warm."""
    found: dict[tuple[int, int], float] = {}
    for count in (10_000, 100_000, 1_000_000, 4_000_000):
        if count <= asked.most:
            found |= _grown(_pool(count, asked.seed), asked)
    if asked.plot:
        asked.plot.write_text(plot(found), encoding="utf-8")


def _grown(pool: Sequence[Columns], asked: argparse.Namespace) -> dict[tuple[int, int], float]:
    count, found = sum(len(block) for block in pool), {}
    for requirements in (1, 5, 12, 20, 40):
        bench, timer = Bench(pool, list(briefs(asked.briefs, requirements, asked.seed))), Timer()
        for brief in bench.asked:
            bench.totals(brief)
            timer(bench.foremost, brief)
        found[count, requirements] = timer.median
        print(f"{count:>9,} people, {requirements:>2} requirements: {timer}", flush=True)
    return found


if __name__ == "__main__":
    main()
