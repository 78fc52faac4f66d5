"""What is said of the work stays evidence and stays legible; only what is said of the person is covered."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.layout import read_layout
from assay.extraction.separate import identity_of, is_personal


def masked(text: str) -> str:
    """The text with everything a blind view covers replaced by #, line breaks kept."""
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    letters = list(text)
    for quote in identity_of(read_layout(made, Month(2026, 6))).masks:
        for at in range(quote.span.start, quote.span.end):
            letters[at] = "\n" if letters[at] == "\n" else "#"
    return "".join(letters)


@pytest.mark.parametrize(
    "text",
    [
        "Compared approval rates by gender and region each quarter.",
        "Re-computed approval rates by nationality and age in SQL.",
        "Fairness audit over race, religion and disability for a lender.",
        "Serve the model on a single L4 with a photo search in front.",
        "Spelling and gender agreement checked by a rule-based analyser.",
        "Fraud model for Visa and other card payments.",
        "Sponsorship pages ranked by a gradient-boosted model.",
        "Cache with a miss rate of 2% and a maximum age of 60 s.",
    ],
)
def test_work_that_speaks_of_people_is_not_personal(text: str) -> None:
    """A fairness audit, a single GPU, a photo search or card payments are work."""
    assert not is_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Date of birth: 1 May 1990",
        "Nationality: Irish",
        "Nationality Irish, new resident in Leeds",
        "Marital status single",
        "Gender female",
        "Age 34",
        "Irish and Dutch citizen",
        "Nationalité française",
        "Geboren am 3. Mai 1988 in Seefeld",
        "Familienstand: ledig",
        "Married, two children",
        "Driving licence B",
        "Needs no visa sponsorship.",
        "Pronouns: she/her\nada@example.com",
    ],
)
def test_what_is_said_of_the_person_is_personal(text: str) -> None:
    """Birth, nationality, family, licence and right to work, behind a label or in words."""
    assert is_personal(text)


CV = """Ada Quill
ada.quill@example.com
Irish citizen | born in 1990

EXPERIENCE

Data Engineer, Brightmoor Ltd, 2019 - 2022
- Cut p99 latency from 420 ms to 88 ms; one cache miss costs 3 ms.
- Sr. Engineer on call; compared approvals by gender and nationality.
- Ms Quill led the work and she presented it.
"""


def test_the_unit_of_time_is_not_a_form_of_address() -> None:
    """Milliseconds and cache misses stay legible; "Ms" before a name and "she" do not."""
    left = masked(CV)

    assert "420 ms to 88 ms; one cache miss costs 3 ms" in left
    assert "compared approvals by gender and nationality" in left
    assert "Sr. Engineer" in left
    for word in ("Quill", "Ms", "she ", "Irish", "1990", "example"):
        assert word not in left


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=300))
def test_any_text_is_masked_without_moving_a_letter(text: str) -> None:
    """Masks lie in the text, whatever the text is."""
    assert len(masked(text)) == len(text)
