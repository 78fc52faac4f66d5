"""Roles come out the same in every layout, in every language served, and however they are told."""

from __future__ import annotations

from hashlib import sha256
from itertools import product

import pytest

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.extraction.layout import read_layout

_Role = tuple[str, str, str, str]


def roles_of(text: str) -> list[_Role]:
    """Title, employer, start and end of each role."""
    made = Document(name="cv.txt", sha256=sha256(text.encode()).hexdigest(), format="text", text=text)
    return [
        (e.title, e.employer, str(e.period.start), "present" if e.period.ongoing else str(e.period.end))
        for e in read_layout(made, Month(2026, 6)).experience
    ]


NAME = "Ada Quill\nada@example.com\n\n"
PEOPLE = {
    "en": [
        {"t": "Data Engineer", "e": "Brightmoor Ltd", "c": "Leeds", "a": "March 2019", "b": "June 2022"},
        {"t": "Machine Learning Engineer", "e": "Tarnwick Analytics", "c": "Oslo", "a": "August 2016", "b": "February 2019"},
    ],
    "de": [
        {"t": "Dateningenieur", "e": "Brandmoor GmbH", "c": "Bremen", "a": "März 2019", "b": "Juni 2022"},
        {"t": "Wissenschaftlicher Mitarbeiter", "e": "Tarnwick Analytik AG", "c": "Graz", "a": "August 2016", "b": "Februar 2019"},
    ],
    "fr": [
        {"t": "Ingénieure de données", "e": "Brandmoor SAS", "c": "Lyon", "a": "mars 2019", "b": "juin 2022"},
        {"t": "Analyste risques", "e": "Mutuelle du Ponant", "c": "Brest", "a": "août 2016", "b": "février 2019"},
    ],
    "es": [
        {"t": "Ingeniera de datos", "e": "Banco Arenal", "c": "Puebla", "a": "marzo de 2019", "b": "junio de 2022"},
        {"t": "Analista de riesgos", "e": "Seguros Tepeco", "c": "Mérida", "a": "agosto de 2016", "b": "febrero de 2019"},
    ],
    "it": [
        {"t": "Sviluppatore backend", "e": "Passolungo S.r.l.", "c": "Genova", "a": "marzo 2019", "b": "giugno 2022"},
        {"t": "Ricercatore junior", "e": "Istituto Galvani", "c": "Trieste", "a": "agosto 2016", "b": "febbraio 2019"},
    ],
    "pt": [
        {"t": "Engenheiro de dados", "e": "Marelo Serviços", "c": "Braga", "a": "março de 2019", "b": "junho de 2022"},
        {"t": "Consultora de BI", "e": "Atlanta Seguros", "c": "Faro", "a": "agosto de 2016", "b": "fevereiro de 2019"},
    ],
    "nl": [
        {"t": "Data-analist", "e": "Rietlijn Advies B.V.", "c": "Utrecht", "a": "maart 2019", "b": "juni 2022"},
        {"t": "Softwareontwikkelaar", "e": "Klompenfabriek De Dijk", "c": "Zwolle", "a": "augustus 2016", "b": "februari 2019"},
    ],
    "pl": [
        {"t": "Inżynier danych", "e": "Plonomat S.A.", "c": "Wrocław", "a": "marzec 2019", "b": "czerwiec 2022"},
        {"t": "Młodszy programista", "e": "Fabryka Lamp Beskid", "c": "Żywiec", "a": "sierpień 2016", "b": "luty 2019"},
    ],
}  # fmt: skip
SECTIONS = {"en": "WORK", "de": "WERDEGANG", "fr": "PARCOURS", "es": "TRAYECTORIA", "it": "ESPERIENZE", "pt": "PERCURSO", "nl": "LOOPBAAN", "pl": "DOŚWIADCZENIE"}  # fmt: skip
ANY_LANGUAGE = {
    "title, employer, dates on three lines": "{t}\n{e}\n{a} – {b}\n- x\n",
    "markdown with dates in italics below": "**{t}**, {e}\n_{a} – {b}_\n\n- x\n",
    "double colons": "{a} – {b} :: {t} :: {e}\n",
    "semicolons": "{t}; {e}; {a} – {b}; {c}\n",
    "place between employer and title": "{e}, {c}, {t}, {a} – {b}\n",
    "place first": "{c} | {e} | {t} | {a} – {b}\n",
    "employer in brackets with the dates": "{t} ({e}, {a} – {b})\n",
    "employer in brackets": "{a} – {b}: {t} ({e}, {c})\n",
    "square brackets": "{t} [{e}] {a} – {b}\n",
    "title in square brackets": "[{t}] {e} // {a} – {b}\n",
    "arrows": "{t} → {e} → {a} – {b}\n",
    "leaders": "{t} . . . . . . . . {e}, {a} – {b}\n",
    "row of a table": "|{a} – {b}|{t}|{e}|\n",
    "subheadings": "### {e}\n#### {t}\n*{a} – {b}*\n\nx\n",
    "every line spaced out": "{t}\n\n{e}\n\n{a} – {b}\n\nx\n",
    "title a blank line above": "{t}\n\n{e}, {a} – {b}\n\nx\n",
    "title a blank line below": "{e}, {a} – {b}\n\n{t}\n\nx\n",
    "dates on two lines": "{e}, {c}\n{t}\n{a}\n{b}\nx\n",
    "tabs": "{e}\n\t{t}\t{a}\t{b}\n\tx\n",
    "dates in brackets with the place": "{t} — {e}\n({a} – {b}, {c})\n  - x\n",
    "a bullet of dates": "* {a} – {b}\n  {t}\n  {e}\n",
    "framed title": "== {t} ==\n{e}, {c}, {a} – {b}\nx\n",
    "gender in brackets": "{t} (m/w/d), {e}, {a} – {b}\n- x\n",
    "icons": "💼 {t}\n🏢 {e}\n📅 {a} – {b}\n\nx\n",
}
ENGLISH = {
    "at on a line of its own": "{t}\n  at {e}\n  from {a} to {b}\n  x\n",
    "glued at sign": "{t} @{e} ({a} – {b})\n> x\n",
    "for": "{t} for {e} ({a} – {b})\n",
    "length": "{t} at {e} for three years, {a} to {b}\n",
    "as": "{e} ............ {a} – {b}\n  as {t}\n",
    "full stops": "{t}. {e}. {a} – {b}.\nBuilt the pipelines.\n",
    "a sentence follows": "{t}, {e}, {c}. {a} to {b}. Built all the pipelines of the group and kept them alive through two mergers that nobody had asked for.\n",
    "a sentence follows the title": "Before that: {e}, {c}, {a} to {b}, {t}. Built all the pipelines of the group and kept them alive through two mergers nobody wanted.\n",
    "until": "{a}\n{t}, {e} (until {b})\nBuilt things.\n",
}
TOLD = {
    "joined and left": "I joined {e} in {a} as a {t} and left in {b}.",
    "worked for": "From {a} to {b} I worked for {e} as a {t}.",
    "years in brackets": "At {e} ({a} to {b}) I was the {t} who kept the lights on.",
    "hired": "{e} hired me as a {t} in {a}; I stayed until {b}.",
    "job was": "My first job, from {a} to {b}, was {t} at {e}.",
    "became": "In {a} I moved to {e} to become their {t}; that lasted until {b}.",
    "employed by": "After that, from {a} until {b}, I was employed by {e} in the role of {t}.",
    "contract says": "From {a} to {b} I ran the pipelines at {e}; the contract said {t}.",
}


def _expected(people: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(p["t"], p["e"]) for p in people]


@pytest.mark.parametrize(("language", "layout"), list(product(PEOPLE, ANY_LANGUAGE)))
def test_a_layout_is_read_in_every_language(language: str, layout: str) -> None:
    """Two roles, no more, with title, employer and years, whatever stands between them."""
    body = "\n".join(ANY_LANGUAGE[layout].format(**p) for p in PEOPLE[language])
    roles = roles_of(f"{NAME}{SECTIONS[language]}\n\n{body}")
    assert [(t, e) for t, e, _, _ in roles] == _expected(PEOPLE[language])
    assert [(a[:4], b[:4]) for _, _, a, b in roles] == [("2019", "2022"), ("2016", "2019")]


@pytest.mark.parametrize("layout", ENGLISH)
def test_words_between_title_employer_and_dates_are_understood(layout: str) -> None:
    """ "At", "for", "as", "until" and full stops part what belongs apart."""
    body = "\n".join(ENGLISH[layout].format(**p) for p in PEOPLE["en"])
    roles = roles_of(f"{NAME}WORK\n\n{body}")
    assert [(t, e) for t, e, _, _ in roles] == _expected(PEOPLE["en"])
    assert [(a, b) for _, _, a, b in roles] == [("2019-03", "2022-06"), ("2016-08", "2019-02")]


@pytest.mark.parametrize("way", TOLD)
def test_a_role_told_in_a_sentence_over_two_lines_is_read(way: str) -> None:
    """Title, employer and dates are taken from a sentence, also where it wraps."""
    words = f"This is my story. {TOLD[way].format(**PEOPLE['en'][0])} I built what was needed and kept it running."
    half = words.rfind(" ", 0, 62)
    text = f"{NAME}{words[:half]}\n{words[half + 1 :]}\n\nI like bees.\n"
    assert roles_of(text) == [("Data Engineer", "Brightmoor Ltd", "2019-03", "2022-06")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Seit Mai 2019 arbeite ich als Data Engineer bei der Brightmoor GmbH.",
        "Depuis mai 2019, je suis Data Engineer chez Brightmoor GmbH.",
        "Desde mayo de 2019 trabajo como Data Engineer en Brightmoor GmbH.",
        "Sinds mei 2019 werk ik als Data Engineer bij Brightmoor GmbH.",
        "Od maja 2019 pracuję jako Data Engineer w Brightmoor GmbH.",
        "Desde maio de 2019 trabalho como Data Engineer na Brightmoor GmbH.",
    ],
)
def test_sentences_of_other_languages_tell_roles_too(sentence: str) -> None:
    """ "As ... at" is understood in the languages served."""
    assert roles_of(f"{NAME}{sentence}\n\n1985, Leeds\n") == [
        ("Data Engineer", "Brightmoor GmbH", "2019-05", "present")
    ]


@pytest.mark.parametrize(
    "heading",
    ["Where I've been", "── Where and when ──", "~ At the moment ~", "Posts\n-----", "PROFESSIONAL EXPERIANCE", "(A) CAREER IN ORDER OF TIME"],
)  # fmt: skip
def test_an_unusual_heading_opens_the_work(heading: str) -> None:
    """Headings are told by their words where they are set as headings; a slip of the pen does not matter."""
    text = f"{NAME}PROFILE\n\nI build things.\n\n{heading}\n\nData Engineer, Brightmoor Ltd, 2019 - 2022\n"
    assert roles_of(text) == [("Data Engineer", "Brightmoor Ltd", "2019", "2022")]


def test_a_chain_of_titles_in_one_line_is_a_role_each() -> None:
    """Each title begins at its date and ends where the next begins; the newest goes on."""
    text = f"{NAME}CAREER\n\nBrightmoor Ltd: Analyst Aug 2019 · Consultant Jul 2021 · Manager Jul 2025.\n"
    assert roles_of(text) == [
        ("Analyst", "Brightmoor Ltd", "2019-08", "2021-07"),
        ("Consultant", "Brightmoor Ltd", "2021-07", "2025-07"),
        ("Manager", "Brightmoor Ltd", "2025-07", "present"),
    ]


def test_a_dated_promotion_to_other_work_is_two_roles_a_rise_in_rank_is_one() -> None:
    """ "Administrator, then Engineer (from 2014)" is two roles; "Engineer, then Senior Engineer" is one."""
    two = f"{NAME}WORK\n\nBRIGHTMOOR LTD        Jul 2011 - Dec 2017\nSystems Administrator, then HPC Engineer (from 2014)\n- x\n"
    assert roles_of(two) == [
        ("HPC Engineer", "BRIGHTMOOR LTD", "2014", "2017-12"),
        ("Systems Administrator", "BRIGHTMOOR LTD", "2011-07", "2014"),
    ]
    one = f"{NAME}WORK\n\nEngineer, then Senior Engineer (from 2014) | Brightmoor Ltd | 2012 - 2016\n- x\n"
    assert [(a, b) for _, _, a, b in roles_of(one)] == [("2012", "2016")]


@pytest.mark.parametrize("same", ["same firm", "Ebenda", "same employer", "idem", "même maison"])
def test_the_same_house_is_the_employer_named_before(same: str) -> None:
    """A role at "same firm" has the employer of the entry above."""
    text = f"{NAME}WORK\n\n2019 - 2022   Brightmoor Ltd    Lead Engineer\n2016 - 2019   {same}    Engineer\n"
    assert [e for _, e, _, _ in roles_of(text)] == ["Brightmoor Ltd", "Brightmoor Ltd"]


def test_an_employer_may_only_be_described() -> None:
    """ "A credit union in Moncton" is an employer without a name."""
    text = f"{NAME}WORK\n\n2020 – 2021    Data Engineer, a credit union in Moncton\n"
    assert roles_of(text) == [("Data Engineer", "a credit union in Moncton", "2020", "2021")]


@pytest.mark.parametrize(
    "line",
    [
        "Mar 2022 - Aug 2023: no normal job, volunteer help in the village",
        "Mar. – July 2023        between posts, travelling",
        "Career break | September 2016 to December 2017 | two children",
        "Sept 2024 – Jan 2025: full time study",
        "2016 – 2018    MSc Bioinformatics, Ledwick University",
        "Aug 2019-Jun 2024 | Ledwick University | B.Eng. (Comp. Eng.), Hons",
        "2023-09 tot 2024-06\tBootcamp Data & AI\t(voltijds, Gent)",
    ],
)
def test_idle_times_and_schooling_are_no_roles(line: str) -> None:
    """What is not work is left out, though it stands among the work with its dates."""
    text = f"{NAME}WORK\n\n2019 – 2022    Data Engineer, Brightmoor Ltd\n\n{line}\n"
    assert roles_of(text) == [("Data Engineer", "Brightmoor Ltd", "2019", "2022")]


def test_a_profile_export_keeps_employers_over_page_ends_and_places() -> None:
    """A page's number is no employer, nor is the place below the dates."""
    text = (
        f"{NAME}Experience\n\nBrightmoor\n5 years 2 months\n\nLead Engineer\nApril 2023 - Present (3 years)\nQuorbury, England\n\nLed it.\n\n"
        "Page 1 of 2\n\nEngineer\nApril 2021 - March 2023 (2 years)\nQuorbury, England\n\nBuilt it.\n"
    )
    assert [(t, e) for t, e, _, _ in roles_of(text)] == [
        ("Lead Engineer", "Brightmoor"),
        ("Engineer", "Brightmoor"),
    ]


def test_blocks_of_clients_and_projects_are_no_roles_beside_the_jobs_listed() -> None:
    """ "Project / Client / Role / Duration" tells of work within a job."""
    text = (
        f"{NAME}WORK EXPERIENCE:\n- Working as Data Engineer in Brightmoor Pvt. Ltd., Leeds from Jan 2024 to Till Date.\n"
        "- Worked as Test Analyst in Tarnwick Softech, Oslo from Dec 2017 to Jan 2023.\n\nPROJECT DETAILS:\n\n"
        "Project 1:       Letters\nClient:          Fernhill Bank\nRole:            Technical Lead\nTeam Size:       4\nDuration:        Jun 2024 - Till Date\n"
        "Environment:     Python\n"
    )
    assert [(t, e) for t, e, _, _ in roles_of(text)] == [
        ("Data Engineer", "Brightmoor Pvt. Ltd."),
        ("Test Analyst", "Tarnwick Softech"),
    ]


def test_a_form_with_from_and_to_is_read() -> None:
    """Labels part title, employer, first and last month."""
    text = (
        f"{NAME}WORK HISTORY\n\nJob title       Data Engineer\nCompany         Brightmoor Ltd\nFrom            11/2024\nTo              (current)\n\n"
        "Job title       Test Analyst\nCompany         Tarnwick Softech\nFrom            06/2023\nTo              08/2024\n"
    )
    assert roles_of(text) == [
        ("Data Engineer", "Brightmoor Ltd", "2024-11", "present"),
        ("Test Analyst", "Tarnwick Softech", "2023-06", "2024-08"),
    ]


def test_years_before_months_in_columns_are_read() -> None:
    """A record of service writes "17 MAY    19 JUN"."""
    text = f"{NAME}DUTY HISTORY\n\n17 MAY    19 JUN    SYSTEMS OPERATOR     QUORBURY AIR BASE\n20 JAN    PRESENT   HPC ENGINEER     BRIGHTMOOR INSTITUTE\n"
    assert roles_of(text) == [
        ("SYSTEMS OPERATOR", "QUORBURY AIR BASE", "2017-05", "2019-06"),
        ("HPC ENGINEER", "BRIGHTMOOR INSTITUTE", "2020-01", "present"),
    ]


def test_an_ordinal_ends_no_sentence() -> None:
    """ "Seit dem 1. März 2026 bin ich ..." is one sentence."""
    text = (
        f"{NAME}Seit dem 1. März 2026 bin ich Entwicklerin bei der Brandmoor GmbH in Jena.\n\n1990, Bremen\n"
    )
    assert roles_of(text) == [("Entwicklerin", "Brandmoor GmbH", "2026-03", "present")]
