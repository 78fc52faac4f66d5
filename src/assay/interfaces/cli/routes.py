"""assay routes, and routes show, compare, points, check, sheet, list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.interfaces.cli.console import (
    ALL_READ,
    NOTHING_DONE,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    day,
    note,
    report_unread,
    write,
)
from assay.interfaces.cli.options import JsonFile, ShowNames

if TYPE_CHECKING:
    from assay.workflow.candidate import Candidate, Unread
    from assay.workflow.routes import ReadRoutes, RouteQuery
    from assay.workflow.routes_shown import RoutesView

app = typer.Typer(
    help="Hire across borders: the ways to work together, what each needs, costs and takes, and how sure it is.",
    epilog="Examples: assay routes --candidate cv.pdf --brief role.md · assay routes --brief role.md · "
    "assay routes --candidate cv.pdf --facts mine.yaml --view candidate · assay routes show de_blue_card",
)

Day = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="YYYY-MM-DD", help="The filing date, which picks the rules.", show_default="today"
    ),
]
Countries = Annotated[
    list[str] | None, typer.Option("--country", metavar="CC", help="A destination, as DE; may be repeated.")
]


@app.callback(invoke_without_command=True)
def routes(  # noqa: PLR0913 - a command's options
    context: typer.Context,
    candidate: Annotated[
        Path | None,
        typer.Option(
            "--candidate", metavar="FILE", help="A CV, one person's folder, or their sheet of facts."
        ),
    ] = None,
    brief: Annotated[Path | None, typer.Option("--brief", metavar="FILE", help="The role.")] = None,
    facts: Annotated[
        list[Path] | None,
        typer.Option(
            "--facts",
            metavar="FILE",
            help="A sheet of facts; may be repeated. assay routes sheet writes one.",
        ),
    ] = None,
    view: Annotated[
        str,
        typer.Option("--view", metavar="hiring|candidate", help="Who looks; hiring uses no private facts."),
    ] = "hiring",
    on: Day = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="YYYY-MM-DD", help="The planned first day.")
    ] = None,
    country: Countries = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="certainty|time|cost", help="What the ways are ordered by.")
    ] = "certainty",
    top: Annotated[int, typer.Option("--top", min=1, help="How many ways to show.")] = 8,
    json: JsonFile = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page in one file.")] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="A plan to hand on, as a page in one file.")
    ] = None,
    show_names: ShowNames = False,
) -> None:
    """Show the ways for a person and a role to work together; with one of the two, where or whom it reaches."""
    if context.invoked_subcommand is not None:
        return
    if candidate is None and brief is None and not facts:
        raise UsageError("give --candidate FILE, --brief FILE or both; assay routes --help shows examples")
    outputs = {"json": json, "html": html, "plan": plan}
    check_outputs(list(outputs.values()))
    query = _query(on=on, start=start, view=view, sort=sort, countries=country or [])
    read, unread = _read(candidate, brief, list(facts or []), query)
    _write(read, outputs, top=top, blind=not show_names)
    raise typer.Exit(SOME_UNREAD if unread else ALL_READ)


@app.command(epilog="Example: assay routes show nl_hsm --on 2027-01-15")
def show(
    route: Annotated[str, typer.Argument(metavar="ID", help="A route's id.")],
    on: Day = None,
    json: JsonFile = None,
) -> None:
    """Show one route in full: conditions, dated values, sources, trust, worked cases."""
    from assay.workflow.route_card import route_card

    check_outputs([json])
    filed, today = day(on, "--on"), date.today()
    card = route_card(route, filed, today)
    if json:
        from assay.workflow.rule_recording import shipped_route_record

        _write_json(json, shipped_route_record(route, filed, today))
    if json != STDOUT:
        from assay.interfaces.report.routes_cards import show_card

        show_card(card)


@app.command(
    epilog="Examples: assay routes compare de_blue_card nl_hsm · assay routes compare DE NL --in EUR"
)
def compare(
    routes: Annotated[
        list[str], typer.Argument(metavar="ID|COUNTRY...", help="Routes, or countries for all of theirs.")
    ],
    on: Day = None,
    currency: Annotated[
        str, typer.Option("--in", metavar="CUR", help="The currency in which thresholds are compared.")
    ] = "EUR",
) -> None:
    """Set routes side by side: pay asked, time, fees, first grant, residence, family, trust."""
    from assay.interfaces.report.routes_cards import show_side_by_side
    from assay.workflow.route_compare import side_by_side

    show_side_by_side(side_by_side(routes, day(on, "--on"), date.today(), currency.upper()))


@app.command(epilog="Examples: assay routes check · assay routes check --on 2026-12-01 --and 2027-02-01")
def check(
    on: Day = None,
    until: Annotated[
        str | None, typer.Option("--and", metavar="YYYY-MM-DD", help="A later day to set it against.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit status 1 for values past their end or review, too.")
    ] = False,
    json: JsonFile = None,
) -> None:
    """Check all rules: files, worked cases, what is stale, disputed or unread (exit status 1 for faults)."""
    from assay.workflow.rule_checks import check_rules

    check_outputs([json])
    found = check_rules(day(on, "--on"), day(until, "--and") if until else None)
    if json and found.book is not None:
        from assay.workflow.rule_recording import check_record

        _write_json(json, check_record(found.book, found.runs, found.changes if until else None))
    if json != STDOUT or found.book is None:
        from assay.interfaces.report.routes_cards import show_check

        show_check(found)
    if found.failed or (strict and found.stale):
        raise typer.Exit(NOTHING_DONE)


@app.command(epilog="Examples: assay routes points · assay routes points de_chancenkarte --facts mine.yaml")
def points(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="A points table.", show_default="list them")
    ] = None,
    candidate: Annotated[
        Path | None, typer.Option("--candidate", metavar="FILE", help="A CV, read for what it states.")
    ] = None,
    facts: Annotated[
        list[Path] | None, typer.Option("--facts", metavar="FILE", help="A sheet of facts; may be repeated.")
    ] = None,
    on: Day = None,
) -> None:
    """Count points of immigration law, criterion by criterion: for the candidate, or after an offer."""
    from assay.interfaces.report.points_terminal import list_tables, show_points
    from assay.workflow.person import read_person
    from assay.workflow.points_of import points_tables, read_points

    if table is None:
        list_tables(points_tables(date.today()))
        return
    filed = day(on, "--on")
    person = None
    if candidate is not None:
        person, unread = read_person(candidate, as_of=_read_as_of(filed, date.today()))
        report_unread(unread)
    show_points(read_points(table, on=filed, today=date.today(), candidate=person, sheets=list(facts or [])))


@app.command(epilog="Examples: assay routes sheet · assay routes sheet employer --out company.yaml")
def sheet(
    who: Annotated[
        str, typer.Argument(metavar="[candidate|employer]", help="Who fills it in.")
    ] = "candidate",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write.", show_default="stdout")
    ] = None,
) -> None:
    """Write a blank sheet of facts to be filled in."""
    from assay.workflow.fact_sheets import blank_sheet

    if who not in ("candidate", "employer"):
        raise UsageError(f"{who!r} fills in no sheet; write candidate or employer")
    check_outputs([out])
    write(out or STDOUT, blank_sheet(who).encode("utf-8"))
    if out and out != STDOUT:
        note(f"wrote {out}")


@app.command(name="list", epilog="Example: assay routes list --country DE")
def list_all(country: Countries = None) -> None:
    """List all routes, one line each, with how far each may be trusted."""
    from assay.interfaces.report.routes_cards import show_list
    from assay.workflow.route_card import route_list

    show_list(route_list(date.today(), country or []))


def _write_json(path: Path, record: object) -> None:
    from assay.workflow.recording import to_json

    write(path, to_json(record))
    if path != STDOUT:
        note(f"wrote {path}")


def _read_as_of(on: date, today: date) -> Month:
    """The month as of which documents are read: of a later filing date, nobody has worked the months until then."""
    read = min(on, today)
    return Month(read.year, read.month)


def _query(*, on: str | None, start: str | None, view: str, sort: str, countries: list[str]) -> RouteQuery:
    from assay.workflow.route_query import route_query

    return route_query(
        on=day(on, "--on"),
        today=date.today(),
        start=day(start, "--start") if start else None,
        view=view,
        sort=sort,
        countries=countries,
    )


def _read(
    candidate: Path | None, brief: Path | None, sheets: list[Path], query: RouteQuery
) -> tuple[ReadRoutes, tuple[Unread, ...]]:
    from assay.workflow.fact_sheets import is_sheet
    from assay.workflow.person import read_person
    from assay.workflow.routes import plan_routes
    from assay.workflow.shortlist import read_brief

    as_of = _read_as_of(query.on, query.today)
    person: Candidate | None = None
    unread: tuple[Unread, ...] = ()
    if candidate is not None and is_sheet(candidate):
        sheets = [candidate, *sheets]
    elif candidate is not None:
        person, unread = read_person(candidate, as_of=as_of)
        report_unread(unread)
    role = read_brief(brief, as_of=as_of) if brief is not None else None
    read = plan_routes(query, brief=role, candidate=person, sheets=sheets)
    if read.role is None and read.person is None:
        raise UsageError("the sheets say nothing of a person; give --candidate FILE or --brief FILE as well")
    return read, unread


def _write(read: ReadRoutes, outputs: dict[str, Path | None], *, top: int, blind: bool) -> None:
    """Write the files asked for; unless one goes to standard output, show the plan on the terminal."""
    from assay.workflow.routes_view import routes_view

    view: RoutesView = routes_view(read, blind=blind, top=top)
    if path := outputs["json"]:
        from assay.workflow.routes_recording import routes_record

        _write_json(path, routes_record(read))
    if path := outputs["html"]:
        from assay.interfaces.report.routes_page import render_routes

        write(path, render_routes(view))
        note(f"wrote {path}")
    if path := outputs["plan"]:
        from assay.interfaces.report.routes_page import render_plan

        write(path, render_plan(view))
        note(f"wrote {path}")
    if STDOUT not in outputs.values():
        from assay.interfaces.report.routes_terminal import show_routes

        show_routes(view)
