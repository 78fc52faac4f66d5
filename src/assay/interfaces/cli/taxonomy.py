"""assay taxonomy check, show, search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.errors import UsageError
from assay.workflow import vocabulary

app = typer.Typer(help="Look into the skill vocabulary.", no_args_is_help=True)


@app.command(epilog="Example: assay taxonomy check my-taxonomy/")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A vocabulary's folder [default: the shipped one].")
    ] = None,
) -> None:
    """Check every entry; list all faults, each with file and path (exit status 1 if there are any)."""
    summary = vocabulary.check(folder)
    typer.echo(f"{summary.skills} skills and {summary.names} names in {summary.files} files: no faults")
    for discipline, count in summary.disciplines:
        typer.echo(f"  {discipline:24} {count}")


@app.command(epilog="Example: assay taxonomy show vllm")
def show(skill: Annotated[str, typer.Argument(help="A skill's id or name.")]) -> None:
    """Show one skill: names, links, context."""
    from assay.interfaces.report.terminal import show_skill

    entry = vocabulary.entry(skill)
    if entry is None:
        near = ", ".join(f.skill.label for f in vocabulary.search(skill, 3)) or "nothing near"
        raise UsageError(f"no skill is called {skill!r}; near it: {near}")
    show_skill(entry)


@app.command(epilog="Example: assay taxonomy search 'speculative sampling'")
def search(
    query: Annotated[str, typer.Argument(help="Words to look for.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many to list.")] = 10,
) -> None:
    """List the skills whose names are nearest to the words."""
    hits = vocabulary.search(query, limit)
    for hit in hits:
        typer.echo(f"{hit.skill.id:36} {hit.skill.label:40} {hit.skill.discipline}")
    if not hits:
        raise UsageError(f"no skill's name is near {query!r}")
