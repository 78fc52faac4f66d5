"""Learning: fit the weights of matching to judged pairs, cross-validate, calibrate, compare models."""

from assay.learning.cases import (
    Case,
    Judged,
    Scorer,
    case_of,
    joined,
    judged_by,
    judged_mean,
    judged_mixed,
    judged_worth,
)
from assay.learning.fit import Fitted, Settings, fit
from assay.learning.model_file import model_text
from assay.learning.validate import Comparison, Validation, compare, cross_validate, validation

__all__ = [
    "Case",
    "Comparison",
    "Fitted",
    "Judged",
    "Scorer",
    "Settings",
    "Validation",
    "case_of",
    "compare",
    "cross_validate",
    "fit",
    "joined",
    "judged_by",
    "judged_mean",
    "judged_mixed",
    "judged_worth",
    "model_text",
    "validation",
]
