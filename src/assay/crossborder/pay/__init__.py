"""Pay across borders: what an offer is worth in another place, with dated rates and sourced bands.

`worth` gives the nominal pay beside what buys the same, what the employer pays and what the person keeps in
both places. Each figure has its source, year and verification; what is not known is Missing with its reason.
"""

from assay.crossborder.pay.annual import WEEKLY_HOURS, per_year
from assay.crossborder.pay.cost import employer_cost
from assay.crossborder.pay.market import market_band, tax_regimes
from assay.crossborder.pay.purchasing import currency_of, purchasing_power
from assay.crossborder.pay.rates import OLDEST_DAYS, STALE_DAYS, missing_rate, rate
from assay.crossborder.pay.tables import load_tables
from assay.crossborder.pay.takehome import take_home
from assay.crossborder.pay.worth import converted, in_place, worth

__all__ = [
    "OLDEST_DAYS",
    "STALE_DAYS",
    "WEEKLY_HOURS",
    "converted",
    "currency_of",
    "employer_cost",
    "in_place",
    "load_tables",
    "market_band",
    "missing_rate",
    "per_year",
    "purchasing_power",
    "rate",
    "take_home",
    "tax_regimes",
    "worth",
]
