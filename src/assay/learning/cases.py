"""Cases: a brief with the people judged for it, as the kernel takes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assay.domain.brief import Brief
from assay.domain.dates import Month
from assay.domain.profile import Profile
from assay.matching import Columns, MatchModel, compile_plan, evaluate
from assay.matching.open_phrases import WordEncoder, with_similar
from assay.taxonomy import Taxonomy, load_taxonomy

Floats = NDArray[np.float64]

GRADES: Final = (1, 2, 3)
"""The thresholds of the grades 0 (not suitable) to 3 (submit now)."""

INTERVIEW: Final = 2
"""The grade from which a person is worth an interview."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What readers said of a pair.

    Attributes:
        grade: 0-3, the mean over readers; what rankings are measured by.
        shares: the share of readers (0-1) who gave at least 1, 2 and 3; NaN for what nobody was asked.
    """

    grade: float
    shares: tuple[float, float, float]


def judged_mean(grade: float) -> Judged:
    """A pair of which only the mean grade is known: between two whole grades it is that share of readers."""
    one, two, three = (min(1.0, max(0.0, grade - g + 1.0)) for g in GRADES)
    return Judged(grade, (one, two, three))


def judged_by(grades: Sequence[int]) -> Judged:
    """A pair graded by one reader or more."""
    one, two, three = (sum(g >= bar for g in grades) / len(grades) for bar in GRADES)
    return Judged(sum(grades) / len(grades), (one, two, three))


def judged_worth(answers: Sequence[bool]) -> Judged:
    """A pair of which readers said only whether it is worth an interview.

    A yes does not tell 2 from 3, nor a no 0 from 1, so the thresholds 1 and 3 learn nothing from it. For
    rankings most readers decide: 2 for yes, 0 for no, 1 where they are even.
    """
    share = sum(answers) / len(answers)
    return Judged(1.0 + float(np.sign(share - 0.5)), (math.nan, share, math.nan))


def judged_mixed(graded: Sequence[int], answers: Sequence[bool]) -> Judged:
    """A pair that some readers graded and others only answered with yes or no.

    Everybody informs the interview; the other thresholds stand on those who graded.
    """
    if not graded or not answers:
        return judged_by(graded) if graded else judged_worth(answers)
    one, _, three = judged_by(graded).shares
    good = [g >= INTERVIEW for g in graded] + list(answers)
    grades = [*graded, *(INTERVIEW * int(a) for a in answers)]
    return Judged(sum(grades) / len(grades), (one, sum(good) / len(good), three))


def joined(judgements: Sequence[Judged]) -> Judged:
    """One judgement of several of the same pair, each counting alike."""
    rows = np.array([j.shares for j in judgements])
    told = ~np.isnan(rows)
    sums = np.where(told, rows, 0.0).sum(axis=0)
    one, two, three = np.divide(sums, told.sum(axis=0), out=np.full(3, np.nan), where=told.any(axis=0))
    return Judged(sum(j.grade for j in judgements) / len(judgements), (float(one), float(two), float(three)))


@dataclass(frozen=True, eq=False)
class Case:
    """One brief and everybody judged for it.

    Attributes:
        brief_id: its name, unlike that of any other case.
        people: ids in the order of `columns`, `grades` and `shares`; one person has one id everywhere.
        grades: 0 (not suitable) to 3 (submit now), 2 and up worth an interview; the mean over readers.
        shares: shape (people, 3), the share of readers who gave at least 1, 2, 3; NaN for what nobody told.
        panel: names the readers, who are as strict for one brief as for another.
        text: names the brief's text: cases of the same text are held out together.
    """

    brief_id: str
    brief: Brief
    people: tuple[str, ...]
    columns: Columns
    grades: Floats
    shares: Floats
    panel: str
    text: str


def case_of(  # noqa: PLR0913 - what makes a case
    brief_id: str,
    brief: Brief,
    judged: Mapping[str, Judged],
    profiles: Mapping[str, Profile],
    taxonomy: Taxonomy,
    *,
    panel: str = "readers",
    text: str | None = None,
) -> Case:
    """The case of one brief, of those judged who have a profile."""
    people = tuple(sorted(p for p in judged if p in profiles))
    return Case(
        brief_id=brief_id,
        brief=brief,
        people=people,
        columns=Columns.from_profiles([profiles[p] for p in people], taxonomy),
        grades=np.array([judged[p].grade for p in people], dtype=np.float64),
        shares=np.array([judged[p].shares for p in people], dtype=np.float64).reshape(-1, len(GRADES)),
        panel=panel,
        text=text or brief_id,
    )


@dataclass(frozen=True)
class Scorer:
    """Scores cases with one model after another, on the kernel that ranks."""

    taxonomy: Taxonomy
    as_of: Month

    def bits(self, case: Case, model: MatchModel) -> Floats:
        """Bits of everybody in `case`, in the order of its people."""
        plan = compile_plan(case.brief, model, self.taxonomy)
        plan = with_similar(plan, case.columns.postings.runs, model, _Remembering())
        return evaluate(plan, case.columns, model, self.as_of).total

    def __reduce__(self) -> tuple[Callable[[Month], Scorer], tuple[Month]]:
        """Another process loads the vocabulary itself: its automaton cannot travel."""
        if self.taxonomy is not load_taxonomy():
            raise TypeError("only a scorer of the shipped vocabulary can go to another process")
        return _shipped, (self.as_of,)


def _shipped(as_of: Month) -> Scorer:
    return Scorer(load_taxonomy(), as_of)


class _Remembering(WordEncoder):
    """The words' encoder, each list of phrases once: a fit scores the same pool thousands of times."""

    def encode(self, phrases: Sequence[str]) -> Floats:
        """Unit vectors of shape (len(phrases), 1024)."""
        return _encoded(tuple(phrases))


@lru_cache(maxsize=256)
def _encoded(phrases: tuple[str, ...]) -> Floats:
    return WordEncoder().encode(phrases)
