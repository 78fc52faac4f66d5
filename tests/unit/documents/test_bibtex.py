"""BibTeX as people export it, and as people break it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.documents import read_bytes
from assay.domain.document import Document, SourceKind
from assay.errors import DocumentError, EmptyDocument


def read(text: str, name: str = "papers.bib") -> Document:
    return read_bytes(text.encode(), name)


def titles(document: Document) -> list[str]:
    return [document.value(r, "title") for r in document.records]


def test_an_entry_becomes_a_record_whose_values_stand_in_the_text() -> None:
    """Every field is a span of the document."""
    document = read(
        '@article{e1, title = {Serving {LLM}s on {GPU}s}, author = {Etcheverry, Marisol and M{\\"u}ller, Jan},'
        " journal = {Journal of Invented Systems}, year = 2024, abstract = {We serve models.}}"
    )
    record = document.records[0]

    assert document.source is SourceKind.PUBLICATION
    assert document.value(record, "title") == "Serving LLMs on GPUs"
    assert [document.text[s.start : s.end] for s in record.spans("author")] == [
        "Etcheverry, Marisol",
        "Müller, Jan",
    ]
    assert document.value(record, "year") == "2024"
    assert all(record.span.contains(f.span) for f in record.fields)


def test_strings_glue_months_and_parentheses_are_read() -> None:
    """The parts of the language that exports use."""
    document = read(
        '@string{js = "Journal of Sheaves"}\n@preamble{"x"}\n@comment{none}\n'
        '@article(k1, title = "A {B} C", journal = js # " (online)", month = mar, date = {2021-03-04}, author={X Y})'
    )

    assert titles(document) == ["A B C"]
    assert document.value(document.records[0], "venue") == "Journal of Sheaves (online)"
    assert document.value(document.records[0], "year") == "2021"


def test_an_entry_that_never_ends_costs_itself_alone() -> None:
    """The next entry is read, and the loss is told."""
    document = read(
        "@article{a, title={Never ends\n@article{b, title={Whole}, author={X Y}}\n@misc{c, title = }"
    )

    assert titles(document) == ["Whole"]
    assert document.warnings == ("2 damaged BibTeX entries skipped.",)


def test_bibtex_is_told_by_its_content() -> None:
    """A bibliography called .txt is one; a CV that mentions @article is none."""
    assert read("@inproceedings{x, title={T}, author={A B}}", "list.txt").source is SourceKind.PUBLICATION
    assert read("Noor van Aalst\nWrote @article{x, entries for a library", "cv.txt").source is SourceKind.CV


def test_terminal_escapes_in_a_title_are_gone() -> None:
    """Hostile characters do not reach the text."""
    assert "\x1b" not in read("@misc{x, title={A \x1b[31mred\x07 title}, author={A B}}").text


def test_a_file_without_an_entry_is_refused_in_a_sentence() -> None:
    """The message tells what to do."""
    with pytest.raises(EmptyDocument, match="export the list"):
        read("% nothing here\n")


@settings(deadline=None)
@given(st.text(alphabet='@{}()",=#\\ab \n1', max_size=200))
def test_no_text_brings_the_parser_down(noise: str) -> None:
    """Any text is read or refused; what is read stands on its spans."""
    try:
        document = read("@article{ok, title={Fine}}\n" + noise)
    except DocumentError:
        return
    for record in document.records:
        assert all(document.text[f.span.start : f.span.end].strip() for f in record.fields)


def test_a_hostile_file_is_read_in_time() -> None:
    """Thousands of open braces and entries cost little."""
    document = read("@article{ok, title={Fine}}\n" + "@article{x, title={" * 5_000 + "{" * 50_000)

    assert titles(document) == ["Fine"]
