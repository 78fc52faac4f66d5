"""Lines, tables and colours that routes on the terminal share."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.domain.route import NOT_VERIFIED
from assay.interfaces.report.terminal import plain

TRUST_STYLES = {"green": "green", "amber": "yellow", "red": "red"}
"""Trust is a word in a colour, never a colour alone."""
VERDICTS = {
    "feasible": ("feasible", "green"),
    "needs_check": ("to check", "yellow"),
    "blocked": ("blocked", "dim"),
}
"""Each verdict's word and style."""
LINE, LINES = 92, 184
"""Characters of a text that is cut to about one line, and to two."""


def title(console: Console, text: str) -> None:
    """The title of a part."""
    console.print(Text("\n") + plain(text), style="bold")


def bullet(console: Console, text: str, mark: str = "-", style: str = "") -> None:
    """One item, its further lines under its first."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, plain(text))
    console.print(Padding(grid, (0, 0, 0, 2)), style=style)


def cut(console: Console, items: Sequence[str], most: int, mark: str = "-") -> None:
    """The first items, and how many more there are."""
    for text in items[:most]:
        bullet(console, text, mark)
    more(console, len(items) - most)


def short(text: str, limit: int = LINE) -> str:
    """The text cut at a limit; the mark of a figure that nobody verified is never cut off."""
    line = " ".join(text.split())
    if len(line.removesuffix(NOT_VERIFIED)) <= limit:
        return line
    marks = line.count(NOT_VERIFIED)
    kept = line[: limit - 1].rsplit(" ", 1)[0].removesuffix(NOT_VERIFIED.split()[0]).rstrip(" (;,:")
    return f"{kept}…{f' {NOT_VERIFIED}' if marks and NOT_VERIFIED not in kept else ''}"


def more(console: Console, count: int, where: str = "") -> None:
    """How many are left out, where any are."""
    if count > 0:
        console.print(Text(f"  {count} more{where}", style="dim"))


def trust_text(trust: str) -> Text:
    """Trust as a word in its colour; a dash where no route stands behind it."""
    return Text(trust or "-", style=TRUST_STYLES.get(trust, "dim"))


def columns(*names: str, apart: int = 2) -> Table:
    """A table without lines."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, apart, 0, 0))
    for name in names:
        table.add_column(name, overflow="fold")
    return table
