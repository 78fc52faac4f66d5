"""A mended copy of a text, with a way back to the original offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.document import Span

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ONE_TO_ONE = {**dict.fromkeys(_SPACES, " "), "\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n"}
_FAULTY = re.compile(
    f"[{''.join(_LIGATURES)}]|[{_NOTHING}]\n?|[{''.join(_ONE_TO_ONE)}]|[\ue000-\uf8ff]"
    r"|(?m:^[ \t]*[^\W\d_](?:(?:[ \u00a0]{1,3}|\t)[^\W\d_&]|(?:[ \u00a0]{1,3}|\t)&(?=[ \u00a0\t])){4,}[ \t]*$)"
    r"|(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[^\W\d_])|(?m:^[ \t]*(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?=[ \t]*$|[ \t]{2}))"
)
_KEPT_HYPHEN = frozenset(
    [
        "all",
        "anti",
        "auto",
        "back",
        "built",
        "co",
        "cost",
        "cross",
        "data",
        "de",
        "deep",
        "double",
        "eco",
        "end",
        "ex",
        "face",
        "few",
        "fine",
        "first",
        "four",
        "full",
        "game",
        "half",
        "hand",
        "hard",
        "high",
        "human",
        "in",
        "inter",
        "large",
        "lead",
        "left",
        "long",
        "low",
        "machine",
        "mid",
        "mini",
        "multi",
        "near",
        "no",
        "non",
        "off",
        "on",
        "one",
        "open",
        "out",
        "over",
        "peer",
        "point",
        "post",
        "pre",
        "real",
        "right",
        "role",
        "run",
        "sales",
        "second",
        "self",
        "semi",
        "short",
        "side",
        "single",
        "six",
        "small",
        "state",
        "sub",
        "super",
        "team",
        "tech",
        "third",
        "three",
        "time",
        "top",
        "trans",
        "two",
        "under",
        "up",
        "user",
        "vice",
        "well",
        "work",
        "world",
        "zero",
    ]
)
_HYPHEN_BEFORE = frozenset(
    "agnostic aware based bound centric critical driven efficient facing free friendly functional grade heavy hoc"
    " house intensive invariant level native oriented powered quality ready related scale sensitive series specific"
    " step supervised term tier tuned tuning wide".split()
)
"""Second halves that are written with a hyphen more often than without."""

_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended text. From `starts[i]` on, mended offsets follow the original ones from `origins[i]`."""

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    length: int

    def offset(self, at: int) -> int:
        """The original offset of the character at `at`; the original length for the end."""
        if at >= len(self.text):
            return self.length
        run = bisect_right(self.starts, at) - 1
        here = self.origins[run] + at - self.starts[run]
        limit = self.origins[run + 1] if run + 1 < len(self.origins) else self.length
        return min(here, max(self.origins[run], limit - 1))

    def original(self, start: int, end: int) -> Span:
        """The span of the original text that gave ``text[start:end]``."""
        if end <= start:
            here = self.offset(start)
            return Span(here, here)
        return Span(self.offset(start), self.offset(end - 1) + 1)


def mend(text: str) -> Mended:
    """Mend ligatures, soft hyphens, words broken at line ends, odd spaces, icons and letter-spaced headings.

    >>> mend("deep know-\\nledge of e\\ufb03cient code").text
    'deep knowledge of efficient code'
    """
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = at = 0
    for start, end, new in _repairs(text):
        pieces += [text[at:start], new]
        length += start - at
        if len(new) != end - start:
            if new:
                starts.append(length)
                origins.append(start)
            starts.append(length + len(new))
            origins.append(end)
        length += len(new)
        at = end
    pieces.append(text[at:])
    return Mended("".join(pieces), tuple(starts), tuple(origins), len(text))


def _repairs(text: str) -> Iterator[tuple[int, int, str]]:
    words: set[str] | None = None
    for match in _FAULTY.finditer(text):
        fault = match[0]
        if fault in _LIGATURES:
            new = _LIGATURES[fault]
        elif fault in _ONE_TO_ONE:
            new = _ONE_TO_ONE[fault]
        elif fault[0] in _NOTHING:
            new = ""
        elif "\ue000" <= fault[0] <= "\uf8ff":
            new = "•"
        elif fault.startswith("-"):
            if words is None:
                words = set(re.findall(r"[^\W\d_]+", text.lower()))
            new = _joint(text, match.start(), match.end(), words)
        else:
            new = re.sub(
                r"\t|(?<=\S)[ \u00a0]{2,}(?=\S)", " ", re.sub(r"(?<=[^\s&])[ \u00a0](?=[^\s&])", "", fault)
            )
        yield match.start(), match.end(), new


def _joint(text: str, start: int, end: int, words: set[str]) -> str:
    """What stands between the halves of a word broken at a line end: nothing, or its own hyphen."""
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    after = _WORD_AFTER.match(text, end)
    left, right = before[0] if before else "", after[0] if after else ""
    last = left.rpartition("-")[2].lower()
    if right[:1].isupper() and not left.isupper():
        return "-"
    if (last + right.lower()) in words:
        return ""
    kept = last in _KEPT_HYPHEN or (len(last) > 2 and right.lower() in _HYPHEN_BEFORE)
    if "-" in left or kept or f"{last}-{right.lower()}" in text.lower():
        return "-"
    return ""
