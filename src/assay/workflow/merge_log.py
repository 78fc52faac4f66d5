"""The log of merges beside a pool's manifest: who merged which files when and why, a JSON object a line."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import msgspec

from assay.errors import UsageError

LOG = ".assay-merges.jsonl"
"""Its name; hidden, so that it is no document of the pool. Lines are only ever added."""


class Merge(msgspec.Struct, frozen=True, kw_only=True):
    """A merge as logged.

    `rows` is the text added to the manifest; `opening` what had to stand between the manifest as found and
    the first merged row (a header, a line break, nothing); `found` the sha256 of that manifest, empty where
    there was none.
    """

    id: str
    person: str
    files: tuple[str, ...]
    when: str
    who: str
    reason: str
    rows: str
    opening: str
    found: str
    undone: bool = False

    @property
    def number(self) -> int:
        """The number in the id."""
        return int(self.id[1:])


class _Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    act: str
    id: str
    when: str
    who: str
    person: str = ""
    files: tuple[str, ...] = ()
    reason: str = ""
    rows: str = ""
    opening: str = ""
    found: str = ""


def read_log(pool: Path) -> list[Merge]:
    """Every merge logged, oldest first; raises UsageError where the log is damaged."""
    path = pool / LOG
    merges: dict[str, Merge] = {}
    for number, line in enumerate((bytes_of(path) or b"").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            entry = msgspec.json.decode(line, type=_Line)
            if entry.act == "merge" and entry.rows and entry.id[:1] == "m" and entry.id[1:].isdecimal():
                given = {f: getattr(entry, f) for f in entry.__struct_fields__ if f != "act"}
                merges[entry.id] = Merge(**given)
            elif entry.act == "unmerge" and entry.id in merges:
                merges[entry.id] = msgspec.structs.replace(merges[entry.id], undone=True)
            else:
                raise ValueError("neither a merge nor the undoing of one")
        except ValueError as error:  # msgspec's errors are among them
            raise UsageError(
                f"{path}: line {number} is damaged ({error}); mend it, or move the file away to begin a new log"
            ) from error
    return list(merges.values())


def log_merge(pool: Path, merge: Merge) -> None:
    """Add a merge."""
    given = {f: getattr(merge, f) for f in merge.__struct_fields__ if f != "undone"}
    _append(pool, _Line(act="merge", **given))


def log_undone(pool: Path, which: str, *, when: str, who: str) -> None:
    """Add that a merge was taken back."""
    _append(pool, _Line(act="unmerge", id=which, when=when, who=who))


def _append(pool: Path, line: _Line) -> None:
    path = pool / LOG
    before = bytes_of(path) or b""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    replace_whole(path, before + msgspec.json.encode(line) + b"\n")


def bytes_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none; raises UsageError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error


def replace_whole(path: Path, data: bytes) -> None:
    """Put `data` in the file's place, whole or not at all; raises UsageError where that fails."""
    target = path.resolve()
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".assay-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        else:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(
            f"{path}: could not be written ({error.strerror}); nothing was changed in it"
        ) from error
