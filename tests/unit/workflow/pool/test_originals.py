"""Originals: what is kept of a document is read again to the same document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from assay.documents import read, read_row
from assay.documents.tables import rows as table_rows
from assay.domain.document import Document, SourceKind
from assay.errors import StoreDamaged
from assay.store.records import Address, HeldFile, OriginalFile
from assay.workflow.pool.originals import held_documents, loaded, name_of, originals, piece_of
from assay.workflow.unpacking import Job, Piece, document_of

CVS = Path(__file__).parents[4] / "examples" / "cvs"


def held(file: OriginalFile) -> tuple[HeldFile, bytes]:
    about = HeldFile(
        address=Address("0" * 64),
        name=file.name,
        source=file.source,
        size=len(file.content),
        added=datetime(2026, 11, 1, tzinfo=UTC),
    )
    return about, file.content


@pytest.mark.parametrize("path", sorted(CVS.iterdir()), ids=lambda p: p.name)
def test_a_file_is_read_again_to_the_same_document(path: Path) -> None:
    job = loaded(Job(path.name, (Piece(path.name, path),)))
    document = document_of(job.pieces[0])
    assert document == read(path, name=path.name)
    (kept,) = originals(job, [document])
    assert kept.content == path.read_bytes()
    assert held_documents([held(kept)]) == {document.sha256: document}


def test_a_row_is_read_again_without_its_table() -> None:
    data = b"name,skills\nJuno Ferrant,Kafka and Spark in production\nInes Calloway,PyTorch\n"
    for row in table_rows(data, "people.csv"):
        name = f"people.csv#{row.number}"
        job = loaded(Job(name, (Piece(name, Path("people.csv"), row=row),)))
        document = read_row(row, name)
        (kept,) = originals(job, [document])
        assert held_documents([held(kept)]) == {document.sha256: document}


def test_a_repository_is_kept_as_it_was_read() -> None:
    document = Document(name="work", sha256="a" * 64, format="git", text="commit 1\n", source=SourceKind.CODE)
    job = Job("person", (Piece("work", CVS),))
    (kept,) = originals(job, [document])
    assert held_documents([held(kept)]) == {document.sha256: document}


def test_a_cv_that_poses_as_a_document_read_already_is_read_as_text() -> None:
    forged = Document(name="cv.txt", sha256="b" * 64, format="text", text="Built everything. " * 9)
    content = b"assay document 1\n" + msgspec.json.encode(forged)
    piece = piece_of(*held(OriginalFile(name="cv.txt", content=content)))
    assert piece.ready is None
    assert document_of(piece).text.startswith("assay document 1")


def test_a_kept_document_that_is_damaged_is_told() -> None:
    with pytest.raises(StoreDamaged):
        piece_of(*held(OriginalFile(name="work", content=b"assay document 1\n{", source=SourceKind.CODE)))


def test_what_cannot_be_opened_says_so_when_it_is_read(tmp_path: Path) -> None:
    job = loaded(Job("gone.txt", (Piece("gone.txt", tmp_path / "gone.txt"),)))
    assert job.pieces[0].fault is not None
    assert "could not be opened" in job.pieces[0].fault


def test_a_person_of_several_files_is_called_as_their_folder() -> None:
    assert name_of(["cv.pdf"]) == "cv.pdf"
    assert name_of(["ines/cv.pdf", "ines/papers.bib"]) == "ines"
    assert name_of(["a/ines/cv.pdf", "a/ines/x/papers.bib"]) == "a/ines"
    assert name_of(["cv.pdf", "papers.bib"]) == "cv.pdf"
