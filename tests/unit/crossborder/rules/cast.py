"""Invented rules: a small folder as files, and values in memory."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assay.crossborder.rules import Moment, RuleBook
from assay.domain.route import (
    Amount,
    Condition,
    Provenance,
    Route,
    RouteKind,
    RouteStatus,
    Source,
    Threshold,
    Verification,
)

READ = date(2026, 11, 23)
SOURCES = {
    "NEW": Source(
        id="NEW", title="New", url=None, kind="official", stated="2026-10", as_of=date(2026, 10, 1)
    ),
    "OLD": Source(id="OLD", title="Old", url=None, kind="law_firm", stated="2024", as_of=date(2024, 1, 1)),
    "BARE": Source(id="BARE", title="Bare", url=None, kind="law_firm", stated="undated", as_of=None),
    "MEM": Source(id="MEM", title="Memory", url=None, kind="memory", stated="unknown", as_of=None),
}

ROW: dict[str, Any] = {
    "amount": 50000,
    "currency": "EUR",
    "period": "year",
    "sources": ["NEW"],
    "verification": "read_secondary",
}
TIMES = {"note": "", "sources": ["NEW"], "verification": "read_secondary"}
FILES: dict[str, Any] = {
    "sources": {
        "NEW": {"title": "New", "url": "https://example.org/a", "kind": "official", "as_of": "2026-10"},
        "MEM": {"title": "Memory", "url": None, "kind": "memory", "as_of": "unknown"},
    },
    "groups": {"BALTIC": ["EE", "LV", "LT"]},
    "blocs": [
        {
            "id": "two",
            "name": "Two",
            "members": ["AA", "NO"],
            "effect": "free",
            "exceptions": [],
            "free": True,
            "sources": ["NEW"],
            "verification": "read_secondary",
            "confidence": "high",
            "read": READ,
            "review_by": date(2027, 1, 15),
        }
    ],
    "route": {
        "id": "zz_work",
        "country": "ZZ",
        "name": "Work permit",
        "kind": "employer_sponsored",
        "status": "in_force",
        "sources": ["NEW"],
        "verification": "read_secondary",
        "confidence": "high",
        "read": READ,
        "review_by": date(2027, 1, 15),
        "eligibility": {
            "all": [
                {"fact": "candidate.citizenships", "op": "intersects", "value": ["BALTIC", "NO"]},
                {"salary_at_least": "standard"},
            ]
        },
    },
    "parameters": {
        "thresholds": {"standard": {"basis": "gross_fixed", "what": "", "rows": [ROW]}},
        "fees": [
            {
                "id": "visa",
                "payer": "candidate",
                "what": "visa",
                "optional": False,
                "every_year": False,
                "rows": [{**ROW, "amount": 75, "period": "once"}],
            }
        ],
        "processing": [
            {
                "days_min": None,
                "days_typical": 30,
                "days_max": 60,
                "working_days": False,
                "basis": "target",
                **TIMES,
            }
        ],
        "duration": [{"months": 24, **TIMES}],
        "residence": [{"years": 5, **TIMES}],
        "changes": [{"date": "2027-02", "text": "yearly adjustment"}],
        "conflicts": [],
    },
}


def files() -> dict[str, Any]:
    """The content of a good folder, to be spoilt."""
    return copy.deepcopy(FILES)


def written(folder: Path, content: dict[str, Any]) -> Path:
    """A folder of rules with this content."""
    route = folder / "routes" / "zz_work"
    route.mkdir(parents=True)
    for name in ("sources", "groups", "blocs"):
        (folder / f"{name}.yaml").write_text(_dumped(content[name]), encoding="utf-8")
    for name in ("route", "parameters"):
        (route / f"{name}.yaml").write_text(_dumped(content[name]), encoding="utf-8")
    return folder


class _Plain(yaml.SafeDumper):
    """Writes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True)


def provenance(**given: Any) -> Provenance:
    """A value read in a new source, due for review on 2027-01-15."""
    return Provenance(
        **{
            "sources": ("NEW",),
            "verification": Verification.READ_SECONDARY,
            "read": READ,
            "review_by": date(2027, 1, 15),
            **given,
        }
    )


def amount(number: float = 50000, **given: Any) -> Amount:
    """Euros a year; provenance given by name."""
    return Amount(amount=number, currency="EUR", period="year", provenance=provenance(**given))


def route(*rows: Amount, **given: Any) -> Route:
    """A route that asks for pay of at least the threshold `standard` with these rows."""
    return Route(
        **{
            "id": "zz_work",
            "country": "ZZ",
            "name": "Work permit",
            "kind": RouteKind.EMPLOYER_SPONSORED,
            "status": RouteStatus.IN_FORCE,
            "legal_basis": None,
            "official_url": None,
            "tied_to_employer": True,
            "employer_requirement": None,
            "labour_market_test": None,
            "quota": None,
            "spouse_work": None,
            "notes": None,
            "confidence": "high",
            "provenance": provenance(),
            "eligibility": Condition(kind="salary_at_least", subject="standard"),
            "thresholds": {"standard": Threshold(id="standard", basis="gross_fixed", what="", rows=rows)},
            "fees": (),
            "processing": (),
            "duration": (),
            "residence": (),
            "changes": (),
            "conflicts": (),
            **given,
        }
    )


def book(*routes: Route) -> RuleBook:
    """A book of some routes."""
    return RuleBook(
        sources=SOURCES, groups={}, blocs=(), routes={r.id: r for r in routes}, notes=(), digest="0"
    )


def moment(on: date = READ, today: date | None = None, planned_start: date | None = None) -> Moment:
    """A moment; looked at on the filing date where no other day is given."""
    return Moment(on=on, today=today or on, planned_start=planned_start)
