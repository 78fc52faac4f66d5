"""What a person keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import load_tables, take_home
from assay.crossborder.pay.takehome import highest, lowest
from assay.domain.route import Verification
from assay.domain.worth import Band, Missing
from assay.errors import UsageError

TAXED = load_tables().wage_taxes.countries
PARITY = load_tables().parities.countries


def average(country: str) -> float:
    factor = PARITY[country].factor
    assert factor is not None
    return TAXED[country].average_wage * factor


# Income tax and employee contributions, % of gross pay, single without children, OECD.Stat TABLE_I5, 2022.
@pytest.mark.parametrize(
    ("country", "percent_of_average", "printed"),
    [
        ("AU", 67, 17.0),
        ("AU", 133, 26.8),
        ("AU", 167, 29.6),
        ("AT", 67, 27.5),
        ("AT", 133, 36.9),
        ("AT", 167, 38.3),
        ("CA", 67, 22.4),
        ("CA", 133, 28.2),
        ("CA", 167, 31.3),
    ],
)
def test_the_band_holds_what_the_oecd_printed_for_other_pay(country, percent_of_average, printed):
    multiple = percent_of_average / 100
    kept = 1 - printed / 100
    assert lowest(TAXED[country], multiple) / multiple <= kept <= highest(TAXED[country], multiple) / multiple


@pytest.mark.parametrize(("country", "printed"), [("AU", 23.0), ("AT", 33.2), ("CA", 25.6)])
def test_at_the_average_wage_the_band_is_what_the_oecd_printed_and_the_slack(country, printed):
    ends = lowest(TAXED[country], 1.0), highest(TAXED[country], 1.0)
    assert ends == (
        pytest.approx(0.99 - printed / 100, abs=6e-4),
        pytest.approx(1.01 - printed / 100, abs=6e-4),
    )


def test_the_gulf_takes_no_income_tax_on_salary():
    for country in ("AE", "SA"):
        found = take_home(country, 300_000)
        assert isinstance(found, Band)
        assert (found.low, found.high, found.verification) == (1.0, 1.0, Verification.READ_SECONDARY)


@pytest.mark.parametrize("country", ["SG", "HK", "TW", "CN", "IN", "BR", "ZZ"])
def test_a_country_without_data_has_no_band(country):
    assert take_home(country, 1e6) == Missing(reason=f"no data on tax and contributions in {country}")


def test_a_band_is_an_estimate_of_its_year_and_says_for_whom():
    found = take_home("DE", 90_000)
    assert isinstance(found, Band)
    assert (found.year, found.verification) == (2022, Verification.ESTIMATE)
    assert found.sources == ("OECD-TW-2022", "WB-PPP")
    assert "single person without children" in found.note
    assert "1.7 times" in found.note
    assert 0.5 < found.low < found.high < 0.65


def test_where_taxes_differ_by_state_the_note_says_so():
    found = take_home("US", 200_000)
    assert isinstance(found, Band)
    assert "state and local taxes differ" in found.note


def test_pay_far_below_the_average_lies_outside_the_data():
    found = take_home("US", 40_000)
    assert isinstance(found, Missing)
    assert "below 52,180 USD" in found.reason


def test_pay_must_be_above_zero():
    with pytest.raises(UsageError, match="above 0"):
        take_home("DE", -1)


@given(st.sampled_from(sorted(TAXED)), st.floats(0.81, 30), st.floats(0.81, 30))
def test_more_gross_never_leaves_less(country, some, more):
    less, most = (m * average(country) for m in sorted((some, more)))
    small, large = take_home(country, less), take_home(country, most)
    assert isinstance(small, Band)
    assert isinstance(large, Band)
    assert less * small.low <= most * large.low * (1 + 1e-9)
    assert less * small.high <= most * large.high * (1 + 1e-9)


@given(st.sampled_from(sorted(TAXED)), st.floats(0.81, 30))
def test_a_band_lies_within_the_gross(country, multiple):
    found = take_home(country, multiple * average(country))
    assert isinstance(found, Band)
    assert 0 < found.low < found.high <= 1


@given(st.sampled_from(sorted(TAXED)), st.floats(1, 10), st.floats(1, 10))
def test_the_low_end_of_the_share_never_rises_with_pay(country, some, more):
    less, most = sorted((some, more))
    assert lowest(TAXED[country], most) / most <= lowest(TAXED[country], less) / less + 0.015
