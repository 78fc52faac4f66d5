"""Search a pool by an expression of skills, depth and kinds of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.domain.dates import Month
from assay.domain.match import Versions
from assay.workflow.intake import Candidate, Pool
from assay.workflow.shortlist import versions

if TYPE_CHECKING:
    from assay.matching.searching import Hit as Hit
    from assay.matching.searching import Reading as Reading
    from assay.matching.searching import Searched as Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolSearch:
    """What a search found, with everything needed to show it."""

    given: str
    searched: Searched
    pool: Pool
    as_of: Month
    versions: Versions

    def candidate(self, hit: Hit) -> Candidate:
        """The candidate of a hit."""
        return self.pool.candidates[hit.number]


def read_expression(expression: str) -> Reading:
    """How `expression` reads, before any CV is read: written out, its terms in words, and notes.

    Raises ExpressionError, a sentence with the place in the expression, where it cannot be read.
    """
    from assay.matching.searching import parse, reading_of
    from assay.taxonomy import load_taxonomy

    return reading_of(parse(expression), load_taxonomy())


def search_pool(expression: str, pool: Pool, *, as_of: Month) -> PoolSearch:
    """Everyone in `pool` who meets `expression`, strongest evidence first, with the quotes that met each term.

    Raises ExpressionError where the expression cannot be read.
    """
    from assay.matching import Columns, load_model
    from assay.matching.searching import parse, search
    from assay.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    asked = parse(expression)
    columns = Columns.from_profiles(pool.profiles, taxonomy)
    return PoolSearch(
        given=expression,
        searched=search(asked, columns, taxonomy, load_model()),
        pool=pool,
        as_of=as_of,
        versions=versions(),
    )
