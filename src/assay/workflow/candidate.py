"""One candidate: the documents read, and the profile made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.identity import Identity
from assay.domain.mobility import Mobility
from assay.domain.profile import Profile
from assay.errors import DocumentError, EndpointError, UnreadableDocument
from assay.workflow.sources import Source

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


Job = tuple[Source, How]
"""A candidate to read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate, where one could be read, and what could not."""

    candidate: Candidate | None
    unread: tuple[Unread, ...]


def file_name(source: Source, file: Path) -> str:
    """What a file of a source is called."""
    return source.name if len(source.files) == 1 else f"{source.name}/{file.name}"


def read_candidate(source: Source, how: How) -> Outcome:
    """Read one candidate; what cannot be read is named and the rest goes on."""
    documents: list[Document] = []
    unread: list[Unread] = []
    folders = [f for f in source.files if f.is_dir()]  # repositories come last: they ask whose work it is
    for file in (*(f for f in source.files if f not in folders), *folders):
        name = file_name(source, file)
        try:
            documents.append(_document(file, name, documents, how.as_of, source.authors))
        except DocumentError as error:
            unread.append(Unread(name, str(error)))
        except Exception as error:  # a fault of ours must not stop the other thousand
            unread.append(Unread(name, _internal(error)))
    documents.sort(key=lambda d: d.source.outside)
    if not documents or documents[0].source.outside:
        return Outcome(None, (*unread, *(Unread(d.name, _LONE) for d in documents)))
    try:
        return Outcome(_candidate(source, documents, how), tuple(unread))
    except EndpointError as error:
        return Outcome(None, (*unread, Unread(source.name, str(error))))
    except Exception as error:
        return Outcome(None, (*unread, Unread(source.name, _internal(error))))


def _document(
    file: Path, name: str, before: Sequence[Document], as_of: Month, authors: Sequence[str]
) -> Document:
    """Read a file, or of a repository what the person of the documents `before` committed."""
    from assay import documents

    if not file.is_dir():
        return documents.read(file, name=name)
    from assay.documents.git import Authors, read_repository
    from assay.extraction.sources import person_in

    if all(d.source.outside for d in before):
        raise UnreadableDocument(_LONE, document=name)
    person = person_in(before, as_of, authors)
    return read_repository(file, Authors(person.written, person.emails, person.logins), name=name)


def _candidate(source: Source, documents: Sequence[Document], how: How) -> Candidate:
    from assay.extraction import RULES, profile_from
    from assay.taxonomy import load_taxonomy

    reading = profile_from(
        documents,
        as_of=how.as_of,
        taxonomy=load_taxonomy(),
        authors=source.authors,
        extractor=how.extractor or RULES,
    )
    return Candidate(
        name=source.name,
        documents=tuple(documents),
        profile=reading.profile,
        identity=reading.identity,
        mobility=reading.mobility,
        extractor=reading.extractor if how.extractor else "",
        notes=reading.notes,
    )


def _internal(error: Exception) -> str:
    return f"a fault inside Assay ({type(error).__name__}: {error}); please report it with the file's format"
