"""Time zones by the `tzdata` package, whose release is known and shown, never by the machine's own copy."""

from __future__ import annotations

import importlib
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from assay.errors import UsageError


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UsageError where there is none of that name."""
    parts = name.split("/")
    if not all(part and part.strip(".") == part for part in parts):
        raise UsageError(f"There is no time zone {name!r}; give an IANA name such as Europe/Berlin.")
    try:
        with files("tzdata").joinpath("zoneinfo", *parts).open("rb") as data:
            return ZoneInfo.from_file(data, key=name)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"There is no time zone {name!r}; give an IANA name such as Europe/Berlin."
        ) from error


@lru_cache(maxsize=1)
def tzdata_version() -> str:
    """The release of the time zone database, such as ``2026f``."""
    return str(importlib.import_module("tzdata").IANA_VERSION)
