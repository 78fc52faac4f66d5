"""What must hold for every route, whatever the facts."""

from datetime import date
from functools import cache

import pytest
from benchmarks.route_plain import plain
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.crossborder.eligibility.cast import book, compiled, rates

from assay.crossborder.eligibility import (
    compile_routes,
    evaluate,
    explain,
    movement_of,
    points_on,
    setting_of,
    verdict_of,
)
from assay.crossborder.rules import as_known
from assay.domain.route import VERDICT_OF, Answer, Verdict

DAYS = [date(2025, 6, 1), date(2026, 6, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 7, 1)]
COUNTRIES = "IN FR DE US CA MX AU CL GB IE NZ AR SA XX".split()
CURRENCIES = "EUR USD SGD TWD NZD GBP INR".split()
FREE = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: None}
RANK = [Verdict.BLOCKED, Verdict.NEEDS_CHECK, Verdict.FEASIBLE]
YEARS = st.integers(0, 7)
PAIRED = ("offer.salary_minimum", "offer.salary_maximum")

_SHARED = {
    "candidate.citizenships": st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=2).map(tuple),
    "candidate.age": st.integers(18, 60),
    "candidate.status_in_destination": st.sampled_from(["UK Student", "F-1", "none"]),
    "candidate.degree_level": st.sampled_from(
        ["none", "secondary", "vocational", "bachelor", "master", "phd"]
    ),
    "candidate.degree_country": st.sampled_from(["GB", "US", "IN"]),
    "candidate.english_cefr": st.sampled_from(["none", "A1", "A2", "B1", "B2", "C1", "C2"]),
    "candidate.german_cefr": st.sampled_from(["none", "A1", "A2"]),
    "candidate.ielts_overall": st.sampled_from([4.5, 5.0, 5, 8.0]),
    "candidate.income_year": st.floats(0, 3_000_000, allow_nan=False).map(lambda x: round(x, 2)),
    "candidate.income_currency": st.sampled_from(CURRENCIES),
    "offer.contract_months": st.sampled_from([3, 6, 12, 24]),
    "offer.occupation_isco": st.sampled_from(["2512", "25", "2", "133", "13", "3512", "9"]),
    "offer.sector_financial": st.booleans(),
    "offer.salary_currency": st.sampled_from(CURRENCIES),
    "employer.country": st.sampled_from(["AE", "BR", "ES", "MX", "PT", "DE"]),
    "employer.age_months": st.integers(0, 12),
    "employer.age_years": YEARS,
}


@cache
def scored(on: date):
    """All routes compiled with rates and points tables."""
    setting = setting_of(on, rates(on), points_on(on, rates(on)), book().blocs)
    return compile_routes(book().routes.values(), setting)


@st.composite
def full_facts(draw):
    """Facts that leave none of the trees' facts unknown, but free movement to be derived."""
    facts = {}
    for route in compiled(DAYS[1]).values():
        for leaf in route.leaves:
            if leaf.condition.kind == "manual_check":
                facts[f"checked.{route.route.id}.{leaf.condition.number}"] = None
            elif leaf.condition.kind == "fact" and leaf.condition.subject not in _SHARED:
                facts[leaf.condition.subject] = None
    facts.pop("candidate.free_movement_in_destination")
    passed = draw(st.sampled_from([0.5, 0.95]))
    random = draw(st.randoms(use_true_random=False))
    for key in facts:
        number = any(word in key for word in ("months", "years"))
        facts[key] = random.randint(0, 14) if number else random.random() < passed
    facts |= {key: draw(strategy) for key, strategy in _SHARED.items()}
    low = round(draw(st.floats(0, 400_000, allow_nan=False)), 2)
    facts |= {PAIRED[0]: low, PAIRED[1]: round(low * draw(st.sampled_from([1, 1.1, 3])), 2)}
    return facts


@st.composite
def partial_facts(draw):
    """Facts of which some are not known, with free movement now and then stated."""
    facts = draw(full_facts())
    random = draw(st.randoms(use_true_random=False))
    known = draw(st.sampled_from([0.4, 0.8, 1.0]))
    facts = {key: value for key, value in facts.items() if random.random() < known}
    stated = draw(st.sampled_from([None, True, False]))
    return facts if stated is None else {**facts, "candidate.free_movement_in_destination": stated}


@settings(max_examples=40, deadline=None)
@given(facts=partial_facts(), on=st.sampled_from(DAYS))
def test_compiled_routes_agree_with_a_plain_reading(facts, on):
    for route in compiled(on).values():
        stated = facts.get("candidate.free_movement_in_destination")
        free = (
            stated if stated is not None else FREE[movement_of(facts, route.route.country, book().blocs).free]
        )
        expected = VERDICT_OF[plain(route.route, facts, on, rates(on), free)]
        assert evaluate(route, facts).verdict is expected, route.route.id


@settings(max_examples=25, deadline=None)
@given(facts=partial_facts(), on=st.sampled_from(DAYS))
def test_words_and_codes_and_the_verdict_alone_agree(facts, on):
    for route in scored(on):
        outcome, light = explain(route, facts), evaluate(route, facts)
        assert outcome.verdict is light.verdict is verdict_of(route, facts)
        codes = [Answer.NO, Answer.UNKNOWN, Answer.YES]
        assert [leaf.answer for leaf in outcome.leaves] == [codes[code] for code in light.codes]
        wanted = {Verdict.BLOCKED: Answer.NO, Verdict.FEASIBLE: Answer.YES}.get(
            outcome.verdict, Answer.UNKNOWN
        )
        assert outcome.decided_by
        assert {leaf.answer for leaf in outcome.decided_by} == {wanted}


@settings(max_examples=40, deadline=None)
@given(
    facts=full_facts(), on=st.sampled_from(DAYS), share=st.sampled_from([0.3, 0.7, 0.9]), draw=st.randoms()
)
def test_a_verdict_on_some_facts_stands_whatever_the_others_turn_out_to_be(facts, on, share, draw):
    # Pay stated without a highest amount means exactly that amount, so the two are known or unknown together.
    known = {key: value for key, value in facts.items() if draw.random() < share and key not in PAIRED}
    if draw.random() < share:
        known |= {key: facts[key] for key in PAIRED}
    for route in scored(on):
        verdict = verdict_of(route, known)
        if verdict is not Verdict.NEEDS_CHECK:
            assert verdict_of(route, facts) is verdict, route.route.id


@settings(max_examples=40, deadline=None)
@given(facts=partial_facts(), on=st.sampled_from(DAYS), factor=st.floats(1.0, 5.0))
def test_more_pay_never_makes_a_route_worse(facts, on, factor):
    more = {**facts, **{key: round(facts[key] * factor, 2) for key in PAIRED if key in facts}}
    for route in scored(on):
        before, after = verdict_of(route, facts), verdict_of(route, more)
        assert RANK.index(after) >= RANK.index(before), route.route.id


@cache
def known_by(on: date):
    """All routes compiled for a day with nothing but what was known on it."""
    setting = setting_of(on, rates(on), points_on(on, rates(on)), book().blocs)
    return compile_routes(as_known(book(), on).routes.values(), setting)


@settings(max_examples=25, deadline=None)
@given(facts=partial_facts(), on=st.sampled_from(DAYS))
def test_a_filing_date_needs_nothing_that_became_known_later(facts, on):
    for now, then in zip(scored(on), known_by(on), strict=True):
        assert evaluate(now, facts) == evaluate(then, facts), now.route.id


@pytest.mark.parametrize("on", DAYS)
def test_nothing_known_leaves_every_route_open(on):
    assert {verdict_of(route, {}) for route in scored(on)} == {Verdict.NEEDS_CHECK}


@pytest.mark.parametrize("junk", ["text", 3, 2.5, True, (), ("IN",), {"a": 1}, float("nan")])
def test_a_value_of_the_wrong_kind_never_makes_a_route_feasible(junk):
    keys = {
        leaf.condition.subject for r in scored(DAYS[1]) for leaf in r.leaves if leaf.condition.kind == "fact"
    }
    keys |= {
        "offer.salary_minimum",
        "offer.salary_currency",
        "candidate.income_year",
        "candidate.income_currency",
    }
    for route in scored(DAYS[1]):
        asked = {leaf.condition.subject: leaf.condition.value for leaf in route.leaves}
        facts = {
            k: junk
            for k in keys
            if type(junk) is not type(asked.get(k)) and not k.endswith(("years", "months"))
        }
        assert explain(route, facts).verdict is not Verdict.FEASIBLE, route.route.id
