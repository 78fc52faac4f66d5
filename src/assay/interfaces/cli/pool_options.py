"""Options that the commands of `assay pool` share, and the pool they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.interfaces.cli.console import note

if TYPE_CHECKING:
    from assay.workflow.pool import TalentPool

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="STORE",
        help="The store: a file, or postgresql://....",
        show_default="ASSAY_STORE, pool.store",
    ),
]
IndexFolder = Annotated[
    Path | None, typer.Option("--index", metavar="FOLDER", help="The index.", show_default="beside the store")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="The key's file.",
        show_default="ASSAY_STORE_KEY, ASSAY_STORE_KEY_FILE, the file beside the store",
    ),
]
Actor = Annotated[
    str | None,
    typer.Option(
        "--actor", metavar="NAME", help="Who acts, for the audit log.", show_default="this machine's user"
    ),
]


def opened(store: str | None, index: Path | None, key_file: Path | None, actor: str | None) -> TalentPool:
    """The pool that the options name; raises StoreError and UsageError in a sentence."""
    from assay.workflow.pool import open_pool, place_of

    return open_pool(place_of(store, index=index, key_file=key_file), actor=actor)


def tell(notes: Sequence[str]) -> None:
    """Notes, a line each."""
    for text in dict.fromkeys(notes):
        note(f"note: {text}")
