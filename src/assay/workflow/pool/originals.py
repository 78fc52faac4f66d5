"""Originals: what of a candidate goes into the store, and documents read again from what is held there.

A row of a table is kept as its cells (JSON), so that it is read again without the table. A git repository is kept
as the document that was read of it: only such a document of `SourceKind.CODE` is ever taken as read already.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec

from assay.documents._base import MAX_BYTES
from assay.documents.tables import Row, row_draft
from assay.domain.document import Document, SourceKind
from assay.errors import DocumentError, StoreDamaged
from assay.store.records import HeldFile, OriginalFile
from assay.workflow.unpacking import Job, Piece, bytes_of, document_of

_READ: Final = b"assay document 1\n"
"""Begins what is kept of a repository: a document, as JSON behind it."""

_OF_ROW: Final = re.compile(r"\.(?:csv|tsv|xlsx|xlsm)#(\d+)\Z", re.IGNORECASE)


def loaded(job: Job) -> Job:
    """The job with the bytes of its files at hand; what cannot be opened or is too large says so when it is read."""
    return replace(job, pieces=tuple(_loaded(piece) for piece in job.pieces))


def _loaded(piece: Piece) -> Piece:
    if piece.fault or piece.content is not None or piece.ready is not None:
        return piece
    if piece.row is not None:
        return replace(piece, content=row_draft(piece.row)[1])
    try:
        if piece.member is None and (piece.path.is_dir() or piece.path.stat().st_size > MAX_BYTES):
            return piece
        return replace(piece, content=bytes_of(piece))
    except DocumentError as fault:
        return replace(piece, fault=str(fault))
    except OSError as fault:
        return replace(piece, fault=f"could not be opened ({fault.strerror})")


def originals(job: Job, documents: Sequence[Document]) -> tuple[OriginalFile, ...]:
    """The files to keep of a candidate, one for each document, with the bytes that were read."""
    content = {piece.name: piece.content for piece in job.pieces}
    return tuple(
        OriginalFile(name=d.name, content=content.get(d.name) or _as_read(d), source=d.source)
        for d in documents
    )


def piece_of(held: HeldFile, content: bytes) -> Piece:
    """A file of the store as a piece that can be read again."""
    piece = Piece(held.name, Path(PurePosixPath(held.name).name), content=content)
    if held.source is SourceKind.CODE and content.startswith(_READ):
        return replace(piece, ready=_decoded(held, content))
    row = _OF_ROW.search(held.name)
    cells = _cells(content) if row else None
    return replace(piece, row=Row(int(row[1]), cells)) if row and cells else piece


def held_documents(files: Sequence[tuple[HeldFile, bytes]]) -> Mapping[str, Document]:
    """The documents of held files by their sha256; raises DocumentError where one can no longer be read."""
    documents = [document_of(piece_of(held, content)) for held, content in files]
    return {document.sha256: document for document in documents}


def name_of(names: Sequence[str]) -> str:
    """What a candidate of these files is called: the file, or what the files' names begin with in common."""
    if len(names) == 1:
        return names[0]
    parts = [PurePosixPath(name).parts[:-1] for name in names]
    common = []
    for step in zip(*parts, strict=False):
        if len(set(step)) > 1:
            break
        common.append(step[0])
    return "/".join(common) or names[0]


def as_given(content: bytes) -> bytes:
    """What is kept of a file as one hands it on: the bytes as given; of a repository the document that was read."""
    return content.removeprefix(_READ)


def _as_read(document: Document) -> bytes:
    return _READ + msgspec.json.encode(document)


def _decoded(held: HeldFile, content: bytes) -> Document:
    try:
        return msgspec.json.decode(content.removeprefix(_READ), type=Document)
    except msgspec.MsgspecError as fault:
        raise StoreDamaged(
            f"the file {held.address} cannot be read again ({fault}); restore the store from a backup"
        ) from fault


def _cells(content: bytes) -> tuple[tuple[str, str], ...] | None:
    """The cells of a row that was kept, None for anything else."""
    try:
        found: Any = json.loads(content)
    except ValueError:
        return None
    if not isinstance(found, list):
        return None
    pairs = [p for p in found if isinstance(p, list) and len(p) == 2 and all(isinstance(c, str) for c in p)]
    return tuple((a, b) for a, b in pairs) if len(pairs) == len(found) else None
