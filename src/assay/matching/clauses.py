"""Clauses: the telling part of a passage, word for word.

A passage is cut only where a clause ends, so that what is left still says what its author said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from assay.domain.document import Quote, Span

LONGEST: Final = 210
"""Longest clause shown, in characters, where the passage has a border before that."""

_BEST: Final = (45, 170)
_BORDER: Final = re.compile(
    r"(?P<sentence>[.!?]+[)\"”’]?\s+(?=[\"“(\[]?[A-ZÀ-ÝŁŚŻ0-9]))|(?P<part>;\s+)|(?P<dash>\s+[-–—]{1,2}\s+|\s+[|·•]\s+)"
    r"|(?P<colon>:\s+)|(?P<comma>,\s+)|(?P<link>\s+(?=(?:and|which|where|who|but|und|et|y|e|en|oraz)\s))"
)
_STRENGTH: Final = {"sentence": 3.0, "part": 3.0, "dash": 1.5, "colon": 1.0, "comma": -1.0, "link": -2.0}
_ENDS: Final = {"sentence": 3.0, "part": 3.0, "dash": 1.5, "colon": -2.0, "comma": -0.5, "link": -1.5}
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|ca|approx|vs|etc|inc|no|nr|z\.B|d\.h|bzw|incl|resp|Dr|St|Mr|Ms)|\b[A-Z])\.\s*$", re.I
)
_DIGIT: Final = re.compile(r"\d")
_YEAR_ONLY: Final = re.compile(r"\b(?:19|20)\d\d\b")
_TRIM: Final = " \t\n\r\f\v•▪■●◦‣·*-–—|>→;:,"
_OPEN: Final = re.compile(
    r"(?:\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|und|der|die|das|mit|de|la|le|et|pour|del|y|con)\s*$)",
    re.I,
)
_BULLET_TRAIL: Final = re.compile(r"-\n\s*")

Covered = Callable[[Quote], bool]
"""Whether a blind view covers some of a quote."""


class _Cut(NamedTuple):
    """A border: the end of what stands before, the start of what follows, and how good each is."""

    end: int
    start: int
    ends: float
    starts: float


def nothing_covered(_: Quote) -> bool:
    """Nothing is covered."""
    return False


def clause(passage: Quote, mention: Quote | None = None, covered: Covered = nothing_covered) -> Quote:
    """The telling clause of `passage`: it holds `mention`, best with a figure, and reads alone.

    Cut at borders only; the whole passage where it is short. What a blind view covers is left out
    where it can be.
    """
    cuts = _cuts(passage.text)
    inside = _place(passage, mention)
    best = max(_runs(cuts, inside), key=lambda run: (_worth(passage, run, inside, covered), -run[0].start))
    return piece(passage, best[0].start, best[1].end)


def piece(passage: Quote, start: int, end: int) -> Quote:
    """``passage.text[start:end]`` as a quote, without bullets and closing marks at its ends."""
    text = passage.text[start:end]
    left = len(text) - len(text.lstrip(_TRIM))
    text = text.strip(_TRIM)
    while text.endswith(".") and not text.endswith("..") and len(text) > 1:
        text = text[:-1].rstrip(_TRIM)
    if not text:
        return passage
    first = passage.span.start + start + left
    return Quote(passage.document, Span(first, first + len(text)), text)


def flat(text: str) -> str:
    """`text` on one line, as it is shown in a sentence.

    >>> flat("served  by\\n   Ray")
    'served by Ray'
    """
    return " ".join(text.split())


def _place(passage: Quote, mention: Quote | None) -> tuple[int, int] | None:
    """Where in the passage's text the mention stands."""
    if mention is None or mention.document != passage.document or not passage.span.contains(mention.span):
        return None
    return mention.span.start - passage.span.start, mention.span.end - passage.span.start


@lru_cache(maxsize=4096)
def _cuts(text: str) -> tuple[_Cut, ...]:
    """All borders of `text`, its own start and end among them."""
    out = [_Cut(0, 0, 0.0, 3.0)]
    for match in _BORDER.finditer(text):
        name = match.lastgroup or "link"
        if name == "sentence" and _ABBREVIATED.search(text, 0, match.end()):
            continue
        end = match.start() + len(match[0].rstrip()) if name == "sentence" else match.start()
        out.append(_Cut(end, match.end(), _ENDS[name], _STRENGTH[name]))
    out.append(_Cut(len(text), len(text), 3.0, 0.0))
    return tuple(out)


def _runs(cuts: Sequence[_Cut], inside: tuple[int, int] | None) -> Iterator[tuple[_Cut, _Cut]]:
    """Every run of clauses that holds the mention and is not too long; else the whole."""
    found = False
    for number, first in enumerate(cuts[:-1]):
        if inside and first.start > inside[0]:
            break
        for last in cuts[number + 1 :]:
            if last.end - first.start > LONGEST:
                break
            if inside and last.end < inside[1]:
                continue
            if last.end > first.start:
                found = True
                yield first, last
    if not found:
        yield cuts[0], cuts[-1]


def _worth(passage: Quote, run: tuple[_Cut, _Cut], inside: tuple[int, int] | None, covered: Covered) -> float:
    """How well the run reads and how much it tells."""
    first, last = run
    text = passage.text[first.start : last.end]
    worth = first.starts + last.ends
    worth += 2.5 if _DIGIT.search(_YEAR_ONLY.sub("", text)) else 0.0
    worth -= max(0, _BEST[0] - len(text)) / 10.0 + max(0, len(text) - _BEST[1]) / 20.0
    worth -= 5.0 * _unbalanced(text) + 3.0 * bool(_OPEN.search(text)) + bool(_BULLET_TRAIL.search(text))
    worth += 1.0 if inside is None or inside[0] - first.start < _BEST[1] else 0.0
    if covered(piece(passage, first.start, last.end)):
        worth -= 3.0
    return worth


def _unbalanced(text: str) -> bool:
    return any(text.count(a) != text.count(b) for a, b in ("()", "[]", "“”")) or text.count('"') % 2 == 1
