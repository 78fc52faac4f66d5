"""Scores of a compiled points table, and the rows that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from assay.crossborder.points.compiling import CompiledTable, band_points, criterion_points, together
from assay.crossborder.points.conditions import Convert, Facts, Pay, needs, no_rate
from assay.crossborder.points.values import Band, Criterion
from assay.domain.points import PointsRow, PointsScore
from assay.domain.route import Trust, Verification

_AGED = timedelta(days=183)
"""A newest source older than six months is not fresh."""


def score(compiled: CompiledTable, facts: Facts, convert: Convert) -> PointsScore:
    """The interval of points for `facts`; absent facts and None are unknown.

    `convert(amount, from_currency, to_currency)` gives an amount in another currency, or None where there
    is no rate: then what compares that money is unknown. The rows are worked out when asked for, from
    the same facts.
    """
    low, high = compiled.interval(facts, Pay(facts, convert))
    return PointsScore(
        table=compiled.table.id,
        on=compiled.on,
        lo=low,
        hi=high,
        verification=compiled.verification,
        explain=partial(_rows, compiled, facts, convert),
    )


def trust(compiled: CompiledTable, today: date) -> Trust:
    """How far a table may be trusted on a day.

    Red: past its review date, not in force on its filing date, or from memory alone. Amber: read in part,
    or its newest source is older than six months. Green: read, and neither aged nor past review.
    """
    table = compiled.table
    if today > table.review_by or not table.holds(compiled.on) or not compiled.verification.verified:
        return Trust.RED
    newest = max((source.as_of for source in table.sources.values() if source.as_of), default=None)
    aged = newest is None or today - newest > _AGED
    return Trust.AMBER if aged or compiled.verification is Verification.PARTIAL else Trust.GREEN


def _rows(compiled: CompiledTable, facts: Facts, convert: Convert) -> tuple[PointsRow, ...]:
    pay = Pay(facts, convert)
    live = (criterion for criterion in compiled.table.criteria if criterion.holds(compiled.on))
    return tuple(row for part in live for row in _row(part, compiled.on, facts, pay, 0))


def _row(criterion: Criterion, on: date, facts: Facts, pay: Pay, depth: int) -> Iterator[PointsRow]:
    low, high = criterion_points(criterion, on)(facts, pay)
    bands = [band for band in criterion.bands if band.holds(on)]
    guard = needs(criterion.when, facts, pay)
    awarded, possible = _bands_of(criterion, bands, (low, high), facts, pay)
    if guard:
        awarded, possible = [], [*awarded, *possible]
    open_facts = (fact for band in possible for fact in _band_needs(band, facts, pay))
    unknown_row = not bands and not criterion.parts
    yield PointsRow(
        criterion=criterion.id,
        label=criterion.label,
        depth=depth,
        lo=low,
        hi=high,
        most=criterion.most,
        awarded=tuple(band.label for band in awarded),
        open=tuple(band.label for band in possible),
        needs=tuple(dict.fromkeys((*guard, *open_facts))) if low < high else (),
        sources=criterion.sources,
        verification=together([band.verification for band in bands]) if bands else criterion.verification,
        note=_note(possible, unknown_row, on, facts, pay),
    )
    for part in criterion.parts:
        if part.holds(on):
            yield from _row(part, on, facts, pay, depth + 1)


def _bands_of(
    criterion: Criterion, bands: list[Band], interval: tuple[int, int], facts: Facts, pay: Pay
) -> tuple[list[Band], list[Band]]:
    """The bands that surely count, and those that may add to them; none where the criterion scores nothing."""
    if interval == (0, 0):
        return [], []
    found = [(band, band_points(band, criterion.most)(facts, pay)) for band in bands]
    if not criterion.highest:
        sure = [band for band, (low, _) in found if low > 0]
        return sure, [band for band, (low, high) in found if low < high]
    best = max((low for _, (low, _) in found), default=0)
    sure = [band for band, (low, _) in found if low == best > 0][:1]
    return sure, [band for band, (low, high) in found if low < high and high > interval[0]]


def _band_needs(band: Band, facts: Facts, pay: Pay) -> tuple[str, ...]:
    stepped = (band.per.fact,) if band.per and facts.get(band.per.fact) is None else ()
    return (*needs(band.when, facts, pay), *stepped)


def _note(possible: list[Band], unknown: bool, on: date, facts: Facts, pay: Pay) -> str:
    if unknown:
        return f"no row is known for {on.isoformat()}"
    return next((text for band in possible if (text := no_rate(band.when, facts, pay))), "")
