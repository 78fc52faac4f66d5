"""Routes side by side: thresholds also in one currency, time, fees, first grant, residence, family, trust."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assay.crossborder.pay import per_year
from assay.crossborder.rules import Moment, RuleBook, load_book, said, values_of
from assay.domain.route import Amount, Route
from assay.errors import UsageError
from assay.workflow.route_card import country_code, find_route, payer_words, terms
from assay.workflow.route_card_shown import SideBySide
from assay.workflow.route_rules import converter, trust_of_route
from assay.workflow.route_words import country, marked, money


def side_by_side(named: Sequence[str], on: date, today: date, currency: str) -> SideBySide:
    """Routes by id, or all of a country, beside each other; thresholds also in one currency at a dated rate.

    Raises UsageError where a name is neither, or fewer than two routes are named.
    """
    book = load_book()
    routes = tuple(dict.fromkeys(r.id for name in named for r in _named(name, book)))
    if len(routes) < 2:
        raise UsageError("name at least two routes or a country with several; assay routes list names all")
    chosen = [book.routes[name] for name in routes]
    _convertible(chosen, on, currency)
    moment = Moment(on=on, today=today)
    columns = [_column(book, route, moment, currency) for route in chosen]
    labels = list(dict.fromkeys(label for column in columns for label in column))
    return SideBySide(
        on=f"{on}",
        currency=currency,
        heads=tuple((r.id, f"{r.name} ({country(r.country)})") for r in chosen),
        rows=tuple((label, tuple(c.get(label, "-") for c in columns)) for label in labels),
        notes=tuple(_rates(chosen, on, currency)),
    )


def _named(name: str, book: RuleBook) -> tuple[Route, ...]:
    if name.strip().lower() in book.routes or "_" in name:
        return (find_route(name, book),)
    return book.to(country_code(name, book))


def _column(book: RuleBook, route: Route, moment: Moment, currency: str) -> dict[str, str]:
    on = moment.on
    cells: dict[str, str] = {}
    amounts = [(t.id, t.on(on)) for t in route.thresholds.values()]
    cells["pay or income asked"] = (
        "\n".join(f"{said(row) if row else 'not known for this date'} ({name})" for name, row in amounts)
        or "none"
    )
    cells[f"in {currency} a year"] = (
        "\n".join(_common(row, on, currency) for _, row in amounts if row is not None) or "-"
    )
    for value in values_of(route):
        if value.name in ("processing", "duration", "residence"):
            row = value.on(on)
            cells[value.label.removeprefix("the ")] = said(row) if row else "not known for this date"
    for payer in ("employer", "candidate", "either"):
        fees = [
            f"{said(row)}{' if chosen' if fee.optional else ''}{' a year' if fee.every_year else ''} ({fee.what})"
            for fee in route.fees
            if fee.payer == payer and (row := fee.on(on)) is not None
        ]
        label = f"fees, {payer_words(payer)}"
        if payer != "either" or fees:
            cells[label] = "\n".join(fees) or "none read"
    cells |= {k: v for k, v in terms(route) if k not in ("notes", "confidence", "read", "quota")}
    trust, reasons = trust_of_route(book, route, moment)
    cells["trust"] = trust.value + (f": {reasons[0]}" if reasons else "")
    return cells


def _common(row: Amount, on: date, currency: str) -> str:
    if row.period == "once":
        return "-"
    yearly = per_year(row.amount, row.period, row.payments_per_year)
    there = converter(on)(yearly, row.currency, currency)
    if there is None:
        return f"no rate for {row.currency}"
    return marked(money(round(there[0]), round(there[0]), currency), row.provenance.verification)


def _convertible(routes: Sequence[Route], on: date, currency: str) -> None:
    stated = {row.currency for r in routes for t in r.thresholds.values() for row in t.rows}
    if currency not in stated and converter(on)(1.0, "EUR", currency) is None:
        raise UsageError(
            f"no rate for {currency!r} on {on}; write a currency by its three letters, as EUR or USD"
        )


def _rates(routes: Sequence[Route], on: date, currency: str) -> Iterable[str]:
    """The day of each rate used."""
    held = {t.rows[0].currency for r in routes for t in r.thresholds.values() if t.rows}
    for stated in sorted(held - {currency}):
        found = converter(on)(1.0, stated, currency)
        if found is not None:
            yield f"1 {stated} = {found[0]:,.4g} {currency}, rate of {found[1]}"
    if any(t.rows and t.rows[0].period == "hour" for r in routes for t in r.thresholds.values()):
        yield "Hourly pay counts 52 weeks of 40 hours."
