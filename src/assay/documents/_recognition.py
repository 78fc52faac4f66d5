"""Recognition of text in pictures (OCR), on this machine and offline.

Tesseract (a system package) reads where it is installed; else RapidOCR (the extra ``ocr``). Neither is
needed for documents with text.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

from assay.documents._base import TextBuilder
from assay.documents._layout import reading_order
from assay.documents._words import Word, write_row
from assay.documents.language import language_of
from assay.domain.document import TextLine
from assay.errors import UnreadableDocument, UnsupportedDocument

DPI = 300
"""Dots per inch at which pages are drawn for recognition, as Tesseract's manual advises."""

MAX_OCR_PAGES = 20
"""Most pages of a scan that are recognised; each takes about a second."""

SECONDS_A_PAGE = 60
"""Longest time for one page."""

WARNING = "The text was recognised from a picture (OCR); letters may be wrong, check quotes against the page."
MISSING = (
    "is a picture of text (a scan or photograph) and no OCR is installed; install the system package "
    "tesseract-ocr or 'assay[ocr]', or send a file with text"
)
_LEAST_CONFIDENCE = 20.0  # of 100; below it is dirt
_POINTS = 72.0
_LIKE_BULLETS = frozenset("¢©«»°*eo®=")
_AI = re.compile(r"(?<![A-Z])Al(?![\w'’])")
"""The letters AI as they are mostly recognised, alone or at the end of a name (GenAI)."""

_WITH_AL = frozenset({"spa", "ita", "por", "nld"})
"""Languages in which "al" is a word, so that it stays."""

_TRAINED = {
    "en": "eng",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "nl": "nld",
    "pl": "pol",
}


def recognised(picture: Path) -> list[Word]:
    """The words of a picture, in points at `DPI`, rows made level; raises UnsupportedDocument without OCR."""
    if tesseract():
        return _with_tesseract(picture)
    return _with_rapidocr(picture)


def write_page(words: Sequence[Word], number: int, builder: TextBuilder) -> list[TextLine]:
    """Write a page's words in reading order; returns its lines."""
    width = max((w.right for w in words), default=0.0) + min((w.left for w in words), default=0.0)
    lines = [write_row(row, number, builder) for row in reading_order(words, width)]
    builder.line_break(blank=True)
    return [line for line in lines if line]


@cache
def tesseract() -> str | None:
    """The path of the tesseract command, None where it is not installed."""
    return shutil.which("tesseract")


@cache
def _languages() -> frozenset[str]:
    done = _run(["--list-langs"])
    return frozenset(done.split()[-40:])


def _run(arguments: Sequence[str]) -> str:
    """The output of tesseract; one thread, since more of them wait for each other."""
    command = [tesseract() or "tesseract", *arguments]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell, arguments of our own
            command, capture_output=True, timeout=SECONDS_A_PAGE, env=environment, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(
            f"took more than {SECONDS_A_PAGE} s to recognise; send a smaller scan"
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise UnreadableDocument("is a picture that cannot be opened; save it as PNG or PDF again") from error
    return done.stdout.decode("utf-8", errors="replace")


def _with_tesseract(picture: Path) -> list[Word]:
    """Read in English first, then in the language that shows, where its data are installed."""
    words = _parsed(_run([str(picture), "stdout", "--dpi", str(DPI), "-l", "eng", "tsv"]))
    language = _TRAINED.get(language_of(" ".join(w.text for w in words)) or "en", "eng")
    if language != "eng" and language in _languages():
        words = _parsed(_run([str(picture), "stdout", "--dpi", str(DPI), "-l", f"{language}+eng", "tsv"]))
    return words if language in _WITH_AL else [replace(w, text=_AI.sub("AI", w.text)) for w in words]


_Box = tuple[str, float, float, float, float]
"""A word with left, top, width and height in points."""


def _parsed(table: str) -> list[Word]:
    """Words of tesseract's TSV: level, page, block, paragraph, line, word, four of the box, confidence, text."""
    rows: dict[tuple[str, ...], list[_Box]] = defaultdict(list)
    for record in table.splitlines()[1:]:
        cells = record.split("\t")
        if (
            len(cells) == 12
            and cells[0] == "5"
            and cells[11].strip()
            and float(cells[10]) >= _LEAST_CONFIDENCE
        ):
            left, top, width, height = (float(c) * _POINTS / DPI for c in cells[6:10])
            text = "I" if cells[11].strip() == "|" else cells[11].strip()
            rows[tuple(cells[1:5])].append((text, left, top, width, height))
    return list(_levelled([_with_bullet(row) for row in rows.values()]))


def _with_bullet(row: list[_Box]) -> list[_Box]:
    """The row with a bullet where OCR took one for another small sign."""
    if len(row) > 2 and row[0][0] in _LIKE_BULLETS and row[1][0][:1].isupper():
        return [("•", *row[0][1:]), *row[1:]]
    return row


def _levelled(rows: Sequence[Sequence[_Box]]) -> Iterator[Word]:
    """Words turned back by the slope that the rows share, each row on one height."""
    slopes = [
        (row[-1][2] + row[-1][4] / 2 - row[0][2] - row[0][4] / 2) / (row[-1][1] - row[0][1])
        for row in rows
        if len(row) >= 4 and row[-1][1] - row[0][1] > 80
    ]
    slope = median(slopes) if slopes else 0.0
    for row in rows:
        middle = median(top + height / 2 - slope * left for _, left, top, _, height in row)
        size = max(4.0, median(height for *_, height in row) * 1.1)
        for text, left, _, width, _ in row:
            yield Word(text, left, middle - size / 2, left + width, middle + size / 2, size, False)


def _with_rapidocr(picture: Path) -> list[Word]:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise UnsupportedDocument(MISSING) from error
    found = RapidOCR()(str(picture))
    boxes = [] if found.boxes is None else found.boxes
    rows = [
        _line_words(text, [(float(x) * _POINTS / DPI, float(y) * _POINTS / DPI) for x, y in box])
        for text, box in zip(found.txts or (), boxes, strict=False)
    ]
    return list(_levelled([r for r in rows if r]))


def _line_words(text: str, box: Sequence[tuple[float, float]]) -> list[_Box]:
    """The words of a recognised line, its width shared out by letters."""
    left, right = min(x for x, _ in box), max(x for x, _ in box)
    top, bottom = min(y for _, y in box), max(y for _, y in box)
    out, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        step = (right - left) / max(1, len(text))
        out.append((word, left + start * step, top, len(word) * step, bottom - top))
    return out
