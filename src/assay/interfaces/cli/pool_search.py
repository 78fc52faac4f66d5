"""assay pool search."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.interfaces.cli.console import STDOUT, check_outputs, month, note, write
from assay.interfaces.cli.options import AsOf, CsvFile, JsonFile, ShowNames
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell
from assay.interfaces.cli.pool_rank import Languages, Residence, Seniorities, Specialities, Unstated


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay pool search 'kubernetes>=3 production and not listed' · "
        "assay pool search '(pytorch or jax)>=3' --top 100 --csv found.csv. The language is that of assay search."
    )(search)


def search(  # noqa: PLR0913 - a command's options
    expression: Annotated[
        str, typer.Argument(help="Skills with depth and kind of evidence, joined by and, or, not.")
    ],
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to tell of, with their quotes.")] = 20,
    json: JsonFile = None,
    csv: CsvFile = None,
    show_names: ShowNames = False,
    speciality: Specialities = None,
    seniority: Seniorities = None,
    language: Languages = None,
    residence: Residence = None,
    unstated: Unstated = False,
    as_of: AsOf = None,
    actor: Actor = None,
) -> None:
    """Find everyone in the pool who shows what an expression asks, strongest evidence first, with the quotes."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.filters import filters_of
    from assay.workflow.pool.searching import SearchHow, search_people
    from assay.workflow.searching import read_expression

    check_outputs([json, csv])
    reading = read_expression(expression)
    for remark in reading.notes if STDOUT in (json, csv) else ():
        note(f"expression: {remark}")
    filters = filters_of(speciality or (), seniority or (), language or (), residence, unstated=unstated)
    how = SearchHow(as_of=month(as_of), at=utc_now(), top=top, filters=filters, names=show_names)
    with opened(store, index, key_file, actor) as pool:
        found = search_people(pool, expression, how)
    tell(found.notes)
    if json:
        from assay.workflow.pool.recording import search_record
        from assay.workflow.recording import to_json

        write(json, to_json(search_record(found)))
    if csv:
        from assay.interfaces.report.pool import found_csv

        write(csv, found_csv(found, blind=not show_names))
    if STDOUT not in (json, csv):
        from assay.interfaces.report.pool import show_found

        show_found(found, top=top, blind=not show_names)
