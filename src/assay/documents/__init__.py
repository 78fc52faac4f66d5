"""Documents: files in, text with offsets out."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path, PurePath

from assay.documents._base import MAX_BYTES, MAX_CHARACTERS, Draft, Reader
from assay.documents._sniff import OUTSIDE_ENDINGS, OUTSIDE_HEAD, sniff, sniff_outside
from assay.documents.dated import latest_month
from assay.documents.language import language_of
from assay.documents.tables import Row, row_draft
from assay.domain.document import Document, Page, Span
from assay.errors import DocumentError, EmptyDocument, OversizedDocument, UnreadableDocument

__all__ = ["FORMATS", "is_outside", "read", "read_bytes", "read_row"]

FORMATS = {
    "pdf": "assay.documents.pdf",
    "docx": "assay.documents.docx",
    "html": "assay.documents.html",
    "jsonresume": "assay.documents.jsonresume",
    "text": "assay.documents.text",
    "odt": "assay.documents.odt",
    "rtf": "assay.documents.rtf",
    "doc": "assay.documents.doc",
    "image": "assay.documents.ocr",
    "linkedin": "assay.documents.linkedin",
    "europass": "assay.documents.europass",
    "jobposting": "assay.documents.jobposting",
    "bibtex": "assay.documents.bibtex",
    "orcid": "assay.documents.orcid",
    "github": "assay.documents.github",
    "attested": "assay.documents.attested",
}
"""Kind of file to the module whose `read` takes it; loaded when first needed."""


_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character, which no output can hold."""


def read(path: Path, *, name: str | None = None) -> Document:
    """Read the file at `path`; `name` is what the document is called (default: the file's name).

    Raises DocumentError, in a sentence, where it is unreadable, encrypted, empty, too large or of a
    kind that no reader takes.
    """
    called = name or path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OversizedDocument(
                f"is larger than {MAX_BYTES // 1_000_000} MB; send the text without pictures"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"could not be opened ({error.strerror})", document=called) from error
    return read_bytes(data, called)


def is_outside(path: Path) -> bool:
    """Whether the file at `path` holds evidence beside a CV, or the folder is a git repository."""
    from assay.documents.git import is_repository

    if path.is_dir():
        return is_repository(path)
    ending = path.suffix.lower()
    if ending not in OUTSIDE_ENDINGS or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            return sniff_outside(stream.read(OUTSIDE_HEAD), ending) is not None
    except OSError:
        return False


def read_bytes(data: bytes, name: str) -> Document:
    """Read a file's bytes. The kind is told by the content; the ending of `name` only helps.

    Raises DocumentError as `read` does.
    """
    try:
        if len(data) > MAX_BYTES:
            raise OversizedDocument(
                f"is larger than {MAX_BYTES // 1_000_000} MB; send the text without pictures"
            )
        kind = sniff(data, PurePath(name).suffix.lower())
        reader: Reader = import_module(FORMATS[kind]).read
        return _document(reader(data, name), data, name)
    except DocumentError as error:
        error.document = name
        raise


def read_row(row: Row, name: str) -> Document:
    """A row of a table of candidates as a document; raises DocumentError where it holds no text."""
    draft, data = row_draft(row)
    try:
        return _document(draft, data, name)
    except DocumentError as error:
        error.document = name
        raise


def _document(draft: Draft, data: bytes, name: str) -> Document:
    text = _SURROGATE.sub("\ufffd", draft.text)
    if not any(c.isalnum() for c in text):
        raise EmptyDocument("holds no text; if it is a picture or an empty file, ask for a copy with text")
    if len(text) > MAX_CHARACTERS:
        raise OversizedDocument(f"holds more than {MAX_CHARACTERS:,} characters; that is no CV or brief")
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format=draft.format,
        text=text,
        language=language_of(text),
        pages=draft.pages or (Page(1, Span(0, len(text))),),
        lines=draft.lines,
        hidden=draft.hidden,
        dated=latest_month(text, not_after=draft.dated) or draft.dated,
        warnings=draft.warnings,
        source=draft.source,
        records=draft.records,
    )
