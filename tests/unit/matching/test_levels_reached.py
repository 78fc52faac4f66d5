"""Which level each sort of evidence reaches for each sort of requirement: a table of literal pairs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import (
    asks,
    brief,
    claim,
    degree,
    evidence,
    match,
    part,
    passage,
    profile,
    quote,
    signal,
)

from assay.domain.brief import EvidenceAsked, Importance, RequirementKind
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.match import Level
from assay.domain.profile import Signal, SkillClaim
from assay.domain.skill import Seniority, Speciality

_CASES = [
    (EvidenceAsked.ANY, EvidenceKind.PRODUCTION, 5, Level.AUTHORITY),
    (EvidenceAsked.ANY, EvidenceKind.PRODUCTION, 4, Level.DEEP),
    (EvidenceAsked.ANY, EvidenceKind.PRODUCTION, 3, Level.PRACTISED),
    (EvidenceAsked.ANY, EvidenceKind.APPLIED, 2, Level.USED),
    (EvidenceAsked.ANY, EvidenceKind.RESEARCH, 2, Level.USED),
    (EvidenceAsked.ANY, EvidenceKind.EDUCATION, 2, Level.THEORY),
    (EvidenceAsked.ANY, EvidenceKind.LISTED, 2, Level.LISTED),
    (EvidenceAsked.ANY, EvidenceKind.NEGATIVE, 0, Level.DENIED),
    (EvidenceAsked.PRODUCTION, EvidenceKind.PRODUCTION, 3, Level.PRACTISED),
    (EvidenceAsked.PRODUCTION, EvidenceKind.RESEARCH, 5, Level.THEORY),
    (EvidenceAsked.PRODUCTION, EvidenceKind.EDUCATION, 3, Level.THEORY),
    (EvidenceAsked.PRODUCTION, EvidenceKind.LISTED, 3, Level.LISTED),
    (EvidenceAsked.RESEARCH, EvidenceKind.RESEARCH, 4, Level.DEEP),
    (EvidenceAsked.RESEARCH, EvidenceKind.PRODUCTION, 4, Level.USED),
    (EvidenceAsked.RESEARCH, EvidenceKind.EDUCATION, 4, Level.THEORY),
]


@pytest.mark.parametrize(("asked", "kind", "depth", "level"), _CASES)
def test_level_by_evidence_asked_and_found(
    asked: EvidenceAsked, kind: EvidenceKind, depth: int, level: Level
) -> None:
    """The level follows from the kind asked, the kind found and the depth."""
    one = match(brief(asks("aws", evidence=asked)), profile(claim("aws", kind, depth)))
    assert part(one).level is level


def test_a_skill_nobody_mentions_is_not_stated() -> None:
    """Silence is neither for nor against."""
    contribution = part(match(brief(asks("aws")), profile()))
    assert (contribution.level, contribution.bits, contribution.quotes) == (Level.NOT_STATED, 0.0, ())


def test_a_narrower_skill_answers_a_wider_one_in_full() -> None:
    """PyTorch in production is deep learning in production."""
    asked = brief(asks("deep-learning"))
    narrow, own = match(asked, profile(claim("pytorch"))), match(asked, profile(claim("deep-learning")))
    assert part(narrow).bits == part(own).bits
    assert part(narrow).skill == "pytorch"
    assert part(narrow).via is None


@pytest.mark.parametrize("related", ["tensorflow", "deep-learning", "machine-learning"])
def test_a_related_skill_is_adjacent_and_worth_less(related: str) -> None:
    """A neighbour or a wider skill is named as the way, and is never equal to the skill itself."""
    asked = brief(asks("pytorch"))
    near, own = part(match(asked, profile(claim(related)))), part(match(asked, profile(claim("pytorch"))))
    assert near.level is Level.ADJACENT
    assert near.skill == related
    assert near.via
    assert 0 < near.bits < own.bits


def test_a_related_skill_that_is_only_listed_counts_nothing() -> None:
    """Only work carries over."""
    person = profile(claim("gcp", EvidenceKind.LISTED, 2))
    assert part(match(brief(asks("aws")), person)).level is Level.NOT_STATED


def test_related_skills_work_in_both_directions() -> None:
    """A neighbour link counts from either end."""
    assert part(match(brief(asks("gcp")), profile(claim("aws")))).level is Level.ADJACENT


def test_any_one_of_alternatives_is_enough() -> None:
    """AWS or Google Cloud: the best of the two counts in full."""
    asked = brief(asks("aws", "gcp", alternatives=True))
    one, both = match(asked, profile(claim("gcp"))), match(asked, profile(claim("gcp"), claim("aws")))
    assert part(one).bits == part(both).bits
    assert part(one).level is Level.DEEP


def test_all_of_several_skills_are_asked() -> None:
    """One of two is worth something, two of two more, and the label says which is missing."""
    asked = brief(asks("pytorch", "aws"))
    half, whole = match(asked, profile(claim("aws"))), match(asked, profile(claim("aws"), claim("pytorch")))
    assert 0 < part(half).bits < part(whole).bits
    assert part(half).label == "PyTorch: not stated; AWS: deep (in production)"


def test_denying_one_of_the_alternatives_is_no_denial() -> None:
    """Whoever says no to one of two has said nothing of the other."""
    asked = brief(asks("aws", "pytorch", alternatives=True))
    assert part(match(asked, profile(claim("aws", EvidenceKind.NEGATIVE, 0)))).level is Level.NOT_STATED


def test_denying_a_narrower_skill_says_nothing_of_the_wider() -> None:
    """Never PyTorch is not never deep learning."""
    person = profile(claim("pytorch", EvidenceKind.NEGATIVE, 0))
    assert part(match(brief(asks("deep-learning")), person)).level is Level.NOT_STATED


def test_a_denial_costs_bits_and_quotes_the_words() -> None:
    """A denial is below silence."""
    contribution = part(match(brief(asks("aws")), profile(claim("aws", EvidenceKind.NEGATIVE, 0))))
    assert contribution.bits < 0
    assert contribution.quotes


def test_flagged_denials_count_nothing() -> None:
    """Discredited text cannot speak against a person either."""
    person = profile(claim("aws", EvidenceKind.NEGATIVE, 0, flagged=True))
    assert part(match(brief(asks("aws")), person)).level is Level.NOT_STATED


def test_flagged_production_beside_honest_study_counts_as_study() -> None:
    """The quotes shown are those of the evidence that counted."""
    both = claim("aws", flagged=True, more=[evidence(EvidenceKind.EDUCATION, "A course in AWS")])
    contribution = part(match(brief(asks("aws")), profile(both)))
    assert contribution.level is Level.THEORY
    assert [q.text for q in contribution.quotes] == ["A course in AWS"]


def _dated(months: int) -> SkillClaim:
    return claim("aws", months=months)


def test_fewer_years_than_asked_scale_the_bits_down() -> None:
    """The more of the years asked are shown, the more bits; beyond them nothing changes."""
    asked = brief(asks("aws", years=5.0))
    bits = [part(match(asked, profile(_dated(m), years_relevant=0.0))).bits for m in (0, 12, 36, 60, 120)]
    assert bits[0] < bits[1] < bits[2] < bits[3] == bits[4]


def test_relevant_years_stand_in_for_months_of_a_skill() -> None:
    """A CV rarely dates each skill: relevant years count in full for experience, in part for one skill."""
    experience = brief(asks("aws", years=5.0, kind=RequirementKind.EXPERIENCE))
    one_skill = brief(asks("aws", years=5.0))
    short, long = profile(_dated(0), years_relevant=0.0), profile(_dated(0), years_relevant=5.0)
    assert part(match(experience, long)).bits == part(match(experience, profile(_dated(60)))).bits
    assert part(match(one_skill, short)).bits < part(match(one_skill, long)).bits
    assert part(match(one_skill, long)).bits < part(match(one_skill, profile(_dated(60)))).bits


def test_older_use_counts_a_little_less() -> None:
    """Recency is measured from the date of the reading."""
    asked = brief(asks("aws"))
    old, new = profile(claim("aws", last_used=Month(2012, 1))), profile(claim("aws"))
    assert 0.8 * part(match(asked, new)).bits < part(match(asked, old)).bits < part(match(asked, new)).bits


@pytest.mark.parametrize(("have", "level"), [(0, Level.NOT_STATED), (2, Level.USED), (4, Level.DEEP)])
def test_signals_answer_what_they_are_asked_for(have: int, level: Level) -> None:
    """A signal of 0 is no answer."""
    asked = brief(asks(text="Works with product", kind=RequirementKind.SIGNAL, signals=("collaboration",)))
    assert part(match(asked, profile(signals=(signal(Signal.COLLABORATION, have),)))).level is level


@pytest.mark.parametrize(
    ("have", "level"), [(3, Level.PRACTISED), (2, Level.PRACTISED), (1, Level.THEORY), (0, Level.NOT_STATED)]
)
def test_degrees_meet_or_fall_short(have: int, level: Level) -> None:
    """A degree above the one asked is as good as that one."""
    asked = brief(asks(text="Master's degree", kind=RequirementKind.EDUCATION, degree_level=2))
    assert part(match(asked, profile(education=(degree(have),), years_relevant=1.0))).level is level


@pytest.mark.parametrize(
    ("name", "study", "level"),
    [
        ("MSc", "Physics", Level.PRACTISED),
        ("MSc", "", Level.PRACTISED),
        ("MA", "Economics", Level.PRACTISED),
        ("MBA", "", Level.THEORY),
        ("Master", "Droit", Level.THEORY),
    ],
)
def test_a_degree_in_quite_another_field_does_not_meet_the_one_asked(
    name: str, study: str, level: Level
) -> None:
    """A technical degree is asked: another field is as a lower degree, an unknown one as before."""
    asked = brief(
        asks(
            text="Master's in Computer Science, Math or related field",
            kind=RequirementKind.EDUCATION,
            degree_level=2,
        )
    )
    held = replace(degree(2), degree=name, field=study)
    found = part(match(asked, profile(education=(held,), years_relevant=1.0)))
    assert found.level is level
    assert ("in another field" in found.label) is (level is Level.THEORY)


def test_the_degree_that_fits_is_the_one_that_counts() -> None:
    """Beside an MBA the bachelor's degree in the field asked is quoted, and meets what asks for one."""
    asked = asks(text="Bachelor's in Engineering", kind=RequirementKind.EDUCATION, degree_level=1)
    school = quote("BSc Informatics, Uni Norden", 60)
    held = (
        replace(degree(2), degree="MBA", field=""),
        replace(degree(1), degree="BSc", field="Informatics", quotes=(school,)),
    )
    found = part(match(brief(asked), profile(education=held, years_relevant=1.0)))
    assert (found.level, found.quotes) == (Level.PRACTISED, (school,))


def test_years_of_work_stand_in_for_a_degree() -> None:
    """Eight relevant years without a degree are worth part of it, and the roles are quoted."""
    asked = brief(asks(text="Bachelor's degree", kind=RequirementKind.EDUCATION, degree_level=1))
    contribution = part(match(asked, profile()))
    assert contribution.level is Level.USED
    assert "Example Labs" in contribution.quotes[0].text


def test_a_language_is_stated_or_the_document_is_written_in_it() -> None:
    """Both count, the statement more."""
    asked = brief(asks(text="German", kind=RequirementKind.LANGUAGE, language="de"))
    stated = profile(languages=(("de", quote("German C1")),))
    written = profile(language="de", passages=(passage("Betrieb der Plattform"),))
    assert part(match(asked, stated)).bits > part(match(asked, written)).bits > 0
    assert part(match(asked, profile())).level is Level.NOT_STATED


def test_bare_years_are_answered_by_relevant_years() -> None:
    """Years in another field do not count as relevant."""
    asked = brief(asks(text="Minimum 4 years", kind=RequirementKind.EXPERIENCE, years=4.0))
    outside = profile(speciality=Speciality.NON_TECH)
    assert part(match(asked, profile())).level is Level.PRACTISED
    assert part(match(asked, profile(years_relevant=1.0))).level is Level.USED
    assert part(match(asked, outside)).level is Level.NOT_STATED


def test_an_open_phrase_matches_a_claim_then_a_passage() -> None:
    """A tool outside the vocabulary is never silently ignored."""
    asked = brief(asks("~mqtt broker", text="MQTT broker operation at scale"))
    by_claim = match(asked, profile(claim("~mqtt broker", EvidenceKind.PRODUCTION, 2)))
    by_passage = match(asked, profile(passages=(passage("Ran the MQTT broker in four plants"),)))
    assert part(by_claim).bits > part(by_passage).bits > 0
    assert part(by_passage).label == "Mqtt broker: named in a passage (in production)"


def test_similar_wording_counts_less_and_is_labelled() -> None:
    """Most of the requirement's words in one passage are some evidence."""
    asked = brief(asks(text="Negotiated freight tariffs with rail carriers", kind=RequirementKind.OTHER))
    one = match(asked, profile(passages=(passage("Freight tariffs negotiated for rail"),)))
    assert part(one).bits > 0
    assert "similar words" in part(one).label
    assert part(match(asked, profile(passages=(passage("Rail is fun"),)))).bits == 0


@pytest.mark.parametrize(
    ("have", "level"),
    [
        (Seniority.STAFF, Level.PRACTISED),
        (Seniority.SENIOR, Level.PRACTISED),
        (Seniority.MID, Level.ADJACENT),
        (Seniority.JUNIOR, Level.DENIED),
    ],
)
def test_seniority_levels(have: Seniority, level: Level) -> None:
    """At or above the level asked is met, one below is near, further below is not met."""
    assert part(match(brief(), profile(seniority=have)), "seniority").level is level


def test_seniority_in_another_field_counts_nothing() -> None:
    """A senior accountant is not a senior engineer."""
    person = profile(speciality=Speciality.NON_TECH)
    assert part(match(brief(), person), "seniority").level is Level.NOT_STATED


def test_seniority_without_words_counts_nothing() -> None:
    """A level that no quote supports earns no bits."""
    person = profile(seniority_evidence=(), experience=())
    assert part(match(brief(), person), "seniority").level is Level.NOT_STATED


def test_a_neighbouring_speciality_is_adjacent() -> None:
    """The field a person comes from is named."""
    person = profile(speciality=Speciality.ML_ENGINEERING)
    contribution = part(match(brief(), person), "speciality")
    own = part(match(brief(), profile()), "speciality")
    assert contribution.level is Level.ADJACENT
    assert contribution.via == "Machine learning engineering"
    assert 0 < contribution.bits < own.bits


def test_work_in_the_defining_skills_counts_without_the_title() -> None:
    """Who does the work without the title is seen, with the work quoted."""
    person = profile(claim("vllm"), claim("llm-serving"), speciality=Speciality.SOFTWARE_OTHER)
    contribution = part(match(brief(), person), "speciality")
    assert contribution.level is Level.USED
    assert [q.text for q in contribution.quotes] == ["Llm serving production"]


def test_requirements_for_one_skill_share_its_weight() -> None:
    """PyTorch asked twice is not worth twice as much; unrelated skills keep their weight."""
    person = profile(claim("pytorch"), claim("docker"))

    def ratio(*skills: str) -> float:
        one = match(brief(*(asks(s) for s in skills)), person)
        return part(one, "r2").bits / part(one, "speciality").bits

    assert ratio("aws", "docker") > ratio("deep-learning", "pytorch") > ratio("pytorch", "pytorch")


def test_a_must_weighs_more_than_a_should_and_a_should_more_than_a_nice() -> None:
    """Importance scales the same level."""
    rows = [asks(s, importance=i) for s, i in zip(("aws", "pytorch", "docker"), Importance, strict=True)]
    person = profile(claim("aws"), claim("pytorch"), claim("docker"))
    must, should, nice = (part(match(brief(*rows), person), f"r{n}").bits for n in (1, 2, 3))
    assert must > should > nice > 0


def test_long_quotes_are_cut_and_stay_exact() -> None:
    """A quote longer than 400 characters is shortened with its span."""
    long = evidence(EvidenceKind.PRODUCTION, "x" * 900)
    person = profile(claim("aws", EvidenceKind.EDUCATION, 1, more=[long]))
    shown = part(match(brief(asks("aws")), person)).quotes[0]
    assert len(shown.text) == shown.span.end - shown.span.start == 400


@pytest.mark.parametrize("count", [1, 3, 12])
def test_listing_every_must_stays_in_the_lowest_band(count: int) -> None:
    """Words are not work: a junior with every must in a list is limited."""
    skills = ("pytorch", "aws", "docker", "kubernetes", "gcp", "vllm")
    person = profile(
        *(claim(s, EvidenceKind.LISTED, 1) for s in skills),
        passages=tuple(passage("I list things", EvidenceKind.LISTED) for _ in range(3)),
    )
    asked = brief(*(asks(skills[n % len(skills)]) for n in range(count)))
    assert match(asked, person).band == "limited"
