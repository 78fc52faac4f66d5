"""Found everywhere before an erasure and nowhere after, on both stores: the store, its logs, the index, every blob."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from benchmarks.soak.store_people import NOW
from sqlalchemy import text
from tests.stores import SQL_KINDS, new_location

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.index.hashed_passages import stem_hash, word_hash
from assay.index.words import normalise
from assay.store import StoreKey
from assay.store.proof import raw_files, search, search_files
from assay.store.records import PersonId
from assay.store.sql.store import SqlStore
from assay.workflow.pool import Place, TalentPool, init_pool, open_pool
from assay.workflow.pool.adding import AddHow, add_people
from assay.workflow.pool.deciding import Deciding, decide
from assay.workflow.pool.erasing import erase_people, expire_people
from assay.workflow.pool.keeping import Keeper, index_key
from assay.workflow.pool.proving import Thoroughness, index_files, look, wanted
from assay.workflow.pool.reextracting import Reextracting, reextract_people

EXAMPLES = Path(__file__).parents[4] / "examples"
AS_OF = Month(2026, 11)
NAME, MAIL, WORD = "MARISOL ETCHEVERRY QUIROGA", "marisol.eq@example.com", "Wijkstroom"
QUOTE = "Found and fixed a prefix-cache bug under heavy preemption"
REASON = "Reads as somebody who has carried a pager for serving systems"
TEXTS = (NAME, MAIL, WORD, QUOTE, REASON, "01_marisol_etcheverry.txt")


@pytest.fixture(params=SQL_KINDS)
def pool(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TalentPool]:
    """A pool of some of the example's people, with a decision, a second reading and a brief."""
    place = Place(new_location(request.param, request, tmp_path), tmp_path / "index", tmp_path / "key")
    init_pool(place, at=NOW, actor="tests", environment={})
    with open_pool(place, actor="tests", environment={}) as found:
        cvs = sorted((EXAMPLES / "cvs").glob("*.txt"))
        add_people(found, cvs, AddHow(as_of=AS_OF, clock=lambda: NOW))
        outdate(found)
        reextract_people(found, Reextracting(clock=lambda: NOW))
        brief = str(EXAMPLES / "briefs" / "llm_inference_engineer.md")
        asked = Deciding(person=person_of(found), brief=brief, verdict="hold", reason=REASON, by="Ana Prado")
        decide(found, asked, at=NOW)
        if request.param == "postgres":
            with sql(found).engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("checkpoint"))
        yield found


def sql(pool: TalentPool) -> SqlStore:
    assert isinstance(pool.store, SqlStore)
    return pool.store


def outdate(pool: TalentPool) -> None:
    """Make every profile one of another extractor."""
    with sql(pool).engine.begin() as connection:
        connection.execute(text("update persons set extractor = 'older'"))


def person_of(pool: TalentPool) -> PersonId:
    ids = [p.id for p in pool.store.persons(Purpose.AUDIT, at=NOW)]
    identities = pool.store.identities(ids, Purpose.AUDIT, at=NOW)
    return next(i for i, who in identities.items() if who.name and who.name.text == NAME)


def in_index(pool: TalentPool, number: int) -> set[str]:
    """What the index's files hold: the number, and the keyed hashes of a word that nobody else has."""
    key, word = index_key(pool.store), normalise(WORD)
    traces = {
        "number": number.to_bytes(8, "little"),
        "word": word_hash(word, key).to_bytes(8, "little"),
        "stem": stem_hash(word, key).to_bytes(8, "little"),
    }
    held = b"".join(path.read_bytes() for path in index_files(pool))
    found = {name for name, trace in traces.items() if trace in held}
    with Keeper(pool).snapshot(at=NOW) as snapshot:
        numbers = {int(n) for block in snapshot for n in block.numbers}
    return (found - {"number"}) | ({"number"} if number in numbers else set())


def everything(pool: TalentPool) -> set[str]:
    """Which of the texts stand somewhere."""
    files = (*raw_files(sql(pool)), *index_files(pool))
    return {trace.wanted for trace in search(sql(pool), TEXTS, (), files)}


def test_after_an_erasure_nothing_of_a_person_is_found(pool: TalentPool) -> None:
    """Name, e-mail, a quote, words of the document, a reason, the file's name; sealed bytes; number and words in the
    index. The proof that the command prints says the same."""
    person = person_of(pool)
    number = pool.store.persons_by_id([person], Purpose.AUDIT, at=NOW)[person].number
    sought = wanted(pool, [person], at=NOW)
    assert {NAME, MAIL, person, REASON} <= set(sought.texts)
    before = look(pool, sought, [person], Thoroughness.FULL)
    assert everything(pool) == set(TEXTS)
    assert in_index(pool, number) >= {"number", "word"}
    assert [place for place in before.left if place.endswith("(sealed bytes)")]

    erased = erase_people(pool, [person], at=NOW)

    assert erased.faults == ()
    assert erased.proof is not None
    assert erased.proof.holds
    assert erased.proof.before == len(before.left)
    assert everything(pool) == set()
    assert in_index(pool, number) == set()
    assert look(pool, sought, [person], Thoroughness.FULL).left == ()
    assert not pool.store.verify().faults
    assert not pool.store.check().faults


def test_the_logs_of_a_server_hold_nothing_in_the_clear(pool: TalentPool) -> None:
    """Before or after: what a write-ahead log keeps is sealed, and after the erasure its key is gone from the data."""
    store = sql(pool)
    if store.engine.dialect.name == "sqlite":
        files = list(Path(store.where).parent.glob("*.store*"))
    else:
        with store.reading() as connection:
            folder = Path(str(connection.execute(text("show data_directory")).scalar_one()))
        files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert search_files(files, TEXTS) == ()
    erase_people(pool, [person_of(pool)], at=NOW, proved=Thoroughness.FILES)
    assert search_files([path for path in files if path.exists()], TEXTS) == ()


def test_a_reader_of_the_index_is_named_and_waited_for(pool: TalentPool) -> None:
    """While somebody reads the old files the erasure says so; the next expiry finishes it."""
    person = person_of(pool)
    snapshot = Keeper(pool).snapshot(at=NOW)
    erased = erase_people(pool, [person], at=NOW)
    assert any("still being read" in fault for fault in erased.faults)
    snapshot.close()
    assert expire_people(pool, at=NOW + timedelta(days=1)).faults == ()


def test_another_key_opens_nothing(pool: TalentPool, tmp_path: Path) -> None:
    """A pool opened with another key is refused in a sentence."""
    from assay.errors import WrongStoreKey

    (tmp_path / "other").write_text(StoreKey.new().text())
    (tmp_path / "other").chmod(0o600)
    with pytest.raises(WrongStoreKey, match="does not open"):
        open_pool(Place(pool.place.store, pool.index, tmp_path / "other"), environment={})
