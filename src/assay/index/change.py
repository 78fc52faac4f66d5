"""Changes: new files first, then the manifest that names them; readers see all of a change or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from assay.index import held_files
from assay.index.array_file import write_arrays
from assay.index.block import Part, write_block
from assay.index.lock import unwritable, writing
from assay.index.manifest import (
    BlockEntry,
    FileEntry,
    IdsEntry,
    Manifest,
    is_ours,
    new_name,
    publish_manifest,
    read_manifest,
    stage_manifest,
    write_bytes,
)
from assay.index.skill_table import SkillTable

_MOST_ID_FILES: Final = 16
"""Parts of the skill table before they are written as one."""


class Change:
    """One change to the index at `folder`, made while the writer lock is held.

    Files are written as they come; nothing counts before `commit`.
    """

    def __init__(self, folder: Path, before: Manifest) -> None:
        self.folder, self.before = folder, before
        self.generation = before.generation + 1
        self.ids = before.ids
        self.waiting: tuple[str, ...] = ()
        self._new: list[Path] = []

    def add(self, part: Part, sequence: int) -> BlockEntry:
        """Write the live part of a block: its columns and, where kept, its passages."""
        columns = write_block(self._path("cols"), part, sequence)
        texts: FileEntry | None = None
        if part.texts:
            texts = write_arrays(self._path("text"), b"", part.texts.checked)
        return BlockEntry(columns, texts, None, len(part), len(part))

    def bury(self, entry: BlockEntry, part: Part) -> BlockEntry | None:
        """The entry of a block whose live people are those of `part` now; None where nobody is left."""
        live = int(part.live.sum())
        if live == entry.live:
            return entry
        if not live:
            return None
        dead = write_bytes(self._path("dead"), np.packbits(~part.live).tobytes())
        return msgspec.structs.replace(entry, dead=dead, live=live)

    def grow(self, table: SkillTable, skills: Iterable[str]) -> SkillTable:
        """`table` with those of `skills` that it lacks."""
        grown = table.with_more(list(skills))
        if len(grown) > len(table):
            if len(self.ids) < _MOST_ID_FILES:
                self.ids = (*self.ids, self._ids(grown.ids[len(table) :]))
            else:
                self.ids = (self._ids(grown.ids),)
        return grown

    def set_ids(self, ids: Sequence[str]) -> None:
        """Write the whole skill table anew."""
        self.ids = (self._ids(ids),) if ids else ()

    def commit(self, after: Manifest, *, purge: bool = False) -> Manifest:
        """Make `after` the index, and remove what it does without: what this change replaced at the next
        change, or with `purge` now. `waiting` then names what readers of this process still hold."""
        old = set() if purge else self.before.names - after.names
        after = msgspec.structs.replace(after, generation=self.generation, superseded=tuple(sorted(old)))
        staged = stage_manifest(self.folder, after)
        self._new = []  # from here on the files count
        publish_manifest(self.folder, staged)
        self.before, self.waiting = after, _swept(self.folder, after)
        return after

    def sweep(self) -> None:
        """Remove the files that a writer who was killed has left."""
        self.waiting = _swept(self.folder, self.before)

    def undo(self) -> None:
        """Remove what was written for a change that did not come about."""
        for path in self._new:
            held_files.remove(path)

    def _ids(self, ids: Sequence[str]) -> IdsEntry:
        return IdsEntry(write_bytes(self._path("ids"), msgspec.msgpack.encode(ids)), len(ids))

    def _path(self, ending: str) -> Path:
        path = self.folder / new_name(self.generation, ending)
        self._new.append(path)
        return path


@contextmanager
def changing(folder: Path, wait: float) -> Iterator[Change]:
    """Begin a change from the newest manifest, under the writer lock.

    Raises `IndexBusy`, `IndexDamaged`, or `IndexUnwritable` where the system refuses; the index is then as it was.
    """
    with writing(folder, wait):
        change = Change(folder, read_manifest(folder))
        try:
            yield change
        except OSError as fault:
            change.undo()
            raise unwritable(folder, fault) from fault
        except BaseException:
            change.undo()
            raise


def _swept(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """Remove the index's files that `manifest` neither uses nor keeps; names of those that must wait."""
    keep = manifest.names.union(manifest.superseded)
    names = [path.name for path in folder.iterdir() if is_ours(path.name) and path.name not in keep]
    return tuple(sorted(name for name in names if not held_files.remove(folder / name)))
