"""Jobs: which items are settled, written in the transaction that settles them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Connection, delete, func, insert, select, update

from assay.domain.event import EventKind
from assay.errors import UsageError
from assay.store import acts
from assay.store.records import ItemState, Job, JobItem, JobKind
from assay.store.sealing import Sealer
from assay.store.sql import schema
from assay.store.sql.writing import Write, chunked
from assay.store.times import moment

_J, _I = schema.jobs.c, schema.job_items.c


def find(connection: Connection, job: str) -> Job | None:
    """How far a job is."""
    row = connection.execute(select(schema.jobs).where(_J.id == job)).first()
    if row is None:
        return None
    query = select(_I.state, func.count()).where(_I.job == job).group_by(_I.state)
    counts = {str(row[0]): int(row[1]) for row in connection.execute(query)}
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        begun=moment(row.begun),
        ended=None if row.ended is None else moment(row.ended),
        done=counts.get(ItemState.DONE.value, 0) + counts.get(ItemState.ERASED.value, 0),
        failed=counts.get(ItemState.FAILED.value, 0),
    )


def every(connection: Connection) -> tuple[Job, ...]:
    """All jobs, in the order in which they were first begun."""
    ids = connection.execute(select(_J.id).order_by(_J.begun, _J.id)).scalars().all()
    return tuple(known(connection, job) for job in ids)


def begin(write: Write, job: str, kind: JobKind) -> Job:
    """Begin a job or go on with it."""
    found = find(write.connection, acts.checked_name(job, "a job"))
    if found is None:
        write.insert(schema.jobs, [{"id": job, "kind": kind.value, "begun": write.at_micros, "ended": None}])
    elif found.kind is not kind:
        raise UsageError(f"job {job} is one of {found.kind}, not of {kind}; take another name")
    else:
        write.connection.execute(update(schema.jobs).where(_J.id == job).values(ended=None))
    write.log(write.event.job(EventKind.JOB_BEGUN, job, kind))
    return known(write.connection, job)


def known(connection: Connection, job: str) -> Job:
    """The job; raises UsageError where it was never begun."""
    found = find(connection, job)
    if found is None:
        raise acts.unknown_job(job)
    return found


def end(write: Write, job: str) -> Job:
    """Mark a job as ended."""
    found = known(write.connection, job)
    write.connection.execute(update(schema.jobs).where(_J.id == job).values(ended=write.at_micros))
    write.log(write.event.job(EventKind.JOB_ENDED, job, found.kind, done=found.done, failed=found.failed))
    return known(write.connection, job)


def settle(
    write: Write,
    job: str,
    items: Mapping[str, int | None],
    state: ItemState,
    reasons: Mapping[str, bytes] | None = None,
) -> None:
    """Mark items; `items` maps each to its person's number where there is one."""
    known(write.connection, job)
    for some in chunked(items):
        write.connection.execute(delete(schema.job_items).where(_I.job == job, _I.item.in_(some)))
    rows = [
        {
            "job": job,
            "item": acts.checked_name(item, "an item of a job"),
            "state": state.value,
            "number": number,
            "reason_sealed": reasons[item] if reasons else None,
        }
        for item, number in items.items()
    ]
    if rows:
        write.connection.execute(insert(schema.job_items), rows)


def fail(write: Write, job: str, reasons: Mapping[str, str]) -> None:
    """Mark items as failed, the reason sealed: it may quote a document."""
    sealed = {
        item: write.sealer.shared.seal("reason", f"{job}|{item}", reason.encode())
        for item, reason in reasons.items()
    }
    settle(write, job, dict.fromkeys(reasons), ItemState.FAILED, sealed)
    write.log(
        write.event.job(EventKind.ITEMS_FAILED, job, known(write.connection, job).kind, items=len(reasons))
    )


def items(connection: Connection, sealer: Sealer, job: str, after: str, limit: int) -> Iterator[JobItem]:
    """Items in order behind `after`."""
    query = select(schema.job_items).where(_I.job == job, _I.item > after).order_by(_I.item).limit(limit)
    for row in connection.execute(query):
        reason = b""
        if row.reason_sealed is not None:
            reason = sealer.shared.open("reason", f"{job}|{row.item}", row.reason_sealed)
        yield JobItem(row.item, ItemState(row.state), reason.decode())


def settled(connection: Connection, job: str, asked: Collection[str]) -> frozenset[str]:
    """Items that need no more work."""
    found: set[str] = set()
    for some in chunked(asked):
        query = select(_I.item).where(_I.job == job, _I.item.in_(some), _I.state != ItemState.FAILED.value)
        found.update(item for (item,) in connection.execute(query))
    return frozenset(found)
