"""Settings of a cluster: which index, how many workers, how patient."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assay.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a cluster is started with.

    `folder` is the index, at the same path on all machines or at least where the coordinator runs; `key`
    is that of the words of its passages. `shards_each` shards a worker: more move in smaller pieces.
    Seconds: `follow_s` between looks for a newer generation of the index, `silent_s` until a worker that
    lives but does not answer is left out of an answer.
    """

    folder: Path
    workers: int
    key: bytes = field(default=b"", repr=False)
    engine: str = "auto"
    shards_each: int = 4
    follow_s: float = 1.0
    silent_s: float = 120.0

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError(f"{self.workers} workers were asked for; give 1 or more")
        if self.shards_each < 1:
            raise UsageError(f"{self.shards_each} shards a worker were asked for; give 1 or more")
