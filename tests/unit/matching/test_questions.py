"""What to ask where the documents are silent."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.unit.matching.cast import asks, brief, claim, match, profile, quote, shortlist

from assay.domain.brief import EvidenceAsked, Importance, RequiredSkill, Requirement, RequirementKind
from assay.domain.evidence import EvidenceKind
from assay.domain.skill import Seniority
from assay.matching.questions import Standing, question


def test_silence_on_a_must_becomes_a_question() -> None:
    """The question names the skill and the kind of evidence asked."""
    asked = brief(asks("aws", evidence=EvidenceAsked.PRODUCTION))
    assert match(asked, profile()).questions[0].startswith("Do you have experience with AWS in production?")


def test_what_is_shown_is_not_asked() -> None:
    """Deep evidence leaves no question."""
    assert match(brief(asks("aws")), profile(claim("aws"))).questions == ()


def test_a_missing_part_is_asked_about_alone() -> None:
    """Of two skills asked, only the one that is not shown becomes a question."""
    found = match(brief(asks("aws", "pytorch")), profile(claim("aws"))).questions
    assert [q.split("?")[0] for q in found] == ["Do you have experience with PyTorch"]


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
    named = [q.split("with ")[1].split("?")[0] for q in match(asked, profile()).questions]
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


def test_a_question_says_what_prompted_it() -> None:
    """The brief's sentence, and the candidate's where there is one."""
    words = quote("You know AWS", 7)
    asked = brief(asks("aws", quotes=(words,)), asks("pytorch"))
    found = match(asked, profile(claim("aws", EvidenceKind.LISTED, 1))).question_details
    listed = next(q for q in found if q.requirement == "r1")
    assert listed.text.startswith("You name AWS.")
    assert (listed.brief, listed.quotes[0].text) == ((words,), "AWS listed")
    silent = next(q for q in found if q.requirement == "r2")
    assert silent.quotes == ()
    assert silent.bits > 0


def test_near_and_studied_things_are_asked_about_as_such() -> None:
    """What is near is named; what was studied is asked for in work."""
    near = match(brief(asks("pytorch")), profile(claim("tensorflow")))
    assert near.questions[0].startswith("Your documents show TensorFlow but not PyTorch.")
    studied = match(brief(asks("pytorch")), profile(claim("pytorch", EvidenceKind.EDUCATION, 2)))
    assert studied.questions[0].startswith("You show PyTorch in study or trials.")


def test_of_several_things_none_is_called_near_that_is_not() -> None:
    """What is near one thing asked is told beside what is missing, as a fact and no likeness."""
    near = match(brief(asks("pytorch", "aws")), profile(claim("tensorflow")))
    assert near.questions[0].startswith("Your documents show TensorFlow but not PyTorch or AWS.")


def test_only_the_thing_listed_is_said_to_be_named() -> None:
    """Of two things asked the list holds one."""
    found = match(brief(asks("pytorch", "aws")), profile(claim("aws", EvidenceKind.LISTED, 1)))
    assert found.questions[0].startswith("You name AWS. Where")


@pytest.mark.parametrize(
    "words",
    [
        "Must be authorized to work in Ireland",
        "Willingness to travel once a quarter",
        "Rijbewijs B",
        "Führerschein Klasse B",
    ],
)
def test_terms_are_asked_as_terms(words: str) -> None:
    """Nobody is asked for an example of a permit, a journey or a driving licence from their work."""
    text = question(asks(text=words, kind=RequirementKind.OTHER))
    assert text == f"The brief says: {words}. Can you meet that?"


def test_names_of_the_vocabulary_read_as_words() -> None:
    """A label in a sentence has neither the capital of a heading nor a second name."""
    wanted = RequiredSkill(skill="x", label="Low-latency serving / latency optimization")
    text = question(replace(asks("aws", text="Under 5 ms"), skills=(wanted,)))
    assert text.startswith("Do you have experience with low-latency serving?")


def test_what_moves_the_ranking_most_is_asked_first() -> None:
    """Fewer bits come first where they overtake more people."""
    standing = Standing((0.0, 1.0, 1.2, 3.0))
    assert (standing.overtaken(0.0, 1.1), standing.overtaken(0.0, 0.5)) == (1, 0)
    asked = brief(asks("aws", importance=Importance.SHOULD), asks("pytorch"))
    ranked = shortlist(asked, profile(name="z"), profile(claim("aws"), claim("pytorch"), name="a"))
    last = ranked.matches[-1]
    assert [q.requirement for q in last.question_details] == ["r2", "r1"]
