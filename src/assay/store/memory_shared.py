"""MemoryStore's briefs, feed, jobs and audit chain."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from assay.domain.brief import Brief
from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.errors import UsageError
from assay.store import acts
from assay.store.chain import START, Entry, linked, walk
from assay.store.records import (
    Change,
    ChangeKind,
    ItemState,
    Job,
    JobItem,
    JobKind,
    StoredBrief,
    Verification,
)
from assay.store.sealing import Sealer
from assay.store.times import micros, moment


class MemoryShared:
    """What belongs to nobody in particular."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self._chain: list[AuditEvent] = []
        self._feed: list[Change] = []
        self._fed = 0
        self._briefs: dict[str, StoredBrief] = {}
        self._jobs: dict[str, Job] = {}
        self._items: dict[str, dict[str, tuple[JobItem, int | None]]] = {}

    def _events_of(self, at: datetime, actor: str) -> acts.Events:
        return acts.Events(self._sealer, at, actor)

    def _log(self, entry: Entry) -> AuditEvent:
        self._chain += linked(self.head(), [entry])
        return self._chain[-1]

    # briefs

    def save_brief(self, brief_id: str, brief: Brief, *, at: datetime, actor: str) -> None:
        """See the port."""
        acts.checked_name(brief_id, "a brief")
        self._briefs[brief_id] = StoredBrief(brief_id, brief, moment(micros(at)))
        self._log(self._events_of(at, actor).brief(EventKind.BRIEF_SAVED, brief_id))

    def brief(self, brief_id: str) -> StoredBrief | None:
        """See the port."""
        return self._briefs.get(brief_id)

    def briefs(self) -> tuple[StoredBrief, ...]:
        """See the port."""
        return tuple(self._briefs.values())

    def remove_brief(self, brief_id: str, *, at: datetime, actor: str) -> bool:
        """See the port."""
        micros(at)
        if self._briefs.pop(brief_id, None) is None:
            return False
        self._log(self._events_of(at, actor).brief(EventKind.BRIEF_REMOVED, brief_id))
        return True

    # the feed

    def _changed(self, number: int, kind: ChangeKind) -> None:
        self._fed += 1
        self._feed.append(Change(self._fed, number, kind))

    def _forget(self, number: int, person: str) -> None:
        self._feed = [change for change in self._feed if change.number != number]
        for items in self._items.values():
            items.pop(person, None)  # an item of a re-extraction
            for item, (_, owner) in items.items():
                if owner == number:
                    items[item] = JobItem(item, ItemState.ERASED), None

    def sequence(self) -> int:
        """See the port."""
        return self._fed

    def changes_since(self, sequence: int, limit: int = 10_000) -> tuple[Change, ...]:
        """See the port."""
        return tuple(change for change in self._feed if change.sequence > sequence)[:limit]

    # jobs

    def begin_job(self, job: str, kind: JobKind, *, at: datetime, actor: str) -> Job:
        """See the port."""
        micros(at)
        known = self._jobs.get(acts.checked_name(job, "a job"))
        if known is not None and known.kind is not kind:
            raise UsageError(f"job {job} is one of {known.kind}, not of {kind}; take another name")
        found = known or Job(id=job, kind=kind, begun=moment(micros(at)), ended=None, done=0, failed=0)
        self._jobs[job] = replace(found, ended=None)
        self._items.setdefault(job, {})
        self._log(self._events_of(at, actor).job(EventKind.JOB_BEGUN, job, kind))
        return self._known_job(job)

    def _known_job(self, job: str) -> Job:
        if job not in self._jobs:
            raise acts.unknown_job(job)
        states = [item.state for item, _ in self._items[job].values()]
        failed = states.count(ItemState.FAILED)
        return replace(self._jobs[job], done=len(states) - failed, failed=failed)

    def job(self, job: str) -> Job | None:
        """See the port."""
        return self._known_job(job) if job in self._jobs else None

    def jobs(self) -> tuple[Job, ...]:
        """See the port."""
        return tuple(sorted(map(self._known_job, self._jobs), key=lambda j: (j.begun, j.id)))

    def job_items(self, job: str) -> Iterator[JobItem]:
        """See the port."""
        items = self._items.get(job, {})
        return iter([items[item][0] for item in sorted(items)])

    def settled(self, job: str, items: Collection[str]) -> frozenset[str]:
        """See the port."""
        known = self._items.get(job, {})
        return frozenset(i for i in items if i in known and known[i][0].state is not ItemState.FAILED)

    def _settle(
        self,
        job: str,
        items: Mapping[str, int | None],
        state: ItemState,
        reasons: Mapping[str, str] | None = None,
    ) -> None:
        for item, number in items.items():
            self._items[job][item] = JobItem(item, state, reasons[item] if reasons else ""), number

    def fail(self, job: str, reasons: Mapping[str, str], *, at: datetime, actor: str) -> None:
        """See the port."""
        micros(at)
        known = self._known_job(job)
        for item in reasons:
            acts.checked_name(item, "an item of a job")
        self._settle(job, dict.fromkeys(reasons), ItemState.FAILED, reasons)
        events = self._events_of(at, actor)
        self._log(events.job(EventKind.ITEMS_FAILED, job, known.kind, items=len(reasons)))

    def end_job(self, job: str, *, at: datetime, actor: str) -> Job:
        """See the port."""
        known = self._known_job(job)
        self._jobs[job] = replace(self._jobs[job], ended=moment(micros(at)))
        events = self._events_of(at, actor)
        counts = {"done": known.done, "failed": known.failed}
        self._log(events.job(EventKind.JOB_ENDED, job, known.kind, **counts))
        return self._known_job(job)

    # the chain

    def pseudonym(self, kind: str, text: str) -> str:
        """See the port."""
        return self._sealer.pseudonym(kind, text)

    def record(
        self,
        kind: EventKind,
        *,
        at: datetime,
        actor: str,
        subject: str = "",
        details: Mapping[str, str | int | StrEnum],
    ) -> AuditEvent:
        """See the port."""
        return self._log(self._events_of(at, actor).of(kind, subject, details))

    def events(self, after: int = 0) -> Iterator[AuditEvent]:
        """See the port."""
        return iter(self._chain[after:])

    def head(self) -> AuditHead:
        """See the port."""
        return AuditHead(self._chain[-1].sequence, self._chain[-1].hash) if self._chain else START

    def verify(self, checkpoint: AuditHead | None = None) -> Verification:
        """See the port."""
        return walk(self._chain, head=self.head(), head_sealed=True, checkpoint=checkpoint)
