"""What an offer is worth in another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.crossborder.pay import load_tables, market_band, rate, tax_regimes, worth
from assay.domain.route import Verification
from assay.domain.worth import Band, Comparison, MarketBand, Missing, Pay, Rate, TaxRegime, Worth
from assay.errors import UsageError

TABLES = load_tables()
PLACES = sorted(TABLES.costs)
ON = date(2026, 6, 1)


def offer(minimum: float = 90_000, maximum: float = 110_000, currency: str = "EUR") -> Pay:
    return Pay(minimum=minimum, maximum=maximum, currency=currency)


def test_nominal_pay_stands_beside_what_buys_the_same():
    found = worth(offer(), "DE", "IN", ON)
    by = rate("EUR", "INR", ON)
    assert by is not None
    assert found.comparison.rate == by
    assert found.comparison.nominal == Pay(
        minimum=90_000 * by.factor, maximum=110_000 * by.factor, currency="INR"
    )
    buys = found.comparison.buys_the_same
    assert isinstance(buys, Pay)
    assert (buys.currency, buys.minimum) == ("INR", pytest.approx(90_000 / 0.70086 * 20.42199))
    assert found.comparison.year == 2024
    assert "dear cities" in found.comparison.caveat
    assert found.notes == (f"rate EUR to INR of {by.day.isoformat()}",)


def test_no_rate_no_figure_and_the_result_says_so():
    found = worth(offer(), "DE", "TW", ON)
    assert found.comparison.nominal == Missing(reason="no rate for TWD")
    assert found.comparison.rate is None
    assert found.there.take_home == found.there.net == found.there.cost == Missing(reason="no rate for TWD")
    assert isinstance(found.there.employer_cost, Band)
    assert found.missing == (
        "no rate for TWD",
        "the World Bank has no purchasing power parity for Taiwan",
    )


def test_a_missing_rate_leaves_what_buys_the_same():
    found = worth(offer(), "DE", "NG", ON)
    assert found.comparison.nominal == Missing(reason="no rate for NGN")
    buys = found.comparison.buys_the_same
    assert isinstance(buys, Pay)
    assert buys.currency == "NGN"


def test_an_offer_in_foreign_money_is_first_put_into_the_country_s_own():
    found = worth(offer(currency="USD"), "IN", "DE", ON)
    by = rate("USD", "INR", ON)
    assert by is not None
    assert found.here.rate == by
    assert isinstance(found.here.gross, Pay)
    assert found.here.gross.maximum == pytest.approx(110_000 * by.factor)
    assert [n for n in found.notes if n.startswith("rate USD to")] == [
        f"rate USD to INR of {by.day.isoformat()}",
        f"rate USD to EUR of {by.day.isoformat()}",
    ]


def test_cost_and_net_reach_from_the_least_of_the_lower_to_the_most_of_the_higher_pay():
    found = worth(offer(), "SE", "PT", ON)
    assert isinstance(found.there.cost, Pay)
    assert (found.there.cost.minimum, found.there.cost.maximum) == (
        pytest.approx(90_000 * 1.2375),
        pytest.approx(110_000 * 1.2375),
    )
    assert isinstance(found.there.net, Pay)
    assert isinstance(found.there.take_home, Band)
    assert found.there.net.minimum >= 90_000 * found.there.take_home.low
    assert found.there.net.maximum <= 110_000 * found.there.take_home.high


@pytest.mark.parametrize(("minimum", "maximum"), [(20_000, 150_000), (10_000, 20_000)])
def test_a_range_that_leaves_the_data_has_no_take_home(minimum, maximum):
    found = worth(offer(minimum, maximum, "USD"), "US", "DE", ON)
    assert isinstance(found.here.take_home, Missing)
    assert isinstance(found.here.net, Missing)
    assert isinstance(found.here.cost, Pay)
    assert found.here.take_home.reason in found.missing


def test_in_the_same_country_the_offer_is_worth_itself():
    found = worth(offer(), "DE", "DE", ON)
    assert found.comparison.nominal == offer()
    buys = found.comparison.buys_the_same
    assert isinstance(buys, Pay)
    assert (buys.minimum, buys.maximum) == (pytest.approx(90_000), pytest.approx(110_000))
    assert found.here == found.there
    assert found.notes == ()


def test_an_old_rate_and_a_peg_are_noted():
    bulgarian = worth(offer(currency="BGN"), "DE", "AE", ON)
    assert "that rate is 152 days old: look up a newer one" in bulgarian.notes
    assert "BGN to AED rests on an official peg, from memory" in bulgarian.notes


def test_the_regimes_of_a_place_hold_by_date():
    assert [r.name for r in tax_regimes("NL", date(2026, 12, 31))] == ["30% ruling"]
    assert [r.name for r in tax_regimes("NL", date(2027, 1, 1))] == ["27% ruling"]
    assert [r.name for r in worth(offer(), "DE", "ES", ON).there.regimes] == ["Beckham regime"]
    assert [r.verification for r in tax_regimes("DK", ON)] == [Verification.MEMORY]
    assert tax_regimes("DE", ON) == ()


@pytest.mark.parametrize(("minimum", "maximum"), [(0, 10), (-1, 10), (20, 10)])
def test_an_offer_must_be_a_range_above_zero(minimum, maximum):
    with pytest.raises(UsageError, match="an offer needs"):
        worth(offer(minimum, maximum), "DE", "IN", ON)


def test_the_market_is_known_only_where_a_source_says_so():
    found = market_band("data_science", "senior", "US")
    assert isinstance(found, MarketBand)
    assert (found.low, found.median, found.high, found.year) == (63_650, 112_590, 194_410, 2024)
    assert found.verification is Verification.READ_SECONDARY
    assert "all levels together" in found.note
    assert market_band("llm", "senior", "US") == Missing(
        reason="no documented source of pay for llm, level senior, in US"
    )
    assert market_band("data_science", None, "DE") == Missing(
        reason="no documented source of pay for data_science in DE"
    )


def figures(value: object) -> Iterator[Band | Comparison | Rate | TaxRegime]:
    """Every figure inside a result."""
    if isinstance(value, Band | Comparison | Rate | TaxRegime):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from figures(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures(getattr(value, field.name))


@given(
    st.floats(1_000, 1e7),
    st.floats(1, 3),
    st.sampled_from(["EUR", "USD", "GBP", "INR", "TWD", "AED", "VND"]),
    st.sampled_from([*PLACES, "NG", "ZZ"]),
    st.sampled_from([*PLACES, "NG", "ZZ"]),
    st.dates(date(1998, 1, 1), date(2029, 1, 1)),
)
def test_there_is_no_figure_without_source_year_and_verification(minimum, spread, currency, base, other, on):
    found = worth(offer(minimum, minimum * spread, currency), base, other, on)
    assert isinstance(found, Worth)
    for figure in figures(found):
        assert isinstance(figure.verification, Verification)
        if isinstance(figure, Rate):
            assert figure.source
            assert figure.day <= on
        else:
            assert figure.year >= 2020
            assert figure.sources
            assert all(s in TABLES.sources for s in figure.sources)
    lacking = {
        v.reason
        for place in (found.here, found.there)
        for v in (place.gross, place.net, place.cost)
        if isinstance(v, Missing)
    }
    assert lacking <= set(found.missing)


@given(st.floats(5_000, 1e6), st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_the_nominal_pay_is_there_exactly_where_its_rate_is(minimum, base, other):
    comparison = worth(offer(minimum, minimum * 1.2), base, other, ON).comparison
    assert isinstance(comparison.nominal, Pay) == (comparison.rate is not None)
