"""What people read, kept as files; run with ASSAY_GOLDEN=write to renew them after a look at the difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assay.domain.dates import Month
from assay.extraction.brief.editable import from_yaml, to_yaml
from assay.interfaces.report.sheets import render_csv
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import read_pool
from assay.workflow.shortlist import rank_pool, read_brief
from assay.workflow.view import shortlist_view

HERE = Path(__file__).parent
AS_OF = Month(2026, 11)


def same(name: str, text: str) -> None:
    """Compare with the kept file, or renew it."""
    path = HERE / name
    if os.environ.get("ASSAY_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("number", [0, 1])
def test_the_example_briefs_as_editable_files(number: int) -> None:
    """The file a recruiter edits; read back it gives the same requirements."""
    brief = read_brief(example_briefs()[number])
    text = to_yaml(brief.brief, brief.document)

    same(f"brief_{number + 1}.yaml", text)
    again = from_yaml(text, source="x.yaml")
    assert [(r.id, r.importance, r.skills, r.years, r.quotes) for r in again.requirements] == [
        (r.id, r.importance, r.skills, r.years, r.quotes[:1]) for r in brief.brief.requirements
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_the_example_shortlists_as_tables(number: int) -> None:
    """Ranks, levels, gaps and questions of the example, blind."""
    pool = read_pool([example_cvs()], as_of=AS_OF)
    ranking = rank_pool(read_brief(example_briefs()[number]), pool, as_of=AS_OF)
    text = render_csv(shortlist_view(ranking, top=20, blind=True)).decode("utf-8-sig").replace("\r\n", "\n")

    same(f"shortlist_{number + 1}.csv", text)
