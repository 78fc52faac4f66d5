"""assay match."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.errors import UsageError
from assay.interfaces.cli.console import (
    check_outputs,
    cores,
    day,
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
    from assay.workflow.routes import RouteQuery
    from assay.workflow.shortlist import Ranking, ReadBrief
    from assay.workflow.shortlist_routes import RoleRoutes


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay match --brief role.pdf cvs/ · assay match --brief role.yaml cvs/ --top 5 "
        "--html shortlist.html --xlsx shortlist.xlsx · assay --quiet match --brief role.txt cvs/ --json - · "
        "assay match --brief role.pdf cvs/ --html report.html --routes --facts employer.yaml"
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
    routes: Annotated[
        bool,
        typer.Option("--routes", help="Add hiring across borders to the HTML report; no part of a score."),
    ] = False,
    facts: Annotated[
        list[Path] | None,
        typer.Option("--facts", metavar="FILE.yaml", help="With --routes: facts of employer and offer."),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country", metavar="CC", help="With --routes: where the work is.", show_default="the brief's"
        ),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="YYYY-MM-DD", help="With --routes: the filing date.", show_default="today"
        ),
    ] = None,
    as_of: AsOf = None,
    jobs: Jobs = None,
) -> None:
    """Rank everyone in a folder of CVs against a role brief, with the evidence for every point."""
    from assay.workflow.duplicates import count_likely
    from assay.workflow.encoder import phrase_encoder
    from assay.workflow.shortlist import rank_pool, read_brief

    outputs = {"html": html, "json": json, "csv": csv, "xlsx": xlsx}
    check_outputs(list(outputs.values()))
    query = route_query(html, country, on) if routes else None
    if not routes and (facts or country or on):
        raise UsageError("--facts, --country and --on go with --routes; give --routes as well")
    phrase_encoder(similarity)
    reader = extractor_from(
        extractor, endpoint, language_model, allow_remote=allow_remote, key_variable=key_env
    )
    when = month(as_of)
    role = read_brief(brief, as_of=when)
    for finding in role.brief.findings:
        note(f"brief: {finding.text}")
    found = _role_routes(role, query, facts) if query else None
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
    write_outputs(ranking, outputs, top=top, blind=not show_names, routes=found)
    finish(pool)


def route_query(html: Path | None, countries: list[str] | None, on: str | None) -> RouteQuery:
    """How routes are asked for beside a shortlist; raises UsageError without a report, or where `on` is no day."""
    from assay.workflow.route_query import route_query as query_of

    if html is None:
        raise UsageError("--routes adds to the HTML report; give --html FILE as well")
    filed = day(on, "--on")
    return query_of(
        on=filed, today=date.today(), start=None, view="hiring", sort="certainty", countries=countries or ()
    )


def _role_routes(role: ReadBrief, query: RouteQuery, facts: list[Path] | None) -> RoleRoutes:
    from assay.workflow.shortlist_routes import role_routes

    return role_routes(role, query, facts or ())


def write_outputs(
    ranking: Ranking,
    outputs: dict[str, Path | None],
    *,
    top: int,
    blind: bool,
    routes: RoleRoutes | None = None,
) -> None:
    """Write the reports asked for; with none, or beside files, show the table on the terminal.

    With `routes` the view has its part on hiring across borders.
    """
    from assay.interfaces.report import RENDERERS
    from assay.workflow.view import shortlist_view

    view = shortlist_view(ranking, top=top, blind=blind)
    if routes is not None:
        from assay.workflow.shortlist_routes import with_routes

        view = with_routes(ranking, view, routes)
    for kind, path in outputs.items():
        if path is not None:
            write(path, RENDERERS[kind](ranking, view))
            note(f"wrote {path}")
    if not any(str(path) == "-" for path in outputs.values()):
        from assay.interfaces.report.terminal import show_shortlist

        show_shortlist(view)
