"""Reads the tree of conditions of a route."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.crossborder.rules._fields import Faults, Fields, is_number
from assay.domain.route import Condition, Verification

OPS = ("==", "!=", ">=", "<=", "<", "in", "intersects")
CITIZENSHIPS = "candidate.citizenships"

_FACT = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")
_GROUPS = ("all", "any", "count_at_least")
_LEAVES = (
    "fact",
    "salary_at_least",
    "candidate_income_at_least",
    "points_at_least",
    "salary_age_progressive",
    "manual_check",
)
_AGE_NAMES = ("floor", "ceiling", "financial_floor", "financial_ceiling")
_NOTHING = Condition(kind="all")


@dataclass(slots=True)
class Tree:
    """Reads one tree; afterwards `thresholds` maps each threshold referred to, to where."""

    file: str
    faults: Faults
    groups: Mapping[str, tuple[str, ...]]
    facts: frozenset[str] | None
    tables: frozenset[str] | None
    thresholds: dict[str, str] = field(default_factory=dict)
    checks: int = 0

    def read(self, data: object, place: str) -> Condition:
        """The condition at a place."""
        fields = Fields(data, self.file, place, self.faults)
        kinds = [kind for kind in (*_GROUPS, *_LEAVES) if fields.has(kind)]
        if len(kinds) != 1:
            found = " and ".join(kinds) or "none"
            names = ", ".join((*_GROUPS, *_LEAVES))
            self.faults.add(self.file, place, f"must be one condition but has {found}, write one of {names}")
            return _NOTHING
        condition: Condition = _READ[kinds[0]](self, fields)
        fields.close()
        return condition

    def _parts(self, fields: Fields, key: str) -> tuple[Condition, ...]:
        items = fields.items(key)
        if not items:
            fields.fault(key, "has no conditions, write at least one")
        return tuple(self.read(item, f"{fields.at(key)}[{n}]") for n, item in enumerate(items))

    def all(self, fields: Fields) -> Condition:
        """All parts must hold."""
        return Condition(kind="all", parts=self._parts(fields, "all"))

    def any(self, fields: Fields) -> Condition:
        """One part must hold."""
        return Condition(kind="any", parts=self._parts(fields, "any"))

    def count(self, fields: Fields) -> Condition:
        """Some number of the parts must hold."""
        inner = fields.mapping("count_at_least")
        least, parts = inner.whole("n", 1), self._parts(inner, "of")
        if least > len(parts):
            inner.fault("n", f"is {least} of {len(parts)} conditions, write at most {len(parts)}")
        inner.close()
        return Condition(kind="count_at_least", parts=parts, least=least)

    def fact(self, fields: Fields) -> Condition:
        """A stated fact compared with a value."""
        subject = fields.matching("fact", _FACT, "the id of a fact such as candidate.degree_level")
        if subject and self.facts is not None and subject not in self.facts:
            fields.fault("fact", f"{subject} is not in the registry of facts, write one that is or add it")
        op = fields.word("op", OPS)
        value = self._value(fields, subject, op)
        return Condition(
            kind="fact", subject=subject, op=op, value=value, verification=self._verification(fields)
        )

    def _value(self, fields: Fields, subject: str, op: str) -> object:
        if op in ("in", "intersects"):
            return self._members(fields, subject)
        value = fields.raw("value")
        ordered = op in ("<", "<=")
        good = is_number(value) or (isinstance(value, str | bool) and not ordered)
        if op == ">=" and isinstance(value, bool):
            good = False
        if not good:
            what = "a number" if ordered else "a number or a text" if op == ">=" else "true, false, a text"
            fields.fault("value", f"is {value!r}, write {what} to compare by {op}")
        return value

    def _members(self, fields: Fields, subject: str) -> tuple[str, ...]:
        found: list[str] = []
        for place, name in enumerate(fields.texts("value")):
            found += self.groups.get(name, (name,))
            if subject == CITIZENSHIPS and name not in self.groups and not re.fullmatch("[A-Z]{2}", name):
                known = ", ".join(self.groups) or "none"
                sentence = f"is {name!r}, write a country code or a group of groups.yaml ({known})"
                fields.fault(f"value[{place}]", sentence)
        return tuple(dict.fromkeys(found))

    def threshold(self, fields: Fields, kind: str) -> Condition:
        """Pay or income compared with a threshold."""
        subject = fields.text(kind)
        self._refers(subject, fields.at(kind))
        return Condition(kind=kind, subject=subject, verification=self._verification(fields))

    def points(self, fields: Fields) -> Condition:
        """Points of a table compared with the least number."""
        inner = fields.mapping("points_at_least")
        table, least = inner.text("table"), inner.number("min")
        if self.tables is not None and table not in self.tables:
            known = ", ".join(sorted(self.tables)) or "none"
            inner.fault("table", f"there is no points table {table!r}, write one of {known} or add it")
        inner.close()
        return Condition(
            kind="points_at_least", subject=table, value=least, verification=self._verification(fields)
        )

    def progressive(self, fields: Fields) -> Condition:
        """A floor of pay that rises with age."""
        inner = fields.mapping("salary_age_progressive")
        value: dict[str, Any] = {"from_age": inner.whole("from_age"), "to_age": inner.whole("to_age")}
        if value["from_age"] >= value["to_age"]:
            inner.fault("to_age", f"is {value['to_age']}, write an age above from_age, {value['from_age']}")
        financial = inner.has("financial_floor") or inner.has("financial_ceiling")
        for name in _AGE_NAMES if financial else _AGE_NAMES[:2]:
            value[name] = inner.text(name)
            self._refers(value[name], inner.at(name))
        inner.close()
        verification = self._verification(fields)
        return Condition(kind="salary_age_progressive", value=value, verification=verification)

    def check(self, fields: Fields) -> Condition:
        """What a person must check."""
        self.checks += 1
        number = self.checks
        return Condition(
            kind="manual_check",
            subject=fields.text("manual_check"),
            number=number,
            verification=self._verification(fields),
        )

    def _refers(self, threshold: str, place: str) -> None:
        if threshold:
            self.thresholds.setdefault(threshold, place)

    def _verification(self, fields: Fields) -> Verification | None:
        return fields.one_of("verification", Verification) if fields.has("verification") else None


_READ: Mapping[str, Callable[[Tree, Fields], Condition]] = {
    "all": Tree.all,
    "any": Tree.any,
    "count_at_least": Tree.count,
    "fact": Tree.fact,
    "salary_at_least": lambda tree, fields: tree.threshold(fields, "salary_at_least"),
    "candidate_income_at_least": lambda tree, fields: tree.threshold(fields, "candidate_income_at_least"),
    "points_at_least": Tree.points,
    "salary_age_progressive": Tree.progressive,
    "manual_check": Tree.check,
}
