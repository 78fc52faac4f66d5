"""Where a store key is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError, WrongStoreKey
from assay.store.key_file import find_key, key_file_beside, make_key_file, read_key
from assay.store.sealing import StoreKey


def test_a_key_file_is_private_and_never_written_over(tmp_path: Path) -> None:
    """Mode 0600; one that others may read is refused with the way to mend it."""
    path = tmp_path / "pool.store.key"
    key = make_key_file(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key(path).text() == key.text()
    with pytest.raises(UsageError, match="never written over"):
        make_key_file(path)
    path.chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        read_key(path)


def test_the_named_file_comes_before_the_environment_and_that_before_the_file_beside(tmp_path: Path) -> None:
    """In this order, and a sentence where there is none."""
    store = tmp_path / "pool.store"
    named, given = make_key_file(tmp_path / "a.key"), make_key_file(tmp_path / "b.key")
    environment = {"ASSAY_STORE_KEY_FILE": str(tmp_path / "b.key")}
    with pytest.raises(WrongStoreKey, match="--key-file"):
        find_key(named=None, environment={}, store=store)
    beside = make_key_file(key_file_beside(store))

    assert find_key(named=tmp_path / "a.key", environment=environment, store=store).text() == named.text()
    assert find_key(named=None, environment=environment, store=store).text() == given.text()
    assert find_key(named=None, environment={}, store=store).text() == beside.text()
    direct = StoreKey.new()
    both = {**environment, "ASSAY_STORE_KEY": direct.text()}
    assert find_key(named=None, environment=both, store=store).text() == direct.text()


def test_a_missing_or_wrong_key_file_is_told(tmp_path: Path) -> None:
    """By its path."""
    with pytest.raises(WrongStoreKey, match=r"no\.key cannot be read"):
        read_key(tmp_path / "no.key")
    binary = tmp_path / "photo.key"
    binary.write_bytes(b"\xff\xd8\xff")
    binary.chmod(0o600)
    with pytest.raises(UsageError, match="is no key file"):
        read_key(binary)
    with pytest.raises(UsageError, match="cannot be made"):
        make_key_file(tmp_path / "nowhere" / "x.key")
