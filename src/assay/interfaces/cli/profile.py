"""assay profile."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.interfaces.cli.console import (
    STDOUT,
    check_outputs,
    cores,
    finish,
    month,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import (
    AllowRemote,
    AsOf,
    Author,
    Endpoint,
    Evidence,
    ExtractorName,
    Jobs,
    KeyVariable,
    LanguageModelOrModel,
    Paths,
    extractor_from,
)
from assay.workflow.intake import Pool, read_pool


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay profile cv.pdf · assay profile cvs/ --jsonl profiles.jsonl --as-of 2026-03 · "
        "assay profile cv.pdf --evidence papers.bib --evidence repository/"
    )(profile)


def profile(  # noqa: PLR0913 - a command's options
    paths: Paths,
    json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output.")] = False,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="FILE", help="One JSON object a line (- for standard output)."),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Add each document's text to the JSON.")
    ] = False,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="Do not mask identity on the page.")
    ] = False,
    evidence: Evidence = None,
    author: Author = None,
    extractor: ExtractorName = "rules",
    endpoint: Endpoint = None,
    language_model: LanguageModelOrModel = None,
    allow_remote: AllowRemote = False,
    key_env: KeyVariable = "ASSAY_LLM_KEY",
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Read CVs into profiles: skills with evidence and depth, career, signals.

    Every file is one profile, with any evidence beside it.
    """
    check_outputs([jsonl])
    reader = extractor_from(
        extractor, endpoint, language_model, allow_remote=allow_remote, key_variable=key_env
    )
    with progress("Reading CVs") as step:
        pool = read_pool(
            paths,
            as_of=month(as_of),
            processes=cores(jobs),
            separate_files=True,
            evidence=evidence or (),
            authors=author or (),
            extractor=reader,
            progress=step,
        )
    report_unread(pool.unread)
    if jsonl or json:
        _write_records(pool, jsonl, json=json, with_text=with_text)
    else:
        _show(pool, blind=not show_names)
    finish(pool)


def _write_records(pool: Pool, jsonl: Path | None, *, json: bool, with_text: bool) -> None:
    from assay.workflow.recording import profile_record, to_json, to_json_line
    from assay.workflow.shortlist import versions

    records = [profile_record(c, versions(), with_text=with_text) for c in pool.candidates]
    if jsonl:
        write(jsonl, b"".join(map(to_json_line, records)))
    if json:
        write(STDOUT, to_json(records))


def _show(pool: Pool, *, blind: bool) -> None:
    from assay.interfaces.report.terminal import show_profile

    for number, candidate in enumerate(pool.candidates, 1):
        show_profile(candidate, number, blind=blind)
