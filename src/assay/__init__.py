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

A pool that lasts, ranked from its index::

    with assay.open_pool("pool.store") as held:
        at = assay.utc_now()
        assay.add_people(held, ["cvs/"], assay.AddHow(as_of=as_of))
        asked = assay.find_brief(held, "role.pdf", as_of=as_of, at=at)
        (found,) = assay.rank_people(held, [asked], assay.RankHow(as_of=as_of, at=at))

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
    from assay.workflow.intake import Candidate, Pool, Unread, read_document, read_pool, utc_now
    from assay.workflow.likeness import SimilarCandidates, similar_candidates
    from assay.workflow.merging import merge, unmerge
    from assay.workflow.person import read_person
    from assay.workflow.pool.adding import AddHow, add_people
    from assay.workflow.pool.auditing import audit_events, verify_audit
    from assay.workflow.pool.backing_up import back_up_pool, restore_pool
    from assay.workflow.pool.checking import check_pool
    from assay.workflow.pool.consenting import Consenting, change_consent, consent_of
    from assay.workflow.pool.correcting import Correction, correct_person
    from assay.workflow.pool.deciding import Deciding, decide, pool_decisions
    from assay.workflow.pool.erasing import erase_people, expire_people
    from assay.workflow.pool.exporting import export_person
    from assay.workflow.pool.filters import Filters
    from assay.workflow.pool.opening import TalentPool, init_pool, open_pool
    from assay.workflow.pool.ranking import PoolRanking, RankHow, find_brief, rank_people
    from assay.workflow.pool.reextracting import Reextracting, reextract_people
    from assay.workflow.pool.searching import SearchHow, search_people
    from assay.workflow.pool.status import pool_status
    from assay.workflow.pool.terms import Terms
    from assay.workflow.pool.whom import find_person
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
    "AddHow": "assay.workflow.pool.adding",
    "AssayError": "assay.errors",
    "Brief": "assay.domain.brief",
    "Candidate": "assay.workflow.intake",
    "Consenting": "assay.workflow.pool.consenting",
    "Contribution": "assay.domain.match",
    "Correction": "assay.workflow.pool.correcting",
    "Deciding": "assay.workflow.pool.deciding",
    "Document": "assay.domain.document",
    "ExpressionError": "assay.errors",
    "Filters": "assay.workflow.pool.filters",
    "Match": "assay.domain.match",
    "Month": "assay.domain.dates",
    "Pool": "assay.workflow.intake",
    "PoolRanking": "assay.workflow.pool.ranking",
    "PoolSearch": "assay.workflow.searching",
    "Profile": "assay.domain.profile",
    "Quote": "assay.domain.document",
    "RankHow": "assay.workflow.pool.ranking",
    "Ranking": "assay.workflow.shortlist",
    "ReadGrowers": "assay.workflow.transfer",
    "ReadPathway": "assay.workflow.transfer",
    "ReadTarget": "assay.workflow.transfer",
    "Reextracting": "assay.workflow.pool.reextracting",
    "Requirement": "assay.domain.brief",
    "RoleRanking": "assay.workflow.role_ranking",
    "SearchHow": "assay.workflow.pool.searching",
    "Shortlist": "assay.domain.match",
    "SimilarCandidates": "assay.workflow.likeness",
    "SkillClaim": "assay.domain.profile",
    "Span": "assay.domain.document",
    "TalentPool": "assay.workflow.pool.opening",
    "Taxonomy": "assay.taxonomy",
    "Terms": "assay.workflow.pool.terms",
    "Unread": "assay.workflow.intake",
    "add_people": "assay.workflow.pool.adding",
    "audit_events": "assay.workflow.pool.auditing",
    "back_up_pool": "assay.workflow.pool.backing_up",
    "change_consent": "assay.workflow.pool.consenting",
    "check_pool": "assay.workflow.pool.checking",
    "consent_of": "assay.workflow.pool.consenting",
    "correct_person": "assay.workflow.pool.correcting",
    "decide": "assay.workflow.pool.deciding",
    "erase_people": "assay.workflow.pool.erasing",
    "evaluate": "assay.workflow.evaluate",
    "expire_people": "assay.workflow.pool.erasing",
    "export_person": "assay.workflow.pool.exporting",
    "find_brief": "assay.workflow.pool.ranking",
    "find_duplicates": "assay.workflow.duplicates",
    "find_person": "assay.workflow.pool.whom",
    "find_target": "assay.workflow.transfer",
    "growers": "assay.workflow.transfer",
    "init_pool": "assay.workflow.pool.opening",
    "load_taxonomy": "assay.taxonomy",
    "merge": "assay.workflow.merging",
    "open_pool": "assay.workflow.pool.opening",
    "pathway": "assay.workflow.transfer",
    "pool_decisions": "assay.workflow.pool.deciding",
    "pool_status": "assay.workflow.pool.status",
    "rank_people": "assay.workflow.pool.ranking",
    "rank_pool": "assay.workflow.shortlist",
    "rank_roles": "assay.workflow.role_ranking",
    "read_brief": "assay.workflow.shortlist",
    "read_briefs": "assay.workflow.role_ranking",
    "read_document": "assay.workflow.intake",
    "read_expression": "assay.workflow.searching",
    "read_person": "assay.workflow.person",
    "read_pool": "assay.workflow.intake",
    "reextract_people": "assay.workflow.pool.reextracting",
    "restore_pool": "assay.workflow.pool.backing_up",
    "search_people": "assay.workflow.pool.searching",
    "search_pool": "assay.workflow.searching",
    "similar_candidates": "assay.workflow.likeness",
    "speciality_map": "assay.workflow.transfer",
    "unmerge": "assay.workflow.merging",
    "utc_now": "assay.workflow.intake",
    "verify_audit": "assay.workflow.pool.auditing",
}

__all__ = [
    "AddHow",
    "AssayError",
    "Brief",
    "Candidate",
    "Consenting",
    "Contribution",
    "Correction",
    "Deciding",
    "Document",
    "ExpressionError",
    "Filters",
    "Match",
    "Month",
    "Pool",
    "PoolRanking",
    "PoolSearch",
    "Profile",
    "Quote",
    "RankHow",
    "Ranking",
    "ReadGrowers",
    "ReadPathway",
    "ReadTarget",
    "Reextracting",
    "Requirement",
    "RoleRanking",
    "SearchHow",
    "Shortlist",
    "SimilarCandidates",
    "SkillClaim",
    "Span",
    "TalentPool",
    "Taxonomy",
    "Terms",
    "Unread",
    "add_people",
    "audit_events",
    "back_up_pool",
    "change_consent",
    "check_pool",
    "consent_of",
    "correct_person",
    "decide",
    "erase_people",
    "evaluate",
    "expire_people",
    "export_person",
    "find_brief",
    "find_duplicates",
    "find_person",
    "find_target",
    "growers",
    "init_pool",
    "load_taxonomy",
    "merge",
    "open_pool",
    "pathway",
    "pool_decisions",
    "pool_status",
    "rank_people",
    "rank_pool",
    "rank_roles",
    "read_brief",
    "read_briefs",
    "read_document",
    "read_expression",
    "read_person",
    "read_pool",
    "reextract_people",
    "restore_pool",
    "search_people",
    "search_pool",
    "similar_candidates",
    "speciality_map",
    "unmerge",
    "utc_now",
    "verify_audit",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'assay' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
