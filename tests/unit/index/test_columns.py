"""The pool as arrays."""

from __future__ import annotations

from tests.unit.matching.cast import TAXONOMY, claim, empty, evidence, passage, profile, signal

from assay.domain.evidence import EvidenceKind
from assay.domain.profile import Signal, SignalClaim
from assay.index.numbers import KIND_NUMBER
from assay.matching import Columns


def test_postings_stand_by_skill_and_by_kind() -> None:
    """A claim with two kinds of evidence has two postings."""
    person = profile(claim("aws", more=[evidence(EvidenceKind.RESEARCH)]), claim("gcp"))
    postings = Columns.from_profiles([empty(), person], TAXONOMY).postings
    assert dict(postings.runs) == {"aws": (0, 2), "gcp": (2, 3)}
    assert postings.profile.tolist() == [1, 1, 1]
    assert postings.kind.tolist() == [
        KIND_NUMBER[EvidenceKind.PRODUCTION],
        KIND_NUMBER[EvidenceKind.RESEARCH],
        0,
    ]


def test_a_claim_without_evidence_leaves_no_posting() -> None:
    """No claim without evidence."""
    bare = claim("aws")
    columns = Columns.from_profiles([profile(type(bare)(
        skill="aws", label="AWS", kind=bare.kind, depth=5, evidence=(),
    ))], TAXONOMY)  # fmt: skip
    assert dict(columns.postings.runs) == {}


def test_a_signal_without_a_quote_is_none() -> None:
    """What cannot be quoted does not count."""
    silent = SignalClaim(signal=Signal.PRODUCTION, level=4, quotes=())
    columns = Columns.from_profiles([profile(signals=(silent, signal(Signal.COLLABORATION, 9)))], TAXONOMY)
    assert columns.signals.tolist() == [[0, 0, 0, 0, 4]]


def test_passages_are_found_by_word() -> None:
    """Each word leads to the passages that hold it, by their number in the pool."""
    people = [profile(passages=(passage("Sonar arrays"),)), profile(passages=(passage("Freight and sonar"),))]
    passages = Columns.from_profiles(people, TAXONOMY).passages
    assert passages.with_word("sonar").tolist() == [0, 1]
    assert passages.with_word("freight").tolist() == [1]
    assert passages.with_word("absent").tolist() == []
