"""Search: who in a pool meets an expression, strongest evidence first, with the words that met each term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assay.domain.brief import EvidenceAsked
from assay.domain.document import Quote
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile
from assay.domain.skill import Seniority
from assay.index.columns import Columns
from assay.index.numbers import KINDS
from assay.index.scoring_row import evidence_quotes, role_quotes, seniority_quotes, speciality_quotes
from assay.matching.levels import ASKED, KIND_WORDS, LEVEL_WORDS, SIGNAL_WORDS
from assay.matching.model import MatchModel
from assay.matching.quoting import shown as shown_quotes
from assay.matching.searching.expression import (
    Expression,
    Named,
    OfSeniority,
    OfSpeciality,
    Signals,
    Speaks,
    Term,
    Where,
    Worded,
    YearsAtLeast,
    terms,
    written,
)
from assay.matching.searching.hits import (
    PHRASE_DEPTH,
    Held,
    Hits,
    evaluate_expression,
    passage_place,
    touched_by,
)
from assay.matching.searching.resolve import Meaning, meanings
from assay.taxonomy import Taxonomy

_ANY: Final = ASKED.index(EvidenceAsked.ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A term that a person's documents meet: the evidence in words, its strength in bits, the quotes.

    `skill` is the taxonomy id of what was found, which may be narrower than what was asked.
    """

    term: str
    label: str
    bits: float
    skill: str | None = None
    kind: EvidenceKind | None = None
    depth: int | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A person who meets the expression: `number` is their place in the pool, from 0.

    `bits` is the strength of the evidence shown for it.
    """

    number: int
    rank: int
    bits: float
    met: tuple[Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How an expression was read: written out, each term in words, and notes on names it did not know."""

    expression: str
    terms: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """Everyone who meets the expression, best first; equal bits share a rank.

    Of the others, `short` write of a skill or phrase asked (of a fact, where only facts are asked) but not what is
    asked of it, and the documents of `silent` say nothing of any; whether these could do the work is not known.
    """

    reading: Reading
    hits: tuple[Hit, ...]
    short: int
    silent: int


def reading_of(expression: Expression, taxonomy: Taxonomy) -> Reading:
    """How `expression` reads; raises ExpressionError where a term asks what nothing can show."""
    return _reading(expression, meanings(expression, taxonomy))


def search(expression: Expression, columns: Columns, taxonomy: Taxonomy, model: MatchModel) -> Searched:
    """Search everybody in `columns`; nobody's place in or out depends on who else is there."""
    known = meanings(expression, taxonomy)
    hits = evaluate_expression(expression, known, columns, model)
    affirmed = list(dict.fromkeys(t for t, odd in terms(expression) if not odd))
    touched = touched_by(hits.terms, len(columns))
    return Searched(
        reading=_reading(expression, known),
        hits=tuple(_ranked(hits, affirmed, _Teller(columns, known, model))),
        short=int((touched & ~hits.holds).sum()),
        silent=int((~touched & ~hits.holds).sum()),
    )


def _ranked(hits: Hits, affirmed: Sequence[Term], teller: _Teller) -> list[Hit]:
    profiles = teller.columns.profiles
    bits = hits.strength.tolist()
    numbers = sorted(np.flatnonzero(hits.holds).tolist(), key=lambda n: (-bits[n], profiles[n].id, n))
    out: list[Hit] = []
    for position, number in enumerate(numbers):
        tied = position > 0 and bits[number] == bits[numbers[position - 1]]
        met = tuple(
            teller.met(term, hits.terms[term], number) for term in affirmed if hits.terms[term].holds[number]
        )
        rank = out[-1].rank if tied else position + 1
        out.append(Hit(number=number, rank=rank, bits=bits[number], met=met))
    return out


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells what met a term, in words and quotes."""

    columns: Columns
    meanings: Mapping[str, Meaning]
    model: MatchModel

    def met(self, term: Term, held: Held, number: int) -> Met:
        bits = float(held.strength[number])
        profile = self.columns.profiles[number]
        if held.posting[number] >= 0:
            return self._by_skill(term, profile, int(held.posting[number]), bits)
        if held.passage[number] >= 0:
            return self._by_passage(term, int(held.passage[number]), bits)
        label, quotes = _fact(term, profile)
        return Met(term=written(term), label=label, bits=bits, quotes=shown_quotes(quotes))

    def _by_skill(self, term: Term, profile: Profile, posting: int, bits: float) -> Met:
        postings = self.columns.postings
        claim = profile.skills[int(postings.claim[posting])]
        kind, depth = int(postings.kind[posting]), int(postings.depth[posting])
        asked = term.where if isinstance(term, Named) else Where()
        quotes = evidence_quotes(claim, kind)
        if asked.since:
            recent = {e.quote for e in claim.evidence if e.month and e.month.ordinal >= asked.since.ordinal}
            quotes = tuple(q for q in quotes if q in recent)
        known = self.meanings[term.name] if isinstance(term, Named) else None
        own = known is None or not claim.linked or claim.skill == known.skills[0]
        for_what = "" if own or known is None else f" (counts for {known.label})"
        level = LEVEL_WORDS[self.model.tables[_ANY][kind][depth]]
        return Met(
            term=written(term),
            label=f"{claim.label}{for_what}: {_level(level, kind)}",
            bits=bits,
            skill=claim.skill,
            kind=KINDS[kind],
            depth=depth,
            quotes=shown_quotes(quotes),
        )

    def _by_passage(self, term: Term, number: int, bits: float) -> Met:
        owner, place = passage_place(number, self.columns)
        passage = self.columns.profiles[owner].passages[place]
        depth = 1 if passage.kind is EvidenceKind.LISTED else PHRASE_DEPTH
        return Met(
            term=written(term),
            label=f"word for word, {KIND_WORDS[KINDS.index(passage.kind)]}",
            bits=bits,
            kind=passage.kind,
            depth=depth,
            quotes=shown_quotes([passage.quote]),
        )


def _level(level: str, kind: int) -> str:
    return level if KINDS[kind] is EvidenceKind.LISTED else f"{level}, {KIND_WORDS[kind]}"


def _fact(term: Term, profile: Profile) -> tuple[str, tuple[Quote, ...]]:
    match term:
        case YearsAtLeast():
            return f"{profile.years_relevant:.1f} relevant years", role_quotes(profile)
        case OfSeniority():
            return str(profile.seniority), seniority_quotes(profile)
        case OfSpeciality():
            return str(profile.speciality), speciality_quotes(profile)
        case Signals():
            claim = profile.signal(term.signal)
            level, quotes = (claim.level, claim.quotes) if claim else (0, ())
            return f"{SIGNAL_WORDS[term.signal]}: {level} of 4", quotes
        case Speaks():
            stated = tuple(q for code, q in profile.languages if code == term.language)
            if stated:
                return f"{term.language}, stated", stated
            return f"{term.language}, written in it", tuple(p.quote for p in profile.passages[:1])
    raise TypeError(f"{term!r} is no fact")


def _reading(expression: Expression, known: Mapping[str, Meaning]) -> Reading:
    listed = list(dict.fromkeys(t for t, _ in terms(expression)))
    return Reading(
        expression=written(expression),
        terms=tuple((written(t), _in_words(t, known)) for t in listed),
        notes=tuple(dict.fromkeys(m.note for m in known.values() if m.note)),
    )


def _in_words(term: Term, known: Mapping[str, Meaning]) -> str:
    match term:
        case Named():
            meaning = known[term.name]
            narrower = len(meaning.skills) - 1
            wide = f" or {'one of ' if narrower > 1 else ''}{narrower} narrower" if narrower else ""
            return f"{meaning.label}{wide}{_conditions(term.where)}"
        case Worded():
            return f"the words “{term.phrase}”{_conditions(term.where)}"
        case YearsAtLeast():
            return f"at least {term.years:g} relevant years"
        case OfSeniority():
            return " or ".join([s for s in Seniority if s in term.levels])
        case OfSpeciality():
            return f"speciality {term.speciality}"
        case Speaks():
            return f"language {term.language}"
        case Signals():
            return f"{SIGNAL_WORDS[term.signal]} at {term.level} of 4 or above"


def _conditions(where: Where) -> str:
    shown = [k for k in KINDS if k in where.kinds]
    parts = [] if len(shown) == len(KINDS) - 1 else [" or ".join(KIND_WORDS[KINDS.index(k)] for k in shown)]
    parts += [f"depth {where.depth} or more"] if where.depth else []
    parts += [f"used since {where.since}"] if where.since else []
    return ": " + ", ".join(parts) if parts else ""
