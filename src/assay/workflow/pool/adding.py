"""Adding: files become people of the pool. What is held is left out before it is read; what breaks off goes on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from assay.domain.dates import Month
from assay.errors import IndexBusy, IndexDamaged, IndexUnwritable, UsageError
from assay.store.records import Intake, IntakeStatus, JobKind, PersonId, Taken, new_person_id
from assay.workflow.candidate import Candidate, How, Outcome, Task, Unread
from assay.workflow.intake import Progress, utc_now
from assay.workflow.pool.extracting import extracted
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.originals import loaded, originals
from assay.workflow.pool.readers import Readers, Waiting
from assay.workflow.pool.sorting import Sorted, Sorting, sort
from assay.workflow.pool.terms import Terms
from assay.workflow.sources import find_sources
from assay.workflow.unpacking import Job, jobs_of

MOST_AT_ONCE: Final = 256
"""Candidates of one transaction, at most."""

_LONGEST_S: Final = 10.0
"""Seconds of reading after which what was read is saved."""

_MOST_BYTES: Final = 64_000_000
"""Bytes of files at hand for one transaction, but for a single larger one."""


@dataclass(slots=True)
class Added:
    """What became of the files given, in candidates. `job` names the work, which a second run goes on with.

    `held` were in the pool already; `left_out` belong to people who were erased, or to files that were corrected,
    since this job took them in. `unread` names what could not be read.
    """

    job: str
    added: int = 0
    extended: int = 0
    held: int = 0
    left_out: int = 0
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: bool = False
    """Whether somebody stopped it (Ctrl-C); what is counted is in the pool."""

    @property
    def anything(self) -> bool:
        """Whether any candidate could be read, or was held."""
        return bool(self.added + self.extended + self.held + self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddHow:
    """How files are added. `clock` tells the moment of each transaction."""

    as_of: Month
    terms: Terms = field(default_factory=Terms)
    processes: int = 1
    separate: bool = False
    again: bool = False
    """Take in anew what an earlier run of this job took in and somebody erased since."""
    at_once: int = MOST_AT_ONCE
    clock: Callable[[], datetime] = utc_now


def add_people(
    pool: TalentPool, paths: Sequence[Path | str], how: AddHow, progress: Progress | None = None
) -> Added:
    """Take everyone below `paths` into the pool, a transaction for some hundred candidates, and keep the index current.

    When it breaks off, all that was acknowledged is there, and the same call goes on with the rest. A candidate
    whose CV is in the pool already is held; new files beside a CV that is held are added to that person.
    Raises UsageError where a path does not exist, StoreError where the store fails; nothing is half done.
    """
    jobs = list(jobs_of(find_sources([Path(p) for p in paths]), separate=how.separate))
    begun = pool.store.begin_job(
        _job_id(pool, paths, how), JobKind.INGESTION, at=how.clock(), actor=pool.actor
    )
    told = Added(begun.id)
    run = _Run(pool, how, told, Keeper(pool), Readers(how.processes, len(jobs)))
    done = 0
    try:
        with run.readers:
            for count in run.all(jobs):
                done += count
                if progress:
                    progress(done, len(jobs))
    except KeyboardInterrupt:
        told.stopped = True
    else:
        pool.store.end_job(begun.id, at=how.clock(), actor=pool.actor)
        with suppress(IndexBusy, IndexUnwritable, IndexDamaged, UsageError):  # the next use of it mends that
            run.keeper.tidy()
    told.notes += list(dict.fromkeys(run.keeper.notes))
    return told


@dataclass(frozen=True, slots=True)
class _Run:
    pool: TalentPool
    how: AddHow
    told: Added
    keeper: Keeper
    readers: Readers

    def all(self, jobs: Sequence[Job]) -> Iterator[int]:
        """Take all jobs in; gives the number of candidates settled, again and again. While one batch is saved,
        the processes read the next. New files of people who are held come last."""
        waiting: deque[tuple[Sorted, Waiting]] = deque()
        later: list[Job] = []
        for some in batches(jobs, self.how.at_once):
            found = self._sorted(some)
            later += found.later
            yield found.read_none
            waiting.append((found, self.readers.begin(found.tasks)))
            if len(waiting) > 1:
                yield from self._save(*waiting.popleft())
        while waiting:
            yield from self._save(*waiting.popleft())
        while later:
            some, later = later[: self.how.at_once], later[self.how.at_once :]
            found = self._sorted(some, extend=True)
            later = found.later + later
            yield found.read_none
            yield from self._save(found, self.readers.begin(found.tasks))

    def _sorted(self, jobs: Sequence[Job], *, extend: bool = False) -> Sorted:
        by = Sorting(self.pool, How(as_of=self.how.as_of), self.told.job, self.how.clock())
        found = sort(by, jobs, extend=extend)
        self.told.held += found.held
        self.told.left_out += found.left_out
        self.told.unread += found.unread
        return found

    def _save(self, found: Sorted, waiting: Waiting) -> Iterator[int]:
        """Save what was read, some seconds' worth at the most together, so that slow files lose little to a crash;
        gives the number of candidates read, again and again."""
        tasks = iter(zip(found.tasks, found.people, strict=True))
        intakes: list[Intake] = []
        begun = time.monotonic()
        for outcomes in self.readers.read(waiting):
            at = self.how.clock()
            for outcome, (task, person) in zip(outcomes, tasks, strict=False):
                self._unread(task, outcome, at)
                intakes += self._intakes(task, person, outcome, at, found)
            if time.monotonic() - begun > _LONGEST_S:
                self._ingest(intakes)
                intakes, begun = [], time.monotonic()
            yield len(outcomes)
        self._ingest(intakes)

    def _intakes(
        self, task: Task, person: PersonId | None, outcome: Outcome, at: datetime, found: Sorted
    ) -> list[Intake]:
        """The intake of a candidate, none where nothing was read or they were erased since."""
        if outcome.candidate is None:
            return []
        intake = self._intake(task, person, outcome.candidate, at)
        if person is None and self._gone(intake, found):
            self.told.left_out += 1
            return []
        return [intake]

    def _ingest(self, intakes: Sequence[Intake]) -> None:
        if intakes:
            taken = self.pool.store.ingest(
                intakes, at=self.how.clock(), actor=self.pool.actor, job=self.told.job
            )
            self._tell(taken)
            self._follow()

    def _gone(self, intake: Intake, found: Sorted) -> bool:
        """Whether a CV of it was taken in before by this job and is no longer there."""
        cvs = (file.content for file in intake.files if not file.source.outside)
        return any(self.pool.store.address(content) in found.gone for content in cvs)

    def _follow(self) -> None:
        """Bring the index up to what was saved; where it cannot be, the people are in the pool all the same."""
        try:
            self.keeper.refresh(at=self.how.clock())
        except (IndexBusy, IndexUnwritable) as fault:
            note = f"the people are saved, but not yet in the index ({fault}); the next command brings it up"
            self.keeper.notes.append(note)

    def _intake(self, task: Task, person: PersonId | None, candidate: Candidate, at: datetime) -> Intake:
        new = person is None
        terms = self.how.terms
        return Intake(
            person=new_person_id() if person is None else person,
            files=originals(task[0], candidate.documents),
            extracted=extracted(candidate, self.pool.made),
            basis=terms.legal_basis(at) if new else None,
            keep_until=terms.keep_until(at) if new else None,
        )

    def _tell(self, taken: Sequence[Taken]) -> None:
        for answer in taken:
            if answer.status is IntakeStatus.ADDED:
                self.told.added += 1
            elif answer.status is IntakeStatus.EXTENDED:
                self.told.extended += 1
            else:
                self.told.held += 1

    def _unread(self, task: Task, outcome: Outcome, at: datetime) -> None:
        """Name what could not be read, and mark it in the job so that it is tried again."""
        self.told.unread += outcome.unread
        contents = {piece.name: piece.content for piece in task[0].pieces}
        reasons = {
            str(self.pool.store.address(content)): unread.reason
            for unread in outcome.unread
            if (content := contents.get(unread.document)) is not None
        }
        if reasons:
            self.pool.store.fail(self.told.job, reasons, at=at, actor=self.pool.actor)


def batches(jobs: Sequence[Job], most: int) -> Iterator[list[Job]]:
    """Jobs with the bytes of their files at hand, as many together as one transaction takes."""
    batch: list[Job] = []
    size = 0
    for job in map(loaded, jobs):
        batch.append(job)
        size += sum(len(piece.content or b"") for piece in job.pieces)
        if len(batch) >= most or size >= _MOST_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _job_id(pool: TalentPool, paths: Sequence[Path | str], how: AddHow) -> str:
    """The same for the same paths, and tells nothing of them."""
    if not paths:
        raise UsageError("name at least one file or folder to add")
    named = "\n".join(sorted(str(Path(p).resolve()) for p in paths))
    moment = how.clock().isoformat() if how.again else ""
    return f"add-{pool.store.pseudonym('job', f'{named}|{moment}')[:24]}"
