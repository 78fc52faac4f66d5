"""Domain values as bytes and back: JSON with the field names, so that an export reads the same."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

from assay.errors import StoreVersionError

T = TypeVar("T")
_encoder = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    """A frozen value as JSON."""
    return _encoder.encode(value)


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(kind)


def decode(kind: type[T], plain: bytes, what: str) -> T:
    """The value again; raises StoreVersionError where this version of Assay reads it otherwise."""
    try:
        value: T = _decoder(cast(Hashable, kind)).decode(plain)
    except msgspec.DecodeError as fault:
        raise StoreVersionError(
            f"{what} was written by another version of Assay and cannot be read by this one ({fault}); "
            "read the documents again with assay pool reextract"
        ) from None
    return value
