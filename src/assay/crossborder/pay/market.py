"""What is paid in a market, where a documented source says so; and the tax regimes for newcomers."""

from __future__ import annotations

from datetime import date

from assay.crossborder.pay.tables import load_tables
from assay.domain.worth import MarketBand, Missing, TaxRegime


def market_band(speciality: str, seniority: str | None, country: str) -> MarketBand | Missing:
    """What people of a speciality (its id in the vocabulary) are paid in a country, per year.

    Sources do not split by `seniority`: a band is of all levels together and its note says so. Missing, with
    the reason, where no documented source was found.
    """
    found = load_tables().market.get((speciality, country))
    if found is None:
        level = f", level {seniority}," if seniority else ""
        return Missing(reason=f"no documented source of pay for {speciality}{level} in {country}")
    return found


def tax_regimes(country: str, on: date) -> tuple[TaxRegime, ...]:
    """The special tax regimes for newcomers to a country (ISO 3166 alpha-2) in force on a day."""
    return tuple(
        regime
        for regime in load_tables().regimes
        if regime.country == country
        and (regime.valid_from is None or regime.valid_from <= on)
        and (regime.valid_to is None or on <= regime.valid_to)
    )
