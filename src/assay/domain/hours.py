"""Where two people work and when both do: places, shared working hours over a year, days off.

Made from declared places alone. Nothing here enters a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a text names."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place read from a text.

    `country` is ISO 3166-1 alpha-2 and `region` the ISO 3166-2 suffix (``CA`` of ``US-CA``); `zone` is an
    IANA name. Each is None where the text leaves it open. `sure` says that one place is meant and its zone
    is known; else `question` asks for what is missing and `alternatives` holds the places that may be
    meant, the most populous first. `population` is 0 where not known.
    """

    kind: PlaceKind
    name: str
    country: str | None
    country_name: str | None
    region: str | None
    zone: str | None
    population: int
    sure: bool
    question: str | None = None
    alternatives: tuple[Place, ...] = ()

    @property
    def label(self) -> str:
        """The place in words: ``Cambridge, MA, United States``."""
        region = (
            self.region if self.kind is PlaceKind.CITY and self.region and self.region.isalpha() else None
        )
        parts = (self.name, region, self.country_name)
        return ", ".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingWeek:
    """The hours worked each weekday, local time: `days` has Monday first, None where nobody works.

    `note` says what is particular to the country, None where the week is Monday to Friday in full.
    """

    days: tuple[tuple[time, time] | None, ...]
    note: str | None = None

    @property
    def full_day(self) -> tuple[time, time]:
        """The longest of the week's days."""
        worked = [day for day in self.days if day is not None]
        return max(worked, key=lambda day: minutes(day[1]) - minutes(day[0]))


def minutes(at: time) -> int:
    """Minutes since midnight, 0-1439."""
    return at.hour * 60 + at.minute


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedDay:
    """The person's working day moved so that enough hours are shared.

    `hours` is the move, negative for earlier, in steps of half an hour; `start` and `end` are the
    person's local time after it (an `end` before `start` is past midnight); `shared` the hours then
    shared.
    """

    hours: float
    start: time
    end: time
    shared: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPeriod:
    """Days of the year, both ends included, on which the two places differ by the same hours.

    `ahead` is how many hours the team's clock is ahead of the person's, negative where behind. `shared`
    are the hours on a day that both work in full. `days_a_week` counts the pairs of working days that
    overlap and `hours_a_week` sums their hours, by both places' weeks without public holidays. `for_four`
    is the smallest move of the person's day that gives four shared hours, None where no move does.
    """

    first: date
    last: date
    ahead: float
    shared: float
    days_a_week: int
    hours_a_week: float
    for_four: ShiftedDay | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockChange:
    """A change of a place's clock: the local day, and its hours from UTC before and after."""

    day: date
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The working hours that a person and a team share over a year.

    `minimum`, `maximum` and `typical` (that of most days) are hours shared on a day that both work in
    full, each from 0 to the shorter of the two working days. `hours_in_year` sums the year's days as
    worked, without public holidays. `for_four` is the smallest move of the person's day that gives four
    shared hours all year, None where no move does. `tzdata` is the release of the time zone database.
    """

    year: int
    person_zone: str
    team_zone: str
    person_week: WorkingWeek
    team_week: WorkingWeek
    minimum: float
    maximum: float
    typical: float
    hours_in_year: float
    periods: tuple[OffsetPeriod, ...]
    person_changes: tuple[ClockChange, ...]
    team_changes: tuple[ClockChange, ...]
    for_four: ShiftedDay | None
    tzdata: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicHoliday:
    """A public holiday; `name` is in English where the package has it.

    `estimated`: set by the moon's sighting, so that the official day may differ by one or two.
    `working_day`: falls on a day that people in the country otherwise work.
    """

    day: date
    name: str
    estimated: bool
    working_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHolidays:
    """The public holidays of a place in a year.

    `region` is the subdivision whose holidays are counted, None where the national ones are. Where the
    country is open, or the package knows no such place or year, `reason` says so and `holidays` and
    `on_working_days` are None: not known, which is not none at all. `made_up` are weekend days that are
    worked instead. `notes` say what a reader must know.
    """

    country: str | None
    region: str | None
    holidays: tuple[PublicHoliday, ...] | None
    on_working_days: int | None
    made_up: tuple[date, ...]
    notes: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysOff:
    """The public holidays of a person's place and a team's in a year.

    `shared` are days that are holidays in both; `person_only` and `team_only` are holidays of one on which
    both weeks would otherwise work, so one works without the other. All three are None where either place's
    holidays are not known. `source` names the package and its release.
    """

    year: int
    person: PlaceHolidays
    team: PlaceHolidays
    shared: tuple[date, ...] | None
    person_only: tuple[date, ...] | None
    team_only: tuple[date, ...] | None
    source: str
