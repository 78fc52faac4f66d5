"""Keys and sealed values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import StoreDamaged, UsageError, WrongStoreKey
from assay.store.records import PersonId
from assay.store.sealing import PersonCipher, Sealer, StoreKey

KEY = StoreKey(bytes(range(32)))
PERSON = PersonId("a" * 32)


@given(st.binary(max_size=5_000), st.text(max_size=40))
def test_what_is_sealed_opens_in_its_place_alone(plain: bytes, row: str) -> None:
    """Another owner, kind or row, or one changed bit, and it does not open."""
    cipher = PersonCipher("p", bytes(32))
    sealed = cipher.seal("file", row, plain)

    assert cipher.open("file", row, sealed) == plain
    flipped = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for other, kind, at, found in (
        (PersonCipher("q", bytes(32)), "file", row, sealed),
        (PersonCipher("p", bytes(31) + b"x"), "file", row, sealed),
        (cipher, "content", row, sealed),
        (cipher, "file", row + "x", sealed),
        (cipher, "file", row, flipped),
        (cipher, "file", row, b""),
    ):
        with pytest.raises(StoreDamaged, match="does not authenticate"):
            other.open(kind, at, found)


def test_text_is_compressed_and_noise_is_not() -> None:
    """A sealed value is never much larger than what it holds."""
    cipher = PersonCipher("p", bytes(32))
    noise = KEY.wrap("x", b"\0" * 1_000)

    assert len(cipher.seal("file", 1, b"the same words " * 200)) < 200
    assert len(cipher.seal("file", 1, noise)) == len(noise) + 12 + 16 + 1


def test_a_key_is_read_from_hexadecimal_and_base64() -> None:
    """As 64 digits or as the text that the key gives."""
    assert StoreKey.parse(KEY.text() + "\n").text() == KEY.text()
    assert StoreKey.parse(bytes(range(32)).hex()).text() == KEY.text()
    assert KEY.text() not in repr(KEY)


@pytest.mark.parametrize("text", ["", "short", "0" * 63, "ä" * 64, "A" * 43, "A" * 46 + "=="])
def test_what_is_no_key_is_told(text: str) -> None:
    """One sentence, without the text: it may be most of a key."""
    with pytest.raises(UsageError) as caught:
        StoreKey.parse(text)
    assert "key" in str(caught.value)
    assert not text or text not in str(caught.value)


def test_another_key_opens_nothing() -> None:
    """Neither the secret nor a person's key."""
    sealer = Sealer.fresh(KEY)
    _, wrapped = sealer.new_person(PERSON)

    with pytest.raises(WrongStoreKey):
        Sealer.opened(StoreKey.new(), sealer.wrapped)
    with pytest.raises(StoreDamaged, match="does not open"):
        Sealer.fresh(StoreKey.new()).person(PERSON, wrapped)
    with pytest.raises(StoreDamaged, match="does not open"):
        sealer.person(PersonId("b" * 32), wrapped)


def test_addresses_and_pseudonyms_are_keyed_and_outlive_a_changed_key() -> None:
    """The same bytes have another address in another store; a changed store key leaves it."""
    one, two = Sealer.fresh(KEY), Sealer.fresh(KEY)

    assert one.address(b"cv") != two.address(b"cv")
    assert one.pseudonym("person", PERSON) != two.pseudonym("person", PERSON)
    assert one.pseudonym("person", PERSON) != one.pseudonym("actor", PERSON)
    assert one.pseudonym("actor", "") == ""
    changed = one.under(StoreKey.new())
    assert changed.address(b"cv") == one.address(b"cv")
    assert changed.seal_head(3, "x") == one.seal_head(3, "x")


def test_a_rewrapped_key_opens_the_same() -> None:
    """Under the new store key, and no longer under the old."""
    old = Sealer.fresh(KEY)
    cipher, wrapped = old.new_person(PERSON)
    new = old.under(StoreKey.new())
    again = old.rewrapped(PERSON, wrapped, new)

    assert new.person(PERSON, again).open("file", 1, cipher.seal("file", 1, b"x")) == b"x"
    with pytest.raises(StoreDamaged):
        old.person(PERSON, again)
