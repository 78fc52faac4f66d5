"""When something breaks: a sentence that says what, where and how to mend it, and nothing is lost."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from benchmarks.soak.store_people import NOW, intake, person_id
from sqlalchemy import event, text
from tests.postgres import PostgresServer
from tests.stores import KEY, SHORT, SQL_KINDS, new_location, new_sql_store

from assay.domain.consent import Purpose
from assay.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
    StoreVersionError,
    UsageError,
    WrongStoreKey,
)
from assay.store import StoreKey, create_store, open_store
from assay.store.sql.engine import Patience
from assay.store.sql.people import BITS
from assay.store.sql.store import SqlStore


@pytest.fixture(params=SQL_KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """A store with one person."""
    with new_sql_store(request.param, request, tmp_path) as found:
        found.ingest([intake(1)], at=NOW, actor="ana")
        yield found


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[SqlStore]:
    """A SQLite store with one person."""
    with create_store(tmp_path / "pool.store", KEY, at=NOW, actor="ana", patience=SHORT) as found:
        found.ingest([intake(1)], at=NOW, actor="ana")
        yield found


def told(caught: pytest.ExceptionInfo[StoreError], where: str) -> None:
    """One sentence with the place in it, and no secret."""
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert where in sentence
    assert KEY.text() not in sentence


def nothing_lost(store: SqlStore, persons: int = 1) -> None:
    """Whoever was there is there, whole, and nobody else."""
    found = store.check()
    assert (found.persons, found.faults) == (persons, ())


def test_a_full_disk_is_told_and_the_same_again_succeeds(file_store: SqlStore) -> None:
    """The database may not grow by a page more."""
    limit: list[int] = []

    @event.listens_for(file_store.engine, "begin")
    def limited(connection: object) -> None:
        if limit:
            connection.exec_driver_sql(f"pragma max_page_count = {limit[0]}")  # type: ignore[attr-defined]

    with file_store.reading() as connection:
        limit.append(connection.execute(text("pragma page_count")).scalar_one())
    with pytest.raises(StoreFull, match="free some disk space") as caught:
        file_store.ingest([intake(n) for n in range(2, 60)], at=NOW, actor="ana")
    told(caught, file_store.where)
    limit[0] = 1_000_000
    nothing_lost(file_store)
    file_store.ingest([intake(n) for n in range(2, 60)], at=NOW, actor="ana")
    nothing_lost(file_store, 59)


LIMITED = """
import resource, signal, sys
sys.path[:0] = {path!r}
from benchmarks.soak.store_people import NOW, intake
from assay.errors import StoreError
from assay.store import StoreKey, open_store
store = open_store({where!r}, StoreKey(bytes(range(32))))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    store.ingest([intake(n) for n in range(2, 300)], at=NOW, actor="ana")
except StoreError as fault:
    print(type(fault).__name__, fault)
"""


def test_a_limit_on_file_sizes_is_told(file_store: SqlStore) -> None:
    """As the operating system sets it."""
    assert resource.RLIMIT_FSIZE >= 0
    limit = Path(file_store.where).stat().st_size + 200_000
    code = LIMITED.format(path=sys.path, where=file_store.where, limit=limit)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "free" in ran.stdout, (ran.stdout, ran.stderr)
    assert ran.stdout.startswith(("StoreFull", "StoreUnreachable"))
    nothing_lost(file_store)


def test_a_full_disk_of_a_server_is_told(postgres: PostgresServer, tmp_path: Path) -> None:
    """By the server's own state 53100."""
    refuse = "begin raise exception 'could not extend file' using errcode = '53100'; end"
    with create_store(postgres.database("full"), KEY, at=NOW, actor="ana", patience=SHORT) as store:
        store.ingest([intake(1)], at=NOW, actor="ana")
        with store.engine.begin() as connection:
            connection.execute(
                text(f"create function full_up() returns trigger language plpgsql as $${refuse}$$")
            )
            connection.execute(
                text("create trigger full_up before insert on profiles execute function full_up()")
            )
        with pytest.raises(StoreFull, match="no room left") as caught:
            store.ingest([intake(2)], at=NOW, actor="ana")
        told(caught, "full")
        nothing_lost(store)


def test_a_store_opened_for_reading_is_not_written(store: SqlStore) -> None:
    """Both databases refuse; the sentence says so."""
    location = store.engine.url if store.engine.dialect.name == "postgresql" else store.where
    with open_store(str(location), KEY, read_only=True, patience=SHORT) as reader:
        assert reader.status().persons == 1
        with pytest.raises(StoreReadOnly, match="may be read but not written") as caught:
            reader.ingest([intake(2)], at=NOW, actor="ana")
        told(caught, store.where)
        with pytest.raises(StoreReadOnly):
            reader.erase([person_id(1)], at=NOW, actor="ana")
    nothing_lost(store)


FORBIDDEN = """
import os, sys
sys.path[:0] = {path!r}
import sqlalchemy
sqlalchemy.create_engine("sqlite://").connect().close()
from benchmarks.soak.store_people import NOW, intake
from assay.errors import StoreError
from assay.store import StoreKey, open_store
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    with open_store({where!r}, StoreKey(bytes(range(32)))) as store:
        store.ingest([intake(2)], at=NOW, actor="ana")
except StoreError as fault:
    print(type(fault).__name__, fault)
"""


def test_a_file_without_the_right_to_write_is_told(file_store: SqlStore, tmp_path: Path) -> None:
    """As another user meets it (root may write everything)."""
    file_store.close()
    Path(file_store.where).chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)
    code = FORBIDDEN.format(path=sys.path, where=file_store.where)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.startswith("StoreReadOnly"), (ran.stdout, ran.stderr)
    assert "may be read but not written" in ran.stdout


def opened_and_checked(path: Path) -> None:
    """Raise the first fault, whether opening or the check tells it."""
    with open_store(path, KEY, patience=SHORT) as store:
        raise StoreDamaged(store.check().faults[0])


@pytest.mark.parametrize("place", ["header", "middle"])
def test_a_corrupted_page_is_told_and_the_rest_can_be_read(file_store: SqlStore, place: str) -> None:
    """The check finds it and says to restore; no traceback."""
    file_store.ingest([intake(n) for n in range(2, 200)], at=NOW, actor="ana")
    path = Path(file_store.where)
    file_store.scrub()
    file_store.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        for start in (0,) if place == "header" else range(size // 3 // 4096 * 4096, size // 2, 4096):
            file.seek(start)
            file.write(os.urandom(200))

    with pytest.raises(StoreDamaged, match="damaged") as caught:
        opened_and_checked(path)
    told(caught, "pool.store")


def test_a_flipped_bit_in_a_sealed_value_is_told_by_its_place(store: SqlStore) -> None:
    """Reading it and the check both say whose it is."""
    with store.engine.begin() as connection:
        sealed = bytes(connection.execute(text("select profile_sealed from profiles")).scalar_one())
        flipped = sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:]
        connection.execute(text("update profiles set profile_sealed = :sealed"), {"sealed": flipped})
    (fault,) = store.check().faults
    assert fault.startswith(f"profile 1 of {person_id(1)} is damaged")
    with pytest.raises(StoreDamaged, match="restore it from a backup"):
        store.export(person_id(1), at=NOW, actor="ana")


def test_a_lost_key_of_a_person_is_told(store: SqlStore) -> None:
    """As a fault of the check, not as a crash."""
    with store.engine.begin() as connection:
        connection.execute(text("delete from person_keys"))
    assert any("has no key" in fault for fault in store.check().faults)


def test_a_changed_event_is_told(store: SqlStore) -> None:
    """Triggers refuse it; where somebody takes them away, the chain and the seal tell."""
    attempts = ["update audit_events set actor = 'x'", "delete from audit_events"]
    if store.engine.dialect.name == "postgresql":
        attempts.append("truncate audit_events")
    for attempt in attempts:
        with (
            pytest.raises(Exception, match="only ever added"),
            store.engine.begin() as connection,
        ):
            connection.execute(text(attempt))
    assert store.verify().faults == ()
    with store.engine.begin() as connection:
        connection.execute(text("update ledger set events = 1"))
    assert len(store.verify().faults) == 2


def test_a_wrong_key_is_told(store: SqlStore) -> None:
    """Before anything is read."""
    location = store.engine.url if store.engine.dialect.name == "postgresql" else store.where
    with pytest.raises(WrongStoreKey, match="the key does not open") as caught:
        open_store(str(location), StoreKey.new(), patience=SHORT)
    told(caught, store.where)
    nothing_lost(store)


def test_a_busy_store_is_waited_for_and_then_told(store: SqlStore) -> None:
    """Another writer holds the lock for longer than we wait; afterwards the same write succeeds."""
    lock = "begin immediate" if store.engine.dialect.name == "sqlite" else "select 1 from ledger for update"
    raw = store.engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute(lock)
        with pytest.raises(StoreBusy, match="try again in a moment") as caught:
            store.ingest([intake(2)], at=NOW, actor="ana")
        told(caught, store.where)
        raw.rollback()
    finally:
        raw.close()
    nothing_lost(store)
    store.ingest([intake(2)], at=NOW, actor="ana")
    nothing_lost(store, 2)


def test_a_reader_in_the_way_delays_the_scrub_and_is_told(file_store: SqlStore) -> None:
    """The erasure stands; what remains in the log is cleared when the store is next opened."""
    with file_store.reading() as connection:
        connection.execute(text("select count(*) from persons")).scalar_one()
        answer = file_store.erase([person_id(1)], at=NOW, actor="ana")
        assert answer.erased == (person_id(1),)
        assert not answer.scrubbed
        assert "others still read" in answer.note or "kept busy" in answer.note
    assert file_store.status().scrub_pending
    assert any("cleared" in fault for fault in file_store.check().faults)
    file_store.close()
    with open_store(file_store.where, KEY) as again:
        assert not again.status().scrub_pending
        nothing_lost(again, 0)


def test_a_server_that_is_away_is_told_and_when_it_is_back_work_goes_on(tmp_path: Path) -> None:
    """Killed as by a power cut; what was acknowledged is there."""
    from tests.postgres import programs

    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here")
    server = PostgresServer(folder)
    try:
        patience = Patience(busy=0.5, lost=0.3)
        with create_store(server.database("away"), KEY, at=NOW, actor="ana", patience=patience) as store:
            store.ingest([intake(1)], at=NOW, actor="ana")
            server.kill()
            for act in (
                lambda: store.ingest([intake(2)], at=NOW, actor="ana"),
                store.status,
                lambda: open_store(server.url("away"), KEY, patience=patience),
            ):
                with pytest.raises(StoreUnreachable, match="start the server") as caught:
                    act()
                told(caught, "away")
            server.start()
            nothing_lost(store)
            store.ingest([intake(2)], at=NOW, actor="ana")
            nothing_lost(store, 2)
    finally:
        server.stop()


def test_a_corrupted_page_of_a_server_is_told(tmp_path: Path) -> None:
    """The server's checksums find it; the check and the read say to restore."""
    from tests.postgres import programs

    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL here")
    server = PostgresServer(folder)
    try:
        with create_store(server.database("torn"), KEY, at=NOW, actor="ana", patience=SHORT) as store:
            store.ingest([intake(n) for n in range(1, 30)], at=NOW, actor="ana")
            with store.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("checkpoint"))
                path = connection.execute(text("select pg_relation_filepath('profiles')")).scalar_one()
            server.kill()
            with (server.data / path).open("r+b") as file:
                file.seek(3_000)
                file.write(os.urandom(500))
            server.start()
            assert any("is damaged" in fault and "torn" in fault for fault in store.check().faults)
            ids = [person_id(n) for n in range(1, 30)]
            with pytest.raises(StoreDamaged, match="restore the last backup") as caught:
                store.profiles(ids, Purpose.MATCHING, at=NOW)
            told(caught, "torn")
    finally:
        server.stop()


def test_a_cut_connection_is_made_again_unseen(postgres: PostgresServer) -> None:
    """The server ends every connection; reads and writes go on."""
    with create_store(postgres.database("cut"), KEY, at=NOW, actor="ana") as store:
        for number in (1, 2, 3):
            store.ingest([intake(number)], at=NOW, actor="ana")
            postgres.cut("cut")
        nothing_lost(store, 3)


@pytest.mark.parametrize("which", [1, 2], ids=["reading", "writing"])
@pytest.mark.parametrize("saved", [True, False])
def test_a_write_whose_answer_was_lost_is_done_once(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch, saved: bool, which: int
) -> None:
    """The connection breaks at a commit, before or after the server has done it."""
    name = f"answer{saved}{which}"
    with create_store(postgres.database(name), KEY, at=NOW, actor="ana") as store:
        commits: list[object] = []
        dialect = store.engine.dialect
        commit: Callable[[object], None] = dialect.do_commit

        def breaking(connection: object) -> None:
            commits.append(connection)
            if len(commits) == which:
                if saved:
                    commit(connection)
                postgres.cut(name)
                raise psycopg.OperationalError("server closed the connection unexpectedly")
            commit(connection)

        monkeypatch.setattr(dialect, "do_commit", breaking)
        store.ingest([intake(1)], at=NOW, actor="ana")
        assert len(commits) > 2
        nothing_lost(store)
        assert [e.kind.value for e in store.events()] == ["created", "ingested"]


def test_a_newer_store_is_left_alone(store: SqlStore) -> None:
    """And the sentence says what to install."""
    with store.engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    location = store.engine.url if store.engine.dialect.name == "postgresql" else store.where
    for read_only in (False, True):
        with pytest.raises(StoreVersionError, match="newer") as caught:
            open_store(str(location), KEY, read_only=read_only, patience=SHORT)
        told(caught, store.where)


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_a_place_without_a_store_is_told(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Opening never makes one; making never takes one that is there."""
    location = new_location(kind, request, tmp_path)
    with pytest.raises(StoreUnreachable, match="make one with assay pool init"):
        open_store(location, KEY, patience=SHORT)
    create_store(location, KEY, at=NOW, actor="ana").close()
    with pytest.raises(UsageError, match="holds a store already"):
        create_store(location, StoreKey.new(), at=NOW, actor="ana")
    open_store(location, KEY).close()


def test_places_where_no_store_can_be_are_told(tmp_path: Path) -> None:
    """A folder, a missing folder, another file, another database, a server that is not there."""
    other = tmp_path / "notes.txt"
    other.write_text("these are notes, not a database " * 200)
    for location, kind, words in (
        (tmp_path, StoreUnreachable, "is a folder"),
        (tmp_path / "no" / "pool.store", StoreUnreachable, "there is no folder"),
        (other, StoreDamaged, "is damaged"),
        ("mysql://x/y", UsageError, "cannot lie in"),
        ("postgresql://x:secret@127.0.0.1:1/y", StoreUnreachable, "start the server"),
    ):
        with pytest.raises(kind, match=words) as caught:
            create_store(location, KEY, at=NOW, actor="ana", patience=SHORT)
        assert "\n" not in str(caught.value)
        assert "secret" not in str(caught.value)


def test_a_new_file_is_private(file_store: SqlStore) -> None:
    """Only its owner may read it, and the log beside it."""
    path = Path(file_store.where)
    for name in (path.name, f"{path.name}-wal"):
        assert path.with_name(name).stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    "name", ["a b.store", "100%.store", "who?.store", "#1.store", "Zoë & co.store", "a%20b.store"]
)
def test_any_file_name_will_do(name: str, tmp_path: Path) -> None:
    """Nothing in a name is taken for part of an address."""
    with create_store(tmp_path / name, KEY, at=NOW, actor="ana") as store:
        assert store.location == str(tmp_path / name)
    assert (tmp_path / name).stat().st_size
    open_store(tmp_path / name, KEY).close()


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install 'assay\[postgres\]'"):
        open_store("postgresql://user@host/pool", KEY, patience=SHORT)


def test_the_bits_of_purposes_stay_as_they_are() -> None:
    """Stores hold them; a new purpose takes the next bit."""
    assert {purpose.value: bit for purpose, bit in BITS.items()} == {
        "matching": 1,
        "search": 2,
        "index": 4,
        "export": 8,
        "correction": 16,
        "erasure": 32,
        "audit": 64,
    }


def test_a_moved_value_does_not_open(store: SqlStore) -> None:
    """A blob put into another person's row is told, not shown."""
    store.ingest([replace(intake(2))], at=NOW, actor="ana")
    with store.engine.begin() as connection:
        connection.execute(
            text(
                "update identities set identity_sealed = "
                "(select identity_sealed from identities where number = 1) where number = 2"
            )
        )
    (fault,) = store.check().faults
    assert f"identity 1 of {person_id(2)}" in fault
