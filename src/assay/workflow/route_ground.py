"""What the ways to work together stand on: money, engagement, trust and movement, for one person's facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assay.crossborder.eligibility import movement_of, place_name
from assay.crossborder.hiring import engagement_notes, notice_range
from assay.crossborder.pay import currency_of, employer_cost
from assay.crossborder.rules import Moment, scheduled
from assay.crossborder.ways import Ground, Offer, Share
from assay.domain.arrangement import Engagement, TimePart
from assay.domain.declared import DeclaredFacts
from assay.domain.hiring_rule import EngagementStanding, NoticeRange
from assay.domain.route import Answer, RouteOutcome, Verification
from assay.domain.worth import Missing
from assay.workflow.route_rules import ReadyRules, converter, trust_of_route

_ALLOWED = {EngagementStanding.AVAILABLE: Answer.YES, EngagementStanding.BARRED: Answer.NO}


def ground_of(
    rules: ReadyRules, outcomes: Mapping[str, RouteOutcome], facts: Mapping[str, object], moment: Moment
) -> Ground:
    """The ports of the ways, for a filing date and one person's facts."""
    book = rules.book
    return Ground(
        routes=book.routes,
        outcomes=outcomes,
        sources=book.sources,
        movement=lambda country: movement_of(facts, country, book.blocs),
        convert=converter(moment.on),
        employer_share=lambda country: _share(country, offer_of(facts), moment.on),
        engagement=lambda country, mode: _engagement(country, mode, moment.on),
        trust=lambda route: trust_of_route(book, route, moment),
        scheduled=lambda route: scheduled(route, moment.on),
    )


def offer_of(facts: Mapping[str, object]) -> Offer | None:
    """The offer's pay a year, None where the facts state none."""
    low, currency = facts.get("offer.salary_minimum"), facts.get("offer.salary_currency")
    high = facts.get("offer.salary_maximum", low)
    if not (isinstance(low, int | float) and isinstance(high, int | float) and isinstance(currency, str)):
        return None
    return Offer(minimum=float(low), maximum=float(high), currency=currency)


def notice_of(declared: DeclaredFacts, on: date) -> TimePart:
    """The time until the person is free: as stated, else what is usual where they live."""
    stated = declared.facts.get("candidate.notice_days")
    if isinstance(stated, int | float):
        return TimePart(
            what="notice period",
            low=int(stated),
            high=int(stated),
            basis="stated",
            note=declared.origins.get("candidate.notice_days", "as stated"),
            verification=Verification.READ_OFFICIAL,
        )
    home = declared.facts.get("candidate.country")
    usual = notice_range(str(home), on) if home else None
    return TimePart(
        what="notice period",
        low=usual.low_days if usual else None,
        high=usual.high_days if usual else None,
        basis="customary" if usual else "unknown",
        note=_usual(home, usual),
        verification=usual.provenance.verification if usual else Verification.MEMORY,
    )


def _usual(home: object, usual: NoticeRange | None) -> str:
    if not home:
        return "not stated, and where the person lives is not known"
    where = place_name(str(home))
    return f"usual in {where}: {usual.note}" if usual else f"not stated, and nothing was read for {where}"


def _share(country: str, offer: Offer | None, on: date) -> Share | None:
    least = employer_cost(country, _local(country, offer, offer.minimum if offer else 0, on))
    most = employer_cost(country, _local(country, offer, offer.maximum if offer else 0, on))
    if isinstance(least, Missing) or isinstance(most, Missing):
        return None
    return Share(
        low=least.low, high=most.high, note=f"{most.year}; {most.note}", verification=most.verification
    )


def _local(country: str, offer: Offer | None, pay: float, on: date) -> float | None:
    """Pay in a country's own money; None where there is none or no rate."""
    local = currency_of(country)
    if offer is None or isinstance(local, Missing) or pay <= 0:
        return None
    there = converter(on)(pay, offer.currency, local)
    return there[0] if there else None


def _engagement(country: str, mode: str, on: date) -> Engagement:
    found = engagement_notes(country, mode, on)
    return Engagement(
        country=country,
        mode=mode,
        allowed=_ALLOWED.get(found.standing, Answer.UNKNOWN),
        note="; ".join(n.text for n in found.notes if not n.scheduled),
        verification=found.provenance.verification,
        source=", ".join(found.provenance.sources),
    )
