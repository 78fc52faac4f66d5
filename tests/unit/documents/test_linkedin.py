"""LinkedIn's data export: what tells of a career is read, everything else stays shut."""

from __future__ import annotations

import io
import zipfile

import pytest

from assay.documents import read_bytes
from assay.domain.dates import Month
from assay.errors import DocumentError, EmptyDocument, OversizedDocument, UnreadableDocument
from assay.extraction import profile_from
from assay.taxonomy import load_taxonomy

POSITIONS = """Company Name,Title,Description,Location,Started On,Finished On
Fennimore Labs,Staff ML Engineer,"• Built the vLLM serving tier, 400 requests a second.
• Cut GPU cost by 30%.","Leeds, UK",Mar 2021,
Fennimore Labs,ML Engineer,Trained rankers with PyTorch.  Wrote the feature store.,,Jan 2019,Mar 2021
"Quill & Harrow, Ltd",Analyst,,,2016,2018
"""
TABLES = {
    "Profile.csv": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location\n"
    'Ottoline,Vance,,1 Nowhere Road,May 3,ML engineer,"Serving, mostly",Software,LS1,"Leeds, United Kingdom"\n',
    "Positions.csv": POSITIONS,
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "University of Leeds,2012,2016,Thesis on queues,BSc Computer Science,Chess\n",
    "Skills.csv": 'Name\nPyTorch\n"Docker, Compose"\nKubernetes\n',
    "Certifications.csv": "Name,Url,Authority,Started On,Finished On,License Number\nCKA,,CNCF,Jun 2022,,X1\n",
    "Languages.csv": "Name,Proficiency\nPolish,Native or bilingual proficiency\n",
    "Projects.csv": "Title,Description,Url,Started On,Finished On\nTidewatch,Forecasts with XGBoost,,Jan 2020,Mar 2020\n",
    "Publications.csv": 'Name,Published On,Description,Publisher,Url\nQueues at rest,"Mar 4, 2019",,ACM,\n',
    "Honors.csv": "Title,Description,Issued On\nBest Paper,,Dec 2019\n",
    "Volunteering.csv": "Company Name,Role,Cause,Started On,Finished On,Description\nCode Club,Mentor,,Jan 2018,Feb 2019,\n",
}


def export(tables: dict[str, str | bytes], folder: str = "Complete_LinkedInDataExport_01-02-2026") -> bytes:
    """An export with these tables."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(f"{folder}/{name}", table)
    return stream.getvalue()


def test_every_table_of_a_career_is_read() -> None:
    """Roles with their bullets and months, degree, skills, certificate, languages, project, paper, award."""
    text = read_bytes(export(dict(TABLES)), "export.zip").text

    for line in (
        "Ottoline Vance",
        "Staff ML Engineer, Fennimore Labs    2021-03 - present",
        "- Built the vLLM serving tier, 400 requests a second.",
        "- Cut GPU cost by 30%.",
        "- Wrote the feature store.",
        "Analyst, Quill & Harrow, Ltd    2016 - 2018",
        "BSc Computer Science, University of Leeds, 2016",
        "Thesis on queues",
        "PyTorch, Docker, Compose, Kubernetes",
        "CKA, CNCF, 2022-06",
        "Polish: Native or bilingual proficiency",
        "Tidewatch    2020-01 - 2020-03",
        "Queues at rest, ACM, 2019-03",
        "Best Paper, 2019-12",
        "Mentor, Code Club    2018-01 - 2019-02",
    ):
        assert line in text.splitlines()


def test_address_birth_date_and_other_peoples_data_are_never_read() -> None:
    """Messages, connections, invitations and recommendations belong to others."""
    secret = dict.fromkeys(
        ("messages.csv", "Connections.csv", "Invitations.csv", "Recommendations_Received.csv"),
        "FROM,CONTENT\nx,Megatron DeepSpeed\n",
    )
    text = read_bytes(export({**TABLES, **secret}), "export.zip").text

    assert "Megatron" not in text
    assert "Nowhere Road" not in text
    assert "May 3" not in text


def test_notes_above_the_header_are_skipped() -> None:
    """As LinkedIn writes them above its Connections, with a comma and quotes in them."""
    noted = 'Notes:\n"When exporting, some rows may be missing, see help."\n\n' + POSITIONS
    text = read_bytes(export({**TABLES, "Positions.csv": noted}), "export.zip").text

    assert "Staff ML Engineer, Fennimore Labs    2021-03 - present" in text
    assert "When exporting" not in text


def test_the_roles_are_read_from_the_text() -> None:
    """Two posts at one employer and one at another, each with its dates."""
    document = read_bytes(export(dict(TABLES)), "export.zip")
    profile = profile_from([document], as_of=Month(2026, 11), taxonomy=load_taxonomy()).profile
    roles = {(e.title, e.employer, str(e.period.start)) for e in profile.experience}

    assert {
        ("Staff ML Engineer", "Fennimore Labs", "2021-03"),
        ("ML Engineer", "Fennimore Labs", "2019-01"),
    } <= roles


@pytest.mark.parametrize(
    ("tables", "error"),
    [
        ({"Profile.csv": ""}, EmptyDocument),
        ({"Positions.csv": "a,b\n1,2\n"}, EmptyDocument),
        (
            {"Positions.csv": "Company Name,Title\nX," + "y" * 200_000 + "\n"},
            UnreadableDocument,
        ),
        ({"Profile.csv": b"First Name\n" + b"0" * 45_000_000}, OversizedDocument),
    ],
)
def test_faults_are_refused_in_a_sentence(tables: dict[str, str | bytes], error: type[DocumentError]) -> None:
    """Empty tables, wrong columns, a cell without end, a bomb."""
    with pytest.raises(error) as caught:
        read_bytes(export(tables), "export.zip")

    assert "\n" not in str(caught.value)


def test_unbalanced_quotes_and_short_rows_do_not_stop_the_reading() -> None:
    """A quote never closed takes the rest of its table, and the other tables are read."""
    broken = 'Company Name,Title,Description\nOrchard Ltd,Engineer,"never closed\nA,B\nC\n'
    text = read_bytes(export({**TABLES, "Positions.csv": broken}), "export.zip").text

    assert "Engineer, Orchard Ltd" in text
    assert "Kubernetes" in text


def test_a_crowd_of_members_is_refused() -> None:
    """More files than an export has."""
    with pytest.raises(OversizedDocument, match="4001 parts"):
        read_bytes(
            export({"Profile.csv": "First Name\nA\n", **{f"{n}.csv": "" for n in range(4000)}}), "x.zip"
        )
