"""Routes across borders on the terminal: the plan of a person and a role, long lists cut with what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.domain.route import NOT_VERIFIED
from assay.interfaces.report.terminal import plain
from assay.workflow.route_words import plural, sentence
from assay.workflow.routes_shown import (
    DestinationView,
    DutyView,
    HoursView,
    LeafView,
    PayView,
    ReachView,
    RoutesView,
    WayView,
)

TRUST_STYLES = {"green": "green", "amber": "yellow", "red": "red"}
_VERDICTS = {
    "feasible": ("feasible", "green"),
    "needs_check": ("to check", "yellow"),
    "blocked": ("blocked", "dim"),
}
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
_DUTIES, _MINOR = 6, 2
_DESTINATIONS, _OVERLAPS, _GROUPS, _NAMES = 5, 2, 4, 14
_NOTE = re.compile(r"\(([^:()]*): .*\)$")
"""A figure as it is stated, with its note behind a colon: the note stands on the page."""
_LINE, _LINES = 92, 184
"""Characters of a text that is cut to about one line, and to two."""


def show_routes(view: RoutesView, console: Console | None = None) -> None:
    """The plan of one run: what was found for a person, for a role, or for both together."""
    console = console or Console(highlight=False)
    _head(console, view)
    _ways(console, view)
    _questions(console, view)
    _pay(console, view)
    for hours in view.hours:
        _hours(console, hours)
    _role(console, view)
    if not view.ways:
        _reach(console, view.reach)
    _destinations(console, view)
    _foot(console, view)


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


def short(text: str, limit: int = _LINE) -> str:
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


def _head(console: Console, view: RoutesView) -> None:
    who = f": ways to work with {view.label}" if view.label and view.ways else ""
    console.print(plain(f"{view.title}{who}"), style="bold")
    start = f", start planned {view.start}" if view.start else ""
    by = f", ordered by {view.sort}" if view.ways else ""
    console.print(Text(f"filing date {view.on}{start}{by}; {view.view} view", style="dim"))
    console.print(plain(view.disclaimer), style="bold")
    console.print(plain(view.how_to_read), style="dim")
    notes = " ".join((*view.notes, *(f"{text}." for text in view.withheld)))
    if notes:
        console.print(plain(notes))


def _ways(console: Console, view: RoutesView) -> None:
    if not view.ways:
        return
    title(console, f"Ways to work together ({len(view.ways)})")
    table = columns(
        "", "Way", "Where", "Verdict", "Trust", "Time to start", "First year, employer", "Person", apart=1
    )
    table.columns[1].width, table.columns[5].width, table.columns[6].width = 30, 15, 22
    for way in view.ways[: view.top]:
        word, style = _VERDICTS[way.verdict]
        table.add_row(
            str(way.number),
            plain(_named(way)),
            plain(way.country or "not known"),
            Text(word, style=style),
            trust_text(way.trust),
            _broken(way.time.range),
            _broken(way.first_year),
            _broken(
                way.person_once.range.removesuffix(", not complete").replace(
                    "none that was read", "none read"
                )
            ),
        )
    console.print(table)
    more(console, len(view.ways) - view.top, "; --top shows more")
    told = "Trust -: no route's figures stand behind it. (+): a part is not known and not counted. "
    console.print(Text(f"{told}First year: pay, contributions, fees.", style="dim"))
    for way in view.ways[: min(view.top, _IN_FULL)]:
        _way(console, way)


def _named(way: WayView) -> str:
    """The way in few words; its country stands in a column of its own."""
    return ": ".join(t for t in (_SHORT[way.kind], _name(way)) if t)


def _name(way: WayView) -> str:
    return way.name.replace(f" ({way.country})", "")


def _broken(text: str) -> Text:
    """A figure with its mark on a line of its own, so that columns stay narrow."""
    return Text(text.replace(f" {NOT_VERIFIED}", f"\n{NOT_VERIFIED}"))


def _way(console: Console, way: WayView) -> None:
    word, style = _VERDICTS[way.verdict]
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
    yield from _several("risks", tuple(short(risk, _LINE - 10) for risk in way.risks), 2)
    if way.route:
        yield "family", way.dependants
        yield "residence", f"{way.residence}; first grant {way.duration}"
    yield from _several("ahead", way.scheduled, 2)
    if way.trust:
        yield "trust", short(f"{way.trust}: {'; '.join(way.trust_reasons) or 'read and in date'}", _LINES)
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


def _questions(console: Console, view: RoutesView) -> None:
    if view.questions:
        title(console, "Ask, the most telling first")
    for question in view.questions:
        settles = f"; {plural(question.settles, 'route')}" if question.settles else ""
        voluntary = "; voluntary" if question.voluntary and "voluntary" not in question.text else ""
        told = f"{question.asks}{settles}{voluntary}"
        bullet(console, f"{question.text} ({told})", "?")
    if view.allowed and view.view == "hiring":
        title(console, "Lawful wording on the right to work")
        for place, may, never in view.allowed:
            bullet(console, f"{place}: “{' '.join(may)}” Never ask for: {', '.join(never)}.")


def _pay(console: Console, view: RoutesView) -> None:
    for pay in view.pay:
        _pay_table(console, pay, () if view.market_known else view.market)
    if view.market and not (view.pay and not view.market_known):
        title(console, "Pay in the market")
        cut(console, tuple(short(text, _LINES) for text in view.market), 3)


def _pay_table(console: Console, pay: PayView, unknown: Sequence[str]) -> None:
    title(console, f"Pay a year: {pay.title}")
    table = columns("", pay.here, pay.there)
    for row in pay.rows:
        table.add_row(*(plain(cell) for cell in row))
    console.print(Padding(table, (0, 0, 0, 2)))
    cut(console, tuple(short(note, _LINES) for note in pay.notes), 3)
    missing = (*pay.missing, *unknown)
    if missing:
        bullet(console, f"not known: {'; '.join(missing)}")


def _hours(console: Console, hours: HoursView) -> None:
    title(console, f"Shared hours: {hours.title}")
    bullet(console, f"{hours.summary}; {hours.shift}")
    periods = "; ".join(f"{a} to {b}: {apart}, {shared} shared" for a, b, apart, shared in hours.periods[:4])
    bullet(console, periods)
    bullet(console, "; ".join(hours.days_off[:3]))


def _role(console: Console, view: RoutesView) -> None:
    if view.findings:
        title(console, f"The brief's wording ({len(view.findings)})")
    for finding in view.findings:
        quoted = f" “{short(finding.words)}”" if finding.words else ""
        told = f"{finding.severity}:{quoted} {finding.message} {finding.instead} ({finding.rule})"
        bullet(console, told, "!")
    if view.duties:
        title(console, f"Checklist of the hiring ({len(view.duties)}), the posting taken to be on {view.on}")
        console.print(Padding(_duty_table(view.duties[:_DUTIES]), (0, 0, 0, 2)))
        more(console, len(view.duties) - _DUTIES)
    if view.to_check:
        title(console, f"May bind as well ({len(view.to_check)})")
        cut(console, tuple(_open_duty(d) for d in view.to_check), _MINOR)
    if view.coming:
        title(console, f"Begins later ({len(view.coming)})")
        cut(console, tuple(_later(d) for d in view.coming), _MINOR)
    if view.conflicts:
        title(console, "Rules that pull apart")
        cut(console, view.conflicts, _MINOR)
    if view.employment:
        title(console, "Employment")
        cut(console, view.employment, 4)


def _duty_table(duties: Sequence[DutyView]) -> Table:
    table = columns("When", "What", "Under", "Trust")
    table.columns[0].width, table.columns[2].width = 13, 24
    for duty in duties:
        standing = " (treat as due)" if "treat as due" in duty.standing else ""
        what = plain(f"{duty.text}{standing}")
        table.add_row(plain(duty.due), what, plain(short(duty.rule, 24)), trust_text(duty.trust))
    return table


def _open_duty(duty: DutyView) -> str:
    needs = f"; tell {duty.needs}" if duty.needs else ""
    return short(f"{duty.text} ({duty.rule}{needs})", _LINE + 10)


def _later(duty: DutyView) -> str:
    return short(f"{duty.due.split(': ')[0]}: {duty.text} ({duty.rule})", _LINE + 10)


def _reach(console: Console, reach: Sequence[ReachView]) -> None:
    for place in reach:
        title(
            console,
            f"Whom the role reaches, {place.country}: the law by citizenship, about nobody in particular",
        )
        for names, openings in place.groups[:_GROUPS]:
            people = names.split(", ")
            left = len(people) - _NAMES
            bullet(console, ", ".join(people[:_NAMES]) + (f" and {left} more" if left > 0 else ""), "*")
            grid = Table.grid(padding=(0, 2, 0, 0))
            for verdict, route, text in openings[:4]:
                word, style = _VERDICTS[verdict]
                grid.add_row(Text(word, style=style), plain(f"{route}: {text}" if text else route))
            console.print(Padding(grid, (0, 0, 0, 6)))
            more(console, len(openings) - 4)
            if not openings:
                console.print(Text("      no route is open on what is known", style="dim"))
        more(console, len(place.groups) - _GROUPS, " groups")


def _destinations(console: Console, view: RoutesView) -> None:
    open_to = [d for d in view.destinations if d.verdict != "blocked"]
    if not view.destinations:
        return
    title(console, f"Where the person may work ({len(open_to)} of {len(view.destinations)} not blocked)")
    if view.offer_note:
        console.print(plain(f"  {sentence(view.offer_note)}."), style="dim")
    most = len(open_to) if not view.ways else _DESTINATIONS
    table = columns("Where", "Region", "Verdict", "Routes")
    for place in open_to[:most]:
        word, style = _VERDICTS[place.verdict]
        table.add_row(
            plain(place.country), plain(place.region), Text(word, style=style), plain(_routes(place))
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    more(console, len(open_to) - most)
    if view.overlaps:
        title(console, f"Regions that compete for this profile ({len(view.overlaps)} pairs)")
    for overlap in view.overlaps[:_OVERLAPS]:
        told = f"feasible in {overlap.certain}" if overlap.certain else f"to check in {overlap.countries}"
        bullet(console, short(f"{overlap.regions}: {told}", _LINES))
    more(console, len(view.overlaps) - _OVERLAPS)


def _routes(place: DestinationView) -> str:
    named = [f"{name}" for verdict, name, _ in place.routes if verdict == place.verdict]
    others = sum(1 for verdict, _, _ in place.routes if verdict not in (place.verdict, "blocked"))
    left = len(named) - 2
    text = ", ".join(named[:2]) + (f" and {left} more" if left > 0 else "")
    return f"{text}; {others} to check" if others else text


def _foot(console: Console, view: RoutesView) -> None:
    used = "; ".join(f"{name} {value}" for name, value in view.versions)
    console.print(Text("\n") + plain(f"Made with {used}."), style="dim")
    console.print(plain(view.disclaimer), style="dim")
