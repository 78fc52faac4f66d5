"""Terms: periods and dates, purposes and bases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.consent import BasisKind, Purpose
from assay.errors import UsageError
from assay.workflow.pool.terms import Terms, basis_of, end_of, purposes_of

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("90d", AT + timedelta(days=90)),
        ("6m", datetime(2027, 2, 28, 12, tzinfo=UTC)),  # the 31st falls on the last day of February
        (" 2Y ", datetime(2028, 8, 31, 12, tzinfo=UTC)),
        ("4m", datetime(2026, 12, 31, 12, tzinfo=UTC)),
        ("2026-09-01", datetime(2026, 9, 2, tzinfo=UTC)),  # the day named still counts
    ],
)
def test_a_period_ends_when_it_says(period: str, end: datetime) -> None:
    assert end_of(period, AT) == end


@pytest.mark.parametrize("period", ["", "0d", "6", "m", "-3m", "soon", "2026-02-30", "2026-08-30", "9999y"])
def test_what_is_no_period_is_told(period: str) -> None:
    with pytest.raises(UsageError):
        end_of(period, AT)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(1, 600))
def test_months_keep_the_day_or_take_the_last_of_the_month(day: datetime, months: int) -> None:
    at = day.replace(tzinfo=UTC)
    end = end_of(f"{months}m", at)
    assert (end.year * 12 + end.month) - (at.year * 12 + at.month) == months
    assert end.day == at.day or (end + timedelta(days=1)).day == 1


def test_by_default_people_applied_and_are_kept_for_half_a_year() -> None:
    basis = Terms().legal_basis(AT)
    assert basis.kind is BasisKind.CONTRACT
    assert basis.allows(Purpose.MATCHING, AT)
    assert basis.allows(Purpose.SEARCH, AT)
    assert Terms().keep_until(AT) == end_of("6m", AT)


def test_a_basis_may_end_before_the_storage_period() -> None:
    terms = Terms(basis=basis_of("consent"), keep="2y", until="1y")
    assert terms.legal_basis(AT).expires == end_of("1y", AT) < terms.keep_until(AT)


def test_only_what_can_be_granted_is_a_purpose() -> None:
    assert purposes_of(["search"]) == {Purpose.SEARCH}
    assert purposes_of(None) == {Purpose.MATCHING, Purpose.SEARCH}
    with pytest.raises(UsageError):
        purposes_of(["erasure"])
