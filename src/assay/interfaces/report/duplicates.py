"""Likely duplicates for people: a page for the terminal, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.found_sheets import Cell, table
from assay.interfaces.report.terminal import plain
from assay.workflow.handles import handle_of

if TYPE_CHECKING:
    from assay.workflow.duplicates import Likely, Reason, Tie

_MAX_VALUES = 3


def show_duplicates(groups: Sequence[Likely], size: int, *, blind: bool) -> None:
    """Every group with its dates, its pairs and what speaks for and against each."""
    console = Console(highlight=False)
    if not groups:
        console.print(f"No two of {size} candidates are likely to be one person.")
        return
    people = sum(len(g.candidates) for g in groups)
    persons = "1 person" if len(groups) == 1 else f"{len(groups)} people"
    told = f"{people} of {size} candidates may be {persons} in more than one version. Nothing was merged."
    console.print(told, style="bold", soft_wrap=True)
    names = _names(groups, blind=blind)
    for number, group in enumerate(groups, 1):
        console.print(
            Text(f"\nGroup {number}  ") + Text(f"{_chance(group.probability)} likely one person"),
            style="bold",
        )
        for place, (candidate, dated) in enumerate(zip(group.candidates, group.dates, strict=True)):
            newest = ", newest by that" if place == 0 and group.newest else ""
            told = f"  {f'latest date in it {dated}' if dated else 'no date in it'}{newest}"
            _indented(console, 3, "", plain(names[candidate.name], 100) + Text(told, style="dim"))
        for tie in group.ties:
            _show_tie(console, tie, names, blind=blind)
    console.print()
    if blind:
        console.print(
            Text("Blind view: candidates have numbers and handles; --show-names lifts it.", style="dim")
        )
    console.print(Text("Merge with: assay merge A B --pool DIR; assay unmerge takes it back.", style="dim"))


def _show_tie(console: Console, tie: Tie, names: dict[str, str], *, blind: bool) -> None:
    who = f"{names[tie.first.name]} and {names[tie.second.name]}"
    _indented(console, 3, "", plain(who, 200) + Text(f": {_chance(tie.pair.probability)}"))
    for mark, style, reasons in (("+", "green", tie.pair.pro), ("-", "red", tie.pair.contra)):
        for reason in reasons:
            _indented(console, 6, Text(f"{mark} ", style=style), plain(_told(tie, reason, blind=blind), 300))


def _indented(console: Console, by: int, mark: str | Text, text: Text) -> None:
    """A line set in, whose further lines stand below its first word."""
    grid = Table.grid()
    grid.add_row(mark, text)
    console.print(Padding(grid, (0, 0, 0, by)))


def _told(tie: Tie, reason: Reason, *, blind: bool) -> str:
    values = tie.values(reason, blind=blind)
    shown = ", ".join(values[:_MAX_VALUES]) + (" ..." if len(values) > _MAX_VALUES else "")
    return f"{reason.text}{f': {shown}' if shown else ''} ({reason.bits:+.1f} bits)"


def _chance(probability: float) -> str:
    """A chance in words that never claim certainty."""
    return "over 99.9%" if probability > 0.999 else f"{100 * probability:.1f}%"


def _names(groups: Sequence[Likely], *, blind: bool) -> dict[str, str]:
    """What each candidate is called: a number and a handle where names are covered."""
    every = [c.name for g in groups for c in g.candidates]
    return {n: f"Candidate {i} {handle_of(n)}" if blind else n for i, n in enumerate(every, 1)}


def duplicates_csv(groups: Sequence[Likely], *, blind: bool) -> bytes:
    """A row a pair, with what speaks for and against it."""
    names = _names(groups, blind=blind)
    rows: list[list[Cell]] = []
    for number, group in enumerate(groups, 1):
        dates = {c.name: str(d) if d else "" for c, d in zip(group.candidates, group.dates, strict=True)}
        newest = names[group.candidates[0].name] if group.newest else ""
        for tie in group.ties:
            one, two = tie.first.name, tie.second.name
            told = [
                "\n".join(_told(tie, r, blind=blind) for r in rs) for rs in (tie.pair.pro, tie.pair.contra)
            ]
            rows.append(
                [
                    number,
                    names[one],
                    dates[one],
                    names[two],
                    dates[two],
                    newest,
                    round(tie.pair.probability, 6),
                    *told,
                ]
            )
    header = (
        "Group",
        "Candidate",
        "Dated",
        "Other",
        "Other dated",
        "Newest of the group",
        "Probability",
        "For",
        "Against",
    )
    return table(header, rows)
