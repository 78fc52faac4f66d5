"""Points tables as read: criteria, bands and thresholds, each with its source and the days it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assay.domain.route import Change, Condition, Source, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBar:
    """Pay that a condition asks for: `amount`, or the number in the fact `fact`, times `times`.

    `period` is ``year``, ``month`` or ``hour``. A month counts `payments_per_year` times; an hour counts
    52 weeks of the offer's weekly hours.
    """

    amount: float | None
    fact: str | None
    times: float
    currency: str
    period: str
    payments_per_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Per:
    """Points that grow with a number: `at` when it reaches `start`, then again for every `each` more."""

    fact: str
    each: float
    start: float
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One line of a criterion: so many points where `when` holds (always, where it is None).

    With `per`, `points` are awarded per step. `valid_from` and `valid_to` are inclusive, None where open.
    """

    points: int
    label: str
    when: Condition | None
    per: Per | None
    sources: tuple[str, ...]
    verification: Verification
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the line is in force on a day."""
        return _holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A criterion (`bands`) or a group of criteria (`parts`).

    `highest` takes the best of what it holds, otherwise all of it is added; never more than `most`. Where
    `when` does not hold it scores nothing. Outside its own dates it is no part of the table; within them,
    with no band in force, it is not known.
    """

    id: str
    label: str
    most: int
    highest: bool
    when: Condition | None
    bands: tuple[Band, ...]
    parts: tuple[Criterion, ...]
    sources: tuple[str, ...]
    verification: Verification
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the criterion is part of the table on a day."""
        return _holds(self.valid_from, self.valid_to, on)

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all within it, in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A score that matters: a pass mark, or the cut-off of a draw (`kind` ``pass`` or ``draw``)."""

    id: str
    kind: str
    points: int
    label: str
    sources: tuple[str, ...]
    verification: Verification
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsTable:
    """A points table of a country's immigration law.

    `minimum` is the pass mark, None where none is fixed; `most` the highest possible score. `cases` lists
    facts whose possible values are each worked through when the fact is unknown, which keeps the interval
    tight where one fact switches between whole columns.
    """

    id: str
    country: str
    name: str
    legal_basis: str | None
    official_url: str | None
    minimum: int | None
    most: int
    read: date
    review_by: date
    notes: str
    sources: Mapping[str, Source]
    cases: Mapping[str, tuple[object, ...]]
    marks: tuple[Mark, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the table is in force on a day."""
        return _holds(self.valid_from, self.valid_to, on)

    def walk(self) -> Iterator[Criterion]:
        """Every criterion and group, in order."""
        for criterion in self.criteria:
            yield from criterion.walk()


def facts_of(condition: Condition | None) -> tuple[str, ...]:
    """Every fact that a condition reads, each once, in order."""
    if condition is None:
        return ()
    if condition.parts:
        return tuple(dict.fromkeys(fact for part in condition.parts for fact in facts_of(part)))
    if not isinstance(condition.value, MoneyBar):
        return (condition.subject,)
    bar = condition.value
    own = ("offer.weekly_hours",) if bar.period == "hour" else ()
    return (*MONEY_FACTS[condition.kind], *own, *((bar.fact,) if bar.fact else ()))


MONEY_FACTS: Mapping[str, tuple[str, ...]] = {
    "salary_at_least": ("offer.salary_minimum", "offer.salary_maximum", "offer.salary_currency"),
    "candidate_income_at_least": ("candidate.income_year", "candidate.income_currency"),
}
"""The facts that state the money which a condition of each kind compares."""


def _holds(start: date | None, end: date | None, on: date) -> bool:
    return (start is None or start <= on) and (end is None or on <= end)
