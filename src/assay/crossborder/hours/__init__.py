"""Where people work and when: places read from texts, shared working hours over a year, public holidays.

The tables are read on first use. Places come from GeoNames (CC BY 4.0, see `tables/NOTICE`), offsets from
`tzdata`, holidays from `holidays`; each result names its source and release.
"""

from __future__ import annotations

from assay.crossborder.hours.days_off import days_off, holidays_of, holidays_version
from assay.crossborder.hours.overlap import clock_changes, daily, shared_hours
from assay.crossborder.hours.places import country_place, find_country, find_place
from assay.crossborder.hours.weeks import working_week
from assay.crossborder.hours.zones import tzdata_version, zone

__all__ = [
    "clock_changes",
    "country_place",
    "daily",
    "days_off",
    "find_country",
    "find_place",
    "holidays_of",
    "holidays_version",
    "shared_hours",
    "tzdata_version",
    "working_week",
    "zone",
]
