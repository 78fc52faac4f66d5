"""Manifest: which files make up the index, replaced as a whole by an atomic rename."""

from __future__ import annotations

import os
import re
import secrets
import zlib
from pathlib import Path
from typing import Final

import msgspec

from assay.errors import IndexDamaged, UsageError
from assay.index.scoring_row import FORMAT as ROW_FORMAT

LAYOUT: Final = 1
"""Number of the layout of the index's files; an index of another layout is rebuilt."""

NAME: Final = "manifest.json"
_FILE: Final = re.compile(r"[0-9]{8}-[0-9a-f]{12}\.(?:cols|text|dead|ids)")
_TEMPORARY: Final = re.compile(r"manifest\.[0-9a-f]{12}\.new")


class FileEntry(msgspec.Struct, frozen=True):
    """One file: its size in bytes and the CRC-32 of its header (array files) or of all of it (others)."""

    name: str
    size: int
    crc32: int


class BlockEntry(msgspec.Struct, frozen=True):
    """One block: its columns, its passages where the index keeps them, the bits of who is removed from it."""

    columns: FileEntry
    texts: FileEntry | None
    dead: FileEntry | None
    people: int
    live: int

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """The block's files."""
        return tuple(f for f in (self.columns, self.texts, self.dead) if f)


class IdsEntry(msgspec.Struct, frozen=True):
    """One part of the skill table, `count` ids long."""

    file: FileEntry
    count: int


class Manifest(msgspec.Struct, frozen=True):
    """What the index holds at one generation.

    `sequence` is that of the store which the index reflects; `superseded` names the files of the
    generation before that this one does without, kept for readers of other processes.
    """

    layout: int
    row_format: int
    generation: int
    sequence: int
    extractor: str
    taxonomy: str
    texts: bool
    key_check: str
    blocks: tuple[BlockEntry, ...]
    ids: tuple[IdsEntry, ...]
    superseded: tuple[str, ...]
    crc32: int = 0

    @property
    def names(self) -> frozenset[str]:
        """Names of all files in use."""
        files = [f.name for block in self.blocks for f in block.files]
        return frozenset([*files, *(part.file.name for part in self.ids)])


def new_name(generation: int, ending: str) -> str:
    """A name that no file of this index ever had."""
    return f"{generation:08d}-{secrets.token_hex(6)}.{ending}"


def is_ours(name: str) -> bool:
    """Whether the index gave a file this name (the manifest and the lock apart)."""
    return bool(_FILE.fullmatch(name) or _TEMPORARY.fullmatch(name))


def damaged(name: str, reason: str) -> IndexDamaged:
    """The error for a damaged file."""
    return IndexDamaged(f"the index file {name} is damaged ({reason}); rebuild the index from the store")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the index at `folder`.

    Raises `UsageError` where there is no index and `IndexDamaged` where it cannot be read.
    """
    try:
        raw = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise UsageError(f"there is no index at {folder}; build one from the store") from fault
    except OSError as fault:
        why = f"cannot be read ({fault.strerror})"
        raise IndexDamaged(f"the index at {folder} {why}; mend that, or rebuild it") from fault
    try:
        found = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.MsgspecError, UnicodeError) as fault:
        raise damaged(NAME, f"it cannot be read: {fault}") from fault
    if found.crc32 != _checksum(found):
        raise damaged(NAME, "its checksum differs")
    if (found.layout, found.row_format) != (LAYOUT, ROW_FORMAT):
        raise IndexDamaged(
            f"the index at {folder} has layout {found.layout}.{found.row_format}, this program reads "
            f"{LAYOUT}.{ROW_FORMAT}; rebuild the index from the store"
        )
    if not all(_FILE.fullmatch(name) for name in (*found.names, *found.superseded)):
        raise damaged(NAME, "it names a file that is none of the index")
    return found


def stage_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write the manifest beside the one in use, all on the disk. Raises `OSError`."""
    sealed = msgspec.structs.replace(manifest, crc32=_checksum(manifest))
    staged = folder / f"manifest.{secrets.token_hex(6)}.new"
    with staged.open("xb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(sealed), indent=1))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)  # the files it names come first
    return staged


def publish_manifest(folder: Path, staged: Path) -> None:
    """Put the staged manifest in the place of the one in use: readers see the old or the new."""
    staged.replace(folder / NAME)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk, where the system can do that."""
    if os.name == "nt":  # pragma: no cover - Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_bytes(path: Path, data: bytes) -> FileEntry:
    """Write a new small file and wait until it is on the disk. Raises `OSError`."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return FileEntry(path.name, len(data), zlib.crc32(data))


def read_bytes(folder: Path, entry: FileEntry) -> bytes:
    """A small file, compared with its size and CRC-32. Raises `IndexDamaged`, or `FileNotFoundError`."""
    data = (folder / entry.name).read_bytes()
    if len(data) != entry.size or zlib.crc32(data) != entry.crc32:
        raise damaged(entry.name, "its checksum differs")
    return data


def _checksum(manifest: Manifest) -> int:
    return zlib.crc32(msgspec.json.encode(msgspec.structs.replace(manifest, crc32=0)))
