"""assay transfer, assay specialities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.interfaces.cli.console import (
    NOTHING_DONE,
    STDOUT,
    check_outputs,
    clean,
    cores,
    fail,
    finish,
    month,
    note,
    progress,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf, Jobs, JsonFile
from assay.workflow.intake import Pool, read_pool

if TYPE_CHECKING:
    from assay.workflow.transfer import ReadTarget
    from assay.workflow.transfer_shown import TransferView

HtmlFile = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page in one file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: assay transfer cv.pdf --to role.txt · assay transfer cv.pdf --to ai_infrastructure "
        "--html way.html · assay transfer --pool cvs/ --to role.txt --top 5"
    )(transfer)
    app.command(epilog="Examples: assay specialities · assay specialities ai_governance --html map.html")(
        specialities
    )


def transfer(  # noqa: PLR0913 - a command's options
    to: Annotated[
        str, typer.Option("--to", metavar="BRIEF|SPECIALITY", help="A brief's file, or a speciality's id.")
    ],
    cv: Annotated[
        Path | None,
        typer.Argument(help="One person's CV, or the folder of their files.", show_default=False),
    ] = None,
    pool: Annotated[
        Path | None, typer.Option("--pool", metavar="DIR", help="Everybody: who could grow into it.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="With --pool: how many to show in full.")] = 10,
    within: Annotated[
        float | None,
        typer.Option("--within", metavar="MONTHS", min=0, help="With --pool: most months to the line [12]."),
    ] = None,
    html: HtmlFile = None,
    json: JsonFile = None,
    show_names: Annotated[
        bool, typer.Option("--show-names", help="Lift the blind view: file names and names.")
    ] = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FILE.yaml", help="Weights.", show_default="the shipped ones"),
    ] = None,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Show what carries over to a role or speciality, the gap, an ordered plan, and who of a pool could grow."""
    from assay.workflow.transfer import find_target

    if (cv is None) == (pool is None):
        given = "both were" if cv else "neither was"
        raise UsageError(f"give one CV or --pool DIR, not both; {given} given")
    if within is not None and pool is None:
        raise UsageError("--within goes with --pool; leave it out for one CV")
    check_outputs([html, json])
    when = month(as_of)
    target = find_target(to, as_of=when)
    outputs = {"html": html, "json": json}
    if cv is not None:
        _one(cv, target, when, outputs, model=model, blind=not show_names)
    elif pool is not None:
        people = _read([pool], when, cores(jobs))
        from assay.workflow.transfer import growers
        from assay.workflow.transfer_recording import growers_record
        from assay.workflow.transfer_view import growers_view

        read = growers(people, target, as_of=when, model=model, within=within)
        _write(growers_record(read), growers_view(read, top=top, blind=not show_names), outputs)
        finish(people)


def specialities(
    speciality: Annotated[
        str | None, typer.Argument(help="A speciality's id or name.", show_default="all")
    ] = None,
    html: HtmlFile = None,
    json: JsonFile = None,
) -> None:
    """Show which specialities lead to which, with credit and reason."""
    from assay.workflow.shortlist import versions
    from assay.workflow.transfer import speciality_map

    check_outputs([html, json])
    places = speciality_map(speciality)
    if json:
        from assay.workflow.recording import to_json
        from assay.workflow.transfer_recording import specialities_record

        write(json, to_json(specialities_record(places, versions().taxonomy)))
        note(f"wrote {json}")
    if html:
        from assay.interfaces.report.map_page import render_map

        write(html, render_map(places, speciality_map()))
        note(f"wrote {html}")
    if STDOUT not in (html, json):
        from assay.interfaces.report.transfer_terminal import show_map

        show_map(places)


def _one(
    cv: Path,
    target: ReadTarget,
    when: Month,
    outputs: dict[str, Path | None],
    *,
    model: Path | None,
    blind: bool,
) -> None:
    from assay.workflow.transfer import pathway
    from assay.workflow.transfer_recording import pathway_record
    from assay.workflow.transfer_view import pathway_view

    people = _read([cv], when, 1)
    if len(people.candidates) != 1:
        raise UsageError(f"{cv}: holds {len(people.candidates)} candidates; give one, or --pool {cv}")
    read = pathway(people.candidates[0], target, as_of=when, model=model)
    _write(pathway_record(read, people.unread), pathway_view(read, blind=blind), outputs)
    finish(people)


def _read(paths: list[Path], when: Month, workers: int) -> Pool:
    with progress("Reading CVs") as step:
        people = read_pool(paths, as_of=when, processes=workers, progress=step)
    report_unread(people.unread)
    if not people.candidates:
        where = clean(", ".join(map(str, paths)))
        fail(f"{where}: no CV could be read; check the path", NOTHING_DONE)
    return people


def _write(record: object, view: TransferView, outputs: dict[str, Path | None]) -> None:
    """Write the files asked for; unless one goes to standard output, show the page on the terminal."""
    from assay.workflow.recording import to_json

    if path := outputs["json"]:
        write(path, to_json(record))
        note(f"wrote {path}")
    if path := outputs["html"]:
        from assay.interfaces.report.transfer_page import render_transfer

        write(path, render_transfer(view))
        note(f"wrote {path}")
    if STDOUT not in outputs.values():
        from assay.interfaces.report.transfer_terminal import show_transfer

        show_transfer(view)
