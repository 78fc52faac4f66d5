"""The registry of facts: what each one is, who states it, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assay.errors import RulesError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = Path(__file__).parent
"""Its YAML files make up the registry that ships with Assay."""

DEGREES = ("none", "secondary", "vocational", "bachelor", "master", "phd")
"""Levels of education, lowest first."""
CEFR = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
"""Levels of a language, lowest first (Council of Europe); ``none`` for no knowledge of it."""

SCALES = {"level": DEGREES, "cefr": CEFR}
"""The ordered types: a higher level satisfies ``>=`` a lower one."""
TYPES = ("bool", "whole", "number", "money", "text", "country", "countries", "currency", "isco", *SCALES)
STATED_BY = ("candidate", "employer", "offer", "process")
NUMBERS = ("whole", "number", "money")
_FIELDS = frozenset(("id", "type", "label", "stated_by", "private", "question", "unit", "range", "values"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that rules may ask for.

    `type` is one of `TYPES`; numbers lie from `least` to `most`, in `unit`; a text or level is one of `values`
    where there are any. `stated_by` is who states it. A `private` one is never asked for by, nor shown to, those
    who decide on hiring. `question` is how it is asked.
    """

    id: str
    type: str
    label: str
    stated_by: str
    private: bool
    question: str
    unit: str | None = None
    least: float | None = None
    most: float | None = None
    values: tuple[str, ...] = ()


@cache
def load_facts(folder: Path | None = None) -> Mapping[str, Fact]:
    """The facts in all YAML files of a folder, by id; None for those that ship with Assay.

    Raises RulesError with every fault found.
    """
    registry: dict[str, Fact] = {}
    faults: list[str] = []
    for path in sorted((folder or FOLDER).glob("*.yaml")):
        for at, entry in enumerate(_entries(path, faults)):
            where = f"{path.name}: {entry.get('id', at + 1) if isinstance(entry, dict) else at + 1}"
            found = _faults(entry)
            if not found and entry["id"] in registry:
                found = ["is registered twice: remove one"]
            faults += [f"{where}: {fault}" for fault in found]
            if not found:
                registry[entry["id"]] = _fact(entry)
    if faults:
        raise RulesError(faults)
    return registry


def _entries(path: Path, faults: list[str]) -> list[Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        faults.append(f"{path.name}: file: {' '.join(str(error).split())}")
        return []
    facts = data.get("facts") if isinstance(data, dict) else data
    if not isinstance(facts, list):
        faults.append(f"{path.name}: file: must hold a list of facts, by itself or under its name")
        return []
    return facts


def _faults(entry: Any) -> list[str]:
    if not isinstance(entry, dict):
        return ["must be a mapping"]
    found = [f"{key}: is not a field: remove it" for key in sorted(set(entry) - _FIELDS)]
    for key in ("id", "label", "question"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            found.append(f"{key}: must be a text")
    if entry.get("type") not in TYPES:
        found.append(f"type: must be one of {', '.join(TYPES)}, not {entry.get('type')!r}")
    if entry.get("stated_by") not in STATED_BY:
        found.append(f"stated_by: must be one of {', '.join(STATED_BY)}, not {entry.get('states')!r}")
    if not isinstance(entry.get("private"), bool):
        found.append("private: must be true or false")
    return found + _type_faults(entry)


def _type_faults(entry: Mapping[str, Any]) -> list[str]:
    found = []
    bounds, values = entry.get("range"), entry.get("values")
    if entry.get("type") in NUMBERS:
        pair = bounds if isinstance(bounds, list) and all(_is_number(b) for b in bounds) else []
        if len(pair) != 2 or pair[0] >= pair[1]:
            found.append("range: must be two numbers, the lower first")
        if not isinstance(entry.get("unit"), str):
            found.append("unit: must say what the number counts")
    elif bounds is not None:
        found.append("range: only numbers have one")
    if values is None:
        return found
    if entry.get("type") != "text":
        found.append("values: only a text has them")
    elif not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
        found.append("values: must list the texts to choose from")
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _fact(entry: Mapping[str, Any]) -> Fact:
    least, most = entry.get("range") or (None, None)
    return Fact(
        id=entry["id"],
        type=entry["type"],
        label=entry["label"].strip(),
        stated_by=entry["stated_by"],
        private=entry["private"],
        question=entry["question"].strip(),
        unit=entry.get("unit"),
        least=least,
        most=most,
        values=SCALES.get(entry["type"], tuple(entry.get("values") or ())),
    )
