"""What people see of routes across borders, for the terminal, the page and the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assay.crossborder.eligibility import NO_END, endless
from assay.crossborder.facts import CHECKED, TOTAL, Fact, load_facts
from assay.crossborder.hours import holidays_version, tzdata_version
from assay.domain.arrangement import Destination
from assay.domain.declared import DeclaredFacts
from assay.domain.document import Span
from assay.domain.route import DISCLAIMER
from assay.domain.worth import Missing
from assay.workflow.blind import COVER
from assay.workflow.candidate import Candidate
from assay.workflow.route_words import country, plural
from assay.workflow.routes import Person, ReadRoutes, ViewKind
from assay.workflow.routes_shown import FactView, RoutesView
from assay.workflow.routes_view_pay import hours_view, market_text, pay_view
from assay.workflow.routes_view_role import (
    allowed_views,
    coming_views,
    conflict_texts,
    destination_views,
    duty_views,
    employment_texts,
    finding_views,
    overlap_views,
    question_views,
    reach_views,
)
from assay.workflow.routes_view_ways import Say, way_views

TOP = 8
"""Ways in the table unless asked otherwise."""

HOW_TO_READ = (
    "Feasible: all conditions met on what is known. To check: something decisive is not known. Blocked: one is not "
    "met. Trust: green read and in date; amber old, not verified or about to change; red out of date or in court."
)
"""One line on verdicts and trust."""

OFFER_HERE = "as if the same offer were made there: the offer itself is made in the brief's place only"
"""Stands with the destinations and regions of a person who was set against a brief."""

_SHEET = re.compile(r"^sheet .+", re.DOTALL)
"""Where a fact comes from: a sheet by the name of its file, which may be the person's, whatever it is called."""
_SHORTEST = 3


def routes_view(read: ReadRoutes, *, blind: bool = True, top: int = TOP) -> RoutesView:
    """Everything people see of one run. `blind` covers names in it and the names of files that may hold one."""
    role, person = read.role, read.person
    hiring = role if read.query.view is ViewKind.HIRING else None  # the candidate hires nobody
    say = _cover(read.candidate, blind=blind)
    return RoutesView(
        title=_title(read),
        label=_label(read, blind=blind),
        view=read.query.view.value,
        how_to_read=HOW_TO_READ,
        top=top,
        on=f"{read.query.on}",
        today=f"{read.query.today}",
        start=f"{read.query.start}" if read.query.start else "",
        sort=read.query.by.value,
        disclaimer=DISCLAIMER,
        notes=_notes(read),
        facts=() if person is None else fact_views(person.declared, say),
        withheld=() if person is None else _withheld(person.declared),
        ways=way_views(read, say),
        questions=question_views(person),
        allowed=allowed_views(hiring),
        pay=() if person is None else tuple(pay_view(w) for w in person.worth),
        market=() if role is None else tuple(market_text(code, band) for code, band in role.market),
        market_known=role is not None and any(not isinstance(band, Missing) for _, band in role.market),
        hours=() if person is None else tuple(hours_view(h) for h in person.hours),
        duties=() if hiring is None else duty_views(hiring.checklist.items),
        to_check=() if hiring is None else duty_views(hiring.checklist.to_check),
        coming=() if hiring is None else coming_views(hiring.checklist),
        conflicts=() if hiring is None else conflict_texts(hiring.checklist),
        findings=() if hiring is None else finding_views(hiring.findings),
        employment=() if role is None else employment_texts(role.employment),
        reach=() if role is None else reach_views(role),
        offer_note=OFFER_HERE if role is not None and person is not None else "",
        destinations=()
        if person is None
        else destination_views(_asked(read, person), person.declared.facts.get("candidate.country")),
        overlaps=() if person is None else overlap_views(person.overlaps),
        versions=versions_of(read.book.digest),
    )


def fact_views(declared: DeclaredFacts, say: Say) -> tuple[FactView, ...]:
    """The facts as used, in words; `say` covers names in where they come from."""
    registry = load_facts()
    return tuple(
        FactView(
            label=fact_label(key),
            value=_value(value, declared, registry.get(key)),
            origin=say(declared.origins.get(key, "")),
        )
        for key, value in declared.facts.items()
        if value is not None
    )


def versions_of(digest: str) -> tuple[tuple[str, str], ...]:
    """What a result depends on besides the documents and sheets."""
    from assay import __version__

    return (
        ("Assay", __version__),
        ("Rules of routes", f"sha256 {digest[:16]}"),
        ("Time zones", f"tzdata {tzdata_version()}"),
        ("Public holidays", f"holidays {holidays_version()}"),
    )


def fact_label(key: str) -> str:
    """What a fact is called."""
    facts = load_facts()
    if key in facts:
        return facts[key].label
    if CHECKED.fullmatch(key):
        _, route, number = key.split(".")
        return f"check {number} of {route}"
    if TOTAL.fullmatch(key):
        return f"points under {key.split('.')[1]}"
    return key


def _value(value: object, declared: DeclaredFacts, fact: Fact | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        codes = fact is not None and fact.type == "countries"
        return ", ".join(country(str(v)) if codes else str(v) for v in value) or "none"
    if fact is not None and endless(fact, value):
        return NO_END
    if isinstance(value, int | float):
        unit = (fact.unit or "").split(" (")[0] if fact else ""
        if unit.startswith("in "):  # money: "in offer.salary_currency a year, ..."
            unit = f"{declared.facts.get(unit.split()[1], '')} a year"
        number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
        return f"{number} {unit}".strip()
    return country(str(value)) if fact is not None and fact.type == "country" else str(value)


def _title(read: ReadRoutes) -> str:
    if read.role is not None:
        return read.role.brief.brief.title or read.role.brief.name
    return "Where the person may work"


def _label(read: ReadRoutes, *, blind: bool) -> str:
    if read.person is None:
        return ""
    return "the candidate" if blind or read.candidate is None else read.candidate.name


def _asked(read: ReadRoutes, person: Person) -> tuple[Destination, ...]:
    """The destinations to show: those named, where there is no brief whose places they are."""
    wanted = read.query.countries if read.role is None else ()
    return tuple(d for d in person.destinations if not wanted or d.country in wanted)


def _notes(read: ReadRoutes) -> tuple[str, ...]:
    notes = []
    if read.query.view is ViewKind.HIRING and read.person is not None:
        notes.append(
            "Hiring view: citizenship, age and other private facts are not used; what hangs on them is left open."
        )
    elif read.person is not None:
        notes.append(
            "For the candidate, and after an offer for who handles the permit: not for the decision."
        )
    if read.person is not None and read.role is not None:
        notes.append("No score depends on any of this.")
    if read.query.start is not None and read.query.start < read.query.today:
        notes.append(f"The planned start, {read.query.start}, is past.")
    return tuple(notes)


def _withheld(declared: DeclaredFacts) -> tuple[str, ...]:
    count = len(declared.withheld)
    if not count:
        return ()
    verb, they = ("is", "it belongs") if count == 1 else ("are", "they belong")
    return (f"{plural(count, 'fact')} of the sheet {verb} withheld in this view: {they} to the person",)


def _cover(candidate: Candidate | None, *, blind: bool) -> Say:
    """Covers the person's names and contacts in texts taken from their documents; their place stays."""
    if not blind:
        return lambda text: text
    if candidate is None:
        return lambda text: _SHEET.sub("sheet of facts", text)
    place = candidate.mobility.location.text if candidate.mobility.location else ""
    words = sorted({w for w in _masked(candidate) if len(w) >= _SHORTEST and w not in place}, key=len)
    if not words:
        return lambda text: _SHEET.sub("sheet of facts", text)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in reversed(words)), re.IGNORECASE)
    return lambda text: pattern.sub(COVER, _SHEET.sub("sheet of facts", text))


def _masked(candidate: Candidate) -> Iterable[str]:
    texts = {d.sha256: d.text for d in candidate.documents}
    for mask in candidate.identity.masks:
        span: Span = mask.span
        yield texts[mask.document][span.start : span.end]
