"""Learning: fit the weights of matching to judged pairs, cross-validate, calibrate, compare models."""

from assay.learning.cases import (
    INTERVIEW,
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
from assay.learning.fit import Fitted, Settings, check_installed, fit
from assay.learning.model_file import model_text
from assay.learning.validate import (
    FEWEST_BRIEFS,
    Comparison,
    Validation,
    check_folds,
    compare,
    cross_validate,
    validation,
)

__all__ = [
    "FEWEST_BRIEFS",
    "INTERVIEW",
    "Case",
    "Comparison",
    "Fitted",
    "Judged",
    "Scorer",
    "Settings",
    "Validation",
    "case_of",
    "check_folds",
    "check_installed",
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
