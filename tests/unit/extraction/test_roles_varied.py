"""Roles and degrees in the layouts that single writers devise: each was once read wrongly."""

from __future__ import annotations

from hashlib import sha256

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.education import read_education
from assay.extraction.layout import CvLayout, read_layout


def layout_of(text: str) -> CvLayout:
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    return read_layout(made, Month(2026, 6))


def roles_of(text: str) -> list[tuple[str, str, str, str]]:
    """Title, employer, start and end of each role."""
    return [
        (e.title, e.employer, str(e.period.start), "present" if e.period.ongoing else str(e.period.end))
        for e in layout_of(text).experience
    ]


CASES = {
    "work on own account in lower case, dates behind a tab": (
        """Oksana Petrenko
Machine learning engineer

Experience
freelance — Kharkiv, then Valencia	Feb 2022 → Aug 2022
Built recommenders for two shops.
ML engineer — Brightmoor Labs, Lviv	May 2019 → Jan 2022
Ranking in production.
""",
        [
            ("freelance", "freelance", "2022-02", "2022-08"),
            ("ML engineer", "Brightmoor Labs", "2019-05", "2022-01"),
        ],
    ),
    "dates with two dots, headings between dashes": (
        """ada quill
-- work ---------------------------
2019-03 .. now    data engineer, brightmoor ltd (leeds)
2016-08 .. 2019-02    analyst, tarnwick analytics (oslo)
-- education ------
2012 .. 2016   BSc Mathematics, University of Leeds
-- skills ------
python, sql
""",
        [
            ("data engineer", "brightmoor ltd", "2019-03", "present"),
            ("analyst", "tarnwick analytics", "2016-08", "2019-02"),
        ],
    ),
    "sentences that tell beginnings": (
        """Ada Quill

I began in 2014 as a junior developer at Brightmoor Ltd in Leeds. In May 2017 I moved to Tarnwick Analytics as a data engineer. Since January 2021 I have been a machine learning engineer at Quillfish Labs.
""",
        [
            ("junior developer", "Brightmoor Ltd", "2014", "2017-05"),
            ("data engineer", "Tarnwick Analytics", "2017-05", "2021-01"),
            ("machine learning engineer", "Quillfish Labs", "2021-01", "present"),
        ],
    ),
    "sentences that tell beginnings, German": (
        """Ada Quill

2014 begann ich als Softwareentwicklerin bei der Brandmoor GmbH. Im Mai 2017 wechselte ich als Dateningenieurin zur Tarnwick AG. Seit Januar 2021 arbeite ich als Machine-Learning-Ingenieurin bei Quillfisch Labor.
""",
        [
            ("Softwareentwicklerin", "Brandmoor GmbH", "2014", "2017-05"),
            ("Dateningenieurin", "Tarnwick AG", "2017-05", "2021-01"),
            ("Machine-Learning-Ingenieurin", "Quillfisch Labor", "2021-01", "present"),
        ],
    ),
    "a list of clients": (
        """Bruno Keller
Freiberuflicher Data Scientist

Projekte

03/2023 – heute
Kunde: Rheinbahn AG
Rolle: Data Scientist
Prognosen mit LightGBM.

05/2021 – 02/2023
Kunde: Stadtwerke Ulm
Rolle: Datenanalyst
""",
        [
            ("Data Scientist", "Rheinbahn AG", "2023-03", "present"),
            ("Datenanalyst", "Stadtwerke Ulm", "2021-05", "2023-02"),
        ],
    ),
    "roles set in under their employer": (
        """Piet Dekker
Werkervaring
Rietlijn Advies B.V. (Utrecht)
  sinds maart 2021   lead data-engineer
  2018 - 2021        data-engineer
Klompenfabriek De Dijk (Zwolle)
  2015 - 2018        softwareontwikkelaar
""",
        [
            ("lead data-engineer", "Rietlijn Advies B.V.", "2021-03", "present"),
            ("data-engineer", "Rietlijn Advies B.V.", "2018", "2021"),
            ("softwareontwikkelaar", "Klompenfabriek De Dijk", "2015", "2018"),
        ],
    ),
    "positions labelled below numbered employers": (
        """Ada Quill
EMPLOYMENT HISTORY

1. Brightmoor Ltd, Leeds                                March 2019 to date
   Position: Senior Data Engineer (permanent)
   Reporting to the CTO.

2. Tarnwick Analytics, Oslo                             Aug 2016 to Feb 2019
   Position: Shop floor manager
""",
        [
            ("Senior Data Engineer", "Brightmoor Ltd", "2019-03", "present"),
            ("Shop floor manager", "Tarnwick Analytics", "2016-08", "2019-02"),
        ],
    ),
    "a list with semicolons": (
        """Employment: Staff Engineer, Brightmoor Ltd, Leeds (2019-present); Analyst, Tarnwick Analytics, Oslo (2016-2019); Intern, Quill & Co. (summer 2015).
Education: BSc Mathematics, University of Leeds, 2016.
""",
        [
            ("Staff Engineer", "Brightmoor Ltd", "2019", "present"),
            ("Analyst", "Tarnwick Analytics", "2016", "2019"),
            ("Intern", "Quill & Co.", "2015-06", "2015-08"),
        ],
    ),
    "bullets with dates in a column": (
        """EXPERIENCES

• Brandmoor SAS, Lyon                                   sept. 2021 – aujourd'hui
  Ingénieure données
    - pipelines Spark
• Mutuelle du Ponant, Brest                            oct. 2017 – août 2021
  Chargée d'études actuarielles
    - tarification
""",
        [
            ("Ingénieure données", "Brandmoor SAS", "2021-09", "present"),
            ("Chargée d'études actuarielles", "Mutuelle du Ponant", "2017-10", "2021-08"),
        ],
    ),
    "names in bold": (
        """# Ada

### Experience

**Staff Engineer** at **Brightmoor Ltd**, *2019 – now*
Platform.

**Analyst** at **Tarnwick Analytics**, *2016 – 2019*
Reports.

### Education
**BSc Mathematics**, University of Leeds, *2016*
""",
        [
            ("Staff Engineer", "Brightmoor Ltd", "2019", "present"),
            ("Analyst", "Tarnwick Analytics", "2016", "2019"),
        ],
    ),
    "titles below the years at their employer": (
        """Experience
Brightmoor Ltd, Leeds, 2015 to date
  Head of Data (2021 on)
  Senior Engineer (2018 to 2021)
  Engineer (2015 to 2018)
Tarnwick Analytics, Oslo, 2013 to 2015
  Analyst
""",
        [
            ("Head of Data", "Brightmoor Ltd", "2021", "present"),
            ("Senior Engineer", "Brightmoor Ltd", "2018", "2021"),
            ("Engineer", "Brightmoor Ltd", "2015", "2018"),
            ("Analyst", "Tarnwick Analytics", "2013", "2015"),
        ],
    ),
    "dates first, then at the employer": (
        """EMPLOYMENT

Since 11.2022 at Brightmoor Ltd (Leeds): MLOps Engineer
06.2018-10.2022 at Tarnwick Analytics (Oslo): DevOps Engineer
""",
        [
            ("MLOps Engineer", "Brightmoor Ltd", "2022-11", "present"),
            ("DevOps Engineer", "Tarnwick Analytics", "2018-06", "2022-10"),
        ],
    ),
    "dates with the hours a week": (
        """WORK EXPERIENCE:
Data Scientist (GS-13)
Office of Statistics, Department of Works, Washington, DC
03/2019 - Present, 40 hours per week
Supervisor: J. Doe
Duties: models.

Statistician (GS-11)
Bureau of Counts, Denver, CO
06/2016 - 02/2019, 40 hours per week
""",
        [
            ("Data Scientist", "Office of Statistics", "2019-03", "present"),
            ("Statistician", "Bureau of Counts", "2016-06", "2019-02"),
        ],
    ),
    "employers in capitals over departments": (
        """ADA QUILL
Leeds

PROFESSIONAL BACKGROUND

BRIGHTMOOR LTD (insurance, 900 people)
Data Platform
Staff Engineer, from 2022
Engineer, 2019-22

TARNWICK ANALYTICS
Research
Analyst, 2016-19
""",
        [
            ("Staff Engineer", "BRIGHTMOOR LTD", "2022", "present"),
            ("Engineer", "BRIGHTMOOR LTD", "2019", "2022"),
            ("Analyst", "TARNWICK ANALYTICS", "2016", "2019"),
        ],
    ),
    "a note about the title": (
        """Jörg Halberstadt

BERUFSERFAHRUNG

Brandmoor GmbH, Bremen
Leiter Modellentwicklung
(seit 01/2023 mit Personalverantwortung)
04/2020 – heute
- Aufbau der Plattform
""",
        [("Leiter Modellentwicklung", "Brandmoor GmbH", "2020-04", "present")],
    ),
    "title and dates in brackets amid a paragraph": (
        """To whom it may concern

Brightmoor Ltd, auditors, Leeds. Senior associate (09/2019 to 01/2022), audit of models: eleven engagements, among them the validation of two scorecards for a bank, and nothing that I may name here in more words.
""",
        [("Senior associate", "Brightmoor Ltd", "2019-09", "2022-01")],
    ),
    "a form with a row of another kind": (
        """Esperienza

  Date:              maggio 2022 – oggi
  Datore di lavoro:  Passolungo S.r.l., Padova
  Settore:           servizio idrico, 212.000 utenze
  Qualifica:         Responsabile dati (di fatto l'unico)
""",
        [("Responsabile dati (di fatto l'unico)", "Passolungo S.r.l.", "2022-05", "present")],
    ),
    "dot leaders": (
        """JOBS

DATA ENGINEER ............ Brightmoor Ltd ............ 07/2023 - Present
LIBRARY PAGE, THEN CATALOGUING CLERK ............ Quill Central Library ............ 2017 - 2022
""",
        [
            ("DATA ENGINEER", "Brightmoor Ltd", "2023-07", "present"),
            ("LIBRARY PAGE, THEN CATALOGUING CLERK", "Quill Central Library", "2017", "2022"),
        ],
    ),
    "lower case, set in, months in brackets": (
        """quill retail group, basel (31,000 staff)
    2024-          principal platform engineer, ML
    2019 (may)-24  platform engineer
tarnwick wire ag, lugano
    2016-19 (apr)  software engineer, test benches
""",
        [
            ("principal platform engineer, ML", "quill retail group", "2024", "present"),
            ("platform engineer", "quill retail group", "2019-05", "2024"),
            ("software engineer, test benches", "tarnwick wire ag", "2016", "2019-04"),
        ],
    ),
    "a season and its weeks": (
        """EXPERIENCE

Research intern, Quill & Harrow (publisher), Oslo
Summer 2024, thirteen weeks
  Was asked about retrieval.
""",
        [("Research intern", "Quill & Harrow", "2024-06", "2024-08")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_roles_are_read(name: str) -> None:
    text, roles = CASES[name]

    assert sorted(roles_of(text)) == sorted(roles)


def test_a_firms_projects_for_clients_are_no_posts() -> None:
    """They lie within the post at the firm; a freelancer's lie within none."""
    firm = "Experience\n\nConsultant, Brightmoor Ltd, Leeds\nMarch 2015 - present\n\n"
    client = "Client: Tarnwick Foods\nRole: Data Scientist\nPeriod: 05/2019 - 08/2020\n"

    assert roles_of(firm + client) == [("Consultant", "Brightmoor Ltd", "2015-03", "present")]


def test_a_contract_that_ends_after_the_reading_goes_on() -> None:
    text = "Experience\n\nData Engineer, Brightmoor Ltd\nJanuary 2026 until (contract) February 2027\n"

    assert roles_of(text) == [("Data Engineer", "Brightmoor Ltd", "2026-01", "present")]


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Ada Quill\n\nGo, Rust and Python daily. BA German, Leeds, 2009. (June 2026)\n", [("BA", "2009")]),
        (
            "WERDEGANG\n\nseit Mai 2021\nBrandmoor AG, Bremen\nDateningenieur\n\n2008 bis 2013\n"
            "Universität Leipzig, Magister Linguistik\n",
            [("Magister", "2013")],
        ),
        ("EARLIER\n\nDiploma in Physics, Brightmoor University, 2011.\n", [("Diploma", "2011")]),
        ("Ada Quill\n\nWrote an MSc module on privacy, 2025. Left the DBA, with regret, 2014.\n", []),
    ],
)
def test_degrees_outside_a_section_of_education(text: str, degrees: list[tuple[str, str]]) -> None:
    assert [(e.degree, e.year) for e in read_education(layout_of(text))] == degrees
