"""What `rank_pool` times: a pool with briefs, and a timer that tells CPU from the clock."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from assay.domain.brief import Brief
from assay.domain.dates import Month
from assay.index.columns import Columns, Floats, Ints
from assay.matching import compile_plan, load_model
from assay.matching.engine import Ready, engine_named
from assay.matching.foremost import foremost
from assay.matching.plan import Plan
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 6)
FIRST = 100
Result = TypeVar("Result")


@dataclass
class Timer:
    """Seconds of one thing, done again and again."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def __call__(self, act: Callable[..., Result], *given: object) -> Result:
        """What `act` makes of what is `given`, timed."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = act(*given)
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - wall)
        return result

    def plus(self, *others: Timer) -> Timer:
        """This and what was done after it, each time."""
        sums = Timer(list(self.wall), list(self.cpu))
        for other in others:
            sums.wall = [a + b for a, b in zip(sums.wall, other.wall, strict=True)]
            sums.cpu = [a + b for a, b in zip(sums.cpu, other.cpu, strict=True)]
        return sums

    def best_of(self, rounds: int) -> Timer:
        """The least of each thing that was done in all of the rounds: what it takes when nothing disturbs it."""
        wall, cpu = (np.array(times).reshape(rounds, -1).min(axis=0) for times in (self.wall, self.cpu))
        return Timer(wall.tolist(), cpu.tolist())

    @property
    def median(self) -> float:
        """Median milliseconds of CPU."""
        return statistics.median(self.cpu) * 1000

    def __str__(self) -> str:
        cpu, wall = (np.percentile(np.array(times) * 1000, [50, 95]) for times in (self.cpu, self.wall))
        return (
            f"CPU median {cpu[0]:7.1f} ms, p95 {cpu[1]:7.1f};  wall median {wall[0]:7.1f}, p95 {wall[1]:7.1f}"
        )


@dataclass(frozen=True)
class Bench:
    """A pool and what is asked of it."""

    pool: Sequence[Columns]
    asked: Sequence[Brief]

    def plan(self, brief: Brief) -> Plan:
        """The brief as a plan."""
        return compile_plan(brief, load_model(), load_taxonomy())

    def ready(self, plan: Plan, engine: str = "compiled") -> Ready:
        """The plan as the engine takes it."""
        return engine_named(engine).ready(plan, self.pool[0].postings.skills, load_model(), AS_OF)

    def planned(self, brief: Brief, engine: str = "compiled") -> tuple[Plan, Floats]:
        """The brief's plan and everybody's bits by it."""
        plan = self.plan(brief)
        ready = self.ready(plan, engine)
        return plan, np.concatenate([ready.totals(block) for block in self.pool])

    def totals(self, brief: Brief, engine: str = "compiled") -> Floats:
        """Everybody's bits, from the brief on."""
        return self.planned(brief, engine)[1]

    def foremost(self, brief: Brief) -> Ints:
        """Who comes first, from the brief on."""
        return foremost(self.totals(brief), FIRST)
