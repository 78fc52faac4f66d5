"""Words of a place name, so that one key stands for every way of writing it.

`fold` makes the keys of the tables and `words` reads the text: both by the same rules.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "Ð": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe",
     "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d"}
)  # fmt: skip
_IGNORED = re.compile(r"['’‘ʻʼʿʾ`´·]|\.(?!\w\w)")
# Han and kana are written without spaces, so each sign is a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
_CONTACT = re.compile(r"\S{1,64}@\S{1,255}|\b(?:https?://|www\.)\S+|\+?\d[\d ()/.-]{6,30}\d")
_SHORT = {"saint": "st", "sankt": "st", "fort": "ft"}
_NEAR = 8
"""Characters about a word in which its neighbour is looked for."""
_CLOSING = frozenset(",;()[]/|·•–—-")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its key, and how it stands in the text.

    `capital`: begins with a capital, or its script has none. `capitals`: written in capitals throughout.
    `apart`: stands alone between commas, brackets or the ends of the text, a number after it aside.
    """

    key: str
    capital: bool
    capitals: bool
    apart: bool


def _bare(text: str) -> str:
    """Without accents and the signs inside words."""
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = "".join(char for char in spread if not unicodedata.category(char).startswith("M"))
    return _IGNORED.sub("", unicodedata.normalize("NFC", kept))


def _key(word: str) -> str:
    folded = word.casefold()
    return _SHORT.get(folded, folded)


def fold(text: str) -> str:
    """The key of a name: ``"Zürich (Kreis 11)"`` gives ``"zurich kreis 11"``."""
    return " ".join(_key(word) for word in _WORD.findall(_bare(text)))


def _is_apart(text: str, start: int, end: int) -> bool:
    before = text[max(start - _NEAR, 0) : start].rstrip()
    after = text[end : end + _NEAR].lstrip()
    return (not before or before[-1] in _CLOSING) and (
        not after or after[0] in _CLOSING or after[0].isdigit() or after[0] == "\n"
    )


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; addresses of mail and web and telephone numbers are left out."""
    bare = _bare(_CONTACT.sub(" | ", text))
    return tuple(
        Word(
            key=_key(found.group()),
            capital=not found.group()[0].islower(),
            capitals=found.group().isupper(),
            apart=_is_apart(bare, found.start(), found.end()),
        )
        for found in _WORD.finditer(bare)
    )
