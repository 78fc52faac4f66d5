"""assay collect."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import STDOUT, check_outputs, note, write

app = typer.Typer(
    help="Fetch evidence from another machine into a file; nothing else in Assay does.", no_args_is_help=True
)


@app.callback()
def collect() -> None:
    """Fetch evidence from another machine into a file; nothing else in Assay does."""


@app.command(
    epilog="Example: assay collect github LOGIN --out github.json && assay profile cv.pdf --evidence github.json"
)
def github(
    login: Annotated[str, typer.Argument(help="The account's login, as the candidate gave it.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to (- for standard output).")],
    api: Annotated[
        str | None,
        typer.Option("--api", metavar="URL", help="An enterprise server's API (GitHub's own by default)."),
    ] = None,
) -> None:
    """Fetch an account's public repositories and merged pull requests; the token is ASSAY_GITHUB_TOKEN."""
    from assay.workflow.collect import collect_github

    check_outputs([out])
    note(f"Asking {api or 'https://api.github.com'} about {login}; the login is all that is sent.")
    write(out, collect_github(login, api=api))
    if out != STDOUT:
        note(f"wrote {out}")
