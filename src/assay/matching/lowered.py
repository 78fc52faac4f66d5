"""Lowered plans: a plan as the arrays that the compiled engine reads, for one table of skills."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.index.columns import Floats
from assay.index.numbers import DEPTHS, KINDS, SPECIALITIES
from assay.index.skill_table import SkillTable
from assay.matching.kernel import recency_of, signal_bits, strength_of
from assay.matching.levels import ADJACENT, NOT_STATED
from assay.matching.model import MatchModel, Recency
from assay.matching.plan import Field, Plan, Row

Longs = NDArray[np.int64]
LoweredRows: TypeAlias = tuple[Longs, Floats, Floats, Floats, Longs, Longs, Longs, Longs, Longs]
LoweredLists: TypeAlias = tuple[Longs, Floats, Floats, Longs]
CODES: Final = len(KINDS) * DEPTHS
_SIGNAL_LEVELS = 5
_LAST_MONTH = 32_767
"""The latest month of last use that a posting can hold."""
_SMALL_CELLS = 65_536
"""As many cells as two bytes tell apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Freshness:
    """The factors of recency by month of last use, told apart: `steps` (by month, from -1 on) are places
    in `values`. A posting's cell is its step times `CODES` plus its code: all that its bits depend on
    beside the months. `key` names the factors."""

    steps: NDArray[Any]
    values: Floats
    key: bytes


@dataclass(frozen=True, slots=True, eq=False)
class LoweredField:
    """A field that the brief is about. `work`: skill numbers, places among `sums` sums of work, weights;
    `near`: credits by speciality, the place of the field's own sum, credits and places of its niches.

    `key` names all that its values depend on beside the columns, so that they can be kept with these.
    """

    share: float
    sums: int
    work: tuple[Longs, Longs, Floats]
    near: tuple[Floats, int, Floats, Longs]
    key: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Lowered:
    """A plan for the compiled loops.

    `answers`: skill numbers, places in `tables`, credits, greatest bits; those of slot s from
    ``slots[0][s]`` on. `slots`: first answers, skills to be denied apart (-1 for none). `rows`: first slots,
    weights, years asked (0 for none), shares of relevant years, degrees, first signals, first bits of
    signals, first factors by months, first sorts of field. `lists`: signals, bits of signals, factors by
    months, sorts of field. `tables`: bits by cell (T, cells). `denials`: bits of denials by code, for each
    row. `degrees`: bits of a degree one below, of one that meets, of years instead, years that do instead,
    bits of none.
    """

    plan: Plan
    model: MatchModel
    as_of: Month
    bits: Floats
    level_tables: NDArray[np.int8]
    fresh: Freshness
    strength: Floats
    answers: tuple[Longs, Longs, Floats, Floats]
    slots: tuple[Longs, Longs]
    rows: LoweredRows
    lists: LoweredLists
    tables: Floats
    denials: Floats
    degrees: tuple[float, float, float, float, float]
    fields: tuple[LoweredField, ...]


def lower(plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Lowered:
    """`plan` as arrays, the skills by their numbers in `skills`."""
    bits, tables = np.array(model.level_bits), np.array(model.tables, dtype=np.int8)
    fresh = freshness(model, as_of)
    codes = np.arange(CODES)
    kind, depth = (codes // DEPTHS).astype(np.int8), (codes % DEPTHS).astype(np.int8)
    strength = strength_of(kind, depth, bits, tables)
    rule, school = model.speciality, model.education
    common = (fresh.key, strength.tobytes(), np.array([rule.full_share, rule.niche_full, rule.work_full]))
    values = _Tables(bits[tables.reshape(len(tables), -1)], tables, fresh, model)
    answers, slots = _slots(plan, skills, values, float(bits[ADJACENT]))
    rows, lists = _rows(plan, bits, model)
    asked = [row.asked for row in plan.rows]
    return Lowered(
        plan=plan,
        model=model,
        as_of=as_of,
        bits=bits,
        level_tables=tables,
        fresh=fresh,
        strength=strength,
        answers=answers,
        slots=slots,
        rows=rows,
        lists=lists,
        tables=values.stacked(),
        denials=np.array([values.denials(a) for a in asked]).reshape(len(asked), CODES),
        degrees=(
            float(bits[school.one_below]),
            float(bits[school.meets]),
            float(bits[school.instead]),
            float(school.years_instead),
            float(bits[NOT_STATED]),
        ),
        fields=tuple(_field(f, skills, common) for f in plan.speciality.fields),
    )


def freshness(model: MatchModel, as_of: Month) -> Freshness:
    """The factors of recency of `model` at `as_of`."""
    rule = (model.recency, as_of)
    held = _FRESH.get(rule)
    if held is None:
        _FRESH.clear()  # a process ranks at one month and with one model nearly always
        held = _FRESH[rule] = _freshness(model, as_of)
    return held


_FRESH: dict[tuple[Recency, Month], Freshness] = {}


def _freshness(model: MatchModel, as_of: Month) -> Freshness:
    told = recency_of(np.arange(-1, _LAST_MONTH + 1), model, as_of)
    values, places = np.unique(told, return_inverse=True)
    small = len(values) * CODES <= _SMALL_CELLS
    steps = places.astype(np.uint16 if small else np.uint32)
    key = blake2b(values.tobytes() + steps.tobytes(), digest_size=16).digest()
    return Freshness(steps, values, key)


class _Tables:
    """Bits by cell, each table made once: by what is asked, and whether of the skill itself."""

    def __init__(self, values: Floats, levels: NDArray[np.int8], fresh: Freshness, model: MatchModel) -> None:
        self._values, self._levels = values, levels.reshape(len(levels), -1)
        self._fresh, self._from = fresh, model.transfer.from_level
        self._place: dict[tuple[int, str], int] = {}
        self._made: list[Floats] = []

    def place(self, asked: int, sort: str) -> int:
        """The place of the table of `sort`: "direct", "related" or "deniable" (direct, with denials)."""
        if (asked, sort) not in self._place:
            self._place[asked, sort] = len(self._made)
            self._made.append(self._table(asked, sort))
        return self._place[asked, sort]

    def _table(self, asked: int, sort: str) -> Floats:
        value = self._values[asked]
        told = value * self._fresh.values[:, None]
        held = (value > 0) & ((sort != "related") | (self._levels[asked] >= self._from))
        rest = self.denials(asked) if sort == "deniable" else -np.inf
        return np.where(held, told, rest).ravel()

    def denials(self, asked: int) -> Floats:
        """Bits of denials by code, -inf for everything else."""
        value = self._values[asked]
        return np.where(value < 0, value, -np.inf)

    def stacked(self) -> Floats:
        """All tables made so far."""
        width = len(self._fresh.values) * CODES
        return np.array(self._made).reshape(len(self._made), width)


def _slots(
    plan: Plan, skills: SkillTable, tables: _Tables, most: float
) -> tuple[tuple[Longs, Longs, Floats, Floats], tuple[Longs, Longs]]:
    """Answers of all slots, and where each slot begins. A denial that years or a credit must not touch is
    looked for apart; any other lies in the table of its answer."""
    answers: list[tuple[int, int, float, float]] = []
    firsts, denied = [0], []
    for asked, slot in [(row, slot) for row in plan.rows for slot in row.slots]:
        apart = -1
        for answer in slot.answers:
            number = skills.number.get(answer.skill)
            if number is None:
                continue
            sort = "direct" if answer.direct else "related"
            if answer.direct and answer.skill == slot.deniable:
                if asked.years or answer.credit != 1.0:
                    apart = number
                else:
                    sort = "deniable"
            place = tables.place(asked.asked, sort)
            answers.append((number, place, answer.credit, np.inf if answer.direct else most))
        firsts.append(len(answers))
        denied.append(apart)
    told = (_longs(a[0] for a in answers), _longs(a[1] for a in answers))
    worth = (_floats(a[2] for a in answers), _floats(a[3] for a in answers))
    return (*told, *worth), (_longs(firsts), _longs(denied))


def _rows(plan: Plan, bits: Floats, model: MatchModel) -> tuple[LoweredRows, LoweredLists]:
    told = [_signal_bits(row, bits, model) for row in plan.rows]
    factors = [_factors(row, model.years_floor) for row in plan.rows]
    rows = (
        _firsts(row.slots for row in plan.rows),
        _floats(row.weight for row in plan.rows),
        _floats(row.years or 0.0 for row in plan.rows),
        _floats(row.relevant_share for row in plan.rows),
        _longs(row.degree for row in plan.rows),
        _firsts(row.signals for row in plan.rows),
        _firsts(told),
        _firsts(factors),
        _firsts(row.studies for row in plan.rows),
    )
    lists = (
        _longs(s for row in plan.rows for s in row.signals),
        _joined(told),
        _joined(factors),
        _longs(s for row in plan.rows for s in row.studies),
    )
    return rows, lists


def _factors(row: Row, floor: float) -> Floats:
    """Factor of a posting by its months, the last for all that reach the years asked; none without years."""
    if not row.years:
        return np.empty(0)
    have = np.arange(math.ceil(row.years * 12) + 2) / 12.0
    return floor + (1.0 - floor) * np.minimum(1.0, have / row.years)


def _signal_bits(row: Row, bits: Floats, model: MatchModel) -> Floats:
    """Bits of every combination of levels of the row's k signals, read as one number to the base 5 (5**k,),
    by the kernel's own formula; -inf for none."""
    count = len(row.signals)
    if not count:
        return np.empty(0)
    levels = np.indices((_SIGNAL_LEVELS,) * count).reshape(count, -1).T
    told = signal_bits(levels, row.signal_credit, bits, model)
    return np.where(told > 0, told, -np.inf)


def _field(field: Field, skills: SkillTable, common: Sequence[Any]) -> LoweredField:
    wanted = [field.skills, *(tuple((s, 1.0) for s in ids) for _, ids in field.niches)]
    work = [
        (skills.number[skill], place, weight)
        for place, pairs in enumerate(wanted)
        for skill, weight in pairs
        if skill in skills.number
    ]
    numbers, places, weights = zip(*work, strict=True) if work else ((), (), ())
    added = (_longs(numbers), _longs(places), _floats(weights))
    credits_ = np.array([field.credit[s] for s in SPECIALITIES])
    niche_credits = _floats(edge.credit for edge, _ in field.niches)
    key = blake2b(digest_size=16)
    for values in (*common, *added, credits_, niche_credits):
        key.update(bytes(values))
        key.update(b"|")
    near = (credits_, 0, niche_credits, np.arange(1, len(wanted), dtype=np.int64))
    return LoweredField(field.share, len(wanted), added, near, key.digest())


def _longs(values: Iterable[int]) -> Longs:
    return np.array(list(values), dtype=np.int64)


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _firsts(lists: Iterable[Sized]) -> Longs:
    return np.cumsum([0, *(len(x) for x in lists)], dtype=np.int64)


def _joined(lists: Sequence[Floats]) -> Floats:
    return np.concatenate([np.empty(0), *lists])
