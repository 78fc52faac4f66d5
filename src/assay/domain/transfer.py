"""Transfer: how far experience of one skill or field answers for another, step by step, with reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from assay.domain.skill import Speciality


class EdgeSource(StrEnum):
    """Where an edge of the transfer graph comes from."""

    JUDGEMENT = "judgement"
    """Set by us, with a reason of its own."""
    BROADER = "broader"
    """The vocabulary's link from a skill to a wider one."""
    NEIGHBOUR = "neighbour"
    """The vocabulary's link between related skills."""
    ESCO = "esco"
    """Occupations of ESCO that ask for both."""
    ONET = "onet"
    """Occupations of O*NET that use both."""
    STACK_OVERFLOW = "stack_overflow"
    """Tags used together on Stack Overflow."""
    POSTS = "posts"
    """Job posts that ask for both, or for either one of the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferEdge:
    """Experience of skill `source` answers for skill `target` with `credit` (0-1, never 1).

    Directed: Kubernetes from Slurm need not equal Slurm from Kubernetes. `reason` is a sentence for
    people; `provenance` names every source that speaks for the edge, the one that set the credit first.
    """

    source: str
    target: str
    credit: float
    reason: str
    provenance: tuple[EdgeSource, ...]


@dataclass(frozen=True, slots=True)
class TransferPath:
    """Edges that lead from a skill held to the skill asked, in that order; at least one."""

    edges: tuple[TransferEdge, ...]

    @property
    def source(self) -> str:
        """Id of the skill held."""
        return self.edges[0].source

    @property
    def target(self) -> str:
        """Id of the skill asked."""
        return self.edges[-1].target

    @property
    def credit(self) -> float:
        """Product of the edges' credits, 0-1."""
        return math.prod(edge.credit for edge in self.edges)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialityEdge:
    """Experience gained in `source` (or in its narrower `niche`) answers for `target` with `credit` (0-1).

    `niche` is the label of a niche of `source` in the vocabulary (``Site reliability``), or None for the
    speciality as a whole.
    """

    source: Speciality
    niche: str | None
    target: Speciality
    credit: float
    reason: str
    provenance: tuple[EdgeSource, ...]
