"""Interval: how low and how high a score can be where the reading of the evidence is in doubt.

The same kernel runs on the same plan over columns whose postings hold the lowest and the highest
likely depth. There is no second scorer, and the score itself always lies between the two.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Interval
from assay.domain.profile import Profile
from assay.index.columns import Columns, Postings
from assay.index.numbers import DEPTHS, KIND_NUMBER
from assay.matching.engine import Engine, NumpyEngine
from assay.matching.kernel import Scores
from assay.matching.model import MatchModel
from assay.matching.plan import Plan

_EDUCATION = KIND_NUMBER[EvidenceKind.EDUCATION]


def intervals(
    plan: Plan,
    columns: Columns,
    scores: Scores,
    model: MatchModel,
    as_of: Month,
    engine: Engine | None = None,
) -> tuple[Interval, ...]:
    """The interval of every profile in `columns`, in their order; `scores` are those of the same columns.

    `engine` scores the two readings, the kernel where it is None: the bits are the same.
    """
    ready = (engine or NumpyEngine()).ready(plan, columns.postings.skills, model, as_of)
    totals = [scores.total]
    for postings in _readings(columns):
        totals.append(ready.totals(_with(columns, postings)))
    stacked = np.stack(totals)
    ends = zip(stacked.min(axis=0).tolist(), stacked.max(axis=0).tolist(), strict=True)
    return tuple(Interval(_score(low), _score(high)) for low, high in ends)


def _with(columns: Columns, postings: Postings) -> Columns:
    """`columns` with other postings; the passages by word, where built already, are the same."""
    changed = replace(columns, postings=postings, derived={})
    if "passages" in vars(columns):
        vars(changed)["passages"] = columns.passages
    return changed


def _score(bits: float) -> float:
    """0-100, as `Match.score` has it."""
    return 100.0 / (1.0 + math.exp2(-bits))


def _readings(columns: Columns) -> Iterator[Postings]:
    """The postings at the lowest and at the highest likely reading."""
    postings = columns.postings
    ranges = _ranges(columns.profiles)
    starts = np.cumsum([0, *(len(p.skills) for p in columns.profiles)])
    rows = ranges[starts[postings.profile] + postings.claim] if len(ranges) else ranges
    worked = postings.kind < _EDUCATION
    for side, pick in ((0, np.minimum), (1, np.maximum)):
        depth = np.where(worked, pick(postings.depth, rows[:, side]), postings.depth).astype(np.int8)
        yield replace(postings, code=(postings.kind * DEPTHS + depth).astype(np.uint8))


def _ranges(profiles: Sequence[Profile]) -> NDArray[np.int8]:
    """Lowest and highest likely depth of every claim, profile after profile."""
    claims = [claim for profile in profiles for claim in profile.skills]
    told = chain.from_iterable((claim.depth, *(claim.depth_range or (claim.depth,) * 2)) for claim in claims)
    depth, low, high = np.fromiter(told, dtype=np.int8, count=3 * len(claims)).reshape(-1, 3).T
    return np.stack(
        [np.maximum(np.minimum(low, depth), 0), np.minimum(np.maximum(high, depth), DEPTHS - 1)], axis=1
    )
