"""Pictures of text: scanned pages and photographs, read by OCR."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assay.documents._base import Draft, TextBuilder
from assay.documents._recognition import WARNING, recognised, write_page
from assay.domain.document import Page, Span
from assay.errors import EmptyDocument


def read(data: bytes, name: str) -> Draft:
    """Read a PNG, JPEG, TIFF, BMP, GIF or WebP picture of a page; raises EmptyDocument where no text is seen."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / f"page{Path(name).suffix.lower()[:6] or '.png'}"
        picture.write_bytes(data)
        words = recognised(picture)
    builder = TextBuilder()
    lines = write_page(words, 1, builder)
    if not any(c.isalnum() for c in builder.text):
        raise EmptyDocument(
            "is a picture in which no text was recognised; send a sharper scan or a file with text"
        )
    page = Page(1, Span(0, builder.length))
    return Draft(format="image", text=builder.text, pages=(page,), lines=tuple(lines), warnings=(WARNING,))
