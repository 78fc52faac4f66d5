"""Load the rules of hiring from the YAML files of a folder and check them as a whole."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from assay.crossborder.hiring._read import (
    FOLDER,
    Faults,
    Row,
    as_row,
    check_dates,
    check_overlap,
    first_day,
    listed,
    mapping,
)
from assay.crossborder.hiring.values import (
    Conditions,
    Due,
    Duty,
    HiringRule,
    HiringRules,
    Member,
    Places,
    RulePair,
)
from assay.domain.hiring_rule import Phase, Topic
from assay.domain.route import Provenance, Source, Verification

CHECKS = frozenset(
    "pay_range_in_posting pay_range_before_interview pay_advised no_salary_history"
    " no_exclusion_of_colorado status origin age gender".split()
)
"""What the check of a brief can look for."""


class _MemberRow(Row, frozen=True):
    place: str
    valid_from: date | None = None
    valid_to: date | None = None


class _SourceRow(Row, frozen=True):
    title: str
    url: str | None
    kind: str
    as_of: str | None


class _DueRow(Row, frozen=True):
    phase: Phase
    days: int = 0
    months: int = 0
    working_days: bool = False


class _ConditionsRow(Row, frozen=True):
    ai_screening: bool = False
    employer_size_at_least: int | None = None
    size_not_read: bool = False
    remote_counts: bool = False
    recipients_in: tuple[str, ...] = ()
    recipients_outside: tuple[str, ...] = ()
    depends_on: str | None = None


class _DutyRow(Row, frozen=True):
    id: str
    do: str
    due: _DueRow
    checks: tuple[str, ...] = ()
    keep_months: int | None = None
    delete_months: int | None = None
    unsettled: str | None = None
    valid_from: date | msgspec.UnsetType | None = msgspec.UNSET
    valid_to: date | msgspec.UnsetType | None = msgspec.UNSET
    known_from: date | msgspec.UnsetType | None = msgspec.UNSET
    sources: tuple[str, ...] = ()
    verification: Verification | None = None


class _RuleRow(Row, frozen=True):
    id: str
    name: str
    places: tuple[str, ...]
    concerns: tuple[str, ...]
    applies_when: str
    sources: tuple[str, ...]
    verification: Verification
    duties: tuple[_DutyRow, ...]
    conditions: _ConditionsRow = _ConditionsRow()
    except_places: tuple[str, ...] = ()
    penalty: str | None = None
    note: str | None = None
    litigation: str | None = None
    unsettled: str | None = None
    read: date | None = None
    review_by: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    known_from: date | None = None


class _PairRow(Row, frozen=True):
    rules: tuple[str, ...]
    text: str


class _Head(msgspec.Struct, frozen=True):
    topic: Topic
    read: date
    review_by: date


@cache
def load_hiring_rules(folder: Path | None = None) -> HiringRules:
    """The rules in a folder of YAML files, None for those that ship with Assay.

    Raises RulesError with every fault found, each with its file and place.
    """
    folder, faults = folder or FOLDER, Faults()
    places = load_places(folder, faults)
    sources = load_sources(folder, faults)
    rules = [rule for topic in Topic for rule in _rules(folder, topic, faults)]
    pairs = _pairs(folder, faults)
    _check(rules, pairs, places, sources, faults)
    faults.raise_if_any()
    by_id = {rule.id: rule for rule in rules}
    return HiringRules(rules=tuple(rules), places=places, sources=sources, pairs=tuple(pairs), by_id=by_id)


def load_places(folder: Path, faults: Faults) -> Places:
    """Groups and names of places from ``places.yaml``."""
    data = mapping(folder, "places.yaml", faults)
    groups: dict[str, tuple[Member, ...]] = {}
    for group, raw in dict(data.get("groups") or {}).items():
        rows = [{"place": one} if isinstance(one, str) else one for one in raw]
        read = [as_row(r, _MemberRow, "places.yaml", f"groups.{group}", faults) for r in rows]
        groups[group] = tuple(
            Member(place=r.place, valid_from=r.valid_from, valid_to=r.valid_to) for r in read if r
        )
    names = as_row(data.get("names"), dict[str, str], "places.yaml", "names", faults)
    return Places(groups, names or {})


def load_sources(folder: Path, faults: Faults) -> dict[str, Source]:
    """The registry of sources from ``sources.yaml``."""
    sources: dict[str, Source] = {}
    for key, raw in mapping(folder, "sources.yaml", faults).items():
        row = as_row(raw, _SourceRow, "sources.yaml", key, faults)
        if row is None:
            continue
        try:
            as_of = first_day(row.as_of)
        except ValueError:
            faults.add("sources.yaml", f"{key}.as_of", "must be a year, a month or a day, like '2026-07'")
            continue
        sources[key] = Source(
            id=key, title=row.title, url=row.url, kind=row.kind, stated=row.as_of or "", as_of=as_of
        )
    return sources


def _rules(folder: Path, topic: Topic, faults: Faults) -> list[HiringRule]:
    file = f"{topic}.yaml"
    data = mapping(folder, file, faults)
    head = as_row({k: data.get(k) for k in ("topic", "read", "review_by")}, _Head, file, "head", faults)
    rules = []
    for number, raw in enumerate(listed(data, "rules", file, faults)):
        where = _where(raw, number)
        row = as_row(raw, _RuleRow, file, where, faults)
        if row is not None and head is not None:
            rules.append(_rule(row, head))
            _check_rows(row, file, where, faults)
    return rules


def _where(raw: Any, number: int) -> str:
    return f"rules.{raw['id']}" if isinstance(raw, dict) and "id" in raw else f"rules[{number}]"


def _rule(row: _RuleRow, head: _Head) -> HiringRule:
    return HiringRule(
        id=row.id,
        name=row.name,
        topic=head.topic,
        places=row.places,
        except_places=row.except_places,
        concerns=row.concerns,
        applies_when=row.applies_when,
        conditions=Conditions(**msgspec.structs.asdict(row.conditions)),
        penalty=row.penalty,
        note=row.note,
        litigation=row.litigation,
        duties=tuple(_duty(duty, row, head) for duty in row.duties),
    )


def _duty(row: _DutyRow, rule: _RuleRow, head: _Head) -> Duty:
    """A duty takes from its rule what it does not say itself."""
    return Duty(
        id=row.id,
        do=row.do,
        due=Due(**msgspec.structs.asdict(row.due)),
        provenance=Provenance(
            sources=row.sources or rule.sources,
            verification=row.verification or rule.verification,
            read=rule.read or head.read,
            review_by=rule.review_by or head.review_by,
            valid_from=_own(row.valid_from, rule.valid_from),
            valid_to=_own(row.valid_to, rule.valid_to),
            known_from=_own(row.known_from, rule.known_from),
        ),
        checks=row.checks,
        keep_months=row.keep_months,
        delete_months=row.delete_months,
        unsettled=row.unsettled or rule.unsettled,
    )


def _own(own: date | msgspec.UnsetType | None, inherited: date | None) -> date | None:
    return inherited if isinstance(own, msgspec.UnsetType) else own


def _check_rows(row: _RuleRow, file: str, where: str, faults: Faults) -> None:
    spans: dict[str, list[tuple[date | None, date | None]]] = {}
    for duty in row.duties:
        begins, ends = _own(duty.valid_from, row.valid_from), _own(duty.valid_to, row.valid_to)
        check_dates(begins, ends, file, f"{where}.{duty.id}", faults)
        spans.setdefault(duty.id, []).append((begins, ends))
        for check in set(duty.checks) - CHECKS:
            faults.add(
                file, f"{where}.{duty.id}", f"check {check!r} is not one of {', '.join(sorted(CHECKS))}"
            )
    for duty_id, rows in spans.items():
        check_overlap(rows, file, f"{where}.{duty_id}", faults)
    if not row.duties:
        faults.add(file, where, "has no duties; say what must be done")
    if not set(row.concerns) <= {"job", "candidate", "recipient"} or not row.concerns:
        faults.add(file, where, "concerns must list job, candidate or recipient")


def _pairs(folder: Path, faults: Faults) -> list[RulePair]:
    data = mapping(folder, "conflicts.yaml", faults)
    rows = [
        as_row(raw, _PairRow, "conflicts.yaml", f"conflicts[{n}]", faults)
        for n, raw in enumerate(listed(data, "conflicts", "conflicts.yaml", faults))
    ]
    return [RulePair(row.rules, row.text) for row in rows if row]


def _check(
    rules: list[HiringRule], pairs: list[RulePair], places: Places, sources: dict[str, Source], faults: Faults
) -> None:
    ids = [rule.id for rule in rules]
    for rule in rules:
        file, where = f"{rule.topic}.yaml", f"rules.{rule.id}"
        if ids.count(rule.id) > 1:
            faults.add(file, where, "the id stands twice; give one of them another")
        named = (*rule.places, *rule.conditions.recipients_in, *rule.conditions.recipients_outside)
        for place in named:
            if place != "*" and place not in places.names and place not in places.groups:
                faults.add(file, where, f"place {place!r} has no name; add it to places.yaml")
        for source in {s for duty in rule.duties for s in duty.provenance.sources} - sources.keys():
            faults.add(file, where, f"source {source!r} is unknown; add it to sources.yaml")
    for pair in pairs:
        for rule_id in set(pair.rules) - set(ids):
            faults.add("conflicts.yaml", rule_id, "no rule has this id")
