"""Hire across borders: routes of a person, of a role, or of both together; and the wall before scores."""

from __future__ import annotations

import configparser
import importlib.util
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.workflow.route_people import degree, job, pay, person, query, quote, role, sheet

from assay.crossborder.rules import Moment, as_known, load_book
from assay.crossborder.ways import Situation, SortBy, ways
from assay.domain.arrangement import WayKind
from assay.domain.brief import Remote
from assay.domain.dates import Month
from assay.domain.declared import DeclaredFacts
from assay.domain.mobility import Mobility
from assay.domain.route import Verdict
from assay.errors import FactsError, UsageError
from assay.workflow.example import example_briefs, example_cvs
from assay.workflow.intake import read_pool
from assay.workflow.route_ground import ground_of, notice_of
from assay.workflow.route_rules import ready_rules
from assay.workflow.routes import QUESTIONS, ViewKind, plan_routes
from assay.workflow.shortlist import rank_pool, read_brief

ROOT = Path(__file__).parents[3]
IN_BENGALURU = person(
    text="English C1",
    languages={"en": "English"},
    education=[degree(2, "2018")],
    experience=[job("2018-07", None)],
    mobility=Mobility(
        location=quote("Bengaluru"),
        notice_period=quote("Notice: 60 days"),
        nationality=quote("Nationality: Indian"),
    ),
)
BERLIN = role(pay=pay(70_000, 90_000), sponsorship="yes")
CANDIDATE = query(view=ViewKind.CANDIDATE)


def test_somebody_or_some_role_must_be_given(tmp_path: Path) -> None:
    """An employer's sheet alone is neither."""
    employer = sheet(tmp_path, "employer: {country: DE}")
    for sheets in ((), (employer,)):
        with pytest.raises(UsageError, match="give a candidate, a brief or both"):
            plan_routes(query(), sheets=sheets)


def test_a_brief_that_names_no_place_asks_for_one() -> None:
    """With what to give; a place given stands in."""
    nowhere = role(locations=("anywhere on the moon",))
    with pytest.raises(UsageError, match=r"brief\.txt: names no place of work .*--country DE"):
        plan_routes(query(), brief=nowhere)
    found = plan_routes(query(countries=("FR",)), brief=nowhere).role
    assert found is not None
    assert found.countries == ("FR",)


def test_a_country_without_routes_is_refused_with_those_that_have_some() -> None:
    """Every unknown one is named."""
    with pytest.raises(UsageError, match=r"no route leads to KE, XX; destinations are AE AT AU"):
        plan_routes(query(countries=("DE", "KE", "XX")), brief=BERLIN)


def test_faults_of_sheets_are_raised_before_anything_else(tmp_path: Path) -> None:
    """All of them."""
    with pytest.raises(FactsError, match="contry"):
        plan_routes(query(), sheets=[sheet(tmp_path, "candidate: {contry: DE}")])


def test_a_role_alone_has_no_person_and_a_person_alone_no_role(tmp_path: Path) -> None:
    """A sheet about a person is one."""
    alone = plan_routes(query(), brief=BERLIN)
    assert alone.person is None
    assert alone.role is not None
    for made in (
        plan_routes(query(), candidate=IN_BENGALURU),
        plan_routes(query(), sheets=[sheet(tmp_path, "candidate: {country: IN}")]),
    ):
        assert made.role is None
        assert made.person is not None
        assert (made.person.ways, made.person.worth, made.person.hours) == ((), (), ())
        assert len(made.person.destinations) == 30
    assert alone.route("de_blue_card").country == "DE"


def test_destinations_asked_for_stand_once_and_bind_the_checklist() -> None:
    """Not the brief's own place, whose rules do not apply there."""
    found = plan_routes(query(countries=("FR", "FR")), brief=BERLIN).role
    assert found is not None
    assert found.countries == ("FR",)
    assert set(found.reach) == {"FR"}
    assert found.checklist == plan_routes(query(), brief=role(locations=("Paris",))).role.checklist
    assert found.checklist != plan_routes(query(), brief=BERLIN).role.checklist


def test_a_state_of_the_us_is_kept_for_its_rules() -> None:
    """New York has its own."""
    plain, state = (
        plan_routes(query(), brief=role(locations=(where,))).role.checklist
        for where in ("United States", "New York City")
    )
    assert plain != state


def test_the_sheet_corrects_the_cv_and_says_so(tmp_path: Path) -> None:
    """What the person declares comes last."""
    told = sheet(tmp_path, "candidate: {notice_days: 7, degree_level: phd}")
    facts = plan_routes(query(), candidate=IN_BENGALURU, brief=BERLIN, sheets=[told]).person.declared
    assert (facts.facts["candidate.notice_days"], facts.facts["candidate.degree_level"]) == (7, "phd")
    assert facts.origins["candidate.notice_days"] == "sheet facts.yaml"
    assert facts.facts["candidate.country"] == "IN"
    assert facts.origins["candidate.country"].startswith("CV: ")
    assert facts.origins["offer.salary_minimum"].startswith("brief: ")


PRIVATE = "citizenships: [DE], age: 31, status_in_destination: F-1, self_declared_oci: true, income_year: 9"


@pytest.mark.parametrize("section", ["private", "candidate"])
def test_those_who_hire_never_see_a_private_fact_wherever_it_stands(tmp_path: Path, section: str) -> None:
    """Nor does anything that they are shown follow from one."""
    told = sheet(tmp_path, f"{section}: {{{PRIVATE}}}\nemployer: {{sg_nationality_share: 10}}")
    empty = sheet(tmp_path, "candidate:", "empty.yaml")
    shown = plan_routes(query(), candidate=IN_BENGALURU, brief=BERLIN, sheets=[told])
    plain = plan_routes(query(), candidate=IN_BENGALURU, brief=BERLIN, sheets=[empty])
    withheld = {f"candidate.{item.partition(':')[0].strip()}" for item in PRIVATE.split("], ")[1].split(",")}
    withheld |= {"candidate.citizenships", "employer.sg_nationality_share"}
    assert set(shown.person.declared.withheld) == withheld
    assert replace(shown.person.declared, withheld=()) == plain.person.declared
    for part in ("outcomes", "destinations", "overlaps", "ways", "questions", "worth", "hours"):
        assert getattr(shown.person, part) == getattr(plain.person, part), part
    assert shown.role == plain.role


def test_the_candidates_view_uses_what_is_private(tmp_path: Path) -> None:
    """A German needs no permit in Berlin."""
    told = sheet(tmp_path, f"private: {{{PRIVATE}}}")
    found = plan_routes(CANDIDATE, candidate=IN_BENGALURU, brief=BERLIN, sheets=[told])
    assert found.person.declared.withheld == ()
    (own,) = [w for w in found.person.ways if w.name == "with the right to work already held"]
    assert own.verdict is Verdict.FEASIBLE
    assert own.why == ("citizen of Germany",)


def test_the_sponsors_view_is_of_the_law_not_of_one_person(tmp_path: Path) -> None:
    """Neither who they are nor the points and checks of their case move it."""
    body = "candidate: {authorised_in: [DE], degree_level: none}\npoints: {de_chancenkarte: {total: 0}}\n"
    checks = "checked: {de_blue_card: {1: false}, de_it_19c: {1: false}, de_skilled_18b: {1: false}}"
    told = sheet(tmp_path, body + checks)
    assert (
        plan_routes(query(), brief=BERLIN, sheets=[told]).role.reach
        == plan_routes(query(), brief=BERLIN).role.reach
    )


def test_a_brief_without_sponsorship_leaves_no_sponsored_way() -> None:
    """Each says why."""
    refusing = role(sponsorship="no", pay=pay(70_000, 90_000))
    found = plan_routes(query(), candidate=IN_BENGALURU, brief=refusing).person.ways
    needing = [w for w in found if w.kind in (WayKind.RELOCATE_SPONSORED, WayKind.INTRA_COMPANY)]
    assert needing
    assert {w.verdict for w in needing} == {Verdict.BLOCKED}
    assert not [w for w in found if w.kind is WayKind.HIRE_NOW_RELOCATE_LATER and w.route == "de_blue_card"]


@pytest.mark.parametrize("home", ["ES", "CH"])
def test_an_employer_of_record_is_blocked_where_it_is_barred(tmp_path: Path, home: str) -> None:
    """Spain and Switzerland; the reason is the country's note."""
    told = sheet(tmp_path, f"candidate: {{country: {home}, authorised_in: [{home}]}}")
    found = plan_routes(query(), brief=role(locations=("London",)), sheets=[told]).person.ways
    (eor,) = [w for w in found if w.kind is WayKind.EMPLOYER_OF_RECORD]
    assert eor.verdict is Verdict.BLOCKED
    assert eor.why[0]


def test_an_edited_brief_without_a_document_is_checked_by_its_words(tmp_path: Path) -> None:
    """Its title names missiles."""
    edited = role(pay=pay(70_000, 90_000))
    edited = replace(edited, document=None, brief=replace(edited.brief, title="Missile guidance engineer"))
    found = plan_routes(query(), candidate=IN_BENGALURU, brief=edited).person.ways
    assert all("export_control" in {r.kind for r in w.risks} for w in found)


def test_each_order_of_the_ways_is_the_one_asked_for() -> None:
    """The same ways in every order."""
    made = {by: plan_routes(query(by=by), candidate=IN_BENGALURU, brief=BERLIN).person.ways for by in SortBy}
    assert {frozenset((w.kind, w.route) for w in found) for found in made.values()} == {
        frozenset((w.kind, w.route) for w in made[SortBy.TIME])
    }
    assert made[SortBy.TIME] != made[SortBy.CERTAINTY]


def test_questions_are_few_each_once_and_never_of_what_is_private_to_those_who_hire() -> None:
    """The most telling first, over several places."""
    where = role(locations=("Berlin", "Amsterdam", "New York City"))
    found = plan_routes(query(), candidate=IN_BENGALURU, brief=where).person.questions
    assert 0 < len(found) <= QUESTIONS
    assert len({q.text for q in found}) == len(found)
    assert [len(q.settles) for q in found] == sorted((len(q.settles) for q in found), reverse=True)
    words = " ".join(q.text.lower() for q in found)
    assert "citizenship" not in words
    assert "how old" not in words


@pytest.mark.parametrize(
    ("city", "country", "zone"),
    [
        ("Cambridge", "US", "America/New_York"),
        ("Cambridge", "GB", "Europe/London"),
        ("Berlin", "DE", "Europe/Berlin"),
        ("Berlin", "PL", "Europe/Warsaw"),
        (None, "IN", "Asia/Kolkata"),
    ],
)
def test_hours_are_shared_from_where_the_person_says_they_live(
    tmp_path: Path, city: str | None, country: str, zone: str
) -> None:
    """The country tells a city from its namesakes, and stands in where the city is elsewhere."""
    told = sheet(tmp_path, f"candidate: {{country: {country}{f', city: {city}' if city else ''}}}")
    found = plan_routes(query(), brief=role(locations=("London",)), sheets=[told]).person
    assert [h.overlap.person_zone for h in found.hours] == [zone]
    assert found.place_question is None


def test_a_place_in_doubt_is_asked_and_gives_no_hours(tmp_path: Path) -> None:
    """From a CV as from a sheet."""
    doubtful = person(mobility=Mobility(location=quote("Cambridge")))
    from_cv = plan_routes(query(), candidate=doubtful, brief=BERLIN).person
    told = sheet(tmp_path, "candidate: {country: US}")
    for found in (from_cv, plan_routes(query(), brief=BERLIN, sheets=[told]).person):
        assert found.hours == ()
        assert found.place_question


def test_pay_is_compared_only_where_the_person_lives_elsewhere(tmp_path: Path) -> None:
    """One comparison for each other place of work."""
    where = role(locations=("Berlin", "Warsaw"), pay=pay(70_000, 90_000))
    for home, count in (("IN", 2), ("PL", 1)):
        told = sheet(tmp_path, f"candidate: {{country: {home}}}")
        assert len(plan_routes(query(), brief=where, sheets=[told]).person.worth) == count


def test_an_offer_of_nothing_is_planned_all_the_same(tmp_path: Path) -> None:
    """A volunteer's pay of nought is no fault of the plan's."""
    told = sheet(
        tmp_path,
        "offer: {salary_minimum: 0, salary_maximum: 0, salary_currency: EUR}\ncandidate: {country: IN}",
    )
    assert plan_routes(query(), brief=role(), sheets=[told]).person.ways


def test_a_sheet_that_corrects_one_end_of_the_pay_must_fit_the_other(tmp_path: Path) -> None:
    """Both ends are named with where they stand; both stated, the sheet's hold."""
    told = sheet(tmp_path, "offer: {salary_minimum: 100000}\ncandidate: {country: IN}")
    words = r"100,000 \(sheet facts\.yaml\) lies above the most 90,000 \(brief: .*; state both in the sheet"
    with pytest.raises(UsageError, match=words):
        plan_routes(query(), brief=BERLIN, sheets=[told])
    told = sheet(
        tmp_path, "offer: {salary_minimum: 100000, salary_maximum: 110000}\ncandidate: {country: IN}"
    )
    found = plan_routes(query(), brief=BERLIN, sheets=[told]).person
    assert (found.worth[0].offer.minimum, found.worth[0].offer.maximum) == (100_000, 110_000)


DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@settings(max_examples=12)
@given(DAYS, st.sampled_from(["DE", "US", "SG", "NL", "GB", "JP"]))
def test_a_days_result_needs_nothing_that_was_not_known_then(on: date, country: str) -> None:
    """Rules cut down to what was known on the day give the same outcomes, times and costs."""
    facts = {
        "candidate.country": "IN",
        "candidate.degree_level": "master",
        "offer.exists": True,
        "offer.salary_minimum": 80_000,
        "offer.salary_currency": "EUR",
    }
    now = ready_rules(on)
    known = as_known(load_book(), on)
    then = replace(
        now,
        book=known,
        compiled=tuple(replace(c, route=known.routes[c.route.id]) for c in now.compiled),
    )
    place = Situation(
        home="IN",
        destinations=(country,),
        sponsors=True,
        entities=None,
        offer=None,
        notice=notice_of(DeclaredFacts(facts=facts), on),
        on=on,
    )
    moment = Moment(on=on, today=on)
    found = [
        [
            replace(w, scheduled=(), trust=None, trust_reasons=())
            for w in ways(place, ground_of(rules, rules.outcomes(facts), facts, moment))
        ]
        for rules in (now, then)
    ]
    assert found[0] == found[1]


def test_a_figure_that_changes_changes_on_its_day() -> None:
    """Singapore's floor of 2027 is not asked for in 2026."""
    offer = role(locations=("Singapore",), pay=pay(5700 * 12, 5700 * 12, "year", "SGD"))
    young = person(mobility=Mobility(location=quote("Bengaluru")))
    verdicts = [
        plan_routes(query(on=on), candidate=young, brief=offer).person.outcomes["sg_ep"].verdict
        for on in (date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert verdicts == [Verdict.NEEDS_CHECK, Verdict.BLOCKED]


def test_the_same_question_has_the_same_answer() -> None:
    """Nothing hangs on the order of sets."""
    one, two = (plan_routes(query(), candidate=IN_BENGALURU, brief=BERLIN) for _ in range(2))
    assert one == two


def test_no_plan_changes_a_ranking() -> None:
    """People of the example are ranked the same before and after each of them has been planned for."""
    as_of = Month(2026, 11)
    pool = read_pool(sorted(example_cvs().iterdir())[:6], as_of=as_of)
    read = read_brief(example_briefs()[0])
    before = rank_pool(read, pool, as_of=as_of).shortlist
    assert len(before.matches) == 6
    for candidate in pool.candidates:
        for view in ViewKind:
            assert plan_routes(query(view=view), candidate=candidate, brief=read).person is not None
    assert rank_pool(read, pool, as_of=as_of).shortlist == before


def contract(name: str) -> dict[str, set[str]]:
    """A contract of .importlinter: its lists of modules."""
    read = configparser.ConfigParser()
    read.read(ROOT / ".importlinter", encoding="utf-8")
    section = read[f"importlinter:contract:{name}"]
    return {key: set(section[key].split()) for key in ("source_modules", "forbidden_modules")} | {
        "options": {key for key in section if key.startswith(("allow_", "ignore_"))},
        "type": {section["type"]},
    }


SCORING = {f"assay.{part}" for part in ("index", "matching", "cluster", "transfer", "learning")}
VALUES = {
    f"assay.domain.{name}"
    for name in ("route", "arrangement", "declared", "points", "hours", "worth", "hiring_rule", "rule_check")
}


def test_what_scores_may_not_import_routes_even_through_others() -> None:
    """The contract forbids it without an exception, and its modules exist."""
    held = contract("crossborder")
    assert held["type"] == {"forbidden"}
    assert held["options"] == set()
    assert SCORING | {"assay.extraction", "assay.documents", "assay.taxonomy"} <= held["source_modules"]
    assert {"assay.crossborder"} | VALUES <= held["forbidden_modules"]
    blind = contract("blind")
    assert blind["options"] == set()
    assert blind["source_modules"] >= SCORING
    assert VALUES | {"assay.domain.mobility", "assay.domain.identity"} <= blind["forbidden_modules"]
    named = set().union(*(held[k] | blind[k] for k in ("source_modules", "forbidden_modules")))
    assert not [name for name in named if importlib.util.find_spec(name) is None]


def test_every_value_that_routes_alone_use_is_behind_the_wall() -> None:
    """A new kind of value in the domain cannot slip past the contract."""
    crossing = {
        path.stem
        for path in (ROOT / "src/assay/domain").glob("*.py")
        if "Nothing here enters a score" in path.read_text(encoding="utf-8")
    }
    assert crossing
    assert {f"assay.domain.{name}" for name in crossing} <= contract("crossborder")["forbidden_modules"]


def test_routes_are_judged_apart_from_skills_and_scores() -> None:
    """The other way round: no route reads a score."""
    held = contract("routes")
    assert held["source_modules"] == {"assay.crossborder"}
    assert held["forbidden_modules"] >= SCORING


def test_one_person_is_planned_for_in_half_a_second() -> None:
    """Once the rules are ready: a page that waits is not used. The best of three, of processor time."""
    where = role(
        locations=("Berlin", "London", "New York City"), pay=pay(70_000, 90_000), remote=Remote.REMOTE
    )
    plan_routes(query(), candidate=IN_BENGALURU, brief=where)
    took = []
    for _ in range(3):
        begun = time.process_time()
        plan_routes(query(), candidate=IN_BENGALURU, brief=where)
        took.append(time.process_time() - begun)
    assert min(took) < 0.5
