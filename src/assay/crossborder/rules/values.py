"""The dated values of a route under one name each, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from assay.domain.route import (
    NOT_VERIFIED,
    Amount,
    Condition,
    Duration,
    Processing,
    Residence,
    Route,
    Threshold,
)

DatedRow = Amount | Processing | Duration | Residence

ONE_DAY = timedelta(days=1)

_UNKNOWN = "not known"
_PERIOD = {"year": " a year", "month": " a month", "hour": " an hour", "once": ""}
_BASIS = {"gross_fixed": "pay", "income": "income"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue:
    """One value of a route: its rows by date, earliest first.

    `name` is its place in ``parameters.yaml`` (``thresholds.standard``, ``fees.visa``, ``duration``),
    `label` what it is called in a sentence.
    """

    name: str
    label: str
    rows: tuple[DatedRow, ...]

    def on(self, day: date) -> DatedRow | None:
        """The row in force on a day; None where none is known for it."""
        return next((row for row in self.rows if row.provenance.holds(day)), None)

    def last_before(self, day: date) -> DatedRow | None:
        """The latest row that has ended before a day: to be quoted, never to decide."""
        ended = [r for r in self.rows if r.provenance.valid_to and r.provenance.valid_to < day]
        return ended[-1] if ended else None

    def after(self, day: date) -> tuple[DatedRow, ...]:
        """The rows that begin after a day."""
        return tuple(r for r in self.rows if r.provenance.valid_from and r.provenance.valid_from > day)

    def lapses(self, day: date) -> date | None:
        """The last day of the row in force on a day, where nothing is known for the day after it."""
        row = self.on(day)
        end = row.provenance.valid_to if row else None
        return None if end is None or self.on(end + ONE_DAY) else end


def threshold_value(threshold: Threshold) -> DatedValue:
    """A threshold as a dated value."""
    label = f"the {_BASIS[threshold.basis]} threshold {threshold.id}"
    return DatedValue(name=f"thresholds.{threshold.id}", label=label, rows=threshold.rows)


def values_of(route: Route) -> tuple[DatedValue, ...]:
    """Every dated value of a route: thresholds, fees, processing, duration and residence."""
    return (
        *(threshold_value(threshold) for threshold in route.thresholds.values()),
        *(DatedValue(name=f"fees.{f.id}", label=f"the fee {f.id}", rows=f.rows) for f in route.fees),
        DatedValue(name="processing", label="the time to a decision", rows=route.processing),
        DatedValue(name="duration", label="the time first granted", rows=route.duration),
        DatedValue(name="residence", label="the time to permanent residence", rows=route.residence),
    )


def thresholds_asked(route: Route) -> tuple[Threshold, ...]:
    """The thresholds that the route's conditions refer to, each once, in the order of the conditions."""
    names: dict[str, None] = {}
    for leaf in leaves_of(route.eligibility):
        if leaf.kind in ("salary_at_least", "candidate_income_at_least"):
            names[leaf.subject] = None
        elif leaf.kind == "salary_age_progressive" and isinstance(leaf.value, dict):
            names |= {str(v): None for k, v in leaf.value.items() if not k.endswith("_age")}
    return tuple(route.thresholds[name] for name in names)


def leaves_of(condition: Condition) -> tuple[Condition, ...]:
    """The leaves of a tree of conditions, in order."""
    if condition.kind not in ("all", "any", "count_at_least"):
        return (condition,)
    return tuple(leaf for part in condition.parts for leaf in leaves_of(part))


def figure(number: float) -> str:
    """A number with thousands parted, and pence only where there are some."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


def said(row: DatedRow) -> str:
    """A row in words, with the mark of a figure that nobody read: ``5,600 SGD a month``."""
    text = _said(row)
    return text if row.provenance.verification.verified or text == _UNKNOWN else f"{text} {NOT_VERIFIED}"


def _said(row: DatedRow) -> str:
    if isinstance(row, Amount):
        often = f" ({row.payments_per_year} payments a year)" if row.payments_per_year else ""
        return f"{figure(row.amount)} {row.currency}{_PERIOD[row.period]}{often}"
    if isinstance(row, Processing):
        return _days(row)
    if isinstance(row, Duration):
        return "no stated end" if row.months is None else f"{row.months} months"
    if row.years is None:
        return "no stated path"
    return "at once" if row.years == 0 else f"{row.years:g} year{'s' if row.years != 1 else ''}"


def _days(row: Processing) -> str:
    unit = "working days" if row.working_days else "days"
    least, usual, most = row.days_min, row.days_typical, row.days_max
    said = []
    if least is not None and most is not None:
        said.append(f"{least} to {most} {unit}")
    elif least is not None or most is not None:
        said.append(f"at least {least} {unit}" if most is None else f"at most {most} {unit}")
    if usual is not None:
        said.append(f"typically {usual} {unit}" if usual != 1 else f"typically 1 {unit[:-1]}")
    return ", ".join(said) or _UNKNOWN
