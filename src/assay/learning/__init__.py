"""Learning: fit the weights of matching to judged pairs, cross-validate, calibrate, compare models."""

from assay.learning.cases import Case, Scorer, case_of
from assay.learning.fit import Fitted, Settings, fit
from assay.learning.validate import Comparison, Validation, compare, cross_validate, validation

__all__ = [
    "Case",
    "Comparison",
    "Fitted",
    "Scorer",
    "Settings",
    "Validation",
    "case_of",
    "compare",
    "cross_validate",
    "fit",
    "validation",
]
