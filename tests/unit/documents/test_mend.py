"""The mended copy and its way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.documents.mend import mend

FAULTY = st.text(alphabet="ab c-\n\u00adﬁ\u00a0\ue000é.", max_size=80)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("know-\nledge", "knowledge"),
        ("know-  \n   ledge", "knowledge"),
        ("fine-\ntuning", "fine-tuning"),
        ("state-of-\nthe-art", "state-of-the-art"),
        ("a data-\nbase, the database", "a database, the database"),
        ("E X P E R I E N C E", "EXPERIENCE"),
        ("eﬃcient ﬂow", "efficient flow"),
        ("soft\u00adhyphen", "softhyphen"),
        ("no\u00a0break", "no break"),
        ("\uf0b7 bullet", "• bullet"),
        ("2016 -\n2019", "2016 -\n2019"),
        ("GPT-\n4", "GPT-\n4"),
    ],
)
def test_faults_are_mended(text: str, mended: str) -> None:
    """Broken words join, hyphens that belong stay, glyph faults become letters."""
    assert mend(text).text == mended


def test_a_mended_word_leads_back_to_all_of_its_original() -> None:
    """The span of a joined word covers both halves and the break."""
    text = "deep know-\nledge here"
    mended = mend(text)
    at = mended.text.index("knowledge")
    span = mended.original(at, at + len("knowledge"))

    assert text[span.start : span.end] == "know-\nledge"


@given(FAULTY)
def test_offsets_are_monotone_and_inside(text: str) -> None:
    """Whatever the faults, every mended character has its place, in order."""
    mended = mend(text)
    places = [mended.offset(i) for i in range(len(mended.text) + 1)]

    assert places == sorted(places)
    assert all(0 <= p <= len(text) for p in places)


@given(st.text(alphabet="abc XYZ.,\n", max_size=80))
def test_clean_text_is_its_own_copy(text: str) -> None:
    """Without faults nothing changes and offsets are the same."""
    from hypothesis import assume

    mended = mend(text)
    assume(mended.text == text)

    assert [mended.offset(i) for i in range(len(text))] == list(range(len(text)))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Index-\naware retrieval", "Index-aware retrieval"),
        ("cloud-\nnative", "cloud-native"),
        ("depart-\nment", "department"),
        ("re-\nlated", "related"),
    ],
)
def test_halves_that_follow_a_hyphen_keep_it(broken: str, whole: str) -> None:
    """Words like aware and native are seldom the end of another word."""
    assert mend(broken).text == whole
