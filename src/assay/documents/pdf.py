"""PDF with a text layer: characters by their boxes, in reading order, with hidden text marked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_double, c_uint
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from assay.documents import _recognition as ocr
from assay.documents._base import MAX_PAGES, Draft, TextBuilder, month_of
from assay.documents._furniture import parted
from assay.documents._layout import reading_order
from assay.documents._paint import Paint
from assay.documents._words import Word, write_row
from assay.domain.dates import Month
from assay.domain.document import Concealment, Page, Span, TextLine
from assay.errors import (
    EmptyDocument,
    EncryptedDocument,
    OversizedDocument,
    UnreadableDocument,
)

MAX_PAGE_CHARACTERS = 60_000
"""Most characters on one page: a dense page of a CV has 8,000."""

MAX_DRAWN_PIXELS = 40_000_000
"""Most pixels of a page drawn for recognition: A2 at 300 dots an inch; larger pages are drawn coarser."""

_PASSWORD_NEEDED = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, name: str) -> Draft:
    """Read a PDF; one without a text layer (a scan) is read by OCR where that is installed."""
    del name
    with _opened(data) as pdf:
        if len(pdf) > MAX_PAGES:
            raise OversizedDocument(
                f"has {len(pdf)} pages, and at most {MAX_PAGES} are read; send the CV alone"
            )
        builder = TextBuilder()
        pages: list[Page] = []
        lines: list[TextLine] = []
        sheets = [_sheet(pdf[number]) for number in range(len(pdf))]
        running = parted([(sheet.words, sheet.height) for sheet in sheets])
        for number, (sheet, page) in enumerate(zip(sheets, running, strict=True), 1):
            start = builder.length
            body = reading_order(page.words, sheet.width, sheet.bars)
            for rows in (page.head, body, page.foot):
                lines += [line for row in rows if (line := write_row(row, number, builder))]
                builder.line_break(blank=True)
            pages.append(Page(number, Span(start, builder.length), sheet.width, sheet.height))
        dated = _dated(pdf)
        scanned = not any(c.isalnum() for c in builder.text)
        if scanned:
            builder, pages, lines = _recognised(pdf)
    return Draft(
        format="pdf",
        text=builder.text,
        pages=tuple(pages),
        lines=tuple(lines),
        hidden=builder.hidden,
        dated=dated,
        warnings=(ocr.WARNING,) if scanned else (),
    )


def _recognised(pdf: Any) -> tuple[TextBuilder, list[Page], list[TextLine]]:
    """The pages of a scan, drawn and read by OCR; raises EmptyDocument where that finds nothing either."""
    builder, pages, lines = TextBuilder(), [], []
    for number in range(1, min(len(pdf), ocr.MAX_OCR_PAGES) + 1):
        start, page = builder.length, pdf[number - 1]
        lines += ocr.write_page(_drawn_words(page), number, builder)
        pages.append(Page(number, Span(start, builder.length), *page.get_size()))
        page.close()
    if not any(c.isalnum() for c in builder.text):
        raise EmptyDocument(
            "has no text layer, and no text was recognised in its pictures; send one with text"
        )
    return builder, pages, lines


def _drawn_words(page: Any) -> list[Word]:
    """The words OCR sees on a page drawn in grey; a page without anything drawn has none."""
    width, height = page.get_size()
    if not any(True for _ in page.get_objects(max_depth=3)) or min(width, height) < 1:
        return []
    scale = min(ocr.DPI / 72, (MAX_DRAWN_PIXELS / (width * height)) ** 0.5)
    if scale * min(width, height) < 1:
        return []
    pixels = page.render(scale=scale, grayscale=True).to_numpy()
    height, width = pixels.shape[:2]
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.pgm"
        picture.write_bytes(b"P5 %d %d 255\n" % (width, height) + pixels.tobytes())
        return ocr.recognised(picture)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_NEEDED or "password" in str(error).lower():
            raise EncryptedDocument("is protected by a password; save a copy without it") from error
        raise UnreadableDocument("is a damaged PDF; print it to PDF again") from error
    if pages == 0:
        raise UnreadableDocument("is a PDF without pages; print it to PDF again")
    try:
        yield pdf
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"is a damaged PDF ({error}); print it to PDF again") from error
    finally:
        pdf.close()


def _dated(pdf: Any) -> Month | None:
    meta = pdf.get_metadata_dict()
    return month_of(meta.get("ModDate") or "") or month_of(meta.get("CreationDate") or "")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it is read: its size in points, its words, and the edges of its painted sidebars."""

    width: float
    height: float
    words: list[Word]
    bars: list[tuple[float, float]]


def _sheet(page: Any) -> _Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        paint = Paint(page, height)
        words = _words(text, (width, height), paint)
    finally:
        text.close()
        page.close()
    return _Sheet(width, height, words, paint.bars(width, height))


_Letter = tuple[str, float, float, float, float]
"""A character with left, top, right and bottom."""

_Look = tuple[float, bool, Concealment | None]
"""Font size in points, whether bold, and why the letter is not seen."""


def _words(text: Any, page: tuple[float, float], paint: Paint) -> list[Word]:
    """Words from the characters in content order: a space, a jump or a new look ends a word."""
    import pypdfium2.raw as pdfium

    raw = text.raw
    count = min(pdfium.FPDFText_CountChars(raw), MAX_PAGE_CHARACTERS)
    height = page[1]
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    corners = byref(left), byref(right), byref(bottom), byref(top)
    code_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetCharBox
    runs: list[tuple[list[_Letter], _Look]] = []
    letters: list[_Letter] = []
    look: _Look = (0.0, False, None)
    held = 0

    def flush() -> None:
        if letters:
            runs.append((letters.copy(), look))
            letters.clear()

    for index in range(count):
        code = code_at(raw, index)
        char = _character(code, held)
        held = code if 0xD800 <= code < 0xDC00 else 0
        if not char or char.isspace() or (char in "-\u00ad" and pdfium.FPDFText_IsGenerated(raw, index) == 1):
            if char != "" or not held:
                flush()
            continue
        box_at(raw, index, *corners)
        box = (left.value, height - top.value, right.value, height - bottom.value)
        if letters and not _continues(letters[-1], char, box, look[0]):
            flush()
        if not letters:
            look = _look(raw, index, box, page, paint)
        letters.append((char, *box))
    flush()
    return _all_words(runs)


def _character(code: int, held: int) -> str:
    """The character of a UTF-16 unit, joined with the surrogate before it; "" while half of a pair."""
    if 0xD800 <= code < 0xDC00 or code in (0, 0xFFFE, 0xFFFF, 0x02):
        return "-" if code == 0x02 else ""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((held - 0xD800) << 10) + (code - 0xDC00)) if held else ""
    return chr(code)


def _continues(last: _Letter, char: str, box: tuple[float, ...], size: float) -> bool:
    """Whether the box stands right behind the last letter, on its line.

    The letters of a ligature share one box; a narrow 1 in a row of figures stands further off.
    """
    before, left, top, right, bottom = last
    gap, reach = box[0] - right, max(size, bottom - top, 4.0)
    level = min(bottom, box[3]) - max(top, box[1]) > -0.4 * reach
    if level and abs(box[0] - left) < 0.02 * reach and before.isalpha() and char.isalpha():
        return True
    widest = 0.45 if before.isdigit() and char.isdigit() else 0.25
    return level and -0.6 * reach < gap < widest * reach


_TIGHT = 0.03
"""Median gap between the letters of a word, in font sizes, up to which `_SPACE` is a space."""

_SPACE = 0.09
"""Gap in font sizes that is a word space in text set so tight that no space was written."""


_LOST_SPACES = 0.04
"""Share of a page's words that must hold such gaps: fewer are ligatures and kerning."""


def _parted(letters: Sequence[_Letter], size: float) -> list[Sequence[_Letter]]:
    """The letters cut at gaps that stand out: some PDFs leave word spaces out and set the next word a little apart."""
    if len(letters) < 5 or size <= 0:
        return [letters]
    gaps = [(b[1] - a[3]) / size for a, b in pairwise(letters)]
    if sorted(gaps)[len(gaps) // 2] > _TIGHT:
        return [letters]
    cuts = [
        n + 1 for n, gap in enumerate(gaps) if gap > _SPACE and _may_part(letters[n][0], letters[n + 1][0])
    ]
    return [letters[a:b] for a, b in pairwise([0, *cuts, len(letters)])]


def _may_part(left: str, right: str) -> bool:
    """Whether a word may end between the two characters; never inside what may be a ligature of f."""
    return right.isalpha() and (left.isalpha() or left in ",;:)") and not (left == "f" and right in "fil")


def _all_words(runs: Sequence[tuple[list[_Letter], _Look]]) -> list[Word]:
    """The words of a page's unbroken runs of characters; runs are parted where the page has lost its spaces."""
    parted = [_parted(letters, look[0]) for letters, look in runs]
    lost = sum(len(p) > 1 for p in parted) > _LOST_SPACES * len(runs)
    return [
        _word(part, look)
        for (letters, look), parts in zip(runs, parted, strict=True)
        for part in (parts if lost else [letters])
    ]


def _word(letters: Sequence[_Letter], look: _Look) -> Word:
    size, bold, concealment = look
    return Word(
        text="".join(c[0] for c in letters),
        left=min(c[1] for c in letters),
        top=min(c[2] for c in letters),
        right=max(c[3] for c in letters),
        bottom=max(c[4] for c in letters),
        size=size,
        bold=bold,
        concealment=concealment,
    )


def _look(
    raw: Any, index: int, box: tuple[float, float, float, float], page: tuple[float, float], paint: Paint
) -> tuple[float, bool, Concealment | None]:
    """Font size in points, whether bold, and why the letter is not seen."""
    import pypdfium2.raw as pdfium

    size = _size(raw, index)
    bold = pdfium.FPDFText_GetFontWeight(raw, index) >= 600
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    known = pdfium.FPDFText_GetFillColor(raw, index, byref(r), byref(g), byref(b), byref(a))
    colour = (r.value, g.value, b.value, a.value) if known else (0, 0, 0, 255)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(raw, index))
    return size, bold, paint.concealment(box, size, colour, mode, page)


def _size(raw: Any, index: int) -> float:
    """The font size as it appears: the stated size times the scale of the text's matrix."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    size = float(pdfium.FPDFText_GetFontSize(raw, index))
    if pdfium.FPDFText_GetMatrix(raw, index, byref(matrix)):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size *= scale or 1.0
    return size or 10.0
