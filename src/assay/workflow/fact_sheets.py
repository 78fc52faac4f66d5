"""Sheets of declared facts: YAML that a person or an employer fills in, read with every fault named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assay.crossborder.facts import Fact, check_facts, load_facts, may_be_seen
from assay.domain.declared import DeclaredFacts
from assay.domain.route import DISCLAIMER
from assay.errors import FactsError, UsageError

MARK = "facts"
"""What stands under ``assay:`` in a sheet, which tells it from a CV or an edited brief."""

SECTIONS = ("candidate", "private", "employer", "offer", "process", "checked", "points")
MAX_BYTES = 1_000_000
_DEEP = 1
"""Levels below a section's lines: ``checked`` and ``points`` name a route or table and then the fact."""
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
        for key, value in _flat(path, faults):
            if key in facts and facts[key] != value:
                faults.append(
                    f"{path.name}: {key}: {_differs(key, value, facts[key], origins[key])}; keep one"
                )
                continue
            facts[key], origins[key] = value, f"sheet {path.name}"
    faults += [
        f"{origins[fact.id]}: {fact.id}: is worked out for each country; state citizenships or authorised_in"
        for fact in load_facts().values()
        if fact.id in facts and _derived(fact)
    ]
    faults += [f"{_of(fault, origins)}: {fault}" for fault in check_facts(facts, load_facts())]
    if faults:
        raise FactsError(faults)
    return DeclaredFacts(facts=facts, origins=origins)


def blank_sheet(who: str) -> str:
    """An empty sheet for a ``candidate`` or an ``employer``, with a line on each fact and its question."""
    states = ("candidate",) if who == "candidate" else ("employer", "offer", "process")
    held: dict[str, list[Fact]] = {section: [] for section in SECTIONS}
    for fact in load_facts().values():
        if fact.stated_by in states and not _derived(fact):
            held[_section_of(fact)].append(fact)
    return "\n".join([_HEAD, *(_section(name, facts) for name, facts in held.items() if facts)])


def _section_of(fact: Fact) -> str:
    """The section that reads a fact back under its id; what is private of a person stands apart."""
    section = fact.id.partition(".")[0]
    return "private" if fact.private and section == "candidate" else section


def _section(name: str, facts: Iterable[Fact]) -> str:
    lines = [f"{name}:"]
    for fact in facts:
        lines.append(f"  # {fact.question} ({_kind(fact)})")
        lines.append(f"  {fact.id.partition('.')[2]}:")
    return "\n".join(lines) + "\n"


def _kind(fact: Fact) -> str:
    if fact.values:
        return " | ".join(f"'{value}'" if value.isdigit() else value for value in fact.values)
    kinds = {
        "bool": "true or false",
        "countries": "list of ISO codes, as [DE, 'NO']",
        "country": "ISO code, as DE or 'NO'",
        "currency": "ISO code, as EUR",
        "isco": "one to four digits of ISCO-08, as '25'",
    }
    return fact.unit or kinds.get(fact.type, fact.type)


def _derived(fact: Fact) -> bool:
    return fact.id in ("candidate.free_movement_in_destination", "candidate.citizen_of_destination")


def _flat(path: Path, faults: list[str]) -> Iterable[tuple[str, object]]:
    """The facts of a sheet by id; one that stands in two sections comes twice."""
    for section, body in _yaml(path, faults).items():
        if section == "assay":
            continue
        if section not in SECTIONS:
            faults.append(f"{path.name}: {section}: is no section; sections are {', '.join(SECTIONS)}")
        elif body is not None and not isinstance(body, Mapping):
            faults.append(f"{path.name}: {section}: must hold lines of 'fact: value'")
        elif body:
            prefix = "candidate" if section == "private" else section
            yield from ((key, value) for key, value in _lines(prefix, body) if value is not None)


def _lines(prefix: str, body: Mapping[Any, Any], deep: int = 0) -> Iterable[tuple[str, object]]:
    """Facts by id; what stands deeper than any id reaches stays as it is, and is no fact."""
    for key, value in body.items():
        if isinstance(value, Mapping) and deep < _DEEP:
            yield from _lines(f"{prefix}.{key}", value, deep + 1)
        else:
            yield f"{prefix}.{key}", tuple(value) if isinstance(value, list) else value


def _yaml(path: Path, faults: list[str]) -> Mapping[Any, Any]:
    text = _text(path)
    try:
        refused = _refused(text)
        raw = {} if refused else yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:  # a date or number that is none is a ValueError
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        faults.append(f"{path.name}: is not YAML{where}; compare it with what assay routes sheet writes")
        return {}
    faults += [f"{path.name}: {fault}" for fault in refused]
    if refused:
        return {}
    if not isinstance(raw, Mapping) or raw.get("assay") != MARK:
        faults.append(
            f"{path.name}: does not begin with 'assay: {MARK}'; assay routes sheet writes a blank one"
        )
        return {}
    return raw


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path}: is larger than a sheet of facts can be")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text; save it as such") from error


def _refused(text: str) -> list[str]:
    """What YAML allows and a sheet must not hold: keys that hide one another, and aliases, which can grow."""
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    if any(isinstance(event, yaml.AliasEvent) for event in events):
        return ["refers to another line with *; write the value out"]
    faults = []
    left = [yaml.compose(text, Loader=yaml.CSafeLoader)]
    while left:
        node = left.pop()
        if not isinstance(node, yaml.MappingNode):
            continue
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        again = [key for key, often in Counter(keys).items() if often > 1]
        faults += [f"line {node.start_mark.line + 1}: {key}: stands twice; keep one" for key in again]
        left += [value for _, value in node.value]
    return faults


def _differs(key: str, value: object, held: object, origin: str) -> str:
    """How two sheets differ; of a private fact, not what they say."""
    if may_be_seen(key, load_facts()):
        return f"says {value!r}, {origin} {held!r}"
    return f"differs from {origin}"


def _of(fault: str, origins: Mapping[str, str]) -> str:
    return origins.get(fault.split(":", 1)[0], "sheet")
