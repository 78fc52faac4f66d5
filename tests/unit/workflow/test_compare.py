"""Candidates side by side, as people and programs get them."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.interfaces.report import COMPARISONS
from assay.workflow.compare import compare_pool, read_each
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.records import CompareRunRecord
from assay.workflow.shortlist import read_brief

AS_OF = Month(2026, 11)


def cv(number: int) -> Path:
    """One of the example's CVs."""
    return sorted(example_cvs().iterdir())[number - 1]


def test_candidates_are_called_by_the_order_given() -> None:
    """Blind labels say which path was meant, whoever is ahead."""
    pool = read_each([cv(5), cv(1)], as_of=AS_OF)
    _, view = compare_pool(read_brief(example_briefs()[0]), pool, as_of=AS_OF, blind=True)
    assert [c.label for c in view.candidates] == ["Candidate B", "Candidate A"]
    assert view.pairs[0].sentences[0].startswith("Candidate B is ahead of Candidate A by ")
    _, named = compare_pool(read_brief(example_briefs()[0]), pool, as_of=AS_OF, blind=False)
    assert named.candidates[0].label == cv(1).name


def test_json_and_html() -> None:
    """The JSON fits its schema, rows the widest first; the page holds the sentences."""
    pool = read_each([cv(1), cv(2), cv(3)], as_of=AS_OF)
    ranking, view = compare_pool(read_brief(example_briefs()[0]), pool, as_of=AS_OF, blind=True)
    run = msgspec.json.decode(COMPARISONS["json"](ranking, view), type=CompareRunRecord)
    spreads = [r.spread for r in run.requirements]
    assert spreads == sorted(spreads, reverse=True)
    for place, match in enumerate(run.matches):
        assert sum(r.bits[place] for r in run.requirements) + run.model.prior == pytest.approx(match.bits)
    page = COMPARISONS["html"](ranking, view).decode()
    assert "Who is ahead, and why" in page
    assert "<script" not in page


def test_a_folder_is_one_person(tmp_path: Path) -> None:
    """Its files are read together."""
    folder = tmp_path / "person"
    folder.mkdir()
    shutil.copy(cv(1), folder / "cv.txt")
    (folder / "letter.txt").write_text(
        "I have profiled GPU kernels with Nsight for two years.", encoding="utf-8"
    )
    pool = read_each([folder, cv(2)], as_of=AS_OF)
    assert [len(c.documents) for c in pool.candidates] == [2, 1]


@pytest.mark.parametrize("count", [0, 1, 7])
def test_too_few_or_too_many(count: int) -> None:
    """One clear sentence."""
    with pytest.raises(UsageError, match="two to 6 candidates"):
        read_each([cv(1)] * count, as_of=AS_OF)


def test_the_same_documents_twice() -> None:
    """Nobody is compared with themselves."""
    with pytest.raises(UsageError, match="same documents"):
        read_each([cv(1), cv(1)], as_of=AS_OF)


def test_a_folder_of_candidates(tmp_path: Path) -> None:
    """A folder that holds many people is no candidate."""
    pool = tmp_path / "pool"
    shutil.copytree(example_cvs(), pool)
    with pytest.raises(UsageError, match="holds 14 candidates"):
        read_each([pool, cv(1)], as_of=AS_OF)
