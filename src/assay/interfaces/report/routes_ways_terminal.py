"""The ways to work together on the terminal: a table, and the first in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.domain.route import NOT_VERIFIED
from assay.interfaces.report.route_lines import LINE, LINES, VERDICTS, columns, more, short, title, trust_text
from assay.interfaces.report.terminal import plain
from assay.workflow.routes_shown import LeafView, RoutesView, WayView

_SHORT = {
    "relocate_sponsored": "Relocate",
    "relocate_unsponsored": "Relocate unsponsored",
    "intra_company": "Transfer",
    "local_entity": "Local entity, remote",
    "employer_of_record": "Employer of record, remote",
    "contractor": "Contractor, remote",
    "hire_now_relocate_later": "Hire now, move later",
}
_IN_FULL = 3
_WIDE = 105
"""Columns of a terminal from which the country has a column of its own."""
_FIGURES = ("Verdict", "Trust", "Time to start", "First year, employer", "Person")
_BROAD, _NARROW = (8, 5, 15, 22, None), (8, 5, 14, 14, 9)
"""Characters of each of these columns; None is as wide as needed."""
_NOTE = re.compile(r"\(([^:()]*): .*\)$")
"""A figure as it is stated, with its note behind a colon: the note stands on the page."""


def show_ways(console: Console, view: RoutesView) -> None:
    """The ways in a table, and the first three in full; nothing where there are none."""
    if not view.ways:
        return
    title(console, f"Ways to work together ({len(view.ways)})")
    console.print(_table(view.ways[: view.top], narrow=console.width < _WIDE))
    more(console, len(view.ways) - view.top, "; --top shows more")
    told = "Trust -: no route's figures stand behind it. (+): a part is not known and not counted. "
    console.print(Text(f"{told}First year: pay, contributions, fees.", style="dim"))
    for way in view.ways[: min(view.top, _IN_FULL)]:
        _way(console, way)


def _table(ways: Sequence[WayView], *, narrow: bool) -> Table:
    """The ways side by side; on a narrow terminal the country stands under its way, so that no word breaks."""
    table = columns("", "Way", apart=1)
    if not narrow:
        table.add_column("Where", overflow="fold")
    for name, width in zip(_FIGURES, _NARROW if narrow else _BROAD, strict=True):
        table.add_column(name, width=width, overflow="fold")
    table.columns[1].width = 20 if narrow else 30
    for way in ways:
        word, style = VERDICTS[way.verdict]
        where = way.country or "not known"
        once = way.person_once.range.removesuffix(", not complete").replace("none that was read", "none read")
        table.add_row(
            str(way.number),
            *([plain(f"{_named(way)}, {where}")] if narrow else [plain(_named(way)), plain(where)]),
            Text(word, style=style),
            trust_text(way.trust),
            _broken(way.time.range),
            _broken(way.first_year),
            _broken(once),
        )
    return table


def _named(way: WayView) -> str:
    """The way in few words, without its country."""
    return ": ".join(t for t in (_SHORT[way.kind], _name(way)) if t)


def _name(way: WayView) -> str:
    return way.name.replace(f" ({way.country})", "")


def _broken(text: str) -> Text:
    """A figure with its mark on a line of its own, so that columns stay narrow."""
    return Text(text.replace(f" {NOT_VERIFIED}", f"\n{NOT_VERIFIED}"))


def _way(console: Console, way: WayView) -> None:
    word, style = VERDICTS[way.verdict]
    where = f", {way.country}" if way.country else ""
    head = f"{way.number}. {': '.join(t for t in (way.label, _name(way)) if t)}{where}:"
    console.print(Text("\n") + plain(head) + Text(f" {word}", style=style), style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", width=11)
    grid.add_column(overflow="fold")
    for label, text in _way_rows(way):
        grid.add_row(label, plain(text))
    console.print(Padding(grid, (0, 0, 0, 3)))


def _way_rows(way: WayView) -> Iterable[tuple[str, str]]:
    margins = [leaf for leaf in way.leaves if leaf.margin]
    told = {leaf.text for leaf in margins}  # stand under "pay" in short
    yield from _several("decided by", tuple(text for text in way.why if text not in told), 3)
    yield from _several("not known", tuple(text.removeprefix("not known ") for text in way.open), 4)
    deciding = [leaf for leaf in margins if leaf.decides] or margins
    yield from _several("pay", tuple(_margin(leaf) for leaf in deciding), 2)
    early = f"{way.time.earliest} at the earliest: " if way.time.earliest else ""
    yield "start", f"{early}{'; '.join(way.time.parts)}"
    yield from _several("employer", _costs(way), 4)
    if way.person_once.items:
        yield "the person", "; ".join(way.person_once.items)
    yield from _several("risks", tuple(short(risk, LINE - 10) for risk in way.risks), 2)
    if way.route:
        yield "family", way.dependants
        yield "residence", f"{way.residence}; first grant {way.duration}"
    yield from _several("ahead", way.scheduled, 2)
    if way.trust:
        yield "trust", short(f"{way.trust}: {'; '.join(way.trust_reasons) or 'read and in date'}", LINES)
    yield from _several("sources", tuple(short(s.title) for s in way.sources), 2)
    if way.official_url:
        yield "official", way.official_url


def _costs(way: WayView) -> tuple[str, ...]:
    items = (*way.employer_once.items, *way.employer_yearly.items)
    missing = dict.fromkeys((*way.employer_once.missing, *way.employer_yearly.missing))
    return (
        *(short(_NOTE.sub(r"(\1)", item)) for item in items),
        *(f"not counted: {text}" for text in missing),
    )


def _several(label: str, texts: Sequence[str], most: int) -> Iterable[tuple[str, str]]:
    """Texts under one label; how many are left out stands behind the last one shown."""
    left = len(texts) - most
    for at, text in enumerate(texts[:most]):
        last = at == most - 1 and left > 0
        yield (label if at == 0 else "", f"{text} ({left} more)" if last else text)


def _margin(leaf: LeafView) -> str:
    margin = leaf.margin
    if margin is None:
        return ""
    share = f", {margin.share}" if margin.share else ""
    rate = f", {margin.rate}" if margin.rate else ""
    return f"{margin.money}{share} against {margin.required}{rate}"
