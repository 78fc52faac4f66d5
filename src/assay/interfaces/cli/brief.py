"""assay brief."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.errors import BriefError, UsageError
from assay.interfaces.cli.console import (
    ALL_READ,
    NOTHING_DONE,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    note,
    write,
)
from assay.interfaces.cli.console import report_unread as report
from assay.workflow.intake import Unread
from assay.workflow.sources import find_sources


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay brief role.pdf · assay brief role.txt --out role.yaml, correct it, then "
        "assay match --brief role.yaml cvs/"
    )(brief)


def brief(
    paths: Annotated[list[Path], typer.Argument(help="Role briefs: files or folders.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="A JSON array on standard output.")] = False,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="FILE", help="One JSON object a line (- for standard output)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.yaml", help="An editable file of one brief.")
    ] = None,
) -> None:
    """Read role briefs into requirements and constraints."""
    from assay.workflow.shortlist import ReadBrief, edited_text, read_brief

    check_outputs([jsonl, out])
    read: list[ReadBrief] = []
    unread: list[Unread] = []
    for file in [f for source in find_sources(paths) for f in source.files]:
        try:
            read.append(read_brief(file))
        except BriefError as error:
            unread.append(Unread(file.name, str(error)))
    report(unread)
    if out and len(read) != 1:
        raise UsageError(f"--out takes one brief, and {len(read)} were read")
    if out:
        write(out, edited_text(read[0]).encode())
        note(f"wrote {out}; edit it and give it to assay match --brief {out}")
    if jsonl or json:
        _write_records(read, jsonl, json)
    elif not out:
        _show(read)
    raise typer.Exit(NOTHING_DONE if not read else SOME_UNREAD if unread else ALL_READ)


def _write_records(read: list, jsonl: Path | None, json: bool) -> None:  # type: ignore[type-arg]
    from assay.workflow.recording import brief_record, to_json, to_json_line
    from assay.workflow.shortlist import versions

    records = [brief_record(b.brief, b.name, versions()) for b in read]
    if jsonl:
        write(jsonl, b"".join(map(to_json_line, records)))
    if json:
        write(STDOUT, to_json(records))


def _show(read: list) -> None:  # type: ignore[type-arg]
    from assay.interfaces.report.terminal import show_brief

    for item in read:
        show_brief(item)
