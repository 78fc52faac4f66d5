"""The machine contract of `search`, `similar` and `roles`. Fields may be added, never changed."""

from __future__ import annotations

from typing import Literal

import msgspec

from assay.workflow.records import (
    BriefRecord,
    ContributionRecord,
    FindingRecord,
    Kind,
    LevelName,
    ModelRecord,
    Span,
    UnreadRecord,
    VersionsRecord,
)


class UsedModelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The matching model whose levels weighed the evidence."""

    version: str
    sha256: str


class TermRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A term of an expression and how it was read."""

    term: str
    reading: str


class MetRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A term that a candidate meets. `sources` are indices into `documents`, one for each quote."""

    term: str
    label: str
    bits: float
    skill: str | None
    evidence: Kind | None
    depth: int | None
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class HitRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate who meets the expression. `bits` is the strength of the evidence shown for it."""

    document: str
    documents: tuple[str, ...]
    sha256: tuple[str, ...]
    rank: int
    bits: float
    met: tuple[MetRecord, ...]


class SearchRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A search: who meets the expression, and how many others there are.

    `expression` is as read, `given` as typed. Of the `candidates` read, `short` write of a skill or phrase
    asked but not what is asked of it, and `silent` say nothing of any.
    """

    schema_version: str
    given: str
    expression: str
    terms: tuple[TermRecord, ...]
    notes: tuple[str, ...]
    as_of: str
    model: UsedModelRecord
    versions: VersionsRecord
    candidates: int
    short: int
    silent: int
    matches: tuple[HitRecord, ...]
    unread: tuple[UnreadRecord, ...]


class ShownSkillRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A skill as one candidate shows it. `sources` are indices into that candidate's `documents`."""

    skill: str
    label: str
    evidence: Kind
    depth: int
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class SharedSkillRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A skill that both show. `part` is its share (0-1) of the likeness of skills."""

    label: str
    part: float
    given: ShownSkillRecord
    other: ShownSkillRecord


class SourcedQuotesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Quotes with their spans and the documents that they stand in."""

    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class UnlikeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something in which the two differ."""

    text: str
    given: SourcedQuotesRecord
    other: SourcedQuotesRecord


class LikenessRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate beside the given one. `score` is 0-100, `parts` 0-1; `parts` times the run's `weights` make it."""

    document: str
    documents: tuple[str, ...]
    sha256: tuple[str, ...]
    rank: int
    score: float
    parts: dict[str, float]
    shared: tuple[SharedSkillRecord, ...]
    only_given: tuple[ShownSkillRecord, ...]
    only_other: tuple[ShownSkillRecord, ...]
    unlike: tuple[UnlikeRecord, ...]


class GivenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The candidate that others are compared with."""

    document: str
    documents: tuple[str, ...]
    sha256: tuple[str, ...]


class SimilarRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The candidates most like a given one. `left_out` share a document with it."""

    schema_version: str
    given: GivenRecord
    as_of: str
    model: UsedModelRecord
    versions: VersionsRecord
    weights: dict[str, float]
    candidates: int
    left_out: int
    matches: tuple[LikenessRecord, ...]
    unread: tuple[UnreadRecord, ...]


class MustRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A must of a brief and how it stands for the candidate; its quotes are in the contribution of that name."""

    requirement: str
    text: str
    standing: Literal["met", "partly met", "not stated", "denied"]
    level: LevelName


class RoleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One brief for the candidate: `bits` is the model's prior plus all contributions' bits."""

    brief: BriefRecord
    model: ModelRecord
    rank: int
    score: float
    bits: float
    band: Literal["strong", "good", "partial", "limited", "needs review"]
    musts: tuple[MustRecord, ...]
    contributions: tuple[ContributionRecord, ...]
    questions: tuple[str, ...]
    findings: tuple[FindingRecord, ...]


class RolesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Briefs ranked for one candidate, best first, and the briefs that could not be read."""

    schema_version: str
    candidate: GivenRecord
    as_of: str
    versions: VersionsRecord
    roles: tuple[RoleRecord, ...]
    unread: tuple[UnreadRecord, ...]


FOUND: dict[str, type[msgspec.Struct]] = {
    "search": SearchRecord,
    "similar": SimilarRecord,
    "roles": RolesRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
