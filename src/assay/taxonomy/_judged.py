"""The judged edges between skills in ``transfer.yaml``, expanded from groups and lists to pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from assay.domain.skill import Skill
from assay.taxonomy._load import Faults

JUDGED = "transfer.yaml"

LEAST, MOST = 0.15, 0.85
"""Bounds of a judged credit: less is not worth a line, more would be the same skill."""

Pair = tuple[str, str]
Narrower = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A credit with its reason.

    `shows`: the source is used through the target and so shows it; what resembles the source does not.
    """

    credit: float
    reason: str
    shows: bool = False


class JudgedReader:
    """Reads the sections of one ``transfer.yaml``; what is wrong with them goes to `faults`."""

    def __init__(self, narrower: Narrower, skills: Mapping[str, Skill], faults: Faults) -> None:
        self._narrower = narrower
        self._skills = skills
        self._faults = faults
        self.sure: dict[Pair, Judgement] = {}
        self.grouped: dict[Pair, Judgement] = {}
        self.spread: dict[Pair, Judgement] = {}

    def group(self, row: Mapping[str, Any], where: str) -> None:
        """Each skill of a group answers for every other."""
        self._fields(row, where, {"skills", "credit", "reason"})
        names = self._names(row, "skills", where)
        if len(names) < 2:
            self.fault(f"{where}.skills", "must list at least two skills")
        judged = self._judgement(row, where)
        for source in names:
            for target in names:
                if source != target and judged and self._known(where, source, target):
                    self._add(self.grouped, (source, target), judged, where)

    def edge(self, row: Mapping[str, Any], where: str) -> None:
        """Sources answer for targets; with `back`, targets also for sources."""
        self._fields(row, where, {"from", "to", "credit", "back", "shows", "reason", "back_reason"})
        sources, targets = self._names(row, "from", where), self._names(row, "to", where)
        before = len(self.sure) + len(self.spread) + len(self._faults.found)
        if not isinstance(row.get("shows", False), bool):
            self.fault(f"{where}.shows", f"must be true or false, not {row['shows']!r}")
        if judged := self._judgement(row, where):
            self._spread(sources, targets, replace(judged, shows=row.get("shows") is True), where)
        if "back" in row and (back := self._judgement(row, where, "back", "back_reason")):
            self._spread(targets, sources, back, where)
        if len(self.sure) + len(self.spread) + len(self._faults.found) == before:
            self.fault(
                where, "yields no edge: evidence of a narrower skill is direct evidence of the wider one"
            )

    def refusal(self, row: Mapping[str, Any], where: str) -> Iterator[Pair]:
        """Pairs, both ways, between which nothing carries over."""
        self._fields(row, where, {"from", "to", "reason"})
        reason_of(row, "reason", where, self._faults)
        for source in self._names(row, "from", where):
            for target in self._names(row, "to", where):
                if self._known(where, source.rstrip("+"), target.rstrip("+")):
                    for a in self._expanded(source):
                        yield from ((pair) for b in self._expanded(target) for pair in ((a, b), (b, a)))

    def fault(self, path: str, sentence: str) -> None:
        """Note one fault of the file."""
        self._faults.add(JUDGED, path, sentence)

    def _fields(self, row: Mapping[str, Any], where: str, known: set[str]) -> None:
        for key in sorted(set(map(str, row)) - known):
            self.fault(f"{where}.{key}", f"is not a field; fields are {', '.join(sorted(known))}")

    def _names(self, row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = row.get(key)
        listed = value if isinstance(value, list) else [value]
        names = tuple(v for v in listed if isinstance(v, str) and v.strip("+"))
        if not names or len(names) < len(listed):
            self.fault(f"{where}.{key}", f"must be a skill's id or a list of them, not {value!r}")
        return names

    def _judgement(
        self, row: Mapping[str, Any], where: str, key: str = "credit", why: str = "reason"
    ) -> Judgement | None:
        credit = row.get(key)
        reason = reason_of(row, why if why in row else "reason", where, self._faults)
        if not is_share(credit) or not LEAST <= credit <= MOST:
            self.fault(f"{where}.{key}", f"must be a credit from {LEAST} to {MOST}, not {credit!r}")
            return None
        return Judgement(float(credit), reason) if reason else None

    def _known(self, where: str, *names: str) -> bool:
        unknown = [n for n in names if n not in self._skills]
        for name in unknown:
            self.fault(where, f"no skill has the id {name!r}")
        return not unknown

    def _spread(self, sources: Sequence[str], targets: Sequence[str], judged: Judgement, where: str) -> None:
        for source in sources:
            for target in targets:
                if not self._known(where, source.rstrip("+"), target.rstrip("+")):
                    continue
                if "+" not in source + target:
                    self._add(self.sure, (source, target), judged, where)
                    continue
                for pair in ((a, b) for a in self._expanded(source) for b in self._expanded(target)):
                    known = self.spread.get(pair)
                    if self._is_edge(pair) and (known is None or known.credit < judged.credit):
                        self.spread[pair] = judged

    def _expanded(self, name: str) -> tuple[str, ...]:
        skill = name.rstrip("+")
        return (skill, *self._narrower[skill]) if name.endswith("+") else (skill,)

    def _is_edge(self, pair: Pair) -> bool:
        source, target = pair
        return source != target and source not in self._narrower[target]

    def _add(self, into: dict[Pair, Judgement], pair: Pair, judged: Judgement, where: str) -> None:
        source, target = pair
        if source == target:
            self.fault(where, f"{source!r} leads to itself")
        elif pair in into:
            self.fault(where, f"{source!r} to {target!r} is given twice")
        elif self._is_edge(pair):
            into[pair] = judged


def is_share(value: object) -> TypeGuard[float]:
    """Whether `value` is a number above 0 and below 1."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1


def reason_of(row: Mapping[str, Any], key: str, where: str, faults: Faults) -> str:
    """The reason in `row`, empty (with a fault) where it is no sentence."""
    reason = row.get(key)
    if not isinstance(reason, str) or len(reason.split()) < 4:
        faults.add(JUDGED, f"{where}.{key}", "must be a sentence that says what carries over")
        return ""
    return reason.strip()
