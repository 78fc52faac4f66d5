"""Place: which store, index and key a pool has."""

from __future__ import annotations

from pathlib import Path

from assay.workflow.pool.place import place_of


def test_by_default_all_lies_in_this_folder() -> None:
    place = place_of(environment={})
    assert (place.store, place.index) == ("pool.store", Path("pool.store.index"))
    assert place.new_key_file == Path("pool.store.key")


def test_a_name_given_goes_before_the_environment() -> None:
    known = {"ASSAY_STORE": "team.store"}
    assert place_of(environment=known).index == Path("team.store.index")
    assert place_of("own.store", environment=known).store == "own.store"
    assert place_of("sqlite:///own.store", environment=known).store == "own.store"


def test_a_server_has_its_index_in_the_cache_and_its_address_shows_nowhere() -> None:
    url = "postgresql://assay:secret@db.example/pool"
    place = place_of(url, environment={"XDG_CACHE_HOME": "/cache"})
    assert place.file is None
    assert place.index.parent == Path("/cache/assay")
    assert "secret" not in str(place.index)
    assert place.new_key_file.suffix == ".key"
    assert "secret" not in repr(place)
    other = place_of(url.replace("secret", "new"), environment={"XDG_CACHE_HOME": "/cache"})
    assert other.index == place.index
