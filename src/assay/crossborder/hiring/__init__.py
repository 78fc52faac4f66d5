"""Rules that bind a hiring, by place and date: a checklist with due dates, and a check of the brief's words.

The rules are YAML files under ``rules/``, each duty a dated row with its source and how it was come by.
Reads neither CVs nor scores.
"""

from assay.crossborder.hiring.checking import checklist
from assay.crossborder.hiring.employment import (
    employment_countries,
    employment_facts,
    engagement_notes,
    notice_range,
    questions_allowed,
)
from assay.crossborder.hiring.load import load_hiring_rules
from assay.crossborder.hiring.phrases import load_phrases
from assay.crossborder.hiring.trust import trust_of
from assay.crossborder.hiring.values import Conditions, Due, Duty, HiringRule, HiringRules, Trusted
from assay.crossborder.hiring.wording import check_brief

__all__ = [
    "Conditions",
    "Due",
    "Duty",
    "HiringRule",
    "HiringRules",
    "Trusted",
    "check_brief",
    "checklist",
    "employment_countries",
    "employment_facts",
    "engagement_notes",
    "load_hiring_rules",
    "load_phrases",
    "notice_range",
    "questions_allowed",
    "trust_of",
]
