"""Rich Text Format as word processors write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.document import Concealment
from assay.errors import DocumentError, UnreadableDocument

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\colortbl;\red255\green255\blue255;\red0\green0\blue0;}"
)


def text(body: str) -> str:
    return read_bytes(f"{HEAD}{body}}}".encode("latin-1"), "cv.rtf").text


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (r"M\'fcller, Z\u252?rich", "Müller, Zürich"),
        (r"\uc2 \u8211??2019", "–2019"),
        (r"Title\tab 2019\par Next", "Title\t2019\nNext"),
        (r"a\~b\_c \{x\}", "a b-c {x}"),
        (r"\trowd A\cell B\cell\row C", "A\tB\t\nC"),
        (r"{\*\generator Word;}{\pict ffd8ff}Shown", "Shown"),
        (r"{\header Page 1\par}Body", "Page 1\nBody"),
        (r"\bin4 \xyzEnd", "End"),
    ],
)
def test_text_comes_out_as_a_reader_sees_it(body: str, wanted: str) -> None:
    """Escapes, tabs, tables, headers; pictures and bookkeeping left out."""
    assert text(body).rstrip("\n") == wanted


@pytest.mark.parametrize(
    ("body", "concealment"),
    [
        (r"Shown {\v secret words}", Concealment.MARKED_HIDDEN),
        (r"Shown {\cf1 secret words}", Concealment.SAME_COLOUR),
        (r"Shown {\fs2 secret words}", Concealment.TINY),
    ],
)
def test_what_cannot_be_seen_is_marked(body: str, concealment: Concealment) -> None:
    """Hidden, white and tiny text."""
    document = read_bytes(f"{HEAD}{body}}}".encode(), "cv.rtf")

    assert [(document.text[h.span.start : h.span.end], h.concealment) for h in document.hidden] == [
        ("secret words", concealment)
    ]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    """A heading bar is no trick."""
    document = read_bytes(f"{HEAD}{{\\cf1\\chcbpat2 EXPERIENCE}}}}".encode(), "cv.rtf")

    assert document.hidden == ()


def test_endless_nesting_is_refused() -> None:
    """A bomb of braces ends in a sentence."""
    with pytest.raises(UnreadableDocument, match="nested"):
        read_bytes(b"{\\rtf1 " + b"{" * 50_000, "cv.rtf")


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_document_or_a_sentence(data: bytes) -> None:
    """Never another error."""
    try:
        read_bytes(b"{\\rtf1 a " + data, "cv.rtf")
    except DocumentError as error:
        assert "\n" not in str(error)
