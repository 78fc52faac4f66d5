"""Running git on a repository that is not trusted."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path

from assay.documents._records import one_line
from assay.errors import UnreadableDocument, UnsupportedDocument

TIMEOUT_S = 60
"""Longest time for one git command, in seconds."""

MAX_OUTPUT = 64_000_000
"""Most output read of one git command, in bytes."""

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BRANCH = re.compile(r"refs/[\w./+@#-]{1,250}")
_MAX_FILE = 20_000_000


def git_folder(folder: Path) -> Path:
    """The folder with the objects; a work tree's pointer is followed once."""
    inner = folder / ".git"
    if inner.is_dir():
        return inner
    if not inner.exists():
        return folder
    try:
        pointer = _start_of(inner, 4096).removeprefix("gitdir:").strip()
    except OSError as error:
        raise UnreadableDocument(f"could not be opened ({error.strerror})") from error
    target = (folder / pointer.partition("\n")[0]).resolve()
    common = target / "commondir"
    if common.is_file():
        raise UnsupportedDocument(
            "is a linked work tree of a git repository; give the folder of the repository itself"
        )
    if not (target / "objects").is_dir():
        raise UnreadableDocument("points to a git folder that is not there; give a whole clone")
    return target


class Git:
    """Runs git on a fresh directory that borrows the objects of a repository."""

    def __init__(self, place: Path, scratch: Path) -> None:
        self.head = _head(place)
        self._folder = scratch / "repository"
        self._environment = {
            "PATH": _path(),
            "HOME": str(scratch),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_PAGER": "cat",
        }
        made = "sha256" if len(self.head) == 64 else "sha1"
        self.run("init", "--quiet", "--bare", f"--object-format={made}", "--template=", str(self._folder))
        self._environment |= {
            "GIT_DIR": str(self._folder),
            "GIT_OBJECT_DIRECTORY": str((place / "objects").resolve()),
        }
        (self._folder / "HEAD").write_text(f"{self.head}\n")
        shallow = place / "shallow"
        if shallow.is_file():
            rows = _start_of(shallow, _MAX_FILE).split()
            (self._folder / "shallow").write_text("".join(f"{r}\n" for r in rows if _HASH.fullmatch(r)))

    def run(self, *arguments: str, given: str = "") -> bytes:
        """Output of a git command; raises UnreadableDocument where it fails, or is too slow or too long."""
        command = [
            "git", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false",
            "-c", "core.quotePath=false", "-c", "gc.auto=0", "-c", "core.bigFileThreshold=16m", "--no-pager",
            *arguments,
        ]  # fmt: skip
        with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
            asked.write(given.encode())
            asked.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603 - no shell, fixed program, our own arguments
                    command, stdin=asked, stdout=subprocess.PIPE, stderr=said, env=self._environment
                )
            except FileNotFoundError as error:
                raise UnreadableDocument(
                    "is a git repository, but the program git is not installed; install it"
                ) from error
            data, slow = _output(process)
            if slow or len(data) > MAX_OUTPUT:
                raise UnreadableDocument(
                    f"is a git repository too large to count in {TIMEOUT_S} s; clone the last years only"
                )
            if process.returncode:
                said.seek(0)
                reason = one_line(said.read(300).decode("utf-8", "replace")) or "no reason given"
                raise UnreadableDocument(
                    f"is a git repository that git cannot read ({reason}); make a fresh clone"
                )
            return data


def _output(process: subprocess.Popen[bytes]) -> tuple[bytes, bool]:
    """What a process writes, at most a byte over MAX_OUTPUT, and whether it was stopped for taking too long."""
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(True)
        process.kill()

    timer = threading.Timer(TIMEOUT_S, stop)
    timer.start()
    try:
        assert process.stdout is not None
        data = process.stdout.read(MAX_OUTPUT + 1)
        if len(data) > MAX_OUTPUT:
            process.kill()
        process.stdout.close()
        process.wait()
    finally:
        timer.cancel()
    return data, bool(stopped)


def _path() -> str:
    return os.environ.get("PATH", os.defpath)


def _start_of(file: Path, size: int) -> str:
    """The first bytes of a file, which a hostile repository may have made endless."""
    with file.open("rb") as stream:
        return stream.read(size).decode("utf-8", "replace")


def _head(place: Path) -> str:
    """The commit that HEAD names, read from the files, not by git; only names of branches are followed."""
    try:
        value = _start_of(place / "HEAD", 500).strip() if (place / "HEAD").is_file() else ""
        if value.startswith("ref:"):
            ref = value.removeprefix("ref:").strip()
            value = _resolved(place, ref)
    except OSError as error:
        raise UnreadableDocument(
            f"is a git repository without a readable HEAD ({error.strerror}); make a fresh clone"
        ) from error
    if not _HASH.fullmatch(value):
        raise UnreadableDocument("is a git repository without a commit, or in a format that is not read")
    return value


def _resolved(place: Path, ref: str) -> str:
    if not _BRANCH.fullmatch(ref) or ".." in ref:
        return ""
    loose = place / ref
    if loose.is_file():
        return _start_of(loose, 200).strip()
    packed = place / "packed-refs"
    if packed.is_file():
        for row in _start_of(packed, _MAX_FILE).splitlines():
            if row.endswith(f" {ref}"):
                return row.split(" ", 1)[0]
    return ""
