"""Extracting: what was read of a candidate, as the store keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.domain.dates import Month
from assay.domain.match import Versions as Made
from assay.extraction import EXTRACTOR_VERSION
from assay.store.records import Extracted, HeldFile, Versions
from assay.workflow.candidate import Candidate, How, Task
from assay.workflow.pool import rows
from assay.workflow.pool.originals import name_of, piece_of
from assay.workflow.unpacking import Job


def extracted(candidate: Candidate, made: Made) -> Extracted:
    """What the store keeps of a candidate: what scoring sees, what it may not, and the row of the index."""
    return Extracted(
        profile=candidate.profile,
        identity=candidate.identity,
        mobility=candidate.mobility,
        row=rows.kept(candidate.profile),
        versions=Versions(candidate.extractor or EXTRACTOR_VERSION, made.taxonomy),
    )


def task_of(files: Sequence[tuple[HeldFile, bytes]], as_of: Month, authors: Sequence[str] = ()) -> Task:
    """The files of a person in the store as a candidate to be read again (by `read_candidate`, in any process)."""
    pieces = tuple(piece_of(held, content) for held, content in files)
    return Job(name_of([piece.name for piece in pieces]), pieces, tuple(authors)), How(as_of=as_of)


def with_more(task: Task, job: Job) -> Task:
    """A person's task with those files of `job` beside theirs that they do not have."""
    held, how = task
    contents, names = {p.content for p in held.pieces}, {p.name for p in held.pieces}
    new = [p for p in job.pieces if p.content is None or p.content not in contents]
    told = (replace(p, name=f"newer {p.name}") if p.name in names else p for p in new)
    return replace(held, pieces=(*held.pieces, *told), authors=job.authors), how
