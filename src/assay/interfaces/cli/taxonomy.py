"""assay taxonomy check, show, search, suggest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assay.errors import UsageError
from assay.interfaces.cli.console import STDOUT, cores, finish, month, progress, report_unread, write
from assay.interfaces.cli.options import AsOf, Jobs, Paths
from assay.workflow import vocabulary
from assay.workflow.intake import read_pool

app = typer.Typer(help="Look into the skill vocabulary.", no_args_is_help=True)


@app.command(epilog="Example: assay taxonomy check my-taxonomy/")
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A vocabulary's folder.", show_default="the shipped one")
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


@app.command(epilog="Example: assay taxonomy suggest cvs/ --min 3 --csv names.csv")
def suggest(
    paths: Paths,
    least: Annotated[int, typer.Option("--min", min=1, help="Candidates who must write a name.")] = 2,
    json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output.")] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="A table (- for standard output).")
    ] = None,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """List names of tools and methods in CVs that the vocabulary lacks, most frequent first; quotes are blind."""
    with progress("Reading CVs") as step:
        pool = read_pool(paths, as_of=month(as_of), processes=cores(jobs), progress=step)
    report_unread(pool.unread)
    found = vocabulary.suggest(pool, least=least)
    if csv:
        write(csv, _table(found))
    if json:
        from assay.workflow.recording import to_json

        write(STDOUT, to_json(found))
    if not csv and not json:
        _list(found)
    finish(pool)


def _list(found: Sequence[vocabulary.Suggestion]) -> None:
    from assay.interfaces.cli.console import clean

    for row in found:
        near = f"near {row.nearest} ({row.score:.0f})" if row.nearest else "nothing near"
        typer.echo(clean(f"{row.candidates:4}  {row.name:32} {near}"))
        for quote in row.examples[:1]:
            typer.echo(clean(f"        {quote}"))
    if not found:
        typer.echo("no name outside the vocabulary is that frequent")


def _table(found: Sequence[vocabulary.Suggestion]) -> bytes:
    from csv import writer
    from io import StringIO

    from assay.interfaces.report.sheets import inert

    out = StringIO()
    rows = writer(out, lineterminator="\n")
    rows.writerow(["name", "candidates", "mentions", "nearest", "score", "examples"])
    for s in found:
        texts = (s.name, s.candidates, s.mentions, s.nearest or "", s.score, " | ".join(s.examples))
        rows.writerow([inert(t) if isinstance(t, str) else t for t in texts])
    return out.getvalue().encode()
