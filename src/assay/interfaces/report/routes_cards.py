"""One route, several side by side, the list of all and the check of the rules, on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assay.domain.route import DISCLAIMER, Trust, Verification
from assay.domain.rule_check import BookCheck, DisputedValue, StaleReason
from assay.interfaces.report.route_lines import bullet, columns, cut, more, title, trust_text
from assay.interfaces.report.terminal import plain
from assay.workflow.route_card import VERIFICATION
from assay.workflow.route_card_shown import RouteCard, RouteLine, RowView, SideBySide, ValueView
from assay.workflow.route_words import plural
from assay.workflow.rule_checks import RulesCheck

_ACROSS = 3
"""Routes in one table beside each other."""
_LISTED = 6
_RULES = {"routes": "route", "points": "table"}
_STALE = {
    StaleReason.REVIEW_DUE: "due for review",
    StaleReason.EXPIRED: "ended, nothing known after",
    StaleReason.EXPIRING: "ending soon, nothing known after",
}


def show_card(card: RouteCard, console: Console | None = None) -> None:
    """One route for a lawyer."""
    console = console or Console(highlight=False)
    console.print(plain(f"{card.name}, {card.country} ({card.id})"), style="bold")
    console.print(plain(card.disclaimer), style="bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", width=20)
    grid.add_column(overflow="fold")
    head = (
        ("filing date", card.on),
        ("kind, status", f"{card.kind}; {card.status}"),
        ("legal basis", card.legal_basis),
        ("official page", card.official_url or "not known"),
    )
    for label, text in (*head, *card.terms):
        grid.add_row(label, plain(text))
    reasons = f": {'; '.join(card.trust_reasons)}" if card.trust_reasons else ": read and in date"
    grid.add_row("trust", trust_text(card.trust) + plain(reasons))
    console.print(grid)
    title(console, "Conditions")
    for depth, text in card.conditions:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_row("-", plain(text))
        console.print(Padding(grid, (0, 0, 0, 2 + 2 * depth)))
    _values(console, card)
    _texts(console, "Changes ahead", card.scheduled)
    _texts(console, "Sources disagree", card.conflicts)
    title(console, f"Sources ({len(card.sources)})")
    for number, source in enumerate(card.sources, 1):
        bullet(console, f"{source.title}{f', {source.url}' if source.url else ''}", f"[{number}]")
    failed = [case for case in card.cases if case.fault]
    title(console, f"Worked cases ({len(card.cases)}, {len(failed)} come out otherwise)")
    table = columns("Filed", "Comes to", "Case")
    for case in card.cases:
        style = "red" if case.fault else ""
        table.add_row(case.on, case.verdict, plain(case.fault or case.title), style=style)
    console.print(Padding(table, (0, 0, 0, 2)))


def show_side_by_side(table: SideBySide, console: Console | None = None) -> None:
    """Several routes beside each other, three in a table."""
    console = console or Console(highlight=False)
    console.print(
        plain(f"{plural(len(table.heads), 'route')} side by side, filing date {table.on}"), style="bold"
    )
    console.print(plain(table.disclaimer), style="bold")
    for at in range(0, len(table.heads), _ACROSS):
        console.print()
        console.print(_block(table, slice(at, at + _ACROSS), console.width))
    for note in table.notes:
        console.print(plain(note), style="dim")


def show_list(lines: Sequence[RouteLine], console: Console | None = None) -> None:
    """All routes, one line each."""
    console = console or Console(highlight=False)
    table = columns("Where", "Id", "Name", "Kind", "Trust", "Review by", apart=1)
    for line in lines:
        status = "" if line.status == "in force" else f" ({line.status})"
        table.add_row(
            line.country,
            line.id,
            plain(f"{line.name}{status}"),
            line.kind,
            trust_text(line.trust),
            line.review_by,
        )
    console.print(table)
    console.print(Text(f"{plural(len(lines), 'route')}; assay routes show ID tells all of one.", style="dim"))
    console.print(plain(DISCLAIMER), style="dim")


def show_check(check: RulesCheck, console: Console | None = None) -> None:
    """What a look at all rules finds: a count of everything, then what needs somebody."""
    console = console or Console(highlight=False)
    console.print(plain(f"Rules of routes on {check.on}"), style="bold")
    console.print(plain(check.disclaimer), style="bold")
    if check.faults:
        _texts(
            console,
            f"Faults in the files ({len(check.faults)})",
            check.faults,
            most=len(check.faults),
            mark="!",
        )
    if check.book is None:
        return
    _counts(console, check.book)
    for run in check.runs:
        named = f"{run.what}: {plural(run.cases, 'worked case')} of {plural(run.rules, _RULES[run.what])}"
        failed = f"{len(run.faults)} come out otherwise" if run.faults else "all come out as stated"
        console.print(plain(f"{named}, {failed}"), style="red" if run.faults else "green")
        _texts(console, "Come out otherwise", run.faults, most=len(run.faults), mark="!")
        _texts(console, "Without any worked case", run.without)
    _found(console, check.book)
    if check.until is not None:
        told = [f"{c.route}: {c.text}" for c in check.changes]
        _texts(
            console,
            f"From {check.on} to {check.until} ({plural(len(told), 'difference')})",
            told,
            most=len(told),
        )
        if not told:
            console.print(Text(f"\nNothing differs between {check.on} and {check.until}."))


def _values(console: Console, card: RouteCard) -> None:
    title(console, "Values; numbers are those of the sources below")
    numbers = {source.title: number for number, source in enumerate(card.sources, 1)}
    for value in card.values:
        what = f" ({value.what})" if value.what else ""
        head = Text("  ") + plain(f"{value.label}{what}: ") + Text(" ") + trust_text(value.trust)
        console.print(head)
        for row in value.rows:
            bullet(console, _row(row, numbers), "  *" if row.in_force else "   ")
        reasons = [r for r in value.trust_reasons if r.split(",")[0] not in _said(value)]
        if reasons:
            bullet(console, "; ".join(reasons), "   ", style="dim")
    console.print(Text("  * holds on the filing date", style="dim"))


def _said(value: ValueView) -> str:
    """How its rows were come by, which need not be said twice."""
    return " ".join(row.verification for row in value.rows)


def _row(row: RowView, numbers: dict[str, int]) -> str:
    note = f"; {row.note}" if row.note else ""
    sources = "".join(f"[{numbers[title]}]" for title in row.sources)
    return f"{row.text}, {row.holds}{note}; {row.verification} {sources}"


def _texts(console: Console, head: str, texts: Sequence[str], most: int = 12, mark: str = "-") -> None:
    if texts:
        title(console, head)
        cut(console, texts, most, mark)


def _block(table: SideBySide, part: slice, width: int) -> Table:
    heads = table.heads[part]
    label = 20
    each = max(20, (width - label - 2 * len(heads) - 2) // len(heads))
    made = columns("")
    made.columns[0].width = label
    for identity, name in heads:
        made.add_column(plain(name) + Text(f"\n{identity}"), width=each, overflow="fold")
    for text, cells in table.rows:
        shown = [_cell(text, cell) for cell in cells[part]]
        if any(cell.plain not in ("-", "") for cell in shown):
            made.add_row(plain(text), *shown)
    return made


def _cell(label: str, text: str) -> Text:
    if label == "trust":
        word, colon, reason = text.partition(": ")
        return trust_text(word) + Text(f"{colon}{reason}")
    return Text("\n").join(plain(line) for line in text.split("\n"))


def _counts(console: Console, book: BookCheck) -> None:
    by = ", ".join(f"{book.routes_by_trust[t]} {t.value}" for t in Trust)
    values = ", ".join(f"{book.values_by_trust[t]} {t.value}" for t in Trust)
    rows = ", ".join(f"{book.rows_by_verification[v]} {VERIFICATION[v]}" for v in Verification)
    places = f"{book.countries} {'country' if book.countries == 1 else 'countries'}"
    console.print(plain(f"{plural(book.routes, 'route')} to {places}, by trust: {by}"))
    console.print(plain(f"{plural(book.values, 'dated value')}, by trust: {values}"))
    console.print(plain(f"dated rows: {rows}"))


def _found(console: Console, book: BookCheck) -> None:
    for reason, words in _STALE.items():
        stale = [s for s in book.stale if s.reason is reason]
        _texts(
            console,
            f"{words.capitalize()} ({len(stale)})",
            [f"{s.route}: {s.text}" for s in stale],
            most=_LISTED,
        )
    disputed = [_disputed(d) for d in book.disputed]
    _texts(console, f"Sources disagree ({len(disputed)})", disputed, most=_LISTED)
    ahead = [f"{c.route}: {c.text}" for c in book.scheduled]
    _texts(console, f"Changes ahead ({len(ahead)})", ahead, most=_LISTED)
    unread = list(_unread(book))
    title(console, f"Not or partly read ({len(book.unread)} values and conditions)")
    cut(console, unread[:_LISTED], _LISTED)
    more(console, len(unread) - _LISTED, " routes")
    _texts(console, "Oddities", book.notes)


def _disputed(found: DisputedValue) -> str:
    off = ", ".join(f"{a.share:+.1%}" for a in found.alternatives if a.share is not None)
    return f"{found.route}: {found.text}{f' ({off} of ours)' if off else ''}"


def _unread(book: BookCheck) -> Iterable[str]:
    """By route, those with most first."""
    by: dict[str, int] = {}
    for item in book.unread:
        by[item.route] = by.get(item.route, 0) + 1
    return (f"{route}: {count}" for route, count in sorted(by.items(), key=lambda pair: (-pair[1], pair[0])))
