"""assay pool rank."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.interfaces.cli.console import STDOUT, check_outputs, month, note, write
from assay.interfaces.cli.options import AsOf, CsvFile, JsonFile, ShowNames
from assay.interfaces.cli.pool_options import Actor, IndexFolder, KeyFile, Store, opened, tell

if TYPE_CHECKING:
    from assay.workflow.pool.ranking import PoolRanking
    from assay.workflow.view import ShortlistView

Specialities = Annotated[
    list[str] | None,
    typer.Option("--speciality", metavar="ID", help="Only people of this speciality; may be repeated."),
]
Seniorities = Annotated[
    list[str] | None,
    typer.Option("--seniority", metavar="LEVEL", help="Only people of this level; may be repeated."),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language", metavar="CODE", help="Only people who state or write it, as de; may be repeated."
    ),
]
Residence = Annotated[
    str | None,
    typer.Option(
        "--residence", metavar="TEXT", help="Only people who state a place with this in it, as Berlin."
    ),
]
Unstated = Annotated[
    bool, typer.Option("--unstated", help="With --residence: keep those who state no place at all.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: assay pool rank --brief role.pdf · assay pool rank --brief role.pdf --top 50 "
        "--html list.html --xlsx list.xlsx · assay --quiet pool rank --brief a.pdf --brief b.pdf --json - · "
        "assay pool rank --brief role-1f3a9c20 --seniority senior --residence Berlin. Everyone is scored; filters only "
        "narrow whom you look at. A brief's file is kept in the pool under an id that is told."
    )(rank)


def rank(  # noqa: PLR0913 - a command's options
    brief: Annotated[
        list[str],
        typer.Option("--brief", "-b", metavar="FILE|ID", help="A brief's file or id; may be repeated."),
    ],
    store: Store = None,
    index: IndexFolder = None,
    key_file: KeyFile = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to tell of in full.")] = 20,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A report in one file.")] = None,
    json: JsonFile = None,
    csv: CsvFile = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="A spreadsheet.")] = None,
    show_names: ShowNames = False,
    speciality: Specialities = None,
    seniority: Seniorities = None,
    language: Languages = None,
    residence: Residence = None,
    unstated: Unstated = False,
    model: Annotated[
        Path | None,
        typer.Option("--model", metavar="FILE.yaml", help="Weights.", show_default="the shipped ones"),
    ] = None,
    similarity: Annotated[
        str, typer.Option("--similarity", metavar="words|minilm", help="As with assay match.")
    ] = "words",
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="auto|numpy|compiled", help="What scores; all give the same bits."),
    ] = "auto",
    as_of: AsOf = None,
    actor: Actor = None,
) -> None:
    """Rank everyone in the pool against role briefs: the ranks and reasons of assay match, from the index."""
    from assay.workflow.encoder import phrase_encoder
    from assay.workflow.intake import utc_now
    from assay.workflow.pool.filters import filters_of
    from assay.workflow.pool.ranking import RankHow, find_brief, rank_people

    outputs = {"html": html, "json": json, "csv": csv, "xlsx": xlsx}
    check_outputs(list(outputs.values()))
    phrase_encoder(similarity)
    when, at = month(as_of), utc_now()
    filters = filters_of(speciality or (), seniority or (), language or (), residence, unstated=unstated)
    how = RankHow(
        as_of=when, at=at, top=top, filters=filters, model=model, similarity=similarity, engine=engine, names=show_names
    )  # fmt: skip
    with opened(store, index, key_file, actor) as pool:
        briefs = [find_brief(pool, named, as_of=when, at=at) for named in dict.fromkeys(brief)]
        for held in briefs:
            note(f"brief {held.id}: {held.read.brief.title}")
            for finding in held.read.brief.findings:
                note(f"brief: {finding.text}")
        rankings = rank_people(pool, briefs, how)
    tell(rankings[0].notes)
    write_outputs(rankings, outputs, top=top, blind=not show_names)


def write_outputs(
    rankings: tuple[PoolRanking, ...], outputs: dict[str, Path | None], *, top: int, blind: bool
) -> None:
    """Write the reports asked for, one a brief but for JSON; with none, or beside files, show the tables."""
    from assay.interfaces.report import RENDERERS
    from assay.workflow.pool.recording import rank_record
    from assay.workflow.pool.viewing import ranking_view
    from assay.workflow.recording import to_json

    found = [(ranking, ranking_view(ranking, top=top, blind=blind)) for ranking in rankings]
    for kind, path in outputs.items():
        if path is None:
            continue
        if kind == "json":
            write(path, to_json(rank_record(found)))
            note(f"wrote {path}")
            continue
        for ranking, view in found:
            target = path if len(found) == 1 or path == STDOUT else _of_brief(path, ranking.brief.id)
            write(target, RENDERERS[kind](ranking.ranking, view))
            note(f"wrote {target}")
    if STDOUT not in outputs.values():
        for ranking, view in found:
            _show(ranking, view)


def _show(ranking: PoolRanking, view: ShortlistView) -> None:
    from assay.interfaces.report.pool import ranked_line, show_people
    from assay.interfaces.report.terminal import show_shortlist

    show_shortlist(view)
    show_people(view)
    typer.echo(ranked_line(ranking))


def _of_brief(path: Path, brief: str) -> Path:
    """A file of its own for each of several briefs: list.html becomes list-ID.html."""
    return path.with_name(f"{path.stem}-{brief}{path.suffix}")
