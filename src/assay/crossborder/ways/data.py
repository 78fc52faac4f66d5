"""The figures and risks that no route states: loaded once, each with how it was come by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assay.domain.arrangement import Risk, WayKind
from assay.domain.route import Verification
from assay.errors import RulesError


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A range that is our own figure; `unit` is ``days`` or an ISO 4217 currency."""

    low: float
    high: float
    unit: str
    note: str
    verification: Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule:
    """A risk and the ways it comes with; `only` narrows it: ``tied``, ``permit`` or ``role_controlled``."""

    risk: Risk
    ways: frozenset[WayKind]
    only: str | None


@cache
def load_estimates() -> dict[str, Estimate]:
    """Estimates by name: ``eor_fee`` (a month) and ``onboarding_…``. Raises RulesError on faults."""
    raw = _read("estimates.yaml")
    named = {"eor_fee": raw["eor_fee"]} | {f"onboarding_{k}": v for k, v in raw["onboarding_days"].items()}
    faults: list[str] = []
    out: dict[str, Estimate] = {}
    for name, row in named.items():
        if not 0 <= row["low"] <= row["high"]:
            faults.append(f"ways/estimates.yaml: {name}: low is above high; write the smaller figure first")
            continue
        out[name] = Estimate(
            low=row["low"],
            high=row["high"],
            unit=row.get("currency", "days"),
            note=row["note"],
            verification=Verification(row["verification"]),
        )
    if faults:
        raise RulesError(faults)
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDay:
    """Month and day by which a filing must be made, and on which the work then starts."""

    filed_by: tuple[int, int]
    starts: tuple[int, int]


@cache
def load_first_days() -> dict[str, FirstDay]:
    """The routes whose first day of work the law fixes."""

    def day(text: str) -> tuple[int, int]:
        month, _, number = text.partition("-")
        return int(month), int(number)

    return {
        route: FirstDay(filed_by=day(row["filed_by"]), starts=day(row["starts"]))
        for route, row in _read("estimates.yaml")["first_days"].items()
    }


@cache
def load_risks() -> tuple[RiskRule, ...]:
    """The risks of each way, in the order of the file."""
    return tuple(
        RiskRule(
            risk=Risk(
                kind=row["kind"],
                text=row["text"].strip(),
                verification=Verification(row["verification"]),
                source=row["source"],
            ),
            ways=frozenset(WayKind(way) for way in row["ways"]),
            only=row.get("only"),
        )
        for row in _read("risks.yaml")["risks"]
    )


def controlled_words(text: str) -> tuple[str, ...]:
    """The words of a brief that name technology which export rules may control, as written, each once.

    >>> controlled_words("You design ASICs under ITAR rules.")
    ('ASICs', 'ITAR')
    """
    found = (m["word"] for m in _controlled().finditer(text))
    return tuple(dict.fromkeys(word for word in found if word))


@cache
def _controlled() -> re.Pattern[str]:
    """The words as group ``word``; harmless phrases come first, and so hide the words that they hold."""
    raw = _read("controlled.yaml")
    upper = _either(w for w in raw["words"] if w.isupper())
    plain = _either(w for w in raw["words"] if not w.isupper())
    harmless = _either(raw["harmless"])
    return re.compile(rf"(?<!\w)(?:(?i:{harmless})|(?P<word>{upper}|(?i:{plain})))(?!\w)")


def _either(words: Iterable[str]) -> str:
    return "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))


def _pattern(word: str) -> str:
    stem = r"[\s-]+".join(re.escape(part) for part in word.rstrip("*").replace("-", " ").split())
    return stem + (r"\w*" if word.endswith("*") else "s?")


def _read(name: str) -> Any:
    text = files("assay.crossborder.ways").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)
