"""Migrations make the tables that the program works with."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.stores import SQL_KINDS, new_sql_store

from assay.store.sql.migrating import FOLDER, REVISION
from assay.store.sql.schema import COPIED, OWNED, metadata


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_the_migrated_tables_are_those_of_the_schema(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """On both databases, to the index."""
    with new_sql_store(kind, request, tmp_path) as store, store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_program_knows_the_newest_revision() -> None:
    """Revisions are numbered in order, so that a newer store is told from an older."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert revisions[0] == REVISION
    assert revisions == sorted(revisions, reverse=True)


def test_every_table_with_a_person_is_erased_and_every_table_is_copied() -> None:
    """A new table cannot be forgotten."""
    owned = {t.name for t in metadata.tables.values() if "number" in t.columns}
    assert owned - {t.name for t in OWNED} == {"persons", "changes", "job_items"}
    assert {t.name for t in COPIED} == set(metadata.tables) - {"writes"}
