"""What cannot be read is refused in one clear sentence."""

import io
import zipfile
from pathlib import Path

import pytest

from assay.documents import read, read_bytes
from assay.documents._base import MAX_BYTES
from assay.errors import (
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    OversizedDocument,
    UnreadableDocument,
    UnsupportedDocument,
)


def zipped(**members: bytes) -> bytes:
    """A ZIP with these members, __ in a name standing for /."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def word(body: str) -> bytes:
    """A minimal DOCX."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{body}'.replace("<w:document>", f'<w:document xmlns:w="{namespace}">')
    return zipped(**{"word__document.xml": xml.encode()})


def pages(count: int) -> bytes:
    """A PDF of so many pages."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for number in range(count):
        canvas.drawString(50, 800, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def locked() -> bytes:
    """A PDF that needs a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(50, 800, "Nobody reads this")
    canvas.save()
    return stream.getvalue()


CASES = {
    "empty.txt": (b"", EmptyDocument),
    "blank.md": (b" \n\t\n", EmptyDocument),
    "dots.txt": (b"... --- ...", EmptyDocument),
    "binary.txt": (bytes(range(1, 32)) * 40, UnreadableDocument),
    "broken.pdf": (b"%PDF-1.7 and then nothing of use", UnreadableDocument),
    "fake.pdf": (b"I am plain text", UnreadableDocument),
    "fake.docx": (b"I am plain text", UnreadableDocument),
    "old.doc": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + b"x", UnsupportedDocument),
    "photo.png": (b"\x89PNG\r\n\x1a\n" + b"\x01" * 50, DocumentError),
    "empty.rtf": (b"{\\rtf1 }", EmptyDocument),
    "all.zip": (zipped(a=b"1"), UnsupportedDocument),
    "sheet.xlsx": (zipped(xl__workbook=b"1"), UnsupportedDocument),
    "cut.docx": (word("<w:document><w:body/></w:document>")[:120], UnreadableDocument),
    "bad.docx": (word("<w:document><w:body>"), UnreadableDocument),
    "other.json": (b'{"hello": 1}', UnsupportedDocument),
    "broken.json": (b'{"basics": ', UnreadableDocument),
}


@pytest.mark.parametrize("name", CASES)
def test_bad_files_are_refused_in_a_sentence(name: str) -> None:
    """The right error, one line, and the document's name with it."""
    data, error = CASES[name]

    with pytest.raises(error) as caught:
        read_bytes(data, name)

    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, DocumentError)
    assert caught.value.document == name


def test_a_password_is_asked_for_by_name() -> None:
    """The sentence says what to do."""
    with pytest.raises(EncryptedDocument, match="password"):
        read_bytes(locked(), "locked.pdf")


def test_a_book_is_not_a_cv() -> None:
    """Three hundred pages are refused before they are read."""
    with pytest.raises(OversizedDocument, match="300 pages"):
        read_bytes(pages(300), "book.pdf")


def test_a_scan_is_told_from_an_empty_file() -> None:
    """A page with a picture only."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()

    with pytest.raises(DocumentError, match=r"text layer|OCR"):
        read_bytes(stream.getvalue(), "scan.pdf")


def test_a_zip_bomb_called_docx_is_refused() -> None:
    """No more is unpacked than a CV can hold."""
    bomb = zipped(**{"word__document.xml": b"<a>" + b" " * 60_000_000})

    with pytest.raises(OversizedDocument, match="trap"):
        read_bytes(bomb, "bomb.docx")


def test_external_entities_are_never_opened(tmp_path: Path) -> None:
    """A DOCX that points at a file of this machine shows nothing of it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET")
    body = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><w:document><w:body><w:p><w:r><w:t>Name &e; here</w:t></w:r></w:p></w:body></w:document>'

    try:
        text = read_bytes(word(body), "evil.docx").text
    except DocumentError:
        text = ""

    assert "TOP-SECRET" not in text


def test_too_many_bytes_are_refused_unread(tmp_path: Path) -> None:
    """The limit is checked before the file is opened."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)

    with pytest.raises(OversizedDocument, match="larger than"):
        read(path)


def test_a_missing_file_is_a_document_error(tmp_path: Path) -> None:
    """A file that vanished after it was listed stops nothing else."""
    with pytest.raises(UnreadableDocument, match="could not be opened"):
        read(tmp_path / "gone.pdf")


@pytest.mark.parametrize(
    ("data", "text", "named"),
    [
        ("Zażółć gęślą jaźń, łódź, ćma".encode("cp1250"), "Zażółć gęślą jaźń, łódź, ćma", "windows-1250"),
        ("Müller führt Qualität ein".encode("cp1252"), "Müller führt Qualität ein", "windows-1252"),
        ("Müller".encode("utf-16"), "Müller", ""),
        ("Müller\r\nzwei".encode("utf-8-sig"), "Müller\nzwei", ""),
    ],
)
def test_text_in_other_encodings_is_read(data: bytes, text: str, named: str) -> None:
    """Code pages without a mark are told apart; the guess is said."""
    document = read_bytes(data, "cv.txt")

    assert document.text == text
    assert bool(document.warnings) is bool(named)
    assert all(named in w for w in document.warnings)
