"""What carries over, what is missing, and the plan between."""

from __future__ import annotations

from tests.unit.matching.cast import VERSIONS, asks, brief, claim, degree, profile, signal
from tests.unit.transfer.cast import ground, way

from assay.domain.brief import EvidenceAsked, Importance, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.domain.profile import Signal
from assay.domain.skill import Seniority, Speciality
from assay.matching import rank
from assay.transfer import GapSort


def test_shown_work_carries_over_in_full_and_needs_no_step() -> None:
    """A skill practised in production is no gap."""
    found = way(brief(asks("pytorch")), profile(claim("pytorch")))

    assert [(c.requirement, c.credit, c.path) for c in found.carried] == [("r1", 1.0, None)]
    assert found.gaps == ()
    assert found.steps == ()
    assert found.ramp.months.high == 0


def test_a_related_skill_carries_over_by_its_path_and_shortens_the_step() -> None:
    """JAX answers for PyTorch with its credit and reason; the step starts from it, with the words."""
    asked = brief(asks("pytorch"))
    found = way(asked, profile(claim("jax")))
    without = way(asked, profile(claim("aws")))

    (carried,) = found.carried
    assert carried.path is not None
    assert [e.reason for e in carried.path.edges] == ["jax is like pytorch."]
    assert carried.credit == 0.8
    assert carried.quotes
    (step,) = found.steps
    assert step.start is not None
    assert step.start.skill == "jax"
    assert step.start.quotes
    assert step.months.high < without.steps[0].months.high / 2
    assert "credit 0.80" in step.basis


def test_the_path_has_a_direction() -> None:
    """Slurm to Kubernetes is worth more than the reverse."""
    there = way(brief(asks("kubernetes")), profile(claim("slurm"))).carried[0]
    back = way(brief(asks("slurm")), profile(claim("kubernetes"))).carried[0]

    assert there.credit > back.credit


def test_words_without_work_are_a_gap_to_be_asked_about_first() -> None:
    """A skill in a list carries nothing and starts nothing."""
    asked = brief(asks("pytorch"))
    found = way(
        asked, profile(claim("pytorch", EvidenceKind.LISTED, 1), claim("jax", EvidenceKind.LISTED, 1))
    )

    assert found.carried == ()
    assert found.gaps[0].level is Level.LISTED
    assert found.gaps[0].quotes
    assert found.steps[0].start is None
    assert found.steps[0].do.startswith("Ask first")


def test_wider_skills_come_before_narrower_ones() -> None:
    """Serving before vLLM; the narrower step starts from the wider."""
    found = way(brief(asks("vllm"), asks("llm-serving")), profile(claim("aws")))
    order = {s.skill: s for s in found.steps}

    assert order["llm-serving"].number < order["vllm"].number
    assert order["vllm"].after == (order["llm-serving"].number,)
    assert order["vllm"].start is not None
    assert order["vllm"].start.step == order["llm-serving"].number
    assert order["vllm"].start.quotes == ()


def test_production_asked_brings_a_rollout() -> None:
    """Where production is asked the step goes into production and takes longer."""
    plain = way(brief(asks("kubernetes")), profile()).steps[0]
    rollout = way(brief(asks("kubernetes", evidence=EvidenceAsked.PRODUCTION)), profile()).steps[0]

    assert "production" in rollout.do
    assert rollout.months.low > plain.months.low


def test_a_signal_takes_calendar_time_after_the_skills_of_the_musts() -> None:
    """Ownership of production is begun, not taught."""
    owned = asks(text="Has owned production systems", kind=RequirementKind.SIGNAL, signals=("production",))
    found = way(brief(asks("kubernetes"), owned), profile())

    last = found.steps[-1]
    assert last.signal is Signal.PRODUCTION
    assert last.after == (1,)
    assert found.ramp.months.high > last.months.high
    assert any("calendar" in part or "time gives" in part for part in found.ramp.basis)
    assert way(brief(owned), profile(signals=(signal(Signal.PRODUCTION, 3),))).gaps == ()


def test_what_no_plan_can_promise_is_told_apart() -> None:
    """Seniority, years, degrees, languages and words outside the vocabulary have no step."""
    asked = brief(
        asks("pytorch", years=8.0),
        asks(text="PhD", kind=RequirementKind.EDUCATION, degree_level=3),
        asks(text="German", kind=RequirementKind.LANGUAGE, language="de"),
        asks("~zonal pricing"),
    )
    person = profile(
        claim("pytorch", months=24), seniority=Seniority.JUNIOR, years_relevant=2.0, education=(degree(1),)
    )
    found = way(asked, person)

    assert {g.sort for g in found.gaps} == {
        GapSort.YEARS, GapSort.DEGREE, GapSort.LANGUAGE, GapSort.OPEN, GapSort.SENIORITY,
    }  # fmt: skip
    assert all(g.beyond for g in found.gaps)
    assert found.steps == ()
    seniority = next(g for g in found.gaps if g.sort is GapSort.SENIORITY)
    assert "no plan promises" in (seniority.beyond or "")
    assert seniority.quotes


def test_a_certificate_is_met_by_the_certificate() -> None:
    """Study is all that a credential can show; without it the step is the examination."""
    asked = brief(asks("cka"))

    assert way(asked, profile(claim("cka", EvidenceKind.EDUCATION, 1))).gaps == ()
    assert "examination" in way(asked, profile()).steps[0].do


def test_of_alternatives_the_quickest_is_planned() -> None:
    """Who knows Slurm learns Kubernetes rather than AWS."""
    found = way(brief(asks("aws", "kubernetes", alternatives=True)), profile(claim("slurm")))

    assert [s.skill for s in found.steps] == ["kubernetes"]


def test_one_thing_asked_twice_is_one_step() -> None:
    """Both gaps are closed by it, and the greater importance stands."""
    found = way(brief(asks("kubernetes", importance=Importance.NICE), asks("kubernetes")), profile())

    (step,) = found.steps
    assert set(step.closes) == {"r1", "r2"}
    assert step.importance is Importance.MUST


def test_the_match_is_that_of_the_ranking() -> None:
    """The same bits, requirement by requirement."""
    asked, person = brief(asks("pytorch"), asks("kubernetes")), profile(claim("jax"), claim("docker"))
    made = ground(asked)
    shortlist = rank(
        asked, [person], model=made.model, taxonomy=made.taxonomy, as_of=made.as_of, versions=VERSIONS
    )

    found = way(asked, person).match
    assert found.contributions == shortlist.matches[0].contributions
    assert found.bits == shortlist.matches[0].bits


def test_each_step_is_tried_on_the_ranking() -> None:
    """Scores never fall along the plan, and the line is where the band turns good."""
    found = way(brief(asks("pytorch"), asks("kubernetes"), asks("vllm")), profile(claim("jax")))

    scores = [s.score for s in found.steps]
    assert scores == sorted(scores)
    if found.line:
        assert found.steps[found.line - 1].band in ("good", "strong")
        assert all(s.band not in ("good", "strong") for s in found.steps[: found.line - 1])


def test_a_far_field_takes_longer() -> None:
    """From a field that leads here the months are fewer than from one that does not."""
    asked = brief(asks("kubernetes"))
    own, near, far = (
        way(asked, profile(speciality=s)).steps[0].months
        for s in (Speciality.LLM, Speciality.ML_ENGINEERING, Speciality.NON_TECH)
    )

    assert own.high < near.high < far.high


def test_nearest_specialities_stand_on_words() -> None:
    """Fit, reason and quotes; never the person's own."""
    found = way(brief(asks("pytorch")), profile(claim("pytorch"), speciality=Speciality.ML_ENGINEERING))

    (near,) = found.nearest
    assert near.speciality is Speciality.LLM
    assert near.edge is not None
    assert near.reason.startswith("Models are models")
    assert near.quotes
