"""Find the candidates of a pool most like a given one, by what they have done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.domain.dates import Month
from assay.domain.match import Versions
from assay.errors import UsageError
from assay.workflow.intake import Candidate, Pool
from assay.workflow.shortlist import versions

if TYPE_CHECKING:
    from assay.matching.similar import Likeness as Likeness
    from assay.matching.weighing import ShownSkill as ShownSkill


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarCandidates:
    """Those most like `given`, best first; `left_out` people of the pool share a document with them."""

    given: Candidate
    likenesses: tuple[Likeness, ...]
    left_out: int
    pool: Pool
    as_of: Month
    versions: Versions

    def candidate(self, likeness: Likeness) -> Candidate:
        """The candidate of a likeness."""
        return self.pool.candidates[likeness.number]


def similar_candidates(given: Candidate, pool: Pool, *, as_of: Month, most: int = 10) -> SimilarCandidates:
    """The `most` people of `pool` most like `given`, with what both show and where they differ.

    The person themself (any shared document) is left out. Raises UsageError where the pool is empty.
    """
    from assay.matching import load_model
    from assay.matching.similar import similar
    from assay.taxonomy import load_taxonomy

    if not pool.candidates:
        raise UsageError("no document of the pool could be read, so there is nobody to compare")
    own = set(given.profile.documents)
    return SimilarCandidates(
        given=given,
        likenesses=similar(
            given.profile, pool.profiles, taxonomy=load_taxonomy(), model=load_model(), most=most
        ),
        left_out=sum(bool(own & set(p.documents)) for p in pool.profiles),
        pool=pool,
        as_of=as_of,
        versions=versions(),
    )
