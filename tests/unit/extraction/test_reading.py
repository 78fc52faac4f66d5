"""Roles, education, evidence and identity of invented CVs in several countries' layouts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.domain.evidence import EvidenceKind
from assay.domain.profile import FindingKind, Signal
from assay.domain.skill import Seniority, Speciality
from assay.extraction import Reading, profile_from
from assay.taxonomy import load_taxonomy

AS_OF = Month(2026, 11)


def read(text: str, name: str = "cv.txt") -> Reading:
    """The reading of a text."""
    return profile_from([read_bytes(text.encode(), name)], as_of=AS_OF, taxonomy=load_taxonomy())


def roles(text: str) -> list[tuple[str, str, str, str]]:
    """Title, employer, start and end of each role."""
    return [
        (e.title, e.employer, str(e.period.start), "present" if e.period.ongoing else str(e.period.end))
        for e in read(text).profile.experience
    ]


LAYOUTS = {
    "one line": "EXPERIENCE\nData Engineer - Alderpoint Ltd (retail), Leeds        Mar 2019 - Jun 2022\n- Built Spark pipelines.",
    "german, date left": "BERUFSERFAHRUNG\n\n03/2019 – 06/2022    Alderpoint GmbH, Leeds\n                     Data Engineer\n  - Spark-Strecken gebaut.",
    "date below": "Experience\n\nData Engineer\nAlderpoint Ltd, Leeds\nMarch 2019 - June 2022\n\n- Built Spark pipelines.",
    "markdown": "# Someone Else\n\n## Work\n\n### Data Engineer, Alderpoint Ltd (Mar 2019 - Jun 2022)\n\n- Built Spark pipelines.",
    "employer first": "WORK HISTORY\nALDERPOINT LTD (retail), Leeds                Mar 2019 to Jun 2022\nData Engineer\n* Built Spark pipelines.",
    "french": "EXPÉRIENCE PROFESSIONNELLE\nmars 2019 - juin 2022 | Data Engineer | Alderpoint SA, Lyon\n• Pipelines Spark.",
    "polish": "DOŚWIADCZENIE ZAWODOWE\n03.2019 – 06.2022    Data Engineer, Alderpoint sp. z o.o., Kraków\n- Potoki Spark.",
    "comma": "Employment\nData Engineer, Alderpoint Ltd, Leeds, Mar 2019 - Jun 2022\nBuilt Spark pipelines.",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_role_in_many_layouts(layout: str) -> None:
    """Title, employer and dates are the same wherever they stand."""
    found = roles(LAYOUTS[layout])

    assert len(found) == 1
    title, employer, start, end = found[0]
    assert (title, start, end) == ("Data Engineer", "2019-03", "2022-06")
    assert employer.lower().startswith("alderpoint")


def test_several_roles_at_one_employer_keep_it() -> None:
    """A promotion without the employer's name belongs to the employer above."""
    text = (
        "EXPERIENCE\nAlderpoint Ltd, Leeds\nSenior Data Engineer   2021 - present\n- Own the lake.\n\n"
        "Data Engineer   2018 - 2021\n- Built pipelines.\n"
    )

    assert [(t, e) for t, e, _, _ in roles(text)] == [
        ("Senior Data Engineer", "Alderpoint Ltd"),
        ("Data Engineer", "Alderpoint Ltd"),
    ]


def test_education_has_degree_school_year_and_level() -> None:
    """A master and a bachelor, one line each."""
    text = (
        "EDUCATION\nMSc Data Science, University of Leeds, 2018\nBSc Mathematics, University of York, 2016\n"
    )
    found = [(e.degree, e.institution, e.year, e.level) for e in read(text).profile.education]

    assert found == [("MSc", "University of Leeds", "2018", 2), ("BSc", "University of York", "2016", 1)]


CV = """Ines Kowalczyk-Prado
Leeds, United Kingdom | ines.kp@example.com | +44 555 0102 33

EXPERIENCE

Senior Machine Learning Engineer - Alderpoint Data Ltd, Leeds        Jan 2020 - present
- Own the ranking service on Kubernetes: 2,100 requests a second, on call one week in four.
- Feast feature store in production since 2021; eleven teams build on what I designed.
- Lead four engineers; we retrain 30 models a week with MLflow and roll back through canaries.
- Evaluated Ray for two weeks, not adopted.
- Supported the team that runs Airflow.
- I have never administered Slurm.

Intern - Pinewick Labs, York        Jun 2018 - Sep 2018
- Prototype of a chatbot with spaCy.

EDUCATION
MSc Data Science, University of York, 2019. Thesis on conformal prediction.
Course in Rust programming, two days, 2023

SKILLS
Python, JAX, Terraform
Languages: English, Polish (native)
Notice period: two months. Needs no visa sponsorship.
"""


@pytest.mark.parametrize(
    ("skill", "kind"),
    [
        ("kubernetes", EvidenceKind.PRODUCTION),
        ("feast", EvidenceKind.PRODUCTION),
        ("ray", EvidenceKind.APPLIED),
        ("slurm", EvidenceKind.NEGATIVE),
        ("apache-airflow", EvidenceKind.NEGATIVE),
        ("spacy", EvidenceKind.APPLIED),
        ("conformal-prediction", EvidenceKind.RESEARCH),
        ("rust", EvidenceKind.EDUCATION),
        ("jax", EvidenceKind.LISTED),
    ],
)
def test_the_kind_of_evidence_follows_the_words(skill: str, kind: EvidenceKind) -> None:
    """Production, trial, denial, second-hand, thesis, course and bare list are told apart."""
    claims = {c.skill: c for c in read(CV).profile.skills}

    assert claims[skill].kind is kind


def test_depth_follows_the_kind() -> None:
    """Owned production work is deeper than a trial, which is deeper than a list; denial is 0."""
    depth = {c.skill: c.depth for c in read(CV).profile.skills}

    assert depth["kubernetes"] > depth["ray"] > depth["jax"] > depth["slurm"] == 0


def test_every_claim_stands_on_its_span() -> None:
    """Quotes, mentions and role words are exact pieces of the document."""
    document = read_bytes(CV.encode(), "cv.txt")
    profile = profile_from([document], as_of=AS_OF, taxonomy=load_taxonomy()).profile
    quotes = [q for c in profile.skills for e in c.evidence for q in (e.quote, e.mention)]
    quotes += [q for e in profile.experience for q in (*e.quotes, *e.bullets)]
    quotes += [q for s in profile.signals for q in s.quotes] + [p.quote for p in profile.passages]

    assert quotes
    assert all(document.text[q.span.start : q.span.end] == q.text and len(q.text) <= 400 for q in quotes)


def test_the_career_is_judged_from_the_work() -> None:
    """Speciality, seniority and years; the internship does not count."""
    profile = read(CV).profile

    assert profile.speciality in (Speciality.ML_ENGINEERING, Speciality.MLOPS)
    assert profile.seniority is Seniority.SENIOR
    assert profile.years_relevant == pytest.approx(6.9, abs=0.3)  # months times the chance of being relevant
    production = profile.signal(Signal.PRODUCTION)
    assert production is not None
    assert production.level >= 1


def test_identity_and_mobility_are_split_off() -> None:
    """Name, mail and phone are identity; place and notice mobility; neither is in a passage."""
    reading = read(CV)

    assert reading.identity.name is not None
    assert reading.identity.name.text == "Ines Kowalczyk-Prado"
    assert [q.text for q in reading.identity.emails] == ["ines.kp@example.com"]
    assert reading.mobility.location is not None
    assert reading.mobility.location.text == "Leeds, United Kingdom"
    assert reading.mobility.notice_period is not None
    said = " ".join(p.quote.text for p in reading.profile.passages)
    assert "example.com" not in said
    assert "Kowalczyk" not in said


def test_languages_are_stated_ones() -> None:
    """The line that lists them."""
    assert [code for code, _ in read(CV).profile.languages] == ["en", "pl"]


def test_a_tool_before_its_time_is_found() -> None:
    """A role that ended before the tool existed."""
    text = "EXPERIENCE\nEngineer - Acme Ltd        2010 - 2014\n- Ran vLLM in production for 200 customers.\n"
    kinds = [f.kind for f in read(text).profile.findings]

    assert FindingKind.ANACHRONISM in kinds


def test_clean_cvs_have_no_findings() -> None:
    """No false alarm on an ordinary CV."""
    assert read(CV).profile.findings == ()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    """Whatever stands in a file, reading ends and every quote is exact."""
    from assay.errors import DocumentError

    try:
        document = read_bytes(text.encode("utf-8", "replace"), "cv.txt")
    except DocumentError:
        return
    profile = profile_from([document], as_of=AS_OF, taxonomy=load_taxonomy()).profile

    for claim in profile.skills:
        for piece in claim.evidence:
            assert document.text[piece.quote.span.start : piece.quote.span.end] == piece.quote.text


def test_a_unit_is_no_form_of_address() -> None:
    """Milliseconds stay in the blind view; a pronoun and a form of address do not."""
    text = "Ada Byron\n\nEXPERIENCE\nEngineer - Acme Ltd   2019 - 2021\n- She cut latency to 19 ms, said Ms Hopper.\n"
    masked = {q.text for q in read(text).identity.masks}

    assert {"She", "Ms"} <= masked
    assert "ms" not in masked


@pytest.mark.parametrize("mark", [">", "+", "•", "-"])
def test_a_quote_ends_where_its_bullet_does(mark: str) -> None:
    """Bullets as mails and typewriters write them part statements as any other do."""
    text = (
        f"EXPERIENCE\nData Engineer - Alderpoint Ltd, Leeds        Mar 2019 - Jun 2022\n"
        f"{mark} Built the Spark pipelines behind the tills\n{mark} Ran Kafka for nine teams in production\n"
    )
    claims = {c.skill: c for c in read(text).profile.skills}
    assert (
        claims["apache-kafka"].evidence[0].quote.text.lstrip(f"{mark} ")
        == "Ran Kafka for nine teams in production"
    )
