"""The proof of an erasure: found before, found nowhere after."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.soak.store_people import NEW, NOW, extracted, file_of, intake, name_of, person_id, text_of
from sqlalchemy import text
from tests.stores import KEY, SQL_KINDS, new_sql_store

from assay.domain.brief import Brief, Constraints
from assay.domain.decision import Decision, Verdict
from assay.domain.skill import Speciality
from assay.errors import StoreDamaged
from assay.store import Intake, StoreKey, open_store
from assay.store.proof import marks_of, raw_files, search
from assay.store.records import JobKind
from assay.store.sql.keys import change_key

A = person_id(1)
BRIEF = Brief(
    document="d" * 64,
    title="Engineer",
    language="en",
    speciality=Speciality.LLM,
    seniority=None,
    requirements=(),
    constraints=Constraints(),
)
WANTED = (
    name_of(1),
    "person1@example.org",
    text_of(1).split("\n")[5],
    name_of(90_001),
    "told me she moves to Lyon",
)


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_after_an_erasure_nothing_of_the_person_is_found(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Name, e-mail, quotes, documents, reasons; the id, the key and the sealed bytes in the raw files as well."""
    with new_sql_store(kind, request, tmp_path) as store:
        store.begin_job("j1", JobKind.INGESTION, at=NOW, actor="ana")
        store.ingest([intake(n) for n in range(1, 30)], at=NOW, actor="ana", job="j1")
        more = Intake(person=A, files=(file_of(90_001),), extracted=extracted(90_001))
        store.ingest([more], at=NOW, actor="ana")
        store.reextract({A: extracted(1, NEW)}, at=NOW, actor="job")
        store.save_brief("b1", BRIEF, at=NOW, actor="ana")
        reason = "told me she moves to Lyon"
        store.decide(
            Decision(person=A, brief="b1", verdict=Verdict.HELD, reason=reason, decided_by="Ana", at=NOW),
            actor="ana",
        )
        if kind == "postgres":
            with store.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("checkpoint"))
        marks = marks_of(store, A)
        before = search(store, [*WANTED, A], marks)
        assert {trace.wanted for trace in before} == {*WANTED, A, "sealed bytes"}
        assert len(marks) == 1 + 2 * 2 + 3 + 3 + 1 + 1 + 1
        assert raw_files(store)
        assert any(trace.place.startswith("/") for trace in before)

        assert store.erase([A], at=NOW, actor="ana").scrubbed

        assert search(store, [*WANTED, A], marks if kind == "sqlite" else marks[:1]) == ()
        assert search(store, [name_of(2), person_id(2)])
        assert not store.check().faults


def test_the_search_finds_what_is_left_in_the_clear(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """In a column, in another case, and in a raw file beside."""
    with new_sql_store("sqlite", request, tmp_path) as store:
        with store.engine.begin() as connection:
            connection.execute(text("create table notes (note text)"))
            connection.execute(text("insert into jobs values ('Jürgen', 'ingestion', 1, null)"))
            connection.execute(text("insert into notes values ('MEETING WITH ADA OKONKWO')"))
        places = {trace.place for trace in search(store, ["Ada Okonkwo", "JÜRGEN"])}
        assert "jobs.id" in places
        assert f"{store.where}-wal" in places


@pytest.mark.parametrize("kind", SQL_KINDS)
def test_a_changed_key_opens_everything_and_the_old_one_nothing(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Keys wrapped before are of no use with the new key; what others prepared under the old key is refused."""
    with new_sql_store(kind, request, tmp_path) as store:
        store.ingest([intake(n) for n in range(1, 30)], at=NOW, actor="ana")
        location = str(store.engine.url) if kind == "postgres" else store.where
        other = open_store(location, KEY)
        marks = marks_of(store, A)
        fresh = StoreKey.new()
        change_key(store, fresh, at=NOW, actor="ana")

        assert not store.check().faults
        assert search(store, [], marks[:1]) == ()
        assert store.ingest([intake(1)], at=NOW, actor="ana")[0].status == "held"
        with pytest.raises((StoreDamaged, Exception), match="key was changed"):
            other.ingest([intake(99)], at=NOW, actor="ana")
        other.close()
        with pytest.raises(Exception, match="the key does not open"):
            open_store(location, KEY)
        open_store(location, fresh).close()
