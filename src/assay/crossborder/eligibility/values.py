"""What the evaluation needs from outside, and its light results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from assay.crossborder.facts import Fact
from assay.domain.route import Answer, Bloc, Condition, LeafOutcome, Route, Verdict, Verification

NO, UNKNOWN, YES = 0, 1, 2
"""Codes of answers, ordered so that Kleene's "and" is the least and "or" the greatest."""
ANSWERS = (Answer.NO, Answer.UNKNOWN, Answer.YES)
VERDICTS = (Verdict.BLOCKED, Verdict.NEEDS_CHECK, Verdict.FEASIBLE)

Facts = Mapping[str, object]
"""Facts by dotted id; an absent id or None is not known."""
Converted = tuple[float, date]
Convert = Callable[[float, str, str], Converted | None]
"""Amount, currency it is in, currency wanted: the amount there and the day of the rate; None for no rate."""
Codes = Sequence[int]


class Scored(Protocol):
    """A score under a points table, as `assay.domain.points.PointsScore` has it."""

    @property
    def lo(self) -> int:
        """Points that the known facts give for sure."""

    @property
    def hi(self) -> int:
        """Points at most, whatever the unknown facts turn out to be."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Facts that could still move the score."""

    @property
    def verification(self) -> Verification:
        """How the table was come by."""


Points = Callable[[str, Facts], Scored | None]
"""The score under a table on the filing date; None where there is no such table for that date."""


class Evaluation(NamedTuple):
    """What a route comes to, and the code of each leaf in the tree's order."""

    verdict: Verdict
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A filing date and what stands behind it; `converted` keeps every conversion already made."""

    on: date
    convert: Convert
    points: Points
    blocs: tuple[Bloc, ...]
    registry: Mapping[str, Fact]
    converted: dict[tuple[float, str, str], Converted | None] = field(default_factory=dict)

    def exchange(self, amount: float, stated: str, wanted: str) -> Converted | None:
        """The amount in the wanted currency, in hundredths, and the day of the rate; None for no rate."""
        key = (amount, stated, wanted)
        if key not in self.converted:
            found = self.convert(amount, stated, wanted)
            self.converted[key] = None if found is None else (round(found[0], 2), found[1])
        return self.converted[key]


Test = Callable[[Facts], int]
Tell = Callable[[Facts], LeafOutcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One condition, ready to be asked: `test` gives its code, `tell` its outcome in words."""

    name: str
    condition: Condition
    test: Test
    tell: Tell


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRoute:
    """A route made ready for a filing date: its leaves in the tree's order, and the tree over their codes."""

    route: Route
    setting: Setting
    leaves: tuple[Leaf, ...]
    tests: tuple[Test, ...]
    costly: tuple[int, ...]
    """Places of the leaves that score a points table."""
    tree: Callable[[Codes], int]
