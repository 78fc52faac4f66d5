"""Invented situations, routes and figures for the tests of ways to work together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assay.crossborder.eligibility import Movement
from assay.crossborder.ways import Ground, Offer, Share, Situation
from assay.domain.arrangement import Cost, CostItem, Engagement, TimePart, TimeToStart, Way, WayKind
from assay.domain.route import (
    Amount,
    Answer,
    Condition,
    Fee,
    LeafOutcome,
    Processing,
    Provenance,
    Route,
    RouteKind,
    RouteOutcome,
    RouteStatus,
    Source,
    Trust,
    Verdict,
    Verification,
)

ON = date(2026, 11, 25)
NOTICE = TimePart(
    what="notice", low=30, high=90, basis="stated", note="", verification=Verification.READ_OFFICIAL
)
RATES = {("USD", "EUR"): 0.5, ("PLN", "EUR"): 0.25}
SOURCE = Source(id="LAW", title="A law", url=None, kind="official", stated="2026", as_of=date(2026, 1, 1))


def proof(
    verification: Verification = Verification.READ_SECONDARY,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Provenance:
    """Where an invented figure comes from."""
    return Provenance(
        sources=("LAW",),
        verification=verification,
        read=ON,
        review_by=date(2027, 6, 1),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def fee(
    amount: float,
    *,
    payer: str = "employer",
    currency: str = "EUR",
    optional: bool = False,
    yearly: bool = False,
    verification: Verification = Verification.READ_SECONDARY,
    valid_to: date | None = None,
) -> Fee:
    """A fee with one figure."""
    row = Amount(
        amount=amount,
        currency=currency,
        period="once",
        provenance=proof(verification, valid_to=valid_to),
    )
    return Fee(
        id=f"f{amount:g}",
        payer=payer,
        what=f"fee of {amount:g}",
        optional=optional,
        every_year=yearly,
        rows=(row,),
    )


def processing(
    low: int | None = 10,
    typical: int | None = None,
    high: int | None = 20,
    *,
    working: bool = False,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Processing:
    """How long an invented authority takes."""
    return Processing(
        days_min=low,
        days_typical=typical,
        days_max=high,
        working_days=working,
        basis="target",
        note="as published",
        provenance=proof(valid_from=valid_from, valid_to=valid_to),
    )


def route(
    identity: str = "zz_work",
    country: str = "DE",
    kind: RouteKind = RouteKind.EMPLOYER_SPONSORED,
    *,
    fees: tuple[Fee, ...] = (),
    times: tuple[Processing, ...] | None = None,
    tied: bool | None = None,
) -> Route:
    """A route with little in it."""
    return Route(
        id=identity,
        country=country,
        name=f"Permit {identity}",
        kind=kind,
        status=RouteStatus.IN_FORCE,
        legal_basis=None,
        official_url=None,
        tied_to_employer=tied,
        employer_requirement=None,
        labour_market_test=None,
        quota=None,
        spouse_work=None,
        notes=None,
        confidence="high",
        provenance=proof(),
        eligibility=Condition(kind="manual_check", subject="anything", number=1),
        thresholds={},
        fees=fees,
        processing=(processing(),) if times is None else times,
        duration=(),
        residence=(),
        changes=(),
        conflicts=(),
    )


def outcome(of: Route, verdict: Verdict = Verdict.NEEDS_CHECK) -> RouteOutcome:
    """What a route comes to, decided by one leaf."""
    answer = {
        Verdict.FEASIBLE: Answer.YES,
        Verdict.BLOCKED: Answer.NO,
        Verdict.NEEDS_CHECK: Answer.UNKNOWN,
    }[verdict]
    leaf = LeafOutcome(leaf="manual_check", answer=answer, text=f"leaf of {of.id}")
    return RouteOutcome(route=of.id, verdict=verdict, decided_by=(leaf,), leaves=(leaf,))


def convert(amount: float, stated: str, wanted: str) -> tuple[float, date | None] | None:
    """Money by an invented rate of 20 November."""
    if stated == wanted:
        return amount, ON
    factor = RATES.get((stated, wanted))
    return None if factor is None else (amount * factor, date(2026, 11, 20))


def ground(
    routes: Iterable[Route] = (),
    *,
    verdicts: dict[str, Verdict] | None = None,
    free: dict[str, Answer] | None = None,
    engaged: dict[str, Answer] | None = None,
    share: Share | None = None,
) -> Ground:
    """The ports over invented routes; `free` is by country, `engaged` by mode."""
    held = {r.id: r for r in routes}

    def movement(country: str) -> Movement:
        answer = (free or {}).get(country, Answer.UNKNOWN)
        return Movement(free=answer, citizen=Answer.UNKNOWN, why="" if answer is Answer.UNKNOWN else "stated")

    def engagement(country: str, mode: str) -> Engagement:
        return Engagement(
            country=country,
            mode=mode,
            allowed=(engaged or {}).get(mode, Answer.YES),
            note="a note",
            verification=Verification.PARTIAL,
            source="LAW",
        )

    return Ground(
        routes=held,
        outcomes={
            name: outcome(r, (verdicts or {}).get(name, Verdict.NEEDS_CHECK)) for name, r in held.items()
        },
        sources={"LAW": SOURCE},
        movement=movement,
        convert=convert,
        employer_share=lambda country: share,
        engagement=engagement,
        trust=lambda r: (Trust.GREEN, ()),
        scheduled=lambda r: (),
    )


OFFER = Offer(minimum=60_000, maximum=80_000, currency="EUR")


def situation(
    *,
    home: str | None = "IN",
    destinations: tuple[str, ...] = ("DE",),
    sponsors: bool | None = None,
    entities: frozenset[str] | None = None,
    offer: Offer | None = OFFER,
    text: str = "",
) -> Situation:
    """Somebody in India and a role in Germany."""
    return Situation(
        home=home,
        destinations=destinations,
        sponsors=sponsors,
        entities=entities,
        offer=offer,
        notice=NOTICE,
        on=ON,
        role_text=text,
    )


def cost(high: float | None, *, missing: tuple[str, ...] = ()) -> Cost:
    """A sum with one item, or none where it has no figure."""
    item = CostItem(what="x", low=0.0, high=high, stated="", verification=Verification.ESTIMATE)
    items = () if high is None else (item,)
    return Cost(low=None if high is None else 0.0, high=high, currency="EUR", items=items, missing=missing)


def way(
    *,
    verdict: Verdict = Verdict.FEASIBLE,
    start: tuple[int | None, int | None] = (1, 2),
    once: Cost | None = None,
    yearly: Cost | None = None,
    country: str = "DE",
    name: str = "r",
    questions: int = 0,
    trust: Trust | None = Trust.GREEN,
) -> Way:
    """A way for ranking."""
    return Way(
        kind=WayKind.RELOCATE_SPONSORED,
        country=country,
        route=name,
        name=name,
        verdict=verdict,
        trust=trust,
        trust_reasons=(),
        why=(),
        open=("?",) * questions,
        start=TimeToStart(low=start[0], high=start[1], parts=()),
        employer_once=once or cost(0),
        employer_yearly=yearly or cost(0),
        person_once=cost(0),
        risks=(),
        dependants="",
        residence="",
        duration="",
        scheduled=(),
        official_url=None,
        sources=(),
    )
