"""The encoding of a text whose file may not say it."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_POLISH_1250 = frozenset("łŁśŚżŻźŹąĄęĘćĆńŃ")


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
