"""Time to profile CVs and to start Assay; prints the machine-readable figures of the README.

Usage: python benchmarks/profile_cvs.py [FOLDER]   (default: the shipped example)
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from assay.domain.dates import Month
from assay.workflow.example import example_cvs
from assay.workflow.intake import read_pool

AS_OF = Month(2026, 11)
ROUNDS = 5


def cold(code: list[str]) -> float:
    """Median wall seconds of a fresh process."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(code, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else example_cvs()
    empty = cold([sys.executable, "-c", "pass"])
    print(
        f"import assay (less an empty process): {(cold([sys.executable, '-c', 'import assay']) - empty) * 1000:.0f} ms"
    )
    files = sorted(p for p in folder.iterdir() if p.is_file())
    read_pool(files[:1], as_of=AS_OF)
    print(f"{'file':32} {'words':>6} {'ms':>7} {'ms per 800 words':>17}")
    rates = []
    for file in files:
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            pool = read_pool([file], as_of=AS_OF)
            times.append(time.perf_counter() - start)
        words = sum(len(d.text.split()) for c in pool.candidates for d in c.documents)
        ms = statistics.median(times) * 1000
        if words:
            rates.append(ms / words * 800)
            print(f"{file.name:32} {words:6} {ms:7.1f} {rates[-1]:17.1f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"median {statistics.median(rates):.1f} ms per 800 words on one core; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
