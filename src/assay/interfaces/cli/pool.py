"""assay pool: the talent pool, and the commands that make it and tell of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli import (
    pool_add,
    pool_decide,
    pool_erase,
    pool_rank,
    pool_rights,
    pool_search,
    pool_upkeep,
)
from assay.interfaces.cli.console import STDOUT, note, write
from assay.interfaces.cli.options import JsonFile
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened

app = typer.Typer(
    help="A pool of people that lasts: kept encrypted, ranked and searched in a moment. The store is named by --store "
    "or ASSAY_STORE; by default it is pool.store in this folder.",
    no_args_is_help=True,
)
for module in (pool_add, pool_rank, pool_search, pool_decide, pool_rights, pool_erase, pool_upkeep):
    module.register(app)


@app.command(
    epilog="Examples: assay pool init · assay pool init people.store --key-file /media/key/people.key · "
    "assay pool init --store postgresql://assay@db.example/pool --key-file pool.key"
)
def init(
    where: Annotated[
        str | None, typer.Argument(metavar="[STORE]", help="The store's file.", show_default="pool.store")
    ] = None,
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    actor: Actor = None,
) -> None:
    """Make an empty pool, and the key without which nobody can read it."""
    from assay.errors import UsageError
    from assay.workflow.intake import utc_now
    from assay.workflow.pool import init_pool, place_of

    if where and store:
        raise UsageError("name the store once, as an argument or with --store")
    made = init_pool(place_of(where or store, index=index, key_file=key_file), at=utc_now(), actor=actor)
    typer.echo(f"made the pool {made.location}")
    if made.key_file:
        typer.echo(f"its key is {made.key_file}")
        note(
            "Keep the key: whoever has it can read the pool, and without it nobody can, not even from a backup. "
            "Copy it to a safe place now (a password store, or a stick in a drawer), and never beside a backup."
        )
    typer.echo("next: assay pool add FOLDER")


@app.command(epilog="Examples: assay pool status · assay --quiet pool status --json -")
def status(
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    json: JsonFile = None,
) -> None:
    """What the pool holds, whether its index is current, what falls due."""
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.recording import status_record
    from assay.workflow.pool.status import pool_status
    from assay.workflow.recording import to_json

    with opened(store, index, key_file, None) as pool:
        found = pool_status(pool, at=utc_now())
        if json:
            write(json, to_json(status_record(found, pool)))
        if json != STDOUT:
            from assay.interfaces.report.pool import show_status

            show_status(found, Path(pool.index))
