"""Counterfactuals: where a candidate would stand with, or without, one piece of evidence.

The evidence is written into (or taken out of) the profile and the same kernel runs again, so that the
new place is the one a real rerun gives. Scores do not depend on the pool: all others stay where they are.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assay.domain.brief import EvidenceAsked, Importance, Requirement
from assay.domain.dates import Month
from assay.domain.document import Quote, Span
from assay.domain.evidence import Evidence, EvidenceKind
from assay.domain.match import Contribution, Level, Match
from assay.domain.profile import Education, Passage, Profile, SignalClaim, SkillClaim
from assay.index.columns import Columns
from assay.index.numbers import SIGNALS
from assay.matching.kernel import evaluate
from assay.matching.levels import ASKED
from assay.matching.model import MatchModel
from assay.matching.naming import asked
from assay.matching.open_phrases import PhraseEncoder, WordEncoder, with_similar
from assay.matching.plan import Plan, Row, Slot
from assay.matching.questions import Rising
from assay.taxonomy import Taxonomy

DEPTH: Final = 4
"""Depth of the evidence supposed: deep, the best usual answer, as in `Row.full`."""

SIGNAL: Final = 4
MOST_GAINS: Final = 3
MOST_LOSSES: Final = 2

_SUPPOSED: Final = Quote("", Span(0, 1), "?")
"""Stands where a document's words would; a supposed profile is scored and never shown."""

_WEAK: Final = frozenset(
    {Level.DENIED, Level.NOT_STATED, Level.LISTED, Level.THEORY, Level.ADJACENT, Level.USED, Level.PRACTISED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """A place that one change of the evidence would give, all others unchanged.

    `gain`: evidence of `requirement` added, deep and of the kind asked; else the evidence of `skill` taken
    away. `bits` and `score` are the new ones; `place` and `new_place` are ranks in the pool.
    """

    gain: bool
    requirement: str
    skill: str | None
    level: Level
    bits: float
    score: float
    place: int
    new_place: int


@dataclass(frozen=True, slots=True)
class Rerun:
    """Scores supposed profiles as the ranking scored the real ones. `totals` are the pool's bits, rising."""

    plan: Plan
    model: MatchModel
    taxonomy: Taxonomy
    as_of: Month
    totals: Rising = ()
    encoder: PhraseEncoder | None = None
    """What compared phrases outside the vocabulary, words where it is None."""

    def among(self, matches: Iterable[Match]) -> Rerun:
        """The same for the pool that gave `matches`."""
        return replace(self, totals=tuple(sorted(m.bits for m in matches)))

    def bits(self, profiles: Sequence[Profile]) -> list[float]:
        """The scores of supposed profiles, in bits."""
        if not profiles:
            return []
        columns = Columns.from_profiles(profiles, self.taxonomy)
        plan = with_similar(self.plan, columns.postings.runs, self.model, self.encoder or WordEncoder())
        totals: list[float] = evaluate(plan, columns, self.model, self.as_of).total.tolist()
        return totals

    def place(self, bits: float, own: float) -> int:
        """The rank that `bits` give to somebody of this pool whose score is `own`."""
        above = len(self.totals) - bisect_right(self.totals, bits)
        return 1 + above - (own > bits)

    def counterfactuals(self, people: Sequence[tuple[Match, Profile]]) -> list[tuple[Counterfactual, ...]]:
        """For each of `people` the gains that move most, then the losses that move most."""
        changes = [change for match, profile in people for change in self._changes(match, profile)]
        bits = iter(self.bits([c.profile for c in changes]))
        found: dict[str, list[Counterfactual]] = {}
        for change, total in zip(changes, bits, strict=True):
            found.setdefault(change.match.profile, []).append(self._told(change, total))
        return [_most_moving(found.get(match.profile, [])) for match, _ in people]

    def _changes(self, match: Match, profile: Profile) -> Iterator[_Change]:
        parts = {p.requirement: p for p in match.contributions}
        for row in self.plan.rows:
            part = parts[row.id]
            if row.importance is not Importance.NICE and part.level in _WEAK and part.bits < row.full:
                yield _Change(
                    True, match, row.id, _supposed(row, part), raised(profile, (row,), self.as_of, part.skill)
                )
        for carried, skill in _carried(self.plan, match):
            yield _Change(False, match, carried, skill, without(profile, skill))

    def _told(self, change: _Change, bits: float) -> Counterfactual:
        own = change.match.bits
        return Counterfactual(
            gain=change.gain,
            requirement=change.requirement,
            skill=change.skill,
            level=Level.DEEP if change.gain else Level.NOT_STATED,
            bits=bits,
            score=score_of(bits),
            place=change.match.rank,
            new_place=self.place(bits, own),
        )


@dataclass(frozen=True, slots=True)
class _Change:
    gain: bool
    match: Match
    requirement: str
    skill: str | None
    profile: Profile


def _supposed(row: Row, part: Contribution) -> str | None:
    """The one skill supposed, where the requirement offers several."""
    return raised_skill(row.slots[0], part.skill) if len(row.slots) == 1 else None


def in_words(change: Counterfactual, requirement: Requirement, profile: Profile) -> str:
    """The change as a sentence: the place now, the new one, and the evidence that makes the difference."""
    places = f"{ordinal(change.place)} to {ordinal(change.new_place)}"
    if change.gain:
        name = asked(requirement, change.skill).text
        return f"Would move from {places} with evidence of {name}{_where(requirement, name)}."
    label = next((c.label for c in profile.skills if c.skill == change.skill), change.skill)
    return f"Without the evidence of {label} it would fall from {places}."


def _where(requirement: Requirement, name: str) -> str:
    """The kind of evidence supposed, unless the name says it."""
    if not requirement.skills or "production" in name.casefold():
        return ""
    return " in research" if requirement.evidence is EvidenceAsked.RESEARCH else " in production"


def ordinal(number: int) -> str:
    """A place as people write it.

    >>> ordinal(1), ordinal(12), ordinal(23)
    ('1st', '12th', '23rd')
    """
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ends.get(number % 10, 'th')}"


def score_of(bits: float) -> float:
    """0-100, as `Match.score` has it."""
    return 100.0 / (1.0 + math.exp2(-bits))


def _most_moving(found: Sequence[Counterfactual]) -> tuple[Counterfactual, ...]:
    gains = [c for c in found if c.gain and c.new_place < c.place]
    losses = [c for c in found if not c.gain and c.new_place > c.place]
    gains.sort(key=lambda c: (c.new_place, -c.bits))
    losses.sort(key=lambda c: (-c.new_place, c.bits))
    return (*gains[:MOST_GAINS], *losses[:MOST_LOSSES])


def _carried(plan: Plan, match: Match) -> list[tuple[str, str]]:
    """The skills that answer requirements, each with the requirement it bears the most bits of."""
    asked = {row.id for row in plan.rows}
    best: dict[str, Contribution] = {}
    for part in match.contributions:
        if part.requirement in asked and part.skill is not None and part.bits > 0:
            kept = best.get(part.skill)
            if kept is None or part.bits > kept.bits:
                best[part.skill] = part
    return [(part.requirement, skill) for skill, part in best.items()]


def without(profile: Profile, skill: str) -> Profile:
    """`profile` as it would be had the documents not shown `skill`."""
    return replace(profile, skills=tuple(c for c in profile.skills if c.skill != skill))


def raised(profile: Profile, rows: Sequence[Row], as_of: Month, shown: str | None = None) -> Profile:
    """`profile` with deep evidence of the kind asked for every one of `rows`.

    `shown` is the skill that answers now: of several alternatives it is the one raised.
    """
    for row in rows:
        profile = _raised(profile, row, as_of, shown)
    return profile


def _raised(profile: Profile, row: Row, as_of: Month, shown: str | None) -> Profile:
    kind = _kind(row)
    if row.slots:
        for slot in row.slots:
            profile = _with_skill(profile, raised_skill(slot, shown), kind, row, as_of)
        return profile
    if row.signals:
        return _with_signals(profile, row)
    if row.degree:
        school = Education(
            degree="?", field="", institution="", year=None, level=row.degree, quotes=(_SUPPOSED,)
        )
        return replace(profile, education=(*profile.education, school))
    if row.language:
        return replace(profile, languages=(*profile.languages, (row.language, _SUPPOSED)))
    if row.years_alone:
        return replace(profile, years_relevant=max(profile.years_relevant, row.years or 0.0))
    passage = Passage(quote=Quote("", Span(0, max(1, len(row.text))), row.text or "?"), kind=kind)
    return replace(profile, passages=(*profile.passages, passage))


def raised_skill(slot: Slot, shown: str | None) -> str:
    """Of the alternatives of a slot the one that is supposed: the one shown, else the first."""
    return shown if shown in slot.skills and shown is not None else slot.skills[0]


def _kind(row: Row) -> EvidenceKind:
    research = ASKED[row.asked] is EvidenceAsked.RESEARCH
    return EvidenceKind.RESEARCH if research else EvidenceKind.PRODUCTION


def _with_skill(profile: Profile, skill: str, kind: EvidenceKind, row: Row, as_of: Month) -> Profile:
    evidence = Evidence(kind=kind, quote=_SUPPOSED, mention=_SUPPOSED, reason="supposed", month=as_of)
    months = int((row.years or 0.0) * 12) or None
    made = SkillClaim(
        skill=skill,
        label=skill,
        kind=kind,
        depth=DEPTH,
        evidence=(evidence,),
        last_used=as_of,
        months=months,
    )
    old = next((c for c in profile.skills if c.skill == skill), None)
    if old is None:
        return replace(profile, skills=(*profile.skills, made))
    kept = tuple(e for e in old.evidence if e.kind is not EvidenceKind.NEGATIVE)
    joined = replace(
        made,
        depth=max(old.depth, DEPTH),
        evidence=(evidence, *kept),
        months=max(months or 0, old.months or 0) or None,
    )
    return replace(profile, skills=tuple(joined if c is old else c for c in profile.skills))


def _with_signals(profile: Profile, row: Row) -> Profile:
    wanted = {SIGNALS[n] for n in row.signals}
    kept = tuple(s for s in profile.signals if s.signal not in wanted)
    made = tuple(SignalClaim(signal=s, level=SIGNAL, quotes=(_SUPPOSED,)) for s in sorted(wanted))
    return replace(profile, signals=(*kept, *made))
