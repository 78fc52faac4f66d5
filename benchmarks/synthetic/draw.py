"""People drawn block by block: block b of seed s is the same however large the pool.

A block has its own counter-based generator (Philox, keyed by seed and block), and is always drawn whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from benchmarks.synthetic.fitted import COARSE, SLOTS, Fitted, Numbers, fitted
from numpy.typing import NDArray

from assay.domain.dates import Month
from assay.index.numbers import KINDS, SIGNALS, SPECIALITIES

BLOCK: Final = 4_096
"""People of a block."""
AS_OF: Final = Month(2026, 11)
"""The month in which every "present" ends."""
OPEN: Final = 16
"""Most open phrases of a person."""
SPOKEN: Final = 6
"""Most languages a person states."""

_SPARE = 8
_KIND_COUNT: Final = len(KINDS)
_MASKS = range(1 << _KIND_COUNT)
KINDS_OF: Final = tuple(tuple(k for k in range(_KIND_COUNT) if m >> k & 1) for m in _MASKS)
"""Kinds of evidence of each mask, strongest first."""
_COUNT = np.array([len(k) for k in KINDS_OF], dtype=np.int64)
_STRONGEST = np.array([k[0] if k else 0 for k in KINDS_OF], dtype=np.int64)
_NTH = np.array([k + (0,) * (_KIND_COUNT - len(k)) for k in KINDS_OF], dtype=np.int8)


class Randoms:
    """Sixteen-bit random numbers of one block, straight from Philox: the stream NumPy keeps as it is."""

    def __init__(self, seed: int, block: int) -> None:
        self._bits = np.random.Philox(key=np.array([seed, block], dtype=np.uint64))

    def draw(self, count: int) -> NDArray[np.uint16]:
        """The next `count` numbers, 0 to 65,535."""
        raw = self._bits.random_raw(-(-count // 4))
        return np.asarray(raw).astype("<u8").view("<u2")[:count].astype(np.uint16, copy=False)

    def coarse(self, count: int) -> NDArray[np.uint16]:
        """The next `count` numbers, 0 to 4,095: places in a row of a table."""
        return self.draw(count) % np.uint16(COARSE)


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The people of a block, a row each; `claims` are theirs in order of person, then of skill.

    `shares` are hundredths, the person's own speciality as drawn; `spoken` holds places in
    `Fitted.codes`, -1 where there is none. `career` is in months.
    """

    speciality: NDArray[np.int8]
    seniority: NDArray[np.int8]
    career: NDArray[np.int16]
    tenths: NDArray[np.int16]
    """Relevant years, in tenths."""
    signals: NDArray[np.int8]
    degree: NDArray[np.int8]
    shares: NDArray[np.int8]
    spoken: NDArray[np.int8]
    written: NDArray[np.int8]
    roles_shown: NDArray[np.bool_]
    seniority_stated: NDArray[np.bool_]
    speciality_shown: NDArray[np.bool_]
    claims: Claims


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Skills shown by people: `mask` has bit k for evidence of kind k; `place` counts within the person.

    `months` is 0 and `last` -1 where not known.
    """

    person: NDArray[np.int32]
    skill: NDArray[np.int32]
    mask: NDArray[np.int8]
    depth: NDArray[np.int8]
    months: NDArray[np.int16]
    last: NDArray[np.int16]
    place: NDArray[np.int16]


@lru_cache(maxsize=4)
def people(seed: int, block: int) -> People:
    """Block `block` of the pool of `seed`."""
    return _people(fitted(), Randoms(seed, block))


def _people(fit: Fitted, randoms: Randoms) -> People:
    t, each = fit.tables, BLOCK
    speciality = t["speciality"][randoms.coarse(each)]
    seniority = t["seniority"][speciality, randoms.coarse(each)]
    rank = randoms.coarse(each)  # one draw for both: a long career has many relevant years
    career, tenths = t["career"][seniority, rank], t["tenths"][seniority, rank]
    signals = [t["signals"][s, seniority, speciality, randoms.coarse(each)] for s in range(len(SIGNALS))]
    topics = topics_of(fit, randoms, speciality)
    wanted = t["sizes"][seniority, randoms.coarse(each)]
    opened = np.minimum(t["open"][randoms.coarse(each)], OPEN)
    owner, skill = _both(
        skills_of(fit, fit.topics, randoms, topics, wanted),
        skills_of(fit, fit.phrases, randoms, topics, opened),
    )
    roles = t["roles_shown"][seniority, randoms.coarse(each)].astype(np.bool_)
    return People(
        speciality=speciality.astype(np.int8),
        seniority=seniority.astype(np.int8),
        career=career,
        tenths=tenths,
        signals=np.stack(signals, axis=1).astype(np.int8),
        degree=t["degree"][speciality, randoms.coarse(each)].astype(np.int8),
        shares=_shares(fit, randoms, speciality),
        spoken=_spoken(fit, randoms),
        written=t["written"][randoms.coarse(each)].astype(np.int8),
        roles_shown=roles,
        seniority_stated=t["seniority_stated"][randoms.coarse(each)].astype(np.bool_),
        speciality_shown=t["speciality_shown"][randoms.coarse(each)].astype(np.bool_),
        claims=_claims(fit, randoms, owner, skill, (seniority, career)),
    )


def topics_of(fit: Fitted, randoms: Randoms, speciality: NDArray[np.int16]) -> NDArray[np.int16]:
    """The `SLOTS` topics of each person, by speciality; the same may come twice."""
    draws = randoms.coarse(len(speciality) * SLOTS).reshape(-1, SLOTS)
    return fit.tables["topics"][speciality[:, None], draws]


def skills_of(
    fit: Fitted,
    rows: NDArray[np.uint16],
    randoms: Randoms,
    topics: NDArray[np.int16],
    wanted: NDArray[np.int16],
) -> tuple[Numbers, Numbers]:
    """Person and skill of each claim: up to `wanted` different skills a person, drawn from their topics.

    More are drawn than wanted, and the first different ones kept; who draws from a narrow topic may
    end with a few fewer.
    """
    sticks = fit.sticks[randoms.draw(len(topics)) % len(fit.sticks)]
    counts = np.where(wanted > 0, wanted.astype(np.int64) * 2 + _SPARE, 0)
    person = np.repeat(np.arange(len(topics)), counts)
    order = np.arange(len(person)) - np.repeat(np.cumsum(counts) - counts, counts)
    which = randoms.draw(len(person))
    slot = np.zeros(len(person), dtype=np.int64)
    for threshold in sticks.T:
        slot += which >= threshold[person]
    drawn = rows[topics[person, slot], randoms.draw(len(person))].astype(np.int64)
    keys = np.sort(person << 32 | drawn << 16 | order)
    keys = keys[np.diff(keys >> 16, prepend=-1) != 0]
    person, drawn, order = keys >> 32, keys >> 16 & 0xFFFF, keys & 0xFFFF
    keys = np.sort(person << 32 | order << 16 | drawn)
    person, drawn = keys >> 32, keys & 0xFFFF
    kept = _places(person) < wanted[person]
    return person[kept], drawn[kept]


def _places(person: Numbers) -> Numbers:
    """The place of each row among those of its person; rows of a person stand together."""
    first = np.flatnonzero(np.diff(person, prepend=-1))
    return np.arange(len(person)) - np.repeat(first, np.diff(first, append=len(person)))


def _both(linked: tuple[Numbers, Numbers], opened: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    keys = np.sort(np.concatenate([linked[0] << 16 | linked[1], opened[0] << 16 | opened[1]]))
    return keys >> 16, keys & 0xFFFF


def _claims(
    fit: Fitted,
    randoms: Randoms,
    owner: Numbers,
    skill: Numbers,
    person: tuple[NDArray[np.int16], NDArray[np.int16]],
) -> Claims:
    t, total = fit.tables, len(owner)
    seniority, career = person[0][owner], person[1][owner].astype(np.int64)
    mask = t["mask"][fit.skill_kind[skill], seniority, randoms.coarse(total)]
    strongest = _STRONGEST[mask]
    more = (_COUNT[mask] > 1).astype(np.int64)
    depth = t["depth"][strongest, more, seniority, randoms.coarse(total)]
    months = -(-t["months"][strongest, randoms.coarse(total)].astype(np.int64) * career // 64)
    known = (months > 0).astype(np.int64)
    gap = t["gap"][strongest, known, randoms.coarse(total)].astype(np.int64)
    within = np.where(known, np.minimum(gap, career - months), gap)  # work ended inside the career
    last = np.where(gap < 0, -1, AS_OF.ordinal - within)
    return Claims(
        owner.astype(np.int32),
        skill.astype(np.int32),
        mask.astype(np.int8),
        depth.astype(np.int8),
        months.astype(np.int16),
        last.astype(np.int16),
        _places(owner).astype(np.int16),
    )


def postings_of(claims: Claims) -> tuple[Numbers, NDArray[np.int8]]:
    """For each posting its claim and its kind: a claim has a posting a kind, strongest first."""
    counts = _COUNT[claims.mask]
    claim = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(claim)) - np.repeat(np.cumsum(counts) - counts, counts)
    return claim, _NTH[claims.mask[claim], nth]


def _shares(fit: Fitted, randoms: Randoms, own: NDArray[np.int16]) -> NDArray[np.int8]:
    """Hundredths of each speciality: the largest for one's own, half of what is left for each next."""
    t, rows = fit.tables, np.arange(BLOCK)
    out = np.zeros((BLOCK, len(SPECIALITIES)), dtype=np.int8)
    count = t["share_count"][randoms.coarse(BLOCK)]
    mine = np.where(count > 1, t["share_own"][randoms.coarse(BLOCK)], 100)
    left = (100 - mine).astype(np.int64)
    for nth in range(1, 4):
        other = t["share_other"][own, randoms.coarse(BLOCK)]
        part = np.where(nth + 1 < count, (left + 1) // 2, left)
        part = np.where((nth < count) & (other != own) & (part < mine), part, 0)
        out[rows, other] += part.astype(np.int8)
        left -= part
    out[rows, own] = mine
    return out


def _spoken(fit: Fitted, randoms: Randoms) -> NDArray[np.int8]:
    """Languages stated, each once, the empty places (-1) after and between them."""
    count = fit.tables["spoken_count"][randoms.coarse(BLOCK)]
    out = np.full((BLOCK, SPOKEN), -1, dtype=np.int8)
    for nth in range(SPOKEN):
        code = fit.tables["spoken"][randoms.coarse(BLOCK)].astype(np.int8)
        fresh = (out != code[:, None]).all(axis=1) & (nth < count)
        out[fresh, nth] = code[fresh]
    return out
