"""Purchasing power."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import currency_of, load_tables, purchasing_power
from assay.domain.worth import Missing, PurchasingPower

WITH = sorted(c for c, p in load_tables().parities.countries.items() if p.factor)


def test_german_pay_buys_the_same_as_this_indian_pay():
    found = purchasing_power(70_086, "DE", "IN")
    assert isinstance(found, PurchasingPower)
    assert found.amount == pytest.approx(2_042_199)
    assert (found.currency, found.year, found.sources) == ("INR", 2024, ("WB-PPP",))
    assert "national" in found.caveat


def test_taiwan_has_no_figure_and_the_reason_says_why():
    for pair in (("DE", "TW"), ("TW", "DE")):
        found = purchasing_power(1000, *pair)
        assert found == Missing(reason="the World Bank has no purchasing power parity for Taiwan")
    assert currency_of("TW") == "TWD"


def test_a_country_that_is_not_there_has_no_figure():
    assert purchasing_power(1000, "DE", "ZZ") == Missing(reason="no purchasing power parity for ZZ")
    assert currency_of("ZZ") == Missing(reason="no data for ZZ")


def test_every_destination_has_a_currency():
    assert len(load_tables().costs) == 30
    assert not [c for c in load_tables().costs if isinstance(currency_of(c), Missing)]


@given(st.floats(1, 1e9), st.sampled_from(WITH), st.sampled_from(WITH))
def test_there_and_back_buys_the_same(amount, base, other):
    there = purchasing_power(amount, base, other)
    assert isinstance(there, PurchasingPower)
    back = purchasing_power(there.amount, other, base)
    assert isinstance(back, PurchasingPower)
    assert back.amount == pytest.approx(amount)
