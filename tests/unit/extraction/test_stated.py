"""The month in which a document's "present" ends."""

from __future__ import annotations

from hashlib import sha256

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.layout import read_layout
from assay.extraction.stated import effective_as_of

AS_OF = Month(2026, 6)
CV = "Ada Quill\n{}\n\nExperience\n\nData Engineer, Brightmoor Ltd, Leeds\nMarch 2019 - present\n\n{}\n"


def document(text: str) -> Document:
    return Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)


@pytest.mark.parametrize(
    "line",
    [
        "Date: 3 May 2024", "Datum: 03.05.2024", "Köln, den 3. Mai 2024", "Ort, Datum: Köln, 03.05.2024", "Stand: Mai 2024",
        "Fecha: 12/05/2024", "Updated May 2024", "St. Gallen, 3. Mai 2024", "Frankfurt am Main, 3. Mai 2024",
        "Lisboa, 3 de maio de 2024", "Place: Delhi  Date: 12/05/2024", "updated: 2024-05-11",
    ],
)  # fmt: skip
def test_a_document_that_states_its_date_ends_there(line: str) -> None:
    assert effective_as_of(document(CV.format("", line)), AS_OF) == Month(2024, 5)


@pytest.mark.parametrize(
    "line",
    [
        "Date of birth: 12/02/1996", "Born: 02/1996", "Geburtsdatum: 12.02.1996", "geb. 12.02.1996 in Köln", "Geboren in Köln, 12.02.1996",
        "Date de naissance : 12/02/1996", "né à Lyon, 3 mai 1996", "Fecha de nacimiento: 12/02/1996", "Data di nascita 12/02/1996",
        "Nato a Roma, 12.02.1996", "Data de nascimento: 12/02/1996", "Geboortedatum: 12-02-1996", "Data urodzenia: 12.02.1996",
        "ur. 12.02.1996", "DOB: 12/02/1996",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["above", "below"])
def test_a_date_of_birth_never_dates_the_document(line: str, where: str) -> None:
    text = CV.format(line, "") if where == "above" else CV.format("", line)

    assert read_layout(document(text), AS_OF).as_of == AS_OF


def test_a_line_of_work_that_opens_with_a_word_for_date_does_not_date_the_document() -> None:
    text = CV.format("", "Data Engineer, Mar 2017 - Jan 2019")

    assert effective_as_of(document(text), AS_OF) == AS_OF


def test_a_document_is_not_dated_before_its_latest_role_began() -> None:
    text = CV.format("", "Leeds, May 2012")

    assert read_layout(document(text), AS_OF).as_of == AS_OF
