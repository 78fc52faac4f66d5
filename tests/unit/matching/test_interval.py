"""The likely range of a score: from the same kernel, and always around the score."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import asks, brief, claim, match, profile
from tests.unit.matching.test_rank_properties import briefs, profiles

from assay.domain.brief import Brief
from assay.domain.match import Interval
from assay.domain.profile import Profile

_ASKED = brief(asks("pytorch"))


def test_doubt_about_depth_widens_it() -> None:
    """The ends are the scores that the lowest and the highest depth would give."""
    found = match(_ASKED, profile(claim("pytorch", depth=3, depth_range=(2, 4))))
    low, high = (match(_ASKED, profile(claim("pytorch", depth=d))).score for d in (2, 4))
    assert found.interval == Interval(low, high)
    assert low < found.score < high


def test_no_doubt_no_range() -> None:
    """A depth that is sure gives one score; silence is not part of it."""
    found = match(_ASKED, profile(claim("pytorch", depth=3, depth_range=(3, 3))))
    assert found.interval == Interval(found.score, found.score)
    silent = match(_ASKED, profile())
    assert silent.interval == Interval(silent.score, silent.score)


def test_overlap() -> None:
    """Two ranges that share a score overlap."""
    assert Interval(1, 3).overlaps(Interval(3, 5))
    assert not Interval(1, 2).overlaps(Interval(3, 5))


@settings(max_examples=60, deadline=None)
@given(briefs(), profiles(), st.data())
def test_the_score_lies_in_it(asked: Brief, person: Profile, data: st.DataObject) -> None:
    """Whatever is in doubt."""
    from dataclasses import replace

    def doubt(c: object) -> object:
        low, high = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 5))
        return replace(c, depth_range=(min(low, high), max(low, high)))  # type: ignore[type-var]

    found = match(asked, replace(person, skills=tuple(doubt(c) for c in person.skills)))
    assert found.interval.low <= found.score <= found.interval.high
