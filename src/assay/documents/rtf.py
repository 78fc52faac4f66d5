"""Rich Text Format: text, tables, headers and footers, with hidden, white and tiny text marked.

Follows the Rich Text Format Specification 1.9.1 (Microsoft, 2008) as far as text goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from assay.documents._base import TINY_POINTS, Draft, TextBuilder
from assay.domain.dates import Month
from assay.domain.document import Concealment
from assay.errors import UnreadableDocument

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.IGNORECASE,
)
_SKIPPED = frozenset(
    {b"fonttbl", b"stylesheet", b"pict", b"object", b"listtable", b"listoverridetable", b"rsidtbl", b"generator",
     b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"filetbl", b"revtbl", b"xmlnstbl", b"fldinst",
     b"bkmkstart", b"bkmkend", b"annotation", b"atnid", b"atnauthor",
     b"nonshppict", b"listtext", b"pntext", b"deleted", b"mmath", b"sp"}
)  # fmt: skip
_CHARACTERS = {
    b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"tab": "\t", b"cell": "\t", b"nestcell": "\t",
}  # fmt: skip
_CODE_PAGES = {
    437: "cp437",
    850: "cp850",
    852: "cp852",
    1250: "cp1250",
    1251: "cp1251",
    1252: "cp1252",
    1254: "cp1254",
    65001: "utf-8",
}
_BREAKS = frozenset({b"par", b"line", b"row", b"sect", b"page", b"nestrow"})
_MAX_NESTING = 2_000


@dataclass(frozen=True, slots=True)
class _State:
    """What a group sets and its end takes back."""

    skip: bool = False
    colours: bool = False
    info: bool = False
    hidden: bool = False
    colour: int = 0
    shade: int = 0
    half_points: int = 24
    fallback: int = 1

    def concealment(self, white: frozenset[int]) -> Concealment | None:
        """Why text is not seen here, or None."""
        if self.hidden:
            return Concealment.MARKED_HIDDEN
        if self.half_points < TINY_POINTS * 2:
            return Concealment.TINY
        on_paper = self.shade == 0 or self.shade in white
        return Concealment.SAME_COLOUR if self.colour in white and on_paper else None


def read(data: bytes, name: str) -> Draft:
    """Read an RTF; pictures and objects in it are never opened. Raises UnreadableDocument where it is cut off."""
    del name
    if b"\\rtf" not in data[:64]:
        raise UnreadableDocument("is called RTF but is none; open it and save it as DOCX or PDF")
    reader = _Reader(data)
    reader.run()
    text = reader.builder.text.rstrip("\n")
    return Draft(format="rtf", text=f"{text}\n", hidden=reader.builder.hidden, dated=reader.dated)


class _Reader:
    """Walks the tokens once with a stack of states."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.builder = TextBuilder()
        self.dated: Month | None = None
        self._state = _State()
        self._stack: list[_State] = []
        self._encoding = "cp1252"
        self._white: frozenset[int] = frozenset()
        self._table: list[list[int]] = [[]]
        self._pending = b""
        self._skip_characters = 0
        self._starred = False
        self._year = 0
        self._high = 0

    def run(self) -> None:
        """Read all tokens."""
        at, data = 0, self._data
        while at < len(data):
            token = _TOKEN.match(data, at)
            if token is None:
                at += 1
                continue
            at = token.end()
            if token[1] is not None:
                at = self._word(token[1].lower(), int(token[2]) if token[2] else None, at)
            elif token[3] is not None:
                self._byte(bytes([int(token[3], 16)]))
            elif token[4] is not None:
                self._symbol(token[4])
            elif token[5] is not None:
                self._brace(token[5])
            elif token[6] is not None:
                self._text(token[6])
        self._flush()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._starred = False
        if brace == b"{":
            if len(self._stack) >= _MAX_NESTING:
                raise UnreadableDocument("is nested too deep to be a text; save it as DOCX or PDF")
            self._stack.append(self._state)
        elif self._stack:
            self._state = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in (b"~", b"_", b"-"):
            self._flush()
            self._say({b"~": " ", b"_": "-", b"-": "\u00ad"}[symbol])
        elif symbol in (b"\\", b"{", b"}"):
            self._byte(symbol)
        elif symbol in (b"\n", b"\r"):
            self._flush()
            self._break()

    def _word(self, word: bytes, value: int | None, at: int) -> int:
        """Act on a control word; returns where reading goes on."""
        if word == b"bin":
            return at + max(0, value or 0)
        starred, self._starred = self._starred, False
        if word == b"u" and value is not None:
            self._unicode(value)
            return at
        self._flush()
        if word in _SKIPPED or (starred and word not in (b"shptxt", b"shpinst")):
            self._state = replace(self._state, skip=True)
        elif word in _CHARACTERS:
            self._say(_CHARACTERS[word])
        elif word in _BREAKS:
            self._break()
        elif word == b"colortbl":
            self._state = replace(self._state, colours=True)
        elif word == b"info":
            self._state = replace(self._state, info=True)
        else:
            self._look(word, value)
        return at

    def _look(self, word: bytes, value: int | None) -> None:
        setters: dict[bytes, Callable[[int], _State]] = {
            b"v": lambda v: replace(self._state, hidden=v != 0),
            b"cf": lambda v: replace(self._state, colour=v),
            b"highlight": lambda v: replace(self._state, shade=v),
            b"cb": lambda v: replace(self._state, shade=v),
            b"chcbpat": lambda v: replace(self._state, shade=v),
            b"cbpat": lambda v: replace(self._state, shade=v),
            b"clcbpat": lambda v: replace(self._state, shade=v),
            b"fs": lambda v: replace(self._state, half_points=v),
            b"uc": lambda v: replace(self._state, fallback=max(0, min(v, 8))),
        }
        if word in setters:
            default = {b"v": 1, b"fs": 24, b"uc": 1}.get(word, 0)
            self._state = setters[word](default if value is None else value)
        elif word == b"plain":
            self._state = replace(self._state, hidden=False, colour=0, shade=0, half_points=24)
        elif word == b"ansicpg":
            self._encoding = _CODE_PAGES.get(value or 1252, "cp1252")
        elif word in (b"red", b"green", b"blue") and self._state.colours:
            self._table[-1].append(value or 0)
        elif self._state.info and word == b"yr":
            self._year = value or 0
        elif self._state.info and word == b"mo" and 1980 <= self._year <= 2100 and value and 1 <= value <= 12:
            self.dated = Month(self._year, value)

    def _text(self, text: bytes) -> None:
        if self._state.colours:
            for _ in range(text.count(b";")):
                self._table.append([])
            self._white = frozenset(
                n for n, rgb in enumerate(self._table) if len(rgb) == 3 and min(rgb) >= 253
            )
            return
        for n in range(len(text)):
            if self._skip_characters == 0:
                self._pending += text[n:]
                return
            self._skip_characters -= 1

    def _byte(self, byte: bytes) -> None:
        if self._skip_characters:
            self._skip_characters -= 1
        else:
            self._pending += byte

    def _unicode(self, value: int) -> None:
        """A UTF-16 unit; characters beyond the first plane come as two of them."""
        self._flush()
        code = value + 65536 if value < 0 else value
        high, self._high = self._high, 0
        if high and 0xDC00 <= code < 0xE000:
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)))
        elif 0xD800 <= code < 0xDC00:
            self._high = code
        else:
            self._say(chr(code) if 0 <= code < 0x110000 else "\ufffd")
        self._skip_characters = self._state.fallback

    def _flush(self) -> None:
        if self._pending:
            pending, self._pending = self._pending, b""
            self._say(pending.decode(self._encoding, errors="replace"))

    def _say(self, text: str) -> None:
        if not self._state.skip and not self._state.info and not self._state.colours:
            self.builder.add(text, self._state.concealment(self._white))

    def _break(self) -> None:
        if not self._state.skip:
            self.builder.line_break() if not self.builder.ends_open() else self.builder.add("\n")
