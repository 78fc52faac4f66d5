"""Rules of routes: the data files as dated values, what is known on a day, and how far to trust it.

`load_book` reads the files strictly; a filing date picks the rows. `trust_of`, `value_trust` and
`route_trust` say how far to rely on them at a `Moment`; `check_book` and `diff` are for those who keep them.
"""

from assay.crossborder.rules.book import RuleBook
from assay.crossborder.rules.check import EXPIRING_DAYS, check_book
from assay.crossborder.rules.diff import diff
from assay.crossborder.rules.load import SHIPPED, load_book
from assay.crossborder.rules.scheduled import scheduled, scheduled_changes
from assay.crossborder.rules.selection import as_known
from assay.crossborder.rules.trust import SOURCE_MONTHS, Moment, route_trust, trust_of, value_trust, worst
from assay.crossborder.rules.values import (
    DatedRow,
    DatedValue,
    leaves_of,
    said,
    thresholds_asked,
    values_of,
)

__all__ = [
    "EXPIRING_DAYS",
    "SHIPPED",
    "SOURCE_MONTHS",
    "DatedRow",
    "DatedValue",
    "Moment",
    "RuleBook",
    "as_known",
    "check_book",
    "diff",
    "leaves_of",
    "load_book",
    "route_trust",
    "said",
    "scheduled",
    "scheduled_changes",
    "thresholds_asked",
    "trust_of",
    "value_trust",
    "values_of",
    "worst",
]
