"""What would move the place: the same as a rerun with that evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import (
    AS_OF,
    TAXONOMY,
    asks,
    brief,
    claim,
    evidence,
    match,
    profile,
    shortlist,
)
from tests.unit.matching.test_rank_properties import briefs, profiles

from assay.domain.brief import Brief, EvidenceAsked, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal
from assay.matching import Counterfactual, Rerun, compile_plan, in_words, load_model
from assay.matching.counterfactual import MOST_GAINS, ordinal, raised, without

_ASKED = brief(asks("kubernetes"), asks("pytorch"), asks("aws"))


def rerun(asked: Brief, *people: Profile) -> tuple[Rerun, list[tuple[Counterfactual, ...]]]:
    """What would move each of `people`, in the order of their ranking."""
    ranking = shortlist(asked, *people)
    plan = compile_plan(asked, load_model(), TAXONOMY)
    again = Rerun(plan, load_model(), TAXONOMY, AS_OF).among(ranking.matches)
    by_id = {p.id: p for p in people}
    return again, again.counterfactuals([(m, by_id[m.profile]) for m in ranking.matches])


_BEST = profile(claim("kubernetes"), claim("pytorch"), claim("aws"), name="a")
_MIDDLE = profile(claim("kubernetes"), claim("pytorch", depth=3), name="b")
_LAST = profile(claim("pytorch"), name="c")


def test_evidence_of_a_must_lifts_the_last() -> None:
    """The new place and score are those of a real ranking with that evidence."""
    _, found = rerun(_ASKED, _BEST, _MIDDLE, _LAST)
    gain = next(c for c in found[2] if c.gain and c.requirement == "r1")
    assert (gain.place, gain.new_place) == (3, 2)
    real = replace(_LAST, skills=(*_LAST.skills, claim("kubernetes", depth=4)))
    again = shortlist(_ASKED, _BEST, _MIDDLE, real)
    there = next(m for m in again.matches if m.profile == "c")
    assert (there.rank, there.bits) == (gain.new_place, gain.bits)


def test_losing_the_evidence_that_carries_the_place() -> None:
    """The best falls where its one lead is taken away, as a real rerun has it."""
    _, found = rerun(_ASKED, _BEST, _MIDDLE, profile(claim("kubernetes"), claim("pytorch"), name="d"))
    loss = next(c for c in found[0] if not c.gain)
    real = match(_ASKED, without(_BEST, loss.skill or ""))
    assert loss.bits == real.bits
    assert loss.new_place > loss.place == 1


def test_the_first_has_nothing_to_gain() -> None:
    """Nobody stands above."""
    _, found = rerun(_ASKED, _BEST, _LAST)
    assert not [c for c in found[0] if c.gain]


def test_only_a_few_are_told() -> None:
    """The gains that move most."""
    _, found = rerun(_ASKED, _BEST, _MIDDLE, profile(name="z"))
    assert len([c for c in found[2] if c.gain]) <= MOST_GAINS


@pytest.mark.parametrize(
    "asked",
    [
        asks("aws", evidence=EvidenceAsked.RESEARCH),
        asks("aws", "gcp", alternatives=True, years=3.0),
        asks(text="Owned systems", kind=RequirementKind.SIGNAL, signals=(Signal.PRODUCTION,)),
        asks(text="A master's degree", kind=RequirementKind.EDUCATION, degree_level=2),
        asks(text="German", kind=RequirementKind.LANGUAGE, language="de"),
        asks(text="Minimum 2 years", kind=RequirementKind.EXPERIENCE, years=2.0),
        asks(text="Zonal pricing of parcels", kind=RequirementKind.OTHER),
    ],
)
def test_every_kind_of_requirement_can_be_met(asked: object) -> None:
    """The evidence supposed earns what the requirement can give, or near to it where years are asked."""
    wanted = brief(asked, asks("pytorch"))  # type: ignore[arg-type]
    plan = compile_plan(wanted, load_model(), TAXONOMY)
    person = profile(claim("pytorch", depth=2), years_relevant=0.5)
    before = match(wanted, person).contributions[0].bits
    after = match(wanted, raised(person, (plan.rows[0],), AS_OF)).contributions[0].bits
    assert after > before


def test_words() -> None:
    """A place, a new one, and the evidence in the brief's words."""
    asked = asks("kubernetes")
    gain = Counterfactual(
        gain=True, requirement="r1", skill=None, level=match(_ASKED, _BEST).contributions[0].level,
        bits=1.0, score=60.0, place=12, new_place=5,
    )  # fmt: skip
    assert (
        in_words(gain, asked, _LAST)
        == "Would move from 12th to 5th with evidence of Kubernetes in production."
    )
    loss = replace(gain, gain=False, skill="pytorch", place=2, new_place=9)
    assert in_words(loss, asked, _LAST) == "Without the evidence of PyTorch it would fall from 2nd to 9th."
    research = asks("kubernetes", evidence=EvidenceAsked.RESEARCH)
    assert in_words(gain, research, _LAST).endswith("evidence of Kubernetes in research.")
    school = asks(text="A degree", kind=RequirementKind.EDUCATION)
    assert in_words(gain, school, _LAST).endswith("evidence of “A degree”.")


def test_ordinals() -> None:
    """As people write them."""
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 102nd 111th".split()
    )


@settings(max_examples=40, deadline=None)
@given(briefs(), st.lists(st.integers(0, 10**6), min_size=2, max_size=4, unique=True), st.data())
def test_it_equals_a_real_rerun(asked: Brief, names: list[int], data: st.DataObject) -> None:
    """For any pool: the new rank and bits are those of a ranking in which the person has that evidence."""
    people = [data.draw(profiles(name=f"p{n}")) for n in names]
    again, found = rerun(asked, *people)
    ranking = shortlist(asked, *people)
    by_id = {p.id: p for p in people}
    for one, changes in zip(ranking.matches, found, strict=True):
        person = by_id[one.profile]
        for change in changes:
            if change.gain:
                row = next(r for r in again.plan.rows if r.id == change.requirement)
                shown = next(p.skill for p in one.contributions if p.requirement == change.requirement)
                supposed = raised(person, (row,), AS_OF, shown)
            else:
                supposed = without(person, change.skill or "")
            real = shortlist(asked, *(supposed if p is person else p for p in people))
            there = next(m for m in real.matches if m.profile == one.profile)
            assert (there.bits, there.rank) == (change.bits, change.new_place)
            assert change.gain is (there.rank < one.rank)


def test_raising_keeps_what_was_there() -> None:
    """Evidence is added to a claim, never taken from it; a denial gives way."""
    plan = compile_plan(_ASKED, load_model(), TAXONOMY)
    person = profile(claim("kubernetes", EvidenceKind.NEGATIVE, 0, more=(evidence(EvidenceKind.LISTED),)))
    kept = raised(person, (plan.rows[0],), AS_OF).skills[0]
    assert [e.kind for e in kept.evidence] == [EvidenceKind.PRODUCTION, EvidenceKind.LISTED]
