"""Findings to the author of a brief: what is unlawful, what cannot be met, and what is neither."""

from __future__ import annotations

import pytest
from tests.unit.extraction.brief.briefs import CHATTY, DUTCH, GERMAN, POLISH, read

from assay.domain.profile import Finding, FindingKind

HEAD = "Data Engineer\nTallis Works, Leeds\n\nRequirements\n- Strong SQL\n- "


def findings(text: str, kind: FindingKind) -> list[Finding]:
    """The findings of one kind."""
    return [f for f in read(text).findings if f.kind is kind]


UNLAWFUL = [
    "You are young and dynamic",
    "No older than 40",
    "Candidates under 35 only",
    "English native speakers only",
    "Male candidates only",
    "Please attach a recent photo",
    "German citizens only",
    "Unmarried and without children",
    "Must be in perfect health",
    "Wir sind ein junges, dynamisches Team",
    "Höchstens 35 Jahre alt",
    "Muttersprachler gesucht",
    "Bewerbung mit Lichtbild",
    "Équipe jeune et dynamique",
    "De langue maternelle française",
    "CV avec photo",
    "Sans enfants",
    "Edad máxima 35 años",
    "Buena presencia",
    "Español nativo",
    "Madrelingua italiana",
    "Età massima 30 anni",
    "CV corredato di foto",
    "Equipa jovem e dinâmica",
    "Falante nativo de português",
    "Jong en dynamisch team",
    "Nederlands als moedertaal",
    "Wiek do 35 lat",
    "CV ze zdjęciem",
    "Młody, dynamiczny zespół",
]

LAWFUL = [
    "No older than three years when it comes to releases",
    "Latency under 35 ms at the median",
    "At least 35 years of archived data are migrated",
    "Native or fluent English",
    "English at near-native level",
    "Please send your CV without a photo",
    "Ein Foto brauchen wir nicht",
    "We welcome applications from men and women of all ages, whatever their marital status",
    "All qualified applicants are considered without regard to age, sex or marital status",
    "Experience with React Native and cloud-native tools",
    "Two years of experience with young products",
    "US citizens only, as the work needs a security clearance",
    "Expérience avec des jeunes entreprises",
    "Fotografie von Bauteilen auswerten",
    "Single sign-on with Keycloak",
    "Gesundheitsdaten und deren Schutz",
]


@pytest.mark.parametrize("line", UNLAWFUL)
def test_an_unlawful_demand_is_quoted_with_what_to_write_instead(line: str) -> None:
    """Age, native language, gender, looks, photo, nationality, family and health, in eight languages."""
    (found,) = findings(HEAD + line, FindingKind.UNLAWFUL_REQUIREMENT)

    assert found.quotes
    assert all(q.text in line for q in found.quotes)
    assert "; " in found.text


@pytest.mark.parametrize("line", LAWFUL)
def test_harmless_words_raise_no_alarm(line: str) -> None:
    """Promises of equal treatment, levels, numbers of other things and names of tools."""
    assert not findings(HEAD + line, FindingKind.UNLAWFUL_REQUIREMENT)


def test_planted_faults_of_whole_briefs_are_found() -> None:
    """Several in one brief, each quoted."""
    german = findings(GERMAN, FindingKind.UNLAWFUL_REQUIREMENT)

    assert [f.quotes[0].text for f in german] == ["Deutsch als Muttersprache", "junges Team", "mit Lichtbild"]
    assert len(findings(POLISH, FindingKind.UNLAWFUL_REQUIREMENT)) == 2
    assert not read(CHATTY).findings
    assert not read(DUTCH).findings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "10+ years of hands-on LangChain experience", "LangChain"),
        (HEAD + "10+ years with Kafka\n- 4+ years of software engineering overall", "overall"),
        (
            "Junior Data Engineer\nTallis Works, Leeds\n\nRequirements\n- 8+ years of experience with SQL",
            "Junior",
        ),
        (HEAD + "You work fully remote\n- Five days a week in our Leeds office", "exclude"),
    ],
)
def test_contradictory_demands_are_reported(text: str, said: str) -> None:
    """Years beyond a tool's age, a part above the whole, a junior with many years, remote and on site."""
    (found,) = findings(text, FindingKind.CONTRADICTORY_REQUIREMENT)

    assert said in found.text
    assert found.quotes


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "10+ years with Java or Rust",
        HEAD + "3+ years of LangChain experience",
        HEAD + "4+ years of software engineering overall\n- 2+ years with Kafka",
        "Data Engineer\nFull-time · Entry level · Retail\n\nRequirements\n- 8+ years of experience with SQL",
        HEAD + "Coach junior engineers; 8+ years of experience with SQL",
        HEAD + "Fully remote, or in our office if you like",
    ],
)
def test_demands_that_agree_are_left_alone(text: str) -> None:
    """The label of a job board and juniors to be coached make no junior role."""
    assert not findings(text, FindingKind.CONTRADICTORY_REQUIREMENT)


def test_without_a_date_no_tool_is_too_young() -> None:
    """The age of tools is judged only as of a month given."""
    text = HEAD + "10+ years of hands-on LangChain experience"

    assert not [f for f in read(text, as_of=None).findings if "LangChain" in f.text]


def test_a_brief_without_requirements_says_so() -> None:
    """Nothing found is told, not hidden."""
    kinds = [f.kind for f in read("Gardener\n\nAbout us\nWe like gardens.").findings]

    assert kinds == [FindingKind.NO_REQUIREMENTS]
