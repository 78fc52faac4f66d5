"""Expressions: what a search asks, as frozen values that can be written out and read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal
from assay.domain.skill import Seniority, Speciality

SHOWN: Final = frozenset(EvidenceKind) - {EvidenceKind.NEGATIVE}
"""All kinds that show something of a skill; what the text denies never counts."""

_TAKEN: Final = {kind: frozenset({kind}) for kind in SHOWN} | {
    EvidenceKind.APPLIED: frozenset({EvidenceKind.APPLIED, EvidenceKind.PRODUCTION})
}


def kinds_taken(word: EvidenceKind) -> frozenset[EvidenceKind]:
    """Kinds that a kind's name lets through: hands-on work takes production too, the others only themselves."""
    return _TAKEN[word]


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on the evidence of a skill: least depth (0-5), kinds let through, month from which it counts."""

    depth: int = 0
    kinds: frozenset[EvidenceKind] = SHOWN
    since: Month | None = None

    def joined(self, other: Where) -> Where:
        """Both conditions at once."""
        months = [m for m in (self.since, other.since) if m]
        return Where(
            depth=max(self.depth, other.depth),
            kinds=self.kinds & other.kinds,
            since=max(months, key=lambda m: m.ordinal) if months else None,
        )


EVERYWHERE: Final = Where()
"""No condition: any evidence counts."""

_At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A skill by any of its names, with conditions on its evidence. `at` is its place in the expression."""

    name: str
    where: Where = EVERYWHERE
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Worded:
    """Words to be found as they are, one after another, in a passage."""

    phrase: str
    where: Where = EVERYWHERE
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class YearsAtLeast:
    """Relevant years, at least so many."""

    years: float
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class OfSpeciality:
    """The person's speciality."""

    speciality: Speciality
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class OfSeniority:
    """The person's seniority is one of `levels`."""

    levels: frozenset[Seniority]
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Speaks:
    """A spoken language, ISO 639-1: stated, or the documents are written in it."""

    language: str
    at: _At = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Signals:
    """An experience signal at `level` (1-4) or above."""

    signal: Signal
    level: int = 1
    at: _At = field(default=(0, 0), compare=False)


Term = Named | Worded | YearsAtLeast | OfSpeciality | OfSeniority | Speaks | Signals
"""What stands alone in an expression."""


@dataclass(frozen=True, slots=True)
class Not:
    """Everyone for whom `part` does not hold: for a skill, nobody with such evidence."""

    part: Expression


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold. Made by `both`, which keeps it flat."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds. Made by `either`, which keeps it flat."""

    parts: tuple[Expression, ...]


Expression = Term | Not | And | Or


def both(*parts: Expression) -> Expression:
    """All of `parts`, flat: an "and" in an "and" is one."""
    flat = tuple(q for p in parts for q in (p.parts if isinstance(p, And) else (p,)))
    return flat[0] if len(flat) == 1 else And(flat)


def either(*parts: Expression) -> Expression:
    """Any of `parts`, flat: an "or" in an "or" is one."""
    flat = tuple(q for p in parts for q in (p.parts if isinstance(p, Or) else (p,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def negated(part: Expression) -> Expression:
    """The opposite; twice is nothing."""
    return part.part if isinstance(part, Not) else Not(part)


def terms(expression: Expression) -> Iterator[tuple[Term, bool]]:
    """Every term in order, with whether it stands under an odd number of "not"."""
    if isinstance(expression, Not):
        for term, odd in terms(expression.part):
            yield term, not odd
    elif isinstance(expression, And | Or):
        for part in expression.parts:
            yield from terms(part)
    else:
        yield expression, False


def with_condition(expression: Expression, where: Where) -> Expression:
    """`expression` with the condition put on each skill and phrase in it.

    Raises ValueError where a part takes no condition: a field, a signal, or what stands under "not".
    """
    if isinstance(expression, Named | Worded):
        return replace(expression, where=expression.where.joined(where))
    if isinstance(expression, And | Or):
        return replace(expression, parts=tuple(with_condition(p, where) for p in expression.parts))
    raise ValueError("not" if isinstance(expression, Not) else "field")


def written(expression: Expression) -> str:
    """The expression in the language that `parse` reads, with no more brackets than it needs.

    >>> written(both(Named("kafka", Where(depth=3)), negated(Speaks("de"))))
    'kafka>=3 and not language=de'
    """
    if isinstance(expression, Or):
        return " or ".join(written(p) for p in expression.parts)
    if isinstance(expression, And):
        return " and ".join(_bracketed(p, Or) for p in expression.parts)
    if isinstance(expression, Not):
        return f"not {_bracketed(expression.part, And, Or)}"
    return _term(expression)


def _bracketed(part: Expression, *kinds: type) -> str:
    return f"({written(part)})" if isinstance(part, kinds) else written(part)


def _term(term: Term) -> str:
    match term:
        case Named():
            return term.name + _where(term.where)
        case Worded():
            return f'"{term.phrase}"' + _where(term.where)
        case YearsAtLeast():
            return f"years>={term.years:g}"
        case OfSpeciality():
            return f"speciality={term.speciality}"
        case OfSeniority():
            return _seniority(term.levels)
        case Speaks():
            return f"language={term.language}"
        case Signals():
            return f"signal {term.signal}>={term.level}"


def _where(where: Where) -> str:
    depth = f">={where.depth}" if where.depth else ""
    since = f" since {where.since}" if where.since else ""
    return depth + _kinds(where.kinds) + since


def _kinds(kinds: frozenset[EvidenceKind]) -> str:
    if kinds == SHOWN:
        return ""
    for kind in EvidenceKind:
        if kind in SHOWN and kinds_taken(kind) == kinds:
            return f" {kind}"
    return "".join(f" and not {k}" for k in EvidenceKind if k in SHOWN and k not in kinds)


def _seniority(levels: frozenset[Seniority]) -> str:
    if len(levels) == 1:
        return f"seniority={next(iter(levels))}"
    low, high = min(levels, key=lambda s: s.rank), max(levels, key=lambda s: s.rank)
    return f"seniority>={low}" if high is Seniority.STAFF else f"seniority<={high}"
