"""The machine contract's object of likely duplicates."""

from __future__ import annotations

import msgspec

from assay.workflow.records import UnreadRecord


class DuplicateReasonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How one comparison of a pair came out; `bits` above 0 speak for one person.

    `shared` are values both hold, in comparable form; those of contact only with `--show-names`.
    """

    comparison: str
    level: str
    bits: float
    text: str
    shared: tuple[str, ...]


class DuplicatePairRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Two candidates: `bits` is the prior plus all reasons' bits, `probability` the same as a chance, 0-1."""

    documents: tuple[str, str]
    probability: float
    bits: float
    prior: float
    reasons: tuple[DuplicateReasonRecord, ...]


class DuplicateGroupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Candidates that may be one person, newest first by the documents' own dates.

    `handles` name them for `assay merge` without their files' names. `newest` is null where the dates do not
    tell; `probability` is that of the weakest tie that holds the group.
    """

    documents: tuple[str, ...]
    handles: tuple[str, ...]
    sha256: tuple[tuple[str, ...], ...]
    dated: tuple[str | None, ...]
    newest: str | None
    probability: float
    pairs: tuple[DuplicatePairRecord, ...]


class DuplicatesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The likely duplicates of a pool; nothing was merged."""

    schema_version: str
    threshold: float
    groups: tuple[DuplicateGroupRecord, ...]
    unread: tuple[UnreadRecord, ...]


DUPLICATE_RECORDS: dict[str, type[msgspec.Struct]] = {"duplicates": DuplicatesRecord}
"""Output name to its struct, as `assay schema NAME` prints it."""
