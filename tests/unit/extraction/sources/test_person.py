"""Whether a name in a bibliography is the candidate's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.domain.document import Quote, Span
from assay.domain.identity import Identity
from assay.extraction.sources.person import Likeness, name_likeness, person_of


@pytest.mark.parametrize(
    ("known", "author", "likeness"),
    [
        ("Noor van Aalst", "van Aalst, Noor", Likeness.FULL),
        ("Noor van Aalst", "Aalst, Noor van", Likeness.FULL),
        ("Noor van Aalst", "N. van Aalst", Likeness.INITIAL),
        ("Noor van Aalst", "Noor M. van Aalst", Likeness.FULL),
        ("Noor van Aalst", "van Aalst, Nora", Likeness.NONE),
        ("Noor van Aalst", "Noor Petrov", Likeness.NONE),
        ("Łukasz Żurawski", "Zurawski, Lukasz", Likeness.FULL),
        ("Dr. Jürgen Müller", "Müller, J.", Likeness.INITIAL),
        ("Gabriela García Solís", "García Solís, Gabriela", Likeness.FULL),
        ("Jean-Paul Okafor", "Okafor, J.-P.", Likeness.INITIAL),
        ("Jean-Paul Okafor", "Okafor, J.-M.", Likeness.NONE),
        ("Anna Maria Lindqvist", "Lindqvist, Anna", Likeness.FULL),
        ("Anna Maria Lindqvist", "Lindqvist, A. B.", Likeness.NONE),
        ("Noor", "Noor", Likeness.NONE),
        ("", "x", Likeness.NONE),
        ("Noor van Aalst", "others", Likeness.NONE),
        ("Noor van Aalst", ",", Likeness.NONE),
    ],
)
def test_names_as_bibliographies_write_them(known: str, author: str, likeness: Likeness) -> None:
    """Reversed, with initials, without accents; other people stay others."""
    assert name_likeness(known, author) is likeness


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual(one: str, two: str) -> None:
    """Whose name is compared with whose makes no difference, and no text brings it down."""
    assert name_likeness(one, two) is name_likeness(two, one)


def quote(text: str) -> Quote:
    return Quote("0" * 64, Span(0, len(text)), text)


def test_what_is_given_by_hand_is_told_apart_by_its_form() -> None:
    """Address, ORCID iD, account, name."""
    person = person_of([], ["noor@example.org", "0000-0002-1825-0097", "nvaalst", "Noor Petrov"])

    assert (person.emails, person.orcids) == ({"noor@example.org"}, {"0000-0002-1825-0097"})
    assert (person.logins, person.names) == ({"nvaalst"}, ("Noor Petrov",))


def test_the_cv_gives_name_address_account_and_orcid() -> None:
    """From the identity that is split off before scoring."""
    identity = Identity(
        name=quote("Noor van Aalst"),
        emails=(quote("Noor@example.org"),),
        links=(quote("https://github.com/NVAalst"), quote("orcid.org/0000-0002-1825-0097")),
    )
    person = person_of([identity])

    assert person.names == ("Noor van Aalst",)
    assert (person.emails, person.logins) == ({"noor@example.org"}, {"nvaalst"})
    assert person.orcids == {"0000-0002-1825-0097"}
