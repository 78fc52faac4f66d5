"""Which candidates of a pool may be one person; nothing is merged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.dates import Month
from assay.linkage.compare import Pair, Reason, compare
from assay.linkage.groups import group
from assay.linkage.quick import likely_pairs
from assay.linkage.record import record_of
from assay.workflow import records as r
from assay.workflow.candidate import Candidate
from assay.workflow.intake import Pool

THRESHOLD = 0.5
"""Chance from which a pair is shown: more likely one person than two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A likely group: its candidates newest first, the pairs that tie them, the chance of the weakest needed tie.

    `newest` says whether the first is newer by its own date than all others.
    """

    candidates: tuple[Candidate, ...]
    dates: tuple[Month | None, ...]
    ties: tuple[tuple[Candidate, Candidate, Pair], ...]
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
    people = sorted(
        pool.candidates, key=lambda c: (c.name, c.profile.id)
    )  # so that no order of paths plays in
    found = [record_of(c.name, c.documents, c.profile, c.identity) for c in people]
    pairs = compare(found, threshold=threshold)
    return tuple(
        Likely(
            candidates=tuple(people[n] for n in g.members),
            dates=tuple(found[n].dated for n in g.members),
            ties=tuple((people[p.first], people[p.second], p) for p in g.pairs),
            probability=g.probability,
        )
        for g in group(found, pairs)
    )


def count_likely(pool: Pool) -> int:
    """How many candidates share an e-mail address or nearly their whole text with another; cheap, without the extra."""
    pairs = likely_pairs([(c.documents, c.identity) for c in pool.candidates])
    return len({n for pair in pairs for n in pair})


def duplicates_record(groups: Sequence[Likely], pool: Pool, threshold: float) -> r.DuplicatesRecord:
    """The machine contract's object of the groups found."""
    return r.DuplicatesRecord(
        schema_version=r.SCHEMA_VERSION,
        threshold=threshold,
        groups=tuple(
            r.DuplicateGroupRecord(
                documents=tuple(c.name for c in g.candidates),
                sha256=tuple(tuple(d.sha256 for d in c.documents) for c in g.candidates),
                dated=tuple(str(d) if d else None for d in g.dates),
                newest=g.candidates[0].name if g.newest else None,
                probability=g.probability,
                pairs=tuple(_pair(*t) for t in g.ties),
            )
            for g in groups
        ),
        unread=tuple(r.UnreadRecord(document=u.document, reason=u.reason) for u in pool.unread),
    )


def _pair(first: Candidate, second: Candidate, pair: Pair) -> r.DuplicatePairRecord:
    return r.DuplicatePairRecord(
        documents=(first.name, second.name),
        probability=pair.probability,
        bits=pair.bits,
        prior=pair.prior,
        reasons=tuple(_reason(x) for x in pair.reasons),
    )


def _reason(reason: Reason) -> r.DuplicateReasonRecord:
    return r.DuplicateReasonRecord(
        comparison=reason.comparison, level=reason.level, bits=reason.bits, text=reason.text
    )
