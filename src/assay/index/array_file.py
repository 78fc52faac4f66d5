"""Array files: named arrays of one dimension, written once, then mapped into memory read-only.

Layout: 8 bytes of magic, length and CRC-32 of the header (uint32 each, little-endian), the header
(MessagePack), then the arrays, each at a multiple of 64 bytes. The header names each array with its
type, length, place and CRC-32, and carries a message of the file's own kind (`meta`).
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from assay.index.manifest import FileEntry, damaged

Arrays = Mapping[str, NDArray[Any]]
_T = TypeVar("_T")

_MAGIC: Final = b"ASSAYIX1"
_START: Final = struct.Struct("<8sII")
_ALIGN: Final = 64
_TYPES: Final = frozenset({"|u1", "|i1", "<u2", "<i2", "<u4", "<i4", "<u8", "<i8", "<f8"})


class _Array(msgspec.Struct, frozen=True, array_like=True):
    """Where an array stands: `offset` bytes from the first aligned place behind the header."""

    name: str
    dtype: str
    length: int
    offset: int
    crc32: int


class _Header(msgspec.Struct, frozen=True, array_like=True):
    meta: bytes
    arrays: tuple[_Array, ...]


def write_arrays(path: Path, meta: bytes, arrays: Arrays) -> FileEntry:
    """Write a new file and wait until it is on the disk. Raises `OSError` where it exists or cannot be written."""
    held = {name: np.ascontiguousarray(a).reshape(-1) for name, a in arrays.items()}
    places, offset = [], 0
    for name, a in held.items():
        little = a.dtype.newbyteorder("<")
        held[name] = a = a.astype(little, copy=False)
        places.append(_Array(name, little.str, len(a), offset, zlib.crc32(_raw(a))))
        offset = _aligned(offset + a.nbytes)
    header = msgspec.msgpack.encode(_Header(meta, tuple(places)))
    crc = zlib.crc32(header)
    start = _aligned(_START.size + len(header))
    with path.open("xb") as file:
        file.write(_START.pack(_MAGIC, len(header), crc) + header)
        for place, a in zip(places, held.values(), strict=True):
            file.seek(start + place.offset)
            file.write(_raw(a))
        size = start + offset
        file.truncate(size)
        file.flush()
        os.fsync(file.fileno())
    return FileEntry(path.name, size, crc)


class ArrayFile:
    """A mapped array file whose header has been checked; `check` compares the arrays' CRC-32 too."""

    def __init__(self, path: Path, entry: FileEntry) -> None:
        """Map the file that `entry` describes.

        Raises `IndexDamaged` where it is not that file, and `FileNotFoundError` where there is none.
        """
        self.name = path.name
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != entry.size or size < _START.size:
                raise damaged(self.name, f"it has {size} bytes instead of {entry.size}")
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header, start = self._header(entry)
        self.meta = header.meta
        self._arrays = header.arrays
        self.arrays = {a.name: self._array(a, start) for a in header.arrays}
        if len(self.arrays) != len(header.arrays):
            raise damaged(self.name, "two arrays have one name")

    def check(self) -> None:
        """Compare every array with its CRC-32. Raises `IndexDamaged`."""
        for a in self._arrays:
            if zlib.crc32(_raw(self.arrays[a.name])) != a.crc32:
                raise damaged(self.name, f"the checksum of its array {a.name!r} differs")

    def _header(self, entry: FileEntry) -> tuple[_Header, int]:
        magic, length, crc = _START.unpack_from(self._data)
        if magic != _MAGIC:
            raise damaged(self.name, "it does not begin as an index file of this layout does")
        raw = self._data[_START.size : _START.size + length]
        if crc != entry.crc32 or zlib.crc32(raw) != crc:
            raise damaged(self.name, "the checksum of its header differs")
        try:
            return msgspec.msgpack.decode(raw, type=_Header), _aligned(_START.size + length)
        except msgspec.MsgspecError as fault:
            raise damaged(self.name, f"its header cannot be read: {fault}") from fault

    def _array(self, a: _Array, start: int) -> NDArray[Any]:
        if a.dtype not in _TYPES or a.length < 0 or a.offset < 0 or a.offset % _ALIGN:
            raise damaged(self.name, f"its array {a.name!r} has a wrong type or place")
        dtype = np.dtype(a.dtype)
        if start + a.offset + a.length * dtype.itemsize > len(self._data):
            raise damaged(self.name, f"its array {a.name!r} ends outside the file")
        if not a.length:
            return np.frombuffer(b"", dtype)  # read-only as the others, so that loops are compiled once
        return np.frombuffer(self._data, dtype, a.length, start + a.offset)


def within(name: str, array: NDArray[Any], least: int, most: int) -> None:
    """Raises `IndexDamaged` unless all of `array` lies in `least`..`most`."""
    if len(array) and not (least <= int(array.min()) and int(array.max()) <= most):
        raise damaged(name, f"it holds a number outside {least}..{most}")


def rising(name: str, bounds: NDArray[Any], end: int) -> None:
    """Raises `IndexDamaged` unless `bounds` go from 0 to `end` without falling."""
    if not len(bounds) or bounds[0] != 0 or bounds[-1] != end or bool(np.any(bounds[1:] < bounds[:-1])):
        raise damaged(name, "the bounds of its runs do not rise to their end")


def lengths(name: str, arrays: Arrays, wanted: Mapping[str, tuple[str, int | None]]) -> None:
    """Raises `IndexDamaged` unless `arrays` has each name `wanted`, of its type and length (None: any)."""
    for key, (dtype, length) in wanted.items():
        if key not in arrays or arrays[key].dtype.str != dtype or length not in (None, len(arrays[key])):
            raise damaged(name, f"its array {key!r} is missing or has a wrong type or length")


def decoded(name: str, raw: bytes, kind: type[_T]) -> _T:
    """The file's own message. Raises `IndexDamaged`."""
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except msgspec.MsgspecError as fault:
        raise damaged(name, f"its message cannot be read: {fault}") from fault


def _raw(a: NDArray[Any]) -> memoryview:
    return a.view(np.uint8).data if len(a) else memoryview(b"")


def _aligned(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN
