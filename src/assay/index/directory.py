"""The index: a folder of immutable files and a manifest. One writer at a time, any number of readers."""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import RLock
from typing import Final, TypeVar

import msgspec
import numpy as np

from assay.errors import IndexDamaged, UsageError
from assay.index import compaction
from assay.index.block import Part
from assay.index.build import Entry, built
from assay.index.change import Change, changing
from assay.index.compaction import Compacted
from assay.index.lock import unwritable, writing
from assay.index.manifest import (
    LAYOUT,
    Manifest,
    damaged,
    is_ours,
    publish_manifest,
    read_manifest,
    stage_manifest,
)
from assay.index.manifest import NAME as MANIFEST
from assay.index.merge import renumbered
from assay.index.scoring_row import FORMAT as ROW_FORMAT
from assay.index.scoring_row import ScoringRow
from assay.index.skill_table import SkillTable
from assay.index.snapshot import Files, Snapshot
from assay.index.update import checked, updated, with_blocks
from assay.index.verify import verify

_TRIES: Final = 100
_PAUSE_S: Final = 0.005
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class IndexVersions:
    """What the rows of an index come from; an index of other versions is stale."""

    extractor: str
    taxonomy: str


class Index:
    """The index at `folder`. `wait_s`: seconds that a writer waits for another.

    `key` (at most 64 bytes, may be empty) is that of the words of passages.
    """

    def __init__(self, folder: Path, key: bytes, wait_s: float) -> None:
        # resolved, so that all readers of this process count the same files whatever they call the folder
        self.folder, self.wait_s, self._key = folder.resolve(), wait_s, key
        self._files = Files(self.folder, key)
        self._lock = RLock()
        self._last: tuple[Manifest, weakref.ref[Snapshot]] | None = None

    @classmethod
    def create(
        cls,
        folder: Path,
        versions: IndexVersions,
        *,
        texts: bool = False,
        key: bytes = b"",
        replace: bool = False,
        wait_s: float = 30.0,
    ) -> Index:
        """A new, empty index; `texts` says whether it keeps passages, `replace` whether another may go.

        Raises `UsageError` where there is one and `replace` is False, or for a key that is too long.
        """
        check = _key_check(key)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with writing(folder, wait_s):
                if (folder / MANIFEST).exists() and not replace:
                    raise UsageError(f"there is an index at {folder} already; open it, or replace it")
                old = [int(p.name[:8]) for p in folder.iterdir() if is_ours(p.name) and p.name[:8].isdigit()]
                empty = Manifest(
                    layout=LAYOUT, row_format=ROW_FORMAT, generation=max(old, default=0) + 1, sequence=-1,
                    extractor=versions.extractor, taxonomy=versions.taxonomy, texts=texts, key_check=check,
                    blocks=(), ids=(), superseded=(),
                )  # fmt: skip
                publish_manifest(folder, stage_manifest(folder, empty))
        except OSError as fault:
            raise unwritable(folder, fault) from fault
        return cls(folder, key, wait_s)

    @classmethod
    def open(cls, folder: Path, *, key: bytes = b"", wait_s: float = 30.0) -> Index:
        """The index at `folder`, with the checksums and ranges of all columns checked.

        Raises `UsageError` where there is none or the key is another, `IndexDamaged` where it cannot be used.
        """
        index = cls(folder, key, wait_s)
        manifest = read_manifest(folder)
        if manifest.texts and manifest.key_check != _key_check(key):
            raise UsageError(f"the index at {folder} was made with another key; give that key, or rebuild it")
        index._steady(index._files.load)
        return index

    @property
    def sequence(self) -> int:
        """The sequence of the store that the index reflects, -1 before the first."""
        return read_manifest(self.folder).sequence

    def stale(self, versions: IndexVersions) -> tuple[str, ...]:
        """In what the index differs from `versions`, a sentence each; empty where it is fresh."""
        held = read_manifest(self.folder)
        pairs = (
            ("extractor", held.extractor, versions.extractor),
            ("taxonomy", held.taxonomy, versions.taxonomy),
        )
        return tuple(
            f"the index is of {name} {old}, now it is {new}" for name, old, new in pairs if old != new
        )

    def snapshot(self) -> Snapshot:
        """What the index holds now; the same object while nothing has changed and somebody keeps it."""

        def taken(manifest: Manifest) -> Snapshot:
            last = self._last[1]() if self._last and self._last[0] == manifest else None
            if last and not last.closed:
                return last
            new = Snapshot(manifest, *self._files.load(manifest), self.folder)
            self._last = manifest, weakref.ref(new)
            return new

        return self._steady(taken)

    def update(
        self,
        added: Iterable[tuple[int, ScoringRow, bytes | None]],
        removed: Iterable[int] = (),
        *,
        sequence: int,
    ) -> bool:
        """Add people (who replace those of the same number) and remove others, all at once.

        False, and nothing done, where the index reflects `sequence` or a later one already. Raises
        `UsageError` for one person twice, `IndexBusy`, `IndexUnwritable`, `IndexDamaged`.
        """
        rows, gone = list(added), set(removed)
        with self._changing() as change:
            before = change.before
            if sequence <= before.sequence:
                return False
            by_number = checked(rows, gone, before.texts)
            key = self._key if before.texts else None
            kept, new = updated(change, self._load(before), by_number, gone, key)
            blocks = [*kept, *(change.add(part, sequence) for part in new)]
            change.commit(with_blocks(before, change, blocks, sequence))
        return True

    def build(
        self,
        entries: Iterable[Entry],
        *,
        sequence: int,
        versions: IndexVersions | None = None,
        jobs: int = 1,
    ) -> int:
        """Replace all that the index holds; readers keep the old until all is done. Gives how many people.

        `jobs` processes; at most `jobs` + 1 blocks in memory. Raises as `update` does.
        """
        with self._changing() as change:
            before, table = change.before, SkillTable(())
            blocks, numbers = [], [np.empty(0, dtype=np.int64)]
            for part in built(entries, self._key if before.texts else None, jobs):
                table = table.with_more(part.columns.postings.skills.ids)
                blocks.append(change.add(renumbered(part, table), sequence))
                numbers.append(part.numbers)
            people = np.concatenate(numbers)
            if len(np.unique(people)) < len(people):
                raise UsageError("the rows name one person twice; give each profile number once")
            change.set_ids(table.ids)
            after = with_blocks(before, change, blocks, sequence)
            if versions:
                after = msgspec.structs.replace(
                    after, extractor=versions.extractor, taxonomy=versions.taxonomy
                )
            change.commit(after, purge=True)
        return len(people)

    def compact(self) -> Compacted:
        """Merge small blocks, drop removed people and empty the ids that nobody has, step by step: others
        may write between two steps. When it returns with nothing `waiting`, no file holds anything of the
        removed people. Raises `IndexBusy`, `IndexUnwritable`, `IndexDamaged`."""
        steps = 0
        while True:
            with self._changing() as change:
                parts, table = self._load(change.before)
                after = compaction.step(change, parts, table)
                if after is None:
                    after = compaction.blanked(change, parts, table)
                    if after is not None:
                        change.commit(after, purge=True)
                    else:  # a writer that was killed may have left files all the same
                        change.sweep()
                    return Compacted(steps, change.waiting)
                change.commit(after)
                steps += 1
            time.sleep(_PAUSE_S)  # let a waiting writer in

    def verify(self) -> None:
        """Compare every byte with its checksum and all parts with one another. Raises `IndexDamaged`."""
        self._steady(lambda manifest: verify(self.folder, manifest, self._key))

    @contextmanager
    def _changing(self) -> Iterator[Change]:
        with changing(self.folder, self.wait_s) as change:
            yield change

    def _load(self, manifest: Manifest) -> tuple[tuple[Part, ...], SkillTable]:
        """For a writer: nobody removes files meanwhile, so a missing one is damage."""
        with self._lock:
            try:
                return self._files.load(manifest)
            except FileNotFoundError as fault:
                raise _missing(fault) from fault

    def _steady(self, act: Callable[[Manifest], _T]) -> _T:
        """`act` on the newest manifest, again where its files were removed because a newer one came."""
        failed: Manifest | None = None
        for _ in range(_TRIES):
            manifest = read_manifest(self.folder)
            try:
                with self._lock:
                    return act(manifest)
            except FileNotFoundError as fault:
                if manifest == failed:
                    raise _missing(fault) from fault
                failed = manifest
                time.sleep(_PAUSE_S)
        raise IndexDamaged(f"the index at {self.folder} changes faster than it can be read; try again")


def _missing(fault: FileNotFoundError) -> IndexDamaged:
    return damaged(Path(str(fault.filename)).name, "it is missing")


def _key_check(key: bytes) -> str:
    if len(key) > blake2b.MAX_KEY_SIZE:
        raise UsageError(f"the key of the index has {len(key)} bytes; give at most {blake2b.MAX_KEY_SIZE}")
    return blake2b(b"assay index", digest_size=8, key=key).hexdigest()
