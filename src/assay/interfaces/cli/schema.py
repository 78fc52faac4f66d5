"""assay schema."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.errors import UsageError
from assay.interfaces.cli.console import STDOUT, write


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: assay schema match > match.schema.json")(schema)


def schema(
    name: Annotated[
        str,
        typer.Argument(
            help="profile, brief, match, compare, search, similar, roles, duplicates, transfer, specialities, "
            "routes, routes-show, routes-check, or of a "
            "pool pool-add, pool-status, pool-rank, pool-search, pool-decisions, pool-consent, pool-correct, "
            "pool-erase, pool-export, pool-reextract, pool-backup, pool-restore, pool-check, audit-verify, audit-show."
        ),
    ] = "match",
) -> None:
    """Print the JSON Schema of an output."""
    from assay.workflow.schemas import SCHEMAS, json_schema

    if name not in SCHEMAS:
        raise UsageError(f"there is no schema {name!r}; choose one of {', '.join(SCHEMAS)}")
    write(STDOUT, json_schema(name))
