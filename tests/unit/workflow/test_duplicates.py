"""Likely duplicates of a pool, from files."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.linkage.test_quick import OTHER, WORK, cv

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.linkage import compare as comparing
from assay.workflow.duplicates import count_likely, duplicates_record, find_duplicates
from assay.workflow.intake import Pool, read_pool

for _name in ("anyascii", "duckdb", "pyarrow", "splink"):
    pytest.importorskip(_name, reason="the extra linkage is not installed")

HOSTILE = "'; DROP TABLE people; -- \" {{x}} \\ %s \u202e\n"
STRANGER = "Jonas Sato\njs@example.org\n\nEXPERIENCE\nBaker, Ostra\n2015-03 - 2021-08\n- Ran a bakery with nine people.\n"


def pool(folder: Path, **texts: str) -> Pool:
    """The pool of the texts."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return read_pool([folder], as_of=Month(2026, 11))


def test_a_group_is_told_newest_first_with_its_reasons(tmp_path: Path) -> None:
    """By the documents' own dates; the record's bits are the pair's; contact stands in it only where asked."""
    mira = cv("Mira Halvorsen", "mira@example.com", WORK)
    newer = mira.replace("2022-03", "2024-06")
    read = pool(tmp_path, a=mira, b=newer, c=STRANGER)
    (group,) = find_duplicates(read)

    assert [c.name for c in group.candidates] == ["b.txt", "a.txt"]
    assert group.newest
    assert count_likely(read) == 2
    blind, shown = (duplicates_record([group], read, 0.5, blind=b) for b in (True, False))
    told = {r.comparison: r.shared for r in shown.groups[0].pairs[0].reasons}
    assert told["email"] == ("mira@example.com",)
    assert all(not r.shared for r in blind.groups[0].pairs[0].reasons if r.comparison == "email")


def test_a_threshold_only_takes_pairs_away(tmp_path: Path) -> None:
    """What is shown at a higher chance is among what is shown at a lower."""
    texts = {"a": cv("Mira Vogt", "m@example.com", WORK), "b": cv("Mira Vogt", "v@example.com", OTHER)}
    read = pool(tmp_path, **texts, c=cv("M. Vogt", "m@example.com", WORK))
    shown = [
        {(t.first.name, t.second.name) for g in find_duplicates(read, threshold=p) for t in g.ties}
        for p in (0.01, 0.5, 0.99)
    ]

    assert shown[2] <= shown[1] <= shown[0]
    assert shown[2]


def test_hostile_text_is_compared_as_text(tmp_path: Path) -> None:
    """Words of a query language in names, employers and text change nothing but themselves."""
    hostile = cv(f"Mira {HOSTILE}", "mira@example.com", HOSTILE + WORK).replace(
        "Copperline AG", HOSTILE.strip()
    )
    read = pool(
        tmp_path, a=hostile, b=hostile.replace("users", "people"), c=cv("Jonas Sato", "j@example.org", "")
    )
    (group,) = find_duplicates(read)

    assert {c.name for c in group.candidates} == {"a.txt", "b.txt"}


def test_an_empty_pool_has_no_duplicates(tmp_path: Path) -> None:
    """Nor one of a single person."""
    assert find_duplicates(pool(tmp_path)) == ()
    assert find_duplicates(pool(tmp_path, a=cv("Mira Vogt", "m@example.com", WORK))) == ()


def test_the_missing_extra_is_told_before_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where nothing would be compared."""
    read = pool(tmp_path)
    monkeypatch.setattr(comparing, "find_spec", lambda name: None)

    with pytest.raises(UsageError, match=r"assay\[linkage\]"):
        find_duplicates(read)
