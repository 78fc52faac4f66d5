"""The regions of the world."""

from __future__ import annotations

from collections import Counter

from assay.crossborder.regions import load_regions
from assay.crossborder.rules import load_book


def test_every_destination_stands_in_one_region() -> None:
    """No route leads to a country that no view shows."""
    members = [c for countries in load_regions().members.values() for c in countries]
    assert Counter(members) == Counter(load_book().countries)


def test_other_countries_are_elsewhere() -> None:
    """Named, so that nobody's view loses them."""
    assert load_regions().of("DE") == "Europe"
    assert load_regions().of("KE") == "Elsewhere"


def test_origins_are_country_codes_beside_the_destinations() -> None:
    """Each once; YAML has made none of them a truth value."""
    regions = load_regions()
    listed = [*regions.origins, *(c for m in regions.members.values() for c in m)]
    assert all(isinstance(c, str) and len(c) == 2 and c.isupper() for c in listed)
    assert len(set(listed)) == len(listed)
