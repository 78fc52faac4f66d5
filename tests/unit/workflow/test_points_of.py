"""What a person scores under a points table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assay.domain.route import Answer
from assay.errors import FactsError, UsageError
from assay.workflow.points_of import points_tables, read_points

DAY = date(2026, 11, 28)


def sheet(folder: Path, text: str) -> Path:
    path = folder / "sheet.yaml"
    path.write_text(f"assay: facts\n{text}", encoding="utf-8")
    return path


def read(folder: Path, text: str, table: str = "de_chancenkarte"):
    return read_points(table, on=DAY, today=DAY, sheets=[sheet(folder, text)])


def test_private_facts_of_the_sheet_count(tmp_path: Path) -> None:
    younger = read(tmp_path, "private:\n  age: 30\n")
    older = read(tmp_path, "private:\n  age: 50\n")
    assert younger.score.lo - older.score.lo == 2
    assert younger.score.hi - older.score.hi == 2


def test_with_nothing_stated_the_pass_mark_is_open(tmp_path: Path) -> None:
    found = read(tmp_path, "candidate:\n  degree_level: master\n")
    assert ("Pass mark", 6, Answer.UNKNOWN) in found.marks
    assert found.questions
    assert all(" " in question for question in found.questions)


def test_cut_offs_of_draws_stand_beside_the_score(tmp_path: Path) -> None:
    found = read(tmp_path, "candidate:\n  degree_level: master\n", "ca_crs")
    assert {points for _, points, _ in found.marks} >= {518, 523}


def test_another_table_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean sg_compass"):
        read(tmp_path, "candidate:\n  degree_level: master\n", "sg_compas")


def test_faults_of_the_sheet_are_named(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"sheet\.yaml.*age"):
        read(tmp_path, "private:\n  age: thirty\n")


def test_all_ten_tables_are_listed_with_their_trust() -> None:
    listed = points_tables(DAY)
    assert len(listed) == 10
    assert {trust.value for _, trust in listed} <= {"green", "amber", "red"}
