"""Months as CVs state them: a year, perhaps a month, perhaps "present"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Month:
    """A year with, where stated, a month (1-12). Compared by the earliest month it can mean.

    >>> str(Month(2021, 3)), str(Month(2018))
    ('2021-03', '2018')
    >>> Month(2021, 3).ordinal - Month(2020, 12).ordinal
    3
    """

    year: int
    month: int | None = None

    @property
    def ordinal(self) -> int:
        """Months since year 0, a missing month counted as January."""
        return self.year * 12 + (self.month or 1) - 1

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY`` or ``YYYY-MM``; raises ValueError on anything else."""
        year, _, month = text.partition("-")
        value = cls(int(year), int(month) if month else None)
        if value.month is not None and not 1 <= value.month <= 12:
            raise ValueError(f"month out of range in {text!r}")
        return value

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """The month that is `ordinal` months after year 0."""
        return cls(ordinal // 12, ordinal % 12 + 1)

    def __lt__(self, other: Month) -> bool:
        return self.ordinal < other.ordinal

    def __le__(self, other: Month) -> bool:
        return self.ordinal <= other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`; `ongoing` when the text says "present" (then `end` is None)."""

    start: Month | None
    end: Month | None = None
    ongoing: bool = False

    def last_month(self, as_of: Month) -> Month | None:
        """The last month covered, an ongoing period ending at `as_of`; None where unknown.

        A year alone means its December, as "2016 - 2019" includes 2019; never later than `as_of`.
        """
        if self.ongoing:
            return as_of
        if self.end is None:
            return None
        last = self.end if self.end.month else Month(self.end.year, 12)
        return min(last, as_of, key=lambda m: m.ordinal)

    def months(self, as_of: Month) -> int | None:
        """Length in months at `as_of`, both ends included; None where an end is unknown."""
        last = self.last_month(as_of)
        if self.start is None or last is None:
            return None
        return max(0, last.ordinal - self.start.ordinal + 1)
