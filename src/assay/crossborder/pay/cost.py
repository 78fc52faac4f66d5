"""What an employer pays on top of gross pay, as a band of shares with its year and source."""

from __future__ import annotations

from dataclasses import replace

from assay.crossborder.pay.tables import load_tables
from assay.domain.worth import Band, Missing
from assay.errors import UsageError

UPPER_BOUND = "contributions are capped: an upper bound for high pay"


def employer_cost(country: str, gross: float | None = None) -> Band | Missing:
    """The employer's contributions in a country (ISO 3166 alpha-2) as a share of gross pay.

    With `gross` (per year, in the country's own money, above 0) the amounts that the law fixes are counted:
    the most it comes to in a year (share = most / gross) and what is due whatever the pay (+ flat / gross).
    Missing, with the reason, where no share is known. Raises UsageError where `gross` is not above 0.
    """
    if gross is not None and gross <= 0:
        raise UsageError(f"gross pay must be above 0, not {gross:g}")
    row = load_tables().costs.get(country)
    if row is None:
        return Missing(reason=f"no employer contributions known for {country}")
    if isinstance(row, Missing):
        return row
    band = row.band
    if band.capped:
        band = replace(band, note=f"{band.note}; {UPPER_BOUND}")
    if gross is None:
        return band
    most = row.most.amount / gross if row.most else 1.0
    flat = row.flat.amount / gross if row.flat else 0.0
    return replace(band, low=min(band.low, most) + flat, high=min(band.high, most) + flat)
