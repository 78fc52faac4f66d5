"""Place: where a pool lies. A store, the folder of its index, and the file of its key."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from assay.store.key_file import key_file_beside

STORE_VARIABLE: Final = "ASSAY_STORE"
"""Environment variable that names the store where a command does not."""

DEFAULT_STORE: Final = "pool.store"

_PASSWORD: Final = re.compile(r"(://[^/@:]*):[^/@]*@")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a pool lies: `store` is a path or a database's URL (which may hold a password: never shown);
    `key_file` is None where the key is looked for in the environment and beside the store."""

    store: str = field(repr=False)
    index: Path
    key_file: Path | None = None

    @property
    def file(self) -> Path | None:
        """The store's file, None for a server."""
        return None if "://" in self.store else Path(self.store)

    @property
    def new_key_file(self) -> Path:
        """Where the key of a new store is written."""
        if self.key_file is not None:
            return self.key_file
        return key_file_beside(self.file) if self.file else self.index.with_name(f"{self.index.name}.key")


def place_of(
    store: str | Path | None = None,
    *,
    index: Path | str | None = None,
    key_file: Path | str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Place:
    """The place that options and the environment name; by default ``pool.store`` in the current folder.

    The index of a file lies beside it (``pool.store.index``), that of a server in the user's cache folder.
    """
    known = os.environ if environment is None else environment
    named = str(store or known.get(STORE_VARIABLE) or DEFAULT_STORE).removeprefix("sqlite:///")
    folder = Path(index) if index else _index_of(named, known)
    return Place(named, folder, Path(key_file) if key_file else None)


def _index_of(store: str, environment: Mapping[str, str]) -> Path:
    if "://" not in store:
        file = Path(store)
        return file.with_name(f"{file.name}.index")
    cache = environment.get("XDG_CACHE_HOME") or environment.get("LOCALAPPDATA") or Path.home() / ".cache"
    named = _PASSWORD.sub(r"\1@", store)  # a changed password leaves the pool's index where it is
    return Path(cache) / "assay" / f"pool-{hashlib.sha256(named.encode()).hexdigest()[:16]}.index"
