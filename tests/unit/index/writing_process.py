"""A process that writes to an index until it is ended; ``python -m tests.unit.index.writing_process FOLDER``.

What the index holds follows from the sequence alone, so that others can tell whether they see it whole.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.unit.index.rows import entry

from assay.index.directory import Index

_PEOPLE = 40


def step(sequence: int) -> tuple[dict[int, int], set[int]]:
    """Whom the step adds (number by seed) and removes."""
    added = {sequence % _PEOPLE: sequence % 97, sequence * 7 % _PEOPLE: sequence % 89}
    return added, {(sequence * 3 + 1) % _PEOPLE} - added.keys()


def state(sequence: int) -> dict[int, int]:
    """Who is in the index after all steps up to `sequence`."""
    people: dict[int, int] = {}
    for n in range(sequence + 1):
        added, removed = step(n)
        people = {number: seed for number, seed in people.items() if number not in removed} | added
    return people


def main() -> None:
    index = Index.open(Path(sys.argv[1]), key=b"k")
    for sequence in range(index.sequence + 1, 1_000_000):
        added, removed = step(sequence)
        index.update([entry(n, seed) for n, seed in added.items()], removed, sequence=sequence)
        print(sequence, flush=True)
        if sequence % 3 == 0:
            index.compact()


if __name__ == "__main__":
    main()
