"""From sources to candidates' documents: tables are read row by row, archives of CVs member by member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assay.documents import is_outside, read, read_bytes, read_row
from assay.documents.bundles import Member, is_bundle, member_bytes, members, people
from assay.documents.tables import Row, is_table, rows
from assay.domain.document import Document
from assay.errors import DocumentError, UnreadableDocument
from assay.workflow.sources import MAX_FILES_OF_ONE_PERSON, Source


@dataclass(frozen=True, slots=True)
class Piece:
    """What one document is read from: a file, a member of an archive (by its index), or a row of a table.

    `content` are the file's bytes where they are at hand (the path is then not opened), `ready` the document
    where it was read before. `fault` says why it cannot be read, where that is known already.
    """

    name: str
    path: Path
    member: int | None = None
    row: Row | None = None
    fault: str | None = None
    content: bytes | None = field(default=None, repr=False)
    ready: Document | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """A candidate to be read: how they are called, and their documents."""

    name: str
    pieces: tuple[Piece, ...]
    authors: tuple[str, ...] = ()
    """Names, addresses and accounts of the person besides those in the CV."""


def jobs_of(sources: Iterable[Source], *, separate: bool = False) -> Iterator[Job]:
    """The candidates in the sources, in their order.

    With `separate` every document is its own candidate, save where evidence stands beside a CV.
    """
    for source in sources:
        for job in _jobs(source):
            if separate and not any(p.member is None and is_outside(p.path) for p in job.pieces):
                yield from (Job(piece.name, (piece,)) for piece in job.pieces)
            else:
                yield job


def _jobs(source: Source) -> Iterator[Job]:
    whole: list[Piece] = []
    for file in source.files:
        name = source.name if len(source.files) == 1 else f"{source.name}/{file.name}"
        if is_table(file.name) and not is_outside(file):
            yield from _table(Piece(name, file))
        elif file.is_file() and is_bundle(file):
            yield from _bundle(name, file)
        else:
            whole.append(Piece(name, file))
    if whole:
        yield Job(source.name, tuple(whole), source.authors)


def _table(piece: Piece) -> Iterator[Job]:
    """A candidate for each row, named pool.csv#12."""
    try:
        found = rows(bytes_of(piece), piece.path.name if piece.member is None else piece.name)
    except DocumentError as error:
        yield _failed(piece, error)
        return
    for row in found:
        name = f"{piece.name}#{row.number}"
        yield Job(name, (replace(piece, name=name, row=row, fault=row.fault),))


def _bundle(name: str, path: Path) -> Iterator[Job]:
    try:
        found = members(path)
    except DocumentError as error:
        yield _failed(Piece(name, path), error)
        return
    if not found:
        yield Job(name, (Piece(name, path, fault="is an archive without files; ask for another copy"),))
    for person, files in people(found, MAX_FILES_OF_ONE_PERSON):
        yield from _member_jobs(name, f"{name}/{person}", path, files)


def _member_jobs(name: str, person: str, path: Path, files: Sequence[Member]) -> Iterator[Job]:
    pieces = [Piece(f"{name}/{m.path}", path, m.index, fault=m.fault) for m in files]
    tables = [p for p in pieces if is_table(p.name) and p.fault is None]
    rest = tuple(p for p in pieces if p not in tables)
    for table in tables:
        yield from _table(table)
    if rest:
        yield Job(person if len(files) > 1 else rest[0].name, rest)


def _failed(piece: Piece, error: DocumentError) -> Job:
    return Job(piece.name, (replace(piece, fault=str(error)),))


def bytes_of(piece: Piece) -> bytes:
    """The bytes of a file or member; raises DocumentError in a sentence."""
    if piece.content is not None:
        return piece.content
    if piece.member is not None:
        return member_bytes(piece.path, piece.member)
    try:
        return piece.path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"could not be opened ({error.strerror})") from error


def document_of(piece: Piece) -> Document:
    """Read a piece; raises DocumentError in a sentence."""
    if piece.fault:
        raise UnreadableDocument(piece.fault, document=piece.name)
    if piece.ready is not None:
        return piece.ready
    if piece.row is not None:
        return read_row(piece.row, piece.name)
    if piece.content is not None:
        return read_bytes(piece.content, piece.name)
    if piece.member is not None:
        return read_bytes(member_bytes(piece.path, piece.member), piece.name)
    return read(piece.path, name=piece.name)
