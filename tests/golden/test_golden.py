"""What people read, kept as files; run with ASSAY_GOLDEN=write to renew them after a look at the difference."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from assay.domain.dates import Month
from assay.extraction.brief.editable import from_yaml, to_yaml
from assay.interfaces.report.sheets import render_csv
from assay.interfaces.report.transfer_terminal import show_transfer
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import read_pool
from assay.workflow.shortlist import rank_pool, read_brief
from assay.workflow.transfer import find_target, growers, pathway
from assay.workflow.transfer_shown import TransferView
from assay.workflow.transfer_view import growers_view, pathway_view
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


def test_the_example_pathway_on_the_terminal() -> None:
    """One of the example's people on the way into the first role, as the terminal shows it, blind."""
    (candidate,) = read_pool([example_cvs() / "08_grzegorz_wolny.txt"], as_of=AS_OF).candidates
    found = pathway(candidate, find_target(example_briefs()[0], as_of=AS_OF), as_of=AS_OF)

    same("pathway.txt", shown(pathway_view(found, blind=True)))


def test_the_example_growers_on_the_terminal() -> None:
    """Who of the example could grow into the first role, as the terminal shows it, blind."""
    pool = read_pool([example_cvs()], as_of=AS_OF)
    found = growers(pool, find_target(example_briefs()[0], as_of=AS_OF), as_of=AS_OF)

    same("growers.txt", shown(growers_view(found, top=10, blind=True)))


def shown(view: TransferView) -> str:
    """What the terminal shows at 100 columns, without colour."""
    out = io.StringIO()
    show_transfer(view, Console(file=out, width=100, highlight=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
