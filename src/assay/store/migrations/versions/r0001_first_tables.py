"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSE_SQLITE = """
create trigger audit_events_no_{act} before {act} on audit_events
begin select raise(abort, 'audit events are only ever added'); end
"""
_REFUSE_POSTGRES = """
create function audit_events_refuse() returns trigger language plpgsql as
$$ begin raise exception 'audit events are only ever added'; end $$
"""


def upgrade() -> None:
    """Go to this revision; a store never goes back, that is what backups are for."""
    _store()
    _people()
    _work()
    _keep_events()


def _keep_events() -> None:
    """Refuse changes to audit events, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(_REFUSE_SQLITE.format(act=act))
        return
    op.execute(_REFUSE_POSTGRES)
    op.execute(
        "create trigger audit_events_append_only before update or delete on audit_events "
        "for each row execute function audit_events_refuse()"
    )
    op.execute(
        "create trigger audit_events_no_truncate before truncate on audit_events "
        "for each statement execute function audit_events_refuse()"
    )


def _store() -> None:
    """The store itself: its secret, the ledger, the chain and the feed."""
    op.create_table(
        "store",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("lineage", sa.String(length=32), nullable=False),
        sa.Column("secret_wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("scrub_pending", sa.Integer(), nullable=False),
        sa.Column("backup_made", sa.BigInteger(), nullable=True),
        sa.Column("backup_expires", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("numbers", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit_events",
        sa.Column("sequence", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index(op.f("ix_audit_events_subject"), "audit_events", ["subject"], unique=False)
    op.create_table(
        "changes",
        sa.Column("sequence", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index(op.f("ix_changes_number"), "changes", ["number"], unique=False)
    op.create_table(
        "writes",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token"),
    )


def _people() -> None:
    """People and all that is sealed with their keys."""
    op.create_table(
        "persons",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("keep_until", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.String(length=200), nullable=False),
        sa.Column("taxonomy", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_persons_keep_until"), "persons", ["keep_until"], unique=False)
    op.create_table(
        "person_keys",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("key_wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "legal_bases",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("purposes", sa.Integer(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number", "entry"),
    )
    op.create_table(
        "files",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("cv", sa.Integer(), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("about_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number", "address"),
    )
    op.create_index(
        "one_holder_of_a_cv",
        "files",
        ["address"],
        unique=True,
        sqlite_where=sa.text("cv = 1"),
        postgresql_where=sa.text("cv = 1"),
    )
    op.create_table(
        "profiles",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.String(length=200), nullable=False),
        sa.Column("taxonomy", sa.String(length=200), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("profile_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number", "version"),
    )
    op.create_table(
        "scoring_rows",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("row_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number", "version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "identities",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("identity_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "mobilities",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("mobility_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "decisions",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("brief", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("decision_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["persons.number"],
        ),
        sa.PrimaryKeyConstraint("number", "entry"),
    )
    op.create_index(op.f("ix_decisions_brief"), "decisions", ["brief"], unique=False)


def _work() -> None:
    """Briefs and jobs."""
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("saved", sa.BigInteger(), nullable=False),
        sa.Column("brief_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("begun", sa.BigInteger(), nullable=False),
        sa.Column("ended", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "job_items",
        sa.Column("job", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job"],
            ["jobs.id"],
        ),
        sa.PrimaryKeyConstraint("job", "item"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_job_items_number"), "job_items", ["number"], unique=False)
