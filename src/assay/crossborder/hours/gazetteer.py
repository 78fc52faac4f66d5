"""The tables of cities, countries and regions, read once on first use.

GeoNames (https://www.geonames.org), CC BY 4.0; see NOTICE in `tables`. Made by scripts/make_cities.py.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assay.crossborder.hours.wording import fold

TABLES = Path(__file__).with_name("tables")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of the table; `region` is an ISO 3166-2 suffix, empty where it has no bearing."""

    name: str
    country: str
    region: str
    zone: str
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country; `zone` is empty where its cities lie in several."""

    code: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A first-level part of a country."""

    country: str
    code: str
    name: str


def _rows(name: str) -> list[str]:
    """The lines of a table after its header."""
    data = (TABLES / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    return text.rstrip("\n").split("\n")[1:]


class Gazetteer:
    """Places by the keys of their names (see `wording.fold`); a key after ``=`` counts in capitals alone."""

    @cached_property
    def _cities(self) -> list[str]:
        return _rows("cities.tsv.gz")

    @cached_property
    def _names(self) -> dict[str, str]:
        # Cut at once rather than line by line: a quarter of the time.
        flat = "\t".join(_rows("city_names.tsv.gz")).split("\t")
        return dict(zip(flat[::2], flat[1::2], strict=True))

    @cached_property
    def countries(self) -> dict[str, Country]:
        """Countries by code."""
        cut = (line.split("\t") for line in _rows("countries.tsv"))
        return {code: Country(code=code, name=name, zone=zone) for code, name, zone, _ in cut}

    @cached_property
    def regions(self) -> dict[tuple[str, str], Region]:
        """Regions by country and code."""
        cut = (line.split("\t") for line in _rows("regions.tsv"))
        return {
            (country, code): Region(country=country, code=code, name=name) for country, code, name, _ in cut
        }

    @cached_property
    def _country_keys(self) -> dict[str, str]:
        cut = (line.split("\t") for line in _rows("countries.tsv"))
        return {key: code for code, _, _, keys in cut for key in keys.split("|")}

    @cached_property
    def _region_keys(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for line in _rows("regions.tsv"):
            country, code, _, keys = line.split("\t")
            for key in keys.split("|"):
                found.setdefault(key, []).append((country, code))
        return found

    @cached_property
    def _codes(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for country, code in self.regions:
            found.setdefault(code, []).append((country, code))
        return found

    def cities(self, key: str) -> tuple[City, ...]:
        """The cities of a key, the most populous first."""
        return tuple(self._city(int(number)) for number in self._names.get(key, "").split())

    def _city(self, number: int) -> City:
        name, country, region, zone, population = self._cities[number].split("\t")
        return City(name=name, country=country, region=region, zone=zone, population=int(population))

    @staticmethod
    def is_own(city: City, key: str) -> bool:
        """Whether the key is the city's name or its first words: Newcastle of Newcastle upon Tyne."""
        return f"{fold(city.name)} ".startswith(f"{key} ")

    def country(self, key: str) -> str | None:
        """The country of a key."""
        return self._country_keys.get(key)

    def regions_of(self, key: str) -> tuple[tuple[str, str], ...]:
        """The regions of a key, as country and code."""
        return tuple(self._region_keys.get(key, ()))

    def coded(self, code: str) -> tuple[tuple[str, str], ...]:
        """The regions of a code, in any country."""
        return tuple(self._codes.get(code, ()))

    def zones_of(self, region: tuple[str, str]) -> frozenset[str]:
        """The zones of a region's cities."""
        mark = "\t".join(("", *region, ""))
        return frozenset(line.split("\t")[3] for line in self._cities if mark in line)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer; its tables are read on first use."""
    return Gazetteer()
