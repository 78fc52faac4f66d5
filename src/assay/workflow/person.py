"""Read one person: a file, or a folder that holds nothing but one person's files."""

from __future__ import annotations

from pathlib import Path

from assay.domain.dates import Month
from assay.errors import UnreadableDocument, UsageError
from assay.workflow.candidate import Candidate, How, Unread, read_candidate
from assay.workflow.sources import MAX_FILES_OF_ONE_PERSON, Source, find_sources
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
    sources = find_sources([where])
    files = tuple(f for source in sources for f in source.files)
    if not where.is_dir() or len(sources) == 1:
        return sources
    if len(files) > MAX_FILES_OF_ONE_PERSON or any(len(s.files) > 1 for s in sources):
        raise UsageError(
            f"{where}: holds {len(files)} files, which are more than one person's; name one file or one "
            f"person's folder of at most {MAX_FILES_OF_ONE_PERSON} files"
        )
    return (Source(where.name, files, tuple(a for s in sources for a in s.authors)),)
