"""Sheets of declared facts: YAML that a person or an employer fills in, read with every fault named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assay.crossborder.facts import Fact, check_facts, load_facts
from assay.domain.declared import DeclaredFacts
from assay.domain.route import DISCLAIMER
from assay.errors import FactsError, UsageError

MARK = "facts"
"""What stands under ``assay:`` in a sheet, which tells it from a CV or an edited brief."""

SECTIONS = ("candidate", "private", "employer", "offer", "process", "checked", "points")
MAX_BYTES = 1_000_000
_HEAD = f"""\
# Facts for hiring across borders. {DISCLAIMER}
# Leave out or leave empty what is not known: an empty line counts as "not known", never as "no".
# `private` is for the person alone, and voluntary. It is used with `--view candidate` only, and is never shown to
# those who decide on the hiring. Nothing in this sheet changes a score.
assay: {MARK}
"""


def is_sheet(path: Path) -> bool:
    """Whether a file is a sheet of facts rather than a CV: YAML with ``assay: facts`` at its head."""
    if path.suffix.lower() not in (".yaml", ".yml") or not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return any(line.strip() == f"assay: {MARK}" for line in file)


def read_sheets(paths: Sequence[Path]) -> DeclaredFacts:
    """The facts of all sheets together; where two state the same fact, they must agree.

    Raises UsageError where a file cannot be read, FactsError with every fault found in them.
    """
    facts: dict[str, object] = {}
    origins: dict[str, str] = {}
    faults: list[str] = []
    for path in paths:
        for key, value in _flat(path, faults).items():
            if key in facts and facts[key] != value:
                faults.append(f"{path.name}: {key}: says {value!r}, {origins[key]} {facts[key]!r}; keep one")
                continue
            facts[key], origins[key] = value, f"sheet {path.name}"
    faults += [f"{_of(fault, origins)}: {fault}" for fault in check_facts(facts, load_facts())]
    if faults:
        raise FactsError(faults)
    return DeclaredFacts(facts=facts, origins=origins)


def blank_sheet(who: str) -> str:
    """An empty sheet for a ``candidate`` or an ``employer``, with a line on each fact and its question."""
    registry = load_facts().values()
    states = ("candidate",) if who == "candidate" else ("employer", "offer", "process")
    parts = [_HEAD]
    for state in states:
        open_facts = [f for f in registry if f.stated_by == state and not f.private and not _derived(f)]
        parts.append(_section(state, open_facts))
        private = [f for f in registry if f.stated_by == state and f.private and not _derived(f)]
        if private:
            parts.append(_section("private", private))
    return "\n".join(parts)


def _section(name: str, facts: Iterable[Fact]) -> str:
    lines = [f"{name}:"]
    for fact in facts:
        lines.append(f"  # {fact.question} ({_kind(fact)})")
        lines.append(f"  {fact.id.partition('.')[2]}:")
    return "\n".join(lines) + "\n"


def _kind(fact: Fact) -> str:
    if fact.values:
        return " | ".join(fact.values)
    kinds = {
        "bool": "true or false",
        "countries": "list of ISO codes, as [DE, 'NO']",
        "country": "ISO code, as DE",
        "degree": "none | secondary | vocational | bachelor | master | phd",
        "cefr": "A1 to C2",
    }
    return fact.unit or kinds.get(fact.type, fact.type)


def _derived(fact: Fact) -> bool:
    return fact.id in ("candidate.free_movement_in_destination", "candidate.citizen_of_destination")


def _flat(path: Path, faults: list[str]) -> dict[str, object]:
    raw = _yaml(path, faults)
    out: dict[str, object] = {}
    for section, body in raw.items():
        if section == "assay":
            continue
        if section not in SECTIONS:
            faults.append(f"{path.name}: {section}: is no section; sections are {', '.join(SECTIONS)}")
        elif body is not None and not isinstance(body, Mapping):
            faults.append(f"{path.name}: {section}: must hold lines of 'fact: value'")
        elif body:
            prefix = "candidate" if section == "private" else section
            out |= {key: value for key, value in _lines(prefix, body) if value is not None}
    return out


def _lines(prefix: str, body: Mapping[Any, Any]) -> Iterable[tuple[str, object]]:
    for key, value in body.items():
        if isinstance(value, Mapping):
            yield from _lines(f"{prefix}.{key}", value)
        else:
            yield f"{prefix}.{key}", tuple(value) if isinstance(value, list) else value


def _yaml(path: Path, faults: list[str]) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path}: is larger than a sheet of facts can be")
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text; save it as such") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        faults.append(f"{path.name}: is not YAML{where}; compare it with what assay routes sheet writes")
        return {}
    if not isinstance(raw, Mapping) or raw.get("assay") != MARK:
        faults.append(
            f"{path.name}: does not begin with 'assay: {MARK}'; assay routes sheet writes a blank one"
        )
        return {}
    return raw


def _of(fault: str, origins: Mapping[str, str]) -> str:
    return origins.get(fault.split(":", 1)[0], "sheet")
