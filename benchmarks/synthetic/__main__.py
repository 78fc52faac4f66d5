"""Print what the synthetic pool looks like and how fast it is made: the figures of the README beside this.

Run: ``python -m benchmarks.synthetic [--count 1000000] [--seed 1]``, on one core.
"""

from __future__ import annotations

import argparse
import resource
import time
from itertools import islice

import numpy as np
from benchmarks.synthetic import SyntheticArrays, columns, profiles

from assay.index.numbers import KINDS
from assay.matching.levels import SENIORITIES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.perf_counter()
    pool = columns(asked.count, asked.seed)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{asked.count:,} people, {len(pool.profile):,} postings in {seconds:.1f} s; peak memory {peak:,.0f} MB"
    )
    _spread(pool)
    start = time.perf_counter()
    made = sum(1 for _ in islice(profiles(0, 2000, asked.seed), 2000))
    print(f"profiles: {made / (time.perf_counter() - start):,.0f} a second")


def _spread(pool: SyntheticArrays) -> None:
    first = np.ones(len(pool.profile), dtype=bool)
    first[1:] = (np.diff(pool.profile) != 0) | (np.diff(pool.skill) != 0)
    sizes = np.bincount(pool.profile[first], minlength=len(pool))
    places = [0, 5, 25, 50, 75, 95, 100]
    print(
        f"skills a person: mean {sizes.mean():.1f}; percentiles {places}: {np.percentile(sizes, places).astype(int).tolist()}"
    )
    linked = sum(not s.startswith("~") for s in pool.skills)
    counts = np.diff(pool.starts)
    print(
        f"postings outside the vocabulary: {counts[linked:].sum() / counts.sum():.1%}; "
        f"skills with a posting: {(counts[:linked] > 0).sum():,} of {linked:,} known, {(counts[linked:] > 0).sum():,} open phrases"
    )
    for place in np.argsort(-counts)[:10]:
        print(f"  {pool.skills[place]:28} {counts[place] / len(pool):.1%} postings a person")
    kinds = np.bincount(pool.kind, minlength=len(KINDS)) / len(pool.kind)
    print("kinds:", ", ".join(f"{k.value} {share:.1%}" for k, share in zip(KINDS, kinds, strict=True)))
    print(
        "depths 0-5:", ", ".join(f"{d:.1%}" for d in np.bincount(pool.depth, minlength=6) / len(pool.depth))
    )
    levels = np.bincount(pool.seniority, minlength=4) / len(pool)
    print(
        "seniority:",
        ", ".join(f"{s.value} {share:.1%}" for s, share in zip(SENIORITIES, levels, strict=True)),
    )
    print(
        f"relevant years: mean {pool.tenths.mean() / 10:.1f}; months known {(pool.months > 0).mean():.1%}, last use known {(pool.last >= 0).mean():.1%}"
    )
    print(f"degrees 0-3: {(np.bincount(pool.degree, minlength=4) / len(pool)).round(3).tolist()}")


if __name__ == "__main__":
    main()
