"""Readings of an entry's head: which of its words are the title and which the employer.

A head can be read in several ways. Each reading is scored by its own words, and then by how many of the
CV's other entries can be read in the same way, because the entries of one CV share a layout.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assay.extraction.degrees import degree_in, has_school
from assay.extraction.entries import UNIT, Part, is_later, is_place
from assay.extraction.titles import employer_weight, is_field, legal_form, same_house, self_employed

_TITLES = 5
_EMPLOYERS = 6
_LONGEST_RUN = 3
_FAR = 0.12
"""What each line between a name and the dates costs."""

_SHARPNESS = 0.35
"""How far a reading may fall behind the best of its entry before it has next to no vote."""

SHARED = 1.3
"""Weight of a shape that all the other entries share."""

_RANK = re.compile(r"\b(?:senior|sr|lead|principal|staff|junior|leitend\w*|starsz\w+|head)\b", re.IGNORECASE)
_LATER_NAME = re.compile(
    r"(?:later|then|dann|später|puis|ensuite|luego|después|poi|dopo|depois|vervolgens|daarna|later|później|potem)"
    r"(?:\s[^\W\d_][\w&/’'-]*){1,4}",
    re.IGNORECASE,
)
"""A later title behind a comma, one that no table knows: "then tenant"."""

_DOCTORATE = re.compile(
    r"(?:Ph\.?\s?D\.?|DPhil|Promotion|Doctorat|Doctorado|Dottorato|Doutoramento|Doktorat)(?:\s+(?:candidate|student|position|thesis|project))?$"
)
_BESIDE = re.compile(r"(?:with|by|under|mit|unter|avec|con|com|met|onder|z)\s", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:an?|the|some|eine?[rm]?|une?|una?|um|uma|een|pewna)\s+\w+(?:\s+\w+){0,6}$", re.IGNORECASE
)
"""An employer that is only described: "a credit union in Moncton"."""

_OPENED = {
    "at": 1.9,
    "for": 0.7,
    "line": 1.0,
    "gap": 0.8,
    "comma": 0.6,
    "colon": 0.5,
    "sentence": -0.6,
    "bracket": 0.0,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a head with what can be said of it alone.

    `row` counts lines from the dated one; `must` is whether its line surely belongs to the entry;
    `after` is whether it stands behind the dates on their line.
    """

    part: Part
    row: int
    must: bool
    weight: float
    marks: float
    place: bool
    field: bool
    legal: bool
    own: bool
    same: bool = False
    boxed: bool = False
    after: bool = False

    @property
    def name_only(self) -> bool:
        """Whether nothing but a proper name can stand here: no place, no field, no title."""
        return not (self.place or self.field or self.weight > 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a head: places of title and employer in the mended text, None where it has none.

    `shape` is where they stand; readings of two entries with the same shape follow the same layout.
    `sure` is whether the words themselves speak for it, not the layout alone.
    """

    title: tuple[int, int] | None
    employer: tuple[int, int] | None
    lines: tuple[int, ...]
    score: float
    shape: tuple[tuple[int, str], ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring cells taken together, cells `first` to `last` (not included) of the head."""

    first: int
    last: int
    score: float


def cell_of(part: Part, row: int, *, must: bool, after: bool = False, boxed: bool = False) -> Cell:
    """The cell of a part."""
    words = part.text.split()
    return Cell(
        part=part,
        row=row,
        must=must,
        weight=max(part.titled, 1.0 if _DOCTORATE.match(part.text) else 0.0),
        marks=min(1.0, employer_weight(part.text)),
        place=is_place(part.text),
        field=is_field(part.text),
        legal=any(legal_form(w.strip("(),")) for w in words),
        own=self_employed(part.text),
        same=same_house(part.text),
        boxed=boxed and part.opened == "comma",
        after=after,
    )


def readings_of(cells: Sequence[Cell], *, inherits: float) -> list[Reading]:
    """The likely readings of a head, best first. `inherits` is what it gains by naming no employer itself."""
    titles = _best(_runs(cells, _title_score), _TITLES)
    employers = _best(_runs(cells, _employer_score), _EMPLOYERS)
    found = [
        reading
        for title in [*titles, None]
        for employer in [*employers, None]
        if (title or employer) and (reading := _reading(cells, title, employer, inherits=inherits))
    ]
    return sorted(found, key=lambda r: (-r.score, r.title or (0, 0), r.employer or (0, 0)))[:12]


def votes_of(readings: Sequence[Reading]) -> dict[tuple[tuple[int, str], ...], float]:
    """How an entry's readings share its one vote among shapes."""
    best: dict[tuple[tuple[int, str], ...], float] = {}
    for reading in readings:
        weight = math.exp((reading.score - readings[0].score) / _SHARPNESS)
        best[reading.shape] = max(weight, best.get(reading.shape, 0.0))
    total = sum(best.values())
    return {shape: weight / total for shape, weight in best.items()}


def _best(runs: Iterator[_Run], count: int) -> list[_Run]:
    return sorted(runs, key=lambda r: (-r.score, r.first, r.last))[:count]


def _runs(cells: Sequence[Cell], score: object) -> Iterator[_Run]:
    for first in range(len(cells)):
        for last in range(first + 1, min(len(cells), first + _LONGEST_RUN) + 1):
            if last > first + 1 and not _adjoins(cells[last - 2], cells[last - 1]):
                break
            yield _Run(first, last, score(cells[first:last]))  # type: ignore[operator]


def _adjoins(before: Cell, cell: Cell) -> bool:
    """Whether two cells may be pieces of one name: a comma, a dash or "and" between them."""
    a, b = before.part, cell.part
    return (
        a.line == b.line and b.opened not in ("bracket", "colon") and 0 < b.start - a.end <= 5 and not b.label
    )


def _title_score(run: Sequence[Cell]) -> float:
    first = run[0]
    best = max(c.weight for c in run)
    score = 0.9 + 0.3 * min(best, 2.0) if best > 0 else -0.4
    score -= 1.2 * any(c.legal for c in run) + 2.0 * any(c.place or is_later(c.part.text) for c in run[:1])
    score -= (
        0.9 * (first.part.opened == "at")
        + (0.7 if best > 0 else 2.0) * (first.part.opened == "sentence")
        + 0.8 * first.own
    )
    score -= _FAR * min(3, abs(first.row)) + 0.4 * (first.weight <= 0 < best)
    score -= 1.0 * (best <= 0 and first.part.opened == "comma") + 1.0 * bool(_BESIDE.match(first.part.text))
    score += sum(_extends_title(c) for c in run[1:]) - 0.8 * (
        len(run) > 1 and bool(_DOCTORATE.match(first.part.text))
    )
    return score + 3.0 * (first.part.label == "title") - 3.0 * (first.part.label == "employer")


def _extends_title(cell: Cell) -> float:
    """What a title gains or loses by going on with a cell: "Staff Engineer, Inference"."""
    if (
        degree_in(cell.part.text)
        or cell.place
        or cell.legal
        or cell.same
        or cell.part.opened == "at"
        or _ARTICLE.match(cell.part.text)
    ):
        return -2.0
    if cell.part.opened == "for":
        return 0.1
    if is_later(cell.part.text):
        named = cell.weight > 0 or _RANK.search(cell.part.text) or _LATER_NAME.fullmatch(cell.part.text)
        return 0.3 if named else -2.0
    bonus = 0.2 if cell.weight > 0.5 or cell.field or (cell.boxed and not cell.marks) else -0.35
    return bonus - 0.25 * (cell.part.opened != "comma") - 0.3 * (cell.marks > 0 and not cell.field)


def _employer_score(run: Sequence[Cell]) -> float:
    first, text = run[0], run[0].part.text
    if first.same:
        return 2.0 if len(run) == 1 else -2.0
    if any(c.place for c in run) or is_later(text):
        return -2.0
    mere = first.part.opened == "comma" and len(text.split()) <= 4
    described = bool(_ARTICLE.match(text)) and first.weight <= 0
    low = text[0].islower() and first.part.opened != "at" and not described
    score = _OPENED.get(first.part.opened, 0.0)
    score -= (0.4 if mere else 1.2) * low
    score += 1.0 * any(c.legal for c in run) + 0.4 * first.marks + 1.3 * first.own
    if not first.own:
        score -= 0.9 if any(c.weight > 0 for c in run) else 0.55 * (first.field and not first.legal)
    score -= _FAR * min(3, abs(first.row)) + (0.0 if mere or described else _wordy(text))
    score -= sum(0.0 if _extends_employer(a, b) else 0.45 for a, b in pairwise(run))
    score -= 1.0 * (first.after and first.part.opened == "sentence")
    score -= 0.8 * (text.endswith(".") and not first.legal and first.row != 0)
    score += 0.3 * described + 0.35 * has_school(run[-1].part.text)
    return score + 3.0 * (first.part.label == "employer") - 3.0 * (first.part.label == "title")


def _extends_employer(before: Cell, cell: Cell) -> bool:
    """Whether a cell goes on with the employer's name: a department's house, "X en Y"."""
    if cell.part.opened == "at":
        return True
    return cell.part.opened == "comma" and bool(UNIT.search(before.part.text)) and cell.weight <= 0


def _wordy(text: str) -> float:
    """How little a text looks like a name: long, or mostly in lower case."""
    words = [w for w in text.split() if w[0].isalpha()]
    low = sum(w[0].islower() for w in words)
    return 0.6 * (len(words) > 8) + 0.5 * (len(words) > 2 and low * 2 >= len(words))


def _reading(
    cells: Sequence[Cell], title: _Run | None, employer: _Run | None, *, inherits: float
) -> Reading | None:
    if title and employer and title.first < employer.last and employer.first < title.last:
        return None
    score = title.score if title else -1.05
    score += employer.score if employer else inherits
    score += _together(cells, title, employer) - _unexplained(cells, title, employer)
    used = [cells[i] for run in (title, employer) if run for i in range(run.first, run.last)]
    sure = any(c.weight > 0.5 or c.legal or c.marks > 0 or c.own or c.part.label for c in used)
    lines = tuple(sorted({c.part.line for c in used}))
    return Reading(
        _place(cells, title), _place(cells, employer), lines, score, _shape(cells, title, employer), sure
    )


def _place(cells: Sequence[Cell], run: _Run | None) -> tuple[int, int] | None:
    return (cells[run.first].part.start, cells[run.last - 1].part.end) if run else None


def _shape(cells: Sequence[Cell], title: _Run | None, employer: _Run | None) -> tuple[tuple[int, str], ...]:
    out = []
    for run in (title, employer):
        out.append((cells[run.first].row, cells[run.first].part.opened) if run else (99, ""))
    behind = bool(title and employer and employer.first > title.first)
    return (*out, (int(behind), ""))


def _together(cells: Sequence[Cell], title: _Run | None, employer: _Run | None) -> float:
    """What speaks for a title and an employer as a pair: side by side, a place behind the employer."""
    score = 0.0
    if employer and _before_place(cells, employer):
        score += 0.3
    if employer and cells[employer.first].after and not (title and cells[title.first].row == 0):
        score -= 0.4
    if title and employer and cells[title.first].part.line == cells[employer.first].part.line:
        score += 0.2 * (employer.first == title.last or title.first == employer.last)
    return score


def _before_place(cells: Sequence[Cell], run: _Run) -> bool:
    """Whether a place follows on the line, or a town and a place."""
    line = cells[run.first].part.line
    behind = [c for c in cells[run.last : run.last + 2] if c.part.line == line]
    if behind and behind[0].place:
        return True
    return len(behind) > 1 and behind[1].place and behind[0].name_only and behind[0].part.opened == "comma"


def _unexplained(cells: Sequence[Cell], title: _Run | None, employer: _Run | None) -> float:
    """The cost of cells that a reading leaves over; what trails behind the employer may be its place."""
    taken = {i for run in (title, employer) if run for i in range(run.first, run.last)}
    rows = {cells[i].row for i in taken} | {0}
    low, high = min(rows), max(rows)
    cost = 0.0
    for i, cell in enumerate(cells):
        if (
            i in taken
            or cell.place
            or cell.part.opened in ("sentence", "bracket")
            or is_later(cell.part.text)
        ):
            continue
        if not (cell.must or low <= cell.row <= high):
            continue
        trails = (
            employer is not None and i >= employer.last and cell.part.line == cells[employer.first].part.line
        )
        between = trails and title is not None and title.first > i
        cost += 0.12 if trails and not between and cell.name_only else 0.3 if between else 0.45
        if title and i == title.last and _adjoins(cells[i - 1], cell):
            apart = employer is None or cells[employer.first].part.line != cell.part.line
            cost += 0.35 * (apart and cell.part.opened == "comma")
        if title and employer and title.last <= i < employer.first:
            cost += 0.5 * (cells[employer.first].part.opened == "at")
    return cost
