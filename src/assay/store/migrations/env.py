"""Alembic's environment: it works in the transaction that the store has begun."""

from alembic import context

from assay.store.sql.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()
