"""What fits on the one page of a plan: ways cut to their main lines, lists filled until the page is full.

Lines are estimated for the length of US Letter, the width of A4 and a wide typeface, so that neither paper
overflows. What is left out is counted, never dropped in silence.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assay.domain.route import NOT_VERIFIED
from assay.interfaces.report.plain import printable
from assay.interfaces.report.route_marks import decides, spoken
from assay.workflow.routes_shown import BriefFindingView, RoutesView, SourceView, WayView

WAYS = 3
"""Ways shown: the one to follow and two to keep open."""

PAGE_LINES = 78
_HEAD_LINES, _FOOT_LINES = 8, 5
_COLUMN, _CELL = 62, 36
"""Characters on a line of one of two columns, and of a way's cell."""

_REASONS = 2
_WAY_HEAD = 6
"""Lines of a way's label, country, verdict and trust."""
_CELL_LINES = 2
_BAR = 34
"""Characters beside a bar of time."""
_HEADING, _MORE, _ITEM_GAP, _ROW_GAP = 1.6, 1.1, 0.15, 0.4
_COLUMN_WASTE = 4
"""Lines that a column may leave empty, since items are not broken."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: who or when, the words, and where they come from."""

    head: str
    text: str
    url: str | None = None

    @property
    def lines(self) -> float:
        """How many lines of a column it takes."""
        return math.ceil(width(f"{self.head}: {self.text}") / _COLUMN) + _ITEM_GAP


@dataclass(slots=True)
class Block:
    """A list under its heading: what fits, and how many items do not."""

    title: str
    items: Sequence[Item]
    shown: list[Item] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many items are in the full report alone."""
        return len(self.items) - len(self.shown)


def width(text: str) -> float:
    """The width of `text` in mean characters; capitals and signs of East Asian scripts are wider."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.5 if c.isupper() else 1.0 for c in text)


def cut(text: str, most: int) -> str:
    """`text` in one line of at most about `most` characters, whole words, its mark of doubt kept.

    >>> cut("a fee that is a guess of ours, and a long one [not verified]", 30)
    'a fee that … [not verified]'
    """
    flat = " ".join(printable(text).split())
    if width(flat) <= most:
        return flat
    mark = f" {NOT_VERIFIED}" if NOT_VERIFIED in flat else ""
    room, kept = most - width(mark) - 2, 0
    while kept < len(flat) and width(flat[: kept + 1]) <= room:
        kept += 1
    # The text may be cut inside the mark itself.
    whole = flat[:kept].rsplit(" ", 1)[0].split("[not", 1)[0].rstrip(" ,;:.[")
    return f"{whole} …{mark}"


def plan_ways(view: RoutesView) -> tuple[WayView, ...]:
    """The ways of the plan: those not blocked, in the order of the view; where all are, the first of them."""
    open_ways = [way for way in view.ways if spoken(way.verdict) != "blocked"]
    return tuple((open_ways or list(view.ways))[:WAYS])


def headline(ways: Sequence[WayView]) -> str:
    """What the first way is: the first choice, to be settled first, or blocked as all are."""
    verdict = spoken(ways[0].verdict) if ways else ""
    rest = [str(way.number) for way in ways[1:]]
    others = f"; way{'s' if len(rest) > 1 else ''} {' and '.join(rest)} to keep open" if rest else ""
    if verdict == "feasible":
        return f"First choice on what is known: way {ways[0].number}{others}"
    if verdict == "blocked":
        return "No way is open on what is known"
    return f"No way is sure yet: settle way {ways[0].number} first{others}" if ways else ""


def way_rows(ways: Sequence[WayView]) -> list[tuple[str, list[list[str]]]]:
    """Rows of the table of ways: a name, and for each way its lines."""
    cell = _CELL_LINES * _CELL

    def one(*texts: str) -> list[str]:
        return [cut(text, cell) for text in texts if text]

    return [
        ("Decides", [[*one(*decides(w)[:_REASONS]), *_left(len(decides(w)) - _REASONS)] for w in ways]),
        ("Time to start", [one(w.time.range, f"earliest {w.time.earliest}" if w.time.earliest else "") for w in ways]),
        ("Employer, once", [one(w.employer_once.range) for w in ways]),
        ("Employer, year 1", [one(w.first_year) for w in ways]),
        ("Person, once", [one(w.person_once.range) for w in ways]),
        ("Dependants", [one(w.dependants) for w in ways]),
        ("Residence", [one(w.residence) for w in ways]),
    ]  # fmt: skip


def time_bars(ways: Sequence[WayView]) -> list[dict[str, Any]]:
    """For each way the days to start as shares (0-100) of the longest; `known` is False where they are not."""
    longest = max((w.time.high_days or w.time.low_days or 0 for w in ways), default=0) or 1
    bars = []
    for way in ways:
        low, high = way.time.low_days, way.time.high_days
        end = high if high is not None else low
        bars.append(
            {
                "number": way.number,
                "range": cut(way.time.range, _BAR),
                "known": end is not None,
                "sure": round((low or 0) / longest * 100, 2),
                "perhaps": round(((end or 0) - (low or 0)) / longest * 100, 2),
            }
        )
    return bars


def filled(
    view: RoutesView, ways: Sequence[WayView], rows: Sequence[tuple[str, list[list[str]]]]
) -> list[Block]:
    """The lists of the plan in order, filled turn by turn until the page is full."""
    blocks = [block for block in _blocks(view, ways) if block.items]
    top = sum(max((_lines(cell) for cell in cells), default=0) + _ROW_GAP for _, cells in rows)
    top += (_WAY_HEAD + 2.5 + len(ways) * 1.4) if ways else 3
    room = 2 * (PAGE_LINES - _HEAD_LINES - _FOOT_LINES - top - _COLUMN_WASTE)
    room -= sum(_HEADING + _MORE for _ in blocks)
    waiting = list(blocks)
    while waiting:
        for block in tuple(waiting):
            item = block.items[len(block.shown)] if block.more else None
            if item is None or item.lines > room:
                waiting.remove(block)
                continue
            block.shown.append(item)
            room -= item.lines
    return blocks


def _blocks(view: RoutesView, ways: Sequence[WayView]) -> list[Block]:
    first = ways[0] if ways else None
    long = 3 * _COLUMN
    asks = [Item(f"Ask the {cut(q.asks, 24)}", cut(q.text, long)) for q in view.questions]
    duties = [Item(cut(d.due, _COLUMN), cut(d.text, long)) for d in view.duties]
    found = [Item(cut(f.severity, 24).capitalize(), cut(_mended(f), long)) for f in view.findings]
    places = [
        Item(cut(d.country, 40), cut(f"{spoken(d.verdict)}: {_names(d.routes)}", long))
        for d in view.destinations
    ]
    parts = [Item("", cut(t, long)) for t in first.time.parts] if first else []
    risks = [Item("", cut(t, long)) for t in first.risks] if first else []
    number = f" of way {first.number}" if first else ""
    return [
        Block("What to ask", asks),
        Block("What the employer does, by when", duties),
        Block("In the brief", found),
        Block(f"Time{number}, part by part", parts),
        Block(f"Risks{number}", risks),
        Block("Pay in both places", _pay(view)),
        Block("Hours", _hours(view)),
        *([] if ways else [Block("Where this person may work", places)]),
        Block("Sources", _sources(ways)),
    ]


def _pay(view: RoutesView) -> list[Item]:
    out = []
    for pay in view.pay:
        out += [
            Item(cut(what, _COLUMN), cut(f"{here} ({pay.here}), {there} ({pay.there})", 3 * _COLUMN))
            for what, here, there in pay.rows
        ]
        out += [Item("Not known", cut(text, 2 * _COLUMN)) for text in pay.missing]
    return out


def _hours(view: RoutesView) -> list[Item]:
    out = []
    for hours in view.hours:
        out.append(Item(cut(hours.title, _COLUMN), cut(hours.summary, 3 * _COLUMN)))
        if hours.shift:
            out.append(Item("", cut(hours.shift, 3 * _COLUMN)))
    return out


def _sources(ways: Sequence[WayView]) -> list[Item]:
    official = [
        SourceView(title=f"Official page of way {w.number}: {w.official_url}", url=w.official_url)
        for w in ways
    ]
    known = [item for item in official if item.url]
    both = dict.fromkeys([*known, *(source for way in ways for source in way.sources)])
    return [Item("", cut(source.title, 2 * _COLUMN), source.url) for source in both]


def _mended(finding: BriefFindingView) -> str:
    words = f"“{cut(finding.words, _COLUMN // 2)}” " if finding.words else ""
    return f"{words}{finding.message}{f' Instead: {finding.instead}' if finding.instead else ''}"


def _names(routes: Sequence[tuple[str, str, str]]) -> str:
    return "; ".join(name for _, name, _ in routes)


def _lines(cell: Sequence[str]) -> float:
    return sum(max(math.ceil(width(text) / _CELL), 1) for text in cell)


def _left(more: int) -> list[str]:
    return [f"{more} more in the full report"] if more > 0 else []
