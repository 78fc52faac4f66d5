"""What a person keeps of gross pay: a band, never a point, derived from the OECD's tax on wages.

The OECD publishes what a single person without children pays at the average wage, and the share that goes of
one more unit of labour cost at each point up to 150% of it (Taxing Wages, year 2022). With `t` income tax and
the employee's contributions and `e` the employer's contributions, both shares of labour cost, a person at the
average wage keeps ``1 - t / (1 - e)`` of gross. From there each further unit of gross adds
``(1 - m) x (1 + x)``, where `m` is the marginal wedge and `x` the employer's contributions per unit of gross.
Where these are uncapped, `x` is ``e / (1 - e)``; where they are capped, only its range is known, from 0 to that.
That gives the two ends of the band.

Pay for AI work often lies beyond 150%. There the last step goes on and the band is widened by `WIDENING` to
both sides: a higher tax bracket may begin, or a contribution may end. Wages have grown since 2022, and the
brackets with them, by an amount that differs: the upper end takes the average wage as grown by `GROWTH`.
`SLACK` covers the merged steps. These three are our own judgement, so every band is an estimate.
"""

from __future__ import annotations

from assay.crossborder.pay.purchasing import currency_of, factor_of
from assay.crossborder.pay.tables import WageTax, load_tables
from assay.domain.route import Verification
from assay.domain.worth import Band, Missing
from assay.errors import UsageError

WIDENING = 0.05
"""Added to and taken from the marginal wedge beyond 150% of the average wage."""

GROWTH = 0.20
"""The most that average wages are taken to have grown since the OECD's year."""

SLACK = 0.01
"""Share of gross by which the band is widened to both sides."""

_LEAST = 0.67
_LAST = 1.5


def take_home(country: str, gross: float) -> Band | Missing:
    """The share of gross pay that a single person without children keeps in a country, low to high.

    `gross` is per year in the country's own money, above 0. Missing, with the reason, for a country without
    data and for pay below about 80% of the average wage. Raises UsageError where `gross` is not above 0.
    """
    if gross <= 0:
        raise UsageError(f"gross pay must be above 0, not {gross:g}")
    taxes = load_tables().wage_taxes
    if country in taxes.untaxed:
        return taxes.untaxed[country]
    tax, parity, currency = taxes.countries.get(country), factor_of(country), currency_of(country)
    if tax is None or isinstance(parity, Missing) or isinstance(currency, Missing):
        return Missing(reason=f"no data on tax and contributions in {country}")
    average = tax.average_wage * parity
    multiple = gross / average
    grown = multiple / (1 + GROWTH)
    if grown < _LEAST:
        return Missing(
            reason=f"pay in {country} below {_LEAST * (1 + GROWTH) * average:,.0f} {currency}"
            " lies outside what the OECD measures"
        )
    return Band(
        low=lowest(tax, multiple) / multiple,
        high=highest(tax, grown) / grown,
        year=taxes.year,
        note=f"single person without children; average wage about {average:,.0f} {currency}"
        f" in {taxes.year}, this pay {multiple:.1f} times that; special regimes not counted"
        + (f"; {tax.note}" if tax.note else ""),
        verification=Verification.ESTIMATE,
        sources=(*taxes.sources, *load_tables().parities.sources),
    )


def lowest(tax: WageTax, multiple: float) -> float:
    """The least that is kept of `multiple` average wages (0.67 or more), in average wages."""
    employer = 0.0 if multiple >= 1 and not tax.uncapped else _employer(tax)
    kept = _kept(tax, multiple, employer, WIDENING)
    return max(0.0, kept - SLACK * multiple)


def highest(tax: WageTax, multiple: float) -> float:
    """The most that is kept of `multiple` average wages (0.67 or more), in average wages."""
    employer = 0.0 if multiple < 1 and not tax.uncapped else _employer(tax)
    kept = _kept(tax, multiple, employer, -WIDENING)
    return min(multiple, kept + SLACK * multiple)


def _employer(tax: WageTax) -> float:
    """The employer's contributions per unit of gross pay at the average wage."""
    return tax.employer / (1 - tax.employer)


def _kept(tax: WageTax, multiple: float, employer: float, widening: float) -> float:
    """What is kept of pay: what is kept of the average wage, and of each step from there."""
    at_average = 1 - tax.personal / (1 - tax.employer)
    lower, upper = min(multiple, 1.0), max(multiple, 1.0)
    between = 0.0
    start = 0.0
    for end_percent, wedge in tax.marginal:
        end = end_percent / 100
        overlap = min(end, upper) - max(start, lower)
        between += max(0.0, overlap) * (1 - wedge) * (1 + employer)
        start = end
    last = tax.marginal[-1][1] + widening
    between += max(0.0, upper - max(_LAST, lower)) * (1 - last) * (1 + employer)
    return at_average + (between if multiple >= 1 else -between)
