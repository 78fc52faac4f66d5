"""What a CV states that routes ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.workflow.route_people import ON, degree, job, person, quote

from assay.crossborder.facts import check_facts, load_facts
from assay.domain.dates import Period
from assay.domain.mobility import Mobility
from assay.domain.profile import WorkKind
from assay.domain.skill import Speciality
from assay.workflow.cv_facts import cv_facts


def facts(candidate, on: date = ON) -> dict[str, object]:
    """What is read, without the relevant years that all have."""
    found = dict(cv_facts(candidate, on).facts)
    found.pop("candidate.relevant_years", None)
    return found


@pytest.mark.parametrize(
    ("held", "level", "age"),
    [
        ([degree(1, "2018"), degree(2, "2020")], "master", 6.8),
        ([degree(3, "2014 - 2019")], "phd", 7.8),
        ([degree(2, None)], "master", None),
        ([degree(0, "2012")], None, None),
        ([], None, None),
    ],
)
def test_the_highest_degree_counts_with_its_age_from_january(held, level, age) -> None:
    """In November of 2026 a degree of 2020 is at least that old."""
    found = facts(person(education=held))
    assert (found.get("candidate.degree_level"), found.get("candidate.degree_age_years")) == (level, age)


@given(st.integers(1970, 2025), st.integers(1, 12), st.integers(1, 12))
def test_a_degree_is_never_taken_for_younger_than_it_is(year: int, month: int, finished: int) -> None:
    """Rules that favour fresh graduates are not met by a rounded date."""
    found = facts(person(education=[degree(2, str(year))]), date(2026, month, 1))
    real = (2026 * 12 + month - (year * 12 + finished)) / 12
    age = found["candidate.degree_age_years"]
    assert isinstance(age, float)
    assert age >= real - 0.05


@pytest.mark.parametrize(
    "ahead",
    [
        degree(2, "2027"),
        degree(2, None, "MSc Machine Learning, TU Delft, 2025 - present"),
        degree(2, "2026", "MSc Robotics (expected June 2026)"),
        degree(3, None, "PhD candidate, University of Oslo"),
        degree(2, None, "Master en cours, Lyon"),
        degree(2, None, "MSc candidate, TU Delft, since 2025"),
        degree(2, None, "Currently pursuing an MSc in Robotics"),
        degree(2, None, "2 years towards a Master of Science"),
        degree(2, "2016", "MSc Physics (not completed), 2015 - 2016"),
        degree(2, "2016", "MSc Physics, unfinished"),
        degree(2, "2014", "Master Informatik (abgebrochen), 2012 - 2014"),
        degree(2, "2014", "MSc Physics, 2012 - 2014, dropped out"),
        degree(3, "2018", "PhD studies, Bonn, 2015-2018, left without degree"),
        degree(2, "2019", "Scrum Master (PSM I), 2019"),
        degree(2, "2020", "Professional Master's certificate in AI"),
        degree(3, "2012", "Honorary doctorate"),
    ],
)
def test_a_degree_under_way_is_not_held(ahead) -> None:
    """The one before it counts."""
    found = facts(person(education=[ahead, degree(1, "2022")]))
    assert found["candidate.degree_level"] == "bachelor"
    assert "candidate.degree_level" not in facts(person(education=[ahead]))


@pytest.mark.parametrize(
    "thesis",
    [
        "expected improvement with current priors",
        "learning from incomplete data",
        "progress towards a theory of abandoned carts",
    ],
)
def test_a_thesis_on_expected_or_incomplete_things_is_a_degree_held(thesis: str) -> None:
    """Words of the subject are no words of the degree."""
    held = degree(2, "2019", f"MSc Statistics, 2019. Thesis: {thesis}")
    assert facts(person(education=[held]))["candidate.degree_level"] == "master"


def test_a_degree_of_the_year_of_reading_is_asked_for() -> None:
    """It may be under way or done; the one before it is not said to be the highest either."""
    held = [degree(1, "2024"), degree(2, "2024 - 2026")]
    assert "candidate.degree_level" not in facts(person(education=held))


def test_a_later_filing_date_neither_completes_a_degree_nor_adds_years() -> None:
    """What is after the month of reading is not known."""
    later = date(2030, 6, 1)
    made = person(education=[degree(1, "2020"), degree(2, "2027")], experience=[job("2025-12", None)])
    assert facts(made, later)["candidate.degree_level"] == "bachelor"
    assert facts(made, later)["candidate.ict_years_in_last_5"] == 1.0


def test_months_of_other_work_are_no_years_in_information_technology() -> None:
    """A shop assistant's are none; a title that does not tell leaves the years to be asked."""
    now, shop = job("2026-01", None), job("2018-01", "2025-12", title="Shop assistant")
    found = facts(person(experience=[now, shop]))
    assert found == {"candidate.ict_years_in_last_5": 0.9, "candidate.ict_years_in_last_7": 0.9}
    consultant = job("2018-01", "2025-12", title="Consultant")
    assert facts(person(experience=[now, consultant])) == {}


def test_relevant_years_are_asked_for_where_a_paid_role_has_no_dates() -> None:
    """Those of the dated roles are too few to say no."""
    undated = replace(job("2020-01", "2020-02"), period=Period(start=None))
    dated = job("2025-01", None)
    assert "candidate.relevant_years" in cv_facts(person(experience=[dated]), ON).facts
    assert "candidate.relevant_years" not in cv_facts(person(experience=[dated, undated]), ON).facts


def test_paid_months_of_the_last_years_are_counted_once() -> None:
    """Overlapping jobs do not add up; studies and volunteering do not count; nor do months before."""
    jobs = [
        job("2025-12", None),
        job("2026-01", "2026-06"),
        job("2010-01", "2019-10"),
        job("2023-01", "2023-12", WorkKind.PHD),
        job("2022-01", "2022-12", WorkKind.VOLUNTEER),
    ]
    found = facts(person(experience=jobs))
    assert found["candidate.ict_years_in_last_5"] == 1.0
    assert found["candidate.ict_years_in_last_7"] == 1.0


@given(st.integers(2000, 2026), st.integers(1, 12))
def test_years_in_a_window_never_pass_it(year: int, month: int) -> None:
    """However long somebody worked."""
    if (year, month) > (2026, 11):
        return
    found = facts(person(experience=[job(f"{year}-{month:02d}", None)]))
    five, seven = found["candidate.ict_years_in_last_5"], found["candidate.ict_years_in_last_7"]
    assert isinstance(five, float)
    assert isinstance(seven, float)
    assert 0 < five <= min(5, seven) <= seven <= 7


def test_a_role_without_dates_leaves_the_years_to_be_asked() -> None:
    """Unless the dated ones fill the window: what is not dated is not counted as nothing."""
    undated = replace(job("2020-01", "2020-02"), period=Period(start=None))
    assert facts(person(experience=[undated, job("2025-01", None)])) == {}
    found = facts(person(experience=[undated, job("2021-01", None)]))
    assert found == {"candidate.ict_years_in_last_5": 5.0}
    assert facts(person()) == {}


@pytest.mark.parametrize("speciality", [Speciality.AI_GOVERNANCE, Speciality.NON_TECH])
def test_work_outside_information_technology_gives_no_such_years(speciality: Speciality) -> None:
    """It is asked for instead."""
    found = facts(person(experience=[job("2015-01", None)], speciality=speciality))
    assert "candidate.ict_years_in_last_5" not in found


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        ("English C1", "C1", None),
        ("English (C1)", "C1", None),
        ("English: CEFR B2+", "B2", None),
        ("English – native speaker, German B1", "C2", "B1"),
        ("German: Muttersprache; English: C1", "C1", "C2"),
        ("English: fluent, German: C1", None, "C1"),
        ("English (fluent) · German (B2)", None, "B2"),
        ("English fluent German B2", None, "B2"),
        ("English C1/C2", "C1", None),
        ("English: reading C2 writing C1", "C1", None),
        ("fluent English", None, None),
        ("English: near-native", None, None),
        ("English: non-native, good", None, None),
        ("English and a licence of class C1E", None, None),
        ("English", None, None),
        ("English\nFrench C1", None, None),
        ("German B2\nEnglish mother tongue", "C2", "B2"),
    ],
)
def test_a_level_counts_only_beside_its_language(text: str, english: str | None, german: str | None) -> None:
    """Fluent is no level; a level of the next language is not this one's; of several the lowest."""
    named = {code: word for code, word in (("en", "English"), ("de", "German")) if word in text}
    found = facts(person(text=text, languages=named))
    assert found.get("candidate.english_cefr") == english
    assert found.get("candidate.german_cefr") == german


def test_a_language_no_route_asks_for_is_not_read() -> None:
    """French is stated for other reasons."""
    assert facts(person(text="French C2", languages={"fr": "French"})) == {}


@pytest.mark.parametrize(
    ("words", "city", "country"),
    [
        ("Berlin, Germany", "Berlin, Germany", "DE"),
        ("Bengaluru", "Bengaluru", "IN"),
        ("Germany", None, "DE"),
        ("United States", "United States", "US"),
        ("Cambridge", "Cambridge", None),
        ("Somewhere nice", None, None),
    ],
)
def test_the_place_is_read_and_one_in_doubt_is_kept_to_be_asked(
    words: str, city: str | None, country: str | None
) -> None:
    """A country alone is no city, unless the city must be asked for its clock."""
    found = facts(person(mobility=Mobility(location=quote(words))))
    assert (found.get("candidate.city"), found.get("candidate.country")) == (city, country)


def test_nationality_and_right_to_work_are_never_read_from_a_cv() -> None:
    """Only the person declares them."""
    told = Mobility(
        nationality=quote("Nationality: German"), work_authorisation=quote("EU citizen, no permit needed")
    )
    text = "Nationality: German. EU citizen. Born 1 May 1990."
    assert facts(person(text=text, mobility=told)) == {}


def test_notice_is_read_with_its_words() -> None:
    """And words without a length are none."""
    told = cv_facts(person(mobility=Mobility(notice_period=quote("Notice period: two months"))), ON)
    assert told.facts["candidate.notice_days"] == 60
    assert told.origins["candidate.notice_days"] == "CV: “Notice period: two months”"
    assert facts(person(mobility=Mobility(notice_period=quote("Notice: negotiable")))) == {}


def test_every_fact_has_its_origin_and_is_one_the_registry_takes() -> None:
    """A CV never makes a fault that its owner must mend, nor states a private fact."""
    made = person(
        text="English C1\nGerman B2",
        languages={"en": "English", "de": "German"},
        education=[degree(3, "1971")],
        experience=[job("1975-01", None)],
        years=50.04,
        mobility=Mobility(location=quote("Lyon"), notice_period=quote("3 mois de préavis")),
    )
    found = cv_facts(made, ON)
    registry = load_facts()
    assert len(found.facts) == 10
    assert check_facts(found.facts, registry) == ()
    assert set(found.origins) == set(found.facts)
    assert all(origin.startswith("CV: ") for origin in found.origins.values())
    assert not [key for key in found.facts if registry[key].private]
