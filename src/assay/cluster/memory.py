"""Memory: what this process uses, and what is free on its machine or in its container (Linux)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_GROUP: Final = Path("/sys/fs/cgroup")
_MEMINFO: Final = Path("/proc/meminfo")
_STATM: Final = Path("/proc/self/statm")


def resident(statm: Path = _STATM) -> int | None:
    """Resident bytes of this process, mapped files included; None where the system does not tell."""
    try:
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


def free(meminfo: Path = _MEMINFO, group: Path = _GROUP) -> int | None:
    """Bytes that can still be used: the least of the machine's and, in a container, of its limit.

    Pages of files count as free, for the system gives them up. None where the system does not tell.
    """
    known = [n for n in (_machine(meminfo), _container(group)) if n is not None]
    return min(known) if known else None


def _machine(meminfo: Path) -> int | None:
    try:
        lines = meminfo.read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _container(group: Path) -> int | None:
    try:
        limit = int((group / "memory.max").read_text())  # "max" where there is none
        used = int((group / "memory.current").read_text())
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return limit - used + int(stat.get("inactive_file", 0)) + int(stat.get("active_file", 0))
    except (OSError, ValueError):
        return None
