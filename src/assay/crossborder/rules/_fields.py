"""Takes values out of the data files strictly: each wrong or missing one is noted with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

E = TypeVar("E", bound=StrEnum)

_CLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COUNTRY = re.compile(r"[A-Z]{2}")
_STATED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
NEVER = date(1970, 1, 1)
"""Stands in for a day that could not be read, so that the other faults are found as well."""


class _Loader(_CLoader):  # type: ignore[misc]
    """The safe loader, which also refuses a key that stands twice: YAML would keep the last silently."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(found) != len(node.value):
            names = [key.value for key, _ in node.value]
            twice = sorted({n for n in names if names.count(n) > 1})
            text = f"{', '.join(twice)} stands twice in one mapping, keep one"
            raise yaml.constructor.ConstructorError(None, None, text, node.start_mark)
        return found


class Faults:
    """Collects faults as sentences that begin with the file and the place in it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, file: str, place: str, sentence: str) -> None:
        """Note one fault."""
        self.found.append(f"{file}: {place}: {sentence}")


def read_yaml(raw: bytes, file: str, faults: Faults) -> Any:
    """What a YAML file holds; None where it cannot be read (then a fault says so)."""
    try:
        return yaml.load(raw.decode("utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        faults.add(file, "file", " ".join(str(error).split()))
        return None


def read_bytes(path: Path, file: str, faults: Faults) -> bytes | None:
    """The bytes of a file; None where it cannot be read (then a fault says so)."""
    try:
        return path.read_bytes()
    except OSError as error:
        faults.add(file, "file", f"cannot be read ({error.strerror}), write it")
        return None


def stated_day(text: str) -> date | None:
    """The first day of ``2026-11-23``, ``2026-11`` or ``2026``; None for ``undated`` and ``unknown``.

    Raises ValueError for anything else.
    """
    if text in ("undated", "unknown"):
        return None
    match = _STATED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


class Fields:
    """One mapping of a data file. A key that is never asked for is unknown: `close` reports it."""

    __slots__ = ("_asked", "_data", "faults", "file", "place")

    def __init__(self, data: object, file: str, place: str, faults: Faults) -> None:
        self.file, self.place, self.faults = file, place, faults
        self._asked: set[str] = set()
        if not isinstance(data, dict):
            faults.add(file, place or "file", "must be a mapping, write names with their values")
            data = {}
        self._data: dict[str, Any] = data

    def at(self, key: str) -> str:
        """The place of a key."""
        return f"{self.place}.{key}" if self.place else key

    def fault(self, key: str, sentence: str) -> None:
        """Note a fault at a key."""
        self.faults.add(self.file, self.at(key), sentence)

    def raw(self, key: str) -> Any:
        """The value as it stands; None where it is absent."""
        self._asked.add(key)
        return self._data.get(key)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self._data

    def keys(self) -> tuple[str, ...]:
        """All keys, as text."""
        return tuple(str(key) for key in self._data)

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.fault(str(key), f"is not a known key, write one of {known}")

    def _take(self, key: str, good: Callable[[Any], bool], what: str, stand_in: Any) -> Any:
        value = self.raw(key)
        if good(value):
            return value
        if key not in self._data:
            self.fault(key, f"is missing, write {what}")
        else:
            self.fault(key, f"is {value!r}, write {what}")
        return stand_in

    def text(self, key: str, *, empty: bool = False) -> str:
        """A text; may be empty only where `empty` says so."""
        good = lambda v: isinstance(v, str) and (empty or bool(v.strip()))  # noqa: E731
        return str(self._take(key, good, "a text (in quotes where YAML reads it as another value)", ""))

    def maybe_text(self, key: str) -> str | None:
        """A text, or None where it is absent or null."""
        return None if self.raw(key) is None else self.text(key)

    def flag(self, key: str) -> bool:
        """A truth value."""
        return bool(self._take(key, lambda v: isinstance(v, bool), "true or false", False))

    def maybe_flag(self, key: str) -> bool | None:
        """A truth value, or None where it is absent or null."""
        return None if self.raw(key) is None else self.flag(key)

    def whole(self, key: str, least: int = 0) -> int:
        """A whole number, at least `least`."""
        good = lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= least  # noqa: E731
        return int(self._take(key, good, f"a whole number of at least {least}", least))

    def maybe_whole(self, key: str, least: int = 0) -> int | None:
        """A whole number, or None where it is absent or null."""
        return None if self.raw(key) is None else self.whole(key, least)

    def number(self, key: str, least: float = 0) -> float:
        """A number, at least `least`; a whole number stays whole."""
        value = self._take(key, lambda v: is_number(v) and v >= least, f"a number of at least {least}", least)
        assert isinstance(value, int | float)
        return value

    def maybe_number(self, key: str, least: float = 0) -> float | None:
        """A number, or None where it is absent or null."""
        return None if self.raw(key) is None else self.number(key, least)

    def day(self, key: str) -> date:
        """A date."""
        good = lambda v: isinstance(v, date) and not isinstance(v, datetime)  # noqa: E731
        day = self._take(key, good, "a date such as 2026-12-31, without quotes", NEVER)
        assert isinstance(day, date)
        return day

    def maybe_day(self, key: str) -> date | None:
        """A date, or None where it is absent or null."""
        return None if self.raw(key) is None else self.day(key)

    def stated(self, key: str) -> tuple[str, date | None]:
        """A date as far as it is known: the text, and its first day (None for undated and unknown)."""
        text = self.text(key)
        try:
            return text, stated_day(text) if text else None
        except ValueError:
            known = "'2026-11-23', '2026-11', '2026', 'undated' or 'unknown'"
            self.fault(key, f"is {text!r}, write a date in quotes as far as it is known: {known}")
            return text, None

    def word(self, key: str, words: Collection[str]) -> str:
        """One of some words."""
        good = lambda v: isinstance(v, str) and v in words  # noqa: E731
        return str(self._take(key, good, f"one of {', '.join(words)}", next(iter(words))))

    def one_of(self, key: str, kind: type[E]) -> E:
        """A member of an enumeration, by its value."""
        return kind(self.word(key, [str(member) for member in kind]))

    def matching(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        """A text of a given form."""
        good = lambda v: isinstance(v, str) and bool(pattern.fullmatch(v))  # noqa: E731
        return str(self._take(key, good, what, ""))

    def country(self, key: str) -> str:
        """An ISO 3166 code of two letters."""
        return self.matching(key, _COUNTRY, "a country code of two capitals ('NO' in quotes)")

    def maybe_url(self, key: str) -> str | None:
        """An address that begins with https, or None where it is absent or null."""
        url = self.maybe_text(key)
        if url and not url.startswith("https://"):
            self.fault(key, f"is {url!r}, write an address that begins with https://, or null")
        return url

    def items(self, key: str) -> list[Any]:
        """A list, maybe empty."""
        found = self._take(key, lambda v: isinstance(v, list), "a list ([] for none)", [])
        assert isinstance(found, list)
        return found

    def mapping(self, key: str) -> Fields:
        """A mapping within this one, maybe empty."""
        return Fields(self.raw(key), self.file, self.at(key), self.faults)

    def mappings(self, key: str) -> list[Fields]:
        """A list of mappings, maybe empty."""
        return [
            Fields(item, self.file, f"{self.at(key)}[{place}]", self.faults)
            for place, item in enumerate(self.items(key))
        ]

    def texts(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        """A list of texts, empty only where `empty` says so."""
        found = self.items(key)
        if not found and not empty and isinstance(self.raw(key), list):
            self.fault(key, "is empty, write at least one text")
        for place, item in enumerate(found):
            if not isinstance(item, str) or not item.strip():
                self.fault(f"{key}[{place}]", f"is {item!r}, write a text ('NO' in quotes)")
        return tuple(item for item in found if isinstance(item, str))

    def countries(self, key: str) -> tuple[str, ...]:
        """A list of country codes."""
        found = self.texts(key)
        for place, item in enumerate(found):
            if not _COUNTRY.fullmatch(item):
                self.fault(f"{key}[{place}]", f"is {item!r}, write a country code of two capitals")
        return found


def is_number(value: object) -> bool:
    """Whether a value is a finite number and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")
