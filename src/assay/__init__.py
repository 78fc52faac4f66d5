"""Assay: precision matching for AI talent.

Rank a folder of CVs against a role brief, every point backed by a quote::

    import assay

    as_of = assay.Month(2026, 11)
    brief = assay.read_brief("role.pdf")
    pool = assay.read_pool(["cvs/"], as_of=as_of)
    ranking = assay.rank_pool(brief, pool, as_of=as_of)

Who could grow into the role, and how one of them gets there::

    to = assay.find_target("role.pdf", as_of=as_of)
    found = assay.growers(pool, to, as_of=as_of)
    way = assay.pathway(pool.candidates[0], to, as_of=as_of)

Nothing leaves the machine unless it is asked for by name.
Names are loaded when first used, so that the import is quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from assay.domain.brief import Brief, Requirement
    from assay.domain.dates import Month
    from assay.domain.document import Document, Quote, Span
    from assay.domain.match import Contribution, Match, Shortlist
    from assay.domain.profile import Profile, SkillClaim
    from assay.errors import AssayError, ExpressionError
    from assay.taxonomy import Taxonomy, load_taxonomy
    from assay.workflow.duplicates import find_duplicates
    from assay.workflow.evaluate import evaluate
    from assay.workflow.intake import Candidate, Pool, Unread, read_document, read_pool
    from assay.workflow.likeness import SimilarCandidates, similar_candidates
    from assay.workflow.merging import merge, unmerge
    from assay.workflow.person import read_person
    from assay.workflow.role_ranking import RoleRanking, rank_roles, read_briefs
    from assay.workflow.searching import PoolSearch, read_expression, search_pool
    from assay.workflow.shortlist import Ranking, rank_pool, read_brief
    from assay.workflow.transfer import (
        ReadGrowers,
        ReadPathway,
        ReadTarget,
        find_target,
        growers,
        pathway,
        speciality_map,
    )

_HOMES = {
    "AssayError": "assay.errors",
    "Brief": "assay.domain.brief",
    "Candidate": "assay.workflow.intake",
    "Contribution": "assay.domain.match",
    "Document": "assay.domain.document",
    "ExpressionError": "assay.errors",
    "Match": "assay.domain.match",
    "Month": "assay.domain.dates",
    "Pool": "assay.workflow.intake",
    "PoolSearch": "assay.workflow.searching",
    "Profile": "assay.domain.profile",
    "Quote": "assay.domain.document",
    "Ranking": "assay.workflow.shortlist",
    "ReadGrowers": "assay.workflow.transfer",
    "ReadPathway": "assay.workflow.transfer",
    "ReadTarget": "assay.workflow.transfer",
    "Requirement": "assay.domain.brief",
    "RoleRanking": "assay.workflow.role_ranking",
    "Shortlist": "assay.domain.match",
    "SimilarCandidates": "assay.workflow.likeness",
    "SkillClaim": "assay.domain.profile",
    "Span": "assay.domain.document",
    "Taxonomy": "assay.taxonomy",
    "Unread": "assay.workflow.intake",
    "evaluate": "assay.workflow.evaluate",
    "find_duplicates": "assay.workflow.duplicates",
    "find_target": "assay.workflow.transfer",
    "growers": "assay.workflow.transfer",
    "load_taxonomy": "assay.taxonomy",
    "merge": "assay.workflow.merging",
    "pathway": "assay.workflow.transfer",
    "rank_pool": "assay.workflow.shortlist",
    "rank_roles": "assay.workflow.role_ranking",
    "read_brief": "assay.workflow.shortlist",
    "read_briefs": "assay.workflow.role_ranking",
    "read_document": "assay.workflow.intake",
    "read_expression": "assay.workflow.searching",
    "read_person": "assay.workflow.person",
    "read_pool": "assay.workflow.intake",
    "speciality_map": "assay.workflow.transfer",
    "search_pool": "assay.workflow.searching",
    "similar_candidates": "assay.workflow.likeness",
    "unmerge": "assay.workflow.merging",
}

__all__ = [
    "AssayError",
    "Brief",
    "Candidate",
    "Contribution",
    "Document",
    "ExpressionError",
    "Match",
    "Month",
    "Pool",
    "PoolSearch",
    "Profile",
    "Quote",
    "Ranking",
    "ReadGrowers",
    "ReadPathway",
    "ReadTarget",
    "Requirement",
    "RoleRanking",
    "Shortlist",
    "SimilarCandidates",
    "SkillClaim",
    "Span",
    "Taxonomy",
    "Unread",
    "evaluate",
    "find_duplicates",
    "find_target",
    "growers",
    "load_taxonomy",
    "merge",
    "pathway",
    "rank_pool",
    "rank_roles",
    "read_brief",
    "read_briefs",
    "read_document",
    "read_expression",
    "read_person",
    "read_pool",
    "search_pool",
    "similar_candidates",
    "speciality_map",
    "unmerge",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'assay' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
