"""Declared facts: the registry of all that rules may ask for, checks of a sheet, and views of it."""

from assay.crossborder.facts.checking import CHECKED, TOTAL, check_facts, may_be_seen, view
from assay.crossborder.facts.registry import (
    CEFR,
    DEGREES,
    FOLDER,
    NUMBERS,
    SCALES,
    STATED_BY,
    TYPES,
    Fact,
    load_facts,
)

__all__ = [
    "CEFR",
    "CHECKED",
    "DEGREES",
    "FOLDER",
    "NUMBERS",
    "SCALES",
    "STATED_BY",
    "TOTAL",
    "TYPES",
    "Fact",
    "check_facts",
    "load_facts",
    "may_be_seen",
    "view",
]
