"""A comparison on the terminal: scores, requirement by requirement, and why in words."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.terminal import plain
from assay.workflow.compare import CellView, ComparisonView, PairView

_MAX_QUOTE = 110
_STYLES = {
    "denied": "red",
    "not stated": "dim",
    "deep": "bold green",
    "authority": "bold green",
    "practised": "green",
}


def show_comparison(view: ComparisonView) -> None:
    """The candidates side by side, what they differ in most first."""
    console = Console(highlight=False)
    console.print(plain(view.shortlist.title), Text(f"as of {view.shortlist.as_of}", style="dim"))
    console.print(_table(view))
    for pair in view.pairs:
        console.print()
        for sentence in pair.sentences:
            console.print(plain(sentence, 600))
        _show_changes(console, view, pair)
    for person in view.candidates:
        console.print()
        console.print(plain(person.label, 60), style="bold")
        console.print(Padding(plain(person.summary), (0, 0, 0, 3)))
    if view.shortlist.blind:
        console.print(
            Text(
                "\nBlind view: A, B, C are the candidates in the order given; --show-names lifts it.",
                style="dim",
            )
        )


def _show_changes(console: Console, view: ComparisonView, pair: PairView) -> None:
    for change in view.candidates[pair.behind].changes:
        if change.change.gain:
            console.print(
                Text("   ^ ", style="cyan")
                + plain(f"{view.candidates[pair.behind].label}: {change.text}", 300)
            )


def _table(view: ComparisonView) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("Asked", overflow="fold", ratio=2)
    for person in view.candidates:
        head = plain(person.label, 40) + Text(f"\n{person.score:.1f} ") + Text(person.band)
        table.add_column(
            head + Text(f"\nlikely {person.low:.0f} to {person.high:.0f}", style="dim"),
            overflow="fold",
            ratio=3,
        )
    for row in view.rows:
        asked = plain(row.requirement.text, 90) + Text(f"  {row.requirement.importance}", style="dim")
        table.add_row(asked, *(_cell(cell) for cell in row.cells))
    return table


def _cell(cell: CellView) -> Text:
    out = Text(f"{cell.bits:+.2f} ") + Text(cell.level, style=_STYLES.get(cell.level, ""))
    for part in cell.excerpts[:1]:
        out = out + Text("\n“", style="dim") + Text(plain(part.text, _MAX_QUOTE).plain + "”", style="dim")
    return out
