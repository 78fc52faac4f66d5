"""Lowered plans: a plan as the arrays that the compiled engine reads, for one table of skills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.index.columns import Floats
from assay.index.numbers import DEPTHS, KINDS, SPECIALITIES
from assay.index.skill_table import SkillTable
from assay.matching.kernel import recency_of, strength_of
from assay.matching.levels import ADJACENT
from assay.matching.model import MatchModel
from assay.matching.plan import Field, Plan, Row, Slot

Longs = NDArray[np.int64]
_LAST_MONTH = 32_767
"""The latest month of last use that a posting can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class LoweredSlot:
    """One slot: its answers (skill numbers, credits, tables (A, kinds * depths), greatest bits) and its
    denial (skill number or -1, bits by kind and depth)."""

    slot: Slot
    answers: tuple[Longs, Floats, Floats, Floats]
    deniable: int
    denials: Floats


@dataclass(frozen=True, slots=True, eq=False)
class LoweredRow:
    """One row with its slots."""

    row: Row
    slots: tuple[LoweredSlot, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lowered:
    """A plan for the compiled loops. `sums` sums of work are kept; `work` says what is added to which."""

    plan: Plan
    model: MatchModel
    as_of: Month
    bits: Floats
    tables: NDArray[np.int8]
    recency: Floats
    strength: Floats
    rows: tuple[LoweredRow, ...]
    sums: int
    work: tuple[Longs, Longs, Floats]
    fields: tuple[Floats, Floats, Longs, Longs, Floats, Longs]


def lower(plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Lowered:
    """`plan` as arrays, the skills by their numbers in `skills`."""
    bits, tables = np.array(model.level_bits), np.array(model.tables, dtype=np.int8)
    levels = tables.reshape(len(tables), -1)
    codes = np.arange(len(KINDS) * DEPTHS)
    kind, depth = (codes // DEPTHS).astype(np.int8), (codes % DEPTHS).astype(np.int8)
    sums, work, fields = _fields(plan.speciality.fields, skills)
    return Lowered(
        plan=plan,
        model=model,
        as_of=as_of,
        bits=bits,
        tables=tables,
        recency=recency_of(np.arange(-1, _LAST_MONTH + 1), model, as_of),
        strength=strength_of(kind, depth, bits, tables),
        rows=tuple(
            LoweredRow(row, tuple(_slot(s, levels[row.asked], bits, model, skills) for s in row.slots))
            for row in plan.rows
        ),
        sums=sums,
        work=work,
        fields=fields,
    )


def _slot(
    slot: Slot, levels: NDArray[np.int8], bits: Floats, model: MatchModel, skills: SkillTable
) -> LoweredSlot:
    value = bits[levels]
    direct = np.where(value > 0, value, -np.inf)
    related = np.where(levels >= model.transfer.from_level, direct, -np.inf)
    answers = [a for a in slot.answers if a.skill in skills.number]
    denied = next((a for a in answers if a.skill == slot.deniable and a.direct), None)
    return LoweredSlot(
        slot,
        (
            np.array([skills.number[a.skill] for a in answers], dtype=np.int64),
            np.array([a.credit for a in answers], dtype=np.float64),
            np.array([direct if a.direct else related for a in answers]).reshape(len(answers), len(value)),
            np.array([np.inf if a.direct else bits[ADJACENT] for a in answers], dtype=np.float64),
        ),
        skills.number[denied.skill] if denied else -1,
        np.where(value < 0, value, -np.inf),
    )


def _fields(
    fields: tuple[Field, ...], skills: SkillTable
) -> tuple[int, tuple[Longs, Longs, Floats], tuple[Floats, Floats, Longs, Longs, Floats, Longs]]:
    """The sums of work that the fields and their niches need, and where each finds its own."""
    work: list[tuple[int, int, float]] = []
    own, ends, credits_, niches = [], [0], [], []
    sums = 0

    def summed(wanted: Any) -> int:
        nonlocal sums
        work.extend((skills.number[s], sums, weight) for s, weight in wanted if s in skills.number)
        sums += 1
        return sums - 1

    for field in fields:
        own.append(summed(field.skills))
        for edge, ids in field.niches:
            credits_.append(edge.credit)
            niches.append(summed((s, 1.0) for s in ids))
        ends.append(len(niches))
    numbers, places, weights = zip(*work, strict=True) if work else ((), (), ())
    return (
        sums,
        (np.array(numbers, np.int64), np.array(places, np.int64), np.array(weights, np.float64)),
        (
            np.array([f.share for f in fields]),
            np.array([[f.credit[s] for s in SPECIALITIES] for f in fields]),
            np.array(own, np.int64),
            np.array(ends, np.int64),
            np.array(credits_, np.float64),
            np.array(niches, np.int64),
        ),
    )
