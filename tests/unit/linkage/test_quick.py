"""The cheap look at a pool, and the records of documents."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.identity import Identity
from assay.domain.profile import Profile
from assay.extraction import RULES, profile_from
from assay.linkage.quick import likely_pairs
from assay.linkage.record import record_of
from assay.taxonomy import load_taxonomy

WORK = "\n".join(
    f"- Built service number {n} for customers of kind {chr(97 + n % 26)}{n}, with {n + 11} tests and {n + 40} users."
    for n in range(30)
)
OTHER = (
    WORK.replace("Built service", "Audited ledger").replace("customers", "branches").replace("tests", "rows")
)


def cv(name: str, mail: str, work: str) -> str:
    """A CV in a few lines."""
    return (
        f"{name}\n{mail}\n\nEXPERIENCE\nEngineer, Copperline AG\n2019-01 - 2022-03\n{work}\n\n"
        "EDUCATION\nMSc Computer Science, Universität Ulm, 2014\n"
    )


def read(*texts: str) -> list[tuple[Sequence[Document], Profile, Identity]]:
    """The documents with their profile and identity."""
    out = []
    for number, text in enumerate(texts):
        documents = [read_bytes(text.encode(), f"{number}.txt")]
        got = profile_from(
            documents, as_of=Month(2026, 11), taxonomy=load_taxonomy(), authors=(), extractor=RULES
        )
        out.append((documents, got.profile, got.identity))
    return out


def pairs(*texts: str) -> list[tuple[int, int]]:
    """What the cheap look finds."""
    return likely_pairs([(documents, identity) for documents, _, identity in read(*texts)])


def test_one_address_or_one_text_is_likely_one_person() -> None:
    """Under another address, or with another text; strangers are left apart."""
    mira = cv("Mira Halvorsen", "mira.halvorsen@example.com", WORK)
    moved = cv("Mira Halvorsen", "mh@example.org", WORK)
    rewritten = cv("Mira Halvorsen", "Mira.Halvorsen+jobs@example.com", OTHER)
    stranger = cv("Jonas Sato", "jonas@example.net", "- Ran a bakery in Ulm with nine people.")

    assert pairs(mira, moved, stranger) == [(0, 1)]
    assert pairs(mira, stranger, rewritten) == [(0, 2)]
    assert pairs(mira, stranger) == []


def test_an_agencys_address_is_nobodys() -> None:
    """Three differently named people under one address are three."""
    people = [
        cv(name, "desk@agency.example", f"- Ran a {trade} in Ulm with nine people.")
        for name, trade in (("Mira Vogt", "bakery"), ("Jonas Sato", "ferry"), ("Elif Duarte", "theatre"))
    ]

    assert pairs(*people) == []


def test_a_record_holds_the_career_and_no_contact_in_its_text() -> None:
    """The same work under another name and address has the same phrases."""
    pytest.importorskip("anyascii", reason="the extra linkage is not installed")
    one, two = (
        record_of("x", *given)
        for given in read(
            cv("Mira Halvorsen", "mira@example.com", WORK), cv("Jonas Sato", "js@example.org", WORK)
        )
    )

    assert one.emails == ("mira@example.com",)
    assert one.stations == ("copperline|2019",)
    assert one.periods == ("2019-01/2022-03",)
    assert one.name
    assert two.name
    assert one.name.key != two.name.key
    assert set(one.bands) & set(two.bands)
    assert len(set(one.marks) ^ set(two.marks)) <= 4
