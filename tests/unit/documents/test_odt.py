"""OpenDocument texts as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.conformance.test_readers import ODT_NAMES, odt

from assay.documents import read_bytes
from assay.domain.document import Concealment
from assay.errors import EncryptedDocument, UnreadableDocument


def style(name: str, properties: str, family: str = "text") -> str:
    return f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {properties}/></style:style>'


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<text:p>Title<text:tab/>2019<text:s text:c="3"/>x</text:p>', "Title\t2019   x"),
        ("<text:list><text:list-item><text:p>Built it.</text:p></text:list-item></text:list>", "• Built it."),
        (
            "<table:table><table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell>"
            "<table:table-cell><text:p>Engineer</text:p></table:table-cell></table:table-row></table:table>",
            "2019\tEngineer",
        ),
        (
            "<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p>",
            "In a box",
        ),
        ("<text:p>a<text:line-break/>b</text:p>", "a\nb"),
    ],
)
def test_text_comes_out_as_a_reader_sees_it(body: str, wanted: str) -> None:
    """Tabs, runs of spaces, lists, tables and text boxes."""
    assert read_bytes(odt(body), "cv.odt").text.strip("\n") == wanted


@pytest.mark.parametrize(
    ("properties", "concealment"),
    [
        ('text:display="none"', Concealment.MARKED_HIDDEN),
        ('fo:color="#ffffff"', Concealment.SAME_COLOUR),
        ('fo:font-size="1pt"', Concealment.TINY),
    ],
)
def test_what_cannot_be_seen_is_marked(properties: str, concealment: Concealment) -> None:
    """Hidden, white and tiny text, by style."""
    body = '<text:p>Shown <text:span text:style-name="S">secret words</text:span></text:p>'
    document = read_bytes(odt(body, style("S", properties)), "cv.odt")

    assert [(document.text[h.span.start : h.span.end], h.concealment) for h in document.hidden] == [
        ("secret words", concealment)
    ]


def test_white_text_on_a_coloured_ground_is_seen() -> None:
    """A heading bar is no trick."""
    body = '<text:p><text:span text:style-name="S">Experience</text:span></text:p>'
    document = read_bytes(odt(body, style("S", 'fo:color="#ffffff" fo:background-color="#003366"')), "cv.odt")

    assert document.hidden == ()


def test_a_password_is_asked_for_by_name() -> None:
    """An encrypted text names its key in the manifest."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x00")
        manifest = (
            '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
        )
        archive.writestr("META-INF/manifest.xml", manifest)

    with pytest.raises(EncryptedDocument, match="password"):
        read_bytes(stream.getvalue(), "cv.odt")


def test_external_entities_are_never_opened() -> None:
    """A text that points at a file of this machine is refused or shows nothing of it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><office:document-content {ODT_NAMES}><office:body>'
            "<office:text><text:p>a&e;b</text:p></office:text></office:body></office:document-content>",
        )
    try:
        shown = read_bytes(stream.getvalue(), "cv.odt").text
    except UnreadableDocument:
        shown = ""

    assert "root:" not in shown
