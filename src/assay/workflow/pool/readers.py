"""Readers: candidates read in worker processes, in the order given; one that brings its reader down stops no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Final, Self

from assay.workflow.candidate import Outcome, Task, read_candidate
from assay.workflow.intake import PARALLEL_FROM, alone, executor, read_chunk

_CHUNK: Final = 8
"""Candidates that one process reads at a time."""

Waiting = list[tuple[Sequence[Task], Future[list[Outcome]] | None]]
"""Chunks of tasks with their answers to come; None for those that are read here."""


class Readers:
    """Worker processes that read candidates; with few candidates, or one process, they are read here."""

    def __init__(self, processes: int, expected: int) -> None:
        self._processes = processes if expected >= PARALLEL_FROM else 1
        self._workers: ProcessPoolExecutor | None = None

    def begin(self, tasks: Sequence[Task]) -> Waiting:
        """Hand tasks out; `outcomes` waits for them."""
        chunks = [tasks[at : at + _CHUNK] for at in range(0, len(tasks), _CHUNK)]
        return [(chunk, self._submit(chunk)) for chunk in chunks]

    def read(self, waiting: Waiting) -> Iterator[list[Outcome]]:
        """What was read, some tasks at a time, in their order."""
        for chunk, future in waiting:
            yield self._settled(chunk, future)

    def outcomes(self, waiting: Waiting) -> list[Outcome]:
        """What was read, in the order of the tasks."""
        return [outcome for some in self.read(waiting) for outcome in some]

    def close(self) -> None:
        """End the processes; what was handed out and not yet begun is dropped."""
        if self._workers is not None:
            self._workers.shutdown(wait=True, cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _submit(self, chunk: Sequence[Task]) -> Future[list[Outcome]] | None:
        if self._processes <= 1:
            return None
        for _ in range(2):
            if self._workers is None:
                self._workers = executor(self._processes)
            try:
                return self._workers.submit(read_chunk, chunk)
            except BrokenProcessPool:
                self._workers = None
        return None

    def _settled(self, chunk: Sequence[Task], future: Future[list[Outcome]] | None) -> list[Outcome]:
        if future is None:
            return [read_candidate(*task) for task in chunk]
        try:
            return future.result()
        except BrokenProcessPool:
            return [alone(task) for task in chunk]
