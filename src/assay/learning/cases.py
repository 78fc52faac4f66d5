"""Cases: a brief with the people judged for it, as the kernel takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.brief import Brief
from assay.domain.dates import Month
from assay.domain.profile import Profile
from assay.matching import Columns, MatchModel, compile_plan, evaluate
from assay.matching.similar import WordEncoder, with_similar
from assay.taxonomy import Taxonomy

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Case:
    """One brief and everybody judged for it.

    `grades[i]` is the grade of `people[i]`, 0 (not suitable) to 3 (submit now), 2 and up worth an
    interview; readers who disagree stand as their mean. `columns` holds the profiles in that order.
    `panel` names the readers, who are as strict for one brief as for another.
    """

    brief_id: str
    brief: Brief
    people: tuple[str, ...]
    columns: Columns
    grades: Floats
    panel: str = "readers"


def case_of(
    brief_id: str,
    brief: Brief,
    grades: Mapping[str, float],
    profiles: Mapping[str, Profile],
    taxonomy: Taxonomy,
    panel: str = "readers",
) -> Case:
    """The case of one brief, of those graded who have a profile."""
    people = tuple(sorted(p for p in grades if p in profiles))
    return Case(
        brief_id=brief_id,
        brief=brief,
        people=people,
        columns=Columns.from_profiles([profiles[p] for p in people], taxonomy),
        grades=np.array([grades[p] for p in people], dtype=np.float64),
        panel=panel,
    )


@dataclass(frozen=True)
class Scorer:
    """Scores cases with one model after another, on the kernel that ranks."""

    taxonomy: Taxonomy
    as_of: Month

    def bits(self, case: Case, model: MatchModel) -> Floats:
        """Bits of everybody in `case`, in the order of its people."""
        plan = compile_plan(case.brief, model, self.taxonomy)
        plan = with_similar(plan, case.columns, model, WordEncoder())
        return evaluate(plan, case.columns, model, self.as_of).total
