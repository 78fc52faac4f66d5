"""assay compare."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    STDOUT,
    check_outputs,
    fail,
    finish,
    month,
    note,
    report_unread,
    write,
)
from assay.interfaces.cli.options import (
    AllowRemote,
    AsOf,
    Endpoint,
    ExtractorName,
    JsonFile,
    KeyVariable,
    LanguageModel,
    extractor_from,
)

People = Annotated[
    list[Path],
    typer.Argument(
        metavar="A B [C...]",
        help="Two to six candidates: each a CV, or a folder of one person's files.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay compare a.pdf b.docx --brief role.pdf · assay compare a.pdf b/ c.txt "
        "--brief role.yaml --html compare.html"
    )(compare)


def compare(  # noqa: PLR0913 - a command's options
    people: People,
    brief: Annotated[Path, typer.Option("--brief", "-b", help="The role brief, or its edited YAML.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page in one file.")] = None,
    json: JsonFile = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="Lift the blind view: file names, names, contact.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FILE.yaml", help="Weights.", show_default="the shipped ones"),
    ] = None,
    extractor: ExtractorName = "rules",
    endpoint: Endpoint = None,
    language_model: LanguageModel = None,
    allow_remote: AllowRemote = False,
    key_env: KeyVariable = "ASSAY_LLM_KEY",
    as_of: AsOf = None,
) -> None:
    """Set candidates side by side against a brief: levels, evidence, why one is ahead, what would turn it.

    Blind by default: candidates are called A, B, C in the order given.
    """
    from assay.interfaces.report import COMPARISONS
    from assay.workflow.compare import compare_pool, read_each
    from assay.workflow.shortlist import read_brief

    outputs = {"html": html, "json": json}
    check_outputs(list(outputs.values()))
    reader = extractor_from(
        extractor, endpoint, language_model, allow_remote=allow_remote, key_variable=key_env
    )
    when = month(as_of)
    role = read_brief(brief, as_of=when)
    pool = read_each(people, as_of=when, extractor=reader)
    report_unread(pool.unread)
    if len(pool.candidates) < 2:
        fail("fewer than two candidates could be read, so there is nothing to compare; check the paths")
    ranking, view = compare_pool(role, pool, as_of=when, blind=not show_names, model=model)
    for kind, path in outputs.items():
        if path is not None:
            write(path, COMPARISONS[kind](ranking, view))
            note(f"wrote {path}")
    if STDOUT not in outputs.values():
        from assay.interfaces.report.comparison import show_comparison

        show_comparison(view)
    finish(pool)
