"""Places that a brief names."""

from __future__ import annotations

import pytest

from assay.extraction.brief.places import places_of


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("**Tanjong Data**, Singapore (on-site). Full-time.", "Singapore"),
        ("Location: Hong Kong", "Hong Kong"),
        ("Office in Amsterdam", "Amsterdam, Netherlands"),
    ],
)
def test_a_city_that_is_its_own_country_is_a_place(line: str, place: str) -> None:
    """Named once, not as city and country."""
    assert places_of(f"# Engineer\n\n{line}\n") == (place,)
