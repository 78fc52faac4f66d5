"""What a way costs: fees of the route once and every year, pay with the employer's contributions."""

from __future__ import annotations

from collections.abc import Iterable

from assay.crossborder.eligibility import place_name
from assay.crossborder.ways.data import load_estimates
from assay.crossborder.ways.situation import Ground, Offer, Situation
from assay.domain.arrangement import Cost, CostItem
from assay.domain.route import Amount, Fee, Route, Verification

_MONTHS = 12


def route_costs(route: Route, situation: Situation, ground: Ground) -> tuple[Cost, Cost, Cost]:
    """Fees of a route in the offer's currency: the employer's once, the employer's a year, the person's.

    An optional fee, and one that either may pay, widens the range downwards to nothing. Fees due every year
    are counted once under the person, and say so.
    """
    currency = situation.offer.currency if situation.offer else _own_currency(route)
    fees = [(fee, fee.on(situation.on)) for fee in route.fees]
    missing = () if fees else ("no fee of this route was read",)
    unknown = tuple(f"{fee.what}: not known for {situation.on}" for fee, row in fees if row is None)
    known = [(fee, row) for fee, row in fees if row is not None]

    def of(payer: str, yearly: bool | None) -> list[CostItem]:
        return [
            _fee_item(fee, row, currency, ground)
            for fee, row in known
            if fee.payer in (payer, "either") and yearly in (None, fee.every_year)
        ]

    return (
        total(of("employer", yearly=False), currency, missing + unknown),
        total(of("employer", yearly=True), currency),
        total(of("candidate", yearly=None), currency, missing + unknown),
    )


def employment_cost(country: str, situation: Situation, ground: Ground) -> Cost:
    """A year's pay with the employer's contributions in a country; None where pay or share is not known."""
    if situation.offer is None:
        return Cost(low=None, high=None, currency="", items=(), missing=("the brief states no pay",))
    offer, share = situation.offer, ground.employer_share(country)
    pay = pay_item(offer)
    if share is None:
        missing = (f"the employer's contributions in {place_name(country)} are not known",)
        return total([pay], offer.currency, missing)
    extra = CostItem(
        what=f"employer's contributions in {place_name(country)}",
        low=offer.minimum * share.low,
        high=offer.maximum * share.high,
        stated=f"{share.low:.1%} to {share.high:.1%} of gross pay: {share.note}",
        verification=share.verification,
    )
    return total([pay, extra], offer.currency)


def pay_item(offer: Offer) -> CostItem:
    """A year's gross pay as the brief states it."""
    return CostItem(
        what="gross pay",
        low=offer.minimum,
        high=offer.maximum,
        stated=f"{offer.minimum:,.0f} to {offer.maximum:,.0f} {offer.currency} a year",
        verification=Verification.READ_OFFICIAL,
    )


def eor_fee(offer: Offer, ground: Ground) -> CostItem:
    """A year's fee of an employer of record, in the offer's currency."""
    fee = load_estimates()["eor_fee"]
    low = ground.convert(fee.low * _MONTHS, fee.unit, offer.currency)
    high = ground.convert(fee.high * _MONTHS, fee.unit, offer.currency)
    return CostItem(
        what="fee of the employer of record",
        low=low[0] if low else None,
        high=high[0] if high else None,
        stated=f"{fee.low:,.0f} to {fee.high:,.0f} {fee.unit} a month: {fee.note}",
        verification=fee.verification,
        rate_day=low[1] if low else None,
    )


def total(items: Iterable[CostItem], currency: str, missing: tuple[str, ...] = ()) -> Cost:
    """The sum of what has a figure; what has none is named, never counted as nothing."""
    kept = tuple(items)
    figured = [i for i in kept if i.low is not None and i.high is not None]
    gaps = tuple(f"{i.what}: {i.stated}, no rate to {currency}" for i in kept if i.low is None)
    nothing = not figured and bool(missing or gaps)
    return Cost(
        low=None if nothing else sum(i.low or 0.0 for i in figured),
        high=None if nothing else sum(i.high or 0.0 for i in figured),
        currency=currency,
        items=kept,
        missing=missing + gaps,
    )


def joined(first: Cost, second: Cost) -> Cost:
    """Two costs in one currency as one."""
    currency = first.currency or second.currency
    known = [c for c in (first, second) if c.low is not None and c.high is not None]
    return Cost(
        low=sum(c.low or 0.0 for c in known) if known else None,
        high=sum(c.high or 0.0 for c in known) if known else None,
        currency=currency,
        items=first.items + second.items,
        missing=tuple(dict.fromkeys(first.missing + second.missing)),
    )


def _fee_item(fee: Fee, row: Amount, currency: str, ground: Ground) -> CostItem:
    there = ground.convert(row.amount, row.currency, currency)
    free = fee.optional or fee.payer == "either"
    notes = [
        n for n, holds in (("optional", fee.optional), ("either may pay", fee.payer == "either")) if holds
    ]
    notes += ["every year"] if fee.every_year else []
    return CostItem(
        what=fee.what,
        low=None if there is None else (0.0 if free else there[0]),
        high=None if there is None else there[0],
        stated=f"{row.amount:,.2f} {row.currency}".replace(".00 ", " ")
        + (f" ({', '.join(notes)})" if notes else ""),
        verification=row.provenance.verification,
        rate_day=there[1] if there else None,
    )


def _own_currency(route: Route) -> str:
    rows = [row for fee in route.fees for row in fee.rows]
    return rows[0].currency if rows else ""
