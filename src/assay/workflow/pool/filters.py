"""Filters: who of a pool is ranked or searched at all. Places come from the store, the rest from the index.

A filter narrows whom a person looks at; it never moves a score.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import numpy as np

from assay.domain.consent import Purpose
from assay.domain.skill import Seniority, Speciality
from assay.errors import UsageError
from assay.index.block import Longs, Part
from assay.index.columns import Bools
from assay.index.numbers import SPECIALITIES
from assay.index.snapshot import Snapshot
from assay.workflow.pool.opening import TalentPool

_PAGE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a pool: of several values of one kind any will do, of several kinds all must hold.

    `languages` are ISO 639 codes that a person states or writes in. `residence` stands in the place that a person
    states; those who state none are left out, or kept with `unstated`.
    """

    specialities: frozenset[Speciality] = frozenset()
    seniorities: frozenset[Seniority] = frozenset()
    languages: frozenset[str] = frozenset()
    residence: str | None = None
    unstated: bool = False

    @property
    def any(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.specialities or self.seniorities or self.languages or self.residence)


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """Who is considered: a mask for each block of the snapshot. `permitted` may be read for the purpose and stand in
    the index; `unplaced` were left out of them because they state no place."""

    masks: tuple[Bools, ...] = field(repr=False)
    permitted: int
    unplaced: int = 0

    @property
    def count(self) -> int:
        """How many are considered."""
        return sum(int(mask.sum()) for mask in self.masks)


def filters_of(
    specialities: Sequence[str] = (),
    seniorities: Sequence[str] = (),
    languages: Sequence[str] = (),
    residence: str | None = None,
    *,
    unstated: bool = False,
) -> Filters:
    """Filters from words; raises UsageError for one that is not known."""
    return Filters(
        specialities=frozenset(
            Speciality(_known(s, [v.value for v in Speciality], "speciality")) for s in specialities
        ),
        seniorities=frozenset(
            Seniority(_known(s, [v.value for v in Seniority], "seniority")) for s in seniorities
        ),
        languages=frozenset(_code(code) for code in languages),
        residence=residence or None,
        unstated=unstated,
    )


def consider(
    pool: TalentPool, snapshot: Snapshot, purpose: Purpose, filters: Filters, *, at: datetime
) -> Considered:
    """Who of the snapshot may be read for the purpose and passes the filters."""
    allowed = np.frombuffer(pool.store.permitted(purpose, at=at), dtype=np.int64)
    permitted = [block.live & _among(block.numbers, allowed) for block in snapshot]
    masks = [mask & _passes(block, filters) for mask, block in zip(permitted, snapshot, strict=True)]
    unplaced = 0
    if filters.residence:
        masks, unplaced = _resident(pool, snapshot, masks, filters, purpose, at)
    return Considered(tuple(masks), sum(int(mask.sum()) for mask in permitted), unplaced)


def _passes(block: Part, filters: Filters) -> Bools:
    columns = block.columns
    mask = np.ones(len(block), dtype=np.bool_)
    if filters.seniorities:
        ranks = [s.rank for s in filters.seniorities]
        mask &= columns.seniority_shown & np.isin(columns.seniority, ranks)
    if filters.specialities:
        wanted = [SPECIALITIES.index(s) for s in filters.specialities]
        own = np.isin(columns.share_of, wanted) & (columns.share == 1.0)  # a person's own stands with 1
        whose = np.repeat(np.arange(len(block)), np.diff(columns.share_start))
        shown = np.zeros(len(block), dtype=np.bool_)
        shown[whose[own]] = True
        mask &= shown
    if filters.languages:
        spoken = np.zeros(len(block), dtype=np.bool_)
        for code in filters.languages:
            for runs in (columns.languages, columns.written):
                if code in runs:
                    spoken[runs[code]] = True
        mask &= spoken
    return mask


def _resident(
    pool: TalentPool,
    snapshot: Snapshot,
    masks: Sequence[Bools],
    filters: Filters,
    purpose: Purpose,
    at: datetime,
) -> tuple[list[Bools], int]:
    """The masks without those who live elsewhere, and how many state no place."""
    wanted = folded(filters.residence or "")
    numbers = (int(n) for block, mask in zip(snapshot, masks, strict=True) for n in block.numbers[mask])
    there: list[int] = []
    unplaced = 0
    while page := list(islice(numbers, _PAGE)):
        people = pool.store.persons_by_number(page, purpose, at=at)
        places = pool.store.mobilities([p.id for p in people.values()], purpose, at=at)
        for number, person in people.items():
            mobility = places.get(person.id)
            if mobility is None or mobility.location is None:
                unplaced += 1
                there += [number] if filters.unstated else []
            elif wanted in folded(mobility.location.text):
                there.append(number)
    kept = np.array(sorted(there), dtype=np.int64)
    return [mask & _among(b.numbers, kept) for mask, b in zip(masks, snapshot, strict=True)], unplaced


def folded(text: str) -> str:
    """Text without case and accents, one space between words.

    >>> folded("  São  Paulo")
    'sao paulo'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def _among(numbers: Longs, allowed: Longs) -> Bools:
    """Which of `numbers` stand in `allowed`; both rise."""
    if not len(allowed):
        return np.zeros(len(numbers), dtype=np.bool_)
    at = np.minimum(np.searchsorted(allowed, numbers), len(allowed) - 1)
    found: Bools = allowed[at] == numbers
    return found


def _known(word: str, known: Sequence[str], what: str) -> str:
    if word not in known:
        raise UsageError(f"{word!r} is no {what}; choose one of {', '.join(known)}")
    return word


def _code(code: str) -> str:
    text = code.strip().lower()
    if not (len(text) in (2, 3) and text.isascii() and text.isalpha()):
        raise UsageError(f"{code!r} is no language code; write two letters, as in de")
    return text
