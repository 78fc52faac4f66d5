"""Fields of study: what is technical, what is clearly something else, and what is left open."""

from __future__ import annotations

import pytest

from assay.taxonomy import Study, studies_in


@pytest.mark.parametrize(
    "text",
    [
        "BA in Computer Science", "B.Tech IT", "Diplom Wirtschaftsinformatik", "Laurea magistrale Fisica", "mgr inż. Automatyka",
        "Grado en Ingeniería Electrónica", "Doctor of Philosophy in Statistics", "Licence MIAGE informatique", "HBO Technische wiskunde",
        "Master’s/PhD in Computer Science, Math, Physics, Data Science, or STEM related field", "wykształcenie wyższe techniczne",
    ],
)  # fmt: skip
def test_technical_fields_are_known_in_eight_languages(text: str) -> None:
    """Whatever is counted with numbers."""
    assert studies_in(text) == {Study.TECHNICAL}


@pytest.mark.parametrize(
    "text",
    [
        "MBA", "BBA Marketing", "LL.M. Technology Law", "Licence droit", "BA Classics", "BSc Nursing", "Laurea in Giurisprudenza",
        "Magister Germanistik", "Licenciatura Periodismo", "Studium der Betriebswirtschaftslehre BWL", "Bachelor of Arts in History",
    ],
)  # fmt: skip
def test_other_fields_are_known_in_eight_languages(text: str) -> None:
    """A law degree stays one, whatever the law is about."""
    assert studies_in(text) == {Study.OTHER}


@pytest.mark.parametrize(
    "text", ["", "BSc", "BA Economics", "BSc Marine Biology", "a degree", "Master of Arts", "PhD"]
)
def test_what_cannot_be_told_is_left_open(text: str) -> None:
    """Neither the name of a degree nor a field between the two decides."""
    assert not studies_in(text)


def test_two_fields_are_both_kept() -> None:
    """A degree in both is in each."""
    assert studies_in("Master in Statistics and Management") == {Study.TECHNICAL, Study.OTHER}
