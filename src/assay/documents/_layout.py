"""Reading order on a page: columns are found by the white between them, rows by their alignment.

A recursive cut (after Nagy and Seth's XY-cut, 1984): a gutter splits a region into columns only where
the sides do not read row by row, as dates beside entries and labels beside values do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from assay.documents._words import Row, Word, rows_of

MIN_LINES = 4
"""Lines on either side from which a gutter may part columns."""

MIN_OVERLAP = 0.35
"""Share of the region's height that both sides must cover."""

MAX_ACROSS = 0.1
"""Share of rows that may run across the edge of a painted bar that still counts as a sidebar."""

_DATE_LIKE = re.compile(r"(19|20)\d\d|present|heute|now|\d{1,2}[./]\d{2,4}", re.IGNORECASE)
_MAX_DEPTH = 12


def reading_order(
    words: Sequence[Word], width: float, bars: Sequence[tuple[float, float]] = ()
) -> Iterator[Row | None]:
    """Lines of words in reading order; None stands for the empty line between two blocks.

    `bars` are the left and right edges of painted sidebars, whose words are read apart.
    """
    if not words:
        return
    size = median(w.size for w in words)
    parts = _by_bar(list(words), bars)
    blocks = (block for part in parts for block in _blocks(part, size, width, 0))
    for number, block in enumerate(blocks):
        if number:
            yield None
        yield from _with_gaps(rows_of(block))


def _by_bar(words: list[Word], bars: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """The words in and beside a painted sidebar, left part first; all together where text runs across its edge."""
    for left, right in bars:
        inside = [w for w in words if left <= (w.left + w.right) / 2 <= right]
        beside = [w for w in words if not left <= (w.left + w.right) / 2 <= right]
        if min(len(rows_of(inside)), len(rows_of(beside))) < MIN_LINES:
            continue
        at_left = left < min(w.left for w in beside)
        if _runs_across(rows_of(words), right if at_left else left) <= MAX_ACROSS:
            return [inside, beside] if at_left else [beside, inside]
    return [words]


def _runs_across(rows: Sequence[Row], edge: float) -> float:
    """The share of rows whose words pass over `edge` without more white than between words."""
    across = 0
    for row in rows:
        left = max((w.right for w in row if w.left < edge), default=None)
        right = min((w.left for w in row if w.left >= edge), default=None)
        across += left is not None and right is not None and right - left < 0.6 * row[0].size
    return across / len(rows)


def _with_gaps(rows: Sequence[Row]) -> Iterator[Row | None]:
    """The rows, with an empty line where the white above a row is wider than usual."""
    tops = [median(w.middle for w in row) for row in rows]
    steps = [b - a for a, b in pairwise(tops) if b > a]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0  # between the lines of a paragraph
    for number, row in enumerate(rows):
        if number and tops[number] - tops[number - 1] > max(1.3 * usual, 1.8 * row[0].size):
            yield None
        yield row


def _blocks(words: list[Word], size: float, width: float, depth: int) -> Iterator[list[Word]]:
    """The region's blocks in reading order."""
    rows = rows_of(words)
    if depth < _MAX_DEPTH and len(rows) >= MIN_LINES:
        gutter = _gutter(words, size, width)
        if gutter is not None:
            left, right = _sides(words, gutter)
            yield from _blocks(left, size, width, depth + 1)
            yield from _blocks(right, size, width, depth + 1)
            return
        twins = _twins(rows)
        if twins is not None:
            yield from _twin_blocks(rows, *twins, size, width, depth)
            return
        cut = _cut(rows, size, width)
        if cut is not None:
            above = [w for row in rows[:cut] for w in row]
            below = [w for row in rows[cut:] for w in row]
            yield from _blocks(above, size, width, depth + 1)
            yield from _blocks(below, size, width, depth + 1)
            return
    yield words


def _twin_blocks(  # noqa: PLR0913 - what _blocks carries, and the place
    rows: Sequence[Row], first: int, last: int, gutter: float, size: float, width: float, depth: int
) -> Iterator[list[Word]]:
    within = [w for row in rows[first:last] for w in row]
    above, below = ([w for row in part for w in row] for part in (rows[:first], rows[last:]))
    for part in (above, *_sides(within, gutter), below):
        if part:
            yield from _blocks(part, size, width, depth + 1)


def _twins(rows: Sequence[Row]) -> tuple[int, int, float] | None:
    """Two short columns, each under a heading, as "Education" beside "Certificates": rows and gutter.

    Headings are known by their look: that of another row which stands alone, and not of most rows.
    """
    looks = [_look(row) for row in rows]
    usual = max(set(looks), key=looks.count)
    for first, row in enumerate(rows[:-2]):
        groups = _groups(row)
        if len(groups) != 2 or looks[first] == usual or _look(groups[0]) != _look(groups[1]):
            continue
        alone = sum(
            look == looks[first] and len(_groups(r)) == 1 for look, r in zip(looks, rows, strict=True)
        )
        start = groups[1][0].left
        if not alone or any(c.isdigit() for w in row for c in w.text):
            continue
        last = first + 1
        while last < len(rows) and looks[last] != looks[first] and not _crosses(rows[last], start):
            last += 1
        if last - first > 2 and any(abs(w.left - start) < 2 for r in rows[first + 1 : last] for w in r):
            return first, last, start - 1
    return None


def _look(row: Row) -> tuple[float, bool, bool]:
    """Size of the letters in half points, whether bold, whether all capitals."""
    text = "".join(w.text for w in row)
    return round(2 * median(w.size for w in row)) / 2, all(w.bold for w in row), text.isupper()


def _groups(row: Row) -> list[Row]:
    """The row cut where the white is wider than between words."""
    groups = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > 2.2 * word.size:
            groups.append([])
        groups[-1].append(word)
    return groups


def _crosses(row: Row, start: float) -> bool:
    """Whether the row's words do not leave white before `start`."""
    return any(w.left < start - 1 and w.right > start - 0.4 * w.size for w in row)


def _cut(rows: Sequence[Row], size: float, width: float) -> int | None:
    """Where a part without columns (a header, a footer, a full-width section) meets one with them.

    Gaps between rows are tried from the widest down; a cut is good if either part has a gutter.
    """
    gaps = [
        (min(w.top for w in below) - max(w.bottom for w in above), number + 1)
        for number, (above, below) in enumerate(pairwise(rows))
    ]
    for gap, number in sorted(gaps, key=lambda g: (-g[0], g[1]))[:24]:
        if gap <= 0.15 * size:
            break
        for part in (rows[number:], rows[:number]):
            words = [w for row in part for w in row]
            if len(part) >= 2 * MIN_LINES and _gutter(words, size, width) is not None:
                return number
    return None


def _sides(words: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    return [w for w in words if w.right <= gutter], [w for w in words if w.right > gutter]


def _gutter(words: Sequence[Word], size: float, width: float) -> float | None:
    """The middle of the widest white strip that parts columns, or None."""
    low, high = min(w.top for w in words), max(w.bottom for w in words)
    for white, middle in _strips(words, size):
        if not 0.08 * width < middle < 0.92 * width or white < max(7.0, 0.8 * size):
            continue
        left, right = _sides(words, middle)
        if not left or not right or _overlap(left, right) < MIN_OVERLAP * (high - low):
            continue
        if not _reads_by_rows(rows_of(left), rows_of(right), width):
            return middle
    return None


def _strips(words: Sequence[Word], size: float) -> list[tuple[float, float]]:
    """White strips from top to bottom of the region: (width, middle), widest first."""
    strips: list[tuple[float, float]] = []
    reach = float("-inf")
    for word in sorted(words, key=lambda w: w.left):
        if word.left - reach > 0.5 * size and reach > float("-inf"):
            strips.append((word.left - reach, (word.left + reach) / 2))
        reach = max(reach, word.right)
    return sorted(strips, key=lambda s: (-s[0], s[1]))


def _overlap(left: Sequence[Word], right: Sequence[Word]) -> float:
    top = max(min(w.top for w in left), min(w.top for w in right))
    bottom = min(max(w.bottom for w in left), max(w.bottom for w in right))
    return bottom - top


def _reads_by_rows(left: Sequence[Row], right: Sequence[Row], width: float) -> bool:
    """Whether the narrow side belongs to the wide one line by line: dates, labels, bullets."""
    if min(len(left), len(right)) < MIN_LINES:
        return True
    narrow, wide = sorted((left, right), key=_extent)
    levels = [_level(row) for row in wide]
    near = 0.35 * median(row[0].size for row in narrow)
    aligned = sum(any(abs(_level(row) - at) <= near for at in levels) for row in narrow) / len(narrow)
    texts = [" ".join(w.text for w in row) for row in narrow]
    dates = sum(bool(_DATE_LIKE.search(t)) for t in texts) / len(texts)
    sparse = len(narrow) <= 0.7 * len(wide)
    slim = _extent(narrow) < 0.3 * width
    if dates >= 0.4 and slim:
        return aligned >= 0.5
    if aligned < 0.85:
        return False
    short = median(len(t) for t in texts) <= 28
    return slim and short and (sparse or (len(narrow) <= 1.15 * len(wide) and _gaps_shared(narrow, wide)))


def _gaps_shared(narrow: Sequence[Row], wide: Sequence[Row]) -> bool:
    """Whether the wide side has hardly a line of its own: then it is a table, not a column."""
    levels = [_level(row) for row in narrow]
    near = 0.35 * median(row[0].size for row in wide)
    alone = sum(not any(abs(_level(row) - at) <= near for at in levels) for row in wide)
    return alone <= 0.25 * len(wide)


def _level(row: Row) -> float:
    return median(w.middle for w in row)


def _extent(rows: Sequence[Row]) -> float:
    return max(w.right for row in rows for w in row) - min(w.left for row in rows for w in row)
