"""Cue words: what a passage's language tells about the work behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import yaml

from assay.extraction.sections import TABLES
from assay.taxonomy import folded


@cache
def cues() -> Mapping[str, re.Pattern[str]]:
    """Name of a group of cues to its pattern; match on folded text."""
    data = yaml.safe_load((TABLES / "evidence_cues.yaml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"(?<![\w-])(?:{'|'.join(rows)})(?![\w])") for name, rows in data.items()}


@lru_cache(maxsize=50_000)
def shows(name: str, text: str) -> bool:
    """Whether the folded `text` holds a cue of the group."""
    return bool(cues()[name].search(text))


def count(name: str, text: str) -> int:
    """How many different cues of the group the folded `text` holds."""
    return len({m[0] for m in cues()[name].finditer(text)})


def fold_statement(text: str) -> str:
    """The text as cues are looked up."""
    return folded(text).replace("’", "'")
