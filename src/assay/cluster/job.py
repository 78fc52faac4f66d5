"""Jobs and answers: what is asked of the cluster and what it says."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assay.cluster.top_list import TopList, ranks
from assay.domain.dates import Month
from assay.index.block import Longs
from assay.index.columns import Floats
from assay.matching.model import MatchModel
from assay.matching.plan import Plan


@dataclass(frozen=True, slots=True)
class Job:
    """Plans to rank the pool by, the first `count` of each wanted."""

    plans: tuple[Plan, ...]
    model: MatchModel
    as_of: Month
    count: int

    def packed(self) -> bytes:
        """The job as it is sent, once for all workers."""
        return pickle.dumps(self, protocol=pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Job:
    """The job in `data`, which comes from the cluster's own coordinator."""
    job = pickle.loads(data)  # noqa: S301 - Ray itself sends pickles between the same processes
    if not isinstance(job, Job):
        raise TypeError(f"a job was expected, not {type(job).__name__}")
    return job


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the pool answered. `missing` people stood on shards that nobody held in time, for `reasons`."""

    generation: int
    sequence: int
    people: int
    missing: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The first of the pool: profile numbers, their bits, and ranks that equal bits share.

    Those who tie with the last are all there, so there may be more than were asked for.
    """

    top: TopList
    coverage: Coverage

    @property
    def numbers(self) -> Longs:
        """The store's profile numbers, best first."""
        return self.top.numbers

    @property
    def bits(self) -> Floats:
        """Their bits."""
        return self.top.bits

    @property
    def ranks(self) -> Longs:
        """Their ranks: 1, 2, 2, 4."""
        return ranks(self.top.bits)

    @property
    def scores(self) -> Floats:
        """Their scores, 0-100."""
        return 100.0 / (1.0 + np.exp2(-self.top.bits))

    @property
    def partial(self) -> bool:
        """Whether a part of the pool did not answer."""
        return self.coverage.missing > 0

    @property
    def missing_share(self) -> float:
        """The share of people who did not take part, 0-1."""
        return self.coverage.missing / self.coverage.people if self.coverage.people else 0.0


def answers(tops: Sequence[TopList], coverage: Coverage) -> tuple[Answer, ...]:
    """An answer for each plan."""
    return tuple(Answer(top, coverage) for top in tops)
