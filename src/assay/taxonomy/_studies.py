"""Fields of study: whether a degree is in a technical field, clearly in another, or cannot be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assay.taxonomy._names import folded


class Study(StrEnum):
    """What sort of field a degree is in. Technical takes in whatever is counted with numbers."""

    TECHNICAL = "technical"
    OTHER = "other"


@lru_cache(maxsize=8192)
def studies_in(text: str) -> frozenset[Study]:
    """The sorts of field that `text` (a degree with its field, or a demand) names; none where it cannot be told.

    >>> sorted(studies_in("Master of Business Administration"))
    [<Study.OTHER: 'other'>]
    >>> sorted(studies_in("BA in Computer Science"))
    [<Study.TECHNICAL: 'technical'>]
    """
    patterns = _patterns()
    words = patterns["strip"].sub(" ", folded(text).replace("’", "'"))
    if patterns["surely_other"].search(words):
        return frozenset({Study.OTHER})
    return frozenset(study for study in Study if patterns[study].search(words))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "studies.yaml").read_text(encoding="utf-8")
    )
    return {name: _pattern(words) for name, words in data.items()}


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Any of `words`, each whole but for the part that its "*" stands for."""
    forms = [re.escape(str(w)).replace(r"\*", r"\w*") for w in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
