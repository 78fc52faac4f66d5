"""Degrees and schools as words: what marks them in eight languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from assay.extraction.sections import TABLES

LEVELS = {"doctor": 3, "master": 2, "bachelor": 1, "other": 0}
"""Kinds of degree to their level."""


@cache
def tables() -> dict[str, Any]:
    """The patterns of degrees and schools."""
    data = yaml.safe_load((TABLES / "structure_degrees.yaml").read_text(encoding="utf-8"))

    def either(name: str) -> str:
        marks, words = "|".join(data[name]["marks"]), "|".join(data[name]["words"])
        return f"(?:(?-i:{marks})|{words})"

    levels = "|".join(f"(?P<{name}>{either(name)})" for name in LEVELS)
    return {
        "degree": re.compile(rf"(?<![\w.])(?:{levels})(?!\w)", re.IGNORECASE),
        "school": re.compile(rf"(?<!\w){either('school')}(?!\w)", re.IGNORECASE),
    }


def degree_in(text: str) -> re.Match[str] | None:
    """The first degree named; a school certificate or course only where no degree is."""
    found = list(tables()["degree"].finditer(text))
    return next((m for m in found if m.lastgroup != "other"), found[0] if found else None)


def has_school(text: str) -> bool:
    """Whether a school is named."""
    return bool(tables()["school"].search(text))


def degree_pattern() -> re.Pattern[str]:
    """What a degree looks like; the group that matched is its level."""
    found: re.Pattern[str] = tables()["degree"]
    return found
