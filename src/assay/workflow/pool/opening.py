"""Opening a pool, and making one."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from assay.domain.match import Versions as Made
from assay.errors import StoreError, StoreUnreachable, UsageError
from assay.store import Store, create_store, open_store
from assay.store.key_file import KEY_FILE_VARIABLE, KEY_VARIABLE, find_key, make_key_file
from assay.store.records import Versions
from assay.workflow.pool.place import Place, place_of
from assay.workflow.shortlist import versions


@dataclass(frozen=True, slots=True, kw_only=True)
class TalentPool:
    """A pool that is open: its place, its store, who acts on it, and the versions of this program.

    Let go with `close` or ``with``.
    """

    place: Place
    store: Store = field(repr=False)
    actor: str
    made: Made
    """Everything a result depends on besides the documents."""

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.place.index

    @property
    def versions(self) -> Versions:
        """What makes profiles now; those of other versions wait for `assay pool reextract`."""
        return Versions(extractor=self.made.extractor, taxonomy=self.made.taxonomy)

    def close(self) -> None:
        """Let the store go."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_pool(
    where: Place | str | Path | None = None,
    *,
    actor: str | None = None,
    read_only: bool = False,
    environment: Mapping[str, str] | None = None,
) -> TalentPool:
    """Open the pool at `where` (see `place_of`). `actor` is who acts, by default the user of this machine.

    The key comes from the place's key file, else ``ASSAY_STORE_KEY``, else ``ASSAY_STORE_KEY_FILE``, else the file
    beside the store. Raises StoreError where there is no store, the key is missing or wrong, or it cannot be read.
    """
    known = os.environ if environment is None else environment
    place = where if isinstance(where, Place) else place_of(where, environment=known)
    if (
        place.file is not None and not place.file.exists()
    ):  # before the key: without a store there is none to find
        raise StoreUnreachable(f"there is no store in {place.file}; make one with assay pool init")
    key = find_key(named=place.key_file, environment=known, store=_key_beside(place))
    store = open_store(place.store, key, read_only=read_only)
    return TalentPool(place=place, store=store, actor=actor or acting(), made=versions())


@dataclass(frozen=True, slots=True)
class Founded:
    """A pool just made. `key_file` is the file of its key, None where the key came from the environment."""

    location: str
    index: Path
    key_file: Path | None


def init_pool(
    where: Place | str | Path | None = None,
    *,
    at: datetime,
    actor: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Founded:
    """Make an empty pool and its key. A key in the environment, or in a file that was named and is there, is used.

    Raises UsageError where a store or a key stands there already, StoreError where it cannot be made.
    """
    known = os.environ if environment is None else environment
    place = where if isinstance(where, Place) else place_of(where, environment=known)
    if place.file is not None and place.file.exists():
        raise UsageError(f"{place.file} exists already; open it with assay pool status, or name another file")
    if place.file is not None and not place.file.absolute().parent.is_dir():
        raise UsageError(
            f"{place.file}: the folder {place.file.absolute().parent} does not exist; make it first"
        )
    given = bool(place.key_file and place.key_file.exists()) or (
        place.key_file is None and bool(known.get(KEY_VARIABLE) or known.get(KEY_FILE_VARIABLE))
    )
    new = place.new_key_file
    if not given:
        new.parent.mkdir(parents=True, exist_ok=True)
    key = find_key(named=place.key_file, environment=known) if given else make_key_file(new)
    try:
        with create_store(place.store, key, at=at, actor=actor or acting()) as store:
            return Founded(store.location, place.index, place.key_file if given else new)
    except (StoreError, UsageError):
        if not given:
            new.unlink(missing_ok=True)  # nothing was sealed with it
        raise


def acting() -> str:
    """Who acts: the user of this machine; the store keeps a keyed hash of it only."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _key_beside(place: Place) -> Path | None:
    """The store whose name the key file beside it bears."""
    return place.new_key_file.with_suffix("") if place.key_file is None else None
