"""The rules as they were known on a day."""

from __future__ import annotations

from datetime import date

from tests.unit.crossborder.rules.cast import amount, book, provenance, route

from assay.crossborder.rules import as_known
from assay.domain.route import Duration, Fee


def known(day, *rows, **given):
    return as_known(book(route(*rows, **given)), day).routes["zz_work"]


def test_a_row_is_known_from_its_publication_before_it_holds():
    row = amount(valid_from=date(2027, 1, 1), known_from=date(2026, 2, 12))
    assert known(date(2026, 2, 12), row).thresholds["standard"].rows == (row,)
    assert known(date(2026, 2, 11), row).thresholds["standard"].rows == ()


def test_a_row_published_late_was_not_known_when_it_began_to_hold():
    row = amount(valid_from=date(2026, 1, 1), known_from=date(2026, 3, 1))
    assert known(date(2026, 2, 28), row).thresholds["standard"].on(date(2026, 2, 28)) is None


def test_a_row_without_a_day_of_publication_is_known_from_when_it_holds():
    row = amount(valid_from=date(2027, 1, 1))
    assert known(date(2026, 12, 31), row).thresholds["standard"].rows == ()
    assert known(date(2027, 1, 1), row).thresholds["standard"].rows == (row,)


def test_a_row_without_dates_was_always_known():
    assert known(date(1990, 1, 1), amount()).thresholds["standard"].rows == (amount(),)


def test_fees_and_times_are_selected_as_well():
    later = {"valid_from": date(2027, 1, 1)}
    fee = Fee(
        id="visa", payer="candidate", what="visa", optional=False, every_year=False, rows=(amount(**later),)
    )
    spans = (
        Duration(months=24, note="", provenance=provenance(valid_to=date(2026, 12, 31))),
        Duration(months=18, note="", provenance=provenance(**later)),
    )
    made = known(date(2026, 12, 1), amount(), fees=(fee,), duration=spans)
    assert made.fees[0].rows == ()
    assert made.duration == spans[:1]
