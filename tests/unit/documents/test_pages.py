"""Pages of a PDF: what stands at their edges, short columns under twin headings, white between entries."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from assay.documents import read_bytes
from assay.errors import DocumentError

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw) -> bytes:
    """A PDF of A4 pages, each drawn by its function."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(canvas: Canvas, *texts: str, left: float = 60, top: float = 700, step: float = 14) -> None:
    """Lines below one another."""
    for number, text in enumerate(texts):
        canvas.drawString(left, top - step * number, text)


def text_of(*pages: Draw) -> str:
    """The text of a PDF of these pages."""
    return read_bytes(pdf(*pages), "x.pdf").text


def with_edges(head: str, body: Sequence[str], foot: str) -> Draw:
    """A page with a running head and foot."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 810, head)
        lines(canvas, *body)
        canvas.drawString(60, 25, foot)

    return draw


def test_running_heads_and_feet_do_not_cut_the_text() -> None:
    """A sentence goes on behind the turn of a page; what tells more than a number is kept once."""
    text = text_of(
        with_edges(
            "Curriculum of Ines Prado", ["I ran the ranking", "service of nine"], "Confidential - Page 1 of 3"
        ),
        with_edges(
            "Curriculum of Ines Prado", ["shops and later", "that of ten"], "Confidential - Page 2 of 3"
        ),
        with_edges("Curriculum of Ines Prado", ["others."], "Confidential - Page 3 of 3"),
    )

    assert [line for line in text.splitlines() if line] == [
        "Curriculum of Ines Prado", "I ran the ranking", "service of nine", "shops and later", "that of ten", "others.",
        "Confidential - Page 3 of 3",
    ]  # fmt: skip


def test_a_page_of_endless_size_is_not_drawn_to_be_recognised() -> None:
    """A scan whose page claims kilometres is refused or read, never drawn as large as it claims."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(9_000_000, 9_000_000), pageCompression=0)
    canvas.rect(10, 10, 100, 100, fill=1)
    canvas.save()

    with pytest.raises(DocumentError):
        read_bytes(stream.getvalue(), "x.pdf")


def test_page_numbers_alone_are_left_out() -> None:
    """In the languages that Assay reads; a year at the foot is none."""
    for number in (
        "1",
        "- 2 -",
        "Page 1 of 2",
        "Seite 1 von 2",
        "Página 1 de 2",
        "Pagina 1 van 2",
        "Strona 1 z 2",
        "1/2",
    ):
        assert number not in text_of(with_edges("Ines", ["Engineer at Alderpoint"], number)).splitlines()
    assert "2019" in text_of(with_edges("Ines", ["Engineer at Alderpoint"], "2019"))


def test_the_name_above_a_second_page_is_not_read_again() -> None:
    """It repeats how the first page opens and stands apart from the text below; a role there does not."""

    def first(canvas: Canvas) -> None:
        lines(canvas, "Ines Prado", "Data Engineer", "Wrote pipelines.", top=780)

    def second(canvas: Canvas) -> None:
        canvas.drawString(400, 800, "Ines Prado")
        lines(canvas, "Data Engineer", "Ran them.", top=740)

    def third(canvas: Canvas) -> None:
        lines(canvas, "Data Engineer", "Sold them.", top=800)

    text = text_of(first, second, third)

    assert text.count("Ines Prado") == 1
    assert text.count("Data Engineer") == 3


def test_hidden_words_at_the_edge_are_still_reported() -> None:
    """White text in the foot of each page is hidden text, not a running foot."""

    def page(canvas: Canvas) -> None:
        lines(canvas, "Engineer at Alderpoint", "Ran a service.")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, 25, "Kubernetes vLLM DeepSpeed")

    document = read_bytes(pdf(page, page), "x.pdf")

    assert len(document.hidden) == 2


def twins(right: Sequence[str], *, heading: bool = True) -> Draw:
    """A section in two short columns below one that stands alone."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(60, 740, "PROFILE")
        canvas.drawString(60, 660, "EDUCATION")
        canvas.setFont("Helvetica-Bold" if heading else "Helvetica", 12 if heading else 10)
        canvas.drawString(330, 660, right[0])
        canvas.setFont("Helvetica", 10)
        lines(canvas, "Engineer of ranking and of search services", "for shops of all kinds.", top=720)
        lines(canvas, "MSc Statistics, Leeds, 2016", "BSc Mathematics, York, 2014", "A levels, 2011", top=640)
        lines(canvas, *right[1:], left=330, top=640)

    return draw


def test_two_headings_side_by_side_part_short_columns() -> None:
    """Fewer lines than a column must have otherwise, and aligned row by row."""
    text = text_of(twins(["CERTIFICATES", "Kubernetes Administrator", "(2024)"]))

    assert (
        text.index("A levels, 2011")
        < text.index("CERTIFICATES")
        < text.index("Kubernetes Administrator\n(2024)")
    )


def test_a_note_beside_a_heading_does_not_part_columns() -> None:
    """Only headings of the same look do."""
    text = text_of(twins(["in order of time", "first class", "second class"], heading=False))

    assert "MSc Statistics, Leeds, 2016\tfirst class" in text


def test_entries_set_a_little_apart_have_an_empty_line_between() -> None:
    """Lines 15 points apart, paragraphs 18, entries 21."""

    def page(canvas: Canvas) -> None:
        at = 780.0
        for entry in range(4):
            for number, text in enumerate(
                ("Engineer, Alderpoint", "ran the service of nine", "shops with care", "and measured it")
            ):
                canvas.drawString(60, at, f"{text} {entry}")
                at -= 15 if number < 3 else 21

    assert "and measured it 0\n\nEngineer, Alderpoint 1\nran" in text_of(page)
