"""How the rules differ between two days, and what changes after one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.crossborder.rules.cast import READ, amount, book, provenance, route

from assay.crossborder.rules import diff, load_book, said, scheduled
from assay.domain.route import Change, Duration, Processing, Residence, Verification
from assay.domain.rule_check import RuleChangeKind
from assay.errors import UsageError

LAST, NEXT, LATER = date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 1)


def changes(*rows, **given):
    return diff(book(route(*rows, **given)), READ, LATER)


def test_an_amount_changes_by_money_and_by_share():
    (found,) = changes(amount(50000, valid_to=LAST), amount(55000, valid_from=NEXT))
    assert (found.kind, found.day) == (RuleChangeKind.CHANGED, NEXT)
    assert (found.money, found.share) == (5000, pytest.approx(0.1))
    assert found.text == (
        "the pay threshold standard goes from 50,000 EUR a year to 55,000 EUR a year (+5,000, +10.0%)"
    )


def test_amounts_in_other_currencies_have_no_difference():
    (found,) = changes(amount(valid_to=LAST), replace(amount(valid_from=NEXT), currency="USD"))
    assert (found.money, found.share) == (None, None)
    assert found.text.endswith("goes from 50,000 EUR a year to 50,000 USD a year")


def test_the_same_amount_read_anew_is_no_change():
    assert changes(amount(valid_to=LAST), amount(valid_from=NEXT)) == ()


def test_a_value_that_ends_is_not_known_afterwards():
    (found,) = changes(amount(valid_to=LAST))
    assert (found.kind, found.after, found.money) == (RuleChangeKind.NOT_KNOWN, None, None)
    assert found.text == (
        "the pay threshold standard is not known on 2027-02-01: "
        "the last known, 50,000 EUR a year, ended 2026-12-31"
    )


def test_a_value_may_become_known():
    (found,) = changes(amount(valid_from=NEXT))
    assert (found.kind, found.before) == (RuleChangeKind.BECOMES_KNOWN, None)


def test_a_value_known_on_neither_day_is_no_change():
    assert changes(amount(valid_to=date(2026, 1, 1))) == ()


def test_announced_changes_between_the_days_are_listed():
    inside = Change(day=NEXT, stated="2027-01-01", text="adjustment")
    after = Change(day=date(2027, 3, 1), stated="2027-03-01", text="later")
    before = Change(day=date(2026, 1, 1), stated="2026-01-01", text="earlier")
    never = Change(day=None, stated="unknown", text="maybe")
    (found,) = changes(amount(), changes=(inside, after, before, never))
    assert (found.kind, found.value, found.text) == (
        RuleChangeKind.SCHEDULED,
        "route",
        "2027-01-01: adjustment",
    )


def test_a_note_that_changes_is_a_change():
    rows = (
        Residence(years=5, note="", provenance=provenance(valid_to=LAST)),
        Residence(years=5, note="with B2", provenance=provenance(valid_from=NEXT)),
    )
    (found,) = changes(amount(), residence=rows)
    assert found.text == "the time to permanent residence stays 5 years, but: with B2"


def test_days_out_of_order_are_refused():
    with pytest.raises(UsageError, match="write them in order"):
        diff(load_book(), LATER, READ)


def test_one_day_differs_from_itself_in_nothing():
    assert diff(load_book(), READ, READ) == ()


def test_the_cliff_of_january_2027_is_seen():
    found = diff(load_book(), READ, LATER)
    lost = {change.route for change in found if change.kind is RuleChangeKind.NOT_KNOWN}
    assert {"de_blue_card", "nl_hsm", "dk_pay_limit", "at_blue_card"} <= lost
    singapore = {c.value: c.money for c in found if c.route == "sg_ep" and c.kind is RuleChangeKind.CHANGED}
    assert singapore == {
        "thresholds.general": 400,
        "thresholds.general_at_45": 800,
        "thresholds.financial": 400,
        "thresholds.financial_at_45": 900,
    }
    graduate = [c.text for c in found if c.route == "gb_graduate"]
    assert graduate == ["the time first granted goes from 24 months to 18 months"]


def test_changes_after_a_day_are_said_in_sentences():
    routes = load_book().routes
    assert scheduled(routes["sg_ep"], READ)[0] == (
        "from 2027-01-01 the pay threshold general is 6,000 SGD a month (now 5,600)"
    )
    assert scheduled(routes["sg_ep"], NEXT) == ("2028-01-01: Renewals",)
    assert scheduled(routes["de_blue_card"], READ) == (
        "2027-01-01: Thresholds change with the 2027 pension ceiling (published around Oct-Dec 2026)",
        "after 2026-12-31 no value is known for the pay threshold standard (now 50,700 EUR a year)",
        "after 2026-12-31 no value is known for the pay threshold reduced (now 45,934.20 EUR a year)",
    )


def test_a_change_stated_for_a_month_is_ahead_until_the_month_ends():
    made = route(amount(), changes=(Change(day=date(2027, 2, 1), stated="2027-02", text="new rule"),))
    assert scheduled(made, date(2027, 2, 27)) == ("2027-02: new rule",)
    assert scheduled(made, date(2027, 2, 28)) == ()


def test_a_change_from_a_value_that_nobody_read_carries_the_mark():
    made = route(amount(valid_to=LAST, verification=Verification.MEMORY), amount(60000, valid_from=NEXT))
    (found,) = scheduled(made, READ)
    assert found.endswith("is 60,000 EUR a year (now 50,000 [not verified])")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (amount(45934.2), "45,934.20 EUR a year"),
        (
            replace(amount(3465), period="month", payments_per_year=14),
            "3,465 EUR a month (14 payments a year)",
        ),
        (replace(amount(23.95), currency="NZD", period="hour"), "23.95 NZD an hour"),
        (replace(amount(75), period="once"), "75 EUR"),
        (amount(1, verification=Verification.ESTIMATE), "1 EUR a year [not verified]"),
        (Duration(months=24, note="", provenance=provenance()), "24 months"),
        (Duration(months=None, note="", provenance=provenance()), "no stated end"),
        (Residence(years=2.25, note="", provenance=provenance()), "2.25 years"),
        (Residence(years=0, note="", provenance=provenance()), "at once"),
        (Residence(years=None, note="", provenance=provenance()), "no stated path"),
    ],
)
def test_rows_are_said_in_words(row, words):
    assert said(row) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((14, 21, 90), "14 to 90 working days, typically 21 working days"),
        ((None, 21, None), "typically 21 working days"),
        ((None, None, 90), "at most 90 working days"),
        ((14, None, None), "at least 14 working days"),
        ((None, None, None), "not known"),
    ],
)
def test_times_are_said_in_words(days, words):
    least, usual, most = days
    row = Processing(
        days_min=least,
        days_typical=usual,
        days_max=most,
        working_days=True,
        basis="target",
        note="",
        provenance=provenance(),
    )
    assert said(row) == words
