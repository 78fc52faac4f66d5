"""Periods whose words stand on more than one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from assay.extraction.anchors import periods, titled
from assay.extraction.dates import DatedSpan, find_single
from assay.extraction.lines import Line, Outline

_Slipped: TypeAlias = tuple[DatedSpan, tuple[tuple[int, int, int], ...]]
"""A period, and what of further lines it takes up, as (line, start, end)."""

_DASH_AFTER_DATE = re.compile(r"\s*(?:[^\W\d_]{3,9}\.?\s|\d{1,2}[./])?(?:19|20)\d\d\s?[-–—]\s+(?=[^\W\d_])")

_LEADING_NOW = re.compile(
    r"\s*(?:present|now|today|current|heute|aujourd'hui|présent|actualidad|presente|oggi|atual|heden|obecnie)\b",
    re.IGNORECASE,
)

_OPENS_PERIOD = re.compile(
    r"(?:19|20)\d\d\s*(?P<dash>[-–—]|\b(?:to|bis|à|a|al|até|tot|do|until|till)\b)?\s*$", re.IGNORECASE
)

_ONLY_DASH = re.compile(r"\s*(?:[-–—]|to|bis|à|a|al|até|tot|do|until|till)\s*", re.IGNORECASE)


def slipped(layout: Outline, line: Line) -> _Slipped | None:
    """A period whose end slipped to the next line, or its dash and end to the next two, of a narrow column.

    With it, as (line, start, end), what of the further lines it takes up.
    """
    paired = _dates_apart(layout, line)
    if paired is not None:
        return paired
    opens = _OPENS_PERIOD.search(line.text)
    if opens is None and not _DASH_AFTER_DATE.match(line.text):
        return None
    following = [n for n in layout.lines[line.number + 1 : line.number + 3] if not n.blank]
    if not following:
        return None
    if opens is None:
        return _now_below(line, following[0])
    return _end_below(line, opens, following)


_FROM_LABEL = re.compile(
    r"^\s*(?:(?:from|start(?:ed)?|von|beginn|de|du|desde|inicio|da|dal|inizio|van|od)\s*:?\s+)?",
    re.IGNORECASE,
)

_TO_LABEL = re.compile(
    r"^\s*(?:(?:to|until|end(?:ed)?|bis|ende|à|au|hasta|fin|a|al|fine|até|tot|do)\s*:?\s+)?", re.IGNORECASE
)

_UNTIL_THEN = re.compile(
    r"[(,\s]\s?(?:until|till|up to|bis|jusqu['’](?:à|en)|hasta|fino a|até|tot|do)\s(?:the\s)?(?:end\sof\s)?(?P<date>[^()]{4,20})\)?\s*$",
    re.IGNORECASE,
)


def _dates_apart(layout: Outline, line: Line) -> _Slipped | None:
    """A first date on a line of its own and the last one on the next, perhaps each behind a label."""
    if line.number + 1 >= len(layout.lines) or len(line.text.strip()) > 30:
        return None
    below = layout.lines[line.number + 1]
    first = _FROM_LABEL.sub("", line.text, count=1).strip()
    last = _TO_LABEL.sub("", below.text, count=1).strip(" \t()")
    one = find_single(first)
    if len(one) != 1 or len(first) != one[0].end - one[0].start or not last:
        return None
    place = (line.indent, len(line.text.rstrip()))
    until = _UNTIL_THEN.search(below.text)
    if until is not None and until.start() and len(find_single(below.text)) == 1:
        ended = periods(f"{first} - {until['date']}")
        if len(ended) == 1 and not ended[0].period.ongoing:
            return DatedSpan(*place, ended[0].period), ((below.number, *until.span()),)
    whole = periods(f"{first} - {last}")
    if len(whole) != 1 or whole[0].end != len(f"{first} - {last}"):
        return None
    return DatedSpan(*place, whole[0].period), ((below.number, 0, len(below.text)),)


def _now_below(line: Line, following: Line) -> _Slipped | None:
    """ "2021 – Engineer" above "present ...": the word that ends the period begins the next line."""
    dash = _DASH_AFTER_DATE.match(line.text)
    now = _LEADING_NOW.match(following.text)
    if not (dash and now and titled(line.text[dash.end() :])):
        return None
    whole = periods(dash[0].rstrip() + " " + now[0].strip())
    return (DatedSpan(0, dash.end(), whole[0].period), ((following.number, *now.span()),)) if whole else None


def _end_below(line: Line, opens: re.Match[str], following: Sequence[Line]) -> _Slipped | None:
    """ "03/2021 –" above "heute", or "July 2014", "to" and "December 2015" on three lines."""
    ends = opens["dash"] is not None
    if not ends and not (len(following) > 1 and _ONLY_DASH.fullmatch(following[0].text)):
        return None
    row = following[0] if ends else following[1]
    text = line.text.rstrip() + (" " if ends else " - ")
    whole = periods(text + row.text[:60])
    last = whole[-1] if whole else None
    if last is None or last.end <= len(text) or last.start >= len(text.rstrip(" -")):
        return None
    if row.text[: last.end - len(text)].strip() != row.text[:60].strip() and not ends:
        return None
    holes = [(row.number, 0, last.end - len(text))]
    if not ends:
        holes.insert(0, (following[0].number, 0, len(following[0].text)))
    return DatedSpan(last.start, len(line.text.rstrip()), last.period), tuple(holes)
