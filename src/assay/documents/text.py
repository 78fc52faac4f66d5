"""Plain text and Markdown. Markdown is kept as it is, since spans refer to it."""

from __future__ import annotations

import re
from pathlib import PurePath

from assay.documents._base import Draft
from assay.documents._encoding import decode
from assay.errors import UnreadableDocument

_MARKDOWN = frozenset({".md", ".markdown"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_CONTROL_SHARE = 0.02


def read(data: bytes, name: str) -> Draft:
    """Read text in UTF-8, UTF-16 or UTF-32 with a mark, else in Windows' western or central code page."""
    text, encoding = decode(data)
    controls = len(_CONTROL.findall(text))
    if controls > len(text) * _CONTROL_SHARE:
        raise UnreadableDocument("holds binary data, not text; save it as PDF, DOCX or plain text")
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    warnings = (
        ()
        if encoding.startswith("utf")
        else (f"Read as {encoding}: the file does not say how it is encoded.",)
    )
    kind = "markdown" if PurePath(name).suffix.lower() in _MARKDOWN else "text"
    return Draft(format=kind, text=clean, warnings=warnings)
