"""Telling places from employers: a short gazetteer of where people work."""

from __future__ import annotations

import re
from functools import cache

import yaml

from assay.extraction.sections import TABLES
from assay.taxonomy import folded

_PARTS = re.compile(
    r"\s*[,/|;·•–—]\s*(?:then\s|and\s)?|\s+-\s+|\s+(?:and|und|et|y|e|en|i|or|then|puis|dann|now)\s+|\s*[()]\s*"
)
_CODE = re.compile(r"[A-Z]{2,3}")
_POSTCODE = re.compile(r"^[A-Z]{0,2}-?\d{4,6}\s+|\s+[A-Z]{1,2}\d{1,2}[A-Z]?(?:\s\d[A-Z]{2})?$|\s+\d{4,6}$")
_AREA = re.compile(r"^(?:greater|metro|near|bei|region|area of)\s+|\s+(?:area|region|metropolitan area)$")


@cache
def _table() -> dict[str, frozenset[str]]:
    data = yaml.safe_load((TABLES / "structure_places.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(map(str, names)) for name, names in data.items()}


@cache
def _places() -> frozenset[str]:
    table = _table()
    return table["countries"] | table["regions"] | table["cities"]


def is_place(text: str) -> bool:
    """Whether `text` is but places: "Lyon, France", "Austin, TX", "Remote / Berlin".

    >>> is_place("Austin, TX"), is_place("Acme Austin")
    (True, False)
    """
    parts = [p for p in _PARTS.split(text.strip()) if p.strip(" .-")]
    if not 0 < len(parts) <= 6:
        return False
    first, *rest = (p.strip(" .") for p in parts)
    return (_known(first) or is_note(first)) and all(
        _known(p) or is_note(p) or _CODE.fullmatch(_POSTCODE.sub("", p)) is not None for p in rest
    )


def is_note(text: str) -> bool:
    """Whether `text` only says how the work was done: "full-time", "remote"."""
    return _key(text) in _table()["notes"]


def _known(part: str) -> bool:
    key = _key(_POSTCODE.sub("", part))
    return key in _places() or _AREA.sub("", key) in _places()


def _key(text: str) -> str:
    return " ".join(folded(text).strip(" .,()").split())
