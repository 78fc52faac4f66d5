"""One route for a lawyer, several side by side, and the list of all: what the rules say, about nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from assay.crossborder.eligibility import asked, load_cases, run_cases
from assay.crossborder.facts import load_facts
from assay.crossborder.hours import find_country
from assay.crossborder.points import load_tables
from assay.crossborder.rules import (
    SHIPPED,
    DatedRow,
    DatedValue,
    Moment,
    RuleBook,
    load_book,
    said,
    scheduled,
    value_trust,
    values_of,
)
from assay.domain.route import (
    Amount,
    Condition,
    Processing,
    Provenance,
    Route,
    RouteKind,
    RouteStatus,
    Source,
    Verification,
)
from assay.errors import UsageError
from assay.workflow.route_card_shown import CaseView, RouteCard, RouteLine, RowView, ValueView
from assay.workflow.route_rules import case_ports, trust_of_route
from assay.workflow.route_words import VERDICTS, country, in_sentence, marked
from assay.workflow.routes_view_ways import source_view

VERIFICATION = {
    Verification.READ_OFFICIAL: "read in the official text",
    Verification.READ_SECONDARY: "read in a source quoting the official text",
    Verification.PARTIAL: "partly read, partly from memory",
    Verification.MEMORY: "from memory",
    Verification.ESTIMATE: "our own estimate",
}
"""How a figure was come by, in words."""

_STATUS = {
    RouteStatus.IN_FORCE: "in force",
    RouteStatus.IN_FORCE_WITH_LITIGATION: "in force, before the courts",
    RouteStatus.IN_FORCE_AT_RISK: "in force, at risk",
    RouteStatus.IN_FORCE_DETAILS_UNCLEAR: "in force, details unclear",
}
_KINDS = {
    RouteKind.EMPLOYER_SPONSORED: "employer-sponsored",
    RouteKind.INTRA_COMPANY: "intra-company",
    RouteKind.TREATY: "treaty",
    RouteKind.SELF: "on one's own",
    RouteKind.JOB_SEARCH: "job search",
    RouteKind.REMOTE_WORK: "remote work",
    RouteKind.FREE_MOVEMENT: "free movement",
}
_NODES = {"all": "all of these", "any": "any one of these"}
_FREE = "candidate.free_movement_in_destination"


def country_code(text: str, book: RuleBook) -> str:
    """The ISO 3166 code of a destination named by its code or name; raises UsageError where no route leads there."""
    code = text.strip().upper()
    if code not in book.countries:
        code = find_country(text) or code
    if code not in book.countries:
        known = " ".join(book.countries)
        raise UsageError(f"no route leads to {text!r}; destinations are {known}")
    return code


def find_route(identity: str, book: RuleBook) -> Route:
    """A route by its id; raises UsageError with the nearest ids where there is none."""
    found = book.routes.get(identity.strip().lower())
    if found is not None:
        return found
    near = get_close_matches(identity.lower(), book.routes, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "assay routes list names all"
    raise UsageError(f"{identity!r} is no route; {hint}")


def route_card(identity: str, on: date, today: date) -> RouteCard:
    """Everything of one route on a filing date. Raises UsageError for an id that is none, RulesError on faults."""
    book = load_book()
    route = find_route(identity, book)
    moment = Moment(on=on, today=today)
    trust, reasons = trust_of_route(book, route, moment)
    results = run_cases(route, load_cases(SHIPPED / "routes" / route.id), case_ports())
    return RouteCard(
        id=route.id,
        name=route.name,
        country=country(route.country),
        kind=_KINDS[route.kind],
        status=_STATUS[route.status],
        legal_basis=route.legal_basis or "not stated",
        official_url=route.official_url or "",
        on=f"{on}",
        today=f"{today}",
        trust=trust.value,
        trust_reasons=reasons,
        terms=tuple(terms(route)),
        conditions=tuple(conditions(route, on)),
        values=tuple(_value(book, route, value, moment) for value in values_of(route) if value.rows),
        scheduled=scheduled(route, on),
        conflicts=tuple(_conflict(route)),
        cases=tuple(
            CaseView(
                title=r.case.title,
                on=f"{r.case.on}",
                verdict=VERDICTS[r.case.expect],
                fault=r.fault or "",
            )
            for r in results
        ),
        sources=tuple(source_view(s) for s in _sources(book, route)),
    )


def route_list(today: date, countries: Sequence[str] = ()) -> tuple[RouteLine, ...]:
    """All routes, or those to some countries, in the order of their ids."""
    book = load_book()
    wanted = {country_code(text, book) for text in countries}
    return tuple(
        RouteLine(
            id=route.id,
            country=route.country,
            name=route.name,
            kind=_KINDS[route.kind],
            status=_STATUS[route.status],
            trust=trust_of_route(book, route, Moment(on=today, today=today))[0].value,
            review_by=f"{route.provenance.review_by}",
        )
        for route in book.routes.values()
        if not wanted or route.country in wanted
    )


def conditions(route: Route, on: date) -> Iterable[tuple[int, str]]:
    """The conditions of a route as an indented tree in words."""
    return _tree(route.eligibility, route, on, 0)


def _tree(node: Condition, route: Route, on: date, depth: int) -> Iterable[tuple[int, str]]:
    if not node.parts:
        yield depth, _leaf(node, route, on)
        return
    yield depth, _NODES.get(node.kind, f"at least {node.least} of these")
    for part in node.parts:
        yield from _tree(part, route, on, depth + 1)


def _leaf(node: Condition, route: Route, on: date) -> str:
    verification = node.verification or route.provenance.verification
    if node.kind == "fact":
        return marked(_fact(node, route), verification)
    if node.kind in ("salary_at_least", "candidate_income_at_least"):
        noun = "pay" if node.kind == "salary_at_least" else "income"
        return f"{noun} of at least {_amount(route, node.subject, on)} ({node.subject})"
    if node.kind == "points_at_least":
        table = load_tables().get(node.subject)
        return marked(
            f"at least {node.value} points under {table.name if table else node.subject}", verification
        )
    if node.kind == "salary_age_progressive":
        return _progressive(node, route, on)
    return marked(f"a person must check: {node.subject} (checked.{route.id}.{node.number})", verification)


def _fact(node: Condition, route: Route) -> str:
    fact = load_facts()[node.subject]
    if node.subject == _FREE:
        held = node.value is (node.op == "==")
        return f"{'holds' if held else 'does not hold'} the right to work in {in_sentence(route.country)} already"
    return f"{fact.label}: {asked(fact, node.op, node.value)}"


def _progressive(node: Condition, route: Route, on: date) -> str:
    value = node.value if isinstance(node.value, Mapping) else {}
    low, high = (_amount(route, str(value[key]), on) for key in ("floor", "ceiling"))
    text = f"pay of at least {low} up to age {value['from_age']}, rising to {high} at {value['to_age']}"
    if "financial_floor" in value:
        least, most = (
            _amount(route, str(value[key]), on) for key in ("financial_floor", "financial_ceiling")
        )
        text += f"; in financial services from {least} to {most}"
    return text


def _amount(route: Route, threshold: str, on: date) -> str:
    found = route.thresholds[threshold]
    row = found.on(on)
    if row is not None:
        return said(row)
    last = found.last_before(on)
    return f"an amount not known for {on}" + (f", the last known {said(last)}" if last else "")


def terms(route: Route) -> Iterable[tuple[str, str]]:
    """The terms of a route, each under its label."""
    proof = route.provenance.verification
    yield "tied to the employer", _yes_no(route.tied_to_employer)
    yield "the employer", marked(route.employer_requirement or "no requirement was read", proof)
    yield "labour-market test", marked(route.labour_market_test or "none was read", proof)
    if route.quota is not None:
        cap = "no yearly cap" if route.quota.annual is None else f"{route.quota.annual:,} a year"
        yield "quota", marked("; ".join(t for t in (cap, route.quota.detail) if t), proof)
    yield "spouse's work", marked(route.spouse_work or "not read in a source", proof)
    if route.notes:
        yield "notes", marked(route.notes, proof)
    yield "confidence", route.confidence
    yield "read", f"{route.provenance.read}, {VERIFICATION[proof]}; review by {route.provenance.review_by}"


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "not known"}[value]


def _value(book: RuleBook, route: Route, value: DatedValue, moment: Moment) -> ValueView:
    trust, reasons = value_trust(book, route, value, moment)
    named = value.name.split(".")[-1]
    threshold = route.thresholds.get(named) if value.name.startswith("thresholds") else None
    fee = next((f for f in route.fees if value.name == f"fees.{f.id}"), None)
    what = threshold.what if threshold else ""
    if fee is not None:
        extra = [t for t, holds in (("optional", fee.optional), ("every year", fee.every_year)) if holds]
        what = f"{fee.what}; {', '.join([f'paid by {payer_words(fee.payer)}', *extra])}"
    return ValueView(
        label=value.label.removeprefix("the "),
        what=what,
        rows=tuple(_row(book, row, moment.on) for row in value.rows),
        trust=trust.value,
        trust_reasons=reasons,
    )


def payer_words(payer: str) -> str:
    """Who pays a fee: ``the employer``, ``the person`` or ``either``."""
    return {"employer": "the employer", "candidate": "the person"}.get(payer, "either")


def _row(book: RuleBook, row: DatedRow, on: date) -> RowView:
    basis = f"{row.basis}" if isinstance(row, Processing) else ""
    note = "" if isinstance(row, Amount) else "; ".join(t for t in (basis, row.note) if t)
    return RowView(
        text=said(row),
        holds=holds(row.provenance),
        in_force=row.provenance.holds(on),
        verification=VERIFICATION[row.provenance.verification],
        note=note,
        sources=tuple(source_view(book.sources[s]).title for s in row.provenance.sources),
    )


def holds(provenance: Provenance) -> str:
    """From when to when a row holds, in words."""
    start, end = provenance.valid_from, provenance.valid_to
    if start and end:
        return f"{start} to {end}"
    if start:
        return f"from {start}"
    return f"until {end}" if end else "no dates stated"


def _conflict(route: Route) -> Iterable[str]:
    for conflict in route.conflicts:
        also = ", ".join(said(a) for a in conflict.also)
        yield f"{conflict.text}{f' (elsewhere {also})' if also else ''}"


def _sources(book: RuleBook, route: Route) -> Iterable[Source]:
    rows = [row.provenance for value in values_of(route) for row in value.rows]
    ids = dict.fromkeys(s for p in (route.provenance, *rows) for s in p.sources)
    return [book.sources[s] for s in ids]
