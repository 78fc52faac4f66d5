"""How far a value may be trusted: the rules of red, amber and green."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.unit.crossborder.rules.cast import READ, SOURCES, amount, book, moment, provenance, route

from assay.crossborder.rules import load_book, route_trust, trust_of, value_trust, values_of
from assay.domain.route import Change, Condition, Conflict, RouteStatus, Trust, Verification

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def colour(value, at, status=RouteStatus.IN_FORCE, changes=(), disputes=()):
    return trust_of(value, at, status=status, sources=SOURCES, changes=changes, disputes=disputes)


def change(day: date, stated: str = "") -> Change:
    return Change(day=day, stated=stated or str(day), text="yearly adjustment")


def test_what_was_read_and_has_not_expired_is_green():
    assert colour(provenance(valid_from=FIRST, valid_to=LAST), moment()) == (Trust.GREEN, ())


@pytest.mark.parametrize(
    ("value", "at", "reason"),
    [
        (
            provenance(valid_to=LAST),
            moment(date(2027, 1, 1)),
            "ended 2026-12-31, before the filing date 2027-01-01",
        ),
        (
            provenance(valid_from=date(2027, 1, 1)),
            moment(),
            "holds only from 2027-01-01, after the filing date 2026-11-23",
        ),
        (provenance(), moment(today=date(2027, 1, 16)), "due for review since 2027-01-15"),
    ],
)
def test_past_its_end_or_its_review_date_is_red(value, at, reason):
    trust, reasons = colour(value, at)
    assert trust is Trust.RED
    assert reasons[0] == reason


def test_the_last_day_of_a_value_and_of_a_review_still_count():
    assert colour(provenance(valid_to=LAST), moment(LAST))[0] is Trust.GREEN
    assert colour(provenance(), moment(today=date(2027, 1, 15)))[0] is Trust.GREEN


def test_a_value_that_held_on_the_filing_date_is_not_expired_when_looked_at_later():
    at = moment(on=date(2026, 12, 1), today=date(2027, 1, 10))
    assert colour(provenance(valid_to=LAST), at)[0] is Trust.GREEN


def test_a_rule_before_the_courts_is_red():
    trust, reasons = colour(provenance(), moment(), RouteStatus.IN_FORCE_WITH_LITIGATION)
    assert (trust, reasons) == (Trust.RED, ("the rule is before the courts",))


@pytest.mark.parametrize("status", [RouteStatus.IN_FORCE_AT_RISK, RouteStatus.IN_FORCE_DETAILS_UNCLEAR])
def test_a_rule_whose_standing_is_unsure_is_amber(status):
    assert colour(provenance(), moment(), status)[0] is Trust.AMBER


@pytest.mark.parametrize(
    ("sources", "today", "trust"),
    [
        (("NEW",), date(2027, 1, 10), Trust.GREEN),
        (("OLD",), READ, Trust.AMBER),
        (("OLD", "NEW"), READ, Trust.GREEN),
        (("BARE",), READ, Trust.AMBER),
        (("BARE", "NEW"), READ, Trust.GREEN),
    ],
)
def test_the_newest_source_must_be_dated_and_of_the_last_six_months(sources, today, trust):
    assert colour(provenance(sources=sources), moment(today=today))[0] is trust


def test_a_source_is_old_from_the_day_after_six_months():
    late = provenance(review_by=date(2028, 1, 1))  # its source is of 2026-10-01
    assert colour(late, moment(today=date(2027, 4, 1)))[0] is Trust.GREEN
    trust, reasons = colour(late, moment(today=date(2027, 4, 2)))
    assert trust is Trust.AMBER
    assert reasons == ("its newest source (NEW, 2026-10) is older than 6 months",)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (Verification.PARTIAL, "partly read, partly from memory"),
        (Verification.MEMORY, "from memory, not verified"),
        (Verification.ESTIMATE, "our own estimate, not verified"),
    ],
)
def test_what_was_not_read_in_full_is_amber(how, reason):
    assert colour(provenance(verification=how), moment()) == (Trust.AMBER, (reason,))


def test_a_disputed_value_is_amber():
    assert colour(provenance(), moment(), disputes=["6 or 12"]) == (
        Trust.AMBER,
        ("sources disagree: 6 or 12",),
    )


@pytest.mark.parametrize(
    ("day", "stated", "start", "trust"),
    [
        (date(2027, 1, 1), "", date(2027, 2, 1), Trust.AMBER),
        (date(2027, 1, 1), "", date(2026, 12, 31), Trust.GREEN),
        (date(2027, 1, 1), "", None, Trust.GREEN),
        (date(2027, 2, 1), "2027-02", date(2027, 2, 1), Trust.AMBER),
        (date(2026, 10, 1), "", date(2027, 2, 1), Trust.GREEN),
        (date(2026, 11, 1), "2026-11", date(2027, 2, 1), Trust.AMBER),
        (date(2026, 1, 1), "2026", date(2027, 2, 1), Trust.AMBER),
    ],
)
def test_a_dated_change_before_the_planned_start_is_amber(day, stated, start, trust):
    assert colour(provenance(), moment(planned_start=start), changes=[change(day, stated)])[0] is trust


def test_a_change_without_a_day_does_not_count():
    undated = Change(day=None, stated="unknown", text="may come")
    at = moment(planned_start=date(2030, 1, 1))
    assert colour(provenance(), at, changes=[undated])[0] is Trust.GREEN


def test_a_value_that_ends_before_the_planned_start_is_amber():
    trust, reasons = colour(provenance(valid_to=LAST), moment(planned_start=date(2027, 1, 10)))
    assert (trust, reasons) == (Trust.AMBER, ("ends 2026-12-31, before the planned start 2027-01-10",))


def test_the_gravest_reasons_come_first():
    trust, reasons = colour(provenance(sources=("OLD",)), moment(), RouteStatus.IN_FORCE_WITH_LITIGATION)
    assert trust is Trust.RED
    assert [r.split()[0] for r in reasons] == ["the", "its"]


def test_a_value_not_known_for_the_filing_date_is_red_and_quotes_the_last_known():
    made = route(amount(valid_to=LAST))
    trust, reasons = value_trust(book(made), made, values_of(made)[0], moment(date(2027, 1, 2)))
    assert trust is Trust.RED
    assert reasons == (
        "no value is known for 2027-01-02: the last known, 50,000 EUR a year, ended 2026-12-31",
    )


def test_the_next_row_before_the_planned_start_is_a_change():
    made = route(amount(valid_to=LAST), amount(60000, valid_from=date(2027, 1, 1)))
    at = moment(planned_start=date(2027, 1, 1))
    trust, reasons = value_trust(book(made), made, values_of(made)[0], at)
    assert (trust, reasons) == (Trust.AMBER, ("changes 2027-01-01: then 60,000 EUR a year",))
    assert value_trust(book(made), made, values_of(made)[0], moment())[0] is Trust.GREEN


def test_a_conflict_counts_against_its_own_value():
    made = route(amount(), conflicts=(Conflict(text="50,000 or 60,000", of="standard", also=()),))
    assert value_trust(book(made), made, values_of(made)[0], moment())[0] is Trust.AMBER
    other = route(amount(), conflicts=(Conflict(text="6 or 12 months", of=None, also=()),))
    assert value_trust(book(other), other, values_of(other)[0], moment())[0] is Trust.GREEN
    assert route_trust(book(other), other, moment())[0] is Trust.AMBER


def test_a_route_is_as_good_as_the_worst_of_what_decides():
    good, bad = route(amount()), route(amount(verification=Verification.MEMORY, sources=("MEM",)))
    assert route_trust(book(good), good, moment()) == (Trust.GREEN, ())
    trust, reasons = route_trust(book(bad), bad, moment())
    assert (trust, reasons) == (Trust.AMBER, ("the pay threshold standard: from memory, not verified",))
    ended = route(amount(valid_to=date(2026, 1, 1)))
    assert route_trust(book(ended), ended, moment())[0] is Trust.RED


def test_a_threshold_that_nothing_asks_for_does_not_decide():
    made = route(
        amount(valid_to=date(2026, 1, 1)), eligibility=Condition(kind="manual_check", subject="x", number=1)
    )
    assert route_trust(book(made), made, moment())[0] is Trust.GREEN


def test_a_condition_from_memory_is_amber():
    leaf = Condition(kind="manual_check", subject="own funds", number=1, verification=Verification.MEMORY)
    made = route(amount(), eligibility=Condition(kind="all", parts=(leaf,)))
    trust, reasons = route_trust(book(made), made, moment())
    assert (trust, reasons) == (Trust.AMBER, ("the condition “own funds”: from memory, not verified",))


def test_the_thresholds_of_an_age_scale_decide_as_well():
    shipped = load_book()
    at = moment(planned_start=date(2027, 3, 1))
    trust, reasons = route_trust(shipped, shipped.routes["sg_ep"], at)
    assert trust is Trust.AMBER
    assert "the pay threshold financial_at_45: changes 2027-01-01: then 12,700 SGD a month" in reasons


@pytest.mark.parametrize(
    ("name", "start", "trust"),
    [
        ("de_blue_card", None, Trust.GREEN),
        ("de_blue_card", date(2027, 2, 1), Trust.AMBER),
        ("us_h1b_cap", None, Trust.RED),
        ("au_niv", None, Trust.AMBER),
        ("au_sid_core", None, Trust.AMBER),
        ("gb_skilled_worker", date(2027, 3, 1), Trust.GREEN),
        ("gb_skilled_worker", date(2027, 3, 26), Trust.AMBER),
    ],
)
def test_shipped_routes_are_trusted_as_the_facts_say(name, start, trust):
    shipped = load_book()
    assert route_trust(shipped, shipped.routes[name], moment(planned_start=start))[0] is trust


def test_every_shipped_route_is_red_once_its_review_is_overdue():
    shipped = load_book()
    last = max(made.provenance.review_by for made in shipped.routes.values())
    at = moment(today=last + timedelta(days=1))
    assert {route_trust(shipped, made, at)[0] for made in shipped.routes.values()} == {Trust.RED}
