"""Facts by country: notice, probation, non-compete, ways to engage, lawful questions."""

from __future__ import annotations

from datetime import date

import pytest

from assay.crossborder.hiring import (
    employment_countries,
    employment_facts,
    engagement_notes,
    notice_range,
    questions_allowed,
)
from assay.domain.hiring_rule import EngagementStanding, NoticeRange
from assay.domain.route import Verification


def _notice(country: str) -> NoticeRange:
    found = notice_range(country)
    assert found is not None
    return found


def test_thirty_countries_have_facts() -> None:
    assert len(employment_countries()) == 30
    for country in employment_countries():
        facts = employment_facts(country)
        assert facts is not None
        assert all((facts.notice.text, facts.probation.text, facts.non_compete.text, facts.notice_range.note))


@pytest.mark.parametrize(
    ("country", "low", "high"),
    [
        ("US", 0, 14),
        ("DE", 28, 90),
        ("FR", 30, 90),
        ("IN", 30, 90),
        ("PL", 14, 90),
        ("ES", 15, 15),
        ("JP", 14, 30),
    ],
)
def test_notice_is_given_in_days(country: str, low: int, high: int) -> None:
    assert (_notice(country).low_days, _notice(country).high_days) == (low, high)


def test_no_notice_passes_for_read_in_a_source() -> None:
    assert {_notice(c).provenance.verification for c in employment_countries()} <= {
        Verification.MEMORY,
        Verification.ESTIMATE,
    }


def test_a_country_that_was_not_collected_has_no_facts() -> None:
    assert employment_facts("QQ") is None
    assert notice_range("QQ") is None


def test_british_protection_from_dismissal_changes_with_2027() -> None:
    now, later = employment_facts("GB"), employment_facts("GB", date(2027, 1, 1))
    assert now is not None
    assert later is not None
    assert "after 24 months" in now.probation.text
    assert "after 6 months" in later.probation.text
    assert [rule.provenance.valid_from for rule in now.later] == [date(2027, 1, 1)]
    assert later.later == ()


def test_the_non_compete_of_the_us_was_read_in_part() -> None:
    facts = employment_facts("US")
    assert facts is not None
    assert facts.non_compete.provenance.verification is Verification.PARTIAL


@pytest.mark.parametrize(
    ("country", "mode", "standing"),
    [
        ("ES", "eor", EngagementStanding.BARRED),
        ("CH", "eor", EngagementStanding.BARRED),
        ("DE", "eor", EngagementStanding.LICENCE),
        ("FR", "eor", EngagementStanding.RESTRICTED),
        ("PT", "eor", EngagementStanding.AVAILABLE),
        ("NZ", "eor", EngagementStanding.UNCLEAR),
        ("GB", "contractor", EngagementStanding.RESTRICTED),
        ("DE", "own_entity", EngagementStanding.UNCLEAR),
    ],
)
def test_engagement_has_a_standing_by_country(country: str, mode: str, standing: EngagementStanding) -> None:
    notes = engagement_notes(country, mode)
    assert notes.standing is standing
    assert notes.checks


def test_the_dutch_admission_system_begins_in_2027() -> None:
    before, after = engagement_notes("NL", "eor"), engagement_notes("NL", "eor", date(2027, 1, 1))
    assert before.standing is EngagementStanding.RESTRICTED
    assert [note.scheduled for note in before.notes] == [False, True]
    assert after.standing is EngagementStanding.LICENCE
    assert [note.scheduled for note in after.notes] == [False]


def test_a_row_for_the_eu_concerns_its_members_only() -> None:
    assert any("Platform" in note.text for note in engagement_notes("PT", "contractor").notes)
    assert not any("Platform" in note.text for note in engagement_notes("GB", "contractor").notes)


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="mode must be one of eor, contractor, own_entity"):
        engagement_notes("DE", "barter")


def test_the_us_allows_two_questions_in_these_words() -> None:
    assert questions_allowed("US").questions == (
        "Are you legally authorised to work in the United States?",
        "Will you now or in the future require sponsorship for an employment visa?",
    )
    assert questions_allowed("US-CA", "recruiter").questions == questions_allowed("US").questions


@pytest.mark.parametrize(
    ("country", "name"), [("DE", "Germany"), ("GB", "the United Kingdom"), ("JP", "Japan")]
)
def test_elsewhere_the_right_to_work_and_its_limits_are_asked(country: str, name: str) -> None:
    assert questions_allowed(country).questions == (
        f"Do you have the right to work in {name}, and if so are there limits?",
    )


def test_the_candidate_volunteers_citizenship_and_a_recruiter_never_asks_it() -> None:
    asked = questions_allowed("US", "candidate")
    assert all(question.startswith("If you wish") for question in asked.questions)
    assert not any("citizen" in question for question in questions_allowed("US").questions)
    with pytest.raises(ValueError, match="side must be one of recruiter, candidate"):
        questions_allowed("US", "manager")
