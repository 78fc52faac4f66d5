"""Reads one route from its folder: who it is for, its conditions, and its dated values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from assay.crossborder.rules._fields import Faults, Fields
from assay.crossborder.rules._provenance import Known, read_provenance
from assay.crossborder.rules._tree import Tree
from assay.domain.route import (
    Amount,
    Change,
    Condition,
    Conflict,
    Duration,
    Fee,
    Processing,
    Provenance,
    Quota,
    Residence,
    Route,
    RouteKind,
    RouteStatus,
    Threshold,
)

CONFIDENCE = ("high", "medium", "low")
PERIODS = ("year", "month", "hour")

_ID = re.compile(r"[a-z0-9_]+")
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_route(
    folder: str, route: object, parameters: object, known: Known, faults: Faults
) -> tuple[Route, tuple[str, ...]]:
    """The route in `folder` from the two files' content, and notes; faults are added to `faults`."""
    file = f"routes/{folder}/route.yaml"
    fields = Fields(route, file, "", faults)
    provenance = read_provenance(fields, known)
    tree = Tree(file, faults, known.groups, known.facts, known.tables)
    eligibility = tree.read(fields.raw("eligibility"), "eligibility")
    made = _identity(fields, folder, provenance, eligibility)
    fields.close()
    values = _Values(parameters, f"routes/{folder}/parameters.yaml", provenance, known, faults)
    made = values.fill(made)
    return made, _referred(made, tree, values)


def _identity(fields: Fields, folder: str, provenance: Provenance, eligibility: Condition) -> Route:
    if (name := fields.text("id")) and name != folder:
        fields.fault("id", f"is {name!r}, write the folder's name, {folder}")
    return Route(
        id=folder,
        country=fields.country("country"),
        name=fields.text("name"),
        kind=fields.one_of("kind", RouteKind),
        status=fields.one_of("status", RouteStatus),
        legal_basis=fields.maybe_text("legal_basis"),
        official_url=fields.maybe_url("official_url"),
        tied_to_employer=fields.maybe_flag("tied_to_employer"),
        employer_requirement=fields.maybe_text("employer_requirement"),
        labour_market_test=fields.maybe_text("labour_market_test"),
        quota=_quota(fields),
        spouse_work=fields.maybe_text("spouse_work"),
        notes=fields.maybe_text("notes"),
        confidence=fields.word("confidence", CONFIDENCE),
        provenance=provenance,
        eligibility=eligibility,
        thresholds={},
        fees=(),
        processing=(),
        duration=(),
        residence=(),
        changes=(),
        conflicts=(),
    )


def _quota(fields: Fields) -> Quota | None:
    if fields.raw("quota") is None:
        return None
    inner = fields.mapping("quota")
    quota = Quota(annual=inner.maybe_whole("annual"), detail=inner.text("detail"))
    inner.close()
    return quota


class _Values:
    """Reads ``parameters.yaml``."""

    def __init__(self, data: Any, file: str, default: Provenance, known: Known, faults: Faults) -> None:
        self.fields = Fields(data, file, "", faults)
        self.faults, self.default, self.known = faults, default, known

    def fill(self, route: Route) -> Route:
        """The route with its dated values."""
        fields = self.fields
        filled = replace(
            route,
            thresholds=self._thresholds(),
            fees=self._fees(),
            processing=self._rows("processing", self._processing),
            duration=self._rows("duration", self._duration),
            residence=self._rows("residence", self._residence),
            changes=tuple(self._change(item) for item in fields.mappings("changes")),
            conflicts=tuple(self._conflict(item) for item in fields.mappings("conflicts")),
        )
        fields.close()
        return filled

    def _thresholds(self) -> Mapping[str, Threshold]:
        outer = self.fields.mapping("thresholds")
        found = {name: self._threshold(outer, name) for name in outer.keys()}  # noqa: SIM118 - no dict
        outer.close()
        return found

    def _threshold(self, outer: Fields, name: str) -> Threshold:
        if not _ID.fullmatch(name):
            outer.fault(name, "is not an id, write lower-case letters, digits and underscores")
        inner = outer.mapping(name)
        made = Threshold(
            id=name,
            basis=inner.word("basis", ("gross_fixed", "income")),
            what=inner.text("what", empty=True),
            rows=self._dated(inner, "rows", lambda row: self._amount(row, PERIODS)),
        )
        if not made.rows:
            inner.fault("rows", "has no rows, write at least one")
        inner.close()
        return made

    def _fees(self) -> tuple[Fee, ...]:
        found: dict[str, Fee] = {}
        for inner in self.fields.mappings("fees"):
            name = inner.matching("id", _ID, "an id of lower-case letters, digits and underscores")
            if name in found:
                inner.fault("id", f"{name!r} stands twice, write another id")
            found[name] = Fee(
                id=name,
                payer=inner.word("payer", ("employer", "candidate", "either")),
                what=inner.text("what"),
                optional=inner.flag("optional"),
                every_year=inner.flag("every_year"),
                rows=self._dated(inner, "rows", lambda row: self._amount(row, ("once",))),
            )
            inner.close()
        return tuple(found.values())

    def _amount(self, row: Fields, periods: Sequence[str]) -> Amount:
        once = periods == ("once",)
        return Amount(
            amount=row.number("amount"),
            currency=row.matching("currency", _CURRENCY, "an ISO 4217 code of three capitals"),
            period="once" if once and not row.has("period") else row.word("period", periods),
            payments_per_year=None if once else row.maybe_whole("payments_per_year", 1),
            provenance=read_provenance(row, self.known, self.default),
        )

    def _processing(self, row: Fields) -> Processing:
        made = Processing(
            days_min=row.maybe_whole("days_min"),
            days_typical=row.maybe_whole("days_typical"),
            days_max=row.maybe_whole("days_max"),
            working_days=row.flag("working_days"),
            basis=row.word("basis", ("statutory", "target", "observed", "estimate", "memory", "unknown")),
            note=row.text("note", empty=True),
            provenance=read_provenance(row, self.known, self.default),
        )
        days = [d for d in (made.days_min, made.days_typical, made.days_max) if d is not None]
        if days != sorted(days):
            row.fault("days_typical", f"the days {days} fall, write least, typical and most in rising order")
        return made

    def _duration(self, row: Fields) -> Duration:
        return Duration(
            months=row.maybe_whole("months", 1),
            note=row.text("note", empty=True),
            provenance=read_provenance(row, self.known, self.default),
        )

    def _residence(self, row: Fields) -> Residence:
        return Residence(
            years=row.maybe_number("years"),
            note=row.text("note", empty=True),
            provenance=read_provenance(row, self.known, self.default),
        )

    def _change(self, item: Fields) -> Change:
        stated, day = item.stated("date")
        made = Change(day=day, stated=stated, text=item.text("text"))
        item.close()
        return made

    def _conflict(self, item: Fields) -> Conflict:
        also = tuple(self._alternative(other) for other in item.mappings("also"))
        made = Conflict(text=item.text("text"), of=item.maybe_text("of"), also=also)
        item.close()
        return made

    def _alternative(self, item: Fields) -> Amount:
        made = Amount(
            amount=item.number("amount"),
            currency=item.matching("currency", _CURRENCY, "an ISO 4217 code of three capitals"),
            period=item.word("period", (*PERIODS, "once")),
            payments_per_year=item.maybe_whole("payments_per_year", 1),
            provenance=self.default,
        )
        item.close()
        return made

    def _rows(self, key: str, read: Any) -> Any:
        return self._dated(self.fields, key, read)

    def _dated(self, fields: Fields, key: str, read: Any) -> Any:
        """The rows of one value, earliest first; a fault where two hold on one day."""
        found = []
        for row in fields.mappings(key):
            found.append((read(row), row))
            row.close()
        found.sort(key=lambda pair: pair[0].provenance.valid_from or date.min)
        for (one, first), (two, second) in pairwise(found):
            end, start = one.provenance.valid_to or date.max, two.provenance.valid_from or date.min
            if end >= start:
                sentence = f"holds together with {first.place}, write a valid_to before {start} there"
                self.faults.add(second.file, second.place, sentence)
        return tuple(row for row, _ in found)


def _referred(route: Route, tree: Tree, values: _Values) -> tuple[str, ...]:
    for name, place in tree.thresholds.items():
        if name not in route.thresholds:
            known = ", ".join(route.thresholds) or "none"
            sentence = f"there is no threshold {name!r} in parameters.yaml ({known}), write one or add it"
            tree.faults.add(tree.file, place, sentence)
    ids = {*route.thresholds, *(fee.id for fee in route.fees)}
    for n, conflict in enumerate(route.conflicts):
        if conflict.of is not None and conflict.of not in ids:
            sentence = f"there is no value {conflict.of!r}, write the id of a threshold or fee, or null"
            values.fields.fault(f"conflicts[{n}].of", sentence)
    unused = [name for name in route.thresholds if name not in tree.thresholds]
    return tuple(f"{values.fields.file}: thresholds.{name}: no condition refers to it" for name in unused)
