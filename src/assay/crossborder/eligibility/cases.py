"""Cases of a route: facts on a date, what they must come to and which leaf decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.crossborder.eligibility.compiling import compile_routes, setting_of
from assay.crossborder.eligibility.deciding import explain
from assay.crossborder.eligibility.values import CompiledRoute, Convert, Facts, Points
from assay.crossborder.facts import check_facts, load_facts
from assay.domain.route import Bloc, Route, RouteOutcome, Verdict
from assay.errors import RulesError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FIELDS = frozenset(("title", "on", "facts", "expect", "decided_by"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Facts on a filing date, the verdict they must come to and the leaf that must be among the deciding.

    `decided_by` is the beginning of a leaf's name, None where it is left open.
    """

    title: str
    on: date
    facts: Facts
    expect: Verdict
    decided_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What a case came to; `fault` says how it differs from what it expects, None where it does not."""

    case: Case
    outcome: RouteOutcome
    fault: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Rates and points by filing date, and the blocs of free movement."""

    convert: Callable[[date], Convert]
    points: Callable[[date], Points]
    blocs: tuple[Bloc, ...] = ()


def load_cases(folder: Path) -> tuple[Case, ...]:
    """The cases in ``cases.yaml`` of a route's folder; raises RulesError with every fault found."""
    path = folder / "cases.yaml"
    name = f"{folder.name}/{path.name}"
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RulesError([f"{name}: file: {' '.join(str(error).split())}"]) from error
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list):
        raise RulesError([f"{name}: file: must be a mapping with a list of cases"])
    data = {**data, "cases": [_keyed(entry) for entry in data["cases"]]}
    base = data.get("base") or {}
    faults = [f"{name}: {key}: is not a field: remove it" for key in sorted(set(data) - {"base", "cases"})]
    if not isinstance(base, dict):
        raise RulesError([f"{name}: base: must be a mapping of facts"])
    for at, entry in enumerate(data["cases"], 1):
        faults += [f"{name}: case {at}: {fault}" for fault in _faults(entry, base)]
    if faults:
        raise RulesError(faults)
    return tuple(_case(entry, base) for entry in data["cases"])


def _keyed(entry: Any) -> Any:
    """The entry with its key ``on`` back, which YAML 1.1 reads as true."""
    return (
        {("on" if key is True else key): value for key, value in entry.items()}
        if isinstance(entry, dict)
        else entry
    )


def _faults(entry: Any, base: Mapping[str, object]) -> list[str]:
    if not isinstance(entry, dict):
        return ["must be a mapping"]
    found = [f"{key}: is not a field: remove it" for key in sorted(set(entry) - _FIELDS)]
    if not isinstance(entry.get("title"), str):
        found.append("title: must say what the case shows")
    if type(entry.get("on")) is not date:
        found.append("on: must be a day, for instance 2026-06-01")
    if entry.get("expect") not in [v.value for v in Verdict]:
        found.append(f"expect: must be one of {', '.join(Verdict)}, not {entry.get('expect')!r}")
    if not isinstance(entry.get("decided_by"), str | None):
        found.append("decided_by: must be the beginning of a leaf's name")
    facts = entry.get("facts") or {}
    if not isinstance(facts, dict):
        return [*found, "facts: must be a mapping of facts"]
    return found + [f"facts: {fault}" for fault in check_facts({**base, **facts}, load_facts())]


def _case(entry: Mapping[str, Any], base: Mapping[str, object]) -> Case:
    return Case(
        title=entry["title"],
        on=entry["on"],
        facts={**base, **(entry.get("facts") or {})},
        expect=Verdict(entry["expect"]),
        decided_by=entry.get("decided_by"),
    )


def run_cases(route: Route, cases: Iterable[Case], ports: Ports) -> tuple[CaseResult, ...]:
    """What each case of a route comes to, in order."""
    compiled: dict[date, CompiledRoute] = {}
    results = []
    for case in cases:
        if case.on not in compiled:
            setting = setting_of(case.on, ports.convert(case.on), ports.points(case.on), ports.blocs)
            compiled[case.on] = compile_routes((route,), setting)[0]
        outcome = explain(compiled[case.on], case.facts)
        results.append(CaseResult(case=case, outcome=outcome, fault=_difference(case, outcome)))
    return tuple(results)


def _difference(case: Case, outcome: RouteOutcome) -> str | None:
    told = "; ".join(f"{leaf.leaf}: {leaf.text}" for leaf in outcome.decided_by)
    if outcome.verdict is not case.expect:
        return f"{case.title}: {outcome.verdict}, not {case.expect} ({told})"
    if case.decided_by and not any(_names(case.decided_by, leaf.leaf) for leaf in outcome.decided_by):
        return f"{case.title}: not decided by {case.decided_by} but by {told}"
    return None


def _names(words: str, leaf: str) -> bool:
    """Whether the first words of a leaf's name are these: ``manual_check 1`` is not ``manual_check 10``."""
    return leaf == words or leaf.startswith(f"{words} ")
