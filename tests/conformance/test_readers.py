"""One suite for every reader: the same CV in each format."""

from __future__ import annotations

import configparser
import hashlib
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from assay.documents import FORMATS, read_bytes
from assay.domain.document import Document
from assay.errors import DocumentError

LINES = [
    "Ines Kowalczyk-Prado",
    "Experience",
    "Machine Learning Engineer, Alderpoint Data, 2019 - 2023",
    "Ran the ranking service for nine shops; latency from 210 ms to 65 ms.",
    "Trained and deployed LightGBM models every night.",
    "Education",
    "MSc Computer Science, University of Leeds, 2018",
]
HIDDEN = "Kubernetes vLLM DeepSpeed Megatron"


def as_text() -> bytes:
    return "\n".join(LINES).encode()


def as_html(hidden: bool = False) -> bytes:
    rows = "".join(f"<p>{line}</p>" for line in LINES)
    secret = f'<p style="color:#ffffff">{HIDDEN}</p>' if hidden else ""
    return f"<!doctype html><html><head><title>x</title></head><body>{rows}{secret}</body></html>".encode()


def as_pdf(hidden: bool = False) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 780 - 18 * number, line)
    if hidden:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 500, HIDDEN)
    canvas.save()
    return stream.getvalue()


def as_docx(hidden: bool = False) -> bytes:
    from docx import Document as Word

    word = Word()
    for line in LINES:
        word.add_paragraph(line)
    if hidden:
        word.add_paragraph().add_run(HIDDEN).font.hidden = True
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def as_json() -> bytes:
    return json.dumps(
        {
            "basics": {"name": LINES[0]},
            "work": [
                {
                    "name": "Alderpoint Data",
                    "position": "Machine Learning Engineer",
                    "startDate": "2019-01",
                    "endDate": "2023-01",
                    "highlights": LINES[3:5],
                }
            ],
        }
    ).encode()


def as_rtf(hidden: bool = False) -> bytes:
    body = "\\par\n".join(LINES)
    secret = f"\\par {{\\v {HIDDEN}}}" if hidden else ""
    return f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs22 {body}{secret}\\par}}".encode("ascii")


ODT_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "style": "style", "fo": "xsl-fo-compatible", "table": "table", "draw": "drawing"
    }.items()
)  # fmt: skip


def odt(paragraphs: str, styles: str = "") -> bytes:
    """A minimal OpenDocument text."""
    stream = io.BytesIO()
    content = (
        f"<office:document-content {ODT_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in (("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def as_odt(hidden: bool = False) -> bytes:
    rows = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    style = '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    secret = f'<text:p><text:span text:style-name="T1">{HIDDEN}</text:span></text:p>' if hidden else ""
    return odt(rows + secret, style)


def as_linkedin() -> bytes:
    tables = {
        "Profile.csv": "First Name,Last Name,Maiden Name,Headline,Summary\nInes,Kowalczyk-Prado,,,\n",
        "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
        f'Alderpoint Data,Machine Learning Engineer,"{LINES[3]}  {LINES[4]}",Leeds,Jan 2019,Jan 2023\n',
        "messages.csv": "FROM,TO,CONTENT\nAnyone,Ines,Kubernetes is nice\n",
    }
    return zipped({f"Basic_LinkedInDataExport/{name}": table.encode() for name, table in tables.items()})


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP whose bytes are the same each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return stream.getvalue()


def as_europass() -> bytes:
    activities = "".join(f"&lt;li&gt;{line}&lt;/li&gt;" for line in LINES[3:5])
    return (
        '<?xml version="1.0" encoding="UTF-8"?><SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass">'
        "<LearnerInfo><Identification><PersonName><FirstName>Ines</FirstName><Surname>Kowalczyk-Prado</Surname>"
        "</PersonName></Identification><WorkExperienceList><WorkExperience>"
        '<Period><From year="2019" month="--01"/><To year="2023" month="--01"/></Period>'
        "<Position><Label>Machine Learning Engineer</Label></Position>"
        f"<Activities>&lt;ul&gt;{activities}&lt;/ul&gt;</Activities>"
        "<Employer><Name>Alderpoint Data</Name></Employer></WorkExperience></WorkExperienceList>"
        "</LearnerInfo></SkillsPassport>"
    ).encode()


def as_posting() -> bytes:
    return json.dumps(
        {
            "@context": "https://schema.org", "@type": "JobPosting", "title": LINES[0],
            "hiringOrganization": {"@type": "Organization", "name": "Alderpoint Data"},
            "description": "".join(f"<p>{line}</p>" for line in LINES[3:5]),
        }
    ).encode()  # fmt: skip


MAKERS = {
    "cv.txt": as_text, "cv.html": as_html, "cv.pdf": as_pdf, "cv.docx": as_docx, "cv.json": as_json, "cv.rtf": as_rtf,
    "cv.odt": as_odt, "export.zip": as_linkedin, "cv.xml": as_europass, "post.json": as_posting,
}  # fmt: skip
BY_OTHER_PROGRAMS = {"image", "doc"}
"""Formats that need a program of the system; tests/unit/documents/test_ocr.py and test_doc.py."""

BESIDE_CVS = {"bibtex", "orcid", "github", "attested"}
"""Formats of evidence beside a CV; tests/unit/documents/ has a file for each."""


def test_every_format_has_a_case() -> None:
    """A new reader must join this suite."""
    assert {read_bytes(make(), name).format for name, make in MAKERS.items()} == set(
        FORMATS
    ) - BY_OTHER_PROGRAMS - BESIDE_CVS


def test_every_reader_stands_in_the_independence_contract() -> None:
    """The import contract that readers do not know one another names all of them."""
    contracts = configparser.ConfigParser()
    contracts.read(Path(__file__).parents[2] / ".importlinter", encoding="utf-8")

    assert set(contracts["importlinter:contract:formats"]["modules"].split()) == set(FORMATS.values())


@pytest.fixture(params=sorted(MAKERS))
def document(request: pytest.FixtureRequest) -> Document:
    """The CV as each reader gives it."""
    return read_bytes(MAKERS[request.param](), request.param)


def test_the_words_come_in_order(document: Document) -> None:
    """Each line of the CV that the format holds stands in the text, in order."""
    values_only = document.format in ("jsonresume", "linkedin", "europass", "jobposting")
    wanted = [line for line in LINES if not values_only or line in (LINES[0], LINES[3], LINES[4])]
    places = [document.text.find(line) for line in wanted]

    assert -1 not in places
    assert places == sorted(places)


def test_the_document_names_its_bytes(document: Document) -> None:
    """sha256, pages over the whole text, lines inside it, no carriage return."""
    made = MAKERS[document.name]()
    if document.format != "docx":  # a DOCX made twice differs in its times
        assert document.sha256 == hashlib.sha256(made).hexdigest()
    assert document.pages
    assert document.pages[-1].span.end <= len(document.text)
    assert all(0 <= line.span.start <= line.span.end <= len(document.text) for line in document.lines)
    assert "\r" not in document.text


@pytest.mark.parametrize(
    ("name", "make"),
    [("cv.html", as_html), ("cv.pdf", as_pdf), ("cv.docx", as_docx), ("cv.rtf", as_rtf), ("cv.odt", as_odt)],
)
def test_hidden_text_is_marked_and_plain_text_is_not(name: str, make) -> None:  # type: ignore[no-untyped-def]
    """White on white and vanished runs are hidden; the rest is not."""
    document = read_bytes(make(hidden=True), name)
    shown = " ".join(document.text[h.span.start : h.span.end] for h in document.hidden)

    assert " ".join(shown.split()) == HIDDEN
    assert read_bytes(make(), name).hidden == ()


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_damaged_copies_are_read_or_refused(name: str) -> None:
    """Seeded mutations: never anything but a document or a DocumentError."""
    data = MAKERS[name]()
    chance = random.Random(7)
    for _ in range(25):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken[: chance.randint(1, len(broken))])
        try:
            document = read_bytes(cut, name)
        except DocumentError as error:
            assert "\n" not in str(error)
        else:
            assert document.text.strip()


def test_two_columns_are_read_one_after_the_other() -> None:
    """A sidebar does not run into the main column."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFontSize(9)
    for number in range(14):
        canvas.drawString(40, 760 - 17 * number, f"side item {number}")
        canvas.drawString(220, 766 - 13 * number, f"main column sentence number {number} goes on here")
    canvas.save()
    text = read_bytes(stream.getvalue(), "two.pdf").text

    assert text.index("side item 13") < text.index("main column sentence number 0")


def test_dates_beside_entries_are_read_row_by_row() -> None:
    """A column of dates belongs to its lines."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number in range(6):
        canvas.drawString(40, 760 - 40 * number, f"20{10 + number} - 20{11 + number}")
        canvas.drawString(150, 760 - 40 * number, f"Engineer {number}, Acme Works")
        canvas.drawString(150, 745 - 40 * number, f"did thing {number} for customers")
    canvas.save()
    text = read_bytes(stream.getvalue(), "rows.pdf").text

    assert "2012 - 2013\tEngineer 2, Acme Works\ndid thing 2" in text
