"""assay match."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.interfaces.cli.console import (
    check_outputs,
    cores,
    fail,
    finish,
    month,
    note,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import (
    AllowRemote,
    AsOf,
    Endpoint,
    ExtractorName,
    Jobs,
    JsonFile,
    KeyVariable,
    LanguageModel,
    Paths,
    extractor_from,
)
from assay.workflow.intake import read_pool

if TYPE_CHECKING:
    from assay.workflow.shortlist import Ranking


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay match --brief role.pdf cvs/ · assay match --brief role.yaml cvs/ --top 5 "
        "--html shortlist.html --xlsx shortlist.xlsx · assay --quiet match --brief role.txt cvs/ --json -"
    )(match)


def match(  # noqa: PLR0913 - a command's options
    paths: Paths,
    brief: Annotated[Path, typer.Option("--brief", "-b", help="The role brief, or its edited YAML.")],
    top: Annotated[int, typer.Option("--top", min=1, help="How many to show in full.")] = 10,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A report in one file.")] = None,
    json: JsonFile = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="A table.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="A spreadsheet.")] = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="Lift the blind view: file names, names, contact.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FILE.yaml", help="Weights.", show_default="the shipped ones"),
    ] = None,
    similarity: Annotated[
        str,
        typer.Option(
            "--similarity",
            metavar="words|minilm",
            help="What compares phrases outside the vocabulary: their words, or an embedding (extra minilm).",
        ),
    ] = "words",
    extractor: ExtractorName = "rules",
    endpoint: Endpoint = None,
    language_model: LanguageModel = None,
    allow_remote: AllowRemote = False,
    key_env: KeyVariable = "ASSAY_LLM_KEY",
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Rank everyone in a folder of CVs against a role brief, with the evidence for every point."""
    from assay.workflow.duplicates import count_likely
    from assay.workflow.encoder import phrase_encoder
    from assay.workflow.shortlist import rank_pool, read_brief

    outputs = {"html": html, "json": json, "csv": csv, "xlsx": xlsx}
    check_outputs(list(outputs.values()))
    phrase_encoder(similarity)
    reader = extractor_from(
        extractor, endpoint, language_model, allow_remote=allow_remote, key_variable=key_env
    )
    when = month(as_of)
    role = read_brief(brief, as_of=when)
    for finding in role.brief.findings:
        note(f"brief: {finding.text}")
    with progress("Reading CVs") as step:
        pool = read_pool(paths, as_of=when, processes=cores(jobs), extractor=reader, progress=step)
    report_unread(pool.unread)
    if not pool.candidates:
        fail("no document could be read, so there is nobody to rank; check the paths")
    likely = count_likely(pool)
    if likely:
        note(
            f"{likely} candidates may stand here more than once; assay duplicates shows them, assay merge joins them"
        )
    ranking = rank_pool(role, pool, as_of=when, model=model, similarity=similarity)
    write_outputs(ranking, outputs, top=top, blind=not show_names)
    finish(pool)


def write_outputs(ranking: Ranking, outputs: dict[str, Path | None], *, top: int, blind: bool) -> None:
    """Write the reports asked for; with none, or beside files, show the table on the terminal."""
    from assay.interfaces.report import RENDERERS
    from assay.workflow.view import shortlist_view

    view = shortlist_view(ranking, top=top, blind=blind)
    for kind, path in outputs.items():
        if path is not None:
            write(path, RENDERERS[kind](ranking, view))
            note(f"wrote {path}")
    if not any(str(path) == "-" for path in outputs.values()):
        from assay.interfaces.report.terminal import show_shortlist

        show_shortlist(view)
