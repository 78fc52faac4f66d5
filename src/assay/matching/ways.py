"""Ways to answer a row, for all profiles at once, and how the better of two ways is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from assay.index.columns import Floats, Ints, Smalls
from assay.matching.levels import NOT_STATED

NOTHING = -np.inf
"""The value where there is no answer; below every other."""


class Source(IntEnum):
    """Where an answer came from; `Way.index` is a place in the thing named."""

    NOTHING = 0
    SKILL = 1  # a posting
    PARTS = 2  # the best of the row's slots
    PHRASE = 3  # a passage
    SIMILAR = 4  # a passage
    SIGNALS = 5
    DEGREE = 6
    YEARS = 7
    LANGUAGE = 8
    WRITTEN = 9
    SENIORITY = 10
    SPECIALITY = 11  # a posting, or -1


@dataclass(slots=True, eq=False)
class Way:
    """One way to answer a row, for all profiles; `value` is -inf where there is no answer."""

    value: Floats
    level: Smalls
    source: Smalls
    index: Ints


def empty(size: int) -> Way:
    """No answer for anybody."""
    return Way(
        np.full(size, NOTHING),
        np.full(size, NOT_STATED, dtype=np.int8),
        np.zeros(size, dtype=np.int8),
        np.full(size, -1, dtype=np.int32),
    )


def better(a: Way, b: Way) -> Way:
    """Of two ways the better for each profile; the first where they are equal."""
    other = b.value > a.value
    return Way(
        np.where(other, b.value, a.value),
        np.where(other, b.level, a.level),
        np.where(other, b.source, a.source),
        np.where(other, b.index, a.index),
    )


def winners(profile: Ints, value: Floats, size: int) -> tuple[Floats, Ints]:
    """For each profile the greatest value and the first place that reaches it (-1 for none)."""
    best = np.full(size, NOTHING)
    np.maximum.at(best, profile, value)
    reached = np.flatnonzero((value == best[profile]) & (value > NOTHING))[::-1]
    place = np.full(size, -1, dtype=np.int32)
    place[profile[reached]] = reached  # the last written wins, and that is the first in order
    return best, place


def placed(source: Source, profile: Ints, value: Floats, level: Smalls, index: Ints, size: int) -> Way:
    """The way that these scattered answers make."""
    best, place = winners(profile, value, size)
    way = empty(size)
    found = place >= 0
    at = place[found]
    way.value[found] = best[found]
    way.level[found] = level[at]
    way.index[found] = index[at]
    way.source[found] = source
    return way


def known(source: Source, value: Floats, level: Smalls, index: Ints, size: int) -> Way:
    """The way whose value is known for everybody; 0 bits is no answer."""
    return Way(
        np.where(value > 0, value, NOTHING),
        level.astype(np.int8),
        np.full(size, source, dtype=np.int8),
        index,
    )


def combined(slots: Sequence[Way], best_share: float) -> Way:
    """Several things all asked: partly the best of them, partly their mean."""
    if len(slots) == 1:
        return slots[0]
    values = np.stack([s.value for s in slots])
    shown = ~np.isneginf(values)
    counted = np.where(shown, values, 0.0)
    mean = counted[0].copy()
    for part in counted[1:]:
        mean = mean + part
    mean = mean / len(slots)
    best = values.argmax(axis=0)
    across = np.arange(values.shape[1])
    value = best_share * counted.max(axis=0) + (1.0 - best_share) * mean
    return Way(
        np.where(shown.any(axis=0), value, NOTHING),
        np.stack([s.level for s in slots])[best, across],
        np.full(values.shape[1], Source.PARTS, dtype=np.int8),
        best.astype(np.int32),
    )
