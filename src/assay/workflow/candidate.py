"""One candidate: the documents read, and the profile made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Profile
from assay.errors import DocumentError, EndpointError, UnreadableDocument
from assay.workflow.unpacking import Job, Piece, document_of

if TYPE_CHECKING:
    from assay.extraction.port import Extractor

_LONE = (
    "is evidence beside a CV, but there is no CV with it; put both in one folder or name both in a manifest"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One candidate as read: the documents, what scoring may see, and what it may not."""

    name: str
    documents: tuple[Document, ...]
    profile: Profile
    identity: Identity
    mobility: Mobility
    extractor: str = ""
    """What made the profile; empty where the rules alone did."""
    notes: tuple[str, ...] = ()
    """What should be told of how it was made."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why, in a sentence."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How candidates are read: the month in which every "present" ends, and what reads beside the rules."""

    as_of: Month
    extractor: Extractor | None = None


Task = tuple[Job, How]
"""A candidate to read, and how."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate, where one could be read, and what could not."""

    candidate: Candidate | None
    unread: tuple[Unread, ...]


def read_candidate(job: Job, how: How) -> Outcome:
    """Read one candidate; what cannot be read is named and the rest goes on."""
    documents: list[Document] = []
    unread: list[Unread] = []
    for piece in sorted(job.pieces, key=_is_folder):  # repositories come last: they ask whose work it is
        try:
            documents.append(_document(piece, documents, how.as_of, job.authors))
        except DocumentError as error:
            unread.append(Unread(piece.name, str(error)))
        except Exception as error:  # a fault of ours must not stop the other thousand
            unread.append(Unread(piece.name, _internal(error)))
    documents.sort(key=lambda d: d.source.outside)
    if not documents or documents[0].source.outside:
        return Outcome(None, (*unread, *(Unread(d.name, _LONE) for d in documents)))
    try:
        return Outcome(_candidate(job, documents, how), tuple(unread))
    except EndpointError as error:
        return Outcome(None, (*unread, Unread(job.name, str(error))))
    except Exception as error:
        return Outcome(None, (*unread, Unread(job.name, _internal(error))))


def _is_folder(piece: Piece) -> bool:
    at_hand = piece.content is not None or piece.ready is not None
    return not at_hand and piece.member is None and piece.path.is_dir()


def _document(piece: Piece, before: Sequence[Document], as_of: Month, authors: Sequence[str]) -> Document:
    """Read a piece, or of a repository what the person of the documents `before` committed."""
    if not _is_folder(piece):
        return document_of(piece)
    from assay.documents.git import Authors, read_repository
    from assay.extraction.sources import person_in

    if all(d.source.outside for d in before):
        raise UnreadableDocument(_LONE, document=piece.name)
    person = person_in(before, as_of, authors)
    return read_repository(piece.path, Authors(person.written, person.emails, person.logins), name=piece.name)


def _candidate(job: Job, documents: Sequence[Document], how: How) -> Candidate:
    from assay.extraction import RULES, profile_from
    from assay.taxonomy import load_taxonomy

    reading = profile_from(
        documents,
        as_of=how.as_of,
        taxonomy=load_taxonomy(),
        authors=job.authors,
        extractor=how.extractor or RULES,
    )
    return Candidate(
        name=job.name,
        documents=tuple(documents),
        profile=reading.profile,
        identity=reading.identity,
        mobility=reading.mobility,
        extractor=reading.extractor if how.extractor else "",
        notes=reading.notes,
    )


def _internal(error: Exception) -> str:
    return f"a fault inside Assay ({type(error).__name__}: {error}); please report it with the file's format"
