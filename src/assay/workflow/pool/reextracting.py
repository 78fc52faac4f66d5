"""Re-extracting: profiles that other versions made are read again from the files kept; the earlier versions stay.

Whoever was read again is no longer outdated, so a run that broke off goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Final

from assay.domain.consent import Purpose
from assay.domain.dates import Month
from assay.errors import IndexBusy, IndexUnwritable, StoreDamaged, StoreVersionError
from assay.store.records import Extracted, JobKind, Person, PersonId
from assay.workflow.candidate import Outcome, Task
from assay.workflow.intake import Progress, utc_now
from assay.workflow.pool.extracting import extracted, task_of
from assay.workflow.pool.keeping import Keeper
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.people import held_files
from assay.workflow.pool.readers import Readers

AT_ONCE: Final = 64
"""People of one transaction."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A person who could not be read again, and why; the profile that they had stays."""

    person: PersonId
    reason: str


@dataclass(slots=True)
class Reextracted:
    """What became of the outdated profiles. `gone` were erased, or given a newer profile, meanwhile."""

    job: str
    outdated: int
    done: int = 0
    gone: int = 0
    failed: list[Kept] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: bool = False
    """Whether somebody stopped it (Ctrl-C); what is counted is in the pool."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reextracting:
    """How profiles are read again. `as_of` None takes for each person the month that ended every "present" when they
    were last read, so that only the versions make a difference."""

    as_of: Month | None = None
    processes: int = 1
    at_once: int = AT_ONCE
    clock: Callable[[], datetime] = utc_now


def reextract_people(pool: TalentPool, how: Reextracting, progress: Progress | None = None) -> Reextracted:
    """Read everyone again whose profile other versions made, and keep the index current.

    When it breaks off, all that was acknowledged is there, and the same call goes on with the rest.
    """
    at = how.clock()
    total = sum(1 for _ in pool.store.outdated(pool.versions, at=at))
    job = _job_id(pool)
    told = Reextracted(job, total)
    if not total:
        return told
    pool.store.begin_job(job, JobKind.REEXTRACTION, at=at, actor=pool.actor)
    run = _Run(pool, how, told, Keeper(pool))
    settled = 0
    try:
        with Readers(how.processes, total) as readers:
            for people in run.batches(at):
                run.save(people, readers)
                settled += len(people)
                if progress:
                    progress(settled, max(total, settled))
    except KeyboardInterrupt:
        told.stopped = True
    else:
        pool.store.end_job(job, at=how.clock(), actor=pool.actor)
    told.notes += list(dict.fromkeys(run.keeper.notes))
    return told


@dataclass(frozen=True, slots=True)
class _Run:
    pool: TalentPool
    how: Reextracting
    told: Reextracted
    keeper: Keeper

    def batches(self, at: datetime) -> Iterator[list[Person]]:
        """Everyone outdated, by number, each once; asked for batch by batch, for each changes the answer."""
        last = 0
        while True:
            people = list(
                islice(
                    self.pool.store.outdated(self.pool.versions, at=at, after=last), max(1, self.how.at_once)
                )
            )
            if not people:
                return
            last = people[-1].number
            yield people

    def save(self, people: Sequence[Person], readers: Readers) -> None:
        """Read some people again and save their new versions in one transaction."""
        at = self.how.clock()
        tasks, reasons = self._tasks(people, at)
        outcomes = readers.outcomes(readers.begin(list(tasks.values())))
        found: dict[PersonId, Extracted] = {}
        for person, outcome in zip(tasks, outcomes, strict=True):
            if outcome.candidate is not None and not outcome.unread:
                found[person] = extracted(outcome.candidate, self.pool.made)
            else:
                reasons[person] = _why(outcome)
        store, job, actor = self.pool.store, self.told.job, self.pool.actor
        answers = store.reextract(found, at=at, actor=actor, job=job) if found else {}
        if reasons:
            store.fail(job, {str(person): reason for person, reason in reasons.items()}, at=at, actor=actor)
            self.told.failed += [Kept(person, reason) for person, reason in reasons.items()]
        self.told.done += len(answers)
        self.told.gone += len(people) - len(answers) - len(reasons)
        self._follow(at)

    def _tasks(
        self, people: Sequence[Person], at: datetime
    ) -> tuple[dict[PersonId, Task], dict[PersonId, str]]:
        tasks: dict[PersonId, Task] = {}
        faults: dict[PersonId, str] = {}
        for person in people:
            try:
                files = held_files(self.pool, person.id, Purpose.INDEX, at)
                if files:  # none: erased, or no longer readable, since they were listed
                    tasks[person.id] = task_of(files, self._as_of(person, at))
            except StoreDamaged as fault:
                faults[person.id] = str(fault)
        return tasks, faults

    def _as_of(self, person: Person, at: datetime) -> Month:
        """The month of the last reading; of a profile that this program cannot read, the month they came."""
        if self.how.as_of:
            return self.how.as_of
        try:
            return self.pool.store.profiles([person.id], Purpose.INDEX, at=at)[person.id].profile.as_of
        except (StoreVersionError, KeyError):
            return Month(person.added.year, person.added.month)

    def _follow(self, at: datetime) -> None:
        try:
            self.keeper.refresh(at=at)
        except (IndexBusy, IndexUnwritable) as fault:
            note = (
                f"the profiles are saved, but not yet in the index ({fault}); the next command brings it up"
            )
            self.keeper.notes.append(note)


def _why(outcome: Outcome) -> str:
    return "; ".join(dict.fromkeys(u.reason for u in outcome.unread)) or "the files hold no CV"


def _job_id(pool: TalentPool) -> str:
    """The same for the same versions."""
    made = pool.versions
    return f"reextract-{sha256(f'{made.extractor}|{made.taxonomy}'.encode()).hexdigest()[:24]}"
