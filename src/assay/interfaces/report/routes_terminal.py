"""Routes across borders on the terminal: the plan of a person and a role, long lists cut with what is left."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.interfaces.report.route_lines import (
    LINE,
    LINES,
    VERDICTS,
    bullet,
    columns,
    cut,
    more,
    short,
    title,
    trust_text,
)
from assay.interfaces.report.routes_in_short import in_short
from assay.interfaces.report.routes_ways_terminal import show_ways
from assay.interfaces.report.terminal import plain
from assay.workflow.route_words import plural, sentence
from assay.workflow.routes_shown import (
    DestinationView,
    DutyView,
    HoursView,
    PayView,
    ReachView,
    RoutesView,
)

_DUTIES, _MINOR = 6, 2
_DESTINATIONS, _OVERLAPS, _GROUPS, _NAMES = 5, 2, 4, 14


def show_routes(view: RoutesView, console: Console | None = None) -> None:
    """The plan of one run: what was found for a person, for a role, or for both together."""
    console = console or Console(highlight=False)
    _head(console, view)
    show_ways(console, view)
    _questions(console, view)
    _findings(console, view)
    _pay(console, view)
    for hours in view.hours:
        _hours(console, hours)
    _role(console, view)
    if not view.ways:
        _reach(console, view.reach)
    _destinations(console, view)
    _foot(console, view)


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
    said = in_short(view)
    if said:
        title(console, "In short")
    for text in said:
        bullet(console, text)


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
        cut(console, tuple(short(text, LINES) for text in view.market), 3)


def _pay_table(console: Console, pay: PayView, unknown: Sequence[str]) -> None:
    title(console, f"Pay a year: {pay.title}")
    table = columns("", pay.here, pay.there)
    for row in pay.rows:
        table.add_row(*(plain(cell) for cell in row))
    console.print(Padding(table, (0, 0, 0, 2)))
    cut(console, tuple(short(note, LINES) for note in pay.notes), 3)
    missing = (*pay.missing, *unknown)
    if missing:
        bullet(console, f"not known: {'; '.join(missing)}")


def _hours(console: Console, hours: HoursView) -> None:
    title(console, f"Shared hours: {hours.title}")
    bullet(console, f"{hours.summary}; {hours.shift}")
    periods = "; ".join(f"{a} to {b}: {apart}, {shared} shared" for a, b, apart, shared in hours.periods[:4])
    bullet(console, periods)
    bullet(console, "; ".join(hours.days_off[:3]))


def _findings(console: Console, view: RoutesView) -> None:
    if view.findings:
        title(console, f"The brief's wording ({len(view.findings)})")
    for finding in view.findings:
        quoted = f" “{short(finding.words)}”" if finding.words else ""
        instead = f" Write instead: {finding.instead}" if finding.instead else ""
        bullet(console, f"{finding.severity}:{quoted} {finding.message}{instead} ({finding.rule})", "!")


def _role(console: Console, view: RoutesView) -> None:
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
    return short(f"{duty.text} ({duty.rule}{needs})", LINE + 10)


def _later(duty: DutyView) -> str:
    return short(f"{duty.due.split(': ')[0]}: {duty.text} ({duty.rule})", LINE + 10)


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
                word, style = VERDICTS[verdict]
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
        word, style = VERDICTS[place.verdict]
        table.add_row(
            plain(place.country), plain(place.region), Text(word, style=style), plain(_routes(place))
        )
    console.print(Padding(table, (0, 0, 0, 2)))
    more(console, len(open_to) - most)
    if view.overlaps:
        title(console, f"Regions that compete for this profile ({len(view.overlaps)} pairs)")
    for overlap in view.overlaps[:_OVERLAPS]:
        told = f"feasible in {overlap.certain}" if overlap.certain else f"to check in {overlap.countries}"
        bullet(console, short(f"{overlap.regions}: {told}", LINES))
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
