"""Sorting: of a batch of candidates, by content address, who is held, who is new, and whose person has new files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assay.domain.consent import Purpose
from assay.store.records import Address, PersonId
from assay.workflow.candidate import How, Task, Unread
from assay.workflow.pool.extracting import task_of, with_more
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.people import held_files
from assay.workflow.unpacking import Job


@dataclass(frozen=True, slots=True)
class Sorting:
    """What candidates are sorted by."""

    pool: TalentPool
    how: How
    job: str
    at: datetime


@dataclass(slots=True)
class Sorted:
    """Of some candidates those to read: `people` says whose files they are, None for somebody new.

    `later` are candidates whose CV is held and who may have new files: they are sorted again when all others are
    saved. `gone` are addresses that this job settled and nobody holds any more.
    """

    tasks: list[Task] = field(default_factory=list)
    people: list[PersonId | None] = field(default_factory=list)
    held: int = 0
    left_out: int = 0
    unread: list[Unread] = field(default_factory=list)
    later: list[Job] = field(default_factory=list)
    gone: frozenset[str] = frozenset()

    @property
    def read_none(self) -> int:
        """How many need not be read."""
        return self.held + self.left_out + len(self.unread)


def sort(by: Sorting, jobs: Sequence[Job], *, extend: bool = False) -> Sorted:
    """Sort candidates whose files' bytes are at hand. With `extend`, those with new files of held people are read:
    of each person the first; the others wait in `later`."""
    store = by.pool.store
    addresses = [[store.address(p.content) for p in job.pieces if p.content is not None] for job in jobs]
    every = {address for some in addresses for address in some}
    holders, settled = store.holders(every), store.settled(by.job, every)
    found = Sorted(gone=frozenset(settled - holders.keys()))
    for job, own in zip(jobs, addresses, strict=True):
        owners = {holders[address] for address in own if address in holders}
        left = {address for address in own if address not in holders}
        if len(owners) > 1:
            found.unread.append(Unread(job.name, _TWO))
        elif owners and (not left or (extend and _holds(by, owners, left))):
            found.held += 1
        elif owners and (not extend or owners & set(found.people)):
            found.later.append(job)
        elif owners:
            _extend(found, by, job, next(iter(owners)))
        elif own and not left - settled:
            found.left_out += 1
        else:
            found.tasks.append((job, by.how))
            found.people.append(None)
    return found


_TWO = (
    "holds CVs that the pool keeps as two people; if they are one, look at both with assay duplicates before "
    "they are joined"
)


def _holds(by: Sorting, owners: Collection[PersonId], addresses: Collection[Address]) -> bool:
    """Whether the person has the files already (evidence beside a CV has no holder of its own), or may not be read."""
    held = {f.address for p in owners for f in by.pool.store.files(p, Purpose.INDEX, at=by.at)}
    return held >= set(addresses) or not held


def _extend(found: Sorted, by: Sorting, job: Job, person: PersonId) -> None:
    files = held_files(by.pool, person, Purpose.INDEX, by.at)
    found.tasks.append(with_more(task_of(files, by.how.as_of), job))
    found.people.append(person)
