"""Public holidays of two places: known with their source, or not known with a reason."""

from __future__ import annotations

from datetime import date
from importlib import metadata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.crossborder.hours import days_off, find_place, holidays_of, working_week
from assay.domain.hours import Place

DESTINATIONS = (
    "AE AT AU BR CA CH CN DE DK EE ES FR GB HK IE IL IN IT JP KR MX NL NZ PL PT SA SE SG TW US".split()
)


def _place(text: str) -> Place:
    found = find_place(text)
    assert found is not None
    return found


@pytest.mark.parametrize("country", DESTINATIONS)
@pytest.mark.parametrize("year", [2026, 2027])
def test_every_destination_has_its_holidays(country: str, year: int) -> None:
    """Dates within the year, in order, with names, and a count of those that cost a working day."""
    found = holidays_of(country, None, year)

    assert found.reason is None
    assert found.holidays is not None
    days = [holiday.day for holiday in found.holidays]
    assert days == sorted(set(days))
    assert {day.year for day in days} == {year}
    assert all(holiday.name and "estimated" not in holiday.name for holiday in found.holidays)
    week = working_week(country)
    assert found.on_working_days == sum(week.days[day.weekday()] is not None for day in days)
    assert 4 <= len(days) <= 30


def test_names_are_in_english_where_the_package_has_them() -> None:
    """A Japanese, a German and an Arab holiday."""
    named = {h.day: h.name for c in ("JP", "DE", "SA") for h in holidays_of(c, None, 2027).holidays or ()}

    assert named[date(2027, 10, 3)] == "German Unity Day"
    assert named[date(2027, 2, 11)] == "Foundation Day"
    assert named[date(2027, 2, 22)] == "Founding Day Holiday"


def test_a_region_adds_its_own_holidays() -> None:
    """Corpus Christi is one in Munich and none in Berlin; Scotland has its own new year."""
    corpus_christi = date(2027, 5, 27)
    munich, berlin = (days_off(_place(name), _place("Berlin"), 2027).person for name in ("Munich", "Berlin"))

    assert corpus_christi in {h.day for h in munich.holidays or ()}
    assert corpus_christi not in {h.day for h in berlin.holidays or ()}
    assert (munich.region, berlin.region) == ("BY", "BE")
    assert date(2027, 1, 4) in {h.day for h in holidays_of("GB", "SCT", 2027).holidays or ()}


def test_a_region_that_is_not_known_gives_the_national_holidays_and_says_so() -> None:
    """Not a guess, and not silent."""
    found = holidays_of("DE", None, 2027)

    assert len(found.holidays or ()) == 9
    assert any("National holidays alone" in note for note in found.notes)
    assert holidays_of("DE", "XX", 2027) == found
    assert not any("National holidays alone" in note for note in holidays_of("DE", "HE", 2027).notes)


def test_cities_with_a_holiday_of_their_own_have_it() -> None:
    """Augsburg's Peace Festival; Milan's Saint Ambrose; Strasbourg's Saint Stephen."""
    for text, day in (
        ("Augsburg", date(2027, 8, 8)),
        ("Milan", date(2027, 12, 7)),
        ("Strasbourg, France", date(2027, 12, 26)),
    ):
        found = days_off(_place(text), _place("Oslo"), 2027).person
        assert day in {holiday.day for holiday in found.holidays or ()}, text


def test_days_that_follow_the_moon_are_estimates() -> None:
    """Eid moves; National Day does not; a day that is a fixed holiday too is certain."""
    for country in ("AE", "SA"):
        found = holidays_of(country, None, 2027)
        estimated = {h.name: h.estimated for h in found.holidays or ()}
        assert any("Eid al-Fitr" in name and moves for name, moves in estimated.items())
        assert not next(moves for name, moves in estimated.items() if name.startswith("National Day"))
        assert any("estimates" in note for note in found.notes)
    both = next(h for h in holidays_of("IN", "KA", 2027).holidays or () if h.day == date(2027, 8, 15))
    assert (both.name, both.estimated) == ("Independence Day; Prophet's Birthday", False)


def test_weekend_days_worked_in_exchange_are_named_or_said_to_be_missing() -> None:
    """China's for 2026 are announced; a later year's are not in the package."""
    known, later = holidays_of("CN", None, 2026), holidays_of("CN", None, 2030)

    assert date(2026, 2, 14) in known.made_up
    assert any("14 February" in note for note in known.notes)
    assert later.made_up == ()
    assert any("arrangement for 2030 is not in the package" in note for note in later.notes)


def test_what_the_package_does_not_hold_is_a_reason_and_no_figure() -> None:
    """A country without a table, a year past its end, a place that is open."""
    for found in (holidays_of("XX", None, 2027), holidays_of("JP", None, 2150)):
        assert (found.holidays, found.on_working_days) == (None, None)
        assert found.reason is not None
    result = days_off(_place("Cambridge"), _place("Berlin"), 2027)
    assert result.person.reason is not None
    assert "Which place is meant" in result.person.reason
    assert (result.shared, result.person_only, result.team_only) == (None, None, None)
    assert result.team.holidays is not None


def test_days_of_two_places_are_shared_or_of_one() -> None:
    """London and New York share New Year's Day; the Fourth is the team's alone, observed on the Monday."""
    result = days_off(_place("London, UK"), _place("New York, NY"), 2027)

    assert date(2027, 1, 1) in (result.shared or ())
    assert date(2027, 7, 5) in (result.team_only or ())
    assert date(2027, 3, 29) in (result.person_only or ())
    assert result.source == f"holidays {metadata.version('holidays')}"


def test_a_holiday_on_the_others_weekend_costs_no_common_day() -> None:
    """Israel's holiday on a Sunday takes nothing from people who do not work then."""
    result = days_off(_place("Tel Aviv"), _place("Berlin"), 2027)
    sunday = date(2027, 10, 3)

    assert sunday.weekday() == 6
    assert next(h for h in result.person.holidays or () if h.day == sunday).working_day
    assert sunday not in (result.person_only or ())


places = st.sampled_from(
    [
        "Berlin",
        "Dubai",
        "Tel Aviv",
        "Shanghai",
        "Tokyo",
        "Riyadh",
        "Sydney",
        "Pune",
        "Toronto",
        "Lisbon",
        "Lagos",
    ]
)


@settings(max_examples=40, deadline=None)
@given(places, places, st.integers(2024, 2030))
def test_swapping_the_places_swaps_what_is_theirs(person: str, team: str, year: int) -> None:
    """The three lists never overlap, and a place with itself has nothing of its own."""
    there, back = (days_off(_place(a), _place(b), year) for a, b in ((person, team), (team, person)))

    assert (there.shared, there.person_only, there.team_only) == (
        back.shared,
        back.team_only,
        back.person_only,
    )
    assert there.shared is not None
    assert there.person_only is not None
    assert there.team_only is not None
    assert len({*there.shared, *there.person_only, *there.team_only}) == sum(
        map(len, (there.shared, there.person_only, there.team_only))
    )
    if person == team:
        assert there.person_only == there.team_only == ()
