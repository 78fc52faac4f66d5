"""What an offer made in one country is worth in another: nominal, by what it buys, its cost, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from assay.crossborder.pay.cost import employer_cost
from assay.crossborder.pay.market import tax_regimes
from assay.crossborder.pay.purchasing import CAVEAT, currency_of, purchasing_power
from assay.crossborder.pay.rates import PEG, missing_rate, rate
from assay.crossborder.pay.tables import load_tables
from assay.crossborder.pay.takehome import take_home
from assay.domain.worth import Band, Comparison, InPlace, Missing, Pay, Rate, Worth
from assay.errors import UsageError


def worth(offer: Pay, country: str, elsewhere: str, on: date) -> Worth:
    """What `offer` (gross per year, made in `country`) is worth in the country `elsewhere` on a day.

    Countries are ISO 3166 alpha-2. The nominal pay is by the last rate on or before the day; beside it
    stands the pay that buys the same. What the person keeps and the employer pays is read in both places,
    elsewhere on the nominal pay. What cannot be given is Missing with its reason. Raises UsageError where
    the pay is not above 0 or its minimum is above its maximum.
    """
    if not 0 < offer.minimum <= offer.maximum:
        raise UsageError("an offer needs a minimum above 0 and a maximum not below it")
    local, local_rate = converted(offer, currency_of(country), on)
    nominal, nominal_rate = converted(offer, currency_of(elsewhere), on)
    comparison = _comparison(nominal, nominal_rate, _buys(local, country, elsewhere))
    here = in_place(country, local, local_rate, on)
    there = in_place(elsewhere, nominal, nominal_rate, on)
    return Worth(
        offer=offer,
        on=on,
        comparison=comparison,
        here=here,
        there=there,
        notes=_notes(local_rate, nominal_rate),
        missing=_reasons(comparison, here, there),
    )


def converted(pay: Pay, currency: str | Missing, on: date) -> tuple[Pay | Missing, Rate | None]:
    """Pay in another currency by the dated rate, and the rate; Missing with the reason where there is none."""
    if isinstance(currency, Missing):
        return currency, None
    found = rate(pay.currency, currency, on)
    if found is None:
        return Missing(reason=missing_rate(pay.currency, currency, on)), None
    return Pay(
        minimum=pay.minimum * found.factor, maximum=pay.maximum * found.factor, currency=currency
    ), found


def in_place(country: str, gross: Pay | Missing, by: Rate | None, on: date) -> InPlace:
    """What gross pay per year, in the country's own money, costs and leaves there on a day."""
    costs: Band | Missing
    kept: Band | Missing
    cost: Pay | Missing
    net: Pay | Missing
    if isinstance(gross, Missing):
        costs, kept, cost, net = employer_cost(country), gross, gross, gross
    else:
        costs, cost = _over(gross, lambda amount: employer_cost(country, amount), 1.0)
        kept, net = _over(gross, lambda amount: take_home(country, amount), 0.0)
    return InPlace(
        country=country,
        gross=gross,
        rate=by,
        employer_cost=costs,
        cost=cost,
        take_home=kept,
        net=net,
        regimes=tax_regimes(country, on),
    )


def _over(
    gross: Pay, band_at: Callable[[float], Band | Missing], base: float
) -> tuple[Band | Missing, Pay | Missing]:
    """The band over a range of pay, and the money: `base` and the share of the gross."""
    least, most = band_at(gross.minimum), band_at(gross.maximum)
    if isinstance(least, Missing):
        return least, least
    if isinstance(most, Missing):
        return most, most
    band = replace(most, low=min(least.low, most.low), high=max(least.high, most.high))
    money = Pay(
        minimum=gross.minimum * (base + least.low),
        maximum=gross.maximum * (base + most.high),
        currency=gross.currency,
    )
    return band, money


def _buys(local: Pay | Missing, country: str, elsewhere: str) -> Pay | Missing:
    """The pay elsewhere that buys what the local pay buys."""
    if isinstance(local, Missing):
        return local
    ends = [purchasing_power(amount, country, elsewhere) for amount in (local.minimum, local.maximum)]
    least, most = ends
    if isinstance(least, Missing):
        return least
    if isinstance(most, Missing):
        return most
    return Pay(minimum=least.amount, maximum=most.amount, currency=least.currency)


def _comparison(nominal: Pay | Missing, by: Rate | None, buys: Pay | Missing) -> Comparison:
    parities = load_tables().parities
    return Comparison(
        nominal=nominal,
        rate=by,
        buys_the_same=buys,
        year=parities.year,
        caveat=CAVEAT,
        verification=parities.verification,
        sources=parities.sources,
    )


def _notes(*rates: Rate | None) -> tuple[str, ...]:
    """What must be said of the rates used."""
    said = []
    for found in rates:
        if found is None or found.base == found.quote:
            continue
        said.append(f"rate {found.base} to {found.quote} of {found.day.isoformat()}")
        if found.stale:
            said.append(f"that rate is {(found.asked - found.day).days} days old: look up a newer one")
        if PEG in found.source:
            said.append(f"{found.base} to {found.quote} rests on an official peg, from memory")
    return tuple(dict.fromkeys(said))


def _reasons(comparison: Comparison, *places: InPlace) -> tuple[str, ...]:
    """Why figures are missing, each reason once."""
    figures: list[object] = [comparison.nominal, comparison.buys_the_same]
    for place in places:
        figures += [place.gross, place.employer_cost, place.take_home]
    return tuple(dict.fromkeys(f.reason for f in figures if isinstance(f, Missing)))
