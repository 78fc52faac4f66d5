"""Columns: a pool as arrays. For each skill a run of postings; for each profile its other facts."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Education, Profile, SkillClaim
from assay.matching.levels import KIND_NUMBER, KINDS, SIGNALS, SPECIALITIES, STUDIES
from assay.matching.phrases import words
from assay.taxonomy import Study, Taxonomy, studies_in

Ints = NDArray[np.int32]
Smalls = NDArray[np.int8]
Floats = NDArray[np.float64]

_LISTED = KIND_NUMBER[EvidenceKind.LISTED]
_NEGATIVE = KIND_NUMBER[EvidenceKind.NEGATIVE]
_MAX_DEPTH = 5
_Posting = tuple[int, int, int, float, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """All postings, those of one skill together: `runs[skill]` is their first and last-but-one place.

    A posting is one kind of evidence that one profile shows for one skill. `months` is 0 and `last`
    -1 where not known; `claim` is the place in the profile's skills.
    """

    runs: Mapping[str, tuple[int, int]]
    profile: Ints
    kind: Smalls
    depth: Smalls
    months: Floats
    last: Ints
    claim: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """All passages of the pool and, for each word, the passages that hold it."""

    profile: Ints
    kind: Smalls
    first: Ints
    holding: Mapping[str, array[int]]

    def with_word(self, word: str) -> Ints:
        """Numbers of the passages that hold `word`, rising."""
        found = self.holding.get(word)
        return np.frombuffer(found, dtype=np.int32) if found else np.empty(0, dtype=np.int32)


@dataclass(frozen=True, eq=False)
class Columns:
    """A pool, ready for the kernel. Holds nothing about the person beyond what a profile holds.

    `signals[i, s]` is 0-4; a value without a quote counts as none. `degree_row`, `written` and
    `has_roles` lead back to the words. `shares[i, s]` is the share of the evidence for a speciality.
    `degree_in[i, s]` is the highest degree in a field of sort s, or in one whose sort cannot be told.
    """

    profiles: tuple[Profile, ...]
    postings: Postings
    signals: Smalls
    seniority: Smalls
    seniority_shown: NDArray[np.bool_]
    years: Floats
    roles_shown: NDArray[np.bool_]
    shares: Floats
    degree: Smalls
    degree_in: Smalls
    languages: Mapping[str, Ints]
    written: Mapping[str, Ints]

    @classmethod
    def from_profiles(cls, profiles: Sequence[Profile], taxonomy: Taxonomy) -> Columns:
        """The columns of `profiles`; skills the taxonomy no longer knows keep their id as written."""
        del taxonomy  # credits are in the plan; the argument keeps room for an index by discipline
        return cls(
            profiles=tuple(profiles),
            postings=_postings(profiles),
            signals=_signals(profiles),
            seniority=np.array([p.seniority.rank for p in profiles], dtype=np.int8),
            seniority_shown=np.array([bool(seniority_quotes(p)) for p in profiles], dtype=np.bool_),
            years=np.array([max(0.0, p.years_relevant) for p in profiles], dtype=np.float64),
            roles_shown=np.array([bool(role_quotes(p)) for p in profiles], dtype=np.bool_),
            shares=_shares(profiles),
            degree=np.array([_degree(p) for p in profiles], dtype=np.int8),
            degree_in=_degrees_in(profiles),
            languages=_numbers((code, n) for n, p in enumerate(profiles) for code, _ in p.languages),
            written=_numbers((p.language, n) for n, p in enumerate(profiles) if p.language and p.passages),
        )

    def __len__(self) -> int:
        return len(self.profiles)

    @cached_property
    def passages(self) -> Passages:
        """The passages by word, built when a brief first needs them."""
        owner, kinds, first = array("i"), array("b"), array("i")
        holding: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        for number, profile in enumerate(self.profiles):
            first.append(len(owner))
            for passage in profile.passages:
                for word in words(passage.quote.text):
                    holding[word].append(len(owner))
                owner.append(number)
                kinds.append(KIND_NUMBER[passage.kind])
        return Passages(
            np.array(owner, dtype=np.int32),
            np.array(kinds, dtype=np.int8),
            np.array(first, dtype=np.int32),
            dict(holding),
        )


def role_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words of the roles held: title, employer and dates."""
    return tuple(quote for role in profile.experience for quote in role.quotes)


def seniority_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words that gave the seniority, else those of the roles held."""
    return profile.seniority_evidence or role_quotes(profile)


def speciality_quotes(profile: Profile) -> tuple[Quote, ...]:
    """The words that gave the speciality."""
    return profile.speciality_evidence


def evidence_kinds(claim: SkillClaim) -> tuple[int, ...]:
    """Kinds of the claim's evidence, strongest first; flagged evidence is listed, whatever it says."""
    return tuple(sorted({k for e in claim.evidence if (k := _kind(e.kind, e.flagged)) is not None}))


def evidence_quotes(claim: SkillClaim, kind: int) -> tuple[Quote, ...]:
    """The quotes of the claim's evidence of one kind, in the claim's order."""
    wanted = KINDS[kind]
    if wanted is EvidenceKind.LISTED:
        return tuple(e.quote for e in claim.evidence if _kind(e.kind, e.flagged) == kind)
    return tuple([e.quote for e in claim.evidence if e.kind is wanted and not e.flagged])


def _kind(kind: EvidenceKind, flagged: bool) -> int | None:
    number = KIND_NUMBER[kind]
    if not flagged:
        return number
    return None if number == _NEGATIVE else _LISTED


def _postings(profiles: Sequence[Profile]) -> Postings:
    by_skill: defaultdict[str, list[_Posting]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for place, claim in enumerate(profile.skills):
            for posting in _claim_postings(number, place, claim):
                by_skill[claim.skill].append(posting)
    runs: dict[str, tuple[int, int]] = {}
    rows: list[_Posting] = []
    for skill, found in sorted(by_skill.items()):
        runs[skill] = (len(rows), len(rows) + len(found))
        rows += found
    columns = list(zip(*rows, strict=True)) or [()] * 6
    return Postings(
        runs,
        np.array(columns[0], dtype=np.int32),
        np.array(columns[1], dtype=np.int8),
        np.array(columns[2], dtype=np.int8),
        np.array(columns[3], dtype=np.float64),
        np.array(columns[4], dtype=np.int32),
        np.array(columns[5], dtype=np.int32),
    )


def _claim_postings(number: int, place: int, claim: SkillClaim) -> Iterator[_Posting]:
    depth = min(max(claim.depth, 0), _MAX_DEPTH)
    months = float(max(claim.months or 0, 0))
    last = claim.last_used.ordinal if claim.last_used else -1
    for kind in evidence_kinds(claim):
        yield number, kind, depth, months, last, place


def _signals(profiles: Sequence[Profile]) -> Smalls:
    out = np.zeros((len(profiles), len(SIGNALS)), dtype=np.int8)
    place = {signal: n for n, signal in enumerate(SIGNALS)}
    for number, profile in enumerate(profiles):
        for claim in profile.signals:
            if claim.quotes:
                out[number, place[claim.signal]] = min(max(claim.level, 0), 4)
    return out


def _shares(profiles: Sequence[Profile]) -> Floats:
    """Share of each speciality; a profile without a split counts wholly for its own."""
    out = np.zeros((len(profiles), len(SPECIALITIES)), dtype=np.float64)
    place = {speciality: n for n, speciality in enumerate(SPECIALITIES)}
    for number, profile in enumerate(profiles):
        if not speciality_quotes(profile):
            continue
        for speciality, share in profile.speciality_scores or ((profile.speciality, 1.0),):
            out[number, place[speciality]] = share
        out[number, place[profile.speciality]] = 1.0
    return out


def _degree(profile: Profile) -> int:
    return max((e.level for e in profile.education if e.quotes), default=0)


def _degrees_in(profiles: Sequence[Profile]) -> Smalls:
    out = np.zeros((len(profiles), len(STUDIES)), dtype=np.int8)
    for number, profile in enumerate(profiles):
        for entry in profile.education:
            if entry.quotes:
                held = [is_in(entry, study) for study in STUDIES]
                out[number, held] = np.maximum(out[number, held], entry.level)
    return out


def is_in(entry: Education, study: Study) -> bool:
    """Whether a degree is in a field of that sort, or in one whose sort cannot be told."""
    found = studies_in(f"{entry.degree} {entry.field}")
    return not found or study in found


def _numbers(pairs: Iterator[tuple[str, int]]) -> Mapping[str, Ints]:
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for code, number in pairs:
        found[code][number] = None
    return {code: np.array(list(numbers), dtype=np.int32) for code, numbers in found.items()}
