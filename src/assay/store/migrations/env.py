"""Alembic's environment: it works in the transaction that the store has begun."""

from alembic import context

from assay.store.sql.schema import metadata


def run() -> None:
    """Run the migrations asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transactional_ddl=False,
    )
    context.run_migrations()


if __name__ == "env_py":  # the name under which Alembic loads this file; any other import does nothing
    run()
