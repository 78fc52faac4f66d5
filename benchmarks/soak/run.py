"""Read thousands of damaged files: no crash, no hang, no claim without its quote; memory stays flat.

    python -m benchmarks.soak.run [--cases 10000] [--from 0]

Cases are read in a process of their own, which is started again behind a case that brings it down.
Memory is what the process holds, printed every thousand cases.
"""

from __future__ import annotations

import argparse
import faulthandler
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.soak.check import SECONDS, fault_of
from benchmarks.soak.mutations import case, sources


def resident_mb() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def work(first: int, last: int) -> None:
    """Read the cases and tell of each on a line: number, outcome, fault. Models are loaded first."""
    fault_of("warm.txt", sources("txt")[0])
    for number in range(first, last):
        print("case", number, flush=True)
        faulthandler.dump_traceback_later(12 * SECONDS, exit=True)
        outcome, fault = fault_of(*case(number))
        print("done", outcome, fault or "", flush=True)
        if number % 1000 == 999:
            print("memory", f"{resident_mb():.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--worker", action="store_true")
    asked = parser.parse_args()
    number, last = asked.first, asked.first + asked.cases
    if asked.worker:
        work(number, last)
        return
    outcomes: Counter[str] = Counter()
    faults: list[str] = []
    begun = time.perf_counter()
    while number < last:
        command = [
            sys.executable,
            "-m",
            "benchmarks.soak.run",
            "--worker",
            "--from",
            str(number),
            "--cases",
            str(last - number),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                word, _, rest = line.rstrip("\n").partition(" ")
                if word == "case":
                    number = int(rest)
                elif word == "memory":
                    print(
                        f"{number + 1:6} cases, {rest} MB, {(number + 1 - asked.first) / (time.perf_counter() - begun):.1f}/s",
                        flush=True,
                    )
                elif word == "done":
                    outcome, _, fault = rest.partition(" ")
                    outcomes[outcome] += 1
                    if fault:
                        faults.append(f"case {number}: {fault}")
                        print("FAULT", faults[-1], flush=True)
        if child.returncode:
            faults.append(f"case {number}: the process ended with {child.returncode}")
            print("FAULT", faults[-1], flush=True)
        number += 1
    print(", ".join(f"{name} {count}" for name, count in outcomes.most_common()))
    print(f"{asked.cases} cases in {time.perf_counter() - begun:.0f} s; {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
