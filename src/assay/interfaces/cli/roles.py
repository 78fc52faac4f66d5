"""assay roles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    fail,
    month,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf, CsvFile, JsonFile, ShowNames


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay roles cv.pdf briefs/ · assay roles person/ role1.pdf role2.yaml --json - · "
        "assay roles cv.pdf briefs/ --csv roles.csv"
    )(roles)


def roles(  # noqa: PLR0913 - a command's options
    cv: Annotated[Path, typer.Argument(metavar="CV", help="The candidate: a file, or a folder of theirs.")],
    briefs: Annotated[
        list[Path],
        typer.Argument(
            metavar="BRIEF...", help="Role briefs: files, edited YAML or folders.", show_default=False
        ),
    ],
    top: Annotated[int, typer.Option("--top", min=1, help="How many to show on the terminal.")] = 10,
    json: JsonFile = None,
    csv: CsvFile = None,
    show_names: ShowNames = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FILE.yaml", help="Weights.", show_default="the shipped ones"),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """Rank role briefs for one candidate: score, band, the musts and how they stand, what to ask."""
    from assay.workflow.person import read_person
    from assay.workflow.role_ranking import rank_roles, read_briefs

    check_outputs([json, csv])
    when = month(as_of)
    candidate, missing = read_person(cv, as_of=when)
    read, unread = read_briefs(briefs, as_of=when)
    report_unread((*missing, *unread))
    if not read:
        fail("no brief could be read, so there is no role to rank; check the paths")
    found = rank_roles(candidate, read, as_of=when, model=model, unread=(*missing, *unread))
    if json:
        from assay.workflow.found_recording import roles_record
        from assay.workflow.recording import to_json

        write(json, to_json(roles_record(found)))
    if csv:
        from assay.interfaces.report.found_sheets import roles_csv

        write(csv, roles_csv(found))
    if STDOUT not in (json, csv):
        from assay.interfaces.report.found import show_roles

        show_roles(found, top=top, blind=not show_names)
    raise typer.Exit(SOME_UNREAD if found.unread else ALL_READ)
