"""Side by side: where candidates differ, why one is ahead, what would turn it."""

from __future__ import annotations

from tests.unit.matching.cast import AS_OF, TAXONOMY, asks, brief, claim, match, profile, shortlist

from assay.domain.profile import Profile
from assay.matching import Comparison, Rerun, compare, compile_plan, load_model, why
from assay.matching.counterfactual import raised

_ASKED = brief(asks("kubernetes"), asks("pytorch"), asks("aws"))


def compared(*people: Profile) -> tuple[Comparison, tuple[str, ...], Rerun]:
    """The comparison of `people`, and its first pair in words."""
    ranking = shortlist(_ASKED, *people)
    by_id = {p.id: p for p in people}
    plan = compile_plan(_ASKED, load_model(), TAXONOMY)
    rerun = Rerun(plan, load_model(), TAXONOMY, AS_OF).among(ranking.matches)
    found = compare(ranking.matches, [by_id[m.profile] for m in ranking.matches], rerun)
    return found, why(found.pairs[0], ranking.matches, ("A", "B", "C"), _ASKED), rerun


_STRONG = profile(claim("kubernetes"), claim("pytorch"), name="a")
_WEAK = profile(claim("pytorch", depth=3), claim("aws", depth=2), name="b")


def test_the_widest_difference_comes_first() -> None:
    """Rows are ordered by how far the bits lie apart; all rows are there."""
    found, _, _ = compared(_STRONG, _WEAK)
    assert [c.spread for c in found.contrasts] == sorted((c.spread for c in found.contrasts), reverse=True)
    assert found.contrasts[0].requirement == "r1"
    assert len(found.contrasts) == 5


def test_the_lead_is_told_with_levels_and_bits() -> None:
    """Who is ahead on what, and where the other shows more."""
    found, words, _ = compared(_STRONG, _WEAK)
    assert found.pairs[0].ahead_on[0] == "r1"
    assert words[0].startswith("A is ahead of B by ")
    assert "Kubernetes (deep against not stated, +" in words[0]
    assert words[1] == "B shows more on AWS."


def test_what_would_turn_it_turns_it() -> None:
    """The evidence named, supposed and scored, puts the second ahead; none less would."""
    found, words, rerun = compared(_STRONG, _WEAK)
    needed = found.pairs[0].reverse
    rows = [r for r in rerun.plan.rows if r.id in needed]
    best = match(_ASKED, _STRONG).bits
    assert needed
    assert match(_ASKED, raised(_WEAK, rows, AS_OF)).bits > best
    assert any(s.startswith("With deep evidence of ") and s.endswith("B would be ahead.") for s in words)


def test_overlap_is_said_plainly() -> None:
    """Likely ranges that overlap leave the order open; ranges apart do not."""
    doubtful = profile(claim("kubernetes", depth=3, depth_range=(1, 5)), claim("pytorch"), name="c")
    _, words, _ = compared(_STRONG, doubtful)
    assert any("overlap" in s and "not certain" in s for s in words)
    _, words, _ = compared(_STRONG, profile(name="z"))
    assert any("do not overlap" in s for s in words)


def test_equals_are_called_equal() -> None:
    """Nobody is ahead."""
    _, words, _ = compared(_STRONG, profile(claim("kubernetes"), claim("pytorch"), name="b"))
    assert words == ("A and B score the same: their evidence is worth equally much.",)
