"""Faults that the cluster handles itself; what it cannot handle is an error of `assay.errors`."""

from __future__ import annotations

from assay.errors import ClusterError


class WorkerLost(Exception):
    """A worker has ended. The message says which and why; `name` is the worker's."""

    def __init__(self, name: str, why: str) -> None:
        self.name, self.why = name, why
        super().__init__(name, why)

    def __str__(self) -> str:
        return f"{self.name} {self.why}"


class WorkerSilent(Exception):
    """A worker did not answer in time, or cannot be reached just now."""


class NotHeld(Exception):
    """A worker was asked about a shard that it does not hold (any more)."""


class FilesWanted(Exception):
    """A worker's machine does not see files of the index."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(names)


class NoRoom(ClusterError):
    """A worker has too little memory for a shard."""
