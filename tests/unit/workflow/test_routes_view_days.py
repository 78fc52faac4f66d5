"""Both working days on one clock."""

from __future__ import annotations

import pytest

from assay.crossborder.hours import shared_hours, working_week
from assay.workflow.routes_shown import DayView
from assay.workflow.routes_view_days import day_views


def days(person: tuple[str, str], team: tuple[str, str]) -> tuple[DayView, ...]:
    """The days of 2027 of two places, each a country and a zone."""
    return day_views(shared_hours(person[1], working_week(person[0]), team[1], working_week(team[0]), 2027))


@pytest.mark.parametrize(
    ("person", "team"),
    [
        (("IN", "Asia/Kolkata"), ("DE", "Europe/Berlin")),
        (("US", "America/Los_Angeles"), ("NZ", "Pacific/Auckland")),
        (("BR", "America/Sao_Paulo"), ("GB", "Europe/London")),
    ],
)
def test_what_is_drawn_as_shared_is_what_is_shared(person: tuple[str, str], team: tuple[str, str]) -> None:
    """The bars overlap by the hours that the period states, across the date line too."""
    shared = shared_hours(person[1], working_week(person[0]), team[1], working_week(team[0]), 2027)
    drawn = [max(min(d.person[1], d.team[1]) - max(d.person[0], d.team[0]), 0.0) for d in days(person, team)]

    assert drawn == pytest.approx([p.shared for p in shared.periods])


def test_the_day_of_a_team_further_west_lies_later() -> None:
    """In winter Berlin is four and a half hours behind Kolkata."""
    first = days(("IN", "Asia/Kolkata"), ("DE", "Europe/Berlin"))[0]

    assert first.person[0] == 9.0
    assert first.team[0] == 13.5
    assert first.period.startswith("2027-01-01 to ")
