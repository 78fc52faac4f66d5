"""What commands share: messages on standard error, progress, files written safely, exit codes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.workflow.intake import Pool, Progress, Unread, default_as_of

if TYPE_CHECKING:
    from rich.console import Console

ALL_READ = 0
NOTHING_DONE = 1
WRONG_USE = 2
SOME_UNREAD = 3
"""Exit codes: everything read, nothing could be done, wrong use, some documents could not be read."""

STDOUT = Path("-")

_state = {"quiet": False}


def set_quiet(quiet: bool) -> None:
    """Keep progress and notes back; errors are still shown."""
    _state["quiet"] = quiet


def errors() -> Console:
    """The console for messages: standard error, so that standard output stays clean."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def clean(text: str) -> str:
    """`text` without control characters, so that a file name cannot steer the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def note(text: str) -> None:
    """A line on standard error, unless quiet."""
    if not _state["quiet"]:
        errors().print(clean(text), markup=False)


def fail(text: str, code: int = NOTHING_DONE) -> NoReturn:
    """One clear sentence on standard error, and the end."""
    errors().print(f"assay: {clean(text)}", markup=False, style="red")
    raise typer.Exit(code)


def report_unread(unread: Sequence[Unread]) -> None:
    """One line for each document that could not be read."""
    for item in unread:
        errors().print(
            f"not read: {clean(item.document)}: {clean(item.reason)}", markup=False, style="yellow"
        )


def finish(pool: Pool) -> NoReturn:
    """End with the exit code that tells whether everything was read."""
    if not pool.candidates:
        raise typer.Exit(NOTHING_DONE)
    raise typer.Exit(SOME_UNREAD if pool.unread else ALL_READ)


def month(text: str | None) -> Month:
    """The month of ``--as-of``, the current one by default; raises UsageError where it is none."""
    if text is None:
        return default_as_of()
    try:
        value = Month.parse(text)
    except ValueError as error:
        raise UsageError(f"--as-of {text!r} is not a month; write YYYY-MM, as in 2026-03") from error
    return value if value.month else Month(value.year, 12)


def cores(jobs: int | None) -> int:
    """Worker processes: as asked, else one for each core."""
    return jobs or os.cpu_count() or 1


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A progress bar on standard error, only on a terminal and unless quiet."""
    console = errors()
    if _state["quiet"] or not console.is_terminal:
        yield lambda _done, _total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def check_outputs(paths: Sequence[Path | None]) -> None:
    """Raise UsageError before the work begins where a report could not be written afterwards."""
    for path in paths:
        if path is None or path == STDOUT:
            continue
        if path.is_dir():
            raise UsageError(f"{path}: is a folder; name a file in it")
        folder = path.absolute().parent
        if not folder.is_dir():
            raise UsageError(f"{path}: the folder {folder} does not exist; make it first")
        target = path if path.exists() else folder
        if not os.access(target, os.W_OK):
            raise UsageError(f"{path}: no permission to write there; choose another place")
    if sum(path == STDOUT for path in paths) > 1:
        raise UsageError("only one output may go to standard output (-)")


def write(path: Path, data: bytes) -> None:
    """Write `data` whole or not at all; ``-`` is standard output. Raises UsageError where it fails."""
    if path == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=path.absolute().parent, prefix=".assay-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: could not be written ({error.strerror}); choose another place") from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


_FIRST, _LAST = 1990, 2100
"""Years of days that routes are asked for; outside, calendars and clocks say nothing of use."""


def day(text: str | None, option: str) -> date:
    """A day as written, today where none is; raises UsageError where it is none, or far from any law in force."""
    if text is None:
        return date.today()
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text!r} is not a day; write YYYY-MM-DD, as in 2026-12-01") from error
    if not _FIRST <= found.year <= _LAST:
        raise UsageError(f"{option} {text} lies outside {_FIRST} to {_LAST}; choose a day within")
    return found
