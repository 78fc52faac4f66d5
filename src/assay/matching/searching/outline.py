"""Outline: who in columns without profiles meets an expression, and who can only be told by their profile.

An index does not hold the month of each piece of evidence. A term with `since` therefore says who may meet it; all
other terms are told for sure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assay.index.columns import Bools, Columns, Floats
from assay.matching.model import MatchModel
from assay.matching.searching.expression import And, Expression, Named, Not, Or, Term, Worded
from assay.matching.searching.hits import Held, evaluate_term, touched_by
from assay.matching.searching.resolve import meanings
from assay.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """For everybody: whether they may meet the expression, and whether that and the `strength` in bits are `sure`;
    else only their profile tells. `touched` as a search counts those who are short or silent."""

    possible: Bools
    sure: Bools
    strength: Floats
    touched: Bools


def outline(expression: Expression, columns: Columns, taxonomy: Taxonomy, model: MatchModel) -> Outline:
    """Outline a search of `columns`. Raises ExpressionError where a term asks what nothing can show."""
    known = meanings(expression, taxonomy)
    held: dict[Term, Held] = {}

    def term(asked: Term) -> Held:
        if asked not in held:
            held[asked] = evaluate_term(asked, known, columns, model)
        return held[asked]

    def walk(part: Expression) -> tuple[Bools, Bools, Floats]:
        if isinstance(part, Not):
            possible, certain, _ = walk(part.part)
            return ~certain, ~possible, np.zeros(len(columns))
        if isinstance(part, And | Or):
            return _joined(part, [walk(each) for each in part.parts])
        found = term(part)
        certain = np.zeros(len(columns), dtype=np.bool_) if _dated(part) else found.holds
        return found.holds, certain, np.where(found.holds, found.strength, 0.0)

    possible, _, strength = walk(expression)
    sure = np.ones(len(columns), dtype=np.bool_)
    for asked, found in held.items():
        if _dated(asked):
            sure &= ~found.holds
    return Outline(possible, sure, np.where(possible, strength, 0.0), touched_by(held, len(columns)))


def _dated(term: Term) -> bool:
    return isinstance(term, Named | Worded) and term.where.since is not None


def _joined(part: And | Or, parts: list[tuple[Bools, Bools, Floats]]) -> tuple[Bools, Bools, Floats]:
    """As the evaluation with profiles joins them, in the same order, so that sums are the same to the bit."""
    possible, certain, strength = parts[0]
    for also, sure, bits in parts[1:]:
        if isinstance(part, And):
            possible, certain, strength = possible & also, certain & sure, strength + bits
        else:
            possible, certain, strength = possible | also, certain | sure, np.maximum(strength, bits)
    return possible, certain, np.where(possible, strength, 0.0)
