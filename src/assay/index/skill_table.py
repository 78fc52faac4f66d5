"""Skill table: the ids of skills as numbers that postings are ordered by, and the runs of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class SkillTable:
    """Ids of skills, each known by its place; an id once given keeps its place when the table grows."""

    ids: tuple[str, ...]

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each id."""
        return {skill: n for n, skill in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def with_more(self, skills: Sequence[str]) -> SkillTable:
        """This table with those of `skills` that it lacks at its end, in rising order."""
        new = sorted(set(skills) - self.number.keys())
        return SkillTable((*self.ids, *new)) if new else self


@dataclass(frozen=True, slots=True, eq=False)
class Runs(Mapping[str, tuple[int, int]]):
    """For each skill with postings their first and last-but-one place.

    `bounds` may be shorter than the table: skills added to it later have no postings here.
    """

    skills: SkillTable
    bounds: NDArray[Any]

    def __getitem__(self, skill: str) -> tuple[int, int]:
        first, last = self.run(skill)
        if first == last:
            raise KeyError(skill)
        return first, last

    def run(self, skill: str) -> tuple[int, int]:
        """First and last-but-one place of the skill's postings; equal where there is none."""
        n = self.skills.number.get(skill, len(self.bounds))
        return (int(self.bounds[n]), int(self.bounds[n + 1])) if n + 1 < len(self.bounds) else (0, 0)

    def __contains__(self, skill: object) -> bool:
        if not isinstance(skill, str):
            return False
        first, last = self.run(skill)
        return first < last

    def __iter__(self) -> Iterator[str]:
        ends = self.bounds.tolist()
        return (s for s, a, b in zip(self.skills.ids, ends, ends[1:], strict=False) if a < b)

    def __len__(self) -> int:
        return sum(1 for _ in self)
