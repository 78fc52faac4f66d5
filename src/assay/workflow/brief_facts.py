"""What a brief states that routes across borders ask for: an offer, its pay, its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.crossborder.hours import find_country, find_place
from assay.crossborder.pay import per_year
from assay.domain.brief import Brief, Remote
from assay.domain.declared import DeclaredFacts
from assay.domain.hours import PlaceKind
from assay.domain.skill import Speciality
from assay.errors import UsageError

_ISCO = {
    Speciality.RESEARCH: "21",
    **dict.fromkeys(
        (
            Speciality.ML_ENGINEERING,
            Speciality.LLM,
            Speciality.AI_INFRASTRUCTURE,
            Speciality.DATA_ENGINEERING_FOR_ML,
            Speciality.MLOPS,
            Speciality.COMPUTER_VISION,
            Speciality.NLP_SPEECH,
            Speciality.RECSYS_SEARCH,
            Speciality.RL_ROBOTICS,
            Speciality.SOFTWARE_OTHER,
        ),
        "25",
    ),
}
"""Sub-major groups of ISCO-08 (ILO, 2012): 21 science and engineering, 25 information and communications
technology professionals. A data scientist may be either, and governance neither; those are asked."""

WITHOUT_END = 600
"""Months that stand for a contract without end, as the registry of facts says beside the question."""

_PERMANENT = re.compile(
    r"(?<!not a )(?<!not )(?<!non-)\bpermanent\b(?! (?:residen|right|settle|magnet|storage|establishment))|"
    r"\bopen-ended (?:contract|employment)|\bunbefristet\w*|\bfestanstellung\b|\bCDI\b|\bdurée indéterminée|"
    r"\bindefinid[oa]\b|\btempo indeterminato\b|\bsem termo\b|\bvast contract\b|\bvaste (?:baan|aanstelling)\b|"
    r"\bonbepaalde tijd\b|\bczas nieokreślony\b|\btillsvidare\w*",
    re.IGNORECASE,
)
_FIXED_TERM = re.compile(
    r"\bfixed[- ]term|\bbefristet\w*|\bCDD\b|\bdurée déterminée|\btempo determinato\b|\bbepaalde tijd\b|"
    r"\bczas określony\b|\btemporal\b|\bcontract-to-hire\b|\b(?:temporary|temp-to-perm)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPlace:
    """A place that a brief names: `city` is None where it names a country alone."""

    words: str
    city: str | None
    country: str
    zone: str | None


def places_of(brief: Brief) -> tuple[BriefPlace, ...]:
    """The places of a brief that could be told, in its order, each once."""
    found: dict[str, BriefPlace] = {}
    for words in brief.constraints.locations:
        place = find_place(words)
        country = place.country if place is not None and place.sure else find_country(words)
        if country is None:
            continue
        sure = place is not None and place.sure
        made = BriefPlace(
            words=words,
            city=place.name if place is not None and sure and place.kind is PlaceKind.CITY else None,
            country=country,
            zone=place.zone if place is not None and sure else None,
        )
        found.setdefault(f"{made.city} {country}", made)
    return tuple(found.values())


def brief_facts(brief: Brief, text: str = "") -> DeclaredFacts:
    """Facts of the offer that a brief stands for, each with where it comes from.

    `text` are the brief's words, read for whether the contract has an end.
    """
    found = {key: (value, origin) for key, value, origin in (*_facts(brief), *_contract(text))}
    return DeclaredFacts(
        facts={key: value for key, (value, _) in found.items()},
        origins={key: f"brief: {origin}" for key, (_, origin) in found.items()},
    )


def is_remote(brief: Brief) -> bool:
    """Whether the brief says that the work may be done elsewhere."""
    return brief.constraints.remote is Remote.REMOTE


def _contract(text: str) -> Iterator[tuple[str, object, str]]:
    """A contract said to have no end; one that is said to have none and an end as well is left to be asked."""
    found = _PERMANENT.search(text)
    if found is not None and _FIXED_TERM.search(text) is None:
        yield "offer.contract_months", WITHOUT_END, f"“{found.group()}”"


def _facts(brief: Brief) -> Iterator[tuple[str, object, str]]:
    yield "offer.exists", True, "taken as an offer"
    pay = brief.constraints.pay
    if pay is not None:
        try:
            low, high = per_year(pay.minimum, pay.period), per_year(pay.maximum, pay.period)
        except UsageError:
            pass  # pay by the day says nothing of a year
        else:
            words = f"“{pay.quote.text}”" if pay.quote else f"{pay.minimum:g}-{pay.maximum:g} {pay.currency}"
            yield "offer.salary_minimum", low, words
            yield "offer.salary_maximum", high, words
            yield "offer.salary_currency", pay.currency, words
    if brief.speciality in _ISCO:
        yield "offer.occupation_isco", _ISCO[brief.speciality], "its speciality, by ISCO-08; to be confirmed"
    places = places_of(brief)
    if places:
        yield "employer.country", places[0].country, f"“{places[0].words}”, the place of work"
