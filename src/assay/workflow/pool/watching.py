"""Watching: a folder is looked at again and again, and what appears in it is taken in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from assay.errors import UsageError
from assay.workflow.pool.adding import Added, AddHow, add_people
from assay.workflow.pool.opening import TalentPool

_SETTLED_S: Final = 1.0
"""Seconds that a file must not have changed for: it may still be written."""

State = dict[str, tuple[int, int]]
"""Of each file its size and when it was changed (nanoseconds)."""


def watch(
    pool: TalentPool,
    folder: Path,
    how: AddHow,
    *,
    every: float = 5.0,
    once: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Added]:
    """Take in what is in `folder` and what appears in it, an answer for each time that something did.

    A file is taken in when it has stopped changing; what could not be read is tried again when it changes. Raises
    UsageError where there is no such folder. Ctrl-C ends it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; check the path")
    done: State | None = None
    while True:
        found = state_of(folder)
        if once or (found != done and _settled(folder, found, sleep)):
            added = add_people(pool, [folder], how)
            done = found
            if once or added.stopped or added.added or added.extended or added.unread:
                yield added
            if once or added.stopped:
                return
        try:
            sleep(every)
        except KeyboardInterrupt:
            return


def state_of(folder: Path) -> State:
    """The files below a folder as they are now; one that vanishes meanwhile is left out."""
    found: State = {}
    for path in folder.rglob("*"):
        try:
            told = path.stat()
        except OSError:
            continue
        if path.is_file() and not path.name.startswith((".", "~$")):
            found[str(path)] = told.st_size, told.st_mtime_ns
    return found


def _settled(folder: Path, found: State, sleep: Callable[[float], None]) -> bool:
    """Whether nothing has changed for a moment."""
    if not found:
        return False
    sleep(_SETTLED_S)
    return state_of(folder) == found
