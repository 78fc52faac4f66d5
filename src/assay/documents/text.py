"""Plain text and Markdown. Markdown is kept as it is, since spans refer to it."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from assay.documents._base import Draft
from assay.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARKDOWN = frozenset({".md", ".markdown"})
_POLISH_1250 = frozenset("łŁśŚżŻźŹąĄęĘćĆńŃ")
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


def decode(data: bytes) -> tuple[str, str]:
    """Text and the encoding it was read in.

    A byte order mark decides; else UTF-8 if it fits; else UTF-16 where every other byte is zero; else
    Windows-1250 where that gives Polish letters, else Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    sample = data[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros and zeros.count(0) > len(zeros) * 0.6:
            return data.decode(encoding, errors="replace"), encoding
    central = data.decode("cp1250", errors="replace")
    western = data.decode("cp1252", errors="replace")
    polish = sum(c in _POLISH_1250 for c in central)
    odd = sum(c in "¹æê³ñœŸ¿£¯¥ÆÊÑŒ" for c in western)
    return (central, "windows-1250") if polish and polish >= odd > 3 else (western, "windows-1252")
