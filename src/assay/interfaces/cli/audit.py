"""assay audit: the log of what was done in a pool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    NOTHING_DONE,
    STDOUT,
    check_outputs,
    clean,
    errors,
    note,
    write,
)
from assay.interfaces.cli.options import JsonFile
from assay.interfaces.cli.pool_options import IndexFolder, KeyFile, Store, opened

app = typer.Typer(
    help="The log of what was done in a pool: a chain in which every event holds the hash of the one before. It holds "
    "no name and no text, so it stays whole when people are erased.",
    no_args_is_help=True,
)


@app.callback()
def audit() -> None:
    """The log of what was done in a pool."""


@app.command(
    epilog="Examples: assay audit verify · assay audit verify --save /media/stick/checkpoint.json · "
    "assay audit verify --against /media/stick/checkpoint.json. Exit status: 0 the chain holds, 1 it does not."
)
def verify(
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar="FILE", help="A checkpoint saved earlier, kept where nobody changes it."
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Save the end of the chain, to be compared with later."),
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
) -> None:
    """Walk the whole chain: nothing was changed, taken out or put in, also where people were erased."""
    from assay.interfaces.report.upkeep import show_verified
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.auditing import read_checkpoint, verify_audit
    from assay.workflow.pool.upkeep_recording import verify_record
    from assay.workflow.recording import to_json

    check_outputs([json, save])
    earlier = read_checkpoint(against) if against else None
    with opened(store, index, key_file, None) as pool:
        found = verify_audit(pool, at=utc_now(), against=earlier)
    if save and found.holds:
        write(save, to_json(found.checkpoint))
        note(f"wrote {save}; keep it where those who can write the pool cannot write")
    if json:
        write(json, to_json(verify_record(found)))
    if STDOUT not in (json, save):
        show_verified(found)
    for fault in found.verification.faults:
        errors().print(f"assay: {clean(fault)}", markup=False, style="red")
    raise typer.Exit(ALL_READ if found.holds else NOTHING_DONE)


@app.command(
    epilog="Examples: assay audit show · assay audit show --person 1f3a9c20 --all · assay audit show --kind erased "
    "--kind expired --all --json erased.json"
)
def show(  # noqa: PLR0913 - a command's options
    last: Annotated[int, typer.Option("--last", min=1, metavar="N", help="The last so many.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind, as erased or ranked; may be repeated."),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person", metavar="PERSON", help="Only those about this person; of one erased, the whole id."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Only those of whom this name acted.")
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
) -> None:
    """Show events; people and actors stand there as keyed hashes, of which the first digits are shown."""
    from assay.interfaces.report.upkeep import show_events
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.auditing import ShownEvents, about, audit_events, kinds_of
    from assay.workflow.pool.upkeep_recording import show_record
    from assay.workflow.recording import to_json

    check_outputs([json])
    kinds = kinds_of(kind)
    with opened(store, index, key_file, None) as pool:
        whom = about(pool, person, at=utc_now()) if person else None
        asked = ShownEvents(last=None if every else last, kinds=kinds, person=whom, by=by)
        found = audit_events(pool, asked)
    if json:
        write(json, to_json(show_record(found)))
    if json != STDOUT:
        show_events(found)
