"""Questions: few, the most telling first, and only what may be asked."""

from dataclasses import replace

import pytest
from tests.unit.crossborder.eligibility.cast import DAY, book, compiled, no_points, rates

from assay.crossborder.eligibility import compile_route, evaluate, questions
from assay.crossborder.eligibility.asking import MOST, US_AUTHORISED, US_SPONSORED
from assay.crossborder.facts import load_facts
from assay.domain.route import Condition, Verdict

REGISTRY = load_facts()
PEOPLE = [
    {},
    {"candidate.degree_level": "master", "offer.exists": True},
    {"candidate.age": 30, "candidate.citizenships": ("IN",), "candidate.relevant_years": 6},
    {"offer.salary_minimum": 60_000, "offer.salary_maximum": 80_000, "offer.salary_currency": "EUR"},
]


def ask(facts, **more):
    return questions(list(compiled(DAY).values()), facts, REGISTRY, **more)


@pytest.mark.parametrize("facts", PEOPLE, ids=range(4))
@pytest.mark.parametrize("place", [None, *book().countries])
def test_hiring_is_never_given_a_private_fact_to_ask_for(facts, place):
    for question in ask(facts, place=place):
        assert not REGISTRY[question.fact].private
        assert not question.voluntary
        assert "citizen" not in question.text
        assert "nationality" not in question.text


def test_in_the_united_states_hiring_asks_these_two_about_status_and_no_other():
    asked = [q for q in ask({}, place="US") if q.fact.endswith(("authorised_in", "sponsorship_in"))]
    assert [q.text for q in asked] == [US_AUTHORISED, US_SPONSORED]
    assert US_AUTHORISED == "Are you legally authorised to work in the United States?"
    assert US_SPONSORED == "Will you now or in the future require sponsorship for an employment visa?"
    assert {q.place for q in asked} == {"US"}


def test_elsewhere_hiring_asks_for_the_right_to_work_in_that_country():
    first = ask({}, place="DE")[0]
    assert first.text == "Do you have the right to work in Germany, and are there limits to it?"
    assert (first.fact, first.asks, first.place) == ("candidate.authorised_in", "candidate", "DE")


def test_what_the_person_stated_of_a_place_is_not_asked_again():
    for key in ("candidate.authorised_in", "candidate.needs_sponsorship_in"):
        assert [q for q in ask({key: ("DE",)}, place="DE") if q.fact == "candidate.authorised_in"] == []


def test_the_candidate_is_told_that_a_private_question_is_voluntary():
    private = [q for q in ask({}, side="candidate") if REGISTRY[q.fact].private]
    assert "candidate.citizenships" in [q.fact for q in private]
    for question in private:
        assert question.voluntary
        assert question.text.endswith("This is voluntary and is not shown to those who decide.")


def test_private_facts_do_not_steer_what_hiring_asks():
    private = {"candidate.citizenships": ("FR",), "candidate.age": 30}
    assert ask(private, place="DE") == ask({}, place="DE")


def test_the_employer_is_asked_what_only_the_employer_knows():
    licence = next(
        q for q in ask({"offer.exists": True}, place="GB") if q.fact == "employer.uk_sponsor_licence"
    )
    assert licence.asks == "employer"
    assert "gb_skilled_worker" in licence.settles


@pytest.mark.parametrize("facts", PEOPLE, ids=range(4))
@pytest.mark.parametrize("side", ["hiring", "candidate"])
def test_questions_are_few_each_once_and_about_open_routes(facts, side):
    asked = ask(facts, side=side)
    assert 0 < len(asked) <= MOST
    assert len({(q.fact, q.place) for q in asked}) == len(asked)
    open_routes = {
        name for name, r in compiled(DAY).items() if evaluate(r, facts).verdict is Verdict.NEEDS_CHECK
    }
    for question in asked:
        assert question.settles
        if side == "candidate":
            assert set(question.settles) <= open_routes


def test_a_fact_that_is_known_is_not_asked_for():
    facts = {"offer.exists": True, "candidate.degree_level": "phd"}
    assert {q.fact for q in ask(facts)} & set(facts) == set()


def test_checks_by_a_person_are_not_questions():
    assert [q for q in ask({}) if q.fact.startswith(("checked.", "points."))] == []


def test_the_question_that_opens_most_comes_first():
    # Three routes ask for a sponsor's licence, one for a level of English: the licence is the better question.
    base = book().routes["gb_skilled_worker"]
    licence = Condition(kind="fact", subject="employer.uk_sponsor_licence", op="==", value=True)
    english = Condition(kind="fact", subject="candidate.english_cefr", op=">=", value="B2")
    routes = [made(replace(base, id=f"r{n}", eligibility=licence)) for n in range(3)]
    routes.append(made(replace(base, id="r3", eligibility=english)))
    asked = questions(routes, {}, REGISTRY, place="GB", side="candidate")
    assert [(q.fact, q.settles) for q in asked] == [
        ("employer.uk_sponsor_licence", ("r0", "r1", "r2")),
        ("candidate.english_cefr", ("r3",)),
    ]


def test_a_settled_route_asks_for_nothing():
    assert ask({"offer.exists": False, "candidate.months_with_group": 0}, place="EE", side="candidate") == ()


def test_a_range_of_pay_that_spans_the_threshold_is_asked_for_again():
    facts = {
        "candidate.needs_sponsorship_in": ("DE",),
        "offer.exists": True,
        "candidate.ict_years_in_last_5": 5,
        "offer.salary_minimum": 40_000,
        "offer.salary_maximum": 60_000,
        "offer.salary_currency": "EUR",
    }
    route = compiled(DAY)["de_it_19c"]
    assert [q.fact for q in questions([route], facts, REGISTRY, place="DE")] == ["offer.salary_minimum"]


def made(route):
    return compile_route(route, DAY, rates(DAY), no_points, book().blocs)
