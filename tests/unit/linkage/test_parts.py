"""Names, contact and text in the form in which they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.linkage import contacts, content

pytest.importorskip("anyascii", reason="the extra linkage is not installed")

from assay.linkage.career import employer_key
from assay.linkage.names import name_parts


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Bob Müller", "MUELLER, Robert"),
        ("Dr. Sergei Ivanov, PhD", "Сергей Иванов"),
        ("Kate O'Hara", "Katherine O'Hara"),
        ("Łukasz van der Berg", "Lukas Berg"),
    ],
)
def test_one_name_in_two_forms_is_one_name(one: str, two: str) -> None:
    """Order, accents, titles, particles, alphabets and short forms do not tell people apart."""
    first, second = name_parts(one), name_parts(two)

    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_different_names_differ() -> None:
    """Two people of one family are two people."""
    one, two = name_parts("Mira Halvorsen"), name_parts("Jonas Halvorsen")

    assert one
    assert two
    assert one.family == two.family
    assert one.key != two.key


@pytest.mark.parametrize("text", ["Candidate 417", "Anonymous", "Kandidat", "", "§§", "K."])
def test_what_stands_for_a_name_is_no_name(text: str) -> None:
    """A number or a placeholder links nobody."""
    assert name_parts(text) is None


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """Hostile names raise nothing, and their parts are plain letters."""
    parts = name_parts(text)

    assert parts is None or all(w.isascii() for w in parts.words)
    assert employer_key(text).isascii()
    assert isinstance(contacts.mail_key(text), str)
    assert isinstance(contacts.phone_key(text), str)
    assert isinstance(contacts.link_key(text), str)


@pytest.mark.parametrize("number", ["00000000", "12", "+49 30 111111", "extension"])
def test_a_filler_is_no_telephone_number(number: str) -> None:
    """Too short, or one digit over and over."""
    assert contacts.phone_key(number) == ""


def test_anybodys_mailbox_is_nobodys() -> None:
    """info@ and jobs@ link nobody."""
    assert contacts.mailbox("info@example.com") == ""
    assert contacts.mailbox("mira.halvorsen@example.com") == "mirahalvorsen"


@given(st.lists(st.sampled_from("alpha beta gamma delta run built led".split()), min_size=0, max_size=200))
def test_a_text_is_alike_itself(words: list[str]) -> None:
    """Likeness is 1 with itself, symmetric, and within 0 and 1; equal texts share every band."""
    text = " ".join(words)
    one, two = content.phrases(text), content.phrases(f"{text} omega")

    assert content.alike(one, one) == (1.0 if len(one) else 0.0)
    assert content.alike(one, two) == content.alike(two, one)
    assert 0.0 <= content.alike(one, two) <= 1.0
    assert content.bands(one) == content.bands(content.phrases(text.upper()))
