"""Held files: which files the readers of this process still use, so that none is removed under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from threading import RLock

_lock = RLock()  # a snapshot may be collected, and so released, while this thread holds it
_readers: Counter[Path] = Counter()
_doomed: set[Path] = set()


def hold(paths: Iterable[Path]) -> None:
    """Count one more reader of each file."""
    with _lock:
        _readers.update(paths)


def release(paths: Iterable[Path]) -> None:
    """Count one reader less; a file that waited for the last of them is removed."""
    with _lock:
        for path in paths:
            _readers[path] -= 1
            if _readers[path] <= 0:
                del _readers[path]
                if path in _doomed:
                    remove(path)


def remove(path: Path) -> bool:
    """Remove a file, at once or when its last reader in this process lets go; whether it is gone now."""
    with _lock:
        if path in _readers:
            _doomed.add(path)
            return False
        try:
            path.unlink(missing_ok=True)
        except OSError:  # mapped by another process on Windows: the next writer tries again
            return False
        _doomed.discard(path)
        return True
