"""Names of the skills that a demand asks for."""

from __future__ import annotations

import pytest
from tests.unit.extraction.brief.briefs import document

from assay.extraction.brief.naming import Named, named_in
from assay.extraction.brief.pieces import pieces_of
from assay.extraction.brief.segments import sentences_of
from assay.taxonomy import load_taxonomy

HEAD = "Data Engineer\nTallis Works, Leeds\n\nRequirements\n- At least two years with SQL\n- "


def asked(line: str) -> Named:
    """The skills that a line under requirements asks for."""
    taxonomy = load_taxonomy()
    return named_in(list(pieces_of(list(sentences_of(document(HEAD + line))), taxonomy))[-1], taxonomy)


def names(line: str) -> set[str]:
    """Every name the requirement gives its skills."""
    found = asked(line)
    return {n for s in (*found.skills, *found.also) for n in (s.label, *s.wordings)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Coach two junior engineers", "Mentoring"),
        ("Experience on the on-call rota", "On-call"),
        ("Experience explaining results to stakeholders", "Stakeholder communication"),
        ("Experience keeping latency and cost per request low", "Latency optimization"),
        ("Experience with AWS SageMaker", "AWS SageMaker"),
        ("Experience with AWS SageMaker", "Amazon SageMaker"),
        ("Expérience : encadrer un alternant", "Mentoring"),
        ("Experience with Python and Borealis.js", "Borealis.js"),
        ("Knowledge of consumer tea tasting", "Consumer tea tasting"),
    ],
)
def test_skills_are_named_as_people_name_them(line: str, name: str) -> None:
    """Described skills, the brief's own name beside ours, tools outside the vocabulary, plain phrases."""
    assert name in names(line)


def test_what_is_too_general_or_wider_is_shown_and_not_weighed() -> None:
    """A description too general to tell people apart stands beside, not among, what is weighed."""
    found = asked("Experience with XGBoost, explained in plain language")

    assert "stakeholder-management" in {s.skill for s in found.also}
    assert "XGBoost" in {s.label for s in found.skills}


def test_people_are_no_skill() -> None:
    """Working with data scientists asks for no data science."""
    assert "Data science" not in names("Experience working with data scientists on SQL")


def test_a_degree_asks_for_no_skill() -> None:
    """The subject of a degree is not weighed as a skill."""
    assert asked("Bachelor's degree in statistics or computer science").skills == ()


def test_either_is_enough() -> None:
    """Or parts alternatives; and does not."""
    assert asked("Experience with Airflow or Dagster").either
    assert not asked("Experience with Airflow and Dagster").either
