"""Hits: an expression evaluated over the columns of a pool, for everybody at once.

A term holds for a person where one piece of evidence meets all its conditions together. Its strength is what that
evidence earns in the matching model's levels, in bits, before any brief weighs it: "and" adds the strengths
of its parts, "or" takes the greatest, "not", years, seniority, speciality and language add nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.brief import EvidenceAsked
from assay.domain.evidence import EvidenceKind
from assay.index.columns import Columns, Floats, Ints
from assay.index.numbers import KIND_NUMBER, SIGNALS, SPECIALITIES
from assay.index.words import words
from assay.matching.levels import ASKED, SENIORITIES
from assay.matching.model import MatchModel
from assay.matching.searching.expression import (
    And,
    Expression,
    Named,
    Not,
    OfSeniority,
    OfSpeciality,
    Or,
    Signals,
    Speaks,
    Term,
    Where,
    Worded,
    YearsAtLeast,
)
from assay.matching.searching.resolve import Meaning
from assay.matching.ways import winners

Bools = NDArray[np.bool_]

PHRASE_DEPTH = 2
"""Depth that a passage shows of a phrase, as in a match; 1 where it only lists it."""

_ANY = ASKED.index(EvidenceAsked.ANY)
_LISTED = KIND_NUMBER[EvidenceKind.LISTED]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Where a term holds, for all profiles: `strength` in bits; `posting` and `passage` are places of the
    strongest evidence, -1 for none; `touched` are those whose documents write of it at all."""

    holds: Bools
    strength: Floats
    posting: Ints
    passage: Ints
    touched: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Where the whole expression holds and how strongly, and each term's own part."""

    holds: Bools
    strength: Floats
    terms: Mapping[Term, Held]


def evaluate_term(term: Term, meanings: Mapping[str, Meaning], columns: Columns, model: MatchModel) -> Held:
    """Where one term holds; of a term with `since`, without profiles at hand, where it may hold."""
    return _term(term, _context(meanings, columns, model))


def evaluate_expression(
    expression: Expression, meanings: Mapping[str, Meaning], columns: Columns, model: MatchModel
) -> Hits:
    """Evaluate `expression` over everybody in `columns`; deterministic, and nobody depends on another."""
    context = _context(meanings, columns, model)
    held: dict[Term, Held] = {}
    holds, strength = _evaluate(expression, context, held)
    return Hits(holds, np.where(holds, strength, 0.0), held)


def touched_by(terms: Mapping[Term, Held], size: int) -> Bools:
    """Whose documents write of a skill or phrase asked; of a fact, where only facts are asked."""
    things = [h.touched for t, h in terms.items() if isinstance(t, Named | Worded)]
    touched = np.zeros(size, dtype=np.bool_)
    for one in things or [h.touched for h in terms.values()]:
        touched |= one
    return touched


@dataclass(frozen=True, slots=True, eq=False)
class _Context:
    columns: Columns
    meanings: Mapping[str, Meaning]
    bits: Floats
    tables: NDArray[np.int8]
    model: MatchModel

    @property
    def size(self) -> int:
        return len(self.columns)


def _context(meanings: Mapping[str, Meaning], columns: Columns, model: MatchModel) -> _Context:
    bits, tables = np.array(model.level_bits), np.array(model.tables, dtype=np.int8)
    return _Context(columns, meanings, bits, tables, model)


def _evaluate(expression: Expression, context: _Context, held: dict[Term, Held]) -> tuple[Bools, Floats]:
    if isinstance(expression, Not):
        holds, _ = _evaluate(expression.part, context, held)
        return ~holds, np.zeros(context.size)
    if isinstance(expression, And | Or):
        parts = [_evaluate(part, context, held) for part in expression.parts]
        holds, strength = parts[0][0], np.where(parts[0][0], parts[0][1], 0.0)
        for also, bits in parts[1:]:
            shown = np.where(also, bits, 0.0)
            if isinstance(expression, And):
                holds, strength = holds & also, strength + shown
            else:
                holds, strength = holds | also, np.maximum(strength, shown)
        return holds, np.where(holds, strength, 0.0)
    if expression not in held:
        held[expression] = _term(expression, context)
    return held[expression].holds, held[expression].strength


def _term(term: Term, context: _Context) -> Held:
    if isinstance(term, Named):
        return _skill(context.meanings[term.name], term.where, context)
    if isinstance(term, Worded):
        return _phrase(context.meanings[f'"{term.phrase}"'].phrase, term.where, context)
    return _fact(term, context)


def _fact(term: Term, context: _Context) -> Held:
    holds, bits = _shown(term, context), _signal_bits(term, context)
    none = np.full(context.size, -1, dtype=np.int32)
    return Held(holds, np.where(holds, bits, 0.0), none, none, _stated(term, context.columns))


def _stated(term: Term, columns: Columns) -> Bools:
    """Whose documents state the fact at all, whatever it is."""
    match term:
        case YearsAtLeast():
            return columns.roles_shown
        case OfSeniority():
            return columns.seniority_shown
        case OfSpeciality():
            return np.asarray(columns.shares.max(axis=1, initial=0.0) > 0, dtype=np.bool_)
        case Signals():
            signals: Bools = columns.signals[:, SIGNALS.index(term.signal)] > 0
            return signals
    stated = np.zeros(len(columns), dtype=np.bool_)
    for numbers in (*columns.languages.values(), *columns.written.values()):
        stated[numbers] = True
    return stated


def _shown(term: Term, context: _Context) -> Bools:
    """Where a fact about the whole person holds; what has no words in the documents does not."""
    columns = context.columns
    match term:
        case YearsAtLeast():
            return columns.roles_shown & (np.round(columns.years, 1) >= term.years)
        case OfSeniority():
            ranks = [SENIORITIES.index(level) for level in term.levels]
            return columns.seniority_shown & np.isin(columns.seniority, ranks)
        case OfSpeciality():
            return _own_speciality(SPECIALITIES.index(term.speciality), columns)
        case Speaks():
            shown = np.zeros(context.size, dtype=np.bool_)
            for numbers in (columns.languages.get(term.language), columns.written.get(term.language)):
                if numbers is not None:
                    shown[numbers] = True
            return shown
        case Signals():
            signals: Bools = columns.signals[:, SIGNALS.index(term.signal)] >= term.level
            return signals
    raise TypeError(f"{term!r} is no fact")


def _own_speciality(number: int, columns: Columns) -> Bools:
    """Whose own speciality it is: that one stands with a share of 1, where words of the documents show it."""
    of, share = columns.share_of, columns.share
    whose = np.repeat(np.arange(len(columns)), np.diff(columns.share_start))
    own = np.zeros(len(columns), dtype=np.bool_)
    own[whose[(of == number) & (share == 1.0)]] = True
    if columns.profiles:
        own &= np.array([p.speciality is SPECIALITIES[number] for p in columns.profiles], dtype=np.bool_)
    return own


def _signal_bits(term: Term, context: _Context) -> Floats:
    if not isinstance(term, Signals):
        return np.zeros(context.size)
    levels = np.array(context.model.signal_levels, dtype=np.int8)
    bits: Floats = context.bits[levels[context.columns.signals[:, SIGNALS.index(term.signal)]]]
    return bits


def _skill(meaning: Meaning, where: Where, context: _Context) -> Held:
    """Postings of the skill and its narrower ones; for a name that the vocabulary lacks passages too."""
    postings, size = context.columns.postings, context.size
    runs = [postings.runs[s] for s in meaning.skills if s in postings.runs]
    index = np.concatenate([np.arange(*run, dtype=np.int32) for run in runs] or [np.empty(0, dtype=np.int32)])
    touched = np.zeros(size, dtype=np.bool_)
    touched[postings.profile[index]] = True
    allowed = np.isin(postings.kind[index], [KIND_NUMBER[k] for k in where.kinds])
    index = index[allowed & (postings.depth[index] >= where.depth)]
    if where.since:
        index = _posted_since(index, where.since.ordinal, context.columns)
    level = context.tables[_ANY, postings.kind[index], postings.depth[index]]
    best, place = winners(postings.profile[index], context.bits[level], size)
    holds = place >= 0
    posting = np.full(size, -1, dtype=np.int32)
    posting[holds] = index[place[holds]]
    found = Held(holds, np.where(holds, best, 0.0), posting, np.full(size, -1, dtype=np.int32), touched)
    return _either(found, _phrase(meaning.phrase, where, context)) if meaning.phrase else found


def _posted_since(index: Ints, since: int, columns: Columns) -> Ints:
    """Those postings of which one piece of evidence is of that month or later; undated evidence is not.

    Without profiles at hand those that may be: of skills used since, in whatever kind of evidence.
    """
    postings = columns.postings
    index = index[postings.last[index] >= since]
    if not columns.profiles:
        return index
    kept = [
        n
        for n, profile, claim, kind in zip(
            index.tolist(),
            postings.profile[index].tolist(),
            postings.claim[index].tolist(),
            postings.kind[index].tolist(),
            strict=True,
        )
        if any(
            e.month is not None
            and e.month.ordinal >= since
            and (_LISTED if e.flagged else KIND_NUMBER[e.kind]) == kind
            for e in columns.profiles[profile].skills[claim].evidence
        )
    ]
    return np.array(kept, dtype=np.int32)


def _phrase(phrase: str, where: Where, context: _Context) -> Held:
    """Passages that hold the phrase word for word, case, accents and punctuation aside."""
    passages, size = context.columns.passages, context.size
    at = _holding(phrase, context.columns)
    touched = np.zeros(size, dtype=np.bool_)
    touched[passages.profile[at]] = True
    at = at[np.isin(passages.kind[at], [KIND_NUMBER[k] for k in where.kinds])]
    depth = np.where(passages.kind[at] == _LISTED, 1, PHRASE_DEPTH).astype(np.int8)
    at, depth = at[depth >= where.depth], depth[depth >= where.depth]
    if where.since and context.columns.profiles:
        dated = np.array(
            [_dated(n, where.since.ordinal, context.columns) for n in at.tolist()], dtype=np.bool_
        )
        at, depth = at[dated], depth[dated]
    bits = context.bits[context.tables[_ANY, passages.kind[at], depth]] * context.model.text.phrase
    best, place = winners(passages.profile[at], bits, size)
    holds = place >= 0
    passage = np.full(size, -1, dtype=np.int32)
    passage[holds] = at[place[holds]]
    return Held(holds, np.where(holds, best, 0.0), np.full(size, -1, dtype=np.int32), passage, touched)


def _holding(phrase: str, columns: Columns) -> Ints:
    """Numbers of the passages that hold `phrase` (normalised): by the words in the index, then by the text."""
    passages = columns.passages
    near: Ints | None = None
    for word in words(phrase):
        numbers = passages.with_word(word)
        near = numbers if near is None else np.intersect1d(near, numbers, assume_unique=True)
    if near is None:  # only words that say nothing: the index does not hold them
        near = np.arange(len(passages.profile), dtype=np.int32)
    return passages.exact(near, phrase)


def passage_place(number: int, columns: Columns) -> tuple[int, int]:
    """The profile of passage `number` and its place among that profile's passages."""
    owner = int(columns.passages.profile[number])
    return owner, number - int(columns.passages.first[owner])


def _dated(number: int, since: int, columns: Columns) -> bool:
    owner, place = passage_place(number, columns)
    profile = columns.profiles[owner]
    role = profile.passages[place].role
    if role is None or not 0 <= role < len(profile.experience):
        return False
    last = profile.experience[role].period.last_month(profile.as_of)
    return last is not None and last.ordinal >= since


def _either(a: Held, b: Held) -> Held:
    """Of two ways to hold the stronger one, the first where they are equal."""
    other = b.holds & (~a.holds | (b.strength > a.strength))
    return Held(
        a.holds | b.holds,
        np.maximum(a.strength, b.strength),
        np.where(other, b.posting, a.posting),
        np.where(other, b.passage, a.passage),
        a.touched | b.touched,
    )
