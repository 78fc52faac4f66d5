"""Which candidates of a pool may be one person; nothing is merged here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.linkage.compare import Pair, Reason, check_installed, compare
from assay.linkage.groups import group
from assay.linkage.quick import likely_pairs
from assay.linkage.record import Record, record_of
from assay.linkage.shared import IDENTIFYING, shared_values
from assay.workflow import duplicate_records as r
from assay.workflow.candidate import Candidate
from assay.workflow.handles import handle_of
from assay.workflow.intake import Pool
from assay.workflow.records import SCHEMA_VERSION, UnreadRecord

__all__ = [
    "Likely",
    "Reason",
    "Tie",
    "check_installed",
    "count_likely",
    "duplicates_record",
    "find_duplicates",
]

THRESHOLD = 0.5
"""Chance from which a pair is shown: more likely one person than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two candidates compared: the pair with its reasons, and by comparison what both documents hold."""

    first: Candidate
    second: Candidate
    pair: Pair
    shared: Mapping[str, tuple[str, ...]]

    def values(self, reason: Reason, *, blind: bool) -> tuple[str, ...]:
        """What both hold that `reason` speaks of; none of contact where `blind`."""
        hidden = reason.bits <= 0 or (blind and reason.comparison in IDENTIFYING)
        return () if hidden else self.shared.get(reason.comparison, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A likely group: its candidates newest first, the pairs that tie them, the chance of the weakest needed tie.

    `newest` says whether the first is newer by its own date than all others.
    """

    candidates: tuple[Candidate, ...]
    dates: tuple[Month | None, ...]
    ties: tuple[Tie, ...]
    probability: float

    @property
    def newest(self) -> bool:
        """Whether the dates tell which is the newest."""
        first, *rest = self.dates
        return first is not None and all(d is None or d < first for d in rest)


def find_duplicates(pool: Pool, *, threshold: float = THRESHOLD) -> tuple[Likely, ...]:
    """The groups of candidates that may be one person, that with the newest document first.

    Needs the extra `linkage`; raises UsageError where it is missing.
    """
    check_installed()  # before anything of it is used
    people = sorted(
        pool.candidates, key=lambda c: (c.name, c.profile.id)
    )  # so that no order of paths plays in
    found = [record_of(c.name, c.documents, c.profile, c.identity) for c in people]
    pairs = compare(found, threshold=threshold)
    return tuple(
        Likely(
            candidates=tuple(people[n] for n in g.members),
            dates=tuple(found[n].dated for n in g.members),
            ties=tuple(_tie(people, found, p) for p in g.pairs),
            probability=g.probability,
        )
        for g in group(found, pairs)
    )


def _tie(people: Sequence[Candidate], found: Sequence[Record], pair: Pair) -> Tie:
    shared = shared_values(found[pair.first], found[pair.second])
    return Tie(first=people[pair.first], second=people[pair.second], pair=pair, shared=shared)


def count_likely(pool: Pool) -> int:
    """How many candidates share an e-mail address or nearly their whole text with another; cheap, without the extra."""
    pairs = likely_pairs([(c.documents, c.identity) for c in pool.candidates])
    return len({n for pair in pairs for n in pair})


def duplicates_record(
    groups: Sequence[Likely], pool: Pool, threshold: float, *, blind: bool = True
) -> r.DuplicatesRecord:
    """The machine contract's object of the groups found; values of contact only where not `blind`."""
    return r.DuplicatesRecord(
        schema_version=SCHEMA_VERSION,
        threshold=threshold,
        groups=tuple(
            r.DuplicateGroupRecord(
                documents=tuple(c.name for c in g.candidates),
                handles=tuple(handle_of(c.name) for c in g.candidates),
                sha256=tuple(tuple(d.sha256 for d in c.documents) for c in g.candidates),
                dated=tuple(str(d) if d else None for d in g.dates),
                newest=g.candidates[0].name if g.newest else None,
                probability=g.probability,
                pairs=tuple(_pair(t, blind=blind) for t in g.ties),
            )
            for g in groups
        ),
        unread=tuple(UnreadRecord(document=u.document, reason=u.reason) for u in pool.unread),
    )


def _pair(tie: Tie, *, blind: bool) -> r.DuplicatePairRecord:
    pair = tie.pair
    return r.DuplicatePairRecord(
        documents=(tie.first.name, tie.second.name),
        probability=pair.probability,
        bits=pair.bits,
        prior=pair.prior,
        reasons=tuple(_reason(x, tie.values(x, blind=blind)) for x in pair.reasons),
    )


def _reason(reason: Reason, shared: tuple[str, ...]) -> r.DuplicateReasonRecord:
    return r.DuplicateReasonRecord(
        comparison=reason.comparison, level=reason.level, bits=reason.bits, text=reason.text, shared=shared
    )
