"""What lies under and over text on a PDF page, to tell whether a reader sees it."""

from __future__ import annotations

from ctypes import byref, c_float, c_uint
from dataclasses import dataclass
from typing import Any

from assay.documents._base import TINY_POINTS
from assay.domain.document import Concealment

MIN_CONTRAST = 40
"""Least difference from the background in any colour channel (0-255) at which text is seen."""

_INVISIBLE = 3  # text render mode: neither filled nor stroked
_PATH, _IMAGE, _FORM = 2, 3, 5  # FPDF_PAGEOBJ_*
_MAX_OBJECTS = 20_000
_BAR_HEIGHT = 0.7  # of the page's height
_BAR_WIDTHS = 0.15, 0.45  # of the page's width

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A filled area or picture: its box from the top left, and its colour (None for a picture)."""

    box: Box
    colour: tuple[int, int, int] | None

    def holds(self, x: float, y: float) -> bool:
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


class Paint:
    """The page's filled shapes and pictures, in the order in which they are painted."""

    def __init__(self, page: Any, height: float) -> None:
        self._shapes = _shapes(page, height)

    def bars(self, width: float, height: float) -> list[tuple[float, float]]:
        """Left and right edge of the coloured bars that run down a side of the page, as sidebars have."""
        return [
            (left, right)
            for left, top, right, bottom in (s.box for s in self._shapes if s.colour)
            if bottom - top >= _BAR_HEIGHT * height
            and _BAR_WIDTHS[0] * width <= right - left <= _BAR_WIDTHS[1] * width
            and (left <= 0.03 * width or right >= 0.97 * width)
        ]

    def concealment(
        self, box: Box, size: float, colour: Colour, mode: int, page: tuple[float, float]
    ) -> Concealment | None:
        """Why text in `box` is not seen: off the page, tiny, transparent, or of its background's colour."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (-2 <= x <= page[0] + 2 and -2 <= y <= page[1] + 2):
            return Concealment.OFF_PAGE
        if 0 < size < TINY_POINTS:
            return Concealment.TINY
        under = [s for s in self._shapes if s.holds(x, y)]
        pictured = any(s.colour is None for s in under)
        if mode == _INVISIBLE or colour[3] < 13:
            return None if pictured else Concealment.TRANSPARENT  # under a scan it is the text layer
        if pictured:
            return None
        background = next((s.colour for s in reversed(under) if s.colour), (255, 255, 255))
        if max(abs(a - b) for a, b in zip(colour[:3], background, strict=True)) < MIN_CONTRAST:
            return Concealment.SAME_COLOUR
        return None


def _shapes(page: Any, height: float) -> list[_Shape]:
    import pypdfium2.raw as pdfium

    found: list[_Shape] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind not in (_PATH, _IMAGE, _FORM):
            continue
        colour = _fill(item) if kind == _PATH else None
        if kind == _PATH and colour is None:
            continue
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        if pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top)):
            box = (left.value, height - top.value, right.value, height - bottom.value)
            found.append(_Shape(box, colour))
    return found


def _fill(item: Any) -> tuple[int, int, int] | None:
    """The colour a path is filled with, None where it is not filled or nearly transparent."""
    from ctypes import c_int

    import pypdfium2.raw as pdfium

    mode, stroke = c_int(), c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, byref(mode), byref(stroke)) or mode.value == 0:
        return None
    r, g, b, a = c_uint(), c_uint(), c_uint(), c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(item, byref(r), byref(g), byref(b), byref(a)) or a.value < 128:
        return None
    return r.value, g.value, b.value
