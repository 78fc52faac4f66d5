"""The tables. Migrations make them (`assay.store.migrations`); a test holds the two equal.

What is about a person is sealed with the person's key (columns `*_sealed`, type blob); in the clear stand
random ids, numbers, times, keyed hashes, versions and purposes.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

metadata: Final = MetaData()
_Number: Final = BigInteger().with_variant(Integer, "sqlite")
"""64 bits in both; SQLite only makes a column of type INTEGER the key its rows are stored by."""

store = Table(
    "store",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("created", BigInteger, nullable=False),
    Column("lineage", String(32), nullable=False),
    Column("secret_wrapped", LargeBinary, nullable=False),
    Column("scrub_pending", Integer, nullable=False),
    Column("backup_made", BigInteger),
    Column("backup_expires", BigInteger),
)
ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("events", BigInteger, nullable=False),
    Column("head", String(64), nullable=False),
    Column("seal", String(64), nullable=False),
    Column("numbers", BigInteger, nullable=False),
    Column("changes", BigInteger, nullable=False),
)
"""One row that every write locks: the end of the audit chain and the last numbers given out."""

persons = Table(
    "persons",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", String(32), nullable=False, unique=True),
    Column("added", BigInteger, nullable=False),
    Column("keep_until", BigInteger, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("extractor", String(200), nullable=False),
    Column("taxonomy", String(200), nullable=False),
)


def _owner() -> Column[int]:
    return Column("number", _Number, ForeignKey("persons.number"), nullable=False)


person_keys = Table(
    "person_keys",
    metadata,
    _owner(),
    Column("key_wrapped", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
)
legal_bases = Table(
    "legal_bases",
    metadata,
    _owner(),
    Column("entry", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("purposes", Integer, nullable=False),
    Column("given", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Column("withdrawn", BigInteger),
    PrimaryKeyConstraint("number", "entry"),
)
files = Table(
    "files",
    metadata,
    _owner(),
    Column("address", String(64), nullable=False),
    Column("entry", Integer, nullable=False),
    Column("cv", Integer, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("about_sealed", LargeBinary, nullable=False),
    Column("content_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number", "address"),
)
Index(
    "one_holder_of_a_cv",
    files.c.address,
    unique=True,
    sqlite_where=text("cv = 1"),
    postgresql_where=text("cv = 1"),
)
profiles = Table(
    "profiles",
    metadata,
    _owner(),
    Column("version", Integer, nullable=False),
    Column("extractor", String(200), nullable=False),
    Column("taxonomy", String(200), nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("profile_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number", "version"),
)
scoring_rows = Table(
    "scoring_rows",
    metadata,
    _owner(),
    Column("version", Integer, nullable=False),
    Column("row_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number", "version"),
    sqlite_with_rowid=False,
)
identities = Table(
    "identities",
    metadata,
    _owner(),
    Column("version", Integer, nullable=False),
    Column("identity_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
)
mobilities = Table(
    "mobilities",
    metadata,
    _owner(),
    Column("version", Integer, nullable=False),
    Column("mobility_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number"),
)
decisions = Table(
    "decisions",
    metadata,
    _owner(),
    Column("entry", Integer, nullable=False),
    Column("brief", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("decision_sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("number", "entry"),
)
briefs = Table(
    "briefs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("entry", BigInteger, nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("brief_sealed", LargeBinary, nullable=False),
)
audit_events = Table(
    "audit_events",
    metadata,
    Column("sequence", _Number, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("details", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
changes = Table(
    "changes",
    metadata,
    Column("sequence", _Number, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
)
jobs = Table(
    "jobs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("ended", BigInteger),
)
job_items = Table(
    "job_items",
    metadata,
    Column("job", String(64), ForeignKey("jobs.id"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("number", BigInteger, index=True),
    Column("reason_sealed", LargeBinary),
    PrimaryKeyConstraint("job", "item"),
    sqlite_with_rowid=False,
)
writes = Table(
    "writes",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
)
"""The last writes by token, so that one whose answer was lost with the connection is not done twice."""

OWNED: Final = (
    legal_bases,
    files,
    profiles,
    scoring_rows,
    identities,
    mobilities,
    decisions,
    person_keys,
)
"""The tables that hold rows of one person, in the order they are erased."""
COPIED: Final = tuple(table for table in metadata.sorted_tables if table is not writes)
"""What a logical copy holds, parents before children."""
