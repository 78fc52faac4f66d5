"""Viewing: what people see of a ranking of a pool: that of a folder, and each person's id."""

from __future__ import annotations

from dataclasses import replace

from assay.workflow.pool.ranking import PoolRanking
from assay.workflow.view import ShortlistView, shortlist_view


def ranking_view(found: PoolRanking, *, top: int, blind: bool) -> ShortlistView:
    """The view of a ranking; the ids are random and tell nothing, so the blind view holds them too."""
    view = shortlist_view(found.ranking, top=max(top, len(found.people)), blind=blind)
    named = zip(view.candidates, found.people, strict=True)
    return replace(view, candidates=tuple(replace(c, person=person) for c, person in named))
