"""Pay per year from pay per month or hour."""

from __future__ import annotations

from assay.errors import UsageError

WEEKS = 52
"""Weeks paid in a year, as visa rules count an hourly pay."""

MONTHS = 12
WEEKLY_HOURS = 40.0
"""Hours a week where a rule states none; whoever shows the figure says so."""


def per_year(
    amount: float,
    period: str,
    payments_per_year: int | None = None,
    weekly_hours: float = WEEKLY_HOURS,
) -> float:
    """An amount per ``year``, ``month`` or ``hour`` as an amount per year.

    A month counts `payments_per_year` times (None: 12; 13 or 14 where the rule says so), an hour
    52 x `weekly_hours` times. Raises UsageError for another period (an amount paid ``once`` is no pay),
    and for payments or hours that are not above 0.
    """
    if payments_per_year is not None and payments_per_year < 1:
        raise UsageError(f"payments per year must be 1 or more, not {payments_per_year}")
    if not 0 < weekly_hours <= 168:
        raise UsageError(f"weekly hours must lie between 0 and 168, not {weekly_hours:g}")
    times = {"year": 1.0, "month": float(payments_per_year or MONTHS), "hour": WEEKS * weekly_hours}
    if period not in times:
        raise UsageError(f"a period of pay is year, month or hour, not {period!r}")
    return amount * times[period]
