"""Public holidays of two places in a year, from the `holidays` package (MIT licence).

The package follows each country's law; what it cannot know (days a government has yet to announce, days an
employer chooses) is said in notes, and a place or year it does not hold gives a reason, never a figure.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assay.crossborder.hours.weeks import working_week
from assay.domain.hours import DaysOff, Place, PlaceHolidays, PublicHoliday, WorkingWeek

if TYPE_CHECKING:
    from holidays import HolidayBase

_ESTIMATED = re.compile(r",? ?estimated(?=\))| \(estimated\)")
_BY_THE_MOON = re.compile(
    r"\b(?:Eid|Arafah?|Ashura|Prophet's|Islamic New Year|Hijri|Ramadan|Muharram|Hari Raya|Isra)\b"
)
_CITY_REGIONS = {("DE", "Augsburg"): "Augsburg"}
"""Cities with a holiday of their own by law, and the package's name for them."""
_NOTES = {
    "AE": "Days that follow the moon are announced shortly before; the government may move a holiday.",
    "BR": "Municipal holidays and Carnival, which is optional, are not counted.",
    "ES": "The two local holidays of each municipality are not counted.",
    "IN": "States and employers choose their own lists; the days of this one may differ from the employer's.",
    "PT": "The municipal holiday is not counted.",
    "SA": "Days that follow the moon are announced shortly before.",
    "SE": "The eves of Midsummer, Christmas and New Year, mostly free in practice, are not counted.",
    "US": "Federal and state holidays; a private employer need not give them.",
}
_REGION_NOTES = {
    (
        "DE",
        "BY",
    ): "Assumption Day (15 August), a holiday where most are Catholic, Munich among them, is not counted.",
}


def holidays_version() -> str:
    """The release of the `holidays` package."""
    return str(_package().__version__)


def days_off(person: Place, team: Place, year: int) -> DaysOff:
    """The public holidays of a person's place and a team's in a year."""
    theirs, ours = (_of_place(place, year) for place in (person, team))
    shared = person_only = team_only = None
    if theirs.holidays is not None and ours.holidays is not None:
        person_days = {holiday.day for holiday in theirs.holidays}
        team_days = {holiday.day for holiday in ours.holidays}
        weeks = [working_week(place.country) for place in (person, team)]
        shared = tuple(sorted(person_days & team_days))
        person_only = _worked(person_days - team_days, weeks)
        team_only = _worked(team_days - person_days, weeks)
    return DaysOff(
        year=year,
        person=theirs,
        team=ours,
        shared=shared,
        person_only=person_only,
        team_only=team_only,
        source=f"holidays {holidays_version()}",
    )


@lru_cache(maxsize=512)
def holidays_of(country: str, region: str | None, year: int) -> PlaceHolidays:
    """The public holidays of a country (ISO 3166-1 alpha-2), with a region's own where it is known.

    `region` is an ISO 3166-2 suffix. A region that the package does not know gives the national holidays
    and a note; a country or year that it does not know gives a reason.
    """
    try:
        table = _table(country, None, year)
    except NotImplementedError:
        return _unknown(country, f"The holidays package {holidays_version()} has no table for {country}.")
    if not table:
        return _unknown(
            country, f"The holidays package {holidays_version()} lists no holiday in {year} for {country}."
        )
    notes = [_NOTES[country]] if country in _NOTES else []
    known = region is not None and region in table.subdivisions
    if known:
        table = _table(country, region, year)
        notes += [_REGION_NOTES[key] for key in ((country, region or ""),) if key in _REGION_NOTES]
    elif table.subdivisions:
        notes.append("National holidays alone: the region is not known, and its own are not counted.")
    week = working_week(country)
    holidays = tuple(_holiday(day, table, week) for day in sorted(table))
    made_up = tuple(sorted(day for day in table.weekend_workdays if day.year == year))
    if any(holiday.estimated for holiday in holidays):
        notes.append("Dates that follow the moon are estimates and may move by a day or two.")
    notes += _substitution_notes(country, year, made_up)
    return PlaceHolidays(
        country=country,
        region=region if known else None,
        holidays=holidays,
        on_working_days=sum(holiday.working_day for holiday in holidays),
        made_up=made_up,
        notes=tuple(notes),
        reason=None,
    )


def _package() -> Any:
    """The package, imported on first use: it takes a tenth of a second."""
    import holidays

    return holidays


def _table(country: str, region: str | None, year: int) -> HolidayBase:
    """The package's table in English where it has that. Raises NotImplementedError for what it lacks."""
    build = _package().country_holidays
    table: HolidayBase = build(country, subdiv=region, years=year)
    languages = table.supported_languages
    if "en_US" in languages and table.language != "en_US":
        table = build(country, subdiv=region, years=year, language="en_US")
    return table


def _of_place(place: Place, year: int) -> PlaceHolidays:
    if place.country is None:
        return _unknown(None, f"The country of {place.name} is open: {place.question}")
    region = _CITY_REGIONS.get((place.country, place.name), place.region)
    return holidays_of(place.country, region, year)


def _unknown(country: str | None, reason: str) -> PlaceHolidays:
    return PlaceHolidays(
        country=country, region=None, holidays=None, on_working_days=None, made_up=(), notes=(), reason=reason
    )


def _holiday(day: date, table: HolidayBase, week: WorkingWeek) -> PublicHoliday:
    names = table.get_list(day)
    return PublicHoliday(
        day=day,
        name="; ".join(dict.fromkeys(_ESTIMATED.sub("", name) for name in names)),
        # A day is certain if one of its holidays is.
        estimated=all(_ESTIMATED.search(name) or _BY_THE_MOON.search(name) for name in names),
        working_day=week.days[day.weekday()] is not None,
    )


def _worked(days: set[date], weeks: list[WorkingWeek]) -> tuple[date, ...]:
    """Those of the days on which both weeks work."""
    return tuple(sorted(day for day in days if all(week.days[day.weekday()] is not None for week in weeks)))


def _substitution_notes(country: str, year: int, made_up: tuple[date, ...]) -> list[str]:
    """What to know of weekend days worked in exchange for longer holidays."""
    if made_up:
        listed = ", ".join(f"{day:%d %B}" for day in made_up)
        return [f"Worked although on a weekend, in exchange for other days: {listed}."]
    if country == "CN":
        return [
            f"The State Council's arrangement for {year} is not in the package: days off beside the holidays "
            "and the weekend days worked in exchange are missing."
        ]
    return []
