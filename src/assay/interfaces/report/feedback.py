"""Collected feedback on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.terminal import plain

if TYPE_CHECKING:
    from assay.workflow.feedback import FeedbackRecord, FeedbackSummary

UNNAMED = "(no name)"


def show_feedback(summary: FeedbackSummary) -> None:
    """Counts, the answers of each brief with their reasons, then the pairs on which readers differ."""
    console = Console(highlight=False, width=120)
    replaced = summary.lines - summary.counted
    console.print(
        plain(
            f"{summary.counted} answers on {summary.pairs} pairs: {summary.yes} worth an interview, {summary.no} not; "
            f"{summary.graded} with a grade"
            + (f"; {replaced} earlier answers replaced by their reader" if replaced else "")
        )
    )
    if summary.readers:
        by = ", ".join(f"{name or UNNAMED} {count}" for name, count in summary.readers.items())
        console.print(plain(f"by {by}"), style="dim")
    for brief, rows in summary.by_brief.items():
        yes = sum(r.interview for r in rows)
        console.print(Text("\n") + plain(f"{brief}: {yes} yes, {len(rows) - yes} no"), style="bold")
        console.print(_answers(rows))
    if summary.contradictions:
        console.print(Text("\nReaders differ on", style="bold yellow"))
    for one in summary.contradictions:
        yes_by, no_by = (", ".join(r.by or UNNAMED for r in rows) for rows in (one.yes, one.no))
        console.print(Text("  ") + plain(f"{one.cv} for {one.brief}: yes {yes_by}; no {no_by}"))


def _answers(rows: tuple[FeedbackRecord, ...]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, max_width=44)
    table.add_column(overflow="fold")
    for row in rows:
        answer = Text("yes", style="green") if row.interview else Text("no", style="red")
        grade = "" if row.grade is None else str(row.grade)
        table.add_row(answer, grade, plain(row.by or UNNAMED, 24), plain(row.cv, 80), plain(row.why))
    return table
