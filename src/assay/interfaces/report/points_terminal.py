"""A score under a points table on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.domain.route import DISCLAIMER, NOT_VERIFIED, Answer, Trust
from assay.interfaces.report.terminal import plain
from assay.workflow.points_of import PointsTable, ReadPoints

_SAID = {Answer.YES: "reached", Answer.NO: "not reached", Answer.UNKNOWN: "open"}
_QUESTIONS = 8


def show_points(read: ReadPoints, console: Console | None = None) -> None:
    """The interval, the marks, each criterion with what is open, and what to ask."""
    console = console or Console(highlight=False)
    table, scored = read.table, read.score
    console.print(plain(f"{table.name} ({table.id})"), style="bold")
    console.print(
        Text(
            f"filed {read.on} · trust {read.trust.value} · {table.official_url or 'no address read'}",
            style="dim",
        )
    )
    span = f"{scored.lo}" if scored.lo == scored.hi else f"{scored.lo} to {scored.hi}"
    console.print(Text(f"{span} points of {table.most}", style="bold"))
    for label, points, answer in read.marks:
        console.print(plain(f"  {label}: {points}, {_SAID[answer]}"))
    console.print(_criteria(read))
    if read.questions:
        console.print(
            Text(
                "\nWhat would settle it (voluntary; never shown to those who decide on a hiring)",
                style="bold",
            )
        )
        for question in read.questions[:_QUESTIONS]:
            console.print(plain(f"  {question}"))
        if len(read.questions) > _QUESTIONS:
            console.print(Text(f"  {len(read.questions) - _QUESTIONS} more", style="dim"))
    console.print(Text("\nSources", style="bold"))
    for source in table.sources.values():
        console.print(plain(f"  {source.title} ({source.stated or 'undated'}) {source.url or ''}".rstrip()))
    if table.notes:
        console.print(plain(f"\n{table.notes}"), style="dim")
    console.print(Text(f"\n{DISCLAIMER}", style="dim"))


def list_tables(tables: Sequence[tuple[PointsTable, Trust]], console: Console | None = None) -> None:
    """One line for each points table."""
    console = console or Console(highlight=False)
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("Where", "Table", "Name"):
        made.add_column(name, overflow="fold")
    for name in ("Pass", "Most"):
        made.add_column(name, justify="right")
    made.add_column("Trust")
    for table, trust in tables:
        least = "draws" if table.minimum is None else str(table.minimum)
        made.add_row(table.country, table.id, plain(table.name), least, str(table.most), trust.value)
    console.print(made)
    console.print(Text(DISCLAIMER, style="dim"))


def _criteria(read: ReadPoints) -> Table:
    made = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    made.add_column("Criterion", overflow="fold")
    for name in ("Points", "Most"):
        made.add_column(name, justify="right", no_wrap=True)
    made.add_column("For", overflow="fold")
    for row in read.score.rows:
        mark = "" if row.verification.verified else f" {NOT_VERIFIED}"
        span = f"{row.lo}" if row.lo == row.hi else f"{row.lo}-{row.hi}"
        won = "; ".join(row.awarded) or ("open" if row.lo != row.hi else "")
        note = f" ({row.note})" if row.note else ""
        made.add_row(Text("  " * row.depth) + plain(row.label + mark), span, str(row.most), plain(won + note))
    return made
