"""Read the place that a CV or a brief states: a city with its zone, or what must be asked to know it.

A city of a name is taken where the text's country or region leaves one, or where it dwarfs its namesakes.
Else the answer holds all that may be meant and a question: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assay.crossborder.hours.gazetteer import City, Gazetteer, gazetteer
from assay.crossborder.hours.spans import Span, spans
from assay.domain.hours import Place, PlaceKind

_DWARFS = 5
"""How many times the people of a namesake a city must have to be meant without a country (our judgement)."""
_DWARFS_SMALL, _SMALL = 3, 100_000
"""The same where the namesake has fewer people than `_SMALL`."""
_CALLED_SO = 10
"""How many times for a city only called so to be asked about beside one of that very name."""
_ALONE = {"barcelona": "ES", "colombo": "LK", "santiago": "CL", "vancouver": "CA"}
"""Names meant without a country although a namesake is large (our judgement)."""
_STATED_BY_CODE = frozenset({"US", "CA", "AU"})
"""Where people write the state's code after the city, so that a code that does not fit is a warning."""


def find_place(text: str) -> Place | None:
    """The place a text states, or None where it names none.

    `Place.sure` is False, with a question, where several places may be meant or the zone is open.
    """
    table = gazetteer()
    found = spans(text, table)
    best = _best_cities(found)
    areas = _areas(found, table)
    if not best:
        return _one_of(areas) if areas else None
    supported = any(other.supports(city) for span, city in best for other in found if other is not span)
    if areas and not supported and any(s.names_area and not s.cities for s in found):
        known = _one_of([_city_place(city, table) for city in _meant(best, found)])
        return _one_of([known, *areas]) if known.sure and known.population >= _SMALL else _one_of(areas)
    places = [_city_place(city, table) for city in _meant(best, found)]
    return _one_of(places + _rival_areas(best, found, table), doubted=_misplaced(best, found))


def find_country(text: str) -> str | None:
    """The country a text names, ISO 3166-1 alpha-2; None where it names none or several.

    A name of a region counts for its country. ``Georgia`` is the country or the state: only a city tells.
    """
    table = gazetteer()
    found = spans(text, table)
    named = {s.country for s in found if s.country and not s.regions}
    if not named:
        place = find_place(text)
        return None if place is None else place.country
    return named.pop() if len(named) == 1 else None


def country_place(code: str) -> Place | None:
    """A country by its ISO code, with its zone where it has one; None where there is no such country."""
    table = gazetteer()
    return _country(code, table) if code in table.countries else None


def _best_cities(found: Sequence[Span]) -> list[tuple[Span, City]]:
    """The cities that most of the other names support."""
    rated = [
        (sum(other.supports(city) for other in found if other is not span), span, city)
        for span in found
        for city in span.cities
    ]
    most = max((support for support, _, _ in rated), default=0)
    return [(span, city) for support, span, city in rated if support == most]


def _meant(best: Sequence[tuple[Span, City]], found: Sequence[Span]) -> list[City]:
    """The cities that may be meant, without those that only say where another lies."""
    by_span: dict[int, list[City]] = {}
    for span, city in best:
        by_span.setdefault(span.start, []).append(city)
    for span in found:
        tells = any(other is not span and span.supports(city) for other, city in best)
        if tells and len(by_span) > 1:
            by_span.pop(span.start, None)
    by_start = {span.start: span for span in found}
    settled = [_settle(cities, by_start[start]) for start, cities in sorted(by_span.items())]
    most = max(cities[0].population for cities in settled)
    # "London, Camden" is no choice between England and New Jersey.
    settled = [
        cities
        for cities in settled
        if cities[0].population >= _SMALL or cities[0].population * _DWARFS >= most
    ]
    if len({(cities[0].country, cities[0].zone) for cities in settled}) == 1:
        return settled[0]
    return [city for cities in settled for city in cities]


def _settle(cities: Iterable[City], span: Span) -> list[City]:
    """Cities of one name: the one that is meant, or all that may be."""
    ranked = sorted(cities, key=lambda city: -city.population)
    named = max((city.population for city in ranked if city in span.own), default=0)
    ranked = [c for c in ranked if c in span.own or c.population > _CALLED_SO * named]
    alone = _ALONE.get(span.text)
    ranked = [city for city in ranked if city.country == alone] or ranked
    top = ranked[0]
    # Harare was once called Salisbury, and does not dwarf the English town for that.
    rivals = [c for c in ranked[1:] if (c in span.own and top not in span.own) or not _dwarfs(top, c)]
    return [top] + [city for city in rivals if _apart(top, city)]


def _dwarfs(top: City, other: City) -> bool:
    times = _DWARFS_SMALL if other.population < _SMALL else _DWARFS
    return top.population >= times * other.population


def _apart(one: City, other: City) -> bool:
    """Whether it matters which is meant: another zone, country or region."""
    return (one.zone, one.country, one.region) != (other.zone, other.country, other.region)


def _misplaced(best: Sequence[tuple[Span, City]], found: Sequence[Span]) -> bool:
    """Whether the state's code that follows the city fits no city of the name: Berlin, NH."""
    ends = {span.end for span, _ in best}
    return any(
        span.start in ends
        and not span.names_area
        and any(country in _STATED_BY_CODE for country, _ in span.codes)
        and not any(span.supports(city) for _, city in best)
        for span in found
    )


def _rival_areas(best: Sequence[tuple[Span, City]], found: Sequence[Span], table: Gazetteer) -> list[Place]:
    """Regions and countries that share the city's name and lie elsewhere: Washington, Victoria."""
    rivals: list[Place] = []
    for span in dict.fromkeys(span for span, _ in best):
        cities = [city for other, city in best if other is span]
        others = [other for other in found if other is not span]
        if any(span.supports(city) for city in cities) or any(
            span.supports(city) for other, city in best if other is not span
        ):
            continue
        regions = [r for r in span.regions if not others or any(o.allows(r[0]) for o in others)]
        rivals += [_region(region, table) for region in regions]
        if span.country and (not others or any(o.allows(span.country) for o in others)):
            rivals.append(_country(span.country, table))
    return rivals


def _areas(found: Sequence[Span], table: Gazetteer) -> list[Place]:
    """The regions and countries a text names, a region in place of its country."""
    countries = list(dict.fromkeys(s.country for s in found if s.country))
    sole = {s.country for s in found if s.country and not s.regions}
    named = [region for s in found for region in s.regions]
    coded = [region for s in found if not s.names_area for region in s.codes if region[0] in sole]
    regions = [r for r in dict.fromkeys(named + coded) if not sole or r[0] in sole]
    covered = {country for country, _ in regions}
    # "Georgia, USA" is the state.
    wanted = [c for c in countries if c not in covered and (not regions or c in sole or not sole)]
    return [_region(region, table) for region in regions] + [_country(code, table) for code in wanted]


def _city_place(city: City, table: Gazetteer) -> Place:
    return Place(
        kind=PlaceKind.CITY,
        name=city.name,
        country=city.country,
        country_name=table.countries[city.country].name,
        region=city.region or None,
        zone=city.zone,
        population=city.population,
        sure=True,
    )


def _region(region: tuple[str, str], table: Gazetteer) -> Place:
    known = table.regions[region]
    zones = table.zones_of(region)
    zone = next(iter(zones)) if len(zones) == 1 else None
    return Place(
        kind=PlaceKind.REGION,
        name=known.name,
        country=known.country,
        country_name=table.countries[known.country].name,
        region=known.code,
        zone=zone,
        population=0,
        sure=zone is not None,
        question=None if zone else f"{known.name} has several time zones: which city is it?",
    )


def _country(code: str, table: Gazetteer) -> Place:
    known = table.countries[code]
    return Place(
        kind=PlaceKind.COUNTRY,
        name=known.name,
        country=code,
        country_name=known.name,
        region=None,
        zone=known.zone or None,
        population=0,
        sure=bool(known.zone),
        question=None if known.zone else f"{known.name} has several time zones: which city is it?",
    )


def _one_of(places: Sequence[Place], *, doubted: bool = False) -> Place:
    """The one place, or a place that holds what all have in common and asks which is meant."""
    ranked = sorted(dict.fromkeys(places), key=lambda place: -place.population)
    first = ranked[0]
    if len(ranked) == 1 and not doubted:
        return first
    labels = "; ".join(place.label for place in ranked)

    def common(values: set[str | None]) -> str | None:
        return values.pop() if len(values) == 1 and not doubted else None

    asked = f"Is {labels} meant?" if len(ranked) == 1 else f"Which place is meant: {labels}?"
    return Place(
        kind=first.kind,
        name=first.name,
        country=common({place.country for place in ranked}),
        country_name=common({place.country_name for place in ranked}),
        region=common({place.region for place in ranked}),
        zone=common({place.zone for place in ranked}),
        population=0,
        sure=False,
        question=asked,
        alternatives=tuple(ranked),
    )
