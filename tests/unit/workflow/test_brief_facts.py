"""What a brief states that routes ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.workflow.route_people import brief, pay

from assay.crossborder.eligibility import endless
from assay.crossborder.facts import check_facts, load_facts
from assay.domain.brief import Remote
from assay.domain.skill import Speciality
from assay.workflow.brief_facts import WITHOUT_END, brief_facts, is_remote, places_of


@pytest.mark.parametrize(
    ("period", "low", "high"),
    [("year", 60_000, 80_000), ("month", 720_000, 960_000), ("hour", 124_800_000, 166_400_000)],
)
def test_pay_counts_a_year(period: str, low: float, high: float) -> None:
    """Twelve months, 52 weeks of 40 hours."""
    found = brief_facts(brief(pay=pay(60_000, 80_000, period))).facts
    assert (found["offer.salary_minimum"], found["offer.salary_maximum"]) == (low, high)
    assert found["offer.salary_currency"] == "EUR"


def test_pay_by_the_day_is_no_yearly_figure() -> None:
    """Nobody says how many days."""
    found = brief_facts(brief(pay=pay(500, 600, "day"))).facts
    assert not [key for key in found if key.startswith("offer.salary")]
    assert found["offer.exists"] is True


@pytest.mark.parametrize(
    ("speciality", "isco"),
    [
        (Speciality.LLM, "25"),
        (Speciality.MLOPS, "25"),
        (Speciality.RESEARCH, "21"),
        (Speciality.DATA_SCIENCE, None),
        (Speciality.AI_GOVERNANCE, None),
        (Speciality.NON_TECH, None),
    ],
)
def test_the_occupation_follows_from_the_speciality_where_it_can_be_told(
    speciality: Speciality, isco: str | None
) -> None:
    """Others are asked."""
    found = brief_facts(brief(speciality=speciality))
    assert found.facts.get("offer.occupation_isco") == isco
    assert isco is None or "to be confirmed" in found.origins["offer.occupation_isco"]


def test_several_places_are_told_in_order_each_once() -> None:
    """A country alone has no city; what cannot be told is left out."""
    where = ("Berlin, Germany", "London", "Berlin", "Poland", "the moon", "Cambridge")
    found = places_of(brief(locations=where))
    assert [(p.city, p.country) for p in found] == [("Berlin", "DE"), ("London", "GB"), (None, "PL")]
    assert [p.zone for p in found] == ["Europe/Berlin", "Europe/London", "Europe/Warsaw"]


def test_a_country_of_many_zones_has_no_clock() -> None:
    """It is a destination all the same."""
    (found,) = places_of(brief(locations=("United States",)))
    assert (found.city, found.country, found.zone) == (None, "US", None)


def test_the_employer_is_taken_to_be_where_the_work_is() -> None:
    """And the words say so; no place, no country."""
    found = brief_facts(brief(locations=("London", "Berlin")))
    assert found.facts["employer.country"] == "GB"
    assert "the place of work" in found.origins["employer.country"]
    assert "employer.country" not in brief_facts(brief(locations=())).facts


@pytest.mark.parametrize("remote", list(Remote))
def test_only_a_remote_role_may_be_done_elsewhere(remote: Remote) -> None:
    """Two days a week in the office are not remote."""
    assert is_remote(brief(remote=remote)) is (remote is Remote.REMOTE)


@given(
    st.sampled_from(Speciality),
    st.sampled_from(["year", "month", "hour", "day"]),
    st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)).map(sorted),
)
def test_facts_of_a_brief_are_ones_the_registry_takes(speciality, period: str, ends: list[float]) -> None:
    """Each with where it comes from; none of them is about a person."""
    found = brief_facts(brief(speciality=speciality, pay=pay(ends[0], ends[1], period)))
    assert check_facts(found.facts, load_facts()) == ()
    assert set(found.origins) == set(found.facts)
    assert not [key for key in found.facts if key.startswith("candidate.")]


@pytest.mark.parametrize(
    ("words", "without_end"),
    [
        ("Full-time, permanent.", True),
        ("Unbefristeter Vertrag in Vollzeit", True),
        ("Contrato indefinido a tiempo completo", True),
        ("Contract: CDI", True),
        ("Umowa o pracę na czas nieokreślony", True),
        ("Arbeidsovereenkomst voor onbepaalde tijd", True),
        ("A permanent residence permit is needed", False),
        ("This is not a permanent role", False),
        ("Twelve months fixed-term, may become permanent", False),
        ("Befristet auf zwei Jahre", False),
        ("CDI ou CDD", False),
        ("Full-time", False),
    ],
)
def test_only_a_contract_said_to_have_no_end_has_none(words: str, without_end: bool) -> None:
    """What names an end as well, or another kind of permanence, is asked."""
    found = brief_facts(brief(), words).facts
    assert ("offer.contract_months" in found) is without_end
    assert found.get("offer.contract_months") in (None, WITHOUT_END)


def test_the_number_for_no_end_is_that_of_the_registry() -> None:
    """A sheet and a brief say it alike."""
    assert endless(load_facts()["offer.contract_months"], WITHOUT_END)
