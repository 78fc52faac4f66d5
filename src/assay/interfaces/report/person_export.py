"""The folder that a person is given: a page to read, a file for programs, and their documents as they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote as escaped

from assay.domain.consent import BasisKind
from assay.domain.document import Quote
from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.interfaces.report.html import template
from assay.workflow.pool.exporting import Export
from assay.workflow.pool.upkeep_recording import export_record
from assay.workflow.recording import to_json

PAGE: Final = "index.html"
MACHINE: Final = "everything.json"
DOCUMENTS: Final = "documents"

_GROUNDS: Final = {
    BasisKind.CONSENT: "your consent",
    BasisKind.CONTRACT: "your application (steps before a contract)",
    BasisKind.LEGITIMATE_INTEREST: "a legitimate interest",
}
_ACTS: Final = {
    EventKind.INGESTED: "your documents were taken in and read",
    EventKind.EXTENDED: "more documents of yours were taken in",
    EventKind.CORRECTED: "something was put right at your request; what was wrong was removed",
    EventKind.REEXTRACTED: "your documents were read again by a newer version",
    EventKind.BASIS_GIVEN: "a ground for processing was recorded",
    EventKind.BASIS_WITHDRAWN: "a ground for processing was withdrawn",
    EventKind.STORAGE_PERIOD_SET: "the end of storage was set",
    EventKind.DECIDED: "somebody recorded a decision",
    EventKind.SHOWN: "you were shown by name in a ranking or search",
    EventKind.EXPORTED: "all this was written out for you",
}


def write_export(found: Export, folder: Path) -> tuple[Path, ...]:
    """Write everything held about a person into a new or empty folder that only its owner may enter.

    Raises UsageError where the folder holds anything, or cannot be written.
    """
    check_folder(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        documents = folder / DOCUMENTS
        documents.mkdir(mode=0o700)
        written = [folder / PAGE, folder / MACHINE]
        written[0].write_bytes(render_person(found))
        written[1].write_bytes(to_json(export_record(found)))
        for file in found.files:
            written.append(documents / file.saved_as)
            written[-1].write_bytes(file.content)
    except OSError as fault:
        raise UsageError(
            f"{folder}: could not be written ({fault.strerror}); choose another place"
        ) from fault
    return tuple(written)


def check_folder(folder: Path) -> None:
    """Raise UsageError before anything is read where the folder could not be written."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: is a file; name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(f"{folder}: holds files already; name a new or empty folder")


def render_person(found: Export) -> bytes:
    """The page as one UTF-8 HTML file; everything in it is escaped."""
    held = found.held
    files = [
        {
            "link": f"{DOCUMENTS}/{escaped(file.saved_as)}",
            "saved_as": file.saved_as,
            "given": file.given,
            "added": own.added,
            "size": own.size,
        }
        for file, (own, _) in zip(found.files, held.files, strict=True)
    ]
    html: str = template("person.html").render(
        made=f"{found.made:%Y-%m-%d %H:%M} UTC",
        held=held,
        files=files,
        versions=tuple(reversed(held.profiles)),
        identity=_identity(found),
        grounds=_GROUNDS,
        acts=_ACTS,
        day=_day,
    )
    return html.encode()


def _identity(found: Export) -> list[tuple[str, Sequence[str]]]:
    who: Any = found.held.identity
    where: Any = found.held.mobility
    rows: list[tuple[str, Sequence[str]]] = []
    for holder, name, shown in (
        (who, "name", "Name"),
        (who, "emails", "E-mail"),
        (who, "phones", "Telephone"),
        (who, "links", "Links"),
        (where, "location", "Place"),
        (where, "work_authorisation", "Right to work"),
        (where, "notice_period", "Notice period"),
        (where, "nationality", "Nationality"),
        (where, "relocation", "Moving"),
        (who, "masks", "Covered when you are shown without your name"),
    ):
        value = getattr(holder, name, None)
        quotes: Sequence[Quote] = (value,) if isinstance(value, Quote) else value or ()
        if quotes:
            rows.append((shown, tuple(dict.fromkeys(q.text for q in quotes))))
    return rows


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
