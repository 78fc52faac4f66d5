"""The audit chain: how an event is hashed, what it may hold, and how the chain is walked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from assay.domain.event import AuditEvent, AuditHead, EventKind
from assay.errors import UsageError
from assay.store.records import Verification
from assay.store.times import micros

START: Final = AuditHead(0, "0" * 64)
Detail = str | int
_DIGEST_OR_VERSION: Final = re.compile(
    r"[0-9a-f]{16,128}|sha256[:.]?[0-9a-f]{6,64}|[0-9][0-9A-Za-z.+:_-]{0,80}|"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event before it has its place in the chain; `actor` and `subject` are keyed hashes."""

    at: datetime
    kind: EventKind
    actor: str
    subject: str = ""
    details: Mapping[str, Detail]


def checked_details(details: Mapping[str, Detail | StrEnum]) -> dict[str, Detail]:
    """Counts, digests, versions and words of closed vocabularies pass; free text is refused."""
    found: dict[str, Detail] = {}
    for name, value in details.items():
        if not re.fullmatch(r"[a-z_]{1,40}", name):
            raise UsageError(f"the audit detail {name!r} is no name; use small letters and underscores")
        if isinstance(value, StrEnum):
            found[name] = value.value
        elif isinstance(value, int) or _DIGEST_OR_VERSION.fullmatch(value):
            found[name] = value
        else:
            raise UsageError(
                f"the audit detail {name!r} holds text; events hold counts, digests, versions and words of an enum only"
            )
    return found


def digest(entry: Entry, sequence: int, previous: str) -> str:
    """SHA-256 over the canonical JSON (sorted keys, no spaces) of the event."""
    fields = {
        "sequence": sequence,
        "at": micros(entry.at),
        "kind": entry.kind.value,
        "actor": entry.actor,
        "subject": entry.subject,
        "details": dict(entry.details),
        "previous": previous,
    }
    return sha256(json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def linked(head: AuditHead, entries: Iterable[Entry]) -> list[AuditEvent]:
    """The entries as links behind `head`."""
    events: list[AuditEvent] = []
    sequence, previous = head.sequence, head.hash
    for entry in entries:
        sequence += 1
        found = digest(entry, sequence, previous)
        events.append(
            AuditEvent(
                sequence=sequence,
                at=entry.at,
                kind=entry.kind,
                actor=entry.actor,
                subject=entry.subject,
                details=entry.details,
                previous=previous,
                hash=found,
            )
        )
        previous = found
    return events


def walk(
    events: Iterable[AuditEvent],
    *,
    head: AuditHead,
    head_sealed: bool,
    checkpoint: AuditHead | None = None,
    limit: int = 20,
) -> Verification:
    """Walk the chain from its first event; `head` is where the store says that it ends.

    `head_sealed`: the store's own seal over `head` holds. `checkpoint` is a head exported earlier. At most
    `limit` faults are told.
    """
    faults: list[str] = []
    tell: Callable[[str], None] = lambda fault: faults.append(fault) if len(faults) < limit else None  # noqa: E731
    if not head_sealed:
        tell("the seal over the end of the chain does not hold: it was changed without the store key")
    last = START
    met = checkpoint is None or checkpoint == START
    for event in events:
        if event.sequence != last.sequence + 1:
            tell(f"event {last.sequence + 1} is missing: {event.sequence} follows {last.sequence}")
        if event.previous != last.hash:
            tell(f"event {event.sequence} does not follow from the one before")
        entry = Entry(
            at=event.at, kind=event.kind, actor=event.actor, subject=event.subject, details=event.details
        )
        if digest(entry, event.sequence, event.previous) != event.hash:
            tell(f"event {event.sequence} was changed")
        last = AuditHead(event.sequence, event.hash)
        met = met or last == checkpoint
    if last != head:
        tell(f"the chain ends at event {last.sequence}, the store says {head.sequence}")
    if not met and checkpoint is not None:
        tell(f"the chain no longer holds the checkpoint at event {checkpoint.sequence}")
    return Verification(last, tuple(faults))
