"""What a brief says that asks nothing of a CV, and degrees beside years."""

from __future__ import annotations

import pytest
from tests.unit.extraction.brief.briefs import AS_OF, document

from assay.domain.brief import Requirement, RequirementKind
from assay.extraction import brief_from
from assay.taxonomy import load_taxonomy

_FRAME = """Machine Learning Engineer
{head}

Requirements:
- 5+ years of experience in machine learning
- Python and SQL
{rows}
"""


def asked(rows: str = "", head: str = "") -> tuple[Requirement, ...]:
    """The requirements of a brief with these rows."""
    text = document(_FRAME.format(head=head, rows=rows))
    return brief_from(text, load_taxonomy(), as_of=AS_OF).requirements


PLAIN = len(asked())


def test_a_row_of_terms_is_no_requirement() -> None:
    """Pay, notice and place in one row; the years in it are asked once, with what they are of."""
    head = (
        "Experience: 5+ yrs | CTC: ₹18,00,000 – ₹24,00,000 p.a. | Notice period: 15 days | Work from office"
    )
    assert len(asked(head=head)) == PLAIN


@pytest.mark.parametrize(
    "row",
    [
        "- CTC: 18-24 LPA",
        "- If you have only worked with one of them, that's fine too",
        "- You will report to the Director of Marketing Science",
        "- Visa?",
        "- Other duties as assigned",
    ],
)
def test_terms_and_reassurance_are_no_requirements(row: str) -> None:
    """Nobody is scored on the pay, on whom the post reports to, or on what does not matter."""
    assert len(asked(row)) == PLAIN


@pytest.mark.parametrize(
    ("row", "level"),
    [
        ("- B.E./B.Tech in CSE, ECE or allied branches", 1),
        ("- M.Tech or MCA in computer science", 2),
        ("- BSc in Computer Science", 1),
        ("- A doctorate in statistics, finished no longer than three years ago", 3),
    ],
)
def test_a_degree_is_a_degree_and_its_fields_are_no_skills(row: str, level: int) -> None:
    """Degrees as India writes them among them."""
    found = asked(row)[-1]
    assert (found.kind, found.degree_level, found.skills, found.years) == (
        RequirementKind.EDUCATION,
        level,
        (),
        None,
    )


def test_years_beside_a_degree_are_years_of_work() -> None:
    """One sentence asks for both; no years of the field studied are asked. Another way to the same is left out."""
    row = "- Bachelor's degree in statistics or economics and 3+ years of applied experience; or a Master's degree and 1+ year"
    degree, years = asked(row)[-2:]
    assert (degree.kind, degree.degree_level, degree.skills) == (RequirementKind.EDUCATION, 1, ())
    assert (years.years, years.skills) == (3.0, ())


@pytest.mark.parametrize("mark", ["3.2 ", "(b) ", "4) ", "a) "])
def test_the_number_of_a_paragraph_is_no_part_of_what_is_asked(mark: str) -> None:
    """Outline numbers are left out of the text; the quote keeps the brief's words."""
    found = asked(f"{mark}Experience with Terraform is required")[-1]
    assert found.text == "Experience with Terraform is required"


def test_a_number_of_years_stays() -> None:
    """It opens a requirement as an outline number does."""
    assert asked("- 3.5 years of experience with Terraform")[-1].text.startswith("3.5 years")
