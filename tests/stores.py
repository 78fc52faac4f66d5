"""Stores for tests: a fresh one of each kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from benchmarks.soak.store_people import NOW

from assay.store import Store, StoreKey, create_store
from assay.store.memory import MemoryStore
from assay.store.sql.engine import Patience
from assay.store.sql.store import SqlStore

KEY = StoreKey(bytes(range(32)))
SHORT = Patience(busy=0.5, lost=0.5)
SQL_KINDS = ("sqlite", "postgres")
KINDS = ("memory", *SQL_KINDS)


def new_location(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """Where a store of a kind can be made; starts the PostgreSQL server where it is needed."""
    if kind == "sqlite":
        return str(folder / f"{uuid4().hex}.store")
    location: str = request.getfixturevalue("postgres").database(f"t{uuid4().hex}")
    return location


def new_sql_store(kind: str, request: pytest.FixtureRequest, folder: Path) -> SqlStore:
    """A fresh store in a database."""
    return create_store(new_location(kind, request, folder), KEY, at=NOW, actor="tests", patience=SHORT)


def new_store(kind: str, request: pytest.FixtureRequest, folder: Path) -> Store:
    """A fresh store of a kind."""
    return MemoryStore(at=NOW, actor="tests") if kind == "memory" else new_sql_store(kind, request, folder)


Opener = Callable[[], SqlStore]
