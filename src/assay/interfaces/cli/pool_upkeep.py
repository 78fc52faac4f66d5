"""assay pool reextract, backup, restore and check."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    NOTHING_DONE,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    clean,
    cores,
    errors,
    month,
    note,
    progress,
    write,
)
from assay.interfaces.cli.options import Jobs, JsonFile
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell

STOPPED = 130


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Example: assay pool reextract --jobs 4. What breaks off goes on when it is run again. Exit status: "
        "0 all done, 3 some could not be read and keep the profile they had."
    )(reextract)
    app.command(
        epilog="Examples: assay pool backup /media/backups · assay pool backup backups/ --keep-until 14d. The key is "
        "not in it; keep that elsewhere."
    )(backup)
    app.command(
        epilog="Examples: assay pool restore backups/assay-pool-20261127T080000Z-expires-20261227.backup --store "
        "new.store --key-file pool.key --replaces pool.store · assay pool restore FILE --replaces events.json"
    )(restore)
    app.command(
        epilog="Examples: assay pool check · assay pool check --against checkpoint.json --sample 10000 --json -. "
        "Exit status: 0 all is well, 1 faults, each told in a line."
    )(check)


def reextract(  # noqa: PLR0913 - a command's options
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="YYYY-MM",
            help="Month in which every 'present' ends [default: for each person that of their last reading].",
        ),
    ] = None,
    jobs: Jobs = None,
    actor: Actor = None,
) -> None:
    """Read again everyone whose profile another extractor or taxonomy made; earlier versions are kept."""
    from assay.interfaces.report.upkeep import show_reextracted
    from assay.workflow.pool.reextracting import Reextracting, reextract_people
    from assay.workflow.pool.upkeep_recording import reextract_record
    from assay.workflow.recording import to_json

    check_outputs([json])
    how = Reextracting(as_of=month(as_of) if as_of else None, processes=cores(jobs))
    with opened(store, index, key_file, actor) as pool, progress("Reading again") as step:
        found = reextract_people(pool, how, progress=step)
    tell(found.notes)
    for kept in found.failed:
        errors().print(f"not read: person {kept.person}: {clean(kept.reason)}", markup=False, style="yellow")
    if json:
        write(json, to_json(reextract_record(found)))
    if json != STDOUT:
        show_reextracted(found)
    if found.stopped:
        note("stopped; run the same command again and it goes on with the rest")
        raise typer.Exit(STOPPED)
    raise typer.Exit(SOME_UNREAD if found.failed else ALL_READ)


def backup(  # noqa: PLR0913 - a command's options
    folder: Annotated[
        Path, typer.Argument(help="The folder to write into; the file's name tells both dates.")
    ],
    keep_until: Annotated[
        str,
        typer.Option(
            "--keep-until", metavar="PERIOD|DATE", help="When it is to be destroyed: 30d, 3m, a date."
        ),
    ] = "30d",
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Write a backup, sealed as the store is, while others work on."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.backing_up import back_up_pool
    from assay.workflow.pool.upkeep_recording import backup_record
    from assay.workflow.recording import to_json

    check_outputs([json])
    with opened(store, index, key_file, actor) as pool:
        found = back_up_pool(pool, folder, at=utc_now(), keep=keep_until)
    if json:
        write(json, to_json(backup_record(found)))
    if json != STDOUT:
        typer.echo(f"wrote {found.path}: {found.persons:,} people")
    note(
        f"Destroy it by {found.expires:%Y-%m-%d}: whoever is erased stays in it until then. The key is not in it; "
        "without the key it cannot be read."
    )


def restore(  # noqa: PLR0913 - a command's options
    file: Annotated[Path, typer.Argument(help="A backup.")],
    replaces: Annotated[
        str | None,
        typer.Option(
            "--replaces",
            metavar="STORE|FILE.json",
            help="The store it takes the place of, or what assay audit show --all --json wrote of it: whoever was "
            "erased there is erased here too.",
        ),
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Make a pool from a backup where there is none, and build its index."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool import place_of
    from assay.workflow.pool.backing_up import erased_since, restore_pool
    from assay.workflow.pool.upkeep_recording import restore_record
    from assay.workflow.recording import to_json

    check_outputs([json])
    gone = erased_since(replaces, key_file=key_file, environment=os.environ) if replaces else frozenset()
    place = place_of(store, index=index, key_file=key_file)
    found = restore_pool(file, place, at=utc_now(), environment=os.environ, erased=gone, actor=actor)
    tell(found.notes)
    if not replaces:
        note(
            "Whoever was erased after the backup was made is back; where the old store, or its audit events, are "
            "still there, restore with --replaces, else erase them again from your records."
        )
    if json:
        write(json, to_json(restore_record(found)))
    if json != STDOUT:
        again = f", erased since and gone again: {found.erased_again:,}" if replaces else ""
        typer.echo(f"restored {found.location}: {found.persons:,} people, index built{again}")


def check(
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="FILE", help="A checkpoint of the audit log kept earlier."),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample", min=1, metavar="N", help="Compare so many people of the index [default: all]."
        ),
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
) -> None:
    """Look at everything: the database, the audit log, every sealed value, the index, and that both say the same."""
    from assay.domain.event import AuditHead
    from assay.interfaces.report.upkeep import show_check
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.auditing import read_checkpoint
    from assay.workflow.pool.checking import check_pool
    from assay.workflow.pool.upkeep_recording import check_record
    from assay.workflow.recording import to_json

    check_outputs([json])
    earlier = read_checkpoint(against) if against else None
    head = AuditHead(earlier.sequence, earlier.hash) if earlier else None
    with opened(store, index, key_file, None) as pool:
        found = check_pool(pool, at=utc_now(), against=head, sample=sample)
    tell(found.index.notes)
    if json:
        write(json, to_json(check_record(found)))
    if json != STDOUT:
        show_check(found)
    for fault in found.faults:
        errors().print(f"assay: {clean(fault)}", markup=False, style="red")
    raise typer.Exit(NOTHING_DONE if found.faults else ALL_READ)
