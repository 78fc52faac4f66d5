"""Rows: what the store keeps beside a profile for the index, and the same read back.

A row is a scoring row and a text row (the index's formats) with their layouts' numbers before them, so that one of
another layout is told without decoding it. It is then made anew from the profile.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from assay.domain.profile import Profile
from assay.errors import IndexDamaged, StoreDamaged
from assay.index.hashed_passages import TEXT_FORMAT, hashed, text_row_of
from assay.index.scoring_row import FORMAT, decode, encode, row_of


@dataclass(frozen=True, slots=True)
class Row:
    """A scoring row and a text row, both encoded."""

    scoring: bytes = field(repr=False)
    text: bytes = field(repr=False)


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    scoring_format: int
    text_format: int
    scoring: bytes
    text: bytes


_decoder = msgspec.msgpack.Decoder(_Kept)


def row(profile: Profile) -> Row:
    """The row of a profile."""
    return Row(encode(row_of(profile)), text_row_of(profile))


def kept(profile: Profile) -> bytes:
    """The row of a profile as the store keeps it."""
    made = row(profile)
    return msgspec.msgpack.encode(_Kept(FORMAT, TEXT_FORMAT, made.scoring, made.text))


def read(data: bytes, number: int) -> Row | None:
    """The row in `data`, None where it has another layout. Raises StoreDamaged where it is no row."""
    try:
        found = _decoder.decode(data)
    except msgspec.MsgspecError as fault:
        raise StoreDamaged(
            f"the scoring row of person number {number} cannot be read ({fault}); make it anew with "
            "assay pool reextract"
        ) from fault
    if (found.scoring_format, found.text_format) != (FORMAT, TEXT_FORMAT):
        return None
    return Row(found.scoring, found.text)


def sound(found: Row) -> bool:
    """Whether the index can read both rows; a layout may have changed without its number."""
    try:
        decode(found.scoring)
        hashed([found.text], b"")
    except IndexDamaged:
        return False
    return True
