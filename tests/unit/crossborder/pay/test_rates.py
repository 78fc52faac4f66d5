"""Dated currency rates."""

from __future__ import annotations

import socket
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import OLDEST_DAYS, STALE_DAYS, missing_rate, rate
from assay.crossborder.pay.rates import _history
from assay.domain.route import Verification

KNOWN = ("EUR", "USD", "GBP", "INR", "JPY", "CHF", "AED", "SAR", "SGD", "BRL")
DAYS = st.dates(date(2012, 1, 1), date(2026, 12, 31))


def last_day() -> date:
    return date.fromordinal(_history()["USD"][0][-1])


def test_the_rate_of_a_day_is_the_one_published_for_it():
    found = rate("EUR", "USD", date(2014, 3, 28))
    assert found is not None
    assert (found.factor, found.day, found.stale) == (1.3759, date(2014, 3, 28), False)
    assert found.source == "European Central Bank reference rates"
    assert found.verification is Verification.READ_OFFICIAL


def test_a_weekend_takes_the_rate_of_the_friday_before_and_says_so():
    saturday = rate("EUR", "USD", date(2014, 3, 29))
    assert saturday is not None
    assert (saturday.factor, saturday.day, saturday.asked) == (1.3759, date(2014, 3, 28), date(2014, 3, 29))


def test_a_cross_rate_goes_through_the_euro():
    usd, gbp, cross = (
        rate(*pair, date(2020, 5, 5)) for pair in (("EUR", "USD"), ("EUR", "GBP"), ("GBP", "USD"))
    )
    assert usd is not None
    assert gbp is not None
    assert cross is not None
    assert cross.factor == pytest.approx(usd.factor / gbp.factor)


def test_after_the_history_ends_its_last_day_is_used():
    found = rate("GBP", "USD", last_day() + timedelta(days=20))
    assert found is not None
    assert (found.day, found.stale) == (last_day(), False)


def test_a_rate_is_stale_after_sixty_days_and_none_after_four_hundred():
    ages = (STALE_DAYS, STALE_DAYS + 1, OLDEST_DAYS, OLDEST_DAYS + 1)
    found = [rate("EUR", "USD", last_day() + timedelta(days=age)) for age in ages]
    assert [r.stale if r else None for r in found] == [False, True, True, None]


def test_a_currency_that_the_bank_no_longer_quotes_grows_stale_then_has_no_rate():
    lev = rate("BGN", "EUR", date(2026, 6, 1))
    assert lev is not None
    assert (lev.day, lev.stale) == (date(2025, 12, 31), True)
    assert rate("RUB", "EUR", date(2026, 6, 1)) is None
    assert rate("EEK", "EUR", date(2026, 6, 1)) is None


@pytest.mark.parametrize("currency", ["TWD", "CLP", "EGP", "NGN", "KES", "PKR", "VND", "UAH", "ARS"])
def test_a_currency_without_data_has_no_rate(currency):
    assert rate(currency, "EUR", date(2026, 6, 1)) is None
    assert rate("USD", currency, date(2026, 6, 1)) is None
    assert missing_rate("USD", currency, date(2026, 6, 1)) == f"no rate for {currency}"


def test_there_is_no_rate_before_the_series_of_a_currency_begins():
    assert rate("USD", "INR", date(2008, 12, 31)) is None
    assert rate("USD", "INR", date(2009, 1, 2)) is not None
    assert missing_rate("USD", "INR", date(2008, 12, 31)) == "no rate for INR on 2008-12-31"
    assert rate("EUR", "USD", date(1998, 12, 31)) is None


def test_two_currencies_that_never_had_a_rate_are_both_named():
    assert missing_rate("TWD", "VND", date(2026, 6, 1)) == "no rate for TWD and VND"


def test_pegged_currencies_go_by_their_peg_from_memory():
    dirham, riyal = rate("USD", "AED", date(2026, 6, 1)), rate("SAR", "AED", date(2026, 6, 1))
    euro = rate("AED", "EUR", date(2026, 6, 1))
    dollar = rate("USD", "EUR", date(2026, 6, 1))
    assert dirham is not None
    assert riyal is not None
    assert euro is not None
    assert dollar is not None
    assert (dirham.factor, dirham.source, dirham.verification) == (
        3.6725,
        "official peg",
        Verification.MEMORY,
    )
    assert riyal.factor == pytest.approx(3.6725 / 3.75)
    assert euro.factor == pytest.approx(dollar.factor / 3.6725)
    assert euro.source == "official peg; European Central Bank reference rates"
    assert (euro.day, euro.verification) == (dollar.day, Verification.MEMORY)


def test_the_same_currency_needs_no_rate():
    found = rate("TWD", "TWD", date(2026, 6, 1))
    assert found is not None
    assert (found.factor, found.source) == (1.0, "same currency")


def test_no_rate_asks_the_network(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    rate.cache_clear()
    _history.cache_clear()
    assert rate("EUR", "JPY", date(2026, 6, 1)) is not None


def test_the_same_question_is_answered_from_memory():
    assert rate("EUR", "JPY", date(2026, 6, 2)) is rate("EUR", "JPY", date(2026, 6, 2))


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN), DAYS)
def test_there_and_back_gives_the_same_money(base, quote, on):
    there, back = rate(base, quote, on), rate(quote, base, on)
    assert (there is None) == (back is None)
    if there and back:
        assert there.factor * back.factor == pytest.approx(1.0)
        assert (there.day, there.stale, there.source) == (back.day, back.stale, back.source)


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN), DAYS)
def test_no_rate_is_from_after_the_day_asked(base, quote, on):
    found = rate(base, quote, on)
    if found:
        assert found.day <= on
        assert (on - found.day).days <= OLDEST_DAYS
        assert found.factor > 0
