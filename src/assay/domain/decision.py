"""Decision: what a person decided on a candidate for a brief, and why. Assay itself decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What was decided."""

    ADVANCED = "advanced"
    HELD = "held"
    DECLINED = "declined"
    HIRED = "hired"
    WITHDREW = "withdrew"
    """The candidate took themselves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict on a person of the pool (`person`, their id) for a brief (`brief`, its id)."""

    person: str
    brief: str
    verdict: Verdict
    reason: str
    decided_by: str
    at: datetime
