"""What people see of a pathway and of a pool's growers, as values; `transfer_view` makes them."""

from __future__ import annotations

from dataclasses import dataclass

from assay.workflow.blind import Excerpt
from assay.workflow.intake import Unread


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """One step of a transfer path: from what, to what, credit, why, and who says so."""

    source: str
    target: str
    credit: float
    reason: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedView:
    """Something asked that carries over; `links` are empty where it is shown itself."""

    asked: str
    importance: str
    level: str
    label: str
    credit: float
    links: tuple[LinkView, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapView:
    """Something missing: `step` is the number of the step that closes it, `beyond` why none does."""

    asked: str
    importance: str
    level: str
    label: str
    step: int | None
    beyond: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the plan in words; `start` says what it starts from, empty for nothing."""

    number: int
    label: str
    importance: str
    closes: tuple[str, ...]
    after: str
    do: str
    shows: str
    start: str
    links: tuple[LinkView, ...]
    excerpts: tuple[Excerpt, ...]
    months: str
    basis: str
    score: float
    band: str
    line: bool
    """Whether the line is reached with this step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearView:
    """A near speciality with its fit and why."""

    label: str
    fit: float
    reason: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayView:
    """One person's pathway as shown. `reason` is why they stand in their group of a pool."""

    label: str
    files: tuple[str, ...]
    speciality: str
    seniority: str
    score: float
    band: str
    share: float
    share_after: float
    score_after: float
    carries: float
    verdict: str
    reason: str
    carried: tuple[CarriedView, ...]
    gaps: tuple[GapView, ...]
    steps: tuple[StepView, ...]
    ramp: str
    basis: tuple[str, ...]
    to_line: str
    nearest: tuple[NearView, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A group of a pool."""

    key: str
    title: str
    people: tuple[PathwayView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """A whole result: one person, or a pool in groups of which the first `top` people are shown in full."""

    title: str
    kind: str
    asks: tuple[tuple[str, str], ...]
    groups: tuple[GroupView, ...]
    criteria: tuple[str, ...]
    top: int
    blind: bool
    as_of: str
    unread: tuple[Unread, ...]
    versions: tuple[tuple[str, str], ...]
