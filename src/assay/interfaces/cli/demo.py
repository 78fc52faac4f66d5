"""assay demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import check_outputs, cores, finish, note, progress, report_unread
from assay.interfaces.cli.match import write_outputs


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: assay demo --html report.html")(demo)


def demo(
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A report in one file.")] = None,
    role: Annotated[int, typer.Option("--role", min=1, max=2, help="Which of the two example briefs.")] = 1,
    show_names: Annotated[bool, typer.Option("--show-names", help="Lift the blind view.")] = False,
) -> None:
    """Rank the shipped example: invented people in mixed formats against an invented brief."""
    from assay.workflow.example import AS_OF, example_briefs, example_cvs
    from assay.workflow.intake import read_pool
    from assay.workflow.shortlist import rank_pool, read_brief

    check_outputs([html])
    brief = read_brief(example_briefs()[role - 1])
    with progress("Reading CVs") as step:
        pool = read_pool([example_cvs()], as_of=AS_OF, processes=cores(None), progress=step)
    report_unread(pool.unread)
    ranking = rank_pool(brief, pool, as_of=AS_OF)
    write_outputs(ranking, {"html": html}, top=10, blind=not show_names)
    note(
        f"\nThe example lies in {example_cvs().parent}; try: assay match --brief {example_briefs()[role - 1]} FOLDER"
    )
    finish(pool)
