"""Single conditions: their answers, words, needs and margins."""

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.crossborder.eligibility.cast import book, no_points, rates

from assay.crossborder.eligibility import compile_route, compile_routes, explain, setting_of
from assay.domain.route import Answer, Condition, Verification
from assay.errors import RulesError

ON = date(2026, 6, 1)
EUR_50 = {"offer.salary_minimum": 50_000, "offer.salary_currency": "EUR"}


def leaf(condition: Condition, facts, *, route="de_blue_card", on=ON, convert=None, points=no_points):
    """What one condition comes to on a route."""
    bare = replace(book().routes[route], eligibility=condition)
    return explain(compile_route(bare, on, convert or rates(on), points, book().blocs), facts).leaves[0]


def pay(facts, threshold="standard", **more):
    return leaf(Condition(kind="salary_at_least", subject=threshold), facts, **more)


def fact(subject, op, value):
    return Condition(kind="fact", subject=subject, op=op, value=value)


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [
        (50_700, None, "yes"),
        (50_699.99, None, "no"),
        (50_700, 90_000, "yes"),
        (40_000, 50_699, "no"),
        (40_000, 50_700, "unknown"),
        (None, 50_699, "no"),
        (None, 90_000, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_a_range_of_pay_is_held_against_the_threshold(low, high, answer):
    facts = {"offer.salary_minimum": low, "offer.salary_maximum": high, "offer.salary_currency": "EUR"}
    assert pay(facts).answer == answer


def test_pay_within_reach_names_the_amount_that_settles_it():
    found = pay({**EUR_50, "offer.salary_maximum": 60_000})
    assert "pay of at least 50,700 EUR a year settles it" in found.text
    assert found.needs == ("offer.salary_minimum",)


def test_the_margin_is_in_money_and_in_a_share_of_the_threshold():
    found = pay({**EUR_50, "offer.salary_minimum": 65_000})
    assert found.margin is not None
    assert (found.margin.money, round(found.margin.share, 4)) == (14_300, 0.2821)
    assert found.margin.converted_on is None
    assert "by 14,300 EUR, 28.2%" in found.text


def test_the_margin_of_a_range_is_that_of_the_end_that_decides():
    short = pay({**EUR_50, "offer.salary_minimum": 30_000, "offer.salary_maximum": 50_000}).margin
    enough = pay({**EUR_50, "offer.salary_minimum": 60_000, "offer.salary_maximum": 90_000}).margin
    assert short is not None
    assert enough is not None
    assert (short.money, enough.money) == (-700, 9_300)


def test_pay_that_nobody_stated_is_asked_for_with_its_currency():
    assert pay({}).needs == ("offer.salary_minimum", "offer.salary_currency")
    assert pay({"offer.salary_minimum": 60_000}).needs == ("offer.salary_currency",)


def test_an_amount_that_ended_is_quoted_and_decides_nothing():
    found = pay({**EUR_50, "offer.salary_minimum": 999_999}, on=date(2027, 2, 1))
    assert found.answer is Answer.UNKNOWN
    assert found.text == (
        "the amount for 2027-02-01 is not known; the last known, 50,700 EUR a year, ended 2026-12-31"
    )
    assert found.needs == ()
    assert found.margin is not None
    assert found.margin.required == 50_700


def test_an_amount_that_is_still_to_come_is_quoted_and_decides_nothing():
    found = pay({**EUR_50, "offer.salary_minimum": 999_999}, on=date(2025, 2, 1))
    assert found.answer is Answer.UNKNOWN
    assert found.text.endswith("the first known, 50,700 EUR a year, begins 2026-01-01")


def test_a_month_counts_as_often_as_it_is_paid():
    facts = {"offer.salary_currency": "EUR", "offer.salary_minimum": 48_510}
    found = pay(facts, route="at_rwr_key")
    assert found.answer is Answer.YES
    assert "48,510 EUR a year (3,465 EUR a month, 14 payments)" in found.text
    assert pay({**facts, "offer.salary_minimum": 48_509.99}, route="at_rwr_key").answer is Answer.NO
    twelve = {"offer.salary_minimum": 5_942 * 12, "offer.salary_currency": "EUR"}
    assert pay(twelve, "age30plus", route="nl_hsm").answer is Answer.YES


def test_an_hour_counts_by_the_hours_of_the_offer_and_says_when_they_are_assumed():
    facts = {"offer.salary_minimum": 45_000, "offer.salary_currency": "NZD"}
    assumed = pay(facts, "floor", route="nz_aewv")
    assert assumed.answer is Answer.NO
    assert "49,816 NZD a year (23.95 NZD an hour, 40 hours a week assumed)" in assumed.text
    stated = pay({**facts, "offer.weekly_hours": 35}, "floor", route="nz_aewv")
    assert stated.answer is Answer.YES
    assert "23.95 NZD an hour, 35 hours a week)" in stated.text


def test_hundredths_do_not_get_lost_in_multiplying():
    facts = {"offer.salary_minimum": 160_264.08, "offer.salary_currency": "PLN"}
    assert pay(facts, route="pl_blue_card").answer is Answer.YES


def test_other_currencies_are_converted_and_the_day_of_the_rate_is_shown():
    found = pay({"offer.salary_minimum": 70_000, "offer.salary_currency": "USD"}, convert=fixed(0.9))
    assert found.answer is Answer.YES
    assert "63,000 EUR a year (from USD at the rate of 2026-05-29)" in found.text
    assert found.margin is not None
    assert found.margin.converted_on == date(2026, 5, 29)


def test_a_currency_without_a_rate_is_named():
    abroad = pay({**EUR_50, "offer.salary_minimum": 90_000}, route="tw_professional")
    assert abroad.answer is Answer.UNKNOWN
    assert abroad.text.startswith("no rate for TWD; at least 575,652 TWD a year")
    home = pay({"offer.salary_minimum": 2_000_000, "offer.salary_currency": "TWD"})
    assert home.text.startswith("no rate for TWD; at least 50,700 EUR a year")


def test_a_conversion_is_made_once():
    asked = []

    def convert(amount, stated, wanted):
        asked.append((amount, stated, wanted))
        return amount, date(2026, 5, 29)

    setting = setting_of(ON, convert, no_points)
    routes = compile_routes([book().routes["de_blue_card"], book().routes["at_blue_card"]], setting)
    for route in routes * 3:
        explain(route, {"offer.salary_minimum": 70_000, "offer.salary_currency": "USD"})
    assert asked == [(70_000, "USD", "EUR")]


def test_a_figure_that_nobody_verified_is_marked():
    found = pay(EUR_50, "experience", route="de_it_19c")
    assert found.verification is Verification.MEMORY
    assert "45,630 EUR a year [not verified]" in found.text
    assert "[not verified]" not in pay(EUR_50).text


@pytest.mark.parametrize(
    ("amount", "answer"),
    [(79_422, Answer.NO), (79_423, Answer.UNKNOWN), (79_498, Answer.UNKNOWN), (79_499, Answer.YES)],
)
def test_pay_between_our_figure_and_a_higher_one_of_another_source_is_open(amount, answer):
    facts = {"offer.salary_minimum": amount, "offer.salary_currency": "AUD"}
    found = pay(facts, "csit", route="au_sid_core", on=date(2026, 12, 1))
    assert found.answer is answer
    assert "sources disagree, also stated: 79,499 AUD a year" in found.text


FLOOR = next(c for c in book().routes["sg_ep"].eligibility.parts if c.kind == "salary_age_progressive")


def test_the_floor_is_open_without_pay_and_names_what_is_missing():
    found = leaf(FLOOR, {"candidate.age": 34, "offer.sector_financial": False}, route="sg_ep")
    assert found.answer is Answer.UNKNOWN
    assert found.needs == ("offer.salary_minimum", "offer.salary_currency")
    assert found.text == "pay is not known; at least 97,800 SGD a year is asked at that age"


@pytest.mark.parametrize(
    ("monthly", "age", "financial", "answer"),
    [
        (5_600, 23, False, "yes"),
        (5_599, 23, False, "no"),
        (5_600, 18, False, "yes"),
        (8_150, 34, False, "yes"),
        (8_149, 34, False, "no"),
        (10_700, 60, False, "yes"),
        (10_699, 45, False, "no"),
        (6_199, 23, True, "no"),
        (6_200, 23, True, "yes"),
        (5_900, 23, None, "unknown"),
        (6_200, 23, None, "yes"),
        (5_599, 23, None, "no"),
        (10_700, None, False, "yes"),
        (5_599, None, False, "no"),
        (8_000, None, False, "unknown"),
        (11_800, None, None, "yes"),
        (11_799, None, None, "unknown"),
    ],
)
def test_the_floor_rises_evenly_with_age_and_stays_open_where_age_or_sector_is(
    monthly, age, financial, answer
):
    # Floors of 5,600 to 10,700 and, in finance, 6,200 to 11,800 dollars a month, at 23 to 45; 34 is half-way.
    facts = {
        "offer.salary_minimum": monthly * 12,
        "offer.salary_currency": "SGD",
        "candidate.age": age,
        "offer.sector_financial": financial,
    }
    found = leaf(FLOOR, facts, route="sg_ep")
    assert found.answer == answer
    gaps = {"candidate.age": age, "offer.sector_financial": financial}
    if answer == "unknown":
        assert found.needs == tuple(key for key, value in gaps.items() if value is None)


@pytest.mark.parametrize(
    ("condition", "value", "answer"),
    [
        (fact("candidate.degree_level", ">=", "bachelor"), "phd", "yes"),
        (fact("candidate.degree_level", ">=", "bachelor"), "bachelor", "yes"),
        (fact("candidate.degree_level", ">=", "bachelor"), "vocational", "no"),
        (fact("candidate.degree_level", ">=", "bachelor"), "licence", "unknown"),
        (fact("candidate.english_cefr", ">=", "B2"), "C1", "yes"),
        (fact("candidate.english_cefr", ">=", "B2"), "B1", "no"),
        (fact("candidate.english_cefr", ">=", "B2"), None, "unknown"),
        (fact("candidate.age", "<", 45), 44, "yes"),
        (fact("candidate.age", "<", 45), 45, "no"),
        (fact("candidate.age", "<=", 55), 55, "yes"),
        (fact("candidate.age", "<", 45), True, "unknown"),
        (fact("offer.exists", "==", True), True, "yes"),
        (fact("offer.exists", "==", True), False, "no"),
        (fact("offer.exists", "==", True), "yes", "unknown"),
        (fact("employer.country", "!=", "ES"), "ES", "no"),
        (fact("employer.country", "!=", "ES"), "PT", "yes"),
        (fact("employer.country", "!=", "ES"), None, "unknown"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "2512", "yes"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "25", "yes"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "1330", "yes"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "2", "unknown"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "13", "unknown"),
        (fact("offer.occupation_isco", "in", ("25", "133")), "1321", "no"),
        (fact("candidate.citizenships", "intersects", ("CL", "SG")), ("IN", "SG"), "yes"),
        (fact("candidate.citizenships", "intersects", ("CL", "SG")), ("IN",), "no"),
        (fact("candidate.citizenships", "intersects", ("CL", "SG")), (), "unknown"),
        (fact("candidate.degree_country", "in", ("GB", "IE")), "IE", "yes"),
        (fact("candidate.degree_country", "in", ("GB", "IE")), "FR", "no"),
    ],
)
def test_a_fact_is_compared_by_its_kind(condition, value, answer):
    found = leaf(condition, {condition.subject: value})
    assert found.answer == answer
    assert found.needs == ((condition.subject,) if answer == "unknown" else ())


def test_a_fact_is_told_with_its_label_and_what_is_asked():
    condition = fact("candidate.relevant_years", ">=", 3)
    assert leaf(condition, {"candidate.relevant_years": 1}).text == (
        "years of relevant experience: 1 year; asked: at least 3 years"
    )
    assert leaf(condition, {}).text == "years of relevant experience: not known; asked: at least 3 years"


def test_who_may_work_freely_needs_no_route():
    condition = fact("candidate.free_movement_in_destination", "==", False)
    found = leaf(condition, {"candidate.citizenships": ("PT",)})
    assert found.answer is Answer.NO
    assert found.text.startswith("not needed: may work in Germany without a permit (citizen of Portugal")
    own = leaf(condition, {"candidate.citizenships": ("DE",)})
    assert own.text == "not needed: may work in Germany without a permit (citizen of Germany)"
    stated = leaf(condition, {"candidate.authorised_in": ("DE",)})
    assert stated.text.startswith("not needed: ")
    assert leaf(condition, {"candidate.needs_sponsorship_in": ("DE",)}).answer is Answer.YES
    assert leaf(condition, {}).answer is Answer.UNKNOWN
    assert leaf(condition, {}).needs == ("candidate.free_movement_in_destination",)


def test_free_movement_known_from_memory_is_marked_where_it_decides():
    condition = fact("candidate.free_movement_in_destination", "==", False)
    found = leaf(condition, {"candidate.citizenships": ("NZ",)}, route="au_gsm")
    assert found.text.endswith("[not verified]")


def test_a_check_is_open_until_a_person_answers_it():
    condition = Condition(kind="manual_check", subject="degree recognised", number=3)
    assert leaf(condition, {}).text == "a person must check: degree recognised"
    assert leaf(condition, {}).needs == ("checked.de_blue_card.3",)
    assert leaf(condition, {"checked.de_blue_card.3": True}).answer is Answer.YES
    assert leaf(condition, {"checked.de_blue_card.3": False}).answer is Answer.NO
    assert leaf(condition, {"checked.de_blue_card.2": False}).answer is Answer.UNKNOWN


class Score:
    """A score between two bounds."""

    needs = ("candidate.age",)
    verification = Verification.PARTIAL

    def __init__(self, lo, hi):
        self.lo, self.hi = lo, hi


@pytest.mark.parametrize(
    ("lo", "hi", "answer"), [(6, 6, "yes"), (6, 9, "yes"), (2, 5, "no"), (5, 6, "unknown")]
)
def test_points_are_enough_only_when_the_least_score_is(lo, hi, answer):
    condition = Condition(kind="points_at_least", subject="de_chancenkarte", value=6)
    found = leaf(condition, {}, points=lambda table, facts: Score(lo, hi))
    assert found.answer == answer
    assert found.needs == (("candidate.age",) if answer == "unknown" else ())
    assert found.text.endswith("at least 6 are asked")


def test_a_total_that_somebody_computed_stands_before_the_table():
    condition = Condition(kind="points_at_least", subject="au_gsm", value=65)
    facts = {"points.au_gsm.total": 60}
    assert leaf(condition, facts, points=lambda table, f: Score(90, 90)).answer is Answer.NO
    assert leaf(condition, {"points.au_gsm.total": 65}).answer is Answer.YES


def test_a_table_that_does_not_exist_leaves_points_open():
    found = leaf(Condition(kind="points_at_least", subject="nowhere", value=6), {})
    assert found.answer is Answer.UNKNOWN
    assert found.text.startswith("no points table nowhere")


@pytest.mark.parametrize(
    "condition",
    [
        fact("candidate.shoe_size", ">=", 40),
        fact("candidate.age", "~", 40),
        fact("candidate.age", ">=", "old"),
        Condition(kind="salary_at_least", subject="nothing"),
        Condition(kind="weather"),
        Condition(kind="all"),
    ],
)
def test_a_rule_that_names_what_does_not_exist_cannot_be_compiled(condition):
    with pytest.raises(RulesError):
        leaf(condition, {})


def test_the_faults_of_several_routes_are_raised_together():
    broken = [
        replace(book().routes[name], eligibility=fact("candidate.x", "==", True))
        for name in ("de_blue_card", "sg_ep")
    ]
    with pytest.raises(RulesError) as error:
        compile_routes(broken, setting_of(ON, rates(ON), no_points))
    assert [fault.split(":")[0] for fault in error.value.faults] == ["de_blue_card", "sg_ep"]


def fixed(factor):
    def convert(amount, stated, wanted):
        return amount * factor, date(2026, 5, 29)

    return convert
