"""Lowered plans: a plan as the arrays that the compiled engine reads, for one table of skills."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.index.columns import Floats
from assay.index.numbers import DEPTHS, KINDS, SPECIALITIES
from assay.index.skill_table import SkillTable
from assay.matching.kernel import recency_of, signal_bits, strength_of
from assay.matching.levels import ADJACENT
from assay.matching.model import MatchModel
from assay.matching.plan import Field, Plan, Row, Slot

Longs = NDArray[np.int64]
_SIGNAL_LEVELS = 5
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
    """One row with its slots. `signal_bits`: bits by the levels of its k signals, read as one number to the
    base 5 (5**k,), -inf for none."""

    row: Row
    slots: tuple[LoweredSlot, ...]
    signals: Longs
    signal_bits: Floats


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
    """A plan for the compiled loops."""

    plan: Plan
    model: MatchModel
    as_of: Month
    bits: Floats
    tables: NDArray[np.int8]
    recency: Floats
    strength: Floats
    rows: tuple[LoweredRow, ...]
    fields: tuple[LoweredField, ...]


def lower(plan: Plan, skills: SkillTable, model: MatchModel, as_of: Month) -> Lowered:
    """`plan` as arrays, the skills by their numbers in `skills`."""
    bits, tables = np.array(model.level_bits), np.array(model.tables, dtype=np.int8)
    levels = tables.reshape(len(tables), -1)
    codes = np.arange(len(KINDS) * DEPTHS)
    kind, depth = (codes // DEPTHS).astype(np.int8), (codes % DEPTHS).astype(np.int8)
    recency = recency_of(np.arange(-1, _LAST_MONTH + 1), model, as_of)
    strength = strength_of(kind, depth, bits, tables)
    rule = model.speciality
    common = (recency, strength, np.array([rule.full_share, rule.niche_full, rule.work_full]))
    return Lowered(
        plan=plan,
        model=model,
        as_of=as_of,
        bits=bits,
        tables=tables,
        recency=recency,
        strength=strength,
        rows=tuple(
            LoweredRow(
                row,
                tuple(_slot(s, levels[row.asked], bits, model, skills) for s in row.slots),
                np.array(row.signals, dtype=np.int64),
                _signal_bits(row, bits, model),
            )
            for row in plan.rows
        ),
        fields=tuple(_field(f, skills, common) for f in plan.speciality.fields),
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


def _signal_bits(row: Row, bits: Floats, model: MatchModel) -> Floats:
    """Bits of every combination of levels, by the kernel's own formula."""
    count = len(row.signals)
    if not count:
        return np.full(1, -np.inf)
    levels = np.indices((_SIGNAL_LEVELS,) * count).reshape(count, -1).T
    told = signal_bits(levels, row.signal_credit, bits, model)
    return np.where(told > 0, told, -np.inf)


def _field(field: Field, skills: SkillTable, common: tuple[Floats, ...]) -> LoweredField:
    wanted = [field.skills, *(tuple((s, 1.0) for s in ids) for _, ids in field.niches)]
    work = [
        (skills.number[skill], place, weight)
        for place, pairs in enumerate(wanted)
        for skill, weight in pairs
        if skill in skills.number
    ]
    numbers, places, weights = zip(*work, strict=True) if work else ((), (), ())
    added = (np.array(numbers, np.int64), np.array(places, np.int64), np.array(weights, np.float64))
    credits_ = np.array([field.credit[s] for s in SPECIALITIES])
    niche_credits = np.array([edge.credit for edge, _ in field.niches], np.float64)
    key = blake2b(digest_size=16)
    for values in (*common, *added, credits_, niche_credits):
        key.update(values.tobytes())
        key.update(b"|")
    near = (credits_, 0, niche_credits, np.arange(1, len(wanted), dtype=np.int64))
    return LoweredField(field.share, len(wanted), added, near, key.digest())
