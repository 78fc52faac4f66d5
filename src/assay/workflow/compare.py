"""Compare candidates: read each path as one person, rank them against the brief, set them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assay.domain.dates import Month
from assay.errors import UsageError
from assay.matching import compare, why
from assay.workflow.blind import Excerpt
from assay.workflow.intake import Pool, read_pool
from assay.workflow.shortlist import Ranking, ReadBrief, rank_pool
from assay.workflow.sources import MAX_FILES_OF_ONE_PERSON
from assay.workflow.telling import rerun_of
from assay.workflow.view import CandidateView, RequirementView, ShortlistView, shortlist_view

if TYPE_CHECKING:
    from assay.extraction.port import Extractor

MOST: Final = 6
"""Candidates that fit side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What one candidate shows of one requirement."""

    level: str
    bits: float
    label: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A requirement side by side, cells in the order of the candidates."""

    requirement: RequirementView
    spread: float
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two neighbours of the order, as places in it, in words."""

    ahead: int
    behind: int
    bits: float
    overlap: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """Candidates side by side, best first; `rows` what they differ in most first."""

    shortlist: ShortlistView
    rows: tuple[RowView, ...]
    pairs: tuple[PairView, ...]

    @property
    def candidates(self) -> tuple[CandidateView, ...]:
        """The candidates, best first."""
        return self.shortlist.candidates


def read_each(paths: Sequence[Path], *, as_of: Month, extractor: Extractor | None = None) -> Pool:
    """Read every path as one candidate: a file, or a folder of one person's files.

    Raises UsageError where a path is none of these, where there are fewer than two or too many, or where two
    are the same documents.
    """
    if not 2 <= len(paths) <= MOST:
        raise UsageError(f"a comparison takes two to {MOST} candidates, but {len(paths)} were given")
    pools = [read_pool([p], as_of=as_of, extractor=extractor, folders_are_people=True) for p in paths]
    for path, pool in zip(paths, pools, strict=True):
        if len(pool.candidates) > 1:
            raise UsageError(
                f"{path}: holds {len(pool.candidates)} candidates; give one person's file or folder "
                f"(of at most {MAX_FILES_OF_ONE_PERSON} files), or rank them with assay match"
            )
    people = tuple(c for pool in pools for c in pool.candidates)
    if len({c.profile.id for c in people}) < len(people):
        raise UsageError("two of the candidates are the same documents; compare different people")
    return Pool(people, tuple(u for pool in pools for u in pool.unread))


def compare_pool(
    brief: ReadBrief, pool: Pool, *, as_of: Month, blind: bool, model: Path | None = None
) -> tuple[Ranking, ComparisonView]:
    """Rank `pool` against `brief` and set everybody in it side by side.

    In the blind view a candidate is called by the letter of the path given (A, B, C).
    Raises UsageError where fewer than two could be read.
    """
    if len(pool.candidates) < 2:
        raise UsageError("fewer than two candidates could be read, so there is nothing to compare")
    ranking = rank_pool(brief, pool, as_of=as_of, model=model)
    matches = ranking.shortlist.matches
    profiles = [ranking.candidate(m).profile for m in matches]
    comparison = compare(matches, profiles, rerun_of(ranking))
    shortlist = _numbered(shortlist_view(ranking, top=len(matches), blind=blind), ranking)
    labels = [c.label for c in shortlist.candidates]
    wanted = {r.id: r for r in shortlist.requirements}
    shown = [{row.requirement.id: row for row in c.rows} for c in shortlist.candidates]
    rows = tuple(
        RowView(
            requirement=wanted[contrast.requirement],
            spread=contrast.spread,
            cells=tuple(
                CellView(level=r.level, bits=r.bits, label=r.label, excerpts=r.excerpts)
                for r in (rows[contrast.requirement] for rows in shown)
            ),
        )
        for contrast in comparison.contrasts
    )
    pairs = tuple(
        PairView(
            ahead=p.ahead,
            behind=p.behind,
            bits=p.bits,
            overlap=p.overlap,
            sentences=why(p, matches, labels, brief.brief),
        )
        for p in comparison.pairs
    )
    return ranking, ComparisonView(shortlist=shortlist, rows=rows, pairs=pairs)


def _numbered(view: ShortlistView, ranking: Ranking) -> ShortlistView:
    """`view` with blind candidates called by the letter of the path given: A, B, C."""
    if not view.blind:
        return view
    order = {c.profile.id: chr(ord("A") + n) for n, c in enumerate(ranking.pool.candidates)}
    people = zip(view.candidates, ranking.shortlist.matches, strict=True)
    return replace(
        view, candidates=tuple(replace(c, label=f"Candidate {order[m.profile]}") for c, m in people)
    )
