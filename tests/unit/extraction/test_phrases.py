"""Names outside the vocabulary."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.layout import read_layout
from assay.extraction.phrases import MAX_OPEN, OpenMention, open_id, unlinked
from assay.taxonomy import load_taxonomy

HEAD = """Ada Example
ada@example.org

EXPERIENCE
Data engineer, Fernwerk Systems, 2020-01 - 2024-06
"""


def names(text: str) -> list[str]:
    """The names found in a CV of this text."""
    return [m.phrase for m in found(text)]


def found(text: str) -> list[OpenMention]:
    """The open mentions of a CV of this text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(sha256=digest, name="cv.txt", format="txt", text=text, language="en")
    layout = read_layout(document, Month(2026, 11))
    mentions = load_taxonomy().find(layout.mended.text)
    made = unlinked(layout, load_taxonomy(), mentions)
    covered = {place for m in mentions for place in range(m.start, m.end)}
    assert not covered & {place for m in made for place in range(m.start, m.end)}
    return made


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Stack: Python, Quillbase, Docker, Nordlicht Studio", ["Quillbase", "Nordlicht Studio"]),
        ("- Built the ingest using Quillbase, with retries.", ["Quillbase"]),
        ("- Rewrote the labelling page in FrameWeaver for 12 annotators.", ["FrameWeaver"]),
        ("- Ported the charts to plotgrid.js last year.", ["plotgrid.js"]),
        ("- Outils : Python, Brumaire, Git", ["Brumaire"]),
        ("- Agreed the plan with Martin Example and the Leeds office.", []),
        ("- Worked at Fernwerk using FernwerkHub every day.", ["FernwerkHub"]),
        ("- Presented at NeurIPS and on LinkedIn; PhD students joined.", []),
        ("- Trained models in PyTorch on Kubernetes.", []),
    ],
)
def test_names_in_a_job_are_found_by_place_and_spelling(line: str, expected: list[str]) -> None:
    """A stack line, a lead-in or a product's spelling gives a name away; people, places and firms do not."""
    assert names(f"{HEAD}{line}\n") == expected


def test_items_of_a_skills_list_are_kept_and_soft_words_are_not() -> None:
    """What nobody could search for is left out: languages, soft words, words in small letters."""
    text = f"{HEAD}- Kept the reports running.\n\nSKILLS\nPython, Quillbase, Leadership, English (C1), Tessellate Kit, cooking\n"

    assert names(text) == ["Quillbase", "Tessellate Kit"]


def test_the_persons_own_name_and_school_are_no_skills() -> None:
    """Words of the header and of education never come back as tools."""
    text = f"{HEAD}- Stack: Python, Ada, Fernwerk, Norbury\n\nEDUCATION\nBSc Physics, Norbury College, 2019\n"

    assert names(text) == []


def test_a_heap_of_invented_words_gives_no_endless_list() -> None:
    """At most MAX_OPEN phrases of a document are kept."""
    heap = ", ".join(f"Zor{chr(97 + n % 26)}{chr(97 + n // 26)}Bix" for n in range(300))

    assert len(names(f"{HEAD}- Kept it running.\n\nSKILLS\n{heap}\n")) <= MAX_OPEN


def test_the_id_of_a_phrase_ignores_case_and_spacing() -> None:
    """One id for the spellings of one phrase, marked as outside the vocabulary."""
    assert open_id("Quillbase  Studio") == open_id("quillbase studio") == "~quillbase studio"


@given(st.text(alphabet="aAbB Zz.,:;-(\n)•\té1 ", max_size=300))
def test_any_text_gives_ordered_spans_that_hold_their_phrase(text: str) -> None:
    """Whatever the text, spans lie in it, in order, and hold the phrase up to wrapping."""
    made = found(f"{HEAD}- Stack: {text}\n\nSKILLS\n{text}\n")

    assert [m.start for m in made] == sorted({m.start for m in made})
    assert all(m.start < m.end for m in made)
