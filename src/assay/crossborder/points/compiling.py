"""A points table made ready for a filing date: every criterion a function from facts to an interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import product

from assay.crossborder.points.conditions import Facts, Pay, Test, assuming, compiled, never
from assay.crossborder.points.values import MONEY_FACTS, Band, Criterion, Per, PointsTable, facts_of
from assay.domain.route import Condition, Verification

Interval = tuple[int, int]
Points = Callable[[Facts, Pay], Interval]

_NONE: Interval = (0, 0)
_REMEMBERED = 4096
"""Results kept per criterion; most criteria take few distinct values, so that a pool is scored from memory."""
_WORTH = 2
"""A criterion with more bands than this is worth remembering."""
_ROUNDING = 1e-9
"""Half-years such as 0.1 + 0.4 count as full ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledTable:
    """A table on a filing date.

    `cases` are the facts that switch whole columns, with every value they may take; `columns` holds the
    points for each combination of them, `points` those for values that the table does not foresee.
    """

    table: PointsTable
    on: date
    verification: Verification
    cases: Mapping[str, tuple[object, ...]]
    columns: Mapping[tuple[object, ...], Points]
    points: Points

    def interval(self, facts: Facts, pay: Pay) -> Interval:
        """Least and most points for the facts; what is unknown among the cases is worked through."""
        if not self.cases:
            return self.points(facts, pay)
        stated = tuple(map(facts.get, self.cases))
        if None not in stated:
            return self.columns.get(stated, self.points)(facts, pay)
        open_ = [
            values if held is None else (held,)
            for held, values in zip(stated, self.cases.values(), strict=True)
        ]
        found = [self.columns.get(chosen, self.points)(facts, pay) for chosen in product(*open_)]
        return min(low for low, _ in found), max(high for _, high in found)


def compile_table(table: PointsTable, on: date) -> CompiledTable:
    """Make a table ready for filing date `on`: only rows in force then are kept.

    On a day on which the table is not in force, any score from 0 to its maximum is possible.
    """
    live = tuple(criterion for criterion in table.criteria if criterion.holds(on))
    points = _whole(live, table.most, on) if table.holds(on) else _constant((0, table.most))
    cases = table.cases if table.holds(on) else {}
    return CompiledTable(
        table=table,
        on=on,
        verification=together(_verifications(live, on)),
        cases=cases,
        columns={
            chosen: _whole(_assuming(live, dict(zip(cases, chosen, strict=True))), table.most, on)
            for chosen in product(*cases.values())
        },
        points=points,
    )


def _whole(criteria: tuple[Criterion, ...], most: int, on: date) -> Points:
    return _group(criteria, False, most, on, remember=True)


def _assuming(criteria: tuple[Criterion, ...], known: Facts) -> tuple[Criterion, ...]:
    """The criteria that are left once some facts are known."""
    out = []
    for criterion in criteria:
        when = None if criterion.when is None else assuming(criterion.when, known)
        if never(when):
            continue
        bands = tuple(
            band if band.when is None else replace(band, when=assuming(band.when, known))
            for band in criterion.bands
        )
        out.append(replace(criterion, when=when, bands=bands, parts=_assuming(criterion.parts, known)))
    return tuple(out)


def together(found: list[Verification]) -> Verification:
    """The verification of several rows as one: all alike, or read at second hand, or nothing read, or partial."""
    kinds = set(found)
    if len(kinds) == 1:
        return kinds.pop()
    if kinds and kinds <= {Verification.READ_OFFICIAL, Verification.READ_SECONDARY}:
        return Verification.READ_SECONDARY
    return Verification.PARTIAL if any(kind.verified for kind in kinds) else Verification.MEMORY


def criterion_points(criterion: Criterion, on: date, *, remember: bool = False) -> Points:
    """A criterion or group as a function from facts to its interval, cap included.

    With `remember`, a group keeps what it found; the parts of a group that keeps it need not.
    """
    if criterion.parts:
        live = tuple(part for part in criterion.parts if part.holds(on))
        points = _group(live, criterion.highest, criterion.most, on, remember=remember)
    else:
        points = _bands(criterion, on)
    return points if criterion.when is None else _guarded(compiled(criterion.when), points)


def band_points(band: Band, most: int) -> Points:
    """A band as a function from facts to the points it may award."""
    if band.per is not None:
        points = partial(_steps, band.per, band.points, most)
        return points if band.when is None else _guarded(compiled(band.when), points)
    if band.when is None:
        return _constant((band.points, band.points))
    return _guarded(compiled(band.when), _constant((band.points, band.points)))


def _bands(criterion: Criterion, on: date) -> Points:
    live = [band for band in criterion.bands if band.holds(on)]
    if not live:
        return _constant((0, criterion.most))
    if criterion.highest:
        points = _highest([(band.points, compiled(band.when or _ALWAYS)) for band in live])
    else:
        points = _sum([band_points(band, criterion.most) for band in live], criterion.most)
    reads = tuple(dict.fromkeys(fact for band in live for fact in _band_reads(band)))
    if len(live) <= _WORTH or any(fact in _MONEY for fact in reads):
        return points
    return _remembered(points, reads)


_ALWAYS = Condition(kind="all")
_MONEY = frozenset(fact for facts in MONEY_FACTS.values() for fact in facts)


def _band_reads(band: Band) -> tuple[str, ...]:
    return (*facts_of(band.when), *((band.per.fact,) if band.per else ()))


def _reads(criterion: Criterion) -> tuple[str, ...]:
    return (*facts_of(criterion.when), *(fact for band in criterion.bands for fact in _band_reads(band)))


def _verifications(criteria: tuple[Criterion, ...], on: date) -> list[Verification]:
    leaves = [part for criterion in criteria for part in criterion.walk() if part.bands and part.holds(on)]
    return [band.verification for leaf in leaves for band in leaf.bands if band.holds(on)]


def _constant(interval: Interval) -> Points:
    return lambda facts, pay: interval  # noqa: ARG005 - every criterion takes both


def _steps(per: Per, points: int, most: int, facts: Facts, pay: Pay) -> Interval:  # noqa: ARG001
    found = facts.get(per.fact)
    if not isinstance(found, (int, float)) or found != found:
        return (0, most)
    if found < per.start:
        return _NONE
    earned = min(per.at + points * int((found - per.start) / per.each + _ROUNDING), most)
    return (earned, earned)


def _guarded(test: Test, points: Points) -> Points:
    def interval(facts: Facts, pay: Pay) -> Interval:
        answer = test(facts, pay)
        if answer is False:
            return _NONE
        found = points(facts, pay)
        return found if answer else (0, found[1])

    return interval


def _highest(bands: list[tuple[int, Test]]) -> Points:
    """The best band; looked through from the most points, so that the first sure one ends the search."""
    ordered = sorted(bands, key=lambda band: -band[0])

    def interval(facts: Facts, pay: Pay) -> Interval:
        most = -1
        for points, test in ordered:
            answer = test(facts, pay)
            if answer:
                return (points, points if most < 0 else most)
            if answer is None and most < 0:
                most = points
        return (0, max(most, 0))

    return interval


def _sum(parts: list[Points], most: int) -> Points:
    def interval(facts: Facts, pay: Pay) -> Interval:
        low = high = 0
        for part in parts:
            found = part(facts, pay)
            low += found[0]
            high += found[1]
        return (low if low < most else most, high if high < most else most)

    return interval


def _group(criteria: tuple[Criterion, ...], highest: bool, most: int, on: date, *, remember: bool) -> Points:
    join = _best if highest else _sum
    plain = [criterion for criterion in criteria if not _reads_money(criterion)]
    paid = [criterion for criterion in criteria if _reads_money(criterion)]
    parts = [criterion_points(criterion, on) for criterion in plain]
    if remember and len(plain) > 1:
        parts = [_remembered(join(parts, most), _all_reads(plain))]
    return join([*parts, *(criterion_points(criterion, on, remember=remember) for criterion in paid)], most)


def _best(parts: list[Points], most: int) -> Points:
    def interval(facts: Facts, pay: Pay) -> Interval:
        low = high = 0
        for part in parts:
            found = part(facts, pay)
            low, high = max(low, found[0]), max(high, found[1])
        return (low if low < most else most, high if high < most else most)

    return interval


def _all_reads(criteria: list[Criterion]) -> tuple[str, ...]:
    """Every fact that the criteria read, each once."""
    return tuple(
        dict.fromkeys(f for criterion in criteria for part in criterion.walk() for f in _reads(part))
    )


def _reads_money(criterion: Criterion) -> bool:
    return not _MONEY.isdisjoint(_all_reads([criterion]))


def _remembered(points: Points, reads: tuple[str, ...]) -> Points:
    """The same function, which keeps what it found for the values of the facts it reads."""
    held: dict[object, Interval] = {}
    single = reads[0] if len(reads) == 1 else None

    def interval(facts: Facts, pay: Pay) -> Interval:
        key: object = facts.get(single) if single is not None else tuple(map(facts.get, reads))
        try:
            found = held.get(key)
        except TypeError:  # a list among the values: not hashable
            return points(facts, pay)
        if found is None:
            if len(held) >= _REMEMBERED:
                held.clear()
            found = held[key] = points(facts, pay)
        return found

    return interval
