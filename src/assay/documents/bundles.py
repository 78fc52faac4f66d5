"""ZIP archives of CVs: their members, each with the reason why it cannot be read, if there is one."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assay.documents._base import MAX_BYTES
from assay.documents.linkedin import is_export
from assay.errors import EncryptedDocument, OversizedDocument, UnreadableDocument

MAX_BUNDLED = 20_000
"""Most files in one archive of CVs."""

MAX_UNPACKED = 4_000_000_000
"""Most bytes that an archive of CVs may unpack to, as it claims; more is a trap."""

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_OFFICE = (
    "word/document.xml",
    "content.xml",
    "xl/workbook.xml",
    "ppt/presentation.xml",
    "[Content_Types].xml",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the archive's list, its path, and why it is not read, if so."""

    index: int
    path: PurePosixPath
    fault: str | None = None


def is_bundle(path: Path) -> bool:
    """Whether the file is a ZIP of other files, and not a document that is a ZIP inside."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False  # damaged: the reader of documents says so in its sentence
    return not set(_OFFICE) & set(names) and not is_export(names)


def members(path: Path) -> list[Member]:
    """The files of an archive in the order of their names, without the litter of systems.

    Raises DocumentError where there are too many or they unpack to too much.
    """
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
    files = [(n, m) for n, m in enumerate(listed) if not m.is_dir() and not _is_litter(m.filename)]
    if len(files) > MAX_BUNDLED:
        raise OversizedDocument(f"holds {len(files):,} files, and at most {MAX_BUNDLED:,} are read; split it")
    if sum(m.file_size for _, m in files) > MAX_UNPACKED:
        raise OversizedDocument("unpacks to more than any pool of CVs holds; it may be a trap")
    found = [Member(n, PurePosixPath(shown(m.filename)), _fault(m)) for n, m in files]
    return sorted(found, key=lambda m: (m.path.parts, m.index))


def shown(name: str) -> str:
    """A member's name as it may be printed: what is no character to print becomes a mark."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)[:300]


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return any(p.lower() in _LITTER for p in parts) or (
        parts[-1].startswith((".", "~$")) and ".." not in parts
    )


def _fault(member: zipfile.ZipInfo) -> str | None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        return "names a place outside the archive; it is left out"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link to another file; it is left out, send the file itself"
    if member.flag_bits & 0x1:
        return "is protected by a password; send a copy without it"
    if member.file_size > MAX_BYTES:
        return f"is larger than {MAX_BYTES // 1_000_000} MB; send the text without pictures"
    return None


def member_bytes(path: Path, index: int) -> bytes:
    """The bytes of a member, read no further than MAX_BYTES, whatever the archive claims; raises DocumentError."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[index]) as stream:
            data = stream.read(MAX_BYTES + 1)
    except RuntimeError as error:
        raise EncryptedDocument("is protected by a password; send a copy without it") from error
    except Exception as error:  # zlib and lzma have errors of their own, derived from Exception alone
        raise UnreadableDocument(f"is damaged in its archive ({error}); ask for another copy") from error
    if len(data) > MAX_BYTES:
        raise OversizedDocument(f"is larger than {MAX_BYTES // 1_000_000} MB; send the text without pictures")
    return data


def people(found: list[Member], most: int) -> Iterator[tuple[str, list[Member]]]:
    """Members by candidate, as folders are read: a folder of at most `most` files and no folder is one person.

    Folders that wrap the whole archive are taken off first.
    """
    wrap = _wrapping([m.path for m in found])
    folders: dict[PurePosixPath, list[Member]] = {}
    for member in found:
        folders.setdefault(member.path.parent, []).append(member)
    above = {p for folder in folders for p in folder.parents}
    for folder, files in folders.items():
        one = len(folder.parts) > wrap and folder not in above and len(files) <= most
        if one:
            yield str(folder), files
        else:
            yield from ((str(m.path), [m]) for m in files)


def _wrapping(paths: list[PurePosixPath]) -> int:
    """How many folders hold all of the files."""
    depth = 0
    while len({p.parts[: depth + 1] for p in paths}) == 1 and all(len(p.parts) > depth + 1 for p in paths):
        depth += 1
    return depth
