"""Building in bulk: rows become blocks as they stream in, in as many processes as asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from assay.errors import IndexUnwritable, UsageError
from assay.index.block import MOST_PEOPLE, Part, part_of
from assay.index.scoring_row import ScoringRow, decode
from assay.index.skill_table import SkillTable

_T = TypeVar("_T")
Entry = tuple[int, ScoringRow | bytes, bytes | None]
"""The store's number of a person, their scoring row (encoded or not), their text row where passages are kept."""


def built(entries: Iterable[Entry], key: bytes | None, jobs: int) -> Iterator[Part]:
    """Full parts in the order of `entries`, each under a skill table of its own; `key` None: no passages.

    At most `jobs` + 1 blocks are in memory. Raises `IndexDamaged` for a row that cannot be read.
    """
    several = chunks(entries)
    if jobs <= 1:
        yield from (_part(chunk, key) for chunk in several)
        return
    waiting: deque[Future[Part]] = deque()
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        try:
            for chunk in several:
                waiting.append(workers.submit(_part, chunk, key))
                if len(waiting) > jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as fault:
            raise IndexUnwritable(
                "a process that built the index was ended from outside (too little memory, perhaps); "
                "the index is as it was: run again with fewer processes"
            ) from fault
        finally:
            for future in waiting:
                future.cancel()


def chunks(items: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    """`items` in order, as many together as a full block holds people."""
    left = iter(items)
    while chunk := tuple(islice(left, MOST_PEOPLE)):
        yield chunk


def _part(chunk: tuple[Entry, ...], key: bytes | None) -> Part:
    """One chunk as a part; runs in a process of its own."""
    if key is not None and any(text is None for _, _, text in chunk):
        raise UsageError("this index keeps passages; give the text row of every person")
    rows = [(n, row if isinstance(row, ScoringRow) else decode(row), text) for n, row, text in chunk]
    table = SkillTable(tuple(sorted({skill for _, row, _ in rows for skill in row.skills})))
    return part_of(rows, table, key)
