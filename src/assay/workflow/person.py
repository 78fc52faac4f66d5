"""Read one person: a file, or a folder that holds nothing but one person's files."""

from __future__ import annotations

from pathlib import Path

from assay.documents import is_outside
from assay.domain.dates import Month
from assay.errors import UnreadableDocument, UsageError
from assay.workflow.candidate import Candidate, How, Unread, read_candidate
from assay.workflow.sources import MANIFEST, MAX_FILES_OF_ONE_PERSON, Source, find_sources
from assay.workflow.unpacking import jobs_of


def read_person(path: Path | str, *, as_of: Month) -> tuple[Candidate, tuple[Unread, ...]]:
    """The candidate at `path`, and those of their files that could not be read.

    All files of a folder are one person's. Raises UsageError where there is no such path or it holds more
    than one person, UnreadableDocument where nothing could be read.
    """
    where = Path(path)
    jobs = list(jobs_of(_one(where), separate=False))
    if len(jobs) != 1:
        raise UsageError(f"{where}: holds {len(jobs)} candidates; name the file or folder of one person")
    outcome = read_candidate(jobs[0], How(as_of=as_of))
    if outcome.candidate is None:
        why = "; ".join(f"{u.document}: {u.reason}" for u in outcome.unread) or "the file holds no CV"
        raise UnreadableDocument(f"the CV cannot be read: {why}", document=where.name)
    return outcome.candidate, outcome.unread


def _one(where: Path) -> tuple[Source, ...]:
    if not where.is_dir() or (where / MANIFEST).is_file():
        return find_sources([where])
    entries = sorted(p for p in where.iterdir() if not p.name.startswith((".", "~$")))
    files = tuple(p for p in entries if p.is_file() or is_outside(p))
    if len(files) < len(entries) or not 0 < len(files) <= MAX_FILES_OF_ONE_PERSON:
        raise UsageError(
            f"{where}: is not one person's folder, which holds 1 to {MAX_FILES_OF_ONE_PERSON} files and "
            "no folders; name one file or one person's folder"
        )
    return (Source(where.name, files),)
