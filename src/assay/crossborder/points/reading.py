"""Values of a points table read from YAML, with every fault noted under its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from assay.crossborder.points.conditions import CEFR, DEGREES, MONTHS, OPS
from assay.crossborder.points.values import MONEY_FACTS, MoneyBar
from assay.domain.route import Condition

_FACT = re.compile(r"(candidate|employer|offer|process|checked)(\.[a-z0-9_]+)+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PERIODS = ("year", "month", "hour")
_MONEY_FIELDS = frozenset({"amount", "fact", "times", "currency", "period", "payments_per_year"})
_EMPTY = Condition(kind="all")

Kind = TypeVar("Kind", bound=StrEnum)


class Reader:
    """Reads values of one file; a fault is kept as ``file: where: what is wrong``, and reading goes on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[str] = []

    def fault(self, where: str, sentence: str) -> None:
        """Note one fault."""
        self.faults.append(f"{self.file}: {where}: {sentence}")

    def mapping(self, value: object, where: str, fields: frozenset[str]) -> Mapping[str, Any]:
        """A mapping with no other fields than `fields`; empty where it is none."""
        if not isinstance(value, dict):
            self.fault(where, "must be a mapping")
            return {}
        for key in sorted(str(key) for key in value if key not in fields):
            self.fault(f"{where}.{key}", f"is not a field; fields are {', '.join(sorted(fields))}")
        return value

    def rows(self, value: object, where: str) -> Iterator[tuple[str, object]]:
        """The items of a list, each with its path; nothing where it is absent."""
        if value is not None and not isinstance(value, list):
            self.fault(where, "must be a list")
        for number, item in enumerate(value if isinstance(value, list) else []):
            yield f"{where}[{number}]", item

    def text(self, value: object, where: str, *, optional: bool = False) -> str:
        """A text, empty where it is optional and absent."""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if not (optional and value is None):
            self.fault(where, f"must be a text, not {value!r}")
        return ""

    def whole(self, value: object, where: str, *, least: int = 0) -> int:
        """A whole number of at least `least`."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= least:
            return value
        self.fault(where, f"must be a whole number from {least}, not {value!r}")
        return least

    def number(self, value: object, where: str, *, above: float = 0.0) -> float:
        """A number greater than `above`."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value > above:
            return float(value)
        self.fault(where, f"must be a number above {above:g}, not {value!r}")
        return above + 1

    def day(self, value: object, where: str) -> date | None:
        """A day, or None where it is absent."""
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.fault(where, f"must be a day such as 2026-01-31 without quotes, not {value!r}")
        return None

    def must_day(self, value: object, where: str) -> date:
        """A day that must be stated."""
        if value is None:
            self.fault(where, "must be a day such as 2026-01-31")
        return self.day(value, where) or date.min

    def span(self, row: Mapping[str, Any], where: str) -> tuple[date | None, date | None]:
        """``valid_from`` and ``valid_to`` of a row, in that order."""
        start, end = self.day(row.get("valid_from"), where), self.day(row.get("valid_to"), where)
        if start is not None and end is not None and end < start:
            self.fault(f"{where}.valid_to", f"is before valid_from ({end.isoformat()} < {start.isoformat()})")
        return start, end

    def one_of(self, value: object, where: str, kinds: type[Kind]) -> Kind:
        """One of a fixed set of words."""
        try:
            return kinds(value)  # type: ignore[arg-type]
        except ValueError:
            self.fault(where, f"must be one of {', '.join(kinds)}, not {value!r}")
            return next(iter(kinds))

    def fact(self, value: object, where: str) -> str:
        """The id of a fact."""
        if isinstance(value, str) and _FACT.fullmatch(value):
            return value
        self.fault(where, f"must be a fact such as candidate.age, not {value!r}")
        return "candidate.unknown"

    def condition(self, value: object, where: str, terms: Mapping[str, Condition]) -> Condition:
        """A condition: ``all``, ``any``, ``count_at_least``, a ``term`` of the table, money, or a fact compared."""
        if not isinstance(value, dict) or not value:
            self.fault(where, "must be a condition: all, any, term, fact, salary_at_least, ...")
            return _EMPTY
        if "fact" in value:
            return self._compared(value, where)
        if len(value) != 1:
            self.fault(
                where,
                f"must hold one of all, any, count_at_least, term or money, not {', '.join(map(str, value))}",
            )
            return _EMPTY
        kind, inner = next(iter(value.items()))
        if kind in ("all", "any"):
            parts = [self.condition(item, at, terms) for at, item in self.rows(inner, f"{where}.{kind}")]
            if not parts:
                self.fault(f"{where}.{kind}", "must hold at least one condition")
            return Condition(kind=kind, parts=tuple(parts))
        if kind == "count_at_least":
            return self._counted(inner, f"{where}.{kind}", terms)
        if kind == "term":
            if inner not in terms:
                self.fault(f"{where}.term", f"no term above it is named {inner!r}")
            return terms.get(inner, _EMPTY)
        if kind in MONEY_FACTS:
            return Condition(kind=kind, value=self._bar(inner, f"{where}.{kind}"))
        self.fault(
            where, f"{kind!r} is no condition: all, any, count_at_least, term, fact, {', '.join(MONEY_FACTS)}"
        )
        return _EMPTY

    def _counted(self, value: object, where: str, terms: Mapping[str, Condition]) -> Condition:
        row = self.mapping(value, where, frozenset({"n", "of"}))
        parts = tuple(self.condition(item, at, terms) for at, item in self.rows(row.get("of"), f"{where}.of"))
        least = self.whole(row.get("n"), f"{where}.n", least=1)
        if least > len(parts):
            self.fault(f"{where}.n", f"asks for {least} of {len(parts)}")
        return Condition(kind="count_at_least", parts=parts, least=least)

    def _compared(self, value: dict[str, object], where: str) -> Condition:
        self.mapping(value, where, frozenset({"fact", "op", "value"}))
        op, wanted = value.get("op"), value.get("value")
        if op not in OPS:
            self.fault(f"{where}.op", f"must be one of {', '.join(OPS)}, not {op!r}")
            return _EMPTY
        if op in ("in", "intersects"):
            if not isinstance(wanted, list) or not wanted:
                self.fault(f"{where}.value", f"must be a list for {op}, not {wanted!r}")
            wanted = tuple(wanted) if isinstance(wanted, list) else ()
        elif op in ("==", "!="):
            if not isinstance(wanted, (bool, int, float, str)):
                self.fault(f"{where}.value", f"must be a single value, not {wanted!r}")
        elif not _orderable(wanted):
            levels = ", ".join((*DEGREES, *CEFR))
            self.fault(f"{where}.value", f"must be a number or a level ({levels}), not {wanted!r}")
            return _EMPTY
        return Condition(
            kind="fact", subject=self.fact(value.get("fact"), f"{where}.fact"), op=str(op), value=wanted
        )

    def _bar(self, value: object, where: str) -> MoneyBar:
        row = self.mapping(value, where, _MONEY_FIELDS)
        if ("amount" in row) == ("fact" in row):
            self.fault(where, "must state either amount or fact")
        currency, period = row.get("currency"), row.get("period")
        if not isinstance(currency, str) or not _CURRENCY.fullmatch(currency):
            self.fault(f"{where}.currency", f"must be three capitals such as EUR, not {currency!r}")
        if period not in _PERIODS:
            self.fault(f"{where}.period", f"must be one of {', '.join(_PERIODS)}, not {period!r}")
        return MoneyBar(
            amount=self.number(row["amount"], f"{where}.amount") if "amount" in row else None,
            fact=self.fact(row["fact"], f"{where}.fact") if "fact" in row else None,
            times=self.number(row.get("times", 1), f"{where}.times"),
            currency=str(currency),
            period=str(period),
            payments_per_year=self.whole(
                row.get("payments_per_year", MONTHS), f"{where}.payments_per_year", least=1
            ),
        )


def _orderable(value: object) -> bool:
    if isinstance(value, str):
        return value in DEGREES or value in CEFR
    return isinstance(value, (int, float)) and not isinstance(value, bool)
