"""Files a second on one core, text CVs and PDFs, and memory over ten thousand different files.

    python benchmarks/throughput.py [FOLDER] [--memory 10000]

FOLDER (default: the shipped example) holds .txt and .pdf files; each kind is read and profiled once in
several fresh processes, so that nothing is remembered of a file, and the best time counts, in seconds of
the processor. A calibration (a fixed loop of pure Python) stands beside it, since other work on the
machine slows both. With --memory, so many files are
made from the example's lines and read in one process; what it holds should stay flat.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.extraction import profile_from
from assay.taxonomy import load_taxonomy
from assay.workflow.example import example_cvs

AS_OF = Month(2026, 11)
ROUNDS = 5


def calibration() -> float:
    """Millions of steps a second of a fixed loop."""
    begun, total = time.process_time(), 0
    for number in range(2_000_000):
        total += number % 7
    return 2 / (time.process_time() - begun)


def profiled(name: str, data: bytes) -> None:
    profile_from([read_bytes(data, name)], as_of=AS_OF, taxonomy=load_taxonomy())


def rate(files: Sequence[tuple[str, bytes]]) -> float:
    """Files a second in a fresh process, models loaded; best of several."""
    return max(_in_fresh_process(files) for _ in range(ROUNDS))


def _in_fresh_process(files: Sequence[tuple[str, bytes]]) -> float:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(_once, files).result()


def _once(files: Sequence[tuple[str, bytes]]) -> float:
    for path in sorted(example_cvs().iterdir())[:9]:
        profiled(path.name, path.read_bytes())
    begun = time.process_time()
    for name, data in files:
        profiled(name, data)
    return len(files) / (time.process_time() - begun)


def resident_mb() -> float:
    """What this process holds in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def made(number: int, lines: Sequence[str]) -> tuple[str, bytes]:
    """A CV of lines drawn from all of the example's, every fifth as PDF."""
    chance = random.Random(number)
    drawn = [f"Candidate {number}", *(chance.choice(lines) for _ in range(40))]
    if number % 5:
        return f"{number}.txt", "\n".join(drawn).encode()
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream)
    for row, line in enumerate(drawn):
        canvas.drawString(40, 800 - 18 * row, line[:110])
    canvas.save()
    return f"{number}.pdf", stream.getvalue()


def memory(count: int) -> None:
    lines = [
        line
        for p in sorted(example_cvs().iterdir())
        if p.suffix == ".txt"
        for line in p.read_text(encoding="utf-8").splitlines()
    ]
    step, held = max(1, count // 10), []
    for number in range(count):
        profiled(*made(number, lines))
        if (number + 1) % step == 0:
            held.append(resident_mb())
            print(f"{number + 1:7,} files: {held[-1]:.0f} MB", flush=True)
    if len(held) > 2:
        print(f"from {2 * step:,} to {count:,} files: {held[-1] - held[1]:+.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=example_cvs())
    parser.add_argument("--memory", type=int, default=0)
    asked = parser.parse_args()
    print(f"calibration: {calibration():.1f} million steps a second")
    for suffix in (".txt", ".pdf"):
        files = [(p.name, p.read_bytes()) for p in sorted(asked.folder.glob(f"*{suffix}"))]
        if files:
            print(f"{len(files)} {suffix} files: {rate(files):.1f} a second on one core")
    if asked.memory:
        memory(asked.memory)


if __name__ == "__main__":
    main()
