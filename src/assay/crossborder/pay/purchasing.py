"""What pay in one country would have to be in another to buy the same, and which money a country uses."""

from __future__ import annotations

from assay.crossborder.pay.tables import Parity, load_tables
from assay.domain.worth import Missing, PurchasingPower

CAVEAT = (
    "national and for the whole economy: it overstates what pay buys in dear cities and says nothing of rent"
)
"""Stands beside every amount by purchasing power (World Bank PA.NUS.PPP is an average over all of GDP)."""


def currency_of(country: str) -> str | Missing:
    """The currency (ISO 4217) of a country (ISO 3166 alpha-2)."""
    found = load_tables().parities.countries.get(country)
    return found.currency if found else Missing(reason=f"no data for {country}")


def purchasing_power(amount: float, from_country: str, to_country: str) -> PurchasingPower | Missing:
    """Pay per year in `to_country`'s money that buys what `amount` in `from_country`'s money buys there.

    ``amount / PPP(from) x PPP(to)``, with PPP in units of local money per international dollar (World Bank
    PA.NUS.PPP). Never to be shown alone: `worth` gives it beside the nominal pay.
    """
    parities = load_tables().parities
    base, other = factor_of(from_country), factor_of(to_country)
    if isinstance(base, Missing):
        return base
    if isinstance(other, Missing):
        return other
    return PurchasingPower(
        amount=amount / base * other,
        currency=parities.countries[to_country].currency,
        year=parities.year,
        caveat=CAVEAT,
        verification=parities.verification,
        sources=parities.sources,
    )


def factor_of(country: str) -> float | Missing:
    """Units of a country's money per international dollar."""
    found = load_tables().parities.countries.get(country, Parity(currency="", factor=None))
    if found.factor is None:
        return Missing(reason=found.reason or f"no purchasing power parity for {country}")
    return found.factor
