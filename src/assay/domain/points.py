"""Points of immigration law: what a person scores, as an interval where something is not known.

A points table adds up what it awards for age, degrees, languages, experience and pay. What nobody stated
stays unknown: then the score lies between `lo` and `hi`, and the rows say which facts would settle it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from assay.domain.route import Answer, Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRow:
    """What one criterion, or a group of them, comes to.

    `depth` is 0 for the parts of the table, 1 for what they hold, and so on; a group's `lo` and `hi` are
    those after its cap `most`. `awarded` are the labels of what surely scores, `open` of what may score
    besides, `needs` the facts that would settle it. `note` says what else keeps it open.
    """

    criterion: str
    label: str
    depth: int
    lo: int
    hi: int
    most: int
    awarded: tuple[str, ...]
    open: tuple[str, ...]
    needs: tuple[str, ...]
    sources: tuple[str, ...]
    verification: Verification
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsScore:
    """A person's score under a table on a day, in points: at least `lo`, at most `hi`.

    `verification` is that of the table's rows in force together: nothing read is memory, all read is
    read, anything between is partial. `explain` works the rows out; they are made only when asked for.
    """

    table: str
    on: date
    lo: int
    hi: int
    verification: Verification
    explain: Callable[[], tuple[PointsRow, ...]] = field(repr=False, compare=False)

    def at_least(self, minimum: int) -> Answer:
        """Whether the score reaches `minimum` points, whatever the unknown facts turn out to be."""
        if self.lo >= minimum:
            return Answer.YES
        return Answer.NO if self.hi < minimum else Answer.UNKNOWN

    @property
    def rows(self) -> tuple[PointsRow, ...]:
        """One row per criterion and group, in the table's order."""
        return self.explain()

    @property
    def needs(self) -> tuple[str, ...]:
        """Every fact that could still move the score, each once, in the table's order."""
        return tuple(dict.fromkeys(fact for row in self.explain() for fact in row.needs))
