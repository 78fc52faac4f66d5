"""The leaves that decide: the smallest set for a no or a yes, all that keep a route open."""

import pytest
from tests.unit.crossborder.eligibility.cast import DAY, compiled

from assay.crossborder.eligibility import explain
from assay.crossborder.eligibility.deciding import decide
from assay.domain.route import Condition, Verdict

NO, UNKNOWN, YES = 0, 1, 2
LEAF = Condition(kind="manual_check", subject="x", number=1)


def node(kind, *parts, least=0):
    return Condition(kind=kind, parts=parts, least=least)


A = LEAF
TREE = node("all", A, node("any", A, node("all", A, A)), node("count_at_least", A, A, A, least=2))


@pytest.mark.parametrize(
    ("codes", "code", "places"),
    [
        ((NO, NO, NO, YES, YES, YES, YES), NO, (0,)),
        ((YES, NO, NO, YES, YES, YES, YES), NO, (1, 2)),
        ((YES, UNKNOWN, NO, YES, YES, NO, NO), NO, (5, 6)),
        ((YES, NO, YES, YES, YES, NO, YES), YES, (0, 2, 3, 4, 6)),
        ((YES, YES, YES, YES, YES, YES, YES), YES, (0, 1, 4, 5)),
        ((YES, UNKNOWN, NO, YES, YES, YES, NO), UNKNOWN, (1,)),
        ((UNKNOWN, UNKNOWN, YES, UNKNOWN, UNKNOWN, UNKNOWN, NO), UNKNOWN, (0, 1, 3, 4, 5)),
        ((UNKNOWN, YES, UNKNOWN, UNKNOWN, YES, NO, YES), UNKNOWN, (0,)),
    ],
)
def test_the_fewest_leaves_decide_and_every_open_one_keeps_it_open(codes, code, places):
    assert decide(TREE, codes) == (code, places)


def test_of_alternatives_that_hold_the_shortest_is_named():
    longer_first = node("any", node("all", A, A), A)
    assert decide(longer_first, (YES, YES, YES)) == (YES, (2,))
    assert decide(longer_first, (YES, YES, NO)) == (YES, (0, 1))


FACTS = {
    "candidate.citizenships": ("IN",),
    "offer.exists": True,
    "offer.contract_months": 24,
    "candidate.degree_level": "master",
    "checked.de_blue_card.1": True,
    "offer.salary_minimum": 51_000,
    "offer.salary_currency": "EUR",
    "offer.occupation_isco": "3512",
    "candidate.degree_age_years": 8,
    "candidate.ict_years_in_last_7": 0,
}


def blue_card(**facts):
    return explain(compiled(DAY)["de_blue_card"], {**FACTS, **facts})


def names(outcome):
    return [leaf.leaf for leaf in outcome.decided_by]


def test_the_german_blue_card_is_feasible_by_the_leaves_that_suffice():
    outcome = blue_card()
    assert outcome.verdict is Verdict.FEASIBLE
    assert names(outcome) == [
        "fact candidate.free_movement_in_destination",
        "fact offer.exists",
        "fact offer.contract_months",
        "fact candidate.degree_level",
        "manual_check 1",
        "salary_at_least standard",
    ]
    assert len(outcome.leaves) == 12


def test_pay_just_under_both_thresholds_is_what_blocks():
    outcome = blue_card(**{"offer.salary_minimum": 45_000, "offer.occupation_isco": "2512"})
    assert outcome.verdict is Verdict.BLOCKED
    assert "salary_at_least standard" in names(outcome)
    assert "fact offer.exists" not in names(outcome)


def test_of_two_reasons_the_nearest_miss_is_named():
    outcome = blue_card(**{"offer.exists": False, "offer.salary_minimum": 45_000})
    assert names(outcome) == ["fact offer.exists"]


def test_of_equal_reasons_the_one_with_the_smallest_margin_is_named():
    route = compiled(DAY)["sg_ep"]
    facts = {
        "offer.exists": True,
        "offer.salary_minimum": 60_000,
        "offer.salary_currency": "SGD",
        "candidate.age": 45,
        "offer.sector_financial": False,
    }
    assert names(explain(route, facts)) == ["salary_at_least general"]


def test_that_no_permit_is_needed_comes_before_any_other_reason():
    outcome = blue_card(**{"candidate.citizenships": ("DE",), "offer.exists": False})
    assert outcome.verdict is Verdict.BLOCKED
    assert outcome.decided_by[0].text.startswith("not needed: ")


def test_an_open_route_names_every_leaf_that_keeps_it_open_and_what_each_needs():
    outcome = blue_card(**{"offer.contract_months": None, "checked.de_blue_card.1": None})
    assert outcome.verdict is Verdict.NEEDS_CHECK
    assert names(outcome) == ["fact offer.contract_months", "manual_check 1"]
    assert [leaf.needs for leaf in outcome.decided_by] == [
        ("offer.contract_months",),
        ("checked.de_blue_card.1",),
    ]
