"""Contributions: the kernel's arrays for one profile as levels, sentences and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

import numpy as np

from assay.domain.document import Quote, Span
from assay.domain.match import Contribution, Level
from assay.domain.profile import Passage, Profile, SkillClaim
from assay.domain.transfer import TransferPath
from assay.index.columns import Columns
from assay.index.numbers import KIND_NUMBER, SIGNALS, STUDIES
from assay.index.scoring_row import evidence_quotes, is_in, role_quotes, seniority_quotes, speciality_quotes
from assay.matching.kernel import Scores
from assay.matching.levels import ADJACENT, KIND_WORDS, LEVEL_WORDS, LEVELS, SIGNAL_WORDS
from assay.matching.plan import SENIORITY, SPECIALITY, Plan, Row, Slot
from assay.matching.ways import Source, Way

MAX_QUOTE = 400
"""Longest quote shown, in characters."""

# Source numbers as plain ints: this module runs for every cell of the result.
_SKILL, _PARTS, _SENIORITY = int(Source.SKILL), int(Source.PARTS), int(Source.SENIORITY)
_FROM_PASSAGES: Final = (int(Source.PHRASE), int(Source.SIMILAR))

_DEGREES = ("no degree", "a bachelor's degree", "a master's degree or diploma", "a doctorate")


class _Answer(NamedTuple):
    """One cell of the kernel's result: level number, `Source` number and place."""

    level: int
    source: int
    place: int


class _Cells(NamedTuple):
    """A way as lists, which are quicker to read one by one than arrays."""

    level: list[int]
    source: list[int]
    place: list[int]

    @classmethod
    def of(cls, way: Way) -> _Cells:
        source = np.where(np.isneginf(way.value), 0, way.source)
        return cls(way.level.tolist(), source.tolist(), way.index.tolist())

    def answer(self, number: int) -> _Answer:
        return _Answer(self.level[number], self.source[number], self.place[number])


class _Told(NamedTuple):
    """An answer in words: the sentence, the quotes, the skill that answered and the way to it."""

    label: str
    quotes: tuple[Quote, ...] = ()
    skill: str | None = None
    via: str | None = None
    path: TransferPath | None = None
    credit: float = 1.0


class Teller:
    """Turns columns of `scores` into contributions; what says nothing is one shared value per row."""

    def __init__(self, plan: Plan, columns: Columns, scores: Scores, quotes_at_most: int) -> None:
        self._plan = plan
        self._asked = len(plan.rows)
        self._profiles = columns.profiles
        self._columns = columns
        self._parts = tuple(tuple(_Cells.of(way) for way in ways) for ways in scores.parts)
        self._claims = columns.postings.claim.tolist()
        self._kinds = columns.postings.kind.tolist()
        self._limit = quotes_at_most
        self._bits = scores.bits.T.tolist()
        self._level = scores.level.T.tolist()
        self._source = scores.source.T.tolist()
        self._index = scores.index.T.tolist()
        self._silent = tuple(
            Contribution(requirement=name, level=Level.NOT_STATED, bits=0.0, label=f"{what}: not stated")
            for name, what in zip(plan.names, _subjects(plan), strict=True)
        )

    def contributions(self, number: int) -> tuple[Contribution, ...]:
        """Those of profile `number`, in the order in which their bits are added."""
        cells = zip(self._level[number], self._source[number], self._index[number], strict=True)
        answers = map(_Answer._make, cells)
        bits = self._bits[number]
        return tuple(
            [
                self._contribution(number, row, answer, bits[row]) if answer.source else self._silent[row]
                for row, answer in enumerate(answers)
            ]
        )

    def missing(self, number: int, row: int) -> tuple[str, ...]:
        """Labels of the parts of a row for which profile `number` shows nothing."""
        parts = self._parts[row]
        if not parts:
            return ()
        slots = self._plan.rows[row].slots
        return tuple([s.label for s, way in zip(slots, parts, strict=True) if not way.source[number]])

    def _contribution(self, number: int, row: int, answer: _Answer, bits: float) -> Contribution:
        told = self._tell(number, row, answer)
        return Contribution(
            requirement=self._silent[row].requirement,
            level=LEVELS[answer.level],
            bits=bits,
            label=told.label,
            via=told.via,
            skill=told.skill,
            path=told.path,
            credit=told.credit,
            quotes=_shortened(told.quotes, self._limit),
        )

    def _tell(self, number: int, row: int, answer: _Answer) -> _Told:
        profile = self._profiles[number]
        if row >= self._asked:
            if answer.source == _SENIORITY:
                return self._tell_seniority(profile)
            return self._tell_speciality(profile, answer)
        if answer.source == _PARTS:
            return self._tell_parts(profile, number, row)
        slots = self._plan.rows[row].slots
        return self._tell_one(profile, self._plan.rows[row], slots[0] if slots else None, answer)

    def _tell_one(self, profile: Profile, row: Row, slot: Slot | None, answer: _Answer) -> _Told:
        if answer.source == _SKILL and slot is not None:
            return self._tell_skill(profile, slot, answer)
        if answer.source in _FROM_PASSAGES:
            return self._tell_passage(profile, row, slot, answer)
        return _TELL[Source(answer.source)](profile, row, answer)

    def _tell_skill(self, profile: Profile, slot: Slot, answer: _Answer) -> _Told:
        claim = profile.skills[self._claims[answer.place]]
        kind = self._kinds[answer.place]
        quotes = evidence_quotes(claim, kind)
        strength = f"{LEVEL_WORDS[answer.level]} ({KIND_WORDS[kind]})"
        if answer.level == ADJACENT:
            how = next(a for a in slot.answers if a.skill == claim.skill)
            way = f"{claim.label} ({KIND_WORDS[kind]})"
            words = f"{slot.label}: not shown itself; the nearest is {way}, credit {how.credit:.2f}"
            if how.path is None:
                words = f"{slot.label}: similar wording, not reviewed: {way}, credit {how.credit:.2f}"
            return _Told(words, quotes, claim.skill, claim.label, how.path, how.credit)
        if claim.skill in slot.skills:  # of several that any one of is enough, the one that is shown
            return _Told(f"{_own_label(slot, claim)}: {strength}", quotes, claim.skill)
        return _Told(f"{slot.label}: {strength}, through {claim.label}", quotes, claim.skill)

    def _tell_passage(self, profile: Profile, row: Row, slot: Slot | None, answer: _Answer) -> _Told:
        passage = self._passage(profile, answer.place)
        how = KIND_WORDS[KIND_NUMBER[passage.kind]]
        if answer.source == Source.PHRASE and slot is not None:
            return _Told(f"{slot.label}: named in a passage ({how})", (passage.quote,))
        return _Told(f"{row.text}: a passage in similar words ({how})", (passage.quote,))

    def _passage(self, profile: Profile, number: int) -> Passage:
        passages = self._columns.passages
        return profile.passages[number - int(passages.first[int(passages.profile[number])])]

    def _tell_parts(self, profile: Profile, number: int, row: int) -> _Told:
        """Each part in turn; the quotes of the best of each first."""
        told: list[_Told] = []
        for slot, cells in zip(self._plan.rows[row].slots, self._parts[row], strict=True):
            answer = cells.answer(number)
            told.append(
                self._tell_one(profile, self._plan.rows[row], slot, answer)
                if answer.source
                else _Told(f"{slot.label}: not stated")
            )
        quotes = [q for turn in zip_longest(*(t.quotes for t in told)) for q in turn if q]
        best = told[self._index[number][row]]
        words = "; ".join([t.label for t in told])
        return _Told(words, tuple(quotes), best.skill, best.via, best.path, best.credit)

    def _tell_seniority(self, profile: Profile) -> _Told:
        asked = self._plan.seniority
        below = asked is not None and profile.seniority.rank < asked.rank
        words = f"below the {asked} asked" if below else f"meets the {asked} asked"
        return _Told(f"Seniority: {profile.seniority}, {words}", seniority_quotes(profile))

    def _tell_speciality(self, profile: Profile, answer: _Answer) -> _Told:
        row = self._plan.speciality
        own = profile.speciality is row.speciality
        origin = "own field" if own else f"comes from {row.labels[profile.speciality]}"
        via = None if own else row.labels[profile.speciality]
        near = answer.place < 0 or row.credit(profile.speciality) > 0
        quotes = speciality_quotes(profile)[:2] if near else ()
        if answer.place < 0:
            return _Told(f"{row.label}: {origin}", quotes, via=via)
        claim = profile.skills[self._claims[answer.place]]
        quotes += evidence_quotes(claim, self._kinds[answer.place])
        return _Told(f"{row.label}: {origin}; work shown in {claim.label}", quotes, claim.skill, via)


def _own_label(slot: Slot, claim: SkillClaim) -> str:
    return slot.label if len(slot.skills) == 1 else claim.label


def _subjects(plan: Plan) -> tuple[str, ...]:
    asked = f"Seniority ({plan.seniority})" if plan.seniority else ""
    derived = (asked, plan.speciality.label) if plan.seniority else (plan.speciality.label,)
    assert plan.names[-1] == SPECIALITY
    assert not plan.seniority or plan.names[-2] == SENIORITY
    return (*(row.text for row in plan.rows), *derived)


def _tell_signals(profile: Profile, row: Row, answer: _Answer) -> _Told:
    asked = [SIGNALS[n] for n in row.signals]
    claims = [c for s in asked if (c := profile.signal(s)) and c.quotes and c.level > 0]
    named = " and ".join(SIGNAL_WORDS[c.signal] for c in claims)
    quotes = dict.fromkeys(q for c in claims for q in c.quotes)
    return _Told(f"{row.text}: shown by {named} ({LEVEL_WORDS[answer.level]})", tuple(quotes))


def _tell_degree(profile: Profile, row: Row, answer: _Answer) -> _Told:
    del answer
    shown = [e for e in profile.education if e.quotes]
    fit = [e for e in shown if not row.studies or any(is_in(e, STUDIES[n]) for n in row.studies)]
    near = [e for e in fit if e.level >= row.degree - 1 and e.level > 0]
    best = max(near or shown, key=lambda e: e.level)
    asked = "" if near else " in another field"
    if near and best.level < row.degree:
        asked = f", one step below {_DEGREES[row.degree]}"
    return _Told(f"{row.text}: holds {_DEGREES[best.level]}{asked}", best.quotes)


def _tell_years(profile: Profile, row: Row, answer: _Answer) -> _Told:
    del answer
    years = f"about {profile.years_relevant:g} years of relevant work"
    return _Told(f"{row.text}: {years}", role_quotes(profile))


def _tell_language(profile: Profile, row: Row, answer: _Answer) -> _Told:
    if answer.source == Source.WRITTEN:
        return _Told(f"{row.text}: the document is written in it", (profile.passages[0].quote,))
    quotes = tuple(quote for code, quote in profile.languages if code == row.language)
    return _Told(f"{row.text}: stated", quotes)


_TELL: Final = {
    Source.SIGNALS: _tell_signals,
    Source.DEGREE: _tell_degree,
    Source.YEARS: _tell_years,
    Source.LANGUAGE: _tell_language,
    Source.WRITTEN: _tell_language,
}


def _shortened(quotes: Sequence[Quote], limit: int) -> tuple[Quote, ...]:
    """The first `limit` different quotes, each cut to the longest that is shown."""
    if len(quotes) == 1:
        return (_cut(quotes[0]),)
    return tuple([_cut(quote) for quote in dict.fromkeys(quotes[: limit * 2])][:limit])


def _cut(quote: Quote) -> Quote:
    if len(quote.text) <= MAX_QUOTE:
        return quote
    span = Span(quote.span.start, quote.span.start + MAX_QUOTE)
    return Quote(quote.document, span, quote.text[:MAX_QUOTE])
