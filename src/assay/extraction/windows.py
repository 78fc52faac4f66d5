"""The lines around a dated one that may name the title and the employer of its entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assay.extraction.anchors import MAX_HEAD, edge_period, first_sentence, may_be_head, periods, titled
from assay.extraction.dates import DatedSpan, find_single
from assay.extraction.entries import BRACKETS, is_place, is_table_header, label_of
from assay.extraction.lines import Line, Outline, bullet_end
from assay.extraction.sections import SectionKind

REACH = 3
"""Lines above and below the dated one that may belong to its head."""


@dataclass(frozen=True, slots=True)
class Area:
    """Lines `first` to `last` (not included) in which roles may stand; `loose` ones need better marks."""

    first: int
    last: int
    kind: SectionKind
    loose: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A dated line; `dated` is within the line `anchor`; `holes` are dates on further lines."""

    anchor: int
    dated: DatedSpan
    holes: tuple[tuple[int, int, int], ...] = ()
    within: tuple[int, int] | None = None
    """Part of the line that is this entry's, where several entries share the line."""


def rows_around(layout: Outline, area: Area, spot: Spot, floor: int) -> list[tuple[int, int, bool]]:
    """The lines that may make the head: (row from the dated line, line number, whether it surely belongs)."""
    anchor = layout.lines[spot.anchor]
    if spot.within and spot.within[0] > 0:
        return [(0, spot.anchor, True)]
    labelled = _labelled(layout, anchor, (max(floor, area.first), area.last))
    if labelled:
        return [(0, n, True) for n in labelled]
    last = max([spot.anchor, *(n for n, _, _ in spot.holes)])
    rows = [(n - spot.anchor, n, True) for n in range(spot.anchor, last + 1)]
    above, sure = _above(layout, anchor, max(floor, area.first))
    if not above and (apart := _title_above(layout, anchor, max(floor, area.first))) is not None:
        above, sure = [apart], True
    if not above and _ends_block(layout, spot, area):
        return [*_top_of_block(layout, spot, max(floor, area.first)), *rows]
    opening = None if above else _first_words(layout, anchor, area)
    if opening is not None:
        return [*rows, (1, opening, True)]
    rows = [*((-i, n, sure) for i, n in enumerate(above, 1)), *rows]
    rows += [(i, n, must) for i, (n, must) in enumerate(_below(layout, area, last), 1)]
    return sorted(rows, key=lambda r: r[1])


def _labelled(layout: Outline, anchor: Line, limits: tuple[int, int]) -> list[int]:
    """The run of labelled lines around one that states the dates, where the labels name title or employer."""
    if not label_of(anchor.text):
        return []
    low = high = anchor.number
    while low > limits[0] and anchor.number - low < 4 and _is_labelled(layout.lines[low - 1].text):
        low -= 1
    while high + 1 < limits[1] and high - anchor.number < 4 and _is_labelled(layout.lines[high + 1].text):
        high += 1
    known = [(n, found[0]) for n in range(low, high + 1) if (found := label_of(layout.lines[n].text))]
    return [n for n, _ in known] if {"title", "employer"} & {kind for _, kind in known} else []


_ANY_LABEL = re.compile(r"\s*[^\W\d_][\w /'’()-]{1,40}:\s+\S")


def _is_labelled(text: str) -> bool:
    """Whether a line is a row of a form: a known label, or any words before a colon."""
    return label_of(text) is not None or bool(_ANY_LABEL.match(text))


def _above(layout: Outline, anchor: Line, first: int) -> tuple[list[int], bool]:
    """Lines above that may belong to the head, nearest first, and whether their block begins with them."""
    above: list[int] = []
    number = anchor.number - 1
    spaced = _spaced_out(layout, anchor)
    while number >= first:
        line = layout.lines[number]
        if spaced and line.blank and not layout.lines[number + 1].blank:
            number -= 1
            continue
        gap = above and layout.lines[number + 1].blank and not spaced
        if not above and line.bullet and not anchor.bullet and (_names_house(line) or _leads(line, anchor)):
            return [number], True
        if (
            not (may_be_head(line) or _closes_note(layout, number))
            or edge_period(line)
            or opens_dated(line)
            or gap
            or _wraps(layout, number)
            or is_table_header(line.text)
        ):
            break
        if len(above) == (2 if spaced else REACH):
            return above[:2], False
        above.append(number)
        number -= 1
    opens = number < first or layout.lines[number].blank or layout.lines[number].bullet
    if len(above) == REACH and not opens:
        return above[:2], False
    return above, opens and not spaced


def _title_above(layout: Outline, anchor: Line, first: int) -> int | None:
    """The title that stands a blank line above a dated line without one, as in text with every line spaced out."""
    number = anchor.number - 2
    if number < first or not layout.lines[anchor.number - 1].blank or titled(anchor.text) or anchor.bullet:
        return None
    line = layout.lines[number]
    alone = number == 0 or layout.lines[number - 1].blank
    short = (
        len(line.text.strip()) <= 60
        and titled(line.text)
        and may_be_head(line)
        and not line.text.rstrip().endswith(".")
    )
    return number if alone and short and not edge_period(line) and not _only_dates(anchor) else None


def _first_words(layout: Outline, anchor: Line, area: Area) -> int | None:
    """The line below a blank one whose first sentence is the title that the dated line lacks."""
    number = anchor.number + 2
    if number >= area.last or not layout.lines[anchor.number + 1].blank or titled(anchor.text):
        return None
    line = layout.lines[number]
    first = first_sentence(line.text)
    short = titled(first) and len(first) <= 60 and line.text.strip().startswith(first.split(" ")[0])
    return (
        number
        if short
        and not line.bullet
        and not edge_period(line)
        and ("." in line.text or first == line.text.strip())
        else None
    )


def _closes_note(layout: Outline, number: int) -> bool:
    """Whether a line begins with the end of a note in brackets that the line above leaves open."""
    line, above = layout.lines[number], layout.lines[number - 1].text if number else ""
    opens = above.rfind("(") > above.rfind(")")
    return (
        opens
        and not line.bullet
        and len(line.text) <= MAX_HEAD
        and ")" in line.text
        and "(" not in line.text.split(")")[0]
    )


def _leads(line: Line, anchor: Line) -> bool:
    """Whether a line led by a sign names the title of the dates that stand indented by themselves below."""
    text = line.text[bullet_end(line) or 0 :].strip()
    indented = anchor.indent > line.indent and _only_dates(anchor)
    return indented and titled(text) and len(text) <= MAX_HEAD and not text.endswith(".")


def _names_house(line: Line) -> bool:
    """Whether a bullet is no work done but an employer with its place at the right: "• Acme      Leeds"."""
    text = line.text[bullet_end(line) or 0 :]
    cells = [c for c in re.split(r"\t+|\s{3,}", text.strip()) if c]
    return len(cells) == 2 and is_place(cells[1].split(",")[0]) and len(cells[0].split()) <= 7


def _wraps(layout: Outline, number: int) -> bool:
    """Whether a line goes on with the bullet above it."""
    line = layout.lines[number]
    before = number - 1
    while before >= 0 and not layout.lines[before].blank and number - before < 4:
        if layout.lines[before].bullet:
            return line.indent > layout.lines[before].indent
        before -= 1
    return False


def _spaced_out(layout: Outline, anchor: Line) -> bool:
    """Whether a line with nothing but its dates stands between blank lines, as all lines of its entry do."""
    near = [n for n in (anchor.number - 1, anchor.number + 1) if 0 <= n < len(layout.lines)]
    return _only_dates(anchor) and all(layout.lines[n].blank for n in near)


def _only_dates(line: Line) -> bool:
    found = periods(line.text)
    if len(found) != 1:
        return False
    rest = line.text[: found[0].start] + " " + line.text[found[0].end :]
    return not any(c.isalpha() for c in BRACKETS.sub("", rest))


def _below(layout: Outline, area: Area, last: int) -> list[tuple[int, bool]]:
    """Lines below that may belong to the head, each with whether it stands there like one."""
    below: list[tuple[int, bool]] = []
    anchor = layout.lines[last]
    for number in range(last + 1, min(area.last, last + 1 + REACH)):
        line = layout.lines[number]
        if line.blank or line.bullet or edge_period(line) or opens_dated(line):
            break
        if line.indent < anchor.indent and anchor.indent >= 2 and not _only_dates(anchor):
            break
        prose = not below and titled(first := first_sentence(line.text)) and len(first) <= 70
        note = line.text.strip()[:1].islower() and ")" in line.text and len(line.text) < MAX_HEAD
        if not (may_be_head(line) or prose or note):
            break
        following = layout.lines[number + 1] if number + 1 < area.last else None
        must = following is None or following.blank or following.bullet
        below.append((number, must and may_be_head(line)))
    return below


def opens_dated(line: Line) -> bool:
    """Whether a line begins with a date in a column of its own, so with another entry."""
    found = find_single(line.text[:24])
    return (
        bool(found)
        and not line.text[: found[0].start].strip()
        and bool(re.match(r"\s?(?:\([^()]{2,20}\))?(?:\s{2,}|\t)", line.text[found[0].end :]))
    )


def _ends_block(layout: Outline, spot: Spot, area: Area) -> bool:
    """Whether a line of nothing but dates closes a block of bullets or sentences."""
    number = spot.anchor
    following = layout.lines[number + 1] if number + 1 < area.last else None
    closes = following is None or following.blank
    return (
        closes
        and number > area.first
        and not layout.lines[number - 1].blank
        and _only_dates(layout.lines[number])
    )


def _top_of_block(layout: Outline, spot: Spot, first: int) -> Iterator[tuple[int, int, bool]]:
    """The first lines of the block that a dated line closes."""
    number = spot.anchor
    while number > first and not layout.lines[number - 1].blank:
        number -= 1
    for row in range(2):
        line = layout.lines[number + row]
        if line.number >= spot.anchor or not may_be_head(line):
            return
        yield row - 20, line.number, True
