"""Writer lock: one process or thread writes to an index at a time; readers never wait.

The system holds the lock and drops it when the process ends, however it ends.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from assay.errors import IndexBusy, IndexUnwritable

if sys.platform == "win32":  # pragma: no cover
    import msvcrt
else:
    import fcntl

NAME: Final = "writer.lock"


@contextmanager
def writing(folder: Path, wait: float) -> Iterator[None]:
    """Hold the lock of the index at `folder`, waiting at most `wait` seconds for it.

    Raises `IndexBusy` after that, and `IndexUnwritable` where the folder cannot be written.
    """
    try:
        handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise unwritable(folder, fault) from fault
    try:
        try:
            _acquire(handle, folder, time.monotonic() + wait)
        except OSError as fault:
            raise unwritable(folder, fault) from fault
        yield
    finally:
        os.close(handle)  # this gives the lock back too


def unwritable(folder: Path, fault: OSError) -> IndexUnwritable:
    """The error for a folder that cannot be written."""
    return IndexUnwritable(
        f"the index at {folder} cannot be written ({fault.strerror or fault}); it is as it was: mend that and run again"
    )


def _acquire(handle: int, folder: Path, end: float) -> None:
    pause = 0.002
    while not _try(handle):
        if time.monotonic() > end:
            raise IndexBusy(
                f"another process is writing to the index at {folder}; wait until it is done and run again"
            )
        time.sleep(pause)
        pause = min(0.05, pause * 1.5)


def _try(handle: int) -> bool:
    try:
        if sys.platform == "win32":  # pragma: no cover
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is what Windows says
        return False
    return True
