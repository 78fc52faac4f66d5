"""What must hold for any person and any brief."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.matching.cast import asks, brief, claim, evidence, profile, quote, signal
from tests.unit.transfer.cast import WORLD, ground, way

from assay.domain.brief import Brief, EvidenceAsked, Importance, Requirement, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Profile, Signal, SkillClaim
from assay.domain.skill import Seniority, Speciality
from assay.transfer import Pathway, pathways

_SKILLS = tuple(sorted(WORLD.skills))


@st.composite
def _claims(draw: st.DrawFn) -> SkillClaim:
    return claim(
        draw(st.sampled_from(_SKILLS)),
        draw(st.sampled_from(list(EvidenceKind))),
        draw(st.integers(0, 5)),
        flagged=draw(st.booleans()),
        months=draw(st.none() | st.integers(0, 90)),
    )


@st.composite
def people(draw: st.DrawFn) -> Profile:
    """Anybody."""
    return profile(
        *draw(st.lists(_claims(), max_size=6, unique_by=lambda c: c.skill)),
        speciality=draw(st.sampled_from([Speciality.LLM, Speciality.ML_ENGINEERING, Speciality.NON_TECH])),
        seniority=draw(st.sampled_from(list(Seniority))),
        seniority_evidence=draw(st.sampled_from([(), (quote("a senior title"),)])),
        years_relevant=draw(st.floats(0, 20)),
        signals=tuple(signal(s, draw(st.integers(0, 4))) for s in Signal),
    )


@st.composite
def _requirements(draw: st.DrawFn) -> Requirement:
    skills = draw(st.lists(st.sampled_from((*_SKILLS, "~zonal pricing")), max_size=3, unique=True))
    signals = draw(st.lists(st.sampled_from([s.value for s in Signal]), max_size=2, unique=True))
    kind = draw(st.sampled_from(list(RequirementKind)))
    return asks(
        *skills,
        kind=kind,
        importance=draw(st.sampled_from(list(Importance))),
        alternatives=draw(st.booleans()),
        evidence=draw(st.sampled_from(list(EvidenceAsked))),
        years=draw(st.none() | st.floats(0.5, 10)),
        signals=tuple(signals),
        degree_level=draw(st.integers(0, 3)) if kind is RequirementKind.EDUCATION else 0,
        language="de" if kind is RequirementKind.LANGUAGE else None,
    )


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Anything asked."""
    return brief(
        *draw(st.lists(_requirements(), max_size=5)),
        seniority=draw(st.none() | st.sampled_from(list(Seniority))),
    )


@given(briefs(), people())
@settings(max_examples=60, deadline=None)
def test_the_plan_covers_the_gap_exactly(asked: Brief, person: Profile) -> None:
    """Every gap has a step or a reason why none is promised, never both; no step closes anything else."""
    found = way(asked, person)
    closed = {g for s in found.steps for g in s.closes}

    assert len({g.id for g in found.gaps}) == len(found.gaps)
    assert closed == {g.id for g in found.gaps if g.beyond is None}


@given(briefs(), people())
@settings(max_examples=60, deadline=None)
def test_ranges_are_ranges_and_prerequisites_come_first(asked: Brief, person: Profile) -> None:
    """Low never above high; the whole never shorter than its parts; what is needed first stands first."""
    found = way(asked, person)
    numbers = {s.skill: s.number for s in found.steps if s.skill}

    for step in found.steps:
        assert 0 < step.months.low <= step.months.high
        assert step.months.high <= found.ramp.months.high + 1e-9
        assert all(n < step.number for n in step.after)
        wider = WORLD.ancestors(step.skill) if step.skill else {}
        assert all(numbers[w] < step.number for w in wider if w in numbers)
    assert found.ramp.months.low <= found.ramp.months.high
    if found.to_line is not None:
        assert found.to_line.low <= found.to_line.high <= found.ramp.months.high + 1e-9


@given(briefs(), people())
@settings(max_examples=60, deadline=None)
def test_transfer_never_carries_what_the_skill_itself_would(asked: Brief, person: Profile) -> None:
    """Through a path less than 1 and less than the path; and never from words alone."""
    for part in way(asked, person).carried:
        assert 0 <= part.credit <= 1
        if part.path:
            assert part.credit <= part.path.credit < 1
            assert part.quotes
            held = next(c for c in person.skills if c.skill == part.held)
            assert any(
                not e.flagged and e.kind.strength >= EvidenceKind.RESEARCH.strength for e in held.evidence
            )


@given(people(), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_the_same_evidence_of_the_skill_itself_carries_more(person: Profile, depth: int) -> None:
    """PyTorch from JAX is worth less than PyTorch with the very same evidence."""
    asked = brief(asks("pytorch"))
    others = tuple(c for c in person.skills if c.skill not in ("pytorch", "jax", "tensorflow"))
    near = way(asked, replace(person, skills=(*others, claim("jax", depth=depth))))
    direct = way(asked, replace(person, skills=(*others, claim("pytorch", depth=depth))))

    assert direct.carries > near.carries
    assert direct.ramp.months.high <= near.ramp.months.high


@given(briefs(), people())
@settings(max_examples=40, deadline=None)
def test_more_work_never_lengthens_the_way(asked: Brief, person: Profile) -> None:
    """With one skill more shown in work, no more carries less, and no gap is added."""
    before = way(asked, person)
    known = {c.skill for c in person.skills}
    new = next((s for s in _SKILLS if s not in known), None)
    if new is None:
        return
    after = way(asked, replace(person, skills=(*person.skills, claim(new))))

    assert after.carries >= before.carries - 1e-9
    assert {g.id for g in after.gaps if g.beyond is None} <= {g.id for g in before.gaps if g.beyond is None}


@given(briefs(), people(), people())
@settings(max_examples=30, deadline=None)
def test_others_in_the_pool_change_nothing(asked: Brief, one: Profile, other: Profile) -> None:
    """A pathway alone is the pathway in a pool; the same input gives the same output."""
    made = ground(asked)

    def told(found: Pathway) -> Pathway:
        return replace(found, match=replace(found.match, rank=1), nearest=())

    assert told(pathways([other, one], made)[1]) == told(pathways([one], made)[0])


@given(briefs(), people())
@settings(max_examples=30, deadline=None)
def test_what_a_plan_would_lead_to_is_never_evidence(asked: Brief, person: Profile) -> None:
    """Every quote shown is one of the profile's own; the what-if leaves no trace."""
    found = way(asked, person)
    own = {e.quote for c in person.skills for e in c.evidence}
    own |= {q for s in person.signals for q in s.quotes} | {q for r in person.experience for q in r.quotes}
    own |= {*person.seniority_evidence, *person.speciality_evidence}

    shown = [q for c in found.carried for q in c.quotes] + [q for g in found.gaps for q in g.quotes]
    shown += [q for s in found.steps if s.start for q in s.start.quotes]
    shown += [q for n in found.nearest for q in n.quotes]
    assert all(q in own and q.text for q in shown)


def test_flagged_evidence_starts_nothing() -> None:
    """Hidden or stuffed text is worth a name at most."""
    person = profile(claim("jax", more=[evidence(EvidenceKind.PRODUCTION, flagged=True)], flagged=True))

    assert way(brief(asks("pytorch")), person).carried == ()
