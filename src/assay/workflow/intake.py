"""Take in documents: read them on all cores, make profiles, lose nothing to one bad file."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assay.domain.dates import Month
from assay.domain.document import Document
from assay.domain.profile import Finding, FindingKind, Profile
from assay.errors import BriefError, DocumentError, UsageError
from assay.workflow.candidate import Candidate, How, Outcome, Task, Unread, read_candidate
from assay.workflow.sources import Source, find_sources
from assay.workflow.unpacking import jobs_of

if TYPE_CHECKING:
    from assay.extraction.port import Extractor

__all__ = ["Candidate", "Pool", "Progress", "Unread", "default_as_of", "read_document", "read_pool"]

Progress = Callable[[int, int], None]
"""Called with the number of candidates done and their total."""

PARALLEL_FROM = 24
"""Candidates from which starting worker processes (0.7 s each) pays."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Everyone read, in the order of the paths, and what could not be read."""

    candidates: tuple[Candidate, ...]
    unread: tuple[Unread, ...]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """What scoring sees of the candidates."""
        return tuple(c.profile for c in self.candidates)


def read_pool(  # noqa: PLR0913 - the choices of a public act
    paths: Sequence[Path | str],
    *,
    as_of: Month,
    processes: int = 1,
    separate_files: bool = False,
    folders_are_people: bool = False,
    evidence: Sequence[Path | str] = (),
    authors: Sequence[str] = (),
    extractor: Extractor | None = None,
    progress: Progress | None = None,
) -> Pool:
    """Read every document below `paths` into candidates.

    `processes` above 1 reads in that many worker processes where there are PARALLEL_FROM candidates or
    more; a script that asks for them must guard its own start with ``if __name__ == "__main__"``.
    A row of a table (CSV, XLSX) and a file in a ZIP are candidates like files.
    With `separate_files` every file is its own candidate, save where evidence stands beside a CV; with
    `folders_are_people` each folder in `paths` is one candidate, if it holds one person's files.
    `evidence` are files and git repositories that go with the one candidate below `paths`; `authors` are
    names, addresses and accounts of theirs. `extractor` reads beside the
    rules, see `assay.workflow.extractor`. A file that cannot be read is listed in
    `Pool.unread` and the others go on. Raises UsageError where a path does not exist.
    """
    sources = find_sources([Path(p) for p in paths], people=folders_are_people)
    if evidence or authors:
        sources = (_with_evidence(sources, [Path(e) for e in evidence], authors),)
    how = How(as_of=as_of, extractor=extractor)
    jobs = [(job, how) for job in jobs_of(sources, separate=separate_files)]
    outcomes = _run(jobs, processes, progress or _silent)
    candidates = _with_duplicates([o.candidate for o in outcomes if o.candidate])
    return Pool(candidates, tuple(u for o in outcomes for u in o.unread))


def read_document(path: Path | str) -> Document:
    """Read one document; raises DocumentError with the path in it, UsageError where there is none."""
    from assay import documents

    where = Path(path)
    if not where.is_file():
        raise UsageError(f"{where}: no such file; check the path")
    return documents.read(where, name=where.name)


def default_as_of() -> Month:
    """The current month."""
    day = today()
    return Month(day.year, day.month)


def today() -> date:
    """The current day; the clock is read here, in `now` and in `utc_now` alone."""
    return date.today()


def now() -> str:
    """The current time in UTC, to the second, as ISO 8601 writes it."""
    return utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")


def utc_now() -> datetime:
    """The current moment, in UTC."""
    return datetime.now(UTC)


def _with_evidence(sources: Sequence[Source], evidence: Sequence[Path], authors: Sequence[str]) -> Source:
    """The one candidate with the evidence given by hand."""
    from assay.documents import is_outside

    if len(sources) != 1:
        raise UsageError(
            f"evidence and authors belong to one candidate, but {len(sources)} were given; "
            "put each person's files in a folder of their own instead"
        )
    for path in evidence:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; check the path")
        if path.is_dir() and not is_outside(path):
            raise UsageError(f"{path}: is a folder but no git repository; give its files one by one")
    one = sources[0]
    return replace(one, files=(*one.files, *evidence), authors=(*one.authors, *authors))


def _silent(_done: int, _total: int) -> None:
    """Report no progress."""


def _run(jobs: Sequence[Task], workers: int, progress: Progress) -> list[Outcome]:
    if workers <= 1 or len(jobs) < PARALLEL_FROM:
        outcomes = []
        for done, job in enumerate(jobs, 1):
            outcomes.append(read_candidate(*job))
            progress(done, len(jobs))
        return outcomes
    found = dict(_in_processes(jobs, workers, progress))
    for index in [i for i in range(len(jobs)) if i not in found]:
        found[index] = alone(jobs[index])
        progress(len(found), len(jobs))
    return [found[i] for i in range(len(jobs))]


def _in_processes(jobs: Sequence[Task], workers: int, progress: Progress) -> Iterator[tuple[int, Outcome]]:
    """Outcomes by index; those missing were lost with a process that a file brought down."""
    chunks = _chunks(len(jobs), workers)
    done = 0
    with executor(workers) as processes:
        futures = {processes.submit(read_chunk, [jobs[i] for i in chunk]): chunk for chunk in chunks}
        for future in as_completed(futures):
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                continue
            done += len(outcomes)
            progress(done, len(jobs))
            yield from zip(futures[future], outcomes, strict=True)


def alone(job: Task) -> Outcome:
    """Read one candidate in a process of its own, so that a crash takes nothing else with it."""
    try:
        with executor(1) as processes:
            return processes.submit(read_candidate, *job).result()
    except BrokenProcessPool:
        reason = "the file brought its reader down; it is damaged or hostile, ask for another copy"
        return Outcome(None, (Unread(job[0].name, reason),))


def executor(workers: int) -> ProcessPoolExecutor:
    """Processes that read."""
    context: Any = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_stopping)


def _leave_stopping() -> None:
    """In a process that reads: Ctrl-C is for the one that asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _chunks(total: int, workers: int) -> list[range]:
    size = max(1, min(16, total // (workers * 4)))
    return [range(i, min(i + size, total)) for i in range(0, total, size)]


def read_chunk(jobs: Sequence[Task]) -> list[Outcome]:
    """Read candidates one after another."""
    return [read_candidate(*job) for job in jobs]


def _with_duplicates(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Mark byte-identical copies with a finding that names the first; both stay ranked."""
    first: dict[tuple[str, ...], str] = {}
    out = []
    for candidate in candidates:
        key = tuple(d.sha256 for d in candidate.documents)
        if key in first:
            text = f"The same document as {first[key]!r}: one person may stand in the list twice."
            finding = Finding(kind=FindingKind.DUPLICATE_DOCUMENT, text=text)
            profile = replace(candidate.profile, findings=(*candidate.profile.findings, finding))
            candidate = replace(candidate, profile=profile)
        first.setdefault(key, candidate.name)
        out.append(candidate)
    return tuple(out)


def require_brief(error: DocumentError) -> BriefError:
    """The error of a brief whose file cannot be read."""
    return BriefError(f"the brief cannot be read: {error}")
