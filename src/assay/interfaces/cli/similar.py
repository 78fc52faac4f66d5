"""assay similar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    cores,
    fail,
    month,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf, CsvFile, Jobs, JsonFile, Paths, ShowNames
from assay.workflow.intake import read_pool


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay similar cv.pdf cvs/ · assay similar person/ cvs/ --top 5 --csv similar.csv · "
        "assay similar cv.pdf cvs/ --json -"
    )(similar)


def similar(  # noqa: PLR0913 - a command's options
    cv: Annotated[
        Path, typer.Argument(metavar="CV", help="The given person: a file, or a folder of theirs.")
    ],
    paths: Paths,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to find.")] = 10,
    json: JsonFile = None,
    csv: CsvFile = None,
    show_names: ShowNames = False,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Find the people most like a given one by what they have done; the person themself is left out."""
    from assay.workflow.likeness import similar_candidates
    from assay.workflow.person import read_person

    check_outputs([json, csv])
    when = month(as_of)
    given, missing = read_person(cv, as_of=when)
    with progress("Reading CVs") as step:
        pool = read_pool(paths, as_of=when, processes=cores(jobs), progress=step)
    report_unread((*missing, *pool.unread))
    if not pool.candidates:
        fail("no document of the pool could be read, so there is nobody to compare; check the paths")
    found = similar_candidates(given, pool, as_of=when, most=top)
    if json:
        from assay.workflow.found_recording import similar_record
        from assay.workflow.recording import to_json

        write(json, to_json(similar_record(found)))
    if csv:
        from assay.interfaces.report.found_sheets import similar_csv

        write(csv, similar_csv(found, blind=not show_names))
    if STDOUT not in (json, csv):
        from assay.interfaces.report.found import show_similar

        show_similar(found, blind=not show_names)
    raise typer.Exit(SOME_UNREAD if missing or pool.unread else ALL_READ)
