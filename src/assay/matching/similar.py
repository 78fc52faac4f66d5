"""Similar: people most like a given one by what they have done, with the evidence that both show.

Four parts, each 0-1, make the likeness: skills (cosine of weighted vectors), speciality (cosine of the shares),
signals (shared level over level of either, after Ruzicka) and seniority (steps apart). Age, years of graduation,
degrees, employers, places and languages play no part.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal
from assay.domain.skill import Speciality
from assay.index.scoring_row import seniority_quotes, speciality_quotes
from assay.matching.levels import SIGNAL_WORDS
from assay.matching.model import MatchModel
from assay.matching.quoting import shown
from assay.matching.weighing import ShownSkill, Vector, Weigher
from assay.taxonomy import Taxonomy

WEIGHTS: Final = {"skills": 0.6, "speciality": 0.2, "signals": 0.1, "seniority": 0.1}
"""Share of each part in the likeness. Our judgement; `docs/how-to/search-a-pool.md` has what was measured."""

JOINING: Final = 0.5
"""Least specificity of a wider skill that is shown to join two different ones."""

SHARED: Final = 6
"""Skills shown that both have."""

DIFFERENT: Final = 4
"""Skills shown that only one of the two has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSkill:
    """A skill that both show, `given` and `other` each in their own words.

    Where the two differ, `label` names the wider skill that joins them. `part` is its share of the skills' likeness.
    """

    label: str
    part: float
    given: ShownSkill
    other: ShownSkill


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """Something in which the two differ, as a sentence, with the words of each."""

    text: str
    given: tuple[Quote, ...] = ()
    other: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One person beside the given one: `number` is their place among the others given, from 0.

    `score` is 0-100; `parts` are 0-1, by the names of WEIGHTS.
    """

    number: int
    rank: int
    score: float
    parts: Mapping[str, float]
    shared: tuple[SharedSkill, ...]
    only_given: tuple[ShownSkill, ...]
    only_other: tuple[ShownSkill, ...]
    unlike: tuple[Unlike, ...]


def similar(
    given: Profile, others: Sequence[Profile], *, taxonomy: Taxonomy, model: MatchModel, most: int = 10
) -> tuple[Likeness, ...]:
    """The `most` people of `others` most like `given`, best first; who ties with the last comes too.

    One person's likeness does not depend on who else is there. Anyone who shares a document with `given` is
    taken for the same person and left out; so is anyone with nothing in common.
    """
    weigher = Weigher(taxonomy, model)
    here = weigher.vector(given)
    rows = []
    for number, other in enumerate(others):
        if set(other.documents) & set(given.documents):
            continue
        parts = _parts(given, other, here, weigher.vector(other))
        rows.append((_score(parts), other, number, parts))
    rows = sorted((r for r in rows if r[0] > 0), key=lambda r: (-r[0], r[1].id, r[2]))
    least = rows[most - 1][0] if len(rows) >= most else 0.0
    out: list[Likeness] = []
    for position, (score, other, number, parts) in enumerate(r for r in rows if r[0] >= least):
        there = weigher.vector(other)
        rank = out[-1].rank if out and score == out[-1].score else position + 1
        out.append(
            Likeness(
                number=number,
                rank=rank,
                score=score,
                parts=parts,
                shared=_shared(given, other, here, there, weigher),
                only_given=_only(given, here, there, weigher),
                only_other=_only(other, there, here, weigher),
                unlike=tuple(_unlike(given, other)),
            )
        )
    return tuple(out)


def _score(parts: Mapping[str, float]) -> float:
    # Rounded far below what anyone reads, so that the order of a sum never breaks a tie.
    return round(100.0 * math.fsum(WEIGHTS[name] * part for name, part in parts.items()), 6)


def _parts(given: Profile, other: Profile, here: Vector, there: Vector) -> Mapping[str, float]:
    return {
        "skills": _cosine(here, there),
        "speciality": _speciality(given, other),
        "signals": _signals(given, other),
        "seniority": _seniority(given, other),
    }


def _cosine(a: Vector, b: Vector) -> float:
    if not a.length or not b.length:
        return 0.0
    common = a.weights.keys() & b.weights.keys()
    return min(1.0, math.fsum(a.weights[s] * b.weights[s] for s in common) / (a.length * b.length))


def _shares(profile: Profile) -> Mapping[Speciality, float]:
    if not speciality_quotes(profile):
        return {}
    return dict(profile.speciality_scores) or {profile.speciality: 1.0}


def _speciality(a: Profile, b: Profile) -> float:
    one, two = _shares(a), _shares(b)
    lengths = math.hypot(*one.values()) * math.hypot(*two.values()) if one and two else 0.0
    if not lengths:
        return 0.0
    return min(1.0, math.fsum(one[s] * two[s] for s in one.keys() & two.keys()) / lengths)


def _levels(profile: Profile) -> Mapping[Signal, int]:
    return {s.signal: min(max(s.level, 0), 4) for s in profile.signals if s.quotes}


def _signals(a: Profile, b: Profile) -> float:
    one, two = _levels(a), _levels(b)
    both = [(one.get(s, 0), two.get(s, 0)) for s in Signal]
    most = sum(max(pair) for pair in both)
    return sum(min(pair) for pair in both) / most if most else 0.0


def _seniority(a: Profile, b: Profile) -> float:
    if not (seniority_quotes(a) and seniority_quotes(b)):
        return 0.0
    return 1.0 - abs(a.seniority.rank - b.seniority.rank) / 3.0


def _shared(
    given: Profile, other: Profile, here: Vector, there: Vector, weigher: Weigher
) -> tuple[SharedSkill, ...]:
    """The skills that count most for both; a claim is shown once, under its nearest skill."""
    common = here.weights.keys() & there.weights.keys()
    whole = math.fsum(here.weights[s] * there.weights[s] for s in common)
    ranked = sorted(common, key=lambda s: (-here.weights[s] * there.weights[s], s))
    out: list[SharedSkill] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for skill in ranked:
        one, two = here.claims[skill], there.claims[skill]
        same = given.skills[one].skill == other.skills[two].skill
        if one in ours or two in theirs or len(out) == SHARED:
            continue
        if not same and weigher.specificity(skill) < JOINING:
            continue
        ours.add(one)
        theirs.add(two)
        part = here.weights[skill] * there.weights[skill] / whole
        out.append(
            SharedSkill(
                label=weigher.label(skill),
                part=part,
                given=weigher.shown(given, one),
                other=weigher.shown(other, two),
            )
        )
    return tuple(out)


def _only(person: Profile, own: Vector, others: Vector, weigher: Weigher) -> tuple[ShownSkill, ...]:
    """What only this person shows in work, weightiest first: skills of their own that the other lacks."""
    ranked = sorted(
        (
            (-own.weights[claim.skill], claim.skill, place)
            for place, claim in enumerate(person.skills)
            if own.claims.get(claim.skill) == place and claim.skill not in others.weights and claim.salient
        ),
    )
    found = (weigher.shown(person, place) for _, _, place in ranked)
    return tuple([s for s in found if s.kind is not EvidenceKind.LISTED][:DIFFERENT])


def _unlike(given: Profile, other: Profile) -> list[Unlike]:
    out = []
    if given.speciality is not other.speciality and speciality_quotes(given) and speciality_quotes(other):
        out.append(
            Unlike(
                text=f"speciality {other.speciality} instead of {given.speciality}",
                given=shown(speciality_quotes(given), 1),
                other=shown(speciality_quotes(other), 1),
            )
        )
    if given.seniority is not other.seniority and seniority_quotes(given) and seniority_quotes(other):
        out.append(
            Unlike(
                text=f"{other.seniority} instead of {given.seniority}",
                given=shown(seniority_quotes(given), 1),
                other=shown(seniority_quotes(other), 1),
            )
        )
    one, two = _levels(given), _levels(other)
    for signal in Signal:
        if abs(one.get(signal, 0) - two.get(signal, 0)) > 1:
            out.append(
                Unlike(
                    text=f"{SIGNAL_WORDS[signal]}: {two.get(signal, 0)} of 4 instead of {one.get(signal, 0)}",
                    given=_signal_quotes(given, signal),
                    other=_signal_quotes(other, signal),
                )
            )
    return out


def _signal_quotes(profile: Profile, signal: Signal) -> tuple[Quote, ...]:
    claim = profile.signal(signal)
    return shown(claim.quotes, 1) if claim else ()
