"""Read the YAML tables of pay; every fault is gathered with its file and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from assay.domain.route import Verification

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YEARS = (1990, 2100)


class Table:
    """One file: takes values out of its rows; a missing or wrong one becomes a fault and a stand-in."""

    def __init__(self, folder: Path, name: str, faults: list[str]) -> None:
        self.name = name
        self._faults = faults
        self._data = self._load(folder / name)

    def fault(self, where: str, sentence: str) -> None:
        """Note a fault: where it is, what is wrong and how to mend it."""
        self._faults.append(f"{self.name}: {where}: {sentence}")

    def rows(self, key: str) -> Iterator[tuple[str, Row]]:
        """The rows of a mapping by name, or of a list by number."""
        found = self._data.get(key)
        if not isinstance(found, dict | list) or not found:
            self.fault(key, "must hold rows")
            return
        pairs = found.items() if isinstance(found, dict) else enumerate(found)
        for name, data in pairs:
            yield str(name), Row(self, f"{key}.{name}", data)

    def top(self) -> Row:
        """The file's own fields."""
        return Row(self, "file", self._data)

    def _load(self, path: Path) -> Mapping[str, Any]:
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
        except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
            self.fault("file", f"cannot be read: {' '.join(str(error).split())}")
            return {}
        if not isinstance(data, dict):
            self.fault("file", "must hold a mapping")
            return {}
        return data


class Row:
    """One row of a table, read by field."""

    def __init__(self, table: Table, where: str, data: object) -> None:
        self.table = table
        self.where = where
        self.data: Mapping[str, Any] = data if isinstance(data, dict) else {}
        if not isinstance(data, dict):
            table.fault(where, "must be a mapping")

    def __contains__(self, key: str) -> bool:
        return self.data.get(key) is not None

    def fault(self, key: str, sentence: str) -> None:
        """Note a fault in one field."""
        self.table.fault(f"{self.where}.{key}", sentence)

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            self.fault(key, "must be a text (quote it)")
            return ""
        return value.strip()

    def text_or_none(self, key: str) -> str | None:
        """A text, or None where the field is null."""
        return self.text(key) if key in self else None

    def number(self, key: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        return self._bounded(key, self.data.get(key), low, high)

    def year(self, key: str = "year") -> int:
        """A year."""
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not _YEARS[0] <= value <= _YEARS[1]:
            self.fault(key, f"must be a year, not {value!r}")
            return _YEARS[0]
        return value

    def day(self, key: str) -> date | None:
        """A date, or None where the field is null."""
        value = self.data.get(key)
        if value is not None and not isinstance(value, date):
            self.fault(key, f"must be a date such as 2026-01-31 or null, not {value!r}")
            return None
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is absent."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, f"must be true or false, not {value!r}")
        return value is True

    def verification(self) -> Verification:
        """How the figure was come by."""
        value = self.data.get("verification")
        if value not in set(Verification):
            self.fault("verification", f"must be one of {', '.join(Verification)}, not {value!r}")
            return Verification.MEMORY
        return Verification(value)

    def sources(self, known: Mapping[str, object]) -> tuple[str, ...]:
        """Ids of sources, at least one, each in sources.yaml."""
        value = self.data.get("sources")
        if not isinstance(value, list) or not value:
            self.fault("sources", "must name at least one source")
            return ()
        for source in value:
            if source not in known:
                self.fault("sources", f"{source!r} is not in sources.yaml; add it there")
        return tuple(str(s) for s in value)

    def steps(self, key: str) -> tuple[tuple[float, float], ...]:
        """Pairs of numbers whose first rises; the second lies from 0 to below 1."""
        value = self.data.get(key)
        pairs = value if isinstance(value, list) else []
        if not pairs or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
            self.fault(key, "must be a list of pairs")
            return ()
        out = tuple((self._bounded(key, a, 1, 1000), self._bounded(key, b, 0, 0.999)) for a, b in pairs)
        if any(after[0] <= before[0] for before, after in pairwise(out)):
            self.fault(key, "must rise from pair to pair")
        return out

    def _bounded(self, key: str, value: object, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault(key, f"must be a number from {low:g} to {high:g}, not {value!r}")
            return low
        return float(value)
