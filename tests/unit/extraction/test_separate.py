"""Who the person is gets split off and covered."""

from __future__ import annotations

from hashlib import sha256

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.details import languages_of
from assay.extraction.layout import CvLayout, read_layout
from assay.extraction.separate import identity_of, mobility_of


def layout_of(text: str) -> CvLayout:
    """The layout of a text as if read from a file."""
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    return read_layout(made, Month(2026, 6))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ADA QUILL-LEHRER\nLeeds, England\n", "ADA QUILL-LEHRER"),
        ("Curriculum vitae\n\nSurname(s) / First name(s)     Quill Ada\nAddress    Leeds\n", "Quill Ada"),
        ("Contact\nada.quill@example.com\n\nTop Skills\nDeep Learning\nSpark\n\nAda Maria Quill\nData Engineer\nLeeds\n", "Ada Maria Quill"),
        ("Dr. Ada Quill, PhD | Leeds | ada@example.com\n", "Ada Quill"),
        ("Data Engineer\nBrightmoor Ltd\n", None),
    ],
)  # fmt: skip
def test_the_name_is_found_wherever_it_stands(text: str, name: str | None) -> None:
    """At the top, behind a label, or below a side bar where the mail address bears it out."""
    found = identity_of(layout_of(text)).name
    assert (found.text if found else None) == name


def test_masks_cover_name_contact_pronouns_and_personal_lines() -> None:
    """What is left of a text under its masks does not tell who it is."""
    text = (
        "Ada Quill\nada.quill@example.com | +44 113 555 0100\nDate of birth: 1 May 1990\nNationality: Irish\n\n"
        "SUMMARY\nAda has built pipelines. She led a team; her models run.\n\nEDUCATION\nMSc Statistics, Ledwick University, 2012\n"
    )
    letters = list(text)
    for quote in identity_of(layout_of(text)).masks:
        letters[quote.span.start : quote.span.end] = "#" * (quote.span.end - quote.span.start)
    left = "".join(letters)
    for word in ("Ada", "Quill", "555", "example", "1990", "Irish", "She", " her ", "2012"):
        assert word not in left
    assert "built pipelines" in left


def test_mobility_is_what_the_person_states() -> None:
    """Place, right to work and notice are clauses of the text, None where it is silent."""
    told = mobility_of(layout_of("Ada Quill\nLeeds, England | UK citizen | Notice period 2 months\n"))
    stated = [q.text if q else None for q in (told.location, told.work_authorisation, told.notice_period)]
    assert stated == ["Leeds, England", "UK citizen", "Notice period 2 months"]
    silent = mobility_of(layout_of("Ada Quill\n\nEXPERIENCE\nBuilt things.\n"))
    assert (silent.location, silent.work_authorisation, silent.notice_period) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Hebrew, English, German; notice period three months.", ["he", "en", "de"]),
        ("Git, Docker (tutorial), Spanish (native).", ["es"]),
        ("Lingua madre    Italiano", ["it"]),
        ("Inglês avançado (leitura)", ["en"]),
        ("Translated German reports into polished slides.", []),
    ],
)
def test_languages_are_those_stated_as_spoken(line: str, codes: list[str]) -> None:
    """A list of languages, a language beside its level or behind its label; others are but mentioned."""
    assert [code for code, _ in languages_of(layout_of(f"Ada Quill\n\n{line}\n"))] == codes
