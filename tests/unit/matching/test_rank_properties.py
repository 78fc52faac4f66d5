"""What must hold for any pool and any brief."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import (
    AS_OF,
    SKILLS,
    TAXONOMY,
    brief,
    claim,
    degree,
    empty,
    evidence,
    label,
    match,
    passage,
    profile,
    quote,
    shortlist,
    signal,
)

from assay.domain.brief import Brief, EvidenceAsked, Importance, RequiredSkill, Requirement, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level, Shortlist
from assay.domain.profile import Passage, Profile, Signal, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.matching import compile_plan, load_model

_AFFIRMATIVE = tuple(kind for kind in EvidenceKind if kind is not EvidenceKind.NEGATIVE)
_PHRASES = ("~mqtt broker", "~zonal pricing")
_SENTENCES = ("Ran the MQTT broker fleet", "Designed zonal pricing for parcels", "Sorted the archive")


@st.composite
def claims(draw: st.DrawFn) -> SkillClaim:
    """A claim of any kind, depth and age, of the vocabulary or outside it."""
    kind = draw(st.sampled_from(list(EvidenceKind)))
    more = () if kind is EvidenceKind.NEGATIVE else draw(st.lists(st.sampled_from(_AFFIRMATIVE), max_size=2))
    return claim(
        draw(st.sampled_from((*SKILLS, *_PHRASES))),
        kind,
        draw(st.integers(0, 5)),
        more=[evidence(k) for k in more],
        flagged=draw(st.booleans()),
        months=draw(st.none() | st.integers(0, 120)),
        last_used=draw(st.none() | st.just(AS_OF)),
    )


@st.composite
def profiles(draw: st.DrawFn, name: str = "ada") -> Profile:
    """A profile with anything stated or left out."""
    skills = draw(st.lists(claims(), max_size=6, unique_by=lambda c: c.skill))
    return profile(
        *skills,
        name=name,
        speciality=draw(st.sampled_from([Speciality.LLM, Speciality.ML_ENGINEERING, Speciality.NON_TECH])),
        speciality_evidence=draw(st.sampled_from([(), (quote("a title"),)])),
        seniority=draw(st.sampled_from(list(Seniority))),
        seniority_evidence=draw(st.sampled_from([(), (quote("a senior title"),)])),
        experience=draw(st.sampled_from([(), profile().experience])),
        years_relevant=draw(st.floats(0, 20)),
        signals=tuple(signal(s, draw(st.integers(0, 4))) for s in Signal),
        education=tuple(degree(n) for n in draw(st.lists(st.integers(0, 3), max_size=2))),
        languages=draw(st.sampled_from([(), (("de", quote("German C1")),)])),
        passages=tuple(
            passage(text, draw(st.sampled_from(list(EvidenceKind))))
            for text in draw(st.lists(st.sampled_from(_SENTENCES), max_size=2))
        ),
    )


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    """A requirement of any kind."""
    skills = draw(st.lists(st.sampled_from((*SKILLS, *_PHRASES)), max_size=3, unique=True))
    return Requirement(
        id="r",
        text=draw(st.sampled_from(("Keeps a broker fleet of MQTT alive", "Zonal pricing of parcels", "X"))),
        importance=draw(st.sampled_from(list(Importance))),
        kind=draw(st.sampled_from(list(RequirementKind))),
        skills=tuple(RequiredSkill(skill=s, label=label(s)) for s in skills),
        alternatives=draw(st.booleans()),
        years=draw(st.none() | st.floats(0.5, 10)),
        evidence=draw(st.sampled_from(list(EvidenceAsked))),
        signals=tuple(draw(st.lists(st.sampled_from([s.value for s in Signal]), max_size=2, unique=True))),
        degree_level=draw(st.integers(0, 3)),
        language=draw(st.sampled_from([None, "de", "en"])),
    )


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """A brief of up to five requirements."""
    return brief(
        *draw(st.lists(requirements(), max_size=5)),
        seniority=draw(st.none() | st.sampled_from(list(Seniority))),
        speciality=draw(st.sampled_from([Speciality.LLM, Speciality.ML_ENGINEERING, Speciality.NON_TECH])),
    )


def scores(found: Shortlist) -> dict[str, float]:
    """Bits by profile."""
    return {m.profile: m.bits for m in found.matches}


@given(briefs(), st.lists(profiles(), max_size=4))
def test_bits_are_the_prior_and_every_contribution_added_in_order(asked: Brief, pool: list[Profile]) -> None:
    """The waterfall ends exactly at the score that the ranking used."""
    people = [replace(p, id=f"p{n}") for n, p in enumerate(pool)]
    found = shortlist(asked, *people)
    totals = []
    for one in found.matches:
        total = one.prior
        for contribution in one.contributions:
            total += contribution.bits
        assert total == one.bits
        totals.append(total)
    assert totals == sorted(totals, reverse=True)
    assert all((a.rank == b.rank) == (a.bits == b.bits) for a, b in pairwise(found.matches))


@given(briefs(), profiles())
def test_each_contribution_has_a_quote_or_no_bits(asked: Brief, person: Profile) -> None:
    """Bits other than 0 stand on a quote; "not stated" is worth exactly 0; levels are the closed list."""
    one = match(asked, person)
    names = [r.id for r in asked.requirements] + (["seniority"] if asked.seniority else []) + ["speciality"]
    assert [c.requirement for c in one.contributions] == names
    for contribution in one.contributions:
        assert contribution.bits == 0 or contribution.quotes
        assert contribution.level in set(Level)
        assert len(contribution.quotes) <= 3
        if contribution.level is Level.NOT_STATED:
            assert contribution.bits == 0
        if contribution.level in (Level.USED, Level.PRACTISED, Level.DEEP, Level.AUTHORITY):
            assert contribution.quotes


@given(briefs(), profiles(), claims())
@settings(max_examples=200)
def test_a_further_affirmative_claim_never_lowers_a_score(
    asked: Brief, person: Profile, extra: SkillClaim
) -> None:
    """More affirmative evidence never hurts, whether of a new skill or of one already there."""
    if extra.kind is EvidenceKind.NEGATIVE:
        extra = replace(extra, evidence=(evidence(EvidenceKind.LISTED),), kind=EvidenceKind.LISTED)
    richer = replace(person, skills=(*person.skills, extra))
    assert match(asked, richer).bits >= match(asked, person).bits


@given(briefs(), profiles(), st.integers(0, 5), st.sampled_from(_AFFIRMATIVE))
@settings(max_examples=200)
def test_stronger_evidence_for_a_claim_never_lowers_a_score(
    asked: Brief, person: Profile, place: int, kind: EvidenceKind
) -> None:
    """One more passage, a greater depth, more months or a later use never lower a score."""
    if place >= len(person.skills):
        return
    old = person.skills[place]
    new = replace(
        old,
        evidence=(*old.evidence, evidence(kind)),
        depth=min(5, old.depth + 1),
        months=(old.months or 0) + 12,
        last_used=AS_OF,
    )
    richer = replace(person, skills=(*person.skills[:place], new, *person.skills[place + 1 :]))
    assert match(asked, richer).bits >= match(asked, person).bits


@given(briefs(), profiles())
def test_more_of_everything_else_never_lowers_a_score(asked: Brief, person: Profile) -> None:
    """Years, signals, degrees, languages, passages and seniority only ever add."""
    before = match(asked, person).bits
    more_signals = tuple(signal(s.signal, min(4, s.level + 1)) for s in person.signals)
    staff = Seniority.STAFF
    changes: list[Profile] = [
        replace(person, years_relevant=person.years_relevant + 3),
        replace(person, signals=more_signals),
        replace(person, education=(*person.education, degree(3))),
        replace(person, languages=(*person.languages, ("de", quote("German")))),
        replace(person, passages=(*person.passages, passage(_SENTENCES[0]))),
        replace(person, seniority=staff),
        replace(person, seniority_evidence=(quote("a title"),)),
        replace(person, experience=profile().experience),
    ]
    assert all(match(asked, richer).bits >= before for richer in changes)


@given(briefs(), profiles(), st.integers(0, 5))
def test_removing_a_claim_never_raises_a_score(asked: Brief, person: Profile, place: int) -> None:
    """Taking away evidence that is not a denial never helps."""
    if place >= len(person.skills) or person.skills[place].kind is EvidenceKind.NEGATIVE:
        return
    poorer = replace(person, skills=(*person.skills[:place], *person.skills[place + 1 :]))
    assert match(asked, poorer).bits <= match(asked, person).bits


@given(briefs(), st.lists(profiles(), min_size=2, max_size=4), st.integers(0, 2**16))
def test_order_of_profiles_and_of_their_skills_changes_nothing(
    asked: Brief, pool: list[Profile], seed: int
) -> None:
    """Shuffled pools and shuffled skills give the same bits, ranks and order."""
    people = [replace(p, id=f"p{n}") for n, p in enumerate(pool)]
    draw = random.Random(seed)
    shuffled = [replace(p, skills=tuple(draw.sample(p.skills, len(p.skills)))) for p in people]
    draw.shuffle(shuffled)
    first, second = shortlist(asked, *people), shortlist(asked, *shuffled)
    assert scores(first) == scores(second)
    assert [(m.profile, m.rank) for m in first.matches] == [(m.profile, m.rank) for m in second.matches]


@given(briefs(), profiles(), st.lists(profiles(), max_size=3))
def test_a_score_does_not_depend_on_who_else_is_there(
    asked: Brief, person: Profile, others: list[Profile]
) -> None:
    """Alone or in company a person has the same prior, contributions, band and questions."""
    company = [replace(p, id=f"other{n}") for n, p in enumerate(others)]
    together = {m.profile: m for m in shortlist(asked, person, *company).matches}
    assert replace(together["ada"], rank=1) == match(asked, person)
    assert match(asked, person).prior == compile_plan(asked, load_model(), TAXONOMY).prior


@given(briefs(), profiles())
def test_flagged_evidence_is_worth_no_more_than_a_list(asked: Brief, person: Profile) -> None:
    """Claims that only discredited text supports score as if they were merely listed."""
    flagged = replace(
        person,
        skills=tuple(
            replace(c, evidence=tuple(replace(e, flagged=True) for e in c.evidence)) for c in person.skills
        ),
    )
    listed = replace(
        person,
        skills=tuple(
            replace(c, kind=EvidenceKind.LISTED, evidence=(evidence(EvidenceKind.LISTED),))
            for c in person.skills
            if c.kind is not EvidenceKind.NEGATIVE
        ),
    )
    assert match(asked, flagged).bits == match(asked, listed).bits


@given(profiles(), st.sampled_from([Seniority.JUNIOR, Seniority.MID, Seniority.SENIOR]))
def test_being_above_the_level_asked_costs_nothing(person: Profile, asked: Seniority) -> None:
    """Staff earns what the level asked earns."""
    wanted = brief(seniority=asked)
    at, above = replace(person, seniority=asked), replace(person, seniority=Seniority.STAFF)
    assert match(wanted, at).bits == match(wanted, above).bits


@given(briefs())
def test_an_empty_profile_earns_the_prior_and_nothing_more(asked: Brief) -> None:
    """A document that says nothing gets no bits, and stands below half."""
    one = match(asked, empty())
    assert one.bits == one.prior
    assert all(c.level is Level.NOT_STATED for c in one.contributions)
    assert one.score <= 50


def test_an_empty_pool_gives_an_empty_shortlist() -> None:
    """Nobody to rank is no error."""
    assert shortlist(brief()).matches == ()


def test_equal_evidence_shares_a_rank() -> None:
    """Ranks run 1, 2, 2, 4; equals stand in order of profile id."""
    asked = brief(Requirement(
        id="r", text="AWS", importance=Importance.MUST, kind=RequirementKind.SKILL,
        skills=(RequiredSkill(skill="aws", label="AWS"),),
    ))  # fmt: skip
    found = shortlist(
        asked,
        profile(name="d"),
        profile(claim("aws", EvidenceKind.APPLIED, 2), name="c"),
        profile(claim("aws"), name="a"),
        profile(claim("aws", EvidenceKind.APPLIED, 2), name="b"),
    )
    assert [(m.profile, m.rank) for m in found.matches] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_passages_of_any_kind_can_be_read(kind: EvidenceKind) -> None:
    """A passage is an answer to open wording, whatever its kind; a denial is none."""
    asked = brief(Requirement(
        id="r", text="Runs MQTT broker fleets", importance=Importance.MUST, kind=RequirementKind.SKILL,
        skills=(RequiredSkill(skill="~mqtt broker", label="MQTT broker"),),
    ))  # fmt: skip
    words: tuple[Passage, ...] = (passage("Ran the MQTT broker fleet at night", kind),)
    bits = match(asked, profile(passages=words)).contributions[0].bits
    assert (bits > 0) == (kind is not EvidenceKind.NEGATIVE)
