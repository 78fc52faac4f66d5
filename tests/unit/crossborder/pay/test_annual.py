"""Pay per year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import per_year
from assay.errors import UsageError


def test_a_month_is_paid_twelve_times_unless_the_rule_says_otherwise():
    assert per_year(3465, "month") == 41_580
    assert per_year(3465, "month", payments_per_year=14) == 48_510


def test_an_hour_is_paid_fifty_two_weeks():
    assert per_year(20, "hour", weekly_hours=39) == 20 * 52 * 39
    assert per_year(20, "hour") == 41_600


def test_a_year_is_a_year_however_often_it_is_paid():
    assert per_year(50_700, "year", payments_per_year=14) == 50_700


@pytest.mark.parametrize("period", ["once", "week", "", "Year"])
def test_other_periods_are_no_pay(period):
    with pytest.raises(UsageError, match="year, month or hour"):
        per_year(100, period)


def test_payments_and_hours_must_be_above_zero():
    with pytest.raises(UsageError, match="payments"):
        per_year(100, "month", payments_per_year=0)
    with pytest.raises(UsageError, match="hours"):
        per_year(100, "hour", weekly_hours=0)


@given(st.floats(1, 1e6), st.floats(1, 60), st.floats(1, 60))
def test_more_hours_never_give_less_pay(amount, some, more):
    less, most = sorted((some, more))
    assert per_year(amount, "hour", weekly_hours=less) <= per_year(amount, "hour", weekly_hours=most)
