"""assay search."""

from __future__ import annotations

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


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay search 'kubernetes>=3 production and not listed' cvs/ · "
        "assay search '(pytorch or jax)>=3 and \"speculative decoding\"' cvs/ --json - · "
        "assay search 'kafka applied since 2023 and years>=5' cvs/ --csv found.csv · "
        "assay search 'speciality=llm and seniority>=senior and signal production>=3 and language=de' cvs/. "
        "Depth: NAME>=1 to 5. Kinds: production, applied, research, education, listed. not X: no evidence of X. "
        "X and not listed: X with evidence better than listed."
    )(search)


def search(  # noqa: PLR0913 - a command's options
    expression: Annotated[
        str, typer.Argument(help="Skills with depth and kind of evidence, joined by and, or, not.")
    ],
    paths: Paths,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to show on the terminal.")] = 20,
    json: JsonFile = None,
    csv: CsvFile = None,
    show_names: ShowNames = False,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Find everyone who shows what an expression asks, strongest evidence first, with the quotes."""
    from assay.workflow.searching import read_expression, search_pool

    check_outputs([json, csv])
    reading = read_expression(expression)  # before the CVs, so that a slip of the pen costs no time
    for remark in reading.notes if STDOUT in (json, csv) else ():
        note(f"expression: {remark}")
    when = month(as_of)
    with progress("Reading CVs") as step:
        pool = read_pool(paths, as_of=when, processes=cores(jobs), progress=step)
    report_unread(pool.unread)
    if not pool.candidates:
        fail("no document could be read, so there is nobody to search; check the paths")
    found = search_pool(expression, pool, as_of=when)
    if json:
        from assay.workflow.found_recording import search_record
        from assay.workflow.recording import to_json

        write(json, to_json(search_record(found)))
    if csv:
        from assay.interfaces.report.found_sheets import search_csv

        write(csv, search_csv(found, blind=not show_names))
    if STDOUT not in (json, csv):
        from assay.interfaces.report.found import show_search

        show_search(found, top=top, blind=not show_names)
    finish(pool)
