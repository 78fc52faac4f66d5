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
    from assay.errors import AssayError
    from assay.taxonomy import Taxonomy, load_taxonomy
    from assay.workflow.evaluate import evaluate
    from assay.workflow.intake import Candidate, Pool, Unread, read_document, read_pool
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
    "Match": "assay.domain.match",
    "Month": "assay.domain.dates",
    "Pool": "assay.workflow.intake",
    "Profile": "assay.domain.profile",
    "Quote": "assay.domain.document",
    "Ranking": "assay.workflow.shortlist",
    "ReadGrowers": "assay.workflow.transfer",
    "ReadPathway": "assay.workflow.transfer",
    "ReadTarget": "assay.workflow.transfer",
    "Requirement": "assay.domain.brief",
    "Shortlist": "assay.domain.match",
    "SkillClaim": "assay.domain.profile",
    "Span": "assay.domain.document",
    "Taxonomy": "assay.taxonomy",
    "Unread": "assay.workflow.intake",
    "evaluate": "assay.workflow.evaluate",
    "find_target": "assay.workflow.transfer",
    "growers": "assay.workflow.transfer",
    "load_taxonomy": "assay.taxonomy",
    "pathway": "assay.workflow.transfer",
    "rank_pool": "assay.workflow.shortlist",
    "read_brief": "assay.workflow.shortlist",
    "read_document": "assay.workflow.intake",
    "read_pool": "assay.workflow.intake",
    "speciality_map": "assay.workflow.transfer",
}

__all__ = [
    "AssayError",
    "Brief",
    "Candidate",
    "Contribution",
    "Document",
    "Match",
    "Month",
    "Pool",
    "Profile",
    "Quote",
    "Ranking",
    "ReadGrowers",
    "ReadPathway",
    "ReadTarget",
    "Requirement",
    "Shortlist",
    "SkillClaim",
    "Span",
    "Taxonomy",
    "Unread",
    "evaluate",
    "find_target",
    "growers",
    "load_taxonomy",
    "pathway",
    "rank_pool",
    "read_brief",
    "read_document",
    "read_pool",
    "speciality_map",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'assay' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
