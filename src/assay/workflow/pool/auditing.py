"""Auditing: the chain of events of a pool walked and shown, and its end kept elsewhere to be compared later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.errors import UsageError
from assay.store.acts import PERSON_ID_DIGITS
from assay.store.records import PersonId, Verification
from assay.workflow.pool.opening import TalentPool
from assay.workflow.pool.upkeep_records import Checkpoint
from assay.workflow.pool.whom import find_person


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """The chain as walked, and what it was compared with."""

    verification: Verification
    against: Checkpoint | None
    checkpoint: Checkpoint

    @property
    def holds(self) -> bool:
        """Whether the chain is what was written."""
        return not self.verification.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvents:
    """What to show: the last so many events, of some kinds, about a person or by somebody."""

    last: int | None = 20
    kinds: frozenset[EventKind] = frozenset()
    person: PersonId | None = None
    by: str | None = None


def verify_audit(pool: TalentPool, *, at: datetime, against: Checkpoint | None = None) -> AuditCheck:
    """Walk the whole chain, also past people who are erased, and hold it to a checkpoint kept earlier.

    Raises UsageError where the checkpoint is of another store.
    """
    mark = _mark(pool)
    if against is not None and against.store != mark:
        raise UsageError("the checkpoint is of another store; name the one that was saved of this store")
    earlier = AuditHead(against.sequence, against.hash) if against else None
    found = pool.store.verify(earlier)
    head = found.head
    now = Checkpoint(store=mark, at=at.isoformat(), sequence=head.sequence, hash=head.hash)
    return AuditCheck(verification=found, against=against, checkpoint=now)


def read_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint from a file, also one that `assay audit verify --json` wrote; raises UsageError where it is none."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path}: cannot be read ({fault.strerror}); check the path") from fault
    try:
        return msgspec.json.decode(data, type=Checkpoint)
    except msgspec.DecodeError:
        pass
    try:
        return msgspec.json.decode(data, type=_Holder).checkpoint
    except msgspec.DecodeError:
        raise UsageError(f"{path}: is no checkpoint; save one with assay audit verify --save FILE") from None


class _Holder(msgspec.Struct, frozen=True):
    checkpoint: Checkpoint


def audit_events(pool: TalentPool, asked: ShownEvents) -> tuple[AuditEvent, ...]:
    """Events of the chain, the oldest first."""
    found = list(_matching(pool, asked))
    return tuple(found if asked.last is None else found[-asked.last :] if asked.last else [])


def _matching(pool: TalentPool, asked: ShownEvents) -> Iterator[AuditEvent]:
    store = pool.store
    subject = store.pseudonym("person", asked.person) if asked.person else None
    actor = store.pseudonym("actor", asked.by) if asked.by else None
    for event in store.events():
        if asked.kinds and event.kind not in asked.kinds:
            continue
        if subject not in (None, event.subject) or actor not in (None, event.actor):
            continue
        yield event


def about(pool: TalentPool, named: str, *, at: datetime) -> PersonId:
    """The person that events are asked about; of one who was erased, the whole id still tells their events."""
    text = named.strip().lower()
    try:
        return find_person(pool, text, at=at)
    except UsageError:
        if len(text) == PERSON_ID_DIGITS:
            return PersonId(text)
        raise


def kinds_of(names: list[str] | None) -> frozenset[EventKind]:
    """The kinds of these names; raises UsageError for a name that is none."""
    known = {kind.value: kind for kind in EventKind}
    for name in names or ():
        if name not in known:
            raise UsageError(f"{name!r} is no kind of event; choose of {', '.join(known)}")
    return frozenset(known[name] for name in names or ())


def _mark(pool: TalentPool) -> str:
    return pool.store.pseudonym("store", "audit checkpoint")[:32]
