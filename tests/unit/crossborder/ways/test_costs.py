"""What a way costs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.crossborder.ways.cast import OFFER, fee, ground, route, situation

from assay.crossborder.ways import Offer, Share
from assay.crossborder.ways.costs import employment_cost, eor_fee, joined, route_costs, total
from assay.domain.arrangement import Cost, CostItem
from assay.domain.route import Verification

AMOUNTS = st.none() | st.floats(0, 1e6)
ITEMS = st.lists(
    st.tuples(AMOUNTS, AMOUNTS).map(
        lambda pair: CostItem(
            what="fee",
            low=None if None in pair else min(pair),
            high=None if None in pair else max(pair),
            stated="1 XTS",
            verification=Verification.MEMORY,
        )
    ),
    max_size=6,
)


def costs(*fees) -> tuple[Cost, Cost, Cost]:
    """What a route with these fees costs: the employer once and a year, the person."""
    return route_costs(route(fees=fees), situation(), ground())


def test_a_fee_is_paid_once_by_whom_the_rule_names() -> None:
    """Nothing is counted on both sides."""
    once, yearly, person = costs(fee(100), fee(40, payer="candidate"))
    assert (once.low, once.high) == (100, 100)
    assert (person.low, person.high) == (40, 40)
    assert (yearly.low, yearly.high, yearly.items) == (0, 0, ())


@pytest.mark.parametrize("spoilt", [{"optional": True}, {"payer": "either"}])
def test_an_optional_fee_and_one_either_may_pay_widen_the_range_down_to_nothing(spoilt: dict) -> None:
    """The high end keeps it."""
    once, _, _ = costs(fee(100), fee(30, **spoilt))
    assert (once.low, once.high) == (100, 130)


def test_a_fee_that_either_may_pay_stands_on_both_sides() -> None:
    """Each side may come to pay it, and is told so."""
    once, _, person = costs(fee(30, payer="either"))
    assert once.items == person.items
    assert "either may pay" in once.items[0].stated


def test_yearly_fees_of_the_employer_stand_apart() -> None:
    """And are not in what is paid once."""
    once, yearly, person = costs(fee(100), fee(7, yearly=True), fee(9, payer="candidate", yearly=True))
    assert (once.high, yearly.high) == (100, 7)
    assert "every year" in yearly.items[0].stated
    assert person.high == 9
    assert "every year" in person.items[0].stated


def test_a_route_without_fees_is_not_free() -> None:
    """That no fee was read is named and has no figure."""
    once, _, person = costs()
    assert once.low is once.high is person.high is None
    assert once.missing == ("no fee of this route was read",)


def test_a_fee_that_has_ended_is_named_on_the_side_that_would_pay_it() -> None:
    """Not on the other, and not in another year's or once's sum."""
    ended = fee(55, valid_to=date(2026, 1, 1))
    once, yearly, person = costs(fee(100), ended)
    assert once.high == 100
    assert len(once.missing) == 1
    assert "fee of 55" in once.missing[0]
    assert yearly.missing == person.missing == ()
    _, yearly, _ = costs(fee(55, yearly=True, valid_to=date(2026, 1, 1)))
    assert yearly.high is None
    assert len(yearly.missing) == 1


def test_money_without_a_rate_is_named_and_not_counted() -> None:
    """The rest of the sum stands, lacking a part."""
    once, _, _ = costs(fee(100), fee(5000, currency="TWD"))
    assert once.high == 100
    assert once.items[1].high is None
    assert once.missing == ("fee of 5000: 5,000 TWD, no rate to EUR",)


def test_changed_money_keeps_the_day_of_its_rate_and_other_money_has_none() -> None:
    """A rate of the day is shown only where there was one."""
    once, _, _ = costs(fee(100, currency="USD"), fee(100))
    assert [i.high for i in once.items] == [50, 100]
    assert [i.rate_day for i in once.items] == [date(2026, 11, 20), None]


@pytest.mark.parametrize("verification", list(Verification))
def test_every_item_keeps_how_it_was_come_by(verification: Verification) -> None:
    """A sum is verified only where all of it is."""
    once, _, _ = costs(fee(100), fee(1, verification=verification))
    assert [i.verification for i in once.items] == [Verification.READ_SECONDARY, verification]
    assert once.verified is verification.verified


def test_contributions_are_taken_at_each_end_of_the_pay() -> None:
    """The lower share of the lower pay, the higher share of the higher."""
    share = Share(low=0.1, high=0.2, note="n", verification=Verification.MEMORY)
    found = employment_cost("DE", situation(), ground(share=share))
    assert (found.low, found.high) == pytest.approx((66_000, 96_000))
    assert not found.verified


def test_unknown_contributions_are_named_and_pay_stands() -> None:
    """What is known is shown, and said to lack a part."""
    found = employment_cost("DE", situation(), ground())
    assert (found.low, found.high) == (60_000, 80_000)
    assert found.missing == ("the employer's contributions in Germany are not known",)


def test_without_pay_there_is_no_figure() -> None:
    """Nor does a free year's fee make one."""
    none = employment_cost("DE", situation(offer=None), ground())
    assert none.high is None
    for yearly in (total([], "EUR"), none):
        both = joined(none, yearly)
        assert both.low is both.high is None
        assert both.missing == ("the brief states no pay by the year, month or hour",)


def test_without_pay_fees_are_in_the_routes_own_money() -> None:
    """They need no rate then."""
    once, _, _ = route_costs(route(fees=(fee(10, currency="TWD"),)), situation(offer=None), ground())
    assert (once.currency, once.high, once.missing) == ("TWD", 10, ())


def test_an_employer_of_record_costs_a_fee_from_memory() -> None:
    """300 to 700 dollars a month, over a year, at the rate; unverified. No rate, no figure."""
    found = eor_fee(OFFER, ground())
    assert (found.low, found.high) == (1800, 4200)
    assert not found.verification.verified
    assert found.rate_day == date(2026, 11, 20)
    assert eor_fee(Offer(minimum=1, maximum=1, currency="TWD"), ground()).high is None


@given(ITEMS, st.lists(st.sampled_from(["a", "b"]), max_size=3))
def test_the_sum_lies_within_the_sums_of_its_items(items: list[CostItem], missing: list[str]) -> None:
    """Low with low, high with high; every item without a figure is named, none counted."""
    found = total(items, "EUR", tuple(missing))
    known = [i for i in items if i.low is not None]
    assert found.items == tuple(items)
    assert len(known) == len(items) or any("no rate" in m for m in found.missing)
    assert set(missing) <= set(found.missing)
    if found.low is None or found.high is None:
        assert found.low is found.high is None
        assert not known
        assert found.missing
        return
    assert known or not found.missing
    assert found.low == sum(i.low for i in known)
    assert found.high == sum(i.high for i in known)
    assert found.low <= found.high


@given(ITEMS, ITEMS)
def test_joining_loses_no_item_and_no_gap(first: list[CostItem], second: list[CostItem]) -> None:
    """And counts what has a figure, once."""
    both = joined(total(first, "EUR", ("a",)), total(second, "EUR", ("a", "b")))
    assert both.items == (*first, *second)
    assert {"a", "b"} <= set(both.missing)
    assert len(set(both.missing)) == len(both.missing)
    figures = [i.high for i in (*first, *second) if i.high is not None]
    assert both.high == (sum(figures) if figures else None)
