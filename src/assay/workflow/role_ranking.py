"""Rank briefs for one candidate: the same kernel as for a pool, one brief after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assay.domain.brief import Importance, Requirement
from assay.domain.dates import Month
from assay.domain.match import Contribution, Level, Match
from assay.errors import BriefError, UsageError
from assay.workflow.intake import Candidate, Pool, Unread
from assay.workflow.shortlist import Ranking, ReadBrief, rank_pool, read_brief
from assay.workflow.sources import find_sources


class Standing(StrEnum):
    """How a requirement stands for a person; the level says more."""

    MET = "met"  # used in work, or better
    PARTLY = "partly met"  # listed, studied, or shown in a related skill
    NOT_STATED = "not stated"  # the documents are silent: a question, never a no
    DENIED = "denied"  # the documents say no


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """A must of a brief and how it stands."""

    requirement: Requirement
    contribution: Contribution
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRole:
    """One brief for the candidate; the rank is among the briefs given, equal bits share it."""

    rank: int
    ranking: Ranking
    musts: tuple[Must, ...]

    @property
    def match(self) -> Match:
        """The candidate's match with this brief."""
        return self.ranking.shortlist.matches[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRanking:
    """Briefs ranked for one candidate, and the briefs that could not be read."""

    candidate: Candidate
    roles: tuple[RankedRole, ...]
    unread: tuple[Unread, ...]
    as_of: Month


def read_briefs(
    paths: Sequence[Path | str], *, as_of: Month
) -> tuple[tuple[ReadBrief, ...], tuple[Unread, ...]]:
    """Every brief below `paths`, and those that could not be read, each with the reason.

    Raises UsageError where a path does not exist.
    """
    read: list[ReadBrief] = []
    unread: list[Unread] = []
    for file in [f for source in find_sources([Path(p) for p in paths]) for f in source.files]:
        try:
            read.append(read_brief(file, as_of=as_of))
        except BriefError as error:
            unread.append(Unread(file.name, str(error)))
    return tuple(read), tuple(unread)


def rank_roles(
    candidate: Candidate,
    briefs: Sequence[ReadBrief],
    *,
    as_of: Month,
    model: Path | None = None,
    unread: Sequence[Unread] = (),
) -> RoleRanking:
    """Rank `briefs` for `candidate`. A score means the same for every brief, so that they compare.

    Raises UsageError where there is no brief, ModelError where the model has faults.
    """
    if not briefs:
        raise UsageError("no brief could be read, so there is no role to rank")
    alone = Pool((candidate,), ())
    rankings = [rank_pool(brief, alone, as_of=as_of, model=model) for brief in briefs]
    rankings.sort(key=lambda r: (-r.shortlist.matches[0].bits, r.brief.brief.document, r.brief.name))
    roles: list[RankedRole] = []
    for position, ranking in enumerate(rankings):
        bits = ranking.shortlist.matches[0].bits
        tied = bool(roles) and bits == roles[-1].match.bits
        rank = roles[-1].rank if tied else position + 1
        roles.append(RankedRole(rank=rank, ranking=ranking, musts=_musts(ranking)))
    return RoleRanking(candidate=candidate, roles=tuple(roles), unread=tuple(unread), as_of=as_of)


def _musts(ranking: Ranking) -> tuple[Must, ...]:
    parts = {c.requirement: c for c in ranking.shortlist.matches[0].contributions}
    return tuple(
        Must(requirement=r, contribution=parts[r.id], standing=standing(parts[r.id].level))
        for r in ranking.brief.brief.requirements
        if r.importance is Importance.MUST
    )


def standing(level: Level) -> Standing:
    """How a requirement answered at `level` stands."""
    if level is Level.DENIED:
        return Standing.DENIED
    if level is Level.NOT_STATED:
        return Standing.NOT_STATED
    return Standing.MET if level.rank >= Level.USED.rank else Standing.PARTLY
