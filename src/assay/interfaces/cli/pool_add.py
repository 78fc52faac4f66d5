"""assay pool add and watch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    NOTHING_DONE,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    cores,
    month,
    note,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf, Jobs, JsonFile, Paths
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell

if TYPE_CHECKING:
    from assay.workflow.pool import TalentPool
    from assay.workflow.pool.adding import Added
    from assay.workflow.pool.terms import Terms

STOPPED = 130

Basis = Annotated[
    str,
    typer.Option(
        "--basis",
        metavar="consent|contract|legitimate_interest",
        help="Legal basis of people who are new: they consented, they applied, or another's interest.",
    ),
]
Purposes = Annotated[
    list[str] | None,
    typer.Option(
        "--purpose", metavar="matching|search", help="What for; may be repeated.", show_default="both"
    ),
]
Keep = Annotated[
    str,
    typer.Option(
        "--keep", metavar="PERIOD|DATE", help="Storage period of people who are new: 90d, 6m, 2y, a date."
    ),
]
BasisUntil = Annotated[
    str | None,
    typer.Option(
        "--basis-until", metavar="PERIOD|DATE", help="End of the basis, where before that of storage."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: assay pool add cvs/ · assay pool add applicants.zip --basis consent --keep 2y · "
        "assay pool add people.xlsx --json -. By default people applied (contract) and are kept for six months. What "
        "breaks off goes on when the same command is run again. Exit status: 0 all read, 3 some could not be read, "
        "1 nothing could be read."
    )(add)
    app.command(
        epilog="Examples: assay pool watch inbox/ · assay pool watch inbox/ --every 60 --basis consent --keep 2y. "
        "Ctrl-C ends it."
    )(watch)


def add(  # noqa: PLR0913 - a command's options
    paths: Paths,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    basis: Basis = "contract",
    purpose: Purposes = None,
    keep: Keep = "6m",
    basis_until: BasisUntil = None,
    again: Annotated[
        bool,
        typer.Option("--again", help="Take in anew those of these files whose people were erased since."),
    ] = False,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=5000, help="Candidates saved together, at most.")
    ] = 256,
    json: JsonFile = None,
    as_of: AsOf = None,
    jobs: Jobs = None,
    actor: Actor = None,
) -> None:
    """Take people into the pool: folders, ZIPs, spreadsheets. Files that are held are skipped before they are read."""
    from assay.workflow.pool.adding import AddHow, add_people

    check_outputs([json])
    terms = terms_of(basis, purpose, keep, basis_until)
    how = AddHow(as_of=month(as_of), terms=terms, processes=cores(jobs), again=again, at_once=at_once)
    with opened(store, index, key_file, actor) as pool:
        with progress("Taking in CVs") as step:
            found = add_people(pool, paths, how, progress=step)
        if json:
            write_json(json, found, pool)
        tell_added(found, quiet=json == STDOUT)
    end(found)


def watch(  # noqa: PLR0913 - a command's options
    folder: Annotated[Path, typer.Argument(help="The folder to watch; files that appear are taken in.")],
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    basis: Basis = "contract",
    purpose: Purposes = None,
    keep: Keep = "6m",
    basis_until: BasisUntil = None,
    every: Annotated[float, typer.Option("--every", min=0.1, help="Seconds between two looks.")] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Take in what is there, and end.")] = False,
    as_of: AsOf = None,
    jobs: Jobs = None,
    actor: Actor = None,
) -> None:
    """Watch a folder and take in what appears in it, as soon as a file has stopped growing."""
    from assay.workflow.pool.adding import AddHow
    from assay.workflow.pool.watching import watch as watched

    how = AddHow(as_of=month(as_of), terms=terms_of(basis, purpose, keep, basis_until), processes=cores(jobs))
    with opened(store, index, key_file, actor) as pool:
        if not once:
            note(f"watching {folder}; Ctrl-C ends it")
        for found in watched(pool, folder, how, every=every, once=once):
            tell_added(found, quiet=False)
            if once or found.stopped:
                end(found)


def terms_of(basis: str, purpose: list[str] | None, keep: str, until: str | None) -> Terms:
    """The terms that options ask for; raises UsageError where they are none."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.terms import Terms, basis_of, purposes_of

    terms = Terms(basis=basis_of(basis), purposes=purposes_of(purpose), keep=keep, until=until)
    terms.keep_until(utc_now())  # before anything is read, so that a slip of the pen costs no time
    terms.legal_basis(utc_now())
    return terms


def tell_added(found: Added, *, quiet: bool) -> None:
    """What became of the files, in a line; what could not be read, a line each."""
    from assay.interfaces.report.pool import added_line

    report_unread(found.unread)
    tell(found.notes)
    if not quiet:
        typer.echo(added_line(found))
    if found.stopped:
        note("stopped; run the same command again and it goes on with the rest")


def write_json(path: Path, found: Added, pool: TalentPool) -> None:
    """The counts as JSON."""
    from assay.workflow.pool.recording import add_record
    from assay.workflow.recording import to_json

    write(path, to_json(add_record(found, pool)))


def end(found: Added) -> NoReturn:
    """End with the exit code that tells how it went."""
    if found.stopped:
        raise typer.Exit(STOPPED)
    if not found.anything:
        raise typer.Exit(NOTHING_DONE)
    raise typer.Exit(SOME_UNREAD if found.unread else ALL_READ)
