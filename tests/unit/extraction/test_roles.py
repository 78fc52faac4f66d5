"""Roles are read from entries laid out in many ways."""

from __future__ import annotations

from hashlib import sha256

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.profile import WorkKind
from assay.extraction.layout import CvLayout, read_layout

AS_OF = Month(2026, 6)


def layout_of(text: str) -> CvLayout:
    """The layout of a text as if read from a file."""
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    return read_layout(made, AS_OF)


def roles_of(text: str) -> list[tuple[str, str, str, str]]:
    """Title, employer, start and end of each role."""
    return [
        (
            e.title,
            e.employer,
            str(e.period.start),
            "present" if e.period.ongoing else str(e.period.end),
        )
        for e in layout_of(text).experience
    ]


NAME = "Ada Quill\nLeeds | ada@example.com\n\n"

ONE_ROLE = {
    "title at employer, dates below": (
        "EXPERIENCE\n\nData Engineer, Brightmoor Ltd, Leeds\nMarch 2019 - June 2022\n- Built pipelines.\n",
        ("Data Engineer", "Brightmoor Ltd", "2019-03", "2022-06"),
    ),
    "dates left, employer then title below": (
        "Experience\n05.2022 - now    Tarnwick Digital, Warszawa\n                 Machine Learning Engineer (team: 3)\n\n* Ran it.\n",
        ("Machine Learning Engineer", "Tarnwick Digital", "2022-05", "present"),
    ),
    "dates right of the employer, title below": (
        "EXPERIENCE\n\nOrvell Systems, Oslo                     July 2020 to date\nResearch Engineer\n\n- Ran it.\n",
        ("Research Engineer", "Orvell Systems", "2020-07", "present"),
    ),
    "employer in capitals, title below, rules around": (
        "EXPERIENCE\n\n-----------------\nTARVOLD, Oslo      Oct 2018 to June 2022\nApplied Scientist II\n-----------------\n\n* Did it.\n",
        ("Applied Scientist II", "TARVOLD", "2018-10", "2022-06"),
    ),
    "title then employer then dates, a line each": (
        "Experience\n\nSoftware Engineer\nPelmont\nJan 2017 - Dec 2019 (3 years)\n\nWrote Java.\n",
        ("Software Engineer", "Pelmont", "2017-01", "2019-12"),
    ),
    "employer then title then dates, a line each": (
        "Experience\n\nPelmont\nSoftware Engineer\nJan 2017 - Dec 2019 (3 years)\nLisbon, Portugal\n\nWrote Java.\n",
        ("Software Engineer", "Pelmont", "2017-01", "2019-12"),
    ),
    "title with a team after a comma, employer with a legal form above": (
        "EXPERIENCE\n\nKestrelmart Pte Ltd, Singapore (shop, 3M users)\nLead Engineer, Search Feed. Since Jan. 2022\n\n• Did.\n",
        ("Lead Engineer, Search Feed", "Kestrelmart Pte Ltd", "2022-01", "present"),
    ),
    "employer first, title after the place": (
        "WORK\n\nNorvane, Zürich. Software Engineer (L4, then L5), August 2018 – October 2022.\nWrote loaders.\n",
        ("Software Engineer (L4, then L5)", "Norvane", "2018-08", "2022-10"),
    ),
    "at sign": (
        "## Experience\n\n### Data Scientist @ Luminary (2019-2021)\n\n- Modelled.\n",
        ("Data Scientist", "Luminary", "2019", "2021"),
    ),
    "bars": (
        "Experience\nStaff Engineer | Calder & Sons | Q3 2018 – present\n• Led.\n",
        ("Staff Engineer", "Calder & Sons", "2018-07", "present"),
    ),
    "double dashes": (
        "EXPERIENCE\nML Engineer -- Vantage AI -- 2020-2023\n* Shipped.\n",
        ("ML Engineer", "Vantage AI", "2020", "2023"),
    ),
    "german with bei": (
        "Berufserfahrung\n\nseit 04/2021  Softwareentwicklerin bei Nordlicht GmbH, Kiel\n- Entwicklung.\n",
        ("Softwareentwicklerin", "Nordlicht GmbH", "2021-04", "present"),
    ),
    "french with chez": (
        "EXPÉRIENCE PROFESSIONNELLE\n\nDepuis mars 2020 : Ingénieure de données chez Valmora, Lyon\n• Pipelines.\n",
        ("Ingénieure de données", "Valmora", "2020-03", "present"),
    ),
    "french label and colon": (
        "EXPÉRIENCES\n\nmars 2018 – août 2020 : Consultante IA, Brise Conseil (ESN, 40 salariés), Nantes\n• Études.\n",
        ("Consultante IA", "Brise Conseil", "2018-03", "2020-08"),
    ),
    "spanish": (
        "Experiencia laboral\n\nCientífica de datos\nAguamar S.L., Valencia\nenero 2021 - actualidad\n- Modelos.\n",
        ("Científica de datos", "Aguamar S.L.", "2021-01", "present"),
    ),
    "italian": (
        "ESPERIENZE\n\nSviluppatrice software presso Collina S.r.l., Bologna\ndal 03/2019 al 05/2022\n- Java.\n",
        ("Sviluppatrice software", "Collina S.r.l.", "2019-03", "2022-05"),
    ),
    "portuguese with a team behind a dash, employer above": (
        "EXPERIÊNCIA\n\nPalmeira Pagamentos S.A. (fintech, 60 pessoas)\nEngenheira de Dados Pleno – Plataforma | mar/2023 – atual\n- Treino.\n",
        ("Engenheira de Dados Pleno – Plataforma", "Palmeira Pagamentos S.A.", "2023-03", "present"),
    ),
    "dutch": (
        "Werkervaring\n\nData scientist (gedetacheerd), Lijnwerk Consultancy, Amersfoort\nsept. 2016 – dec. 2020\n- Modellen.\n",
        ("Data scientist (gedetacheerd)", "Lijnwerk Consultancy", "2016-09", "2020-12"),
    ),
    "polish": (
        "Doświadczenie zawodowe\n\n09.2019 – obecnie  Programista Python, Mostek sp. z o.o., Kraków\n- API.\n",
        ("Programista Python", "Mostek sp. z o.o.", "2019-09", "present"),
    ),
    "a season before employer and title": (
        "Praca\n\nDoświadczenie\n\nlato 2018           Antena, Wrocław – staż: testy oprogramowania\n",
        ("staż", "Antena", "2018-06", "2018-08"),
    ),
    "since inside the line": (
        "WORK\n\nLibrary assistant, Ledwick College, since Oct. 2025, 8 hours a week\n",
        ("Library assistant", "Ledwick College", "2025-10", "present"),
    ),
    "labels": (
        "WORK EXPERIENCE\n\nDates: 01/02/2019 – 30/06/2021\nOccupation or position held: Statistician\nName and address of employer: Harrowgate Trust, York\nMain activities: surveys\n",
        ("Statistician", "Harrowgate Trust", "2019-02", "2021-06"),
    ),
    "labels with position": (
        "2. Work history\n\n2.1  April 2020 - present    Hoshimura Inc., Tokyo (chat for\n     online shops; 90 employees)\n     Position: Engineer, Inference Platform (3 members)\n\n     - Ran.\n",
        ("Engineer, Inference Platform", "Hoshimura Inc.", "2020-04", "present"),
    ),
    "company label": (
        "PROFESSIONAL EXPERIENCE\n\nCompany: Suryatech Pvt Ltd\nDesignation: Senior Analyst\nDuration: Jun 2018 to till date\n\nProject 1: Risk dashboards\n",
        ("Senior Analyst", "Suryatech Pvt Ltd", "2018-06", "present"),
    ),
    "working as, with": (
        "Professional Experience\n\n• Working as Data Engineer with Suryatech Pvt Ltd from June 2019 to till date.\n",
        ("Data Engineer", "Suryatech Pvt Ltd", "2019-06", "present"),
    ),
    "two-digit years": (
        "EXPERIENCE\n\nSpeech group, Ashmere University\nResearch Engineer                   Aug '16 — Jun '19\n* Kaldi.\n",
        ("Research Engineer", "Speech group, Ashmere University", "2016-08", "2019-06"),
    ),
    "iso with an open arrow": (
        "EXPERIENCE\n\n2018-05 ->   Pohjan Drives Oy, Oulu. Frequency converters for pumps.\n\n  Firmware.\n",
        ("", "Pohjan Drives Oy", "2018-05", "present"),
    ),
    "month and year with a full stop before the title": (
        "WORK\n\nJan. – Mar. 2018. Statistical consultant, Llano Copper (mining). Sensor data in R.\n",
        ("Statistical consultant", "Llano Copper", "2018-01", "2018-03"),
    ),
    "bold markdown": (
        "## Work\n\n**Backend Developer** — *Fernhill* \n*Feb 2020 – Present*\n\n- Go.\n",
        ("Backend Developer", "Fernhill", "2020-02", "present"),
    ),
    "dates between title and employer": (
        "EXPERIENCE\nAnalyst (Jan 2016 - Mar 2018), Fernhill Bank\n- Reports.\n",
        ("Analyst", "Fernhill Bank", "2016-01", "2018-03"),
    ),
    "employer with en": (
        "EXPERIENCIA\n\n2019-2022: Analista de datos en Aguamar\n- SQL.\n",
        ("Analista de datos", "Aguamar", "2019", "2022"),
    ),
    "dates above the title": (
        "Experience\n\n2019 – 2022\nPlatform Engineer\nFernhill, Bath\n- Ran clusters.\n",
        ("Platform Engineer", "Fernhill", "2019", "2022"),
    ),
    "full dates": (
        "EXPERIENCE\n\nPlatform Engineer, Fernhill (01/03/2019 - 15/07/2021)\n- Ran clusters.\n",
        ("Platform Engineer", "Fernhill", "2019-03", "2021-07"),
    ),
    "duration in brackets after the range": (
        "Experience\n\nFernhill · Full-time\nPlatform Engineer\nMar 2019 - Present · 7 yrs 4 mos\nBath, England\n- Ran.\n",
        ("Platform Engineer", "Fernhill", "2019-03", "present"),
    ),
    "same-year short range": (
        "EXPERIENCE\nData Analyst, Fernhill Bank, May–Sept 2021\n- Reports.\n",
        ("Data Analyst", "Fernhill Bank", "2021-05", "2021-09"),
    ),
}


@pytest.mark.parametrize("name", ONE_ROLE)
def test_one_role_is_read_from_each_layout(name: str) -> None:
    """Title, employer and dates come out the same however the entry is laid out."""
    text, expected = ONE_ROLE[name]
    assert roles_of(NAME + text) == [expected]


def test_two_roles_under_one_employer_share_its_name() -> None:
    """An employer's line with its own years opens a group; each role below has that employer."""
    text = "EXPERIENCE\n\nFernhill Bank, Bath   2015 - 2022\nSenior Engineer   2019 - 2022\n- Led.\nEngineer   2015 - 2019\n- Built.\n"
    assert roles_of(NAME + text) == [
        ("Senior Engineer", "Fernhill Bank", "2019", "2022"),
        ("Engineer", "Fernhill Bank", "2015", "2019"),
    ]


def test_an_employer_with_its_length_of_stay_holds_for_the_roles_below() -> None:
    """ "Fernhill / 4 years 2 months" names the employer of the titles that follow; places are no employers."""
    text = (
        "Experience\n\nFernhill\n4 years 2 months\n\nLead Engineer\nApril 2024 - Present (1 year)\nLondon, England, United Kingdom\n\n"
        "Set the direction.\n\nEngineer\nJanuary 2022 - April 2024 (2 years)\nLondon, England, United Kingdom\n\nBuilt it.\n"
    )
    assert roles_of(NAME + text) == [
        ("Lead Engineer", "Fernhill", "2024-04", "present"),
        ("Engineer", "Fernhill", "2022-01", "2024-04"),
    ]


def test_a_table_of_organisation_designation_and_duration_is_read_by_its_columns() -> None:
    """Rows of a table are entries; its header is none, and project blocks go to the employer they name."""
    text = (
        "Employment\nOrganisation          Designation          Duration\nSuryatech Pvt Ltd     Lead Analyst         Aug 2021 - till date\n"
        "Mahira Systems        Software Engineer    Jul 2018 - Jul 2021\n\nPROJECTS\nProject 1: Billing (Mahira Systems)\n* Wrote the batch jobs.\n"
    )
    assert roles_of(NAME + text) == [
        ("Lead Analyst", "Suryatech Pvt Ltd", "2021-08", "present"),
        ("Software Engineer", "Mahira Systems", "2018-07", "2021-07"),
    ]
    assert [b.text for b in layout_of(NAME + text).experience[1].bullets][-1] == "Wrote the batch jobs."


def test_a_leave_a_client_and_a_promotion_open_no_role() -> None:
    """What happened within a job, and time without one, is no entry of its own."""
    text = (
        "EXPERIENCE\n\n2018 - 2023  Consultant, Fernhill Conseil\n\nClient: Banque du Lac, since September 2020\n- Built.\n"
        "(since 01/2021 technical lead, 7 people)\n\nMarch - August 2022: parental leave.\n"
    )
    assert roles_of(NAME + text) == [("Consultant", "Fernhill Conseil", "2018", "2023")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Data Science Intern, Fernhill Bank, May 2020 - Aug 2020", WorkKind.INTERNSHIP),
        ("Doktorandin, Hochschule Seefeld, 2018 - 2021", WorkKind.PHD),
        ("Freelance Developer, 2018 - 2021", WorkKind.FREELANCE),
        ("Data Engineer, Fernhill Bank, 2018 - 2021", WorkKind.JOB),
    ],
)
def test_the_kind_of_an_entry_follows_from_its_words(line: str, kind: WorkKind) -> None:
    """Internships, doctorates and work on one's own account are told from jobs."""
    assert [e.kind for e in layout_of(f"{NAME}EXPERIENCE\n\n{line}\n- Work.\n").experience] == [kind]


def test_every_quote_is_an_exact_piece_of_the_document() -> None:
    """Title, employer, dates and bullets stand where their spans say."""
    for text, _ in ONE_ROLE.values():
        whole = NAME + text
        for entry in layout_of(whole).experience:
            for quote in (*entry.quotes, *entry.bullets):
                assert whole[quote.span.start : quote.span.end] == quote.text


def test_roles_told_in_sentences_are_read_where_there_are_no_entries() -> None:
    """A text in the third person names title, employer and years in its sentences."""
    text = (
        "Ada Quill is a machine learning engineer from Leeds.\n\nSince 2021 she has worked as a Senior Machine Learning Engineer at\n"
        "Fernhill Bank, where she built the scoring service.\n\nFrom 2017 to 2021 she was a data scientist at Pelmont GmbH in Berlin.\n"
    )
    assert roles_of(text) == [
        ("Senior Machine Learning Engineer", "Fernhill Bank", "2021", "present"),
        ("data scientist", "Pelmont GmbH", "2017", "2021"),
    ]


def test_columns_blank_lines_and_markdown_do_not_hide_an_entry() -> None:
    """A place in the right column, a blank line between the lines of a head, and underscores are layout only."""
    expected = [("Data Engineer", "Fernhill Bank", "2020-03", "present")]
    for entry in (
        "Fernhill Bank                                     Leeds, UK\nData Engineer                                     Mar 2020 - Present\n",
        "Data Engineer\n\nFernhill Bank\n\nMarch 2020 – Present\n\n",
        "**Fernhill Bank** | Leeds | _Mar 2020 - Present_\n**Data Engineer**\n",
        "Fernhill Bank, Data Engineer\tLeeds\n• Built a platform for many teams with care\tMarch 2020 – present\n",
        "March 2020 – Data Engineer, Fernhill Bank, Leeds\nPresent Building a platform.\n",
    ):
        assert roles_of(f"{NAME}EXPERIENCE\n\n{entry}- Built.\n") == expected, entry
