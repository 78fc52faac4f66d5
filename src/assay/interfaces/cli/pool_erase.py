"""assay pool erase and expire."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.interfaces.cli.console import ALL_READ, NOTHING_DONE, STDOUT, check_outputs, clean, errors, write
from assay.interfaces.cli.options import JsonFile
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assay.workflow.pool.erasing import Erased
    from assay.workflow.pool.proving import Thoroughness

_SHOWN = 20

ProofOption = Annotated[
    str | None,
    typer.Option(
        "--proof",
        metavar="full|files",
        help="Search everything opened, or the raw files and the index [default: full up to 5,000 people].",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: assay pool erase 1f3a9c20 · assay pool erase 1f3a9c20 77b0e1d4 --yes --json erased.json. "
        "Exit status: 0 erased and proved, 1 something is left and is named, 2 wrong use."
    )(erase)
    app.command(
        epilog="Examples: assay pool expire --yes (each night, by cron) · assay pool expire --dry-run. It also "
        "finishes what an earlier erasure could not. Exit status as of assay pool erase."
    )(expire)


def erase(  # noqa: PLR0913 - a command's options
    people: Annotated[
        list[str],
        typer.Argument(metavar="PERSON", help="Ids as rankings show them, or their first digits."),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    proof: ProofOption = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Erase people from store, index and logs, destroy their keys, and prove it by a search before and after."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool import erasing
    from assay.workflow.pool.whom import described, find_people

    check_outputs([json])
    how, at = _thoroughness(proof), utc_now()
    with opened(store, index, key_file, actor) as pool:
        whom = find_people(pool, people, at=at)
        if not yes:
            _confirm(described(pool, whom, at=at))
        _end(erasing.erase_people(pool, whom, at=at, proved=how), json)


def expire(  # noqa: PLR0913 - a command's options
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell whose period is over, erase nobody.")
    ] = False,
    proof: ProofOption = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
    actor: Actor = None,
) -> None:
    """Erase everyone whose storage period is over, and prove it as assay pool erase does."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool import erasing
    from assay.workflow.pool.whom import described

    check_outputs([json])
    how, at = _thoroughness(proof), utc_now()
    with opened(store, index, key_file, actor) as pool:
        due = pool.store.due(at=at)
        if dry_run:
            for person in due:
                typer.echo(f"person {person}")
            typer.echo(f"the storage period of {len(due)} people is over; nothing was erased")
            return
        if due and not yes:
            _confirm(described(pool, due, at=at))
        _end(erasing.expire_people(pool, at=at, proved=how), json)


def _thoroughness(proof: str | None) -> Thoroughness | None:
    from assay.errors import UsageError
    from assay.workflow.pool.proving import Thoroughness

    if proof is None:
        return None
    try:
        return Thoroughness(proof)
    except ValueError:
        raise UsageError(f"--proof {proof!r} is not known; write full or files") from None


def _confirm(described: Sequence[str]) -> None:
    """Ask; an answer is needed, so a script must say --yes."""
    from assay.errors import UsageError

    if not sys.stdin.isatty():
        raise UsageError("erasing cannot be undone and nobody is there to be asked; add --yes if it is meant")
    for line in described[:_SHOWN]:
        typer.echo(line)
    if len(described) > _SHOWN:
        typer.echo(f"and {len(described) - _SHOWN} more")
    typer.confirm(f"Erase {len(described)} people for good?", abort=True)


def _end(found: Erased, json: Path | None) -> None:
    from assay.interfaces.report.upkeep import show_erased
    from assay.workflow.pool.upkeep_recording import erase_record
    from assay.workflow.recording import to_json

    tell(found.notes)
    if json:
        write(json, to_json(erase_record(found)))
    if json != STDOUT:
        show_erased(found)
    for fault in found.faults:
        errors().print(f"assay: {clean(fault)}", markup=False, style="red")
    raise typer.Exit(NOTHING_DONE if found.faults else ALL_READ)
