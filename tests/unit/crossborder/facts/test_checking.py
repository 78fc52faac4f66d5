"""Checks of a sheet of declared facts, and the view that hiring is given of it."""

import pytest

from assay.crossborder.facts import check_facts, load_facts, view
from assay.domain.declared import DeclaredFacts


def faults(**facts):
    return check_facts({key.replace("__", "."): value for key, value in facts.items()}, load_facts())


def test_a_sound_sheet_has_no_faults():
    sheet = {
        "candidate.citizenships": ["NO", "IN"],
        "candidate.degree_level": "phd",
        "candidate.english_cefr": "B2",
        "candidate.age": 31,
        "candidate.relevant_years": 2.5,
        "candidate.city": "Lyon",
        "candidate.self_declared_oci": None,
        "offer.salary_minimum": 50_000,
        "offer.salary_maximum": 50_000,
        "offer.salary_currency": "EUR",
        "offer.occupation_isco": "2512",
        "employer.country": "DE",
        "checked.de_blue_card.1": True,
        "points.at_rwr_key.total": 61,
    }
    assert check_facts(sheet, load_facts()) == ()


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("candidate.degree_levle", "phd", "is not a known fact: did you mean candidate.degree_level?"),
        ("weather", "fine", "is not a known fact"),
        (
            "candidate.degree_level",
            "Master",
            "must be one of none, secondary, vocational, bachelor, master, phd, not 'Master': did you mean master?",
        ),
        ("candidate.english_cefr", "fluent", "must be one of none, A1, A2, B1, B2, C1, C2, not 'fluent'"),
        ("candidate.age", 31.5, "must be a whole number (years)"),
        ("candidate.age", True, "must be a whole number (years)"),
        ("candidate.age", 7, "must lie from 14 to 100 years"),
        ("candidate.relevant_years", "six", "must be a number (years), not 'six'"),
        ("offer.exists", "yes", "must be true or false, not 'yes'"),
        ("candidate.city", " ", "must be a text, not ' '"),
        (
            "employer.country",
            False,
            "must be a country's two letters: write 'NO' in quotes, or YAML reads it as false",
        ),
        (
            "employer.country",
            "Germany",
            "must be a country's two capital letters (ISO 3166-1), not 'Germany'",
        ),
        (
            "candidate.citizenships",
            ["EU27"],
            "must be a country's two capital letters (ISO 3166-1)",
        ),
        ("candidate.citizenships", "IN", "must be a list of countries"),
        (
            "offer.salary_currency",
            "euro",
            "must be a currency's three capital letters (ISO 4217), not 'euro'",
        ),
        ("offer.occupation_isco", 2512, "must be one to four digits of ISCO-08 in quotes, not 2512"),
        ("checked.de_blue_card.1", "yes", "must be true or false, not 'yes'"),
        ("points.au_gsm.total", -5, "must be a number of points"),
        ("offer.jp_activity", "sport", "must be one of research, technical, business, not 'sport'"),
    ],
)
def test_a_fault_says_what_is_wrong_and_how_to_mend_it(key, value, fault):
    assert check_facts({key: value}, load_facts()) == (f"{key}: {fault}",)


def test_pay_that_runs_backwards_is_a_fault():
    (fault,) = faults(offer__salary_minimum=60_000, offer__salary_maximum=50_000)
    assert fault == "offer.salary_maximum: 50000 lies below the minimum 60000: exchange them"


def test_all_faults_are_found_at_once():
    assert len(faults(candidate__age="old", offer__exists=1, candidate__degree_level="x")) == 3


SHEET = DeclaredFacts(
    facts={
        "candidate.citizenships": ("IN",),
        "candidate.age": 31,
        "candidate.status_in_destination": "F-1",
        "candidate.self_declared_oci": True,
        "candidate.income_year": 90_000,
        "candidate.authorised_in": ("DE",),
        "candidate.degree_level": "master",
        "checked.de_blue_card.1": True,
        "points.de_chancenkarte.total": 7,
        "candidate.nobody_registered_this": "x",
    },
    origins={"candidate.age": "sheet", "candidate.degree_level": 'cv: "MSc"'},
)


def test_hiring_sees_no_private_fact_nor_where_it_stands():
    seen = view(SHEET, load_facts())
    assert set(seen.facts) == {
        "candidate.authorised_in",
        "candidate.degree_level",
        "checked.de_blue_card.1",
    }
    assert seen.origins == {"candidate.degree_level": 'cv: "MSc"'}
    assert set(seen.withheld) == set(SHEET.facts) - set(seen.facts)


def test_the_view_of_a_view_withholds_the_same():
    assert view(view(SHEET, load_facts()), load_facts()) == view(SHEET, load_facts())


def test_the_candidate_sees_all():
    assert view(SHEET, load_facts(), hiring=False) == SHEET
