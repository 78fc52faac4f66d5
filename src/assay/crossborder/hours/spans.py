"""The names of places in a text, each with all that it may mean."""

from __future__ import annotations

from dataclasses import dataclass

from assay.crossborder.hours.gazetteer import City, Gazetteer
from assay.crossborder.hours.wording import Word, words

_LONGEST = 6
"""Words in the longest name looked for."""
_LOWER = frozenset({"=uk", "=usa", "=uae", "=nyc", "=sf"})
"""Short forms known in small letters too, where a text has no capitals at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words that name a place. `start` and `end` count words.

    `cities`, `regions` (country and code) and `country` are what the name means; `codes` and
    `code_country` what it means as a `code` (``CA`` is California or Canada), which may support a city and
    never stands alone. `own` are the cities of that very name, others being called so too.
    """

    start: int
    end: int
    text: str
    cities: tuple[City, ...] = ()
    own: frozenset[City] = frozenset()
    regions: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    code_country: str | None = None
    code: str = ""

    @property
    def names_area(self) -> bool:
        """Whether it names a country or region, not by a mere code."""
        return bool(self.country or self.regions)

    def supports(self, city: City) -> bool:
        """Whether the city lies in what the name or code means."""
        return (
            city.country in (self.country, self.code_country)
            or (city.country, city.region) in self.regions
            or (bool(self.code) and self.code == city.region)
        )

    def allows(self, country: str) -> bool:
        """Whether it means the country or a part of it."""
        parts = (code for code, _ in self.regions + self.codes)
        return country in (self.country, self.code_country, *parts)


def spans(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The places named, the longest names first taken, without overlaps."""
    read = words(text)
    cased = any(char.isupper() for char in text)
    found: list[Span] = []
    at = 0
    while at < len(read):
        span = _longest_at(read, at, cased, gazetteer)
        if span is not None:
            found.append(span)
        at = at + 1 if span is None else span.end
    return tuple(found)


def _longest_at(read: tuple[Word, ...], at: int, cased: bool, gazetteer: Gazetteer) -> Span | None:
    if cased and not read[at].capital:
        return None
    for end in range(min(at + _LONGEST, len(read)), at, -1):
        span = _named(read, at, end, cased, gazetteer)
        if span is not None:
            return span
    return None


def _named(read: tuple[Word, ...], at: int, end: int, cased: bool, gazetteer: Gazetteer) -> Span | None:
    key = " ".join(word.key for word in read[at:end])
    first = read[at]
    keys = [key]
    marked = f"={key}"
    if end == at + 1 and (first.capitals if cased else first.apart or marked in _LOWER):
        keys.append(marked)
    cities = tuple(dict.fromkeys(city for k in keys for city in gazetteer.cities(k)))
    regions = tuple(region for k in keys for region in gazetteer.regions_of(k))
    country = next((code for k in keys if (code := gazetteer.country(k))), None)
    is_code = end == at + 1 and first.capitals and first.apart and len(key) in (2, 3)
    code = key.upper() if is_code else ""
    if not (cities or regions or country or code):
        return None
    return Span(
        start=at,
        end=end,
        text=key,
        cities=cities,
        own=frozenset(city for city in cities if gazetteer.is_own(city, key)),
        regions=regions,
        country=country,
        codes=gazetteer.coded(code),
        code_country=code if code in gazetteer.countries else None,
        code=code,
    )
