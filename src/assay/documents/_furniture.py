"""What stands at the edge of every page and belongs to none of its text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assay.documents._words import Row, Word, rows_of

EDGE = 0.085
"""Share of the page's height, above and below, in which such rows stand."""

_NUMBER = r"\d{1,3}(?:\s{0,3}(?:/|\||of|von|de|di|da|van|sur|z|ze)\s{0,3}\d{1,3})?"
PAGE_NUMBER = re.compile(
    rf"\W{{0,3}}(?:(?:page|seite|página|pagina|pag|pág|strona|str|p|s)\b\.?)?\W{{0,3}}{_NUMBER}\W{{0,3}}",
    re.IGNORECASE,
)
_MAX_WORDS = 24
_ALONE = 1.6
"""White under a running head, in heights of its letters, that parts it from the text."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A page's words, and the running rows kept apart from them: `head` stands above, `foot` below."""

    words: list[Word]
    head: list[Row]
    foot: list[Row]


def parted(pages: Sequence[tuple[list[Word], float]]) -> list[Parted]:
    """The pages (each given with its height) without page numbers and running heads and feet.

    A head or foot that tells more than a number is kept once, on the first or last page that has it.
    Words that a reader of the page does not see stay where they are, so that they are reported.
    """
    edges = [_edge_rows(words, height) for words, height in pages]
    left = Counter(_key(row) for rows in edges for row in rows)
    running = {key for key, count in left.items() if count > 1}
    opening = _opening(pages)
    out, known = [], set[str]()
    for number, ((words, height), rows) in enumerate(zip(pages, edges, strict=True)):
        head: list[Row] = []
        foot: list[Row] = []
        taken: set[int] = set()
        for row in rows:
            key = _key(row)
            left[key] -= 1
            numbered = PAGE_NUMBER.fullmatch(_text(row)) is not None
            if not (numbered or key in running or (number and _repeats(row, opening, words))):
                continue
            taken |= {id(word) for word in row}
            if key in running and not numbered:
                at_top = row[0].middle < height / 2
                if at_top and key not in known:
                    head.append(row)
                if not at_top and not left[key]:
                    foot.append(row)
            known.add(key)
        out.append(Parted([w for w in words if id(w) not in taken] if taken else words, head, foot))
    return out


def _edge_rows(words: Sequence[Word], height: float) -> list[Row]:
    """Rows near the upper and lower edge, where nothing else stands further out."""
    low, high = EDGE * height, (1 - EDGE) * height
    at_edge = [w for w in words if w.middle < low or w.middle > high]
    return [row for row in rows_of(at_edge) if len(row) <= _MAX_WORDS and not any(w.concealment for w in row)]


def _text(row: Row) -> str:
    return " ".join(w.text for w in row)


def _key(row: Row) -> str:
    """The row's words without regard to the numbers in it."""
    return re.sub(r"\d+", "#", _text(row).casefold())


def _opening(pages: Sequence[tuple[list[Word], float]]) -> frozenset[str]:
    """The words of the upper quarter of the first page."""
    if not pages:
        return frozenset()
    words, height = pages[0]
    return frozenset(_bare(w.text) for w in words if w.middle < height / 4)


def _bare(word: str) -> str:
    return re.sub(r"[\W\d_]+", "", word).casefold()


def _repeats(row: Row, opening: frozenset[str], words: Sequence[Word]) -> bool:
    """Whether a row at the top of a later page only says again how the first page opens, apart from the text."""
    bottom = max(w.bottom for w in row)

    following = min((w.top for w in words if w.top >= bottom - 0.2 * w.size), default=None)
    alone = following is not None and following - bottom >= _ALONE * row[0].size
    spoken = {b for w in row if (b := _bare(w.text))}
    return alone and bool(spoken) and spoken <= opening
