"""Kill the writer of an index at random moments of updates, merging and compaction, again and again.

    python -m benchmarks.soak.index_kill [--kills 200] [--seed 1]

After each kill the index must open and verify, hold what was acknowledged or the next state, and give the totals
of the kernel over plain memory. Prints how often each was found; ends with 1 on the first fault.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.unit.index.test_round_trip import NOW, expected, totals
from tests.unit.index.writing_process import state

from assay.index.directory import Index

ROOT = Path(__file__).parents[2]


def acknowledged_by(folder: Path, wait_s: float) -> int:
    """Let a writer write for so long, kill it, and read the last sequence that it acknowledged; -1 for none."""
    command = [sys.executable, "-m", "tests.unit.index.writing_process", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(wait_s)
        process.kill()
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
    return max((int(line) for line in lines if line.endswith("\n")), default=-1)


def main() -> None:
    """Kill and look, and print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw, found = random.Random(options.seed), Counter[str]()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as parent:
        folder, at = Path(parent) / "index", -1
        Index.create(folder, NOW, texts=True, key=b"k")
        for kill in range(options.kills):
            at = max(at, acknowledged_by(folder, draw.random() * 0.3))
            index = Index.open(folder, key=b"k")
            index.verify()
            if index.sequence not in (at, at + 1):
                sys.exit(f"kill {kill}: sequence {index.sequence}, but {at} was acknowledged")
            found["as acknowledged" if index.sequence == at else "one further"] += 1
            at = index.sequence
            with index.snapshot() as snapshot:
                if totals(snapshot, "numpy") != expected(state(at)):
                    sys.exit(f"kill {kill}: the totals at sequence {at} are not those of plain memory")
    told = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
    print(f"{options.kills} kills, no fault: {told}; {at:,} updates, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
