"""What the ways to work together stand on."""

from __future__ import annotations

import pytest
from tests.unit.workflow.route_people import ON

from assay.crossborder.eligibility import place_name
from assay.crossborder.hiring import employment_countries
from assay.crossborder.pay import employer_cost
from assay.crossborder.rules import Moment
from assay.domain.declared import DeclaredFacts
from assay.domain.route import Answer, Verification
from assay.domain.worth import Band
from assay.workflow.route_ground import ground_of, notice_of, offer_of
from assay.workflow.route_rules import ready_rules

PAY = {"offer.salary_minimum": 60_000, "offer.salary_maximum": 90_000, "offer.salary_currency": "EUR"}


def ground(**facts: object):
    """The ports for facts of a candidate, beside an offer."""
    held = {**PAY, **{key.replace("__", "."): value for key, value in facts.items()}}
    return ground_of(ready_rules(ON), {}, held, Moment(on=ON, today=ON))


def notice(**facts: object):
    """The time until somebody is free."""
    held = {f"candidate.{key}": value for key, value in facts.items()}
    return notice_of(DeclaredFacts(facts=held, origins={"candidate.notice_days": "sheet a.yaml"}), ON)


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        (PAY, (60_000, 90_000)),
        ({k: v for k, v in PAY.items() if "maximum" not in k}, (60_000, 60_000)),
        ({k: v for k, v in PAY.items() if "currency" not in k}, None),
        ({k: v for k, v in PAY.items() if "minimum" not in k}, None),
        ({}, None),
    ],
)
def test_an_offer_needs_a_figure_and_its_currency(facts, ends) -> None:
    """A missing maximum means exactly the minimum."""
    found = offer_of(facts)
    assert (found and (found.minimum, found.maximum)) == ends


def test_notice_is_taken_as_stated() -> None:
    """Whatever is usual there; with where it stands."""
    found = notice(notice_days=45, country="DE")
    assert (found.low, found.high, found.basis, found.note) == (45, 45, "stated", "sheet a.yaml")
    assert found.verification.verified


def test_no_notice_is_a_statement_too() -> None:
    """Nought days is not unknown."""
    assert (notice(notice_days=0).low, notice(notice_days=0).basis) == (0, "stated")


def test_usual_notice_stands_in_where_the_country_is_known() -> None:
    """A range, said to be customary."""
    for country in employment_countries():
        found = notice(country=country)
        assert found.low is not None
        assert found.high is not None
        assert 0 <= found.low <= found.high
        assert found.basis == "customary"
        assert f"usual in {place_name(country)}" in found.note


@pytest.mark.parametrize(
    ("facts", "words"), [({}, "lives is not known"), ({"country": "KE"}, "nothing was read for Kenya")]
)
def test_unknown_notice_stays_unknown_with_the_right_reason(facts, words: str) -> None:
    """Not that the place is unknown where it is only unread."""
    found = notice(**facts)
    assert (found.low, found.high, found.basis) == (None, None, "unknown")
    assert words in found.note


@pytest.mark.parametrize(
    ("country", "mode", "allowed"),
    [
        ("ES", "eor", Answer.NO),
        ("CH", "eor", Answer.NO),
        ("DE", "eor", Answer.UNKNOWN),
        ("GB", "eor", Answer.YES),
        ("IN", "contractor", Answer.YES),
        ("GB", "contractor", Answer.UNKNOWN),
        ("KE", "eor", Answer.UNKNOWN),
        ("KE", "contractor", Answer.UNKNOWN),
    ],
)
def test_an_employer_of_record_is_barred_where_the_law_bars_it(
    country: str, mode: str, allowed: Answer
) -> None:
    """Licensed, restricted and unread countries are to be checked."""
    found = ground().engagement(country, mode)
    assert (found.allowed, found.country, found.mode) == (allowed, country, mode)
    assert found.source


def test_contributions_are_those_at_each_end_of_the_pay() -> None:
    """Where they are capped the higher pay has the smaller share, and no end is overstated."""
    found = ground().employer_share("DE")
    least, most = employer_cost("DE", 60_000), employer_cost("DE", 90_000)
    assert isinstance(least, Band)
    assert isinstance(most, Band)
    assert found is not None
    assert (found.low, found.high) == (least.low, most.high)
    assert found.verification in Verification
    assert ground().employer_share("KE") is None


def test_an_offer_of_nothing_is_no_error() -> None:
    """The share is then that of any pay."""
    facts = {"offer__salary_minimum": 0, "offer__salary_maximum": 0}
    assert ground(**facts).employer_share("DE") is not None


def test_movement_follows_from_the_facts_that_the_view_has() -> None:
    """Citizenships where they are there, a stated right, or nothing."""
    assert ground(candidate__citizenships=("FR",)).movement("DE").free is Answer.YES
    assert ground(candidate__authorised_in=("DE",)).movement("DE").free is Answer.YES
    assert ground(candidate__needs_sponsorship_in=("DE",)).movement("DE").free is Answer.NO
    assert ground().movement("DE").free is Answer.UNKNOWN


def test_trust_and_scheduled_changes_are_the_rules_own() -> None:
    """Every route has a colour; a dated change is told."""
    held = ground()
    colours = {held.trust(route)[0] for route in held.routes.values()}
    assert len(colours) > 1
    assert any("2027-01-01" in text for text in held.scheduled(held.routes["sg_ep"]))
