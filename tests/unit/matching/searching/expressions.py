"""Expressions drawn at random for the tests of the search language."""

from __future__ import annotations

from hypothesis import strategies as st

from assay.domain.dates import Month
from assay.domain.profile import Signal
from assay.domain.skill import Seniority, Speciality
from assay.matching.searching.expression import (
    SHOWN,
    Expression,
    Named,
    OfSeniority,
    OfSpeciality,
    Signals,
    Speaks,
    Where,
    Worded,
    YearsAtLeast,
    both,
    either,
    negated,
)

NAMES = (
    "pytorch",
    "kubernetes",
    "deep learning",
    "LLM serving",
    "aws",
    "mqtt broker",
    "c++",
    "node.js",
    "a/b tests",
)
PHRASES = ("ran the mqtt broker", "zonal pricing", "the archive")

wheres = st.builds(
    Where,
    depth=st.integers(0, 5),
    kinds=st.sets(st.sampled_from(sorted(SHOWN)), min_size=1).map(frozenset),
    since=st.none() | st.builds(Month, st.integers(2000, 2026), st.none() | st.integers(1, 12)),
)
named = st.builds(Named, st.sampled_from(NAMES), wheres)
worded = st.builds(
    Worded,
    st.sampled_from(PHRASES),
    wheres.map(lambda w: Where(depth=min(w.depth, 2), kinds=w.kinds, since=w.since)),
)
skills = named | worded
_up_to = [frozenset(s for s in Seniority if s.rank <= top) for top in (1, 2)]
_from = [frozenset(s for s in Seniority if s.rank >= low) for low in (1, 2)]
rising = (
    skills
    | st.builds(Speaks, st.sampled_from(["de", "en"]))
    | st.builds(Signals, st.sampled_from(list(Signal)), st.integers(1, 4))
    | st.builds(OfSeniority, st.sampled_from(_from))
)
"""Terms that hold for no fewer people when evidence is added."""

facts = (
    rising
    | st.builds(OfSeniority, st.sampled_from([*_up_to, *(frozenset({s}) for s in Seniority)]))
    | st.builds(OfSpeciality, st.sampled_from(list(Speciality)))
)
years = st.builds(YearsAtLeast, st.sampled_from([0.5, 1.0, 5.0, 12.0]))


def expressions(
    leaf: st.SearchStrategy[Expression], *, opposite: bool = True
) -> st.SearchStrategy[Expression]:
    """Expressions over `leaf`, with "not" where `opposite`."""

    def wider(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(inner, min_size=2, max_size=3)
        joined = several.map(lambda p: both(*p)) | several.map(lambda p: either(*p))
        return joined | inner.map(negated) if opposite else joined

    return st.recursive(leaf, wider, max_leaves=6)
