"""Tables of candidates (CSV, TSV, XLSX): a document for each row."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assay.documents._archive import opened
from assay.documents._base import Draft
from assay.documents._columns import Cell, row_text, tells_of_candidates
from assay.documents._encoding import decode
from assay.errors import DocumentError, OversizedDocument, UnreadableDocument, UnsupportedDocument

MAX_TABLE_BYTES = 200_000_000
"""Largest table read, unpacked, in bytes."""

MAX_ROWS = 50_000
"""Most candidates in one table."""

_MAX_COLUMNS = 400
_HEADER_WITHIN = 20
_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
_DELIMITERS = ",;\t|"
_ASKED = "name its columns (name, title, skills, experience, summary ...) in the first row, or send the CVs themselves"


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate's row: its number as a spreadsheet counts (the header is usually row 1), and its cells.

    `fault` says in a sentence why the row cannot be read; its cells are then empty.
    """

    number: int
    cells: tuple[Cell, ...]
    fault: str | None = None


def is_table(name: str) -> bool:
    """Whether a file of this name is read as a table."""
    return name.lower().endswith(_SUFFIXES)


def rows(data: bytes, name: str) -> list[Row]:
    """The rows of a table that hold something; formulas are never evaluated, of XLSX only the first sheet is read.

    Raises DocumentError where it is no table of candidates, damaged or too large.
    """
    try:
        if len(data) > MAX_TABLE_BYTES:
            raise OversizedDocument(f"is larger than {MAX_TABLE_BYTES // 1_000_000} MB; split the table")
        lines = _sheet(data) if name.lower().endswith((".xlsx", ".xlsm")) else _separated(data)
        return list(_below_header(lines))
    except DocumentError as error:
        error.document = name
        raise


def row_draft(row: Row) -> tuple[Draft, bytes]:
    """The row as the draft of a document, and the bytes that stand for it."""
    data = json.dumps(row.cells, ensure_ascii=False).encode("utf-8", errors="replace")
    return Draft(format="row", text=row_text(row.cells)), data


_Line = tuple[int, Sequence[str], str | None]
"""A row's number, its cells, and a fault."""


def _below_header(lines: Iterator[_Line]) -> Iterator[Row]:
    header: Sequence[str] | None = None
    count = 0
    for number, cells, fault in lines:
        if header is None:
            if tells_of_candidates(cells):
                header = [" ".join(c.split()) for c in cells]
            elif number >= _HEADER_WITHIN:
                break
            continue
        pairs = tuple(
            (header[n] if n < len(header) else f"column {n + 1}", cell.strip())
            for n, cell in enumerate(cells[:_MAX_COLUMNS])
            if cell.strip()
        )
        if pairs or fault:
            count += 1
            if count > MAX_ROWS:
                raise OversizedDocument(f"has more than {MAX_ROWS:,} rows; split the table")
            yield Row(number, () if fault else pairs, fault)
    if header is None:
        raise UnsupportedDocument(f"is a table without a column that tells of a candidate; {_ASKED}")


def _separated(data: bytes) -> Iterator[_Line]:
    """The rows of a CSV, whatever its delimiter. A row with a fault does not stop those behind it."""
    text, _ = decode(data)
    stream = _Counted(text)
    reader = csv.reader(stream, delimiter=_delimiter(text))
    for number in range(1, MAX_ROWS * 2):
        stream.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, (), f"is damaged ({error}); export the table again"
            continue
        opens = len(stream.taken) > 1 and "".join(stream.taken).count('"') % 2 == 1
        yield number, cells, _UNCLOSED if opens else None


_UNCLOSED = "opens a quotation mark that is never closed, so that the rest of the table is lost; close it"


class _Counted:
    """Lines of a text; `taken` holds those handed out since it was last cleared."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text.replace("\x00", "\ufffd"), newline="")
        self.taken: list[str] = []

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line


def _delimiter(text: str) -> str:
    """The delimiter that makes the header known, or most cells of it."""
    first = [line for line in text[:20_000].splitlines()[:_HEADER_WITHIN] if line.strip()]

    def worth(mark: str) -> tuple[bool, int]:
        split = [next(csv.reader([line], delimiter=mark), []) for line in first]
        known = [cells for cells in split if tells_of_candidates(cells)]
        return bool(known), max((len(cells) for cells in known or split), default=0)

    return max(_DELIMITERS, key=worth)


_DAMAGE = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, EOFError, OSError, SyntaxError, RuntimeError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""Errors with which the library answers damage; those of XML are SyntaxErrors."""


def _sheet(data: bytes) -> Iterator[_Line]:
    """The rows of a workbook's first sheet: the values that formulas had when it was saved, never formulas."""
    _check(data)
    from openpyxl import load_workbook

    book: Any = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validation that are not kept
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=MAX_ROWS * 2, values_only=True)
        for number, cells in enumerate(lines, 1):
            yield number, [_shown(cell) for cell in cells], None
    except _DAMAGE as error:
        kind = type(error).__name__
        raise UnreadableDocument(f"is a damaged workbook ({kind}); save it as XLSX or CSV again") from error
    finally:
        if book is not None:
            book.close()


def _check(data: bytes) -> None:
    """Raise DocumentError where the workbook is damaged, locked or unpacks to more than a table holds."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnsupportedDocument(
            "is an old or locked workbook; save it as XLSX without a password, or as CSV"
        )
    with opened(data) as archive:
        members = archive.infolist()
        if sum(m.file_size for m in members) > MAX_TABLE_BYTES:
            raise OversizedDocument("unpacks to more than any table of candidates holds; it may be a trap")
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and _declares(archive, member):
                raise UnreadableDocument("declares entities, as no spreadsheet does; save it as CSV")


def _declares(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(member) as stream:
            return b"<!DOCTYPE" in stream.read(4096)
    except Exception as error:  # zlib's own errors derive from Exception alone
        raise UnreadableDocument(f"is a damaged workbook ({error}); save it again") from error


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
