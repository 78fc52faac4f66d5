"""After removal and compaction the folder holds no byte about the person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.index.rows import entry, person
from tests.unit.index.test_round_trip import NOW
from tests.unit.matching.cast import claim, passage

from assay.index.directory import Index
from assay.index.hashed_passages import stem_hash, text_row_of, word_hash
from assay.index.scoring_row import ScoringRow, row_of

_KEY = b"key"
_NUMBER = 0x1122_3344_5566_7788
_YEARS = 7.123456789


def removed_person() -> tuple[int, ScoringRow, bytes]:
    """Somebody whose number, years, skill and words nobody else has."""
    found = replace(
        person(1),
        skills=(claim("pytorch"), claim("~zeppelin keel")),
        years_relevant=_YEARS,
        passages=(passage("Riveted a zeppelin"),),
    )
    return _NUMBER, row_of(found), text_row_of(found)


def traces() -> dict[str, bytes]:
    """What a file could hold of them."""
    row = removed_person()[1]
    return {
        "number": _NUMBER.to_bytes(8, "little"),
        "id": b"zeppelin keel",
        "word": word_hash("zeppelin", _KEY).to_bytes(8, "little"),
        "stem": stem_hash("zeppeli", _KEY).to_bytes(8, "little"),
        "years": __import__("struct").pack("<d", row.years),
    }


def found_in(folder: Path) -> set[str]:
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    return {name for name, trace in traces().items() if trace in held}


@pytest.mark.parametrize("alone", [True, False])
def test_nothing_is_left_of_who_was_removed(tmp_path: Path, alone: bool) -> None:
    """Found before, found until compaction, not found after; whether they shared a block or not."""
    index = Index.create(tmp_path / "i", NOW, texts=True, key=_KEY)
    others = [entry(n) for n in range(20)]
    if alone:
        index.update(others, sequence=1)
        index.update([removed_person()], sequence=2)
    else:
        index.build([*others, removed_person()], sequence=2)
    assert found_in(tmp_path / "i") == traces().keys()
    index.update([], [_NUMBER], sequence=3)
    assert _NUMBER not in [n for b in index.snapshot() for n in b.numbers[b.live].tolist()]
    assert found_in(tmp_path / "i") == traces().keys()
    assert index.compact().waiting == ()
    assert found_in(tmp_path / "i") == set()
    index.verify()
    assert len(index.snapshot()) == 20
    assert "~zeppelin keel" not in index.snapshot().skills.ids


def test_a_correction_leaves_nothing_of_what_was_before(tmp_path: Path) -> None:
    """Who is added again replaces what they were."""
    index = Index.create(tmp_path / "i", NOW, texts=True, key=_KEY)
    index.update([removed_person(), *(entry(n) for n in range(3))], sequence=1)
    index.update([(_NUMBER, *entry(5)[1:])], sequence=2)
    index.compact()
    assert found_in(tmp_path / "i") == {"number"}


def test_files_wait_for_the_last_reader(tmp_path: Path) -> None:
    """What a reader of this process holds goes when it lets go, and compaction says that it waits."""
    index = Index.create(tmp_path / "i", NOW, texts=True, key=_KEY)
    index.update([removed_person(), entry(1)], sequence=1)
    reader = Index.open(tmp_path / "i", key=_KEY)
    with reader.snapshot() as old:
        index.update([], [_NUMBER], sequence=2)
        assert index.compact().waiting
        assert found_in(tmp_path / "i") >= {"number", "id"}
        assert old.blocks[0].numbers.tolist() == [1, _NUMBER]
    assert found_in(tmp_path / "i") == set()
    assert reader.snapshot().blocks[0].numbers.tolist() == [1]


def test_what_a_killed_writer_left_goes_too(tmp_path: Path) -> None:
    """Files that no manifest names are removed by the next compaction, whatever else there is to do."""
    index = Index.create(tmp_path / "i", NOW)
    index.update([entry(1)], sequence=1)
    index.compact()
    (tmp_path / "i" / "00000009-0123456789ab.cols").write_bytes(b"zeppelin keel")
    (tmp_path / "i" / "manifest.0123456789ab.new").write_bytes(b"zeppelin keel")
    (tmp_path / "i" / "notes.txt").write_bytes(b"somebody else's")
    assert found_in(tmp_path / "i") == {"id"}
    assert index.compact().steps == 0
    assert found_in(tmp_path / "i") == set()
    assert (tmp_path / "i" / "notes.txt").exists()


def test_ids_keep_their_numbers(tmp_path: Path) -> None:
    """An id that nobody has is emptied; those behind it stay where they are."""
    index = Index.create(tmp_path / "i", NOW)
    index.update([(1, row_of(replace(person(1), skills=(claim("aws"),))), None)], sequence=1)
    index.update([(2, row_of(replace(person(1), skills=(claim("~a b"), claim("gcp")))), None)], sequence=2)
    index.update([(3, row_of(replace(person(1), skills=(claim("~c d"),))), None)], [1], sequence=3)
    before = index.snapshot().skills.ids
    assert set(before) == {"aws", "~a b", "gcp", "~c d"}
    index.compact()
    with Index.open(tmp_path / "i").snapshot() as after:
        assert after.skills.ids == tuple("" if skill == "aws" else skill for skill in before)
        assert set(after.skills_held) == {"~a b", "gcp", "~c d"}
