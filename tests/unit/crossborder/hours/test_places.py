"""A place is read from what people write, or asked for: never guessed."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import metadata, resources

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.crossborder.hours import country_place, find_country, find_place, zone
from assay.crossborder.hours.gazetteer import TABLES, Gazetteer, gazetteer
from assay.crossborder.hours.wording import fold, words
from assay.domain.hours import Place, PlaceKind


def _place(text: str) -> Place:
    found = find_place(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "country", "region", "zone_name"),
    [
        ("Bengaluru, India", "IN", "KA", "Asia/Kolkata"),
        ("Bangalore", "IN", "KA", "Asia/Kolkata"),
        ("Bombay", "IN", "MH", "Asia/Kolkata"),
        ("Gurgaon, Haryana", "IN", "HR", "Asia/Kolkata"),
        ("Amsterdam, Netherlands", "NL", None, "Europe/Amsterdam"),
        ("SF Bay Area, CA", "US", "CA", "America/Los_Angeles"),
        ("Remote (Berlin)", "DE", "BE", "Europe/Berlin"),
        ("London UK", "GB", "ENG", "Europe/London"),
        ("london uk", "GB", "ENG", "Europe/London"),
        ("London, ON", "CA", "ON", "America/Toronto"),
        ("New York, NY", "US", "NY", "America/New_York"),
        ("Brooklyn, New York, NY", "US", "NY", "America/New_York"),
        ("NYC", "US", "NY", "America/New_York"),
        ("Washington, D.C.", "US", "DC", "America/New_York"),
        ("Seattle, Washington", "US", "WA", "America/Los_Angeles"),
        ("Denver, CO 80202", "US", "CO", "America/Denver"),
        ("Portland, OR", "US", "OR", "America/Los_Angeles"),
        ("Cambridge, MA", "US", "MA", "America/New_York"),
        ("Cambridge, England, United Kingdom", "GB", "ENG", "Europe/London"),
        ("Hyderabad, India", "IN", "TS", "Asia/Kolkata"),
        ("Atlanta, Georgia", "US", "GA", "America/New_York"),
        ("Tbilisi, Georgia", "GE", None, "Asia/Tbilisi"),
        ("München", "DE", "BY", "Europe/Berlin"),
        ("Muenchen, Deutschland", "DE", "BY", "Europe/Berlin"),
        ("Munich", "DE", "BY", "Europe/Berlin"),
        ("Zürich, Schweiz", "CH", "ZH", "Europe/Zurich"),
        ("Zurich", "CH", "ZH", "Europe/Zurich"),
        ("København", "DK", None, "Europe/Copenhagen"),
        ("Göteborg, Sverige", "SE", None, "Europe/Stockholm"),
        ("Milano (MI)", "IT", "MI", "Europe/Rome"),
        ("Las Palmas, Spain", "ES", "CN", "Atlantic/Canary"),
        ("Ponta Delgada, Azores", "PT", "20", "Atlantic/Azores"),
        ("Perth, WA", "AU", "WA", "Australia/Perth"),
        ("São Paulo, SP", "BR", "SP", "America/Sao_Paulo"),
        ("Strasbourg, France", "FR", "6AE", "Europe/Paris"),
        ("中国北京", "CN", None, "Asia/Shanghai"),
        ("東京都", "JP", None, "Asia/Tokyo"),
        ("서울", "KR", None, "Asia/Seoul"),
        ("תל אביב", "IL", None, "Asia/Jerusalem"),
        ("Singapore", "SG", None, "Asia/Singapore"),
        ("Mexico City", "MX", None, "America/Mexico_City"),
        ("Oslo | jane.roe@paris.example | +47 555 01 010", "NO", None, "Europe/Oslo"),
    ],
)
def test_a_city_is_read_as_people_write_it(
    text: str, country: str, region: str | None, zone_name: str
) -> None:
    """Old and new names, other languages, nicknames, states' codes, words about the city."""
    place = _place(text)

    assert (place.kind, place.country, place.region, place.zone) == (
        PlaceKind.CITY,
        country,
        region,
        zone_name,
    )
    assert place.sure
    assert place.question is None


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Cambridge", {"GB", "US", "CA"}),
        ("Hyderabad", {"IN", "PK"}),
        ("Georgia", {"US", "GE"}),
        ("Victoria", {"HK", "CA", "AU"}),
        ("Munich or Zurich", {"DE", "CH"}),
        ("Berlin, Germany / London, UK", {"DE", "GB"}),
        ("Germany or Netherlands", {"DE", "NL"}),
        ("Amsterdam; willing to relocate to Germany", {"NL", "DE"}),
        ("Salisbury", {"GB", "ZW"}),
        ("Ontario, CA", {"US", "CA"}),
    ],
)
def test_what_may_be_several_places_is_asked(text: str, countries: set[str]) -> None:
    """The answer holds the places that may be meant and neither country nor zone."""
    place = _place(text)

    assert not place.sure
    assert (place.country, place.zone) == (None, None)
    assert countries <= {other.country for other in place.alternatives}
    assert place.question is not None
    assert all(other.label in place.question for other in place.alternatives)


def test_what_the_alternatives_have_in_common_is_kept() -> None:
    """Springfield in the USA leaves the state open, not the country."""
    place = _place("Springfield, USA")

    assert (place.sure, place.country, place.region, place.zone) == (False, "US", None, None)


def test_a_place_named_twice_is_one() -> None:
    """Alternatives do not repeat themselves."""
    assert _place("London, London").sure
    assert len(_place("Lyon or Kraków, Lyon").alternatives) == 2


def test_a_long_text_is_read_in_time_with_its_length() -> None:
    """Twenty times the text takes no more than about twenty times the work."""
    takes = []
    for times in (1_000, 20_000):
        start = time.process_time()
        words("Ab, " * times + "x" * times)
        takes.append(time.process_time() - start)

    assert takes[1] < 100 * takes[0]


def test_a_states_code_that_fits_no_city_of_the_name_is_a_warning() -> None:
    """Berlin, New Hampshire, is not in the table; Berlin in Germany is not taken for it."""
    place = _place("Berlin, NH")

    assert (place.sure, place.country, place.zone) == (False, None, None)
    assert place.question == "Is Berlin, BE, Germany meant?"


@pytest.mark.parametrize("text", ["Remote", "Open to mobile work", "Contact us", "", "CA", "I like reading"])
def test_ordinary_words_name_no_place(text: str) -> None:
    """Small letters among capitals, a lone code, and words about work."""
    assert find_place(text) is None


def test_a_country_of_one_zone_gives_it_and_one_of_several_asks_for_the_city() -> None:
    """Countries alone."""
    assert _place("Deutschland").zone == "Europe/Berlin"
    assert _place("China").zone == "Asia/Shanghai"
    for name in ("United States", "Canada", "Australia", "Brasil", "México", "España", "Portugal", "Россия"):
        place = _place(name)
        assert (place.sure, place.zone) == (False, None), name
        assert place.country is not None
        assert "which city" in (place.question or "")


def test_a_region_gives_its_zone_where_it_has_one() -> None:
    """California has one, Texas two."""
    assert _place("California").zone == "America/Los_Angeles"
    assert (_place("Texas, USA").zone, _place("TX, USA").region) == (None, "TX")
    assert _place("Victoria, Australia").zone == "Australia/Melbourne"
    assert _place("Georgia, USA").region == "GA"


OWN_NAMES = {
    "AE": "الإمارات العربية المتحدة", "AT": "Österreich", "AU": "Australia", "BR": "Brasil", "CA": "Canada",
    "CH": "Suisse", "CN": "中国", "DE": "Deutschland", "DK": "Danmark", "EE": "Eesti", "ES": "España",
    "FR": "France", "GB": "United Kingdom", "HK": "香港", "IE": "Éire", "IL": "ישראל", "IN": "भारत",
    "IT": "Italia", "JP": "日本", "KR": "대한민국", "MX": "México", "NL": "Nederland", "NZ": "Aotearoa",
    "PL": "Polska", "PT": "Portugal", "SA": "المملكة العربية السعودية", "SE": "Sverige", "SG": "新加坡",
    "TW": "台灣", "US": "United States of America",
}  # fmt: skip


@pytest.mark.parametrize(("country", "name"), OWN_NAMES.items())
def test_every_destination_is_read_in_its_own_language(country: str, name: str) -> None:
    """All thirty."""
    assert find_country(name) == country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("UK", "GB"),
        ("the U.S.", "US"),
        ("Remote, USA", "US"),
        ("Dubai, UAE", "AE"),
        ("Northern Ireland", "GB"),
        ("Papua New Guinea", "PG"),
        ("New Mexico", "US"),
        ("Jersey City, New Jersey", "US"),
        ("Atlanta, Georgia", "US"),
        ("South Korea", "KR"),
        ("Bavaria", "DE"),
        ("Georgia", None),
        ("Germany and France", None),
        ("tell us more", None),
    ],
)
def test_a_country_is_read_or_left_open(text: str, country: str | None) -> None:
    """Short forms in capitals alone; longer names before the shorter ones in them."""
    assert find_country(text) == country


def test_a_country_by_its_code() -> None:
    """As routes name it."""
    place = country_place("NZ")

    assert place is not None
    assert (place.name, place.zone, place.kind) == ("New Zealand", "Pacific/Auckland", PlaceKind.COUNTRY)
    assert country_place("XX") is None


def test_every_zone_of_the_tables_is_in_tzdata() -> None:
    """No city or country names a zone that cannot be computed."""
    table = gazetteer()
    names = {line.split("\t")[3] for line in table._cities} | {
        c.zone for c in table.countries.values() if c.zone
    }

    assert len(names) > 200
    assert all(zone(name).key == name for name in names)


def test_every_region_of_a_city_is_one_of_the_holidays_package() -> None:
    """So that a city's holidays are those of its region."""
    known = holidays.list_supported_countries()
    cities = (line.split("\t") for line in gazetteer()._cities)
    regions = {(country, region) for _, country, region, _, _ in cities if region}

    assert len(regions) > 200
    assert {(c, r) for c, r in regions if r not in known[c]} == set()


def test_every_capital_of_a_destination_is_in_the_table() -> None:
    """And the table's rows are whole."""
    table = gazetteer()
    assert all(len(line.split("\t")) == 5 for line in table._cities)
    assert {table.cities(fold(name))[0].country for name in ("Canberra", "Bern", "Tallinn", "Wellington", "Riyadh")} == {
        "AU", "CH", "EE", "NZ", "SA",
    }  # fmt: skip


def test_the_tables_are_small_and_state_their_source() -> None:
    """GeoNames is named with its licence in each table and beside them."""
    files = [path for path in TABLES.iterdir() if path.name != "own_names.yaml"]

    assert sum(path.stat().st_size for path in files) < 600_000
    assert "Creative Commons Attribution 4.0" in (TABLES / "NOTICE").read_text()
    assert "GeoNames" in (TABLES / "countries.tsv").read_text().split("\n", 1)[0]


def test_the_tables_are_read_on_first_use_and_fast() -> None:
    """An import reads nothing; the first reading takes less than a tenth of a second of computing."""
    code = "import assay.crossborder.hours, sys; from assay.crossborder.hours.gazetteer import gazetteer; print(vars(gazetteer()), 'holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "{} False\n"

    takes = []
    for _ in range(5):
        fresh = Gazetteer()
        start = time.process_time()
        assert fresh.cities("berlin")
        takes.append(time.process_time() - start)
    assert min(takes) < 0.1


@given(st.text(max_size=60))
def test_any_text_is_read_or_left(text: str) -> None:
    """A sure place has a country and a zone; one that is not asks."""
    place = find_place(text)
    if place is not None:
        assert place.sure == (place.question is None)
        assert not place.sure or (place.zone and place.country)
        assert place.sure or not place.zone or place.alternatives


@given(
    st.sampled_from(["Lyon", "Kraków", "Osaka", "Pune", "Tartu", "Utrecht"]),
    st.text("xyzqvk ,;|()-", max_size=12),
)
def test_small_words_about_a_city_change_nothing(name: str, noise: str) -> None:
    """Punctuation and words that name nothing."""
    assert find_place(f"{noise} {name} {noise}") == find_place(name)


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_a_folded_name_folds_to_itself(text: str) -> None:
    """The key of a key is the key, so that tables and texts agree."""
    key = fold(text)
    assert fold(key) == key
    assert all(word.key for word in words(text))


def test_the_source_of_the_zone_rules_is_the_package() -> None:
    """The release that is shown is the one that is installed."""
    from assay.crossborder.hours import tzdata_version

    year, patch = metadata.version("tzdata").split(".")
    assert tzdata_version() == f"{year}{chr(ord('a') + int(patch) - 1)}"
    assert resources.files("tzdata").joinpath("zoneinfo", "Europe", "Berlin").is_file()
