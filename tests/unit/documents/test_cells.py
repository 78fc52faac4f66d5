"""Tables in pages and Word files, and page numbers in Word files."""

from __future__ import annotations

import io

from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assay.documents import read_bytes


def page(body: str) -> str:
    """The text of a page."""
    return read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode(), "x.html").text


def test_a_label_stands_on_the_line_of_what_is_beside_it() -> None:
    """Also where both cells hold paragraphs, as Word writes them; rows stay apart."""
    text = page(
        "<table><tr><td><p>2019</p></td><td><p>Intern, <b>Kestrel</b></p><p>Wrote tests</p></td></tr>"
        "<tr><td>2020</td><td><div>Analyst</div></td></tr><tr><td>last</td><td></td></tr></table><p>After</p>"
    )

    assert [line.rstrip() for line in text.splitlines() if line.strip()] == [
        "2019\tIntern, Kestrel", "Wrote tests", "2020\tAnalyst", "last", "After",
    ]  # fmt: skip


def test_tables_in_tables_end_where_they_end() -> None:
    """A heading behind them starts a line."""
    text = page(
        "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table><h2>Skills</h2>x"
    )

    assert "Skills" in text.splitlines()


def field(paragraph, code: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    """A simple field with the text Word last showed for it."""
    node = OxmlElement("w:fldSimple")
    node.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    node.append(run)
    paragraph._p.append(node)


def test_page_numbers_and_repeated_feet_of_a_word_file_are_left_out() -> None:
    """First, even and odd pages have feet that say the same; what they say beside the number is kept once."""
    word = Word()
    word.add_paragraph("Engineer at Alderpoint")
    section = word.sections[0]
    section.different_first_page_header_footer = True
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].add_run("Page ")
        field(foot.paragraphs[0], " PAGE ", "1")
        foot.add_paragraph("Ines Prado, Leeds")
    stream = io.BytesIO()
    word.save(stream)
    text = read_bytes(stream.getvalue(), "x.docx").text

    assert "Page" not in text
    assert text.count("Ines Prado, Leeds") == 1
