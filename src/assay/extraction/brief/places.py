"""Where a role is: cities and countries of a gazetteer in the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from assay.taxonomy import folded

MOST_PLACES = 8

_HEAD_LINES = 7
_MAX_LINE = 320
_WHERE = re.compile(
    r"\b(?:location|based in|based at|office in|offices? (?:in|at)|located (?:in|at)|hub\b|standort|buro in|arbeitsort|lieu|situe|bureaux? a|ubicaci\w+|oficinas? (?:en|de)|sede|localiza\w+|escritorio|locatie|kantoor|standplaats|lokalizacja|biuro w|miejsce pracy|following states|remote (?:in|within)|remotely (?:in|within))\b"
)
_COUNTRY_ONLY = re.compile(
    r"\b(?:remote(?:ly)? (?:work )?(?:in|within|from|across)|(?:live|reside|based|eligible to work|right to work) in|within|(?:en)?remoto (?:en|no|na|in)|deutschlandweit|anywhere in)\b.{0,40}"
)
_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|"
    "massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|"
    "pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|wisconsin|wyoming"
)  # fmt: skip
_STATE_CODES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
_CITY_STATE = re.compile(
    rf"(?<!\w)([A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,2}}),\s(?:{_STATE_CODES.replace(' ', '|')})\b"
)
_CITY_COUNTRY = re.compile(
    r"(?<!\w)([A-ZÀ-ÞŁŚŻ][\w'’.-]+(?: [A-ZÀ-ÞŁŚŻ][\w'’.-]+){0,2}),\s(?:[A-Z]{2},\s)?([A-ZÀ-ÞŁŚŻ][\w'’-]+(?: [A-ZÀ-ÞŁŚŻ][\w'’-]+){0,2})"
)
_STATE = re.compile(rf"\b({_STATES})\b")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_MAX_WORDS = 4
_CANONICAL = {
    "munchen": "Munich", "koln": "Cologne", "nurnberg": "Nuremberg", "wien": "Vienna", "geneve": "Geneva", "genf": "Geneva",
    "bruxelles": "Brussels", "brussel": "Brussels", "antwerpen": "Antwerp", "gent": "Ghent", "den haag": "The Hague", "lisboa": "Lisbon",
    "milano": "Milan", "roma": "Rome", "torino": "Turin", "genova": "Genoa", "firenze": "Florence", "napoli": "Naples", "padova": "Padua",
    "warszawa": "Warsaw", "cracow": "Kraków", "sevilla": "Seville", "praha": "Prague", "nyc": "New York", "new york city": "New York",
}  # fmt: skip


def places_of(text: str) -> tuple[str, ...]:
    """Places as "City, Country" from the head and the lines about location; a country alone where no city is named."""
    lines = [line for line in text.split("\n") if line.strip()]
    head, rest = lines[:_HEAD_LINES], lines[_HEAD_LINES:]
    found = dict.fromkeys(place for line in head for place in _in_line(line))
    alone = () if found else _country_alone(lines)
    if alone:
        return alone
    told = (s for line in rest for s in _SENTENCE_END.split(line) if _WHERE.search(folded(s)))
    found |= dict.fromkeys(place for sentence in told for place in _in_line(sentence))
    return tuple(found)[:MOST_PLACES]


def country_of(places: tuple[str, ...]) -> str | None:
    """The country of the first place."""
    return places[0].rsplit(", ", 1)[-1] if places else None


def is_place(name: str) -> bool:
    """Whether the folded name is a city or country of the gazetteer."""
    return name in _cities() or name in _countries()


def _in_line(line: str) -> Iterator[str]:
    """Every place in a line, once."""
    if len(line) >= _MAX_LINE:
        return
    taken: list[tuple[int, int]] = []
    for match in _CITY_STATE.finditer(line):
        taken.append(match.span())
        yield f"{match[1]}, United States"
    for match in _CITY_COUNTRY.finditer(line):
        country = _countries().get(folded(match[2]))
        if country and folded(match[1]) not in _countries() and not _inside(match, taken):
            taken.append(match.span())
            yield f"{_named(match[1])}, {country}"
    for start, end, city, country in _cities_in(line):
        if not any(start < stop and begin < end for begin, stop in taken):
            yield country if folded(city) in _countries() else f"{city}, {country}"  # Singapore is both
    if len(states := _STATE.findall(folded(line))) > 1:
        yield from (f"{state.title()}, United States" for state in states)


def _inside(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def _named(city: str) -> str:
    return _CANONICAL.get(folded(city), city)


def _cities_in(line: str) -> Iterator[tuple[int, int, str, str]]:
    """Cities of the gazetteer written with a capital: start, end, name and country."""
    words = list(re.finditer(r"[\w'’.-]*\w", line))
    at = 0
    while at < len(words):
        for count in range(min(_MAX_WORDS, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + count - 1].end()
            name = line[start:end]
            country = _cities().get(folded(name)) if name[0].isupper() else None
            if country and "@" not in line[max(0, start - 1) : end + 1]:
                yield start, end, _named(name if not name.isupper() else name.title()), country
                at += count - 1
                break
        at += 1


def _country_alone(lines: list[str]) -> tuple[str, ...]:
    for line in lines:
        for match in _COUNTRY_ONLY.finditer(folded(line)):
            names = sorted(_countries(), key=len, reverse=True)
            hit = next((n for n in names if len(n) > 1 and re.search(rf"\b{re.escape(n)}\b", match[0])), None)
            if hit and hit != "us":
                return (_countries()[hit],)
    return ()


@cache
def _gazetteer() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).parent / "tables" / "places.yaml"
    data: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@cache
def _countries() -> dict[str, str]:
    return {name: country for country, row in _gazetteer().items() for name in row["names"]}


@cache
def _cities() -> dict[str, str]:
    return {city: country for country, row in _gazetteer().items() for city in row["cities"]}
