"""Pictures of text are read by OCR where it is installed, and refused in a sentence where it is not."""

from __future__ import annotations

import io
import shutil

import pytest

from assay.documents import _recognition as ocr
from assay.documents import read_bytes
from assay.documents._words import Word
from assay.errors import UnsupportedDocument

LINES = [
    "Noor Abernathy",
    "Machine Learning Engineer, Alderpoint Ltd, 2019 - 2023",
    "Served forecasts to 600 stores every night.",
]
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def scan(kind: str, tilt: float = 0.0) -> bytes:
    """The lines as a picture, a little askew, or as a PDF that holds only the picture."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1700, 700), 255)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(LINES):
        draw.text((120, 120 + 90 * number), line, font=ImageFont.load_default(44), fill=0)
    turned = page.rotate(tilt, fillcolor=255)
    stream = io.BytesIO()
    turned.save(stream, kind, resolution=200)
    return stream.getvalue()


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "name"), [("PNG", "cv.png"), ("JPEG", "cv.jpg"), ("TIFF", "cv.tif"), ("PDF", "cv.pdf")]
)
def test_a_scan_is_read_and_says_so(kind: str, name: str) -> None:
    """The lines come out in order, with a warning that letters may be wrong."""
    document = read_bytes(scan(kind), name)

    assert [line for line in document.text.splitlines() if line.strip()] == LINES
    assert document.warnings == (ocr.WARNING,)


@needs_tesseract
def test_a_tilted_scan_keeps_its_lines() -> None:
    """One degree of tilt moves the end of a line by a line's height; rows are made level first."""
    document = read_bytes(scan("PNG", tilt=1.0), "cv.png")

    assert LINES[1] in document.text


def test_without_ocr_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the command nor the extra is there."""
    monkeypatch.setattr(ocr, "tesseract", lambda: None)
    monkeypatch.setitem(__import__("sys").modules, "rapidocr", None)

    with pytest.raises(UnsupportedDocument, match=r"tesseract-ocr or 'assay\[ocr\]'"):
        read_bytes(scan("PNG"), "cv.png")


def test_rows_are_turned_back_by_their_common_slope() -> None:
    """Words of one tilted row end on one height."""
    row = [("word", 100.0 * n, 50 + 2.0 * n, 60.0, 12.0) for n in range(5)]

    levelled: list[Word] = list(ocr._levelled([row]))

    assert len({round(w.middle, 3) for w in levelled}) == 1


def test_a_sign_taken_for_a_bullet_becomes_one() -> None:
    """OCR reads a round bullet as a cent sign or a copyright mark."""
    row = [("¢", 0.0, 0.0, 5.0, 10.0), ("Built", 8.0, 0.0, 30.0, 10.0), ("it", 40.0, 0.0, 10.0, 10.0)]

    assert ocr._with_bullet(row)[0][0] == "•"


def test_the_letters_ai_are_put_right_where_no_word_looks_like_them() -> None:
    """A capital I and a small l look alike; in Spanish or Italian "Al" is a word and stays (see _WITH_AL)."""
    said = {w: ocr._AI.sub("AI", w) for w in ("Al", "GenAl", "(Al)", "Also", "FINAL", "Al's", "OpenAl,")}

    assert said == {
        "Al": "AI", "GenAl": "GenAI", "(Al)": "(AI)", "Also": "Also", "FINAL": "FINAL", "Al's": "Al's", "OpenAl,": "OpenAI,",
    }  # fmt: skip
