"""Degrees and schools are read from entries laid out in many ways."""

from __future__ import annotations

from hashlib import sha256

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.education import read_education
from assay.extraction.layout import read_layout


def degrees_of(text: str) -> list[tuple[str, str, str, str | None, int]]:
    """Degree, field, institution, year and level of each entry."""
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    return [
        (e.degree, e.field, e.institution, e.year, e.level)
        for e in read_education(read_layout(made, Month(2026, 6)))
    ]


ONE = {
    "austrian doctorate": ("Dr. rer. soc. oec. (Statistik), Universität Seefeld, 2013", ("Dr. rer. soc. oec.", "Statistik", "Universität Seefeld", "2013", 3)),
    "austrian master": ("Mag. rer. soc. oec. (Mathematik), Universität Seefeld, 2010", ("Mag. rer. soc. oec.", "Mathematik", "Universität Seefeld", "2010", 2)),
    "postgraduate course": ("2019   Postgraduate course in Data Science (evening), Ledwick School, Leeds", ("Postgraduate course", "Data Science", "Ledwick School", "2019", 0)),
    "school with who leads it": ("Seefeld Academy led by Brightmoor\nDiploma in Machine Learning · (2023)", ("Diploma", "Machine Learning", "Seefeld Academy", "2023", 0)),
    "commas": ("M.Sc. Statistics, Ledwick University, 2019", ("M.Sc.", "Statistics", "Ledwick University", "2019", 2)),
    "years left": ("2015 – 2018   B.Sc. Informatik, Hochschule Seefeld", ("B.Sc.", "Informatik", "Hochschule Seefeld", "2018", 1)),
    "school first": ("Ledwick University, PhD in Physics, 2012 - 2016", ("PhD", "Physics", "Ledwick University", "2016", 3)),
    "degree before the school": ("PhD Ledwick University, Computer Science\tLeeds\n• Thesis on graphs\tSept 2018 – May 2023", ("PhD", "Computer Science", "Ledwick University", "2023", 3)),
    "school without a word that says so": ("M.Sc. Computer Science, Technarion, 2018. Thesis: Segmentation", ("M.Sc.", "Computer Science", "Technarion", "2018", 2)),
    "degree in brackets behind its name": ("Advanced Master (LL.M.) in Technology Law, KU Seefeld, September 2025 – July 2026", ("Advanced Master", "Technology Law", "KU Seefeld", "2026", 2)),
    "italian": ("Laurea magistrale in Ingegneria informatica, Politecnico di Collina, 2021", ("Laurea magistrale", "Ingegneria informatica", "Politecnico di Collina", "2021", 2)),
    "polish": ("2016–2018   mgr inż. Informatyka, Politechnika Mostecka", ("mgr inż.", "Informatyka", "Politechnika Mostecka", "2018", 2)),
    "two lines": ("University of Seefeld, Austin, TX\tJune 2016\nBachelor of Arts, Business Administration", ("Bachelor of Arts", "Business Administration", "University of Seefeld", "2016", 1)),
    "field that begins with a link word": ("MSc Informatics Engineering, Instituto Colina, 2018", ("MSc", "Informatics Engineering", "Instituto Colina", "2018", 2)),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_one_degree_is_read_from_each_layout(name: str) -> None:
    """Degree, field, school, year and level come out the same however the entry is laid out."""
    text, expected = ONE[name]
    assert degrees_of(f"Ada Quill\n\nEDUCATION\n\n{text}\n") == [expected]


def test_large_language_models_are_no_degree_in_law() -> None:
    """LLM is a degree only beside the law, as a course title often has the other meaning."""
    assert (
        degrees_of("Ada Quill\n\nEDUCATION\n\nGenerative AI with LLM Application Development (2024)\n") == []
    )


def test_degrees_without_a_heading_are_found_by_their_lines() -> None:
    """Lines that open with a degree and bear a year are read where no education section is."""
    text = "Ada Quill\n\nEXPERIENCE\n\nData Engineer, Brightmoor Ltd, 2019 - 2022\n- Built.\n\nM.Sc. Physics, Technarion, 2018\nB.Sc. Physics, Technarion, 2016\n"
    assert [d[3] for d in degrees_of(text)] == ["2018", "2016"]


def test_a_degree_still_under_way_has_no_year_of_completion() -> None:
    """ "2024 - present" ends nothing yet."""
    assert (
        degrees_of("Ada Quill\n\nEDUCATION\n\nPhD in Physics, Ledwick University, 2024 - present\n")[0][3]
        is None
    )
