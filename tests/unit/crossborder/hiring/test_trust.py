"""Green is only what was read, is fresh and has not expired."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assay.crossborder.hiring import trust_of
from assay.crossborder.hiring.trust import add_months
from assay.domain.route import Provenance, Source, Trust, Verification

SOURCES = {
    "NEW": Source(
        id="NEW", title="New", url=None, kind="secondary", stated="2026-07-02", as_of=date(2026, 7, 2)
    ),
    "OLD": Source(id="OLD", title="Old", url=None, kind="secondary", stated="2024", as_of=date(2024, 1, 1)),
    "UNDATED": Source(id="UNDATED", title="Undated", url=None, kind="secondary", stated="", as_of=None),
}
READ = Provenance(
    sources=("OLD", "NEW"),
    verification=Verification.READ_SECONDARY,
    read=date(2026, 11, 23),
    review_by=date(2027, 5, 23),
    valid_to=date(2027, 12, 31),
)
ON = date(2026, 12, 1)


def test_what_was_read_lately_and_has_not_expired_is_green() -> None:
    assert trust_of(READ, SOURCES, ON).colour is Trust.GREEN
    assert trust_of(READ, SOURCES, ON).reasons == ()


@pytest.mark.parametrize("verification", [Verification.MEMORY, Verification.ESTIMATE, Verification.PARTIAL])
def test_what_was_not_read_in_full_is_never_green(verification: Verification) -> None:
    assert trust_of(replace(READ, verification=verification), SOURCES, ON).colour is Trust.AMBER


def test_the_newest_source_counts_and_six_months_to_the_day_are_not_old() -> None:
    assert trust_of(READ, SOURCES, date(2027, 1, 2)).colour is Trust.GREEN
    late = trust_of(READ, SOURCES, date(2027, 1, 3))
    assert late.colour is Trust.AMBER
    assert late.reasons == ("newest source is of 2026-07-02",)


def test_an_undated_source_is_amber() -> None:
    assert trust_of(replace(READ, sources=("UNDATED",)), SOURCES, ON).reasons == ("no dated source",)


def test_past_its_end_or_its_review_is_red() -> None:
    ended = trust_of(replace(READ, valid_to=date(2026, 11, 30)), SOURCES, ON)
    assert (ended.colour, ended.reasons) == (Trust.RED, ("ended on 2026-11-30",))
    assert trust_of(READ, SOURCES, date(2027, 5, 24)).colour is Trust.RED
    assert trust_of(READ, SOURCES, date(2027, 5, 23)).colour is not Trust.RED


def test_before_the_courts_is_red() -> None:
    assert trust_of(READ, SOURCES, ON, litigation="A suit").colour is Trust.RED


def test_a_change_before_the_start_and_an_unread_law_are_amber() -> None:
    changing = trust_of(READ, SOURCES, ON, changes=[date(2027, 1, 1)])
    assert (changing.colour, changing.reasons) == (
        Trust.AMBER,
        ("changes on 2027-01-01, before the planned start",),
    )
    assert trust_of(READ, SOURCES, ON, unsettled="no law read").colour is Trust.AMBER


def test_months_are_added_to_the_last_day_where_a_month_is_short() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
