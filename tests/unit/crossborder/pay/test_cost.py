"""What an employer pays on top."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import employer_cost, load_tables
from assay.domain.worth import Band, Missing
from assay.errors import UsageError

WITH = sorted(c for c, row in load_tables().costs.items() if not isinstance(row, Missing))


def test_every_one_of_the_thirty_destinations_has_a_band_or_a_reason():
    found = {country: employer_cost(country) for country in load_tables().costs}
    assert len(found) == 30
    assert {c for c, band in found.items() if isinstance(band, Missing)} == {"DK"}


def test_a_flat_amount_per_person_is_no_share():
    found = employer_cost("DK", 600_000)
    assert isinstance(found, Missing)
    assert "flat amounts" in found.reason


def test_a_country_that_is_not_there_has_no_band():
    assert employer_cost("ZZ") == Missing(reason="no employer contributions known for ZZ")


def test_where_contributions_are_capped_the_band_is_called_an_upper_bound():
    spain, sweden = employer_cost("ES"), employer_cost("SE")
    assert isinstance(spain, Band)
    assert isinstance(sweden, Band)
    assert spain.capped
    assert "upper bound for high pay" in spain.note
    assert not sweden.capped
    assert "upper bound" not in sweden.note


def test_the_most_a_year_lowers_the_share_of_high_pay():
    low, high = employer_cost("DE", 60_000), employer_cost("DE", 182_590)
    assert isinstance(low, Band)
    assert isinstance(high, Band)
    assert (low.low, low.high) == (0.21, 0.213)
    assert high.low == high.high == pytest.approx(0.1)


def test_the_caps_of_germany_add_up_to_the_most_a_year():
    pension, health = 0.093 + 0.013 + 0.0015, 0.0875 + 0.018
    row = load_tables().costs["DE"]
    assert not isinstance(row, Missing)
    assert row.most is not None
    assert row.most.amount == pytest.approx(pension * 101_400 + health * 69_750, abs=1)
    assert row.band.high == pytest.approx(pension + health)


def test_an_amount_due_whatever_the_pay_comes_on_top():
    found = employer_cost("SA", 240_000)
    assert isinstance(found, Band)
    assert found.low == found.high == pytest.approx(0.02 + 9_600 / 240_000)


def test_in_singapore_only_citizens_and_permanent_residents_cost_contributions():
    found = employer_cost("SG")
    assert isinstance(found, Band)
    assert (found.low, found.high) == (0.0, 0.17)
    assert "permanent residents" in found.note


def test_pay_must_be_above_zero():
    with pytest.raises(UsageError, match="above 0"):
        employer_cost("DE", 0)


@given(st.sampled_from(WITH), st.floats(1_000, 1e7), st.floats(1_000, 1e7))
def test_more_gross_never_costs_the_employer_less(country, some, more):
    less, most = sorted((some, more))
    small, large = employer_cost(country, less), employer_cost(country, most)
    assert isinstance(small, Band)
    assert isinstance(large, Band)
    for end in ("low", "high"):
        assert less * (1 + getattr(small, end)) <= most * (1 + getattr(large, end)) * (1 + 1e-9)
    assert 0 <= small.low <= small.high
