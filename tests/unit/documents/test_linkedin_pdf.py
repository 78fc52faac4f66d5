"""The PDF that LinkedIn makes of a profile: reading order, and the roles in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.linkedin_pdf import Profile, Role, profile_pdf

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.extraction import profile_from
from assay.extraction.layout import read_layout
from assay.taxonomy import load_taxonomy

ENGLISH = Profile(
    name="Ottoline Vance",
    headline="Staff ML Engineer at Fennimore Labs | LLM serving",
    place="Leeds, England, United Kingdom",
    contact=["ottoline@example.org", "www.linkedin.com/in/ottoline-", "vance-example (LinkedIn)"],
    skills=["vLLM", "PyTorch", "Kubernetes"],
    languages=["English (Native or Bilingual)", "Polish (Professional Working)"],
    certificates=["Certified Kubernetes Administrator"],
    summary=["I build serving systems for large language models and keep them cheap. Before that I ranked shops."],
    employers=[
        (
            "Fennimore Labs",
            "5 years 11 months",
            [
                Role(
                    "Staff ML Engineer", "March 2021 - Present (5 years 9 months)", "Leeds, England, United Kingdom",
                    ["- Built the vLLM serving tier: 400 requests a second on 16 GPUs, and cut its cost by 30% within a year of launch.",
                     "- Led four engineers."],
                ),
                Role("ML Engineer", "January 2019 - March 2021 (2 years 3 months)", "Leeds, England, United Kingdom",
                     ["Trained rankers with PyTorch for nine shops."]),
                Role("Machine Learning Intern", "June 2018 - December 2018 (7 months)"),
            ],
        ),
        ("Quill & Harrow", "", [Role("Data Analyst", "2016 - 2018 (2 years)", "York", ["Wrote dashboards in SQL."] * 12)]),
        ("Orchard Street Bank", "", [Role("Working Student", "September 2014 - July 2016 (1 year 11 months)", "", ["Cleaned tables."] * 10)]),
    ],
    education=[
        ("University of Leeds", "Master of Science - MS, Computer Science · (2012 - 2014)"),
        ("University of York", "Bachelor's degree, Mathematics · (2009 - 2012)"),
    ],
)  # fmt: skip

GERMAN = Profile(
    name="Wiebke Sandrock",
    headline="Senior Data Scientist bei Kornblum Versicherung AG",
    place="Köln, Nordrhein-Westfalen, Deutschland",
    contact=["wiebke@example.org"],
    skills=["PyTorch", "Zeitreihenanalyse", "SQL"],
    languages=["Deutsch (Native or Bilingual)", "Englisch (Full Professional)"],
    summary=["Ich entwickle Prognosen für Versicherungen."],
    employers=[
        (
            "Kornblum Versicherung AG",
            "6 Jahre 3 Monate",
            [
                Role("Senior Data Scientist", "Mai 2022 - Present (4 Jahre 7 Monate)", "Köln", ["Prognosemodelle mit PyTorch in Produktion gebracht."]),
                Role("Data Scientist", "September 2020 - Mai 2022 (1 Jahr 9 Monate)", "Köln", ["Schadensdaten mit SQL ausgewertet."]),
            ],
        ),
        ("Hansaring Statistik GmbH", "", [Role("Werkstudentin", "Oktober 2018 - August 2020 (1 Jahr 11 Monate)", "Köln")]),
    ],
    education=[("Universität zu Köln", "Master of Science - MS, Statistik · (2018 - 2020)")],
    words={"Contact": "Kontakt", "Top Skills": "Top-Kenntnisse", "Summary": "Zusammenfassung", "Experience": "Berufserfahrung", "Education": "Ausbildung"},
)  # fmt: skip


@pytest.mark.parametrize("profile", [ENGLISH, GERMAN], ids=["english", "german"])
def test_the_sidebar_comes_whole_and_nothing_of_it_is_hidden(profile: Profile) -> None:
    """Pale text on a dark bar is seen; the bar does not run into the column beside it."""
    document = read_bytes(profile_pdf(profile), "Profile.pdf")
    lines = document.text.splitlines()
    bar = [profile.word("Contact"), profile.contact[0], profile.word("Top Skills"), *profile.skills]

    assert document.hidden == ()
    assert [line for line in lines if line in bar] == bar
    assert lines.index(profile.languages[0]) < lines.index(profile.name)
    assert document.text.index(profile.name) < document.text.index(profile.employers[0][0] + "\n")


@pytest.mark.parametrize("profile", [ENGLISH, GERMAN], ids=["english", "german"])
def test_several_roles_at_one_employer_keep_their_employer(profile: Profile) -> None:
    """Title, employer and dates of each; the line with the total duration is no role."""
    document = read_bytes(profile_pdf(profile), "Profile.pdf")
    read = read_layout(document, Month(2026, 11)).experience
    found = [(e.title, e.employer, e.period.start.year if e.period.start else None) for e in read]
    wanted = [
        (role.title, employer, int(next(w for w in role.dates.split() if w.isdigit())))
        for employer, _, roles in profile.employers
        for role in roles
    ]

    assert sorted(found) == sorted(wanted)


def test_a_link_that_runs_over_the_edge_of_the_bar_does_not_mix_the_columns() -> None:
    """No white strip is left between them; the painted bar still tells them apart."""
    long = replace(ENGLISH, contact=["ottoline@example.org", "www.linkedin.com/in/ottoline-vance-example"])
    lines = read_bytes(profile_pdf(long), "Profile.pdf").text.splitlines()

    assert "Contact" in lines
    assert ENGLISH.name in lines
    assert ENGLISH.headline in lines


def test_page_numbers_stand_apart_from_the_career() -> None:
    """A role goes on behind the turn of a page; "Page 1 of 2" is no employer and no title."""
    document = read_bytes(profile_pdf(ENGLISH), "Profile.pdf")
    read = profile_from([document], as_of=Month(2026, 11), taxonomy=load_taxonomy()).profile.experience

    assert len(document.pages) == 2
    assert not any("Page" in e.title + e.employer for e in read)
