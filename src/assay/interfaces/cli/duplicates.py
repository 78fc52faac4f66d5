"""assay duplicates, merge and unmerge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    STDOUT,
    check_outputs,
    cores,
    fail,
    finish,
    month,
    note,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf, CsvFile, Jobs, JsonFile, Paths, ShowNames
from assay.workflow.intake import read_pool

PoolFolder = Annotated[Path, typer.Option("--pool", metavar="DIR", help="The folder that holds the CVs.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so; initials will do.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: assay duplicates cvs/ · assay duplicates cvs/ --threshold 0.9 --csv pairs.csv · "
        "assay duplicates cvs/ --show-names. Nothing is merged; assay merge does that. "
        "Needs the extra: pip install 'assay[linkage]'."
    )(duplicates)
    app.command(
        epilog="Examples: assay merge anna.pdf anna_2024.docx --pool cvs/ --by jk --why 'same phone number' · "
        "assay merge @8dbf5e1c02 @1f00aa37c4 --pool cvs/ (handles of the blind view)."
    )(merge)
    app.command(epilog="Examples: assay unmerge m3 --pool cvs/ · assay unmerge P1 --pool cvs/ --by jk.")(
        unmerge
    )


def duplicates(  # noqa: PLR0913 - a command's options
    paths: Paths,
    threshold: Annotated[
        float,
        typer.Option("--threshold", min=0.01, max=1.0, metavar="P", help="Least chance of one person shown."),
    ] = 0.5,
    json: JsonFile = None,
    csv: CsvFile = None,
    show_names: ShowNames = False,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Show which candidates of a pool may be one person, with what speaks for and against it."""
    from assay.workflow.duplicates import check_installed, duplicates_record, find_duplicates

    check_outputs([json, csv])
    check_installed()  # before the CVs, so that a missing extra costs no time
    when = month(as_of)
    with progress("Reading CVs") as step:
        pool = read_pool(paths, as_of=when, processes=cores(jobs), progress=step)
    report_unread(pool.unread)
    if not pool.candidates:
        fail("no document could be read, so there is nobody to compare; check the paths")
    found = find_duplicates(pool, threshold=threshold)
    if json:
        from assay.workflow.recording import to_json

        write(json, to_json(duplicates_record(found, pool, threshold, blind=not show_names)))
    if csv:
        from assay.interfaces.report.duplicates import duplicates_csv

        write(csv, duplicates_csv(found, blind=not show_names))
    if STDOUT not in (json, csv):
        from assay.interfaces.report.duplicates import show_duplicates

        show_duplicates(found, len(pool.candidates), blind=not show_names)
    finish(pool)


def merge(
    candidates: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C...]",
            help="Files, folders, persons or handles (@...), as assay duplicates shows them.",
            show_default=False,
        ),
    ],
    pool: PoolFolder,
    person: Annotated[
        str | None,
        typer.Option(
            "--person", metavar="NAME", help="What the manifest calls them.", show_default="P1, P2 ..."
        ),
    ] = None,
    by: By = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why they are one person.")] = "",
) -> None:
    """Make one person of several candidates, by rows in the pool's manifest.csv; no CV is touched."""
    from assay.workflow.intake import now
    from assay.workflow.merging import merge as merge_candidates

    made = merge_candidates(pool, candidates, when=now(), who=by, person=person, reason=why)
    files = f"{len(made.files)} file{'s' if len(made.files) > 1 else ''}"
    note(
        f"merge {made.id}: {files} joined {made.person}; take it back with: assay unmerge {made.id} --pool {pool}"
    )


def unmerge(
    which: Annotated[str, typer.Argument(metavar="ID", help="The merge (m1) or the person (P1).")],
    pool: PoolFolder,
    by: By = "",
) -> None:
    """Take a merge back: the manifest becomes what it was, byte for byte."""
    from assay.workflow.intake import now
    from assay.workflow.merging import unmerge as take_back

    for one in take_back(pool, which, when=now(), who=by):
        note(
            f"took back merge {one.id} of {one.person} ({len(one.files)} file{'s' if len(one.files) > 1 else ''})"
        )
