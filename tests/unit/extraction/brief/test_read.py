"""Whole briefs: what is asked, how much it matters, and what is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.extraction.brief.briefs import CHATTY, DUTCH, GERMAN, POLISH, document, read, with_words

from assay.domain.brief import EvidenceAsked, Importance, Remote, RequirementKind
from assay.extraction.brief.editable import from_yaml, to_yaml


@pytest.mark.parametrize(
    ("text", "words", "importance"),
    [
        (DUTCH, "Minimaal drie jaar", Importance.MUST),
        (DUTCH, "Airflow", Importance.MUST),
        (DUTCH, "brengt ze in productie", Importance.SHOULD),
        (DUTCH, "Kubernetes is een pre", Importance.NICE),
        (POLISH, "co najmniej 4 lata", Importance.MUST),
        (POLISH, "Apache Spark", Importance.SHOULD),
        (POLISH, "Kubernetes", Importance.NICE),
        (GERMAN, "Python-Kenntnisse", Importance.MUST),
        (GERMAN, "ROS 2", Importance.NICE),
        (CHATTY, "Kubernetes in production", Importance.MUST),
        (CHATTY, "Terraform", Importance.NICE),
    ],
)
def test_a_demand_matters_as_its_part_and_words_say(text: str, words: str, importance: Importance) -> None:
    """Headings as people write them, in several languages, and bonuses marked in the line itself."""
    assert with_words(read(text), words).importance is importance


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DUTCH, "C#"),
        (DUTCH, "vakantiedagen"),
        (DUTCH, "ongeacht leeftijd"),
        (POLISH, "Javy"),
        (POLISH, "netto"),
        (GERMAN, "C++"),
        (CHATTY, "Elm"),
        (CHATTY, "certificates"),
        (CHATTY, "pension"),
    ],
)
def test_story_benefits_and_what_is_not_asked_are_left_out(text: str, words: str) -> None:
    """What the company uses, offers or promises is no demand."""
    assert not [r for r in read(text).requirements if any(words in q.text for q in r.quotes)]


def test_what_a_demand_says_outright() -> None:
    """Years, alternatives, kind of evidence, degree and spoken languages."""
    brief = read(DUTCH)
    years = with_words(brief, "Minimaal drie jaar")
    either = with_words(brief, "Airflow")
    degree = with_words(brief, "wo-opleiding")

    assert (years.years, years.kind) == (3.0, RequirementKind.EXPERIENCE)
    assert either.alternatives
    assert {s.label for s in either.skills} == {"Apache Airflow", "Dagster"}
    assert (degree.kind, degree.degree_level, degree.skills) == (RequirementKind.EDUCATION, 1, ())
    assert [r.language for r in brief.requirements if r.language] == ["nl", "en"]
    assert with_words(read(CHATTY), "Kubernetes in production").evidence is EvidenceAsked.PRODUCTION


def test_terms_are_kept_apart() -> None:
    """Place, remote, sponsorship, pay and employment are no requirements."""
    dutch, polish, german = (read(t).constraints for t in (DUTCH, POLISH, GERMAN))

    assert dutch.locations == ("Utrecht, Netherlands",)
    assert (dutch.remote, dutch.sponsorship) == (Remote.HYBRID, "no")
    assert dutch.pay
    assert (dutch.pay.minimum, dutch.pay.maximum, dutch.pay.currency, dutch.pay.period) == (
        4200,
        5600,
        "EUR",
        "month",
    )
    assert polish.locations == ("Wrocław, Poland",)
    assert polish.pay
    assert (polish.pay.minimum, polish.pay.currency, polish.pay.period) == (18_000, "PLN", "month")
    assert german.pay
    assert (german.pay.maximum, german.pay.currency, german.pay.period) == (74_000, "EUR", "year")


@pytest.mark.parametrize("text", [DUTCH, POLISH, GERMAN, CHATTY])
def test_every_requirement_is_quoted_and_comes_back_from_the_editable_file(text: str) -> None:
    """Quotes are the brief's own words at their place; the file a recruiter edits loses nothing that is weighed."""
    source, brief = document(text), read(text)
    again = from_yaml(to_yaml(brief, source), source="role.yaml")

    for requirement in brief.requirements:
        assert all(source.text[q.span.start : q.span.end] == q.text for q in requirement.quotes)
        assert requirement.quotes
    assert [(r.text, r.importance, r.skills, r.years, r.quotes) for r in again.requirements] == [
        (r.text, r.importance, r.skills, r.years, r.quotes[:1]) for r in brief.requirements
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*DUTCH.split("\n"), *CHATTY.split("\n"), *POLISH.split("\n")]), max_size=30))
def test_any_heap_of_lines_is_read(lines: list[str]) -> None:
    """Lines in any order, with headings missing or doubled, give quoted requirements or none."""
    source = document("Role\n" + "\n".join(lines))
    brief = read(source.text)

    assert len({r.id for r in brief.requirements}) == len(brief.requirements)
    for requirement in brief.requirements:
        assert all(source.text[q.span.start : q.span.end] == q.text for q in requirement.quotes)
