"""Rules: every constant of the estimates, read from a YAML file and checked as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assay.domain.profile import Signal
from assay.domain.skill import SkillKind
from assay.errors import ModelError
from assay.transfer.values import Months

DEFAULT = Path(__file__).parent / "rules.yaml"
"""The rules that ship with Assay."""

STARTS = ("nothing", "denied", "listed", "theory")


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, and what evidence would show that it was done; ``{skill}`` stands for the name."""

    do: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRules:
    """Who could grow into a role: least share carried over (0-1), skills shown in work, most months."""

    least_carries: float
    least_work: int
    within_months: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRules:
    """How a speciality becomes a target: its areas, of which the first `musts` are musts; shares 0-1."""

    at_most: int
    musts: int
    widest: float
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All constants. Months are beside a job; shares, credits and strengths run from 0 to 1."""

    version: str
    sha256: str
    source: str
    months: Mapping[SkillKind, Months]
    signal_months: Mapping[Signal, Months]
    start: Mapping[str, Months]
    credit_share: float
    least_credit: float
    with_narrower: float
    with_sibling: float
    far_field: float
    rollout_months: Months
    at_a_time: tuple[float, float]
    signals_begin: float
    least_months: float
    seniority_years: Months
    reach_depth: int
    reach_signal: int
    growers: GrowthRules
    areas: AreaRules
    nearest_at_most: int
    nearest_least: float
    steps: Mapping[SkillKind, Advice]
    signals: Mapping[Signal, Advice]
    first: Mapping[str, str]
    rollout: str


@cache
def load_rules(path: Path | None = None) -> Rules:
    """The rules in a YAML file, None for those that ship with Assay.

    Raises ModelError with every fault found, each with its path in the file.
    """
    path = path or DEFAULT
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError([f"{path.name}: cannot be read: {error.strerror}"]) from error
    return rules_from(raw, path.name)


def rules_from(raw: bytes, name: str = "rules") -> Rules:
    """The rules in the bytes of a YAML file called `name`; raises ModelError with every fault."""
    try:
        data = yaml.safe_load(raw)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelError([f"{name}: {' '.join(str(error).split())}"]) from error
    reader = _Reader(data if isinstance(data, dict) else {}, name)
    rules = _read(reader, hashlib.sha256(raw).hexdigest())
    _check(rules, reader)
    if reader.faults:
        raise ModelError(reader.faults)
    return rules


class _Reader:
    """Takes values out of the file by dotted path; a missing or wrong one becomes a fault and a stand-in."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        self.faults: list[str] = []
        self._data = data
        self._name = name

    def fault(self, path: str, sentence: str) -> None:
        self.faults.append(f"{self._name}: {path}: {sentence}")

    def get(self, path: str) -> Any:
        value: Any = self._data
        for key in path.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def text(self, path: str) -> str:
        value = self.get(path)
        if not isinstance(value, str) or not value.strip():
            self.fault(path, "must be a text")
            return ""
        return value.strip()

    def number(self, path: str, low: float = 0.0, high: float = 1.0) -> float:
        return self._bounded(self.get(path), path, low, high)

    def whole(self, path: str, low: int, high: int) -> int:
        return int(self.number(path, low, high))

    def pair(self, path: str, low: float, high: float) -> tuple[float, float]:
        value = self.get(path)
        if not isinstance(value, list) or len(value) != 2:
            self.fault(path, "must be a list of two numbers")
            return low, low
        return self._bounded(value[0], path, low, high), self._bounded(value[1], path, low, high)

    def range(self, path: str, high: float) -> Months:
        least, most = self.pair(path, 0.0, high)
        if least > most:
            self.fault(path, "the lower end may not exceed the upper")
            return Months(most, most)
        return Months(least, most)

    def advice(self, path: str) -> Advice:
        return Advice(self.text(f"{path}.do"), self.text(f"{path}.shows"))

    def _bounded(self, value: Any, path: str, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault(path, f"must be a number from {low:g} to {high:g}, not {value!r}")
            return low
        return float(value)


def _read(r: _Reader, sha256: str) -> Rules:
    return Rules(
        version=r.text("version"),
        sha256=sha256,
        source=r.text("source"),
        months={k: r.range(f"months.{k}", 120.0) for k in SkillKind},
        signal_months={s: r.range(f"signal_months.{s}", 120.0) for s in Signal},
        start={s: r.range(f"start.{s}", 1.0) for s in STARTS},
        credit_share=r.number("credit_share", 0.0, 0.99),
        least_credit=r.number("least_credit"),
        with_narrower=r.number("with_narrower", 0.05, 1.0),
        with_sibling=r.number("with_sibling", 0.05, 1.0),
        far_field=r.number("far_field", 0.0, 5.0),
        rollout_months=r.range("rollout_months", 60.0),
        at_a_time=r.pair("at_a_time", 1.0, 10.0),
        signals_begin=r.number("signals_begin"),
        least_months=r.number("least_months", 0.05, 12.0),
        seniority_years=r.range("seniority_years", 20.0),
        reach_depth=r.whole("reaches.depth", 1, 5),
        reach_signal=r.whole("reaches.signal", 1, 4),
        growers=GrowthRules(
            least_carries=r.number("growers.least_carries"),
            least_work=r.whole("growers.least_work", 0, 100),
            within_months=r.number("growers.within_months", 0.0, 120.0),
        ),
        areas=AreaRules(
            at_most=r.whole("areas.at_most", 1, 50),
            musts=r.whole("areas.musts", 0, 50),
            widest=r.number("areas.widest", 0.01, 1.0),
            least=r.number("areas.least"),
        ),
        nearest_at_most=r.whole("nearest.at_most", 1, 20),
        nearest_least=r.number("nearest.least"),
        steps={k: r.advice(f"steps.{k}") for k in SkillKind},
        signals={s: r.advice(f"signals.{s}") for s in Signal},
        first={s: r.text(f"first.{s}") for s in STARTS[1:]},
        rollout=r.text("rollout"),
    )


def _check(rules: Rules, r: _Reader) -> None:
    """What must hold between values: otherwise a stronger start could take longer."""
    if r.faults:
        return
    if rules.at_a_time[0] < rules.at_a_time[1]:
        r.fault("at_a_time", "the best case may not be slower than the worst")
    if rules.start["nothing"] != Months(1.0, 1.0):
        r.fault("start.nothing", "must be [1, 1]: the months are counted from nothing")
    if rules.areas.musts > rules.areas.at_most:
        r.fault("areas.musts", "may not exceed areas.at_most")
