"""Backups: complete, dated, and never a way round an erasure."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from benchmarks.soak.store_people import NEW, NOW, extracted, intake, person_id
from tests.stores import KEY, SQL_KINDS, new_location, new_sql_store

from assay.domain.consent import Purpose
from assay.errors import StoreDamaged, StoreUnreachable, UsageError, WrongStoreKey
from assay.store import StoreKey, open_store
from assay.store.backup import backup, erasures, restore
from assay.store.proof import marks_of, search

EXPIRES = NOW + timedelta(days=30)
LATER = NOW + timedelta(days=2)
EVERYONE = [person_id(n) for n in range(1, 40)]


@pytest.mark.parametrize("target", SQL_KINDS)
@pytest.mark.parametrize("source", SQL_KINDS)
def test_a_backup_of_either_store_is_restored_into_either(
    source: str, target: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Everything is there again, but whoever was erased meanwhile; the lineage is another."""
    with new_sql_store(source, request, tmp_path) as store:
        store.ingest([intake(n) for n in range(1, 40)], at=NOW, actor="ana")
        store.reextract({person_id(1): extracted(1, NEW)}, at=NOW, actor="job")
        head = store.head()
        made = backup(store, tmp_path, at=NOW, expires=EXPIRES, actor="ana")
        assert [e.kind.value for e in store.events(head.sequence)] == ["backed_up"]
        before = store.history(person_id(1), Purpose.MATCHING, at=LATER)
        store.erase([person_id(7)], at=LATER, actor="ana")
        gone = erasures(store)
        lineage = store.lineage

    assert made.path.name == "assay-pool-20261127T090000Z-expires-20261227.backup"
    assert (made.persons, made.made, made.expires) == (39, NOW, EXPIRES)
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.glob("*.backup*")) == [made.path.name]
    location = new_location(target, request, tmp_path)
    with restore(made.path, location, KEY, at=LATER, actor="ana", erased=gone) as again:
        found = again.check(head)
        assert (found.persons, found.faults) == (38, ())
        assert again.history(person_id(1), Purpose.MATCHING, at=LATER) == before
        assert again.persons_by_id([person_id(7)], Purpose.AUDIT, at=LATER) == {}
        assert [e.kind.value for e in again.events(head.sequence)] == ["restored", "erased"]
        assert again.lineage != lineage
        again.ingest([intake(50)], at=LATER, actor="ana")
        assert again.persons_by_id([person_id(50)], Purpose.MATCHING, at=LATER)[person_id(50)].number == 40


def test_a_backup_that_cannot_be_used_is_told(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Expired, damaged, the wrong key, a store instead, a place that is taken; it is no store to work with."""
    with new_sql_store("sqlite", request, tmp_path) as store:
        store.ingest([intake(1)], at=NOW, actor="ana")
        made = backup(store, tmp_path, at=NOW, expires=EXPIRES, actor="ana")
        with pytest.raises(UsageError, match="never written over"):
            backup(store, tmp_path, at=NOW, expires=EXPIRES, actor="ana")
        with pytest.raises(UsageError, match="has passed"):
            backup(store, tmp_path, at=NOW, expires=NOW, actor="ana")
        with pytest.raises(StoreUnreachable, match="there is no folder"):
            backup(store, tmp_path / "no", at=NOW, expires=EXPIRES, actor="ana")
        where = store.where
    new = tmp_path / "new.store"

    with pytest.raises(UsageError, match="is a backup; restore it"):
        open_store(made.path, KEY)
    with pytest.raises(UsageError, match="expired on 2026-12-27; destroy it"):
        restore(made.path, new, KEY, at=EXPIRES, actor="ana")
    with pytest.raises(WrongStoreKey):
        restore(made.path, new, StoreKey.new(), at=LATER, actor="ana")
    with pytest.raises(UsageError, match="is a store, not a backup"):
        restore(Path(where), new, KEY, at=LATER, actor="ana")
    with pytest.raises(UsageError, match="move it away first"):
        restore(made.path, where, KEY, at=LATER, actor="ana")
    with pytest.raises(StoreUnreachable, match="no store"):
        restore(tmp_path / "none.backup", new, KEY, at=LATER, actor="ana")
    content = bytearray(made.path.read_bytes())
    content[20_000:60_000] = bytes(40_000)
    made.path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        restore(made.path, new, KEY, at=LATER, actor="ana")
    assert not new.exists()


def test_a_backup_for_reading_shows_what_it_holds(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """And holds no marks of people erased before it was made."""
    with new_sql_store("sqlite", request, tmp_path) as store:
        store.ingest([intake(1), intake(2)], at=NOW, actor="ana")
        marks = marks_of(store, person_id(1))
        store.erase([person_id(1)], at=NOW, actor="ana")
        made = backup(store, tmp_path, at=NOW, expires=EXPIRES, actor="ana")
    with open_store(made.path, KEY, read_only=True) as reader:
        assert reader.status().persons == 1
        assert search(reader, [person_id(1)], marks) == ()
