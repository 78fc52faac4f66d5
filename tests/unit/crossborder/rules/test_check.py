"""What a look at all rules on a day finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.crossborder.rules.cast import READ, amount, book, provenance, route

from assay.crossborder.rules import check_book, load_book, values_of
from assay.domain.route import Conflict, Trust, Verification
from assay.domain.rule_check import StaleReason

LAST = date(2026, 12, 31)


def stale(today: date, *rows, **given):
    return [(s.value, s.reason, s.day) for s in check_book(book(route(*rows, **given)), today).stale]


def test_thresholds_that_follow_a_yearly_figure_end_with_2026():
    found = check_book(load_book(), READ).stale
    assert {s.reason for s in found} == {StaleReason.EXPIRING}
    assert {s.day for s in found} == {LAST}
    routes = {s.route for s in found}
    assert routes == {
        *("at_blue_card", "at_rwr_key", "de_blue_card", "de_it_19c"),
        *("dk_fast_track", "dk_pay_limit", "dk_suppl_pay_limit", "es_dnv", "kr_e7_1"),
        *("il_b1_expert", "il_hitech"),
        *("nl_blue_card", "nl_hsm", "pl_blue_card", "pt_d3_tech", "pt_d8"),
    }
    assert "sg_ep" not in routes  # its values for 2027 are known


def test_an_end_within_ninety_days_is_reported_unless_a_value_follows():
    ending, following = amount(valid_to=LAST), amount(valid_from=date(2027, 1, 1))
    assert stale(date(2026, 10, 2), ending) == [("thresholds.standard", StaleReason.EXPIRING, LAST)]
    assert stale(date(2026, 10, 1), ending) == []
    assert stale(date(2026, 10, 2), ending, following) == []
    assert stale(date(2026, 10, 2), ending, amount(valid_from=date(2027, 1, 2))) != []


def test_an_ended_value_with_nothing_after_it_is_expired():
    due = date(2028, 1, 1)
    rested = {"provenance": provenance(review_by=due)}
    found = stale(date(2027, 1, 1), amount(valid_to=LAST, review_by=due), **rested)
    assert found == [("thresholds.standard", StaleReason.EXPIRED, LAST)]


def test_an_overdue_review_is_reported_once_for_the_route_and_for_rows_with_their_own():
    assert stale(date(2027, 1, 16), amount()) == [("route", StaleReason.REVIEW_DUE, date(2027, 1, 15))]
    own = amount(review_by=date(2026, 12, 1))
    assert stale(date(2026, 12, 2), own) == [
        ("thresholds.standard", StaleReason.REVIEW_DUE, date(2026, 12, 1))
    ]


def test_conflicts_give_the_alternatives_and_how_far_they_lie():
    found = {d.route: d for d in check_book(load_book(), READ).disputed}
    assert len(found) == 8
    assert found["au_sid_core"].value == "thresholds.csit"
    assert found["au_sid_core"].ours.amount == 79423
    assert found["au_sid_core"].alternatives[0].share == pytest.approx(76 / 79423)
    assert found["at_rwr_key"].alternatives[0].share == pytest.approx(-240 / 3465)
    assert found["fr_talent_bc"].value == "route"
    assert found["fr_talent_bc"].alternatives == ()


def test_an_alternative_in_another_currency_or_period_has_no_share():
    monthly = replace(amount(4000), period="month")
    pounds = replace(amount(4000), currency="GBP")
    made = route(amount(), conflicts=(Conflict(text="x", of="standard", also=(monthly, pounds)),))
    (found,) = check_book(book(made), READ).disputed
    assert [other.share for other in found.alternatives] == [None, None]


def test_values_that_nobody_read_are_listed_with_their_mark():
    found = check_book(load_book(), READ).unread
    assert {u.verification for u in found} == {
        Verification.PARTIAL,
        Verification.MEMORY,
        Verification.ESTIMATE,
    }
    texts = {(u.route, u.value): u.text for u in found}
    assert (
        texts["au_niv", "thresholds.fwhit"] == "the income threshold fwhit: 183,100 AUD a year [not verified]"
    )
    assert texts["nz_green_list_t1", "eligibility"] == "candidate.age"
    assert all(
        "[not verified]" in u.text
        for u in found
        if u.value.startswith("fees") and not u.verification.verified
    )


def test_changes_ahead_are_listed_by_day_with_the_undated_last():
    found = check_book(load_book(), READ).scheduled
    days = [change.day or date.max for change in found]
    assert days == sorted(days)
    assert all(change.day is None or change.day > READ for change in found)
    texts = [change.text for change in found]
    assert "from 2027-01-01 the pay threshold general is 6,000 SGD a month (now 5,600)" in texts
    assert texts[-1] == "date not known: Earned settlement 10-year baseline"


def test_every_value_route_and_row_is_counted():
    shipped = load_book()
    found = check_book(shipped, READ)
    values = [value for made in shipped.routes.values() for value in values_of(made) if value.rows]
    assert (found.routes, found.countries, found.values) == (95, 30, len(values))
    assert sum(found.values_by_trust.values()) == found.values
    assert sum(found.routes_by_trust.values()) == 95
    assert sum(found.rows_by_verification.values()) == sum(len(value.rows) for value in values)
    assert found.rows_by_verification[Verification.READ_OFFICIAL] == 0
    assert found.routes_by_trust[Trust.RED] == 1
    assert found.notes == shipped.notes
