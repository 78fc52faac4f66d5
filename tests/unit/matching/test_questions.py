"""What to ask where the documents are silent."""

from __future__ import annotations

import re

import pytest
from tests.unit.matching.cast import asks, brief, claim, match, profile

from assay.domain.brief import EvidenceAsked, Importance, Requirement, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Seniority
from assay.matching.questions import question


def test_silence_on_a_must_becomes_a_question() -> None:
    """The question names the skill and the kind of evidence asked."""
    asked = brief(asks("aws", evidence=EvidenceAsked.PRODUCTION))
    assert match(asked, profile()).questions[0].startswith("Have you used AWS in production?")


def test_what_is_shown_is_not_asked() -> None:
    """Deep evidence leaves no question."""
    assert match(brief(asks("aws")), profile(claim("aws"))).questions == ()


def test_a_missing_part_is_asked_about_alone() -> None:
    """Of two skills asked, only the one that is not shown becomes a question."""
    found = match(brief(asks("aws", "pytorch")), profile(claim("aws"))).questions
    assert [q.split("?")[0] for q in found] == ["Have you used PyTorch in your work"]


def test_what_is_denied_is_not_asked_again() -> None:
    """The documents have answered."""
    assert match(brief(asks("aws")), profile(claim("aws", EvidenceKind.NEGATIVE, 0))).questions == ()


def test_musts_come_before_shoulds_and_nices_are_left_out() -> None:
    """The most bits at stake are asked first."""
    asked = brief(
        asks("docker", importance=Importance.NICE),
        asks("aws", importance=Importance.SHOULD),
        asks("pytorch"),
    )
    named = [q.split("used ")[1].split(" in ")[0] for q in match(asked, profile()).questions]
    assert named == ["PyTorch", "AWS"]


def test_being_above_the_level_becomes_a_question() -> None:
    """It costs nothing and is asked about in terms of scope."""
    found = match(brief(seniority=Seniority.MID), profile(seniority=Seniority.STAFF)).questions
    assert found == ("The role is set at mid level. How does that scope fit the work you want to do next?",)


def test_questions_are_few() -> None:
    """At most six, however much is open."""
    many = [asks(s) for s in ("aws", "gcp", "pytorch", "docker", "kubernetes", "vllm", "tensorflow")]
    assert (
        len(match(brief(*many, seniority=Seniority.MID), profile(seniority=Seniority.STAFF)).questions) == 6
    )


@pytest.mark.parametrize(
    ("requirement", "words"),
    [
        (asks("aws", "gcp", alternatives=True), "AWS or Google Cloud"),
        (asks("docker", "aws", "gcp"), "Docker, AWS and Google Cloud"),
        (asks("aws", years=3.0), "3 years of AWS"),
        (asks(text="Minimum 2 years", years=2.0), "2 years of relevant work"),
        (asks(text="German", kind=RequirementKind.LANGUAGE, language="de"), "speak and write German"),
        (asks(text="A degree.", kind=RequirementKind.EDUCATION), "The brief asks: A degree. Which degree"),
        (asks(text="Mentors others", kind=RequirementKind.SIGNAL), "example from your own work"),
        (asks("aws", evidence=EvidenceAsked.RESEARCH), "in research"),
    ],
)
def test_wording(requirement: Requirement, words: str) -> None:
    """Each kind of requirement has its own wording."""
    assert words in question(requirement)


def test_questions_never_touch_the_person() -> None:
    """No question asks for age, family, origin, health or belief."""
    unlawful = re.compile(
        r"\b(age|old|born|married|children|pregnan|nationality|religion|health|disab)", re.I
    )
    asked = [asks("aws", kind=k, text="X", evidence=e) for k in RequirementKind for e in EvidenceAsked]
    assert not [q for q in map(question, asked) if unlawful.search(q)]
