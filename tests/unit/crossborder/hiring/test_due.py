"""Due dates are worked out from the dates of the hiring, and words stand in where there are none."""

from __future__ import annotations

from datetime import date

import pytest

from assay.crossborder.hiring import Due
from assay.crossborder.hiring.due import due_of, shifted
from assay.domain.hiring_rule import HiringContext, Phase

NOTICE = Due(phase=Phase.BEFORE_SCREENING, days=10, working_days=True)
NYC = "US-NY-NYC"


def _context(**dates: date) -> HiringContext:
    return HiringContext(job_places=(NYC,), **dates)


def test_ten_business_days_before_use_leave_out_weekends_and_thanksgiving() -> None:
    """Back from Monday 7 December 2026: four days to 1 December, then 30, 27, 25, 24, 23 and 20 November."""
    due, words = due_of(NOTICE, _context(screening=date(2026, 12, 7)), NYC)

    assert due == date(2026, 11, 20)
    assert words == "at least 10 business days before the ranking is used"


def test_without_a_day_for_the_ranking_the_posting_says_when_it_may_begin() -> None:
    due, words = due_of(NOTICE, _context(posting=date(2026, 12, 14)), NYC)

    assert due == date(2026, 12, 14)
    assert "may be used from 2026-12-29" in words


def test_an_explanation_is_due_thirty_days_after_the_adverse_decision() -> None:
    thirty = Due(phase=Phase.AT_REJECTION, days=30)

    assert due_of(thirty, _context(rejection=date(2027, 2, 1)), "US-CO") == (
        date(2027, 3, 3),
        "within 30 days after the rejection",
    )
    assert due_of(thirty, _context(), "US-CO") == (None, "within 30 days after the rejection")


def test_what_is_due_throughout_has_no_date() -> None:
    assert due_of(Due(phase=Phase.ALWAYS), _context(posting=date(2026, 12, 1)), "DE") == (None, "throughout")


@pytest.mark.parametrize(
    ("phase", "field"),
    [
        (Phase.BEFORE_POSTING, "posting"),
        (Phase.BEFORE_SCREENING, "screening"),
        (Phase.BEFORE_INTERVIEW, "interview"),
        (Phase.AT_REJECTION, "rejection"),
        (Phase.BEFORE_OFFER, "offer"),
        (Phase.AFTER_HIRE, "planned_start"),
        (Phase.YEARLY, "screening"),
    ],
)
def test_each_phase_has_its_own_date(phase: Phase, field: str) -> None:
    day = date(2027, 3, 1)
    assert due_of(Due(phase=phase), _context(**{field: day}), "DE")[0] == day
    assert due_of(Due(phase=phase), _context(), "DE")[0] is None


def test_months_are_counted_as_months() -> None:
    six = Due(phase=Phase.AT_REJECTION, months=6)
    assert due_of(six, _context(rejection=date(2027, 1, 15)), "DE") == (
        date(2027, 7, 15),
        "within 6 months after the rejection",
    )


def test_working_days_of_a_place_without_known_holidays_are_refused() -> None:
    with pytest.raises(ValueError, match="no public holidays are known for 'QQ'"):
        shifted(date(2027, 1, 4), NOTICE, "QQ")
