"""A synthetic pool as arrays, without a single profile being made: what a benchmark of the index needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from benchmarks.synthetic.draw import BLOCK, People, people, postings_of
from benchmarks.synthetic.fitted import fitted
from numpy.typing import NDArray

from assay.domain.profile import Profile
from assay.matching.columns import Columns, Postings


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticArrays:
    """A pool of `count` people. Postings stand in order of skill, then person, then kind.

    `skills` are ids in rising order; the postings of skill n are those from `starts[n]` to
    `starts[n + 1]`. `months` is 0 and `last` (months since year 0) -1 where not known; `claim` is the
    place among the person's skills. `tenths` are relevant years in tenths, `shares` hundredths by
    speciality. `spoken` holds places in `codes`, -1 for none; `written` likewise.
    """

    skills: tuple[str, ...]
    starts: NDArray[np.int64]
    profile: NDArray[np.int32]
    skill: NDArray[np.int32]
    kind: NDArray[np.int8]
    depth: NDArray[np.int8]
    months: NDArray[np.int16]
    last: NDArray[np.int16]
    claim: NDArray[np.int16]
    signals: NDArray[np.int8]
    seniority: NDArray[np.int8]
    seniority_shown: NDArray[np.bool_]
    tenths: NDArray[np.int16]
    roles_shown: NDArray[np.bool_]
    shares: NDArray[np.int8]
    degree: NDArray[np.int8]
    codes: tuple[str, ...]
    spoken: NDArray[np.int8]
    written: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.seniority)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """The postings of a block by skill, and how many each skill has."""

    counts: NDArray[np.int64]
    skill: NDArray[np.uint16]
    values: tuple[NDArray[Any], ...]


_TYPES: Final = (np.int32, np.int8, np.int8, np.int16, np.int16, np.int16)
"""Types of profile, kind, depth, months, last and claim."""


def columns(count: int, seed: int) -> SyntheticArrays:
    """The first `count` people of the pool of `seed`, the same as `profiles(0, count, seed)`."""
    if count < 1:
        raise ValueError(f"a pool of {count} people was asked for; give 1 or more")
    pieces, facts = [], []
    for block in range(-(-count // BLOCK)):
        drawn = people(seed, block)
        here = min(BLOCK, count - block * BLOCK)
        pieces.append(_piece(drawn, block * BLOCK, here))
        facts.append(_facts(drawn, here))
    skill, starts, values = _joined(pieces)
    signals, seniority, shown, tenths, roles, shares, degree, spoken, written = (
        np.concatenate(column) for column in zip(*facts, strict=True)
    )
    profile, kind, depth, months, last, claim = values
    return SyntheticArrays(
        skills=fitted().skills,
        starts=starts,
        profile=profile,
        skill=skill,
        kind=kind,
        depth=depth,
        months=months,
        last=last,
        claim=claim,
        signals=signals,
        seniority=seniority,
        seniority_shown=shown,
        tenths=tenths,
        roles_shown=roles,
        shares=shares,
        degree=degree,
        codes=fitted().codes,
        spoken=spoken,
        written=written,
    )


def _facts(drawn: People, here: int) -> tuple[NDArray[Any], ...]:
    shares = np.where(drawn.speciality_shown[:, None], drawn.shares, np.int8(0))
    shares[drawn.speciality_shown, drawn.speciality[drawn.speciality_shown]] = 100
    facts = (
        drawn.signals,
        drawn.seniority,
        drawn.seniority_stated | drawn.roles_shown,
        drawn.tenths,
        drawn.roles_shown,
        shares,
        drawn.degree,
        drawn.spoken,
        drawn.written,
    )
    return tuple(fact[:here] for fact in facts)


def _piece(drawn: People, first: int, here: int) -> _Piece:
    claims = drawn.claims
    claim, kind = postings_of(claims)
    kept = int(np.searchsorted(claims.person[claim], here))
    claim, kind = claim[:kept], kind[:kept]
    skill = claims.skill[claim].astype(np.uint16)
    order = np.argsort(skill, kind="stable")  # a radix sort on 16 bits; keeps person, then kind
    sources = (claims.person + np.int32(first), claims.depth, claims.months, claims.last, claims.place)
    profile, depth, months, last, place = (s[claim[order]] for s in sources)
    counts = np.bincount(skill, minlength=len(fitted().skills))
    return _Piece(counts, skill[order], (profile, kind[order], depth, months, last, place))


def _joined(
    pieces: list[_Piece],
) -> tuple[NDArray[np.int32], NDArray[np.int64], tuple[NDArray[Any], ...]]:
    """The postings of all blocks by skill; the list is emptied on the way to free its memory."""
    counts = np.sum([p.counts for p in pieces], axis=0)
    starts = np.concatenate([[0], np.cumsum(counts)])
    out = tuple(np.empty(int(starts[-1]), dtype=kind) for kind in _TYPES)
    free = starts[:-1].copy()
    pieces.reverse()
    while pieces:
        piece = pieces.pop()
        within = np.cumsum(piece.counts) - piece.counts
        places = np.arange(len(piece.skill)) + (free - within)[piece.skill]
        for column, values in zip(out, piece.values, strict=True):
            column[places] = values
        free += piece.counts
    return np.repeat(np.arange(len(counts), dtype=np.int32), counts), starts, out


def to_columns(arrays: SyntheticArrays, profiles: Sequence[Profile] = ()) -> Columns:
    """The same pool as the kernel takes it.

    Without `profiles` nothing leads back to words, so only scoring works, not explaining.
    """
    ends = zip(arrays.skills, arrays.starts[:-1].tolist(), arrays.starts[1:].tolist(), strict=True)
    return Columns(
        profiles=tuple(profiles),
        postings=Postings(
            runs={skill: (first, end) for skill, first, end in ends if first < end},
            profile=arrays.profile,
            kind=arrays.kind,
            depth=arrays.depth,
            months=arrays.months.astype(np.float64),
            last=arrays.last.astype(np.int32),
            claim=arrays.claim.astype(np.int32),
        ),
        signals=arrays.signals,
        seniority=arrays.seniority,
        seniority_shown=arrays.seniority_shown,
        years=arrays.tenths / 10,
        roles_shown=arrays.roles_shown,
        shares=arrays.shares / 100,
        degree=arrays.degree,
        languages=_by_code(arrays, arrays.spoken),
        written=_by_code(arrays, arrays.written[:, None]) if any(p.passages for p in profiles) else {},
    )


def _by_code(arrays: SyntheticArrays, places: NDArray[np.int8]) -> dict[str, NDArray[np.int32]]:
    found = ((code, (places == n).any(axis=1).nonzero()[0]) for n, code in enumerate(arrays.codes))
    return {code: rows.astype(np.int32) for code, rows in found if len(rows)}
