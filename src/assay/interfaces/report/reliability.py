"""Reliability in the terminal: what share of pairs with a score was worth an interview, a row for each bin."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from assay.workflow.evaluate import Bin, CalibrationFigures

WIDTH = 41
"""Characters of the plot, 2.5 points of score each."""

LEGEND = "○ mean score, ● share worth an interview, ◉ both, ├─┤ its 95 % interval"


def number(value: float, digits: int = 3) -> str:
    """A figure, a dash where there is none."""
    return "-" if math.isnan(value) else f"{value:.{digits}f}"


def sentence(figures: CalibrationFigures) -> str:
    """The calibration in a line."""
    return (
        f"Brier {number(figures.brier)}, skill over the base rate {number(figures.brier_skill)}, "
        f"error above 20 {number(figures.error)}; {figures.pairs} pairs, "
        f"{100 * figures.base_rate:.1f} % worth an interview"
    )


def reliability(title: str, figures: CalibrationFigures) -> Table:
    """The reliability table with a plot in its last column."""
    table = Table(title=title, title_justify="left", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("score", "pairs", "mean", "worth an interview"):
        table.add_column(name, justify="right")
    table.add_column(axis(), no_wrap=True)
    for one in figures.bins:
        share = f"{one.share:.0f} % ({one.share_low:.0f}-{one.share_high:.0f})" if one.pairs else "-"
        table.add_row(
            f"{one.low:.0f}-{one.high:.0f}", str(one.pairs), number(one.score, 1), share, plotted(one)
        )
    return table


def axis() -> str:
    """The labels above the plot."""
    row = [" "] * (WIDTH + 2)
    for at in (0, 25, 50, 75, 100):
        place = _place(at)
        for n, digit in enumerate(str(at)):
            row[place + n] = digit
    return "".join(row)


def plotted(one: Bin) -> str:
    """A bin's row of the plot, empty where no pair has such a score."""
    if not one.pairs:
        return ""
    row = [" "] * WIDTH
    low, high, share, score = map(_place, (one.share_low, one.share_high, one.share, one.score))
    for n in range(low, high + 1):
        row[n] = "─"
    row[low], row[high] = "├", "┤"
    row[score] = "○"
    row[share] = "◉" if share == score else "●"
    return "".join(row)


def _place(value: float) -> int:
    """The column of a score, 0-100."""
    return round(value / 100.0 * (WIDTH - 1))
