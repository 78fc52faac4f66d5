"""The heads of a CV's entries: dated lines with the lines around them, read in the layout all entries share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from assay.extraction.anchors import (
    MAX_HEAD,
    anchor_of,
    beside,
    date_style,
    edge_period,
    in_style,
    may_be_head,
    opens_sentence,
    periods,
    shows_end,
    titled,
)
from assay.extraction.chains import chain_of
from assay.extraction.dates import DatedSpan, find_single
from assay.extraction.entries import LENGTH, Part, is_country, label_of, notes_of, parts_of
from assay.extraction.kept import Head, is_work, without_clients
from assay.extraction.lines import Line, Outline
from assay.extraction.parted import slipped
from assay.extraction.readings import SHARED, Cell, Reading, cell_of, readings_of, votes_of
from assay.extraction.sections import SectionKind, headings, inline_heading
from assay.extraction.titles import legal_form
from assay.extraction.windows import Area, Spot, opens_dated, rows_around

_FINITE = re.compile(
    r"\b(?:I (?:am|do|did|\w+ed)|was|were|am|had|have|says?|said|came|went|became|ran|hired|left|is my|war|habe|hatte|était|suis|fue|estuve|sono|fui|werkte)\b"
)
"""What only a sentence holds."""

_PARAGRAPH = 48
"""Characters from which a line may be one of a paragraph's."""

_AGREED = 0.4
"""Share of the other entries' votes from which a reading is the layout that they share."""

_DEEPEST = 60
"""Lines above a role among which the line of its employer is sought."""


_Shape: TypeAlias = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A dated line with its head's possible readings."""

    spot: Spot
    cells: tuple[Cell, ...]
    notes: tuple[Part, ...]
    readings: tuple[Reading, ...]


def read_heads(layout: Outline, area: Area) -> list[Head]:
    """The heads of an area's entries, each in its likeliest reading beside the others."""
    entries: list[_Entry] = []
    for spot in _spots(layout, area):
        floor = entries[-1].spot.anchor + 1 if entries else area.first
        entries.append(_entry(layout, area, spot, (floor, bool(entries))))
    votes = [votes_of(e.readings) if e.readings else {} for e in entries]
    shared = Counter[_Shape]()
    for vote in votes:
        shared.update(vote)
    count = sum(map(bool, votes))
    heads: list[Head] = []
    taken = area.first - 1
    for number, entry in enumerate(entries):
        others = count - bool(votes[number])
        shares = {s: (shared[s] - v) / others for s, v in votes[number].items()} if others else {}
        head = _chosen(area, entry, shares, taken)
        head = head and replace(head, house=group_name(layout, area, head.lines[0]))
        chained = entry.spot.within and heads and heads[-1].anchor == entry.spot.anchor
        if head is not None and (chained or is_work(layout, head)):
            heads.append(head)
            taken = max(head.lines)
    return without_clients(layout, heads)


def lone_name(line: Line, *, title: bool) -> tuple[int, int] | None:
    """The title or the employer on a line that stands by itself."""
    cells = [cell_of(p, 0, must=True) for p in parts_of(line.text, line.start, line.number)]
    found = readings_of(cells, inherits=1.0 if title else -0.5)
    if not title:
        return next((r.employer for r in found if r.title is None), None)
    return found[0].title if found else None


def group_name(layout: Outline, area: Area, first: int) -> tuple[int, int] | None:
    """The employer of a group of roles: a short line of its own above, perhaps with the years spent there."""
    outer = outer_name(layout, area, first)
    if outer is not None:
        return outer
    number = first - 1
    while number >= area.first and (layout.lines[number].blank or LENGTH.match(layout.lines[number].text)):
        number -= 1
    line = layout.lines[number]
    if number < area.first or not may_be_head(line) or titled(line.text):
        return None
    if number > area.first and not layout.lines[number - 1].blank:
        return None
    if line.text.rstrip().endswith(".") and not legal_form(line.text.split()[-1]):
        return None
    return lone_name(line, title=False)


def outer_name(layout: Outline, area: Area, first: int) -> tuple[int, int] | None:
    """The employer under whose line the role that begins on line `first` is set in, whatever its case."""
    inner = layout.lines[first]
    if inner.indent < 2 or inner.bullet or not periods(inner.text):
        return None
    for number in range(first - 1, max(area.first, first - _DEEPEST) - 1, -1):
        line = layout.lines[number]
        if line.blank or line.indent >= inner.indent:
            continue
        named = len(line.text.strip()) <= MAX_HEAD and line.text.count(" ") <= 12
        ended = line.text.rstrip().endswith((".", ";", ":")) and not legal_form(line.text.split()[-1])
        if line.bullet or not named or ended or titled(line.text) or edge_period(line):
            return None
        return lone_name(line, title=False)
    return None


def _spots(layout: Outline, area: Area) -> Iterator[Spot]:
    last = area.first - 1
    style = _style_of(layout, area)
    for line in layout.lines[area.first : area.last]:
        if line.blank or line.number <= last:
            continue
        above = layout.lines[line.number - 1]
        right = beside(above, line) if above.number > last and above.number >= area.first else None
        if right is not None:
            last = line.number
            yield Spot(line.number, right)
            continue
        apart = slipped(layout, line)
        if apart is not None:
            last = apart[1][-1][0]
            yield Spot(line.number, *apart)
            continue
        chain = chain_of(line)
        if chain:
            last = line.number
            taken = tuple((line.number, d.start, d.end) for d, _ in chain)
            yield from (Spot(line.number, d, holes=taken, within=part) for d, part in chain)
            continue
        dated = None if _dated_apart(layout, line, area) else anchor_of(line, area.kind)
        dated = dated or (in_style(line, style) if style else None)
        bare = last == line.number - 1 >= area.first and not periods(line.text) and not opens_dated(line)
        if dated is None or bare or _flows_on(layout, line, dated):
            continue
        last = line.number
        yield from _shared_line(line) or [Spot(line.number, dated)]


def _flows_on(layout: Outline, line: Line, dated: DatedSpan) -> bool:
    """Whether a line is one of a paragraph's, with its dates amid the sentence that goes on below."""
    text = line.text.rstrip()
    below = layout.lines[line.number + 1].text.strip() if line.number + 1 < len(layout.lines) else ""
    goes_on = below[:1].islower() or re.match(r"I\s[a-z]", below)
    amid = text[: dated.start].strip(" (") and not re.search(r"\t|\s{3}|\|", text.strip())
    spoken = _FINITE.search(f"{text} {below[:24]}")
    return bool(
        goes_on
        and amid
        and spoken
        and len(text) >= _PARAGRAPH
        and opens_sentence(line, dated)
        and not line.bullet
    )


def _style_of(layout: Outline, area: Area) -> tuple[bool, ...] | None:
    """How the dates of an area's entries stand on their lines, where at least two entries agree."""
    if area.kind is not SectionKind.EXPERIENCE:
        return None
    lines = [n for n in layout.lines[area.first : area.last] if not n.blank and periods(n.text)]
    styles = Counter(date_style(n, found) for n in lines if (found := anchor_of(n, area.kind)))
    style, count = max(styles.items(), key=lambda s: (s[1], s[0]), default=(None, 0))
    return style if count > 1 and count * 2 >= sum(styles.values()) else None


def _shared_line(line: Line) -> list[Spot]:
    """The entries of a line that tells several roles in a row, each with its dates."""
    listed = _listed(line)
    if listed:
        return listed
    found = [f for f in periods(line.text) if shows_end(line, f)]
    if len(found) < 2 or len(line.text) > 3 * MAX_HEAD:
        return []
    ahead = titled(line.text[: found[0].start])
    cuts = [0, *((f.end for f in found[:-1]) if ahead else (f.start for f in found[1:])), len(line.text)]
    pieces = list(pairwise(cuts))
    if not all(titled(line.text[a:b]) and b - a <= MAX_HEAD for a, b in pieces):
        return []
    return [Spot(line.number, f, within=p) for f, p in zip(found, pieces, strict=True)]


def _listed(line: Line) -> list[Spot]:
    """The entries of a list in one line, each with a title and dates of its own before its semicolon."""
    if "; " not in line.text or len(line.text) > 5 * MAX_HEAD:
        return []
    inline = inline_heading(line.text)
    edges = [inline[1] if inline else 0, *(m.end() for m in re.finditer(r";\s", line.text)), len(line.text)]
    spots = []
    for a, b in pairwise(edges):
        piece = line.text[a:b]
        dates = periods(piece) or find_single(piece)
        if len(dates) != 1 or not titled(piece) or b - a > MAX_HEAD + 40:
            return []
        dated = DatedSpan(a + dates[0].start, a + dates[0].end, dates[0].period)
        spots.append(Spot(line.number, dated, within=(a, b)))
    return spots if len(spots) > 1 else []


def _dated_apart(layout: Outline, line: Line, area: Area) -> bool:
    """Whether a labelled line names the title or employer while a line near by is labelled as the dates."""
    own = label_of(line.text)
    if own is None or own[0] not in ("title", "employer"):
        return False
    near = layout.lines[max(area.first, line.number - 3) : min(area.last, line.number + 4)]
    return any((found := label_of(n.text)) and found[0] == "dates" and periods(n.text) for n in near)


def _entry(layout: Outline, area: Area, spot: Spot, before: tuple[int, bool]) -> _Entry:
    """An entry's cells and readings; `before` is the first line it may use and whether one stands above."""
    cells: list[Cell] = []
    notes: list[Part] = []
    for row, number, must in rows_around(layout, area, spot, before[0]):
        line = layout.lines[number]
        holes = _holes(line, spot)
        text = line.text[: 3 * MAX_HEAD]
        found = _before_prose(parts_of(text, line.start, number, [h for h in holes if h[1] <= len(text)]))
        tail = number == spot.anchor and spot.dated.start > 0 and line.text[: spot.dated.start].strip() != ""
        found = _titles_behind(
            found[:1] if number > spot.anchor and layout.lines[number - 1].blank else found, dotted=tail
        )
        if spot.within:
            low, high = (line.start + at for at in spot.within)
            found = [p for p in found if low <= p.start < high]
        dates_end = line.start + spot.dated.end if number == spot.anchor else None
        cells += [
            cell_of(
                p,
                row,
                must=must,
                after=dates_end is not None and p.start >= dates_end,
                boxed="|" in line.text,
            )
            for p in found
        ]
        notes += notes_of(text, line.start, number, holes)
    cells = _with_places(cells)
    near = {c.part.line for c in cells if c.weight > 0.5 or c.row == 0}
    cells += [
        cell_of(n, 0, must=False)
        for n in notes
        if n.opened == "bracket" and (n.titled > 0.5 or (n.line in near and n.text[:1].isupper()))
    ]
    first = min((c.part.line for c in cells if c.must), default=spot.anchor)
    lent = _lent(layout, area, min(first, spot.anchor), before[1])
    readings = tuple(readings_of(cells, inherits=lent))
    return _Entry(spot, tuple(cells), tuple(notes), readings)


def _lent(layout: Outline, area: Area, first: int, after_another: bool) -> float:
    """What a reading gains by naming no employer, from a line above that names it for several roles."""
    if outer_name(layout, area, first):
        return 1.4
    if group_name(layout, area, first):
        return 0.8
    return 0.4 if after_another else -0.5


def _with_places(cells: Sequence[Cell]) -> list[Cell]:
    """Cells of a line below the dates that ends in a country taken for a place, where the lines above name what there is to name."""
    titled_above = any(c.row < 0 and c.weight > 0.5 for c in cells)
    alone = not any(c.row == 0 for c in cells)
    out = list(cells)
    for row in {c.row for c in cells if c.row > 0} if titled_above and alone else ():
        line = [c for c in cells if c.row == row]
        if is_country(line[-1].part.text) and all(
            c.weight <= 0 and not c.legal and c.marks <= 0 for c in line
        ):
            out = [replace(c, place=True) if c.row == row else c for c in out]
    return out


def _holes(line: Line, spot: Spot) -> list[tuple[int, int]]:
    """What of a line is dates, so names nothing."""
    if line.number == spot.anchor and spot.within is None:
        return [(spot.dated.start, spot.dated.end)]
    apart = [(a, b) for n, a, b in spot.holes if n == line.number]
    return apart or [(f.start, f.end) for f in periods(line.text) if shows_end(line, f)]


def _titles_behind(parts: Sequence[Part], *, dotted: bool) -> list[Part]:
    """Parts where "Acme @ Engineer" counts as two beside each other, not as the employer behind its title.

    Full stops that do no more than part names ("Engineer. Acme.") count as commas.
    """
    out: list[Part] = []
    dotted = (
        dotted
        and len(parts) > 1
        and all(p.opened in ("line", "sentence") and len(p.text.split()) <= 6 for p in parts[:2])
    )
    for part in parts:
        stops = part.opened == "sentence" and dotted
        turned = part.opened == "at" and part.titled > 0.5 and out and out[-1].titled <= 0
        out.append(replace(part, opened="gap" if turned else "comma") if turned or stops else part)
    return out


def _before_prose(parts: Sequence[Part]) -> list[Part]:
    """A line's parts up to where a sentence of what was done begins."""
    out: list[Part] = []
    for part in parts:
        if part.opened == "sentence" and (len(part.text.split()) > 6 or _goes_on(out, part)):
            break
        if part.text.lower() not in headings() or part.titled > 0.5:
            out.append(part)
    return out


def _goes_on(before: Sequence[Part], part: Part) -> bool:
    """Whether a part behind a full stop is in lower case but for its first word, and a title stands before it."""
    words = part.text.split()
    low = sum(w[0].islower() for w in words)
    return (
        part.titled <= 0 and len(words) > 2 and low * 2 >= len(words) and any(p.titled > 0.5 for p in before)
    )


def _chosen(
    area: Area,
    entry: _Entry,
    shares: Mapping[_Shape, float],
    taken: int,
) -> Head | None:
    again = entry.spot.within is not None and entry.spot.within[0] > 0
    taken -= again  # it shares the line of the entry before
    if entry.spot.anchor <= taken:
        return None
    scored: list[tuple[float, int, Reading, float]] = []
    for reading in entry.readings:
        if reading.lines and min(reading.lines) <= taken:
            continue
        share = shares.get(reading.shape, 0.0)
        scored.append((reading.score + SHARED * share, -len(scored), reading, share))
    if not scored:
        return None
    _, _, best, share = max(scored, key=lambda s: s[:2])
    return replace(_head(area, entry, best, taken), agreed=share > _AGREED)


def _head(area: Area, entry: _Entry, reading: Reading, taken: int) -> Head:
    anchor = entry.spot.anchor
    must = {c.part.line for c in entry.cells if c.must and taken < c.part.line and c.row > -20}
    known = {anchor, *reading.lines, *must, *(n for n, _, _ in entry.spot.holes)}
    inner = {c.part.line for c in entry.cells if min(known) < c.part.line < max(known)}
    title = reading.title
    if title is not None:
        tails = [n.end + 1 for n in entry.notes if n.opened == "promotion" and 0 < n.start - title[1] < 4]
        title = (title[0], max([title[1], *tails]))
    lines = tuple(sorted(known | inner))
    shared = entry.spot.within is not None
    return Head(lines, anchor, entry.spot.dated, area, title, reading.employer, shared)
