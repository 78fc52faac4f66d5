"""Columns: a pool as arrays. For each skill a run of postings; for each person the other facts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assay.domain.profile import Profile
from assay.index.numbers import DEPTHS, KIND_NUMBER, SIGNALS, SPECIALITIES, STUDIES
from assay.index.scoring_row import ScoringRow, row_of
from assay.index.skill_table import Runs, SkillTable
from assay.index.words import normalise, words

Ints = NDArray[np.int32]
Smalls = NDArray[np.int8]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Postings:
    """All postings, those of skill number `n` in `skills` at ``bounds[n]:bounds[n + 1]``.

    A posting is one kind of evidence that one person shows for one skill; in a run they stand by person,
    then from the strongest kind down. `code` is kind number * 6 + depth. `months` is 0 and `last` (a
    month's ordinal) -1 where not known; `claim` is the place in the profile's skills, empty in an index.
    """

    skills: SkillTable
    bounds: NDArray[Any]
    profile: NDArray[Any]
    code: NDArray[np.uint8]
    months: NDArray[np.uint16]
    last: NDArray[np.int16]
    claim: NDArray[Any]

    @cached_property
    def kind(self) -> Smalls:
        """Kind numbers."""
        return (self.code // DEPTHS).astype(np.int8)

    @cached_property
    def depth(self) -> Smalls:
        """Depths, 0-5."""
        return (self.code % DEPTHS).astype(np.int8)

    @property
    def runs(self) -> Runs:
        """For each skill that has postings their first and last-but-one place."""
        return Runs(self.skills, self.bounds)


class Passages(Protocol):
    """The passages of a pool, found by their words. A passage is known by its number."""

    @property
    def profile(self) -> Ints:
        """Whose each passage is."""
        ...

    @property
    def kind(self) -> Smalls:
        """The kind of evidence each passage is."""
        ...

    @property
    def first(self) -> Ints:
        """The first passage of each person."""
        ...

    def with_word(self, word: str) -> Ints:
        """Numbers of the passages that hold the stem `word`, rising."""
        ...

    def exact(self, numbers: Ints, phrase: str) -> Ints:
        """Those of `numbers` whose text holds the normalised `phrase` word for word."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class TextPassages:
    """Passages whose text is at hand, with the passages that hold each word."""

    profile: Ints
    kind: Smalls
    first: Ints
    holding: Mapping[str, array[int]]
    profiles: Sequence[Profile]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> TextPassages:
        """The passages of `profiles`."""
        owner, kinds, first = array("i"), array("b"), array("i")
        holding: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        for number, profile in enumerate(profiles):
            first.append(len(owner))
            for passage in profile.passages:
                for word in words(passage.quote.text):
                    holding[word].append(len(owner))
                owner.append(number)
                kinds.append(KIND_NUMBER[passage.kind])
        return cls(
            np.array(owner, dtype=np.int32),
            np.array(kinds, dtype=np.int8),
            np.array(first, dtype=np.int32),
            dict(holding),
            profiles,
        )

    def with_word(self, word: str) -> Ints:
        """Numbers of the passages that hold `word`, rising."""
        found = self.holding.get(word)
        return np.frombuffer(found, dtype=np.int32) if found else np.empty(0, dtype=np.int32)

    def exact(self, numbers: Ints, phrase: str) -> Ints:
        """Those of `numbers` whose text holds `phrase` word for word."""
        held = [n for n in numbers.tolist() if f" {phrase} " in f" {normalise(self.text(n))} "]
        return np.array(held, dtype=np.int32)

    def text(self, number: int) -> str:
        """The text of one passage."""
        owner = int(self.profile[number])
        return self.profiles[owner].passages[number - int(self.first[owner])].quote.text


@dataclass(frozen=True, eq=False)
class Columns:
    """N people, ready for the kernel. Holds nothing about the person beyond what a profile holds.

    `signals[i, s]` is 0-4; a value without a quote counts as none. Person `i` has the shares
    ``share[share_start[i]:share_start[i + 1]]`` (0-1, of the evidence) for the specialities `share_of`.
    `degree_in[i, s]` is the highest degree in a field of sort s, or in one whose sort cannot be told.
    `languages` and `written`: by ISO 639 code the people who state it, and whose documents are in it.
    `profiles` is empty where the columns come from an index: those who are to be explained are read
    from the store.
    """

    profiles: tuple[Profile, ...]
    postings: Postings
    signals: Smalls
    seniority: Smalls
    seniority_shown: Bools
    years: Floats
    roles_shown: Bools
    share_start: Ints
    share_of: Smalls
    share: Floats
    degree: Smalls
    degree_in: Smalls
    languages: Mapping[str, NDArray[Any]]
    written: Mapping[str, NDArray[Any]]
    stored_passages: Passages | None = field(default=None, repr=False)
    derived: dict[bytes, tuple[Floats, ...]] = field(default_factory=dict, repr=False)
    """What engines derived from these columns and keep with them, by a key of all that it depends on."""

    @classmethod
    def from_profiles(cls, profiles: Sequence[Profile], taxonomy: object = None) -> Columns:
        """The columns of `profiles`; skills that no vocabulary knows keep their id as written."""
        del taxonomy  # credits are in the plan; the argument keeps room for an index by discipline
        return cls.from_rows([row_of(p) for p in profiles], tuple(profiles))

    @classmethod
    def from_rows(
        cls,
        rows: Sequence[ScoringRow],
        profiles: tuple[Profile, ...] = (),
        skills: SkillTable | None = None,
    ) -> Columns:
        """The columns of scoring rows, person `n` from row `n`; `skills` holds at least the rows' skills."""
        start, of, share = _shares(rows)
        table = skills or SkillTable(()).with_more([skill for row in rows for skill in row.skills])
        return cls(
            profiles=profiles,
            postings=_postings(rows, table),
            signals=_bytes(rows, "signals", np.int8).reshape(len(rows), len(SIGNALS)),
            seniority=np.array([r.seniority for r in rows], dtype=np.int8),
            seniority_shown=np.array([r.seniority_shown for r in rows], dtype=np.bool_),
            years=np.array([r.years for r in rows], dtype=np.float64),
            roles_shown=np.array([r.roles_shown for r in rows], dtype=np.bool_),
            share_start=start,
            share_of=of,
            share=share,
            degree=np.array([r.degree for r in rows], dtype=np.int8),
            degree_in=_bytes(rows, "degree_in", np.int8).reshape(len(rows), len(STUDIES)),
            languages=_numbers((code, n) for n, r in enumerate(rows) for code in r.languages),
            written=_numbers((r.written, n) for n, r in enumerate(rows) if r.written),
        )

    def __len__(self) -> int:
        return len(self.seniority)

    @cached_property
    def passages(self) -> Passages:
        """The passages by word; of profiles at hand built when a brief first needs them."""
        return self.stored_passages or TextPassages.of(self.profiles)

    @cached_property
    def shares(self) -> Floats:
        """The shares as an array (N, specialities), 0 where there is none."""
        out = np.zeros((len(self), len(SPECIALITIES)), dtype=np.float64)
        out[np.repeat(np.arange(len(self)), np.diff(self.share_start)), self.share_of] = self.share
        return out


def _postings(rows: Sequence[ScoringRow], table: SkillTable) -> Postings:
    """The rows' postings by skill number, in each by person and in the row's order."""
    place = table.number
    counts = np.array([len(r.code) for r in rows], dtype=np.int64)
    claim = _bytes(rows, "claim", "<u2")
    named = np.array([place[s] for r in rows for s in r.skills], dtype=np.int32)
    first = np.cumsum([0, *(len(r.skills) for r in rows)])[:-1]
    skill = named[np.repeat(first, counts) + claim] if len(claim) else np.empty(0, dtype=np.int32)
    order = np.argsort(skill, kind="stable")
    return Postings(
        table,
        np.searchsorted(skill[order], np.arange(len(table) + 1)),
        np.repeat(np.arange(len(rows), dtype=np.int32), counts)[order],
        _bytes(rows, "code", "u1")[order],
        _bytes(rows, "months", "<u2")[order],
        _bytes(rows, "last", "<i2")[order],
        claim[order],
    )


def _bytes(rows: Sequence[ScoringRow], name: str, dtype: Any) -> NDArray[Any]:
    """One field of all rows as one array."""
    return np.frombuffer(b"".join(getattr(r, name) for r in rows), dtype=dtype)


def _shares(rows: Sequence[ScoringRow]) -> tuple[Ints, Smalls, Floats]:
    pairs = [pair for row in rows for pair in row.shares]
    start = np.cumsum([0, *(len(r.shares) for r in rows)]).astype(np.int32)
    return (
        start,
        np.array([s for s, _ in pairs], dtype=np.int8),
        np.array([share for _, share in pairs], dtype=np.float64),
    )


def _numbers(pairs: Iterable[tuple[str, int]]) -> Mapping[str, Ints]:
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for code, number in pairs:
        found[code][number] = None
    return {code: np.array(list(numbers), dtype=np.int32) for code, numbers in found.items()}
