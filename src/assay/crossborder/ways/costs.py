"""What a way costs: fees of the route once and every year, pay with the employer's contributions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assay.crossborder.eligibility import place_name
from assay.crossborder.ways.data import load_estimates
from assay.crossborder.ways.situation import Ground, Offer, Situation
from assay.domain.arrangement import Cost, CostItem
from assay.domain.route import Amount, Fee, Route, Verification

_MONTHS = 12


def route_costs(route: Route, situation: Situation, ground: Ground) -> tuple[Cost, Cost, Cost]:
    """Fees of a route in the offer's currency: the employer's once, the employer's a year, the person's.

    An optional fee, and one that either may pay, widens the range downwards to nothing. Fees due every year
    are counted once under the person, and say so. A fee without a figure on the day is named where it would
    have counted.
    """
    currency = situation.offer.currency if situation.offer else _own_currency(route)
    fees = [(fee, fee.on(situation.on)) for fee in route.fees]
    unread = () if fees else ("no fee of this route was read",)

    def of(payer: str, yearly: bool | None, missing: tuple[str, ...]) -> Cost:
        due = [
            (fee, row)
            for fee, row in fees
            if fee.payer in (payer, "either") and yearly in (None, fee.every_year)
        ]
        unknown = tuple(f"{fee.what}: not known for {situation.on}" for fee, row in due if row is None)
        items = (_fee_item(fee, row, currency, ground) for fee, row in due if row is not None)
        return total(items, currency, missing + unknown)

    return (
        of("employer", yearly=False, missing=unread),
        of("employer", yearly=True, missing=()),
        of("candidate", yearly=None, missing=unread),
    )


def employment_cost(country: str, situation: Situation, ground: Ground) -> Cost:
    """A year's pay with the employer's contributions in a country; None where pay or share is not known."""
    if situation.offer is None:
        return Cost(
            low=None,
            high=None,
            currency="",
            items=(),
            missing=("the brief states no pay by the year, month or hour",),
        )
    offer, share = situation.offer, ground.employer_share(country)
    pay = pay_item(offer)
    if share is None:
        missing = (f"the employer's contributions in {place_name(country)} are not known",)
        return total([pay], offer.currency, missing)
    ends = (share.low, share.high)
    extra = CostItem(
        what=f"employer's contributions in {place_name(country)}",
        low=offer.minimum * share.low,
        high=offer.maximum * share.high,
        stated=f"{min(ends):.1%} to {max(ends):.1%} of gross pay: {share.note}",
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
        rate_day=_rate_day(low, fee.unit, offer.currency),
    )


def total(items: Iterable[CostItem], currency: str, missing: tuple[str, ...] = ()) -> Cost:
    """The sum of what has a figure; what has none is named, never counted as nothing."""
    kept = tuple(items)
    figured = [i for i in kept if _figured(i)]
    gaps = tuple(f"{i.what}: {i.stated}, no rate to {currency}" for i in kept if not _figured(i))
    named = tuple(dict.fromkeys(missing + gaps))
    nothing = not figured and bool(named)
    return Cost(
        low=None if nothing else sum(i.low or 0.0 for i in figured),
        high=None if nothing else sum(i.high or 0.0 for i in figured),
        currency=currency,
        items=kept,
        missing=named,
    )


def joined(first: Cost, second: Cost) -> Cost:
    """Two costs in one currency as one; no figure where neither has an item with one and something is missing."""
    currency = first.currency or second.currency
    return total(first.items + second.items, currency, first.missing + second.missing)


def _figured(item: CostItem) -> bool:
    return item.low is not None and item.high is not None


def _rate_day(found: tuple[float, date | None] | None, stated: str, wanted: str) -> date | None:
    """The day of the rate; None where no money was changed."""
    return found[1] if found and stated != wanted else None


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
        rate_day=_rate_day(there, row.currency, currency),
    )


def _own_currency(route: Route) -> str:
    rows = [row for fee in route.fees for row in fee.rows]
    return rows[0].currency if rows else ""
