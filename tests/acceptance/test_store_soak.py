"""A seeded sample of the store's soak: kills at random moments, and many processes at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.soak.store_kill import run_on
from benchmarks.soak.store_load import load

from tests.postgres import programs
from tests.stores import SQL_KINDS, new_location


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_a_killed_worker_loses_nothing_that_was_acknowledged(kind: str) -> None:
    """Six kills; two hundred with python -m benchmarks.soak.store_kill."""
    if kind == "postgres" and programs() is None:
        pytest.skip("no PostgreSQL here")
    found, finished = run_on(kind == "postgres", kills=6, seed=11)

    assert found == []
    assert finished


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_writers_and_readers_at_once_lose_no_update_and_see_no_error(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Two seconds; sixty with python -m benchmarks.soak.store_load."""
    found, _ = load(new_location(kind, request, tmp_path), 2.0, writers=8, readers=8)

    assert found == []
