"""What no question may touch."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.cast import asks, brief, match, profile, quote

from assay.domain.brief import RequirementKind
from assay.domain.profile import Finding, FindingKind
from assay.matching.lawful import lawful_requirements, subjects, unlawful_subject

_UNLAWFUL = {
    "age": (
        "How old are you?",
        "What is your date of birth?",
        "Are you a recent graduate?",
        "Wie alt sind Sie?",
    ),
    "family": ("Are you married?", "Do you have children?", "Who does your childcare?", "Familienstand?"),
    "pregnancy": (
        "Are you pregnant?",
        "Do you plan parental leave?",
        "Sind Sie schwanger?",
        "Êtes-vous enceinte ?",
    ),
    "health": ("How is your health?", "Any illness?", "How many sick days did you take?"),
    "disability": ("Do you have a disability?", "Sind Sie schwerbehindert?", "Any handicap?"),
    "origin": (
        "What is your nationality?",
        "Are you a citizen?",
        "What is your ethnic background?",
        "Nationalité ?",
    ),
    "native language": (
        "Are you a native English speaker?",
        "Is German your mother tongue?",
        "Muttersprache Deutsch?",
    ),
    "religion or belief": ("What is your religion?", "Your political views?", "Konfession?"),
    "union": ("Are you in a trade union?", "Union member?", "Gewerkschaft?"),
    "pay history": (
        "What is your current salary?",
        "Your salary history?",
        "Last drawn pay?",
        "Bisheriges Gehalt?",
    ),
    "arrest record": (
        "Were you ever arrested?",
        "Any criminal record?",
        "Vorstrafen?",
        "Casier judiciaire ?",
    ),
    "sex or orientation": ("What is your gender?", "Your sexual orientation?"),
    "service record": ("What was your military discharge?", "Wehrdienst?"),
}
_LAWFUL = (
    "Have you run bias audits by gender and age?",
    "Have you worked with medical imaging or health records?",
    "Have you debugged race conditions?",
    "How well do you speak and write German?",
    "Have you used Ray in production?",
    "Have you built accessibility for disabled people?",
    "The role asks for 5 years of Go. Where have you done this work?",
    "Have you used union types or joins?",
    "Have you parented spans in a trace, and used child processes?",
)


def test_every_subject_is_covered() -> None:
    """The cases cover the list."""
    assert set(_UNLAWFUL) == set(subjects())


@pytest.mark.parametrize(("subject", "text"), [(s, t) for s, ts in _UNLAWFUL.items() for t in ts])
def test_unlawful_questions_are_seen(subject: str, text: str) -> None:
    """Each by its subject."""
    assert unlawful_subject(text) == subject


@pytest.mark.parametrize("text", _LAWFUL)
def test_questions_about_work_pass(text: str) -> None:
    """Though they use near words."""
    assert unlawful_subject(text) is None


def test_an_unlawful_requirement_never_becomes_a_question() -> None:
    """Neither by its own words nor where a finding of the brief names it."""
    words = quote("Must be under 35", 40)
    asked = brief(
        asks(text="Native German speaker", kind=RequirementKind.OTHER),
        asks(text="Fresh thinking", kind=RequirementKind.OTHER, quotes=(words,)),
        asks("aws"),
    )
    finding = Finding(kind=FindingKind.UNLAWFUL_REQUIREMENT, text="asks about age", quotes=(words,))
    found = match(replace(asked, findings=(finding,)), profile())
    assert {q.requirement for q in found.question_details} == {"r3"}
    assert lawful_requirements(replace(asked, findings=(finding,))) == {"r1", "r3"}
