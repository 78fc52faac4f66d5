"""Merge candidates of a pool into one person by its manifest, and take a merge back. CVs are never touched.

The manifest is what it was found as, an opening (a header or a line break, where one is needed), and the rows
of the merges in force. Taking a merge back takes its rows out; with the last, the opening goes too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assay.errors import UsageError
from assay.workflow.handles import handle_of
from assay.workflow.merge_log import Merge, bytes_of, log_merge, log_undone, read_log, replace_whole
from assay.workflow.sources import MANIFEST, Source, find_sources, holds_several

__all__ = ["Merge", "merge", "unmerge"]

_FORMULA = ("=", "+", "-", "@", "%", "|")
_MAX_PERSON = 80
_MERGE_ID = re.compile(r"m\d+")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _State:
    """A pool's manifest: its path, its bytes (None where there is none), the merges in force and all logged."""

    path: Path
    data: bytes | None
    live: tuple[Merge, ...]
    log: tuple[Merge, ...]


def merge(
    pool: Path,
    candidates: Sequence[str],
    *,
    when: str,
    who: str,
    person: str | None = None,
    reason: str = "",
) -> Merge:
    """Make one person of two or more candidates of the folder `pool`, by rows added to its manifest.csv.

    `candidates` are their names in the pool (a file, a person's folder, a person of the manifest) or paths.
    `when` (a UTC time) and `who` go into the log. `person` is what the manifest shall call them (default:
    the person merged into, else the next free P1, P2 ...). Raises UsageError, with nothing changed, where they
    cannot be merged.
    """
    sources = find_sources([_folder(pool)])
    chosen = _chosen(pool, sources, candidates)
    state = _state(pool)
    name = _person(person, chosen, sources, state.path)
    files = tuple(_named(f, pool) for s in chosen if s.manifest is None for f in s.files)
    opening, found = _opening(state)
    made = Merge(
        id=f"m{1 + max((m.number for m in state.log), default=0)}",
        person=name,
        files=files,
        when=when,
        who=who,
        reason=reason,
        rows=_rows(opening.encode() if state.data is None else state.data, name, files),
        opening=opening,
        found=found,
    )
    before = state.data or b""
    added = made.rows if state.live else opening + made.rows
    log_merge(pool, made)  # before the rows: rows that no log knows could not be taken back
    replace_whole(state.path, before + added.encode())
    return made


def unmerge(pool: Path, which: str, *, when: str, who: str) -> tuple[Merge, ...]:
    """Take back the merge with the id `which`, or all merges of the person `which`; gives them, the last first.

    The manifest becomes what it was before, byte by byte; one that a merge made goes with the last merge.
    Raises UsageError, with nothing changed, where that cannot be done.
    """
    state = _state(_folder(pool))
    chosen = [m for m in state.live if which in (m.id, m.person)]
    if not chosen or state.data is None:
        raise UsageError(_why_not(state, which))
    kept = [m for m in state.live if m not in chosen]
    for one in chosen:
        later = [m.id for m in kept if m.person == one.person and m.number > one.number]
        if later:
            raise UsageError(f"merge {later[-1]} added to {one.person!r} after {one.id}; take it back first")
    data: bytes | None = state.data
    for one in reversed(chosen):
        data = _without(data or b"", one)
    if not kept:
        data = _as_found(data or b"", chosen[0])
    if data is None:
        state.path.unlink()
    else:
        replace_whole(state.path, data)
    for one in reversed(
        chosen
    ):  # after the rows: a merge without its rows is not in force, whatever the log says
        log_undone(pool, one.id, when=when, who=who)
    return tuple(reversed(chosen))


def _folder(pool: Path) -> Path:
    if not pool.is_dir():
        raise UsageError(f"{pool}: no such folder; name the folder that holds the CVs")
    return pool


def _state(pool: Path) -> _State:
    """The manifest, however its name is written, and the merges in force: logged, not undone, rows there."""
    path = next((p for p in sorted(pool.iterdir()) if p.name.lower() == MANIFEST), pool / MANIFEST)
    data, log = bytes_of(path), read_log(pool)
    live: dict[str, Merge] = {}
    for one in reversed(log):
        if not one.undone and _place(data or b"", one.rows.encode()) is not None:
            live.setdefault(one.rows, one)
    return _State(path, data, tuple(reversed(live.values())), tuple(log))


def _place(data: bytes, rows: bytes) -> int | None:
    """Where the rows stand as whole lines, None where they do not."""
    at = data.find(rows)
    while at > 0 and data[at - 1 : at] not in (b"\n", b"\r"):
        at = data.find(rows, at + 1)
    return at if at >= 0 else None


def _without(data: bytes, one: Merge) -> bytes:
    rows = one.rows.encode()
    at = _place(data, rows)
    assert at is not None, "only merges in force are taken back"
    return data[:at] + data[at + len(rows) :]


def _as_found(data: bytes, one: Merge) -> bytes | None:
    """The manifest without the opening, where nothing else was changed in it; None where there was none."""
    opening = one.opening.encode()
    before = data[: len(data) - len(opening)]
    if not data.endswith(opening):
        return data
    if not one.found:
        return None if not before else data
    return before if sha256(before).hexdigest() == one.found else data


def _why_not(state: _State, which: str) -> str:
    mine = [m for m in state.log if which in (m.id, m.person)]
    if not mine:
        known = ", ".join(f"{m.id} ({m.person})" for m in state.live) or "none"
        return f"{which!r} is no merge in the pool's log; in force: {known}"
    if all(m.undone for m in mine):
        return f"{which!r} has been taken back already"
    return f"{state.path}: the rows of {which!r} are no longer as they were merged; take them out by hand"


def _chosen(pool: Path, sources: Sequence[Source], candidates: Sequence[str]) -> list[Source]:
    """The sources meant, each once."""
    found: list[Source] = []
    for given in candidates:
        source = _source(pool, sources, given)
        if any(holds_several(f) for f in source.files):
            raise UsageError(f"{given!r} holds several candidates; only files of one person can be merged")
        if source in found:
            raise UsageError(f"{given!r} belongs to {source.name!r}, which is named already")
        found.append(source)
    if len(found) < 2:
        raise UsageError("a merge needs two candidates or more; name them as `assay duplicates` shows them")
    return found


def _source(pool: Path, sources: Sequence[Source], given: str) -> Source:
    named = [s for s in sources if given in (s.name, handle_of(s.name))]
    if len(named) == 1:
        return named[0]
    for path in (pool / given, Path(given)):
        meant = [s for s in sources if path.exists() and _holds(s, path.resolve())]
        if len(meant) == 1:
            return meant[0]
    inside = [s.name for s in sources if given.startswith((f"{s.name}#", f"{s.name}/"))]
    if inside:
        raise UsageError(
            f"{given!r} is a row or a member of {inside[0]!r}; only files and folders can be merged"
        )
    raise UsageError(f"{given!r} is no candidate of {pool}; name them as `assay duplicates` shows them")


def _holds(source: Source, path: Path) -> bool:
    files = [f.resolve() for f in source.files]
    return path in files or (path.is_dir() and all(f.parent == path for f in files))


def _person(given: str | None, chosen: Sequence[Source], sources: Sequence[Source], manifest: Path) -> str:
    """What the manifest calls the person."""
    known = [s for s in chosen if s.manifest is not None]
    if len(known) > 1:
        names = " and ".join(repr(s.name) for s in known)
        raise UsageError(f"{names} are persons of the manifest already; take one merge back first")
    if known:
        other = known[0].manifest or manifest
        if other != manifest:
            raise UsageError(
                f"{known[0].name!r} is a person of {other}; only files beside no manifest can be merged"
            )
        if given not in (None, known[0].name):
            raise UsageError(f"the files belong to {known[0].name!r} already; leave --person out")
        return known[0].name
    taken = {s.name for s in sources}
    if given is None:
        return next(f"P{n}" for n in range(1, len(taken) + 2) if f"P{n}" not in taken)
    if given in taken:
        raise UsageError(f"{given!r} is a candidate of the pool already; choose another name for the person")
    if not given.strip() or len(given) > _MAX_PERSON or not given.isprintable():
        raise UsageError(f"a person's name has 1 to {_MAX_PERSON} printable characters; choose another")
    if given.startswith(_FORMULA) or _MERGE_ID.fullmatch(given):
        raise UsageError(f"{given!r} reads like a formula or the number of a merge; choose another name")
    return given


def _named(file: Path, pool: Path) -> str:
    """A file as the manifest names it; a spreadsheet must not take the name for a formula."""
    name = file.relative_to(pool).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise UsageError(
            f"{name!r}: the file's name is not UTF-8, so no manifest can hold it; rename it"
        ) from error
    return f"./{name}" if name.startswith(_FORMULA) or name != name.lstrip() else name


def _opening(state: _State) -> tuple[str, str]:
    """What must stand before the first merged row, and the sha256 of the manifest as found."""
    if state.live:
        return state.live[0].opening, state.live[0].found
    if state.data is None:
        return "person,file\n", ""
    line = "" if state.data.endswith((b"\n", b"\r")) else _line_break(state.data)
    return line, sha256(state.data).hexdigest()


def _line_break(data: bytes) -> str:
    return "\r\n" if b"\r\n" in data else "\n"


def _rows(data: bytes, person: str, files: Sequence[str]) -> str:
    """Rows for the files in the columns of the manifest `data`."""
    text = data.removeprefix(_BOM).decode()
    header = next(csv.reader(io.StringIO(text, newline="")))
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=_line_break(data))
    for file in files:
        cells = {"person": person, "file": file}
        writer.writerow([cells.get(column, "") for column in header])
    return stream.getvalue()
