"""Audit events: what was done, when, by whom and to whom, without a name or a word of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    CREATED = "created"
    INGESTED = "ingested"
    EXTENDED = "extended"
    CORRECTED = "corrected"
    REEXTRACTED = "reextracted"
    BASIS_GIVEN = "basis_given"
    BASIS_WITHDRAWN = "basis_withdrawn"
    STORAGE_PERIOD_SET = "storage_period_set"
    BRIEF_SAVED = "brief_saved"
    BRIEF_REMOVED = "brief_removed"
    DECIDED = "decided"
    RANKED = "ranked"
    SEARCHED = "searched"
    SHOWN = "shown"
    EXPORTED = "exported"
    ERASED = "erased"
    EXPIRED = "expired"
    JOB_BEGUN = "job_begun"
    ITEMS_FAILED = "items_failed"
    JOB_ENDED = "job_ended"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    KEY_CHANGED = "key_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """A link of the chain. `actor` and `subject` are keyed hashes (empty where there is none).

    `hash` is the SHA-256 of the other fields in canonical JSON; `previous` is the hash of the event before,
    64 zeros for the first. `details` are counts, versions, digests and words of closed vocabularies.
    """

    sequence: int
    at: datetime
    kind: EventKind
    actor: str
    subject: str
    details: Mapping[str, str | int]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The end of the chain: how many events there are, and the last one's hash. Kept elsewhere, it shows
    that the chain was cut short or rewritten."""

    sequence: int
    hash: str
