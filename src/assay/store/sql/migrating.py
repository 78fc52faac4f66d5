"""Bringing a store's tables to the revision this program knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from assay.errors import StoreUnreachable, StoreVersionError, UsageError
from assay.store.sql.engine import migrating, reading

REVISION: Final = "0001"
"""The newest revision in `assay.store.migrations`; a test holds the two equal."""
FOLDER: Final = Path(__file__).parents[1] / "migrations"


def revision(connection: Connection) -> str | None:
    """The revision a store has; None in an empty database."""
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        return None
    found = connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()
    if found is not None and "ledger" not in names:
        return None
    return found


def migrate(engine: Engine, where: str, *, seed: Callable[[Connection], None] | None = None) -> None:
    """Bring the tables up to date; with `seed`, make them where there are none and let it write the first rows.

    Raises StoreVersionError where the store is newer than this program, UsageError where one is to be made and stands
    there already, and StoreUnreachable where there is none and none is to be made.
    """
    with reading(engine, where) as connection:
        found = revision(connection)
    checked(found, where, create=seed is not None)
    if found == REVISION:
        return
    with migrating(engine, where) as connection:
        found = revision(connection)
        checked(found, where, create=seed is not None)
        if found != REVISION:
            _upgrade(connection)
            if seed is not None:
                seed(connection)


def checked(found: str | None, where: str, *, create: bool) -> None:
    """Raise where the revision cannot be used."""
    if found is not None and create:
        raise UsageError(f"{where} holds a store already; open it, or name another place")
    if found is None and not create:
        raise StoreUnreachable(f"there is no store in {where}; make one with assay pool init")
    if found is not None and found > REVISION:
        raise StoreVersionError(
            f"{where} was made by a newer Assay (its tables are at revision {found}, this program knows {REVISION}); "
            "nothing was changed, install the newer version"
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
