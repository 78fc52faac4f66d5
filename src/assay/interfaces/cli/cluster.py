"""assay cluster start, rank, status, stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.interfaces.cli.console import (
    ALL_READ,
    SOME_UNREAD,
    STDOUT,
    check_outputs,
    errors,
    fail,
    month,
    note,
    report_unread,
    write,
)
from assay.interfaces.cli.options import AsOf

if TYPE_CHECKING:
    from assay.workflow.cluster import ClusterRanking
    from assay.workflow.cluster_records import ClusterStatusRecord

app = typer.Typer(
    help="Rank a pool with many workers, each holding a part of its index (extra ray).", no_args_is_help=True
)

Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT",
        help="A Ray cluster, or auto [default: the local one of this machine].",
    ),
]


@app.command(
    epilog="Examples: assay cluster start --index pool/index --workers 2 · "
    "assay cluster start --index /mnt/index --workers 16 --address auto"
)
def start(
    index: Annotated[Path, typer.Option("--index", metavar="FOLDER", help="The index to rank.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many workers hold it.")] = 2,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="auto|numpy|compiled", help="What scores; all give the same bits."),
    ] = "auto",
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="FILE", help="The key of the index's passages.")
    ] = None,
    address: Address = None,
) -> None:
    """Start workers and let them hold the index; by default on this machine alone."""
    from assay.workflow.cluster import Settings, key_from, start_cluster

    settings = Settings(folder=index.absolute(), workers=workers, key=key_from(key_file), engine=engine)
    where = start_cluster(settings, address)
    note(f"the pool is ready at {where}; assay cluster stop ends it")


@app.command(
    epilog="Examples: assay cluster rank role.pdf · assay cluster rank briefs/ --top 50 --jsonl ranked.jsonl · "
    "assay cluster rank role.yaml --wait 0 --permitted numbers.txt --jsonl -"
)
def rank(  # noqa: PLR0913 - a command's options
    briefs: Annotated[
        list[Path],
        typer.Argument(
            metavar="BRIEF...", help="Role briefs: files, edited YAML or folders.", show_default=False
        ),
    ],
    top: Annotated[int, typer.Option("--top", min=1, help="How many are wanted of each brief.")] = 100,
    wait: Annotated[
        float,
        typer.Option(
            "--wait", min=0, help="Seconds to wait for a lost worker's people before answering in part."
        ),
    ] = 30.0,
    permitted: Annotated[
        Path | None,
        typer.Option("--permitted", metavar="FILE", help="Rank only these profile numbers, one a line."),
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option("--jsonl", metavar="FILE", help="A JSON object a brief (- for standard output)."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option("--model", metavar="FILE.yaml", help="Weights [default: the shipped ones].")
    ] = None,
    similarity: Annotated[
        str,
        typer.Option(
            "--similarity", metavar="words|minilm", help="What compares phrases outside the vocabulary."
        ),
    ] = "words",
    as_of: AsOf = None,
    address: Address = None,
) -> None:
    """Rank the whole pool for each brief: profile numbers with their ranks, scores and bits."""
    from assay.workflow.cluster import Asking, joined_cluster, permitted_from, rank_on_cluster, ranking_record
    from assay.workflow.recording import to_json_line
    from assay.workflow.role_ranking import read_briefs

    check_outputs([jsonl])
    how = Asking(
        as_of=month(as_of),
        count=top,
        permitted=permitted_from(permitted) if permitted else None,
        wait_s=wait,
        model=model,
        similarity=similarity,
    )
    read, unread = read_briefs(briefs, as_of=how.as_of)
    report_unread(unread)
    if not read:
        fail("no brief could be read, so there is nothing to rank by; check the paths")
    lines, partial = [], False
    with joined_cluster(address) as cluster:
        for ranking in rank_on_cluster(cluster, read, how):
            partial |= _warn(ranking)
            if jsonl:
                lines.append(to_json_line(ranking_record(ranking)))
            if jsonl != STDOUT:
                _show(ranking)
    if jsonl:
        write(jsonl, b"".join(lines))
    raise typer.Exit(SOME_UNREAD if unread or partial else ALL_READ)


@app.command(epilog="Example: assay cluster status --json")
def status(
    json: Annotated[bool, typer.Option("--json", help="JSON on standard output.")] = False,
    address: Address = None,
) -> None:
    """Say how the cluster is: its index, its workers and what they hold, what was lost."""
    from assay.workflow.cluster import joined_cluster, status_record
    from assay.workflow.recording import to_json

    with joined_cluster(address) as cluster:
        record = status_record(cluster.status())
    if json:
        write(STDOUT, to_json(record))
    else:
        _show_status(record)


@app.command(epilog="Example: assay cluster stop")
def stop(address: Address = None) -> None:
    """End the local cluster; with --address the workers there (their Ray goes on)."""
    from assay.workflow.cluster import stop_cluster

    if not stop_cluster(address):
        fail("no local cluster runs, so there is nothing to end")
    note("the cluster has ended")


def _warn(ranking: ClusterRanking) -> bool:
    """Say on standard error that an answer is partial, and why; whether it is."""
    answer = ranking.answer
    if answer.partial:
        text = (
            f"{ranking.brief.name}: this answer is partial: {answer.missing_share:.1%} of the people "
            f"({answer.coverage.missing:,} of {answer.coverage.people:,}) did not take part"
        )
        errors().print("; ".join([text, *answer.coverage.reasons]), markup=False, style="yellow")
    return answer.partial


def _show(ranking: ClusterRanking) -> None:
    answer = ranking.answer
    typer.echo(f"{ranking.brief.brief.title or ranking.brief.name} ({answer.coverage.people:,} people)")
    rows = zip(
        answer.ranks.tolist(),
        answer.numbers.tolist(),
        answer.scores.tolist(),
        answer.bits.tolist(),
        strict=True,
    )
    for place, number, score, bits in rows:
        typer.echo(f"{place:6}  person {number:<12} {score:6.1f}  {bits:+.3f} bits")


def _show_status(record: ClusterStatusRecord) -> None:
    typer.echo(
        f"{record.people:,} people of {record.folder} (generation {record.generation}) in {record.shards} shards; "
        f"{len(record.workers)} of {record.wanted} workers"
    )
    for worker in record.workers:
        memory = "" if worker.resident is None else f", {worker.resident / 1e6:,.0f} MB resident"
        typer.echo(
            f"  {worker.name} on {worker.host}, process {worker.process}: {worker.people:,} people in "
            f"{len(worker.shards)} shards, {worker.bytes / 1e6:,.1f} MB{memory}, engine {worker.engine}"
            + (", files fetched" if worker.fetched else "")
        )
    if record.unplaced:
        typer.echo(f"  nobody holds {len(record.unplaced)} shards of {record.missing:,} people")
    for event in record.events:
        typer.echo(f"  {event}")
