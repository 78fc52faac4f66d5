"""Groups of records that hang together by likely pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assay.linkage.compare import Pair
from assay.linkage.record import Record


@dataclass(frozen=True, slots=True)
class Group:
    """Records that may be of one person, newest first, with the pairs that tie them, likeliest first.

    `members` are numbers in the pool; `probability` is that of the weakest tie needed to hold it together.
    """

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]
    probability: float


def group(records: Sequence[Record], pairs: Iterable[Pair]) -> list[Group]:
    """The groups, that with the newest document first; their order hangs on nothing but the documents."""
    ranked = sorted(pairs, key=lambda p: -p.bits)
    root = list(range(len(records)))
    weakest = [1.0] * len(records)

    def top(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for pair in ranked:
        a, b = sorted((top(pair.first), top(pair.second)))
        if a != b:
            root[b] = a
            weakest[a] = min(weakest[a], weakest[b], pair.probability)
    found: dict[int, list[int]] = {}
    for pair in ranked:
        for number in (pair.first, pair.second):
            found.setdefault(top(number), []).append(number)
    groups = []
    for head, numbers in found.items():
        members = tuple(sorted(set(numbers), key=lambda n: _newest(records[n])))
        ties = tuple(p for p in ranked if top(p.first) == head)
        groups.append(Group(members, ties, weakest[head]))
    return sorted(groups, key=lambda g: _newest(records[g.members[0]]))


def _newest(record: Record) -> tuple[int, str]:
    return (-record.dated.ordinal if record.dated else 1, record.document)
