"""A synthetic pool as arrays, without a single profile being made: what a benchmark of the index needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from benchmarks.synthetic.draw import BLOCK, People, people, postings_of
from benchmarks.synthetic.fitted import fitted
from numpy.typing import NDArray

from assay.domain.profile import Profile
from assay.index.columns import Columns, Postings
from assay.index.numbers import DEPTHS, STUDIES
from assay.index.skill_table import SkillTable


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


def columns(count: int, seed: int, start: int = 0) -> SyntheticArrays:
    """`count` people of the pool of `seed` from number `start` (a multiple of `BLOCK`), numbered from 0.

    The same as `profiles(start, start + count, seed)`.
    """
    if count < 1 or start % BLOCK:
        raise ValueError(
            f"{count} people from {start} were asked for; give 1 or more, from a multiple of {BLOCK}"
        )
    pieces, facts = [], []
    first = start // BLOCK
    for block in range(-(-count // BLOCK)):
        drawn = people(seed, first + block)
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


def to_columns(
    arrays: SyntheticArrays, profiles: Sequence[Profile] = (), skills: SkillTable | None = None
) -> Columns:
    """The same pool as the kernel takes it; `skills` is a table of `arrays.skills`, to be shared by blocks.

    Without `profiles` nothing leads back to words, so only scoring works, not explaining.
    """
    person, of = arrays.shares.nonzero()
    return Columns(
        profiles=tuple(profiles),
        postings=Postings(
            skills=skills or SkillTable(arrays.skills),
            bounds=arrays.starts,
            profile=arrays.profile,
            code=(arrays.kind * DEPTHS + arrays.depth).astype(np.uint8),
            months=arrays.months.astype(np.uint16),
            last=arrays.last,
            claim=arrays.claim.astype(np.uint16),
        ),
        signals=arrays.signals,
        seniority=arrays.seniority,
        seniority_shown=arrays.seniority_shown,
        years=arrays.tenths / 10,
        roles_shown=arrays.roles_shown,
        share_start=np.searchsorted(person, np.arange(len(arrays) + 1)).astype(np.int32),
        share_of=of.astype(np.int8),
        share=arrays.shares[person, of] / 100,
        degree=arrays.degree,
        degree_in=np.repeat(arrays.degree[:, None], len(STUDIES), axis=1),
        languages=_by_code(arrays, arrays.spoken),
        written=_by_code(arrays, arrays.written[:, None]) if any(p.passages for p in profiles) else {},
    )


def blocks(count: int, seed: int, size: int = 8 * BLOCK) -> Iterator[Columns]:
    """The pool as columns of `size` people each, as an index holds them, over one table of skills."""
    skills = SkillTable(fitted().skills)
    for start in range(0, count, size):
        yield to_columns(columns(min(size, count - start), seed, start), skills=skills)


def _by_code(arrays: SyntheticArrays, places: NDArray[np.int8]) -> dict[str, NDArray[np.int32]]:
    found = ((code, (places == n).any(axis=1).nonzero()[0]) for n, code in enumerate(arrays.codes))
    return {code: rows.astype(np.int32) for code, rows in found if len(rows)}
