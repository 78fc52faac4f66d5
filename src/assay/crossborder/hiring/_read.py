"""Read the YAML files of the rules into typed rows; every fault is gathered with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from assay.errors import RulesError

FOLDER = Path(__file__).parent / "rules"
"""The rules that ship with Assay."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Shape = TypeVar("_Shape")


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a file; a field that is not listed is a fault."""


class Faults:
    """Collects faults as sentences ``file: where: what is wrong, how to mend``."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, file: str, where: str, sentence: str) -> None:
        """Note one fault."""
        self.found.append(f"{file}: {where}: {sentence}")

    def raise_if_any(self) -> None:
        """Raise RulesError with all faults, if there are any."""
        if self.found:
            raise RulesError(self.found)


def mapping(folder: Path, name: str, faults: Faults) -> Mapping[str, Any]:
    """The mapping in a file of `folder`, empty (with a fault) where it cannot be read."""
    try:
        data = yaml.load((folder / name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        faults.add(name, "file", f"cannot be read ({' '.join(str(error).split())})")
        return {}
    if not isinstance(data, dict):
        faults.add(name, "file", "must hold a mapping")
        return {}
    return data


def as_row(data: object, shape: type[_Shape], file: str, where: str, faults: Faults) -> _Shape | None:
    """`data` as a row of `shape`; None with a fault where a field is missing, unknown or of a wrong kind."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        faults.add(file, where, f"{error}; mend the field or remove it")
        return None


def listed(data: Mapping[str, Any], key: str, file: str, faults: Faults) -> list[Any]:
    """The list under a key, empty with a fault where it is none."""
    rows = data.get(key)
    if isinstance(rows, list):
        return rows
    if data:
        faults.add(file, key, "must be a list")
    return []


def check_dates(begins: date | None, ends: date | None, file: str, where: str, faults: Faults) -> None:
    """A row may not end before it begins."""
    if begins and ends and ends < begins:
        faults.add(file, where, f"valid_to {ends} lies before valid_from {begins}; swap or mend them")


def check_overlap(
    rows: Iterable[tuple[date | None, date | None]], file: str, where: str, faults: Faults
) -> None:
    """Rows of one value may not hold on the same day, or the value would be two."""
    ordered = sorted((b or date.min, e or date.max) for b, e in rows)
    for (_, ends), (begins, _) in pairwise(ordered):
        if begins <= ends:
            faults.add(file, where, f"two rows hold on {begins}; end the earlier one the day before")


def first_day(stated: str | None) -> date | None:
    """The earliest day of a date stated as a year, a month or a day; raises ValueError on anything else."""
    if stated is None:
        return None
    year, month, day = (*map(int, stated.split("-")), 1, 1)[:3]
    return date(year, month, day)
