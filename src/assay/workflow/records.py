"""The machine contract: what `profile`, `brief` and `match` write as JSON.

Fields may be added, never changed. The structs give both the output and its JSON Schema (`assay schema`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

SCHEMA_VERSION = "1.1"
"""Grows in its second part when fields are added, in its first when a meaning changes."""

Kind = Literal["production", "applied", "research", "education", "listed", "negative"]
LevelName = Literal[
    "denied", "not stated", "listed", "theory only", "adjacent", "used", "practised", "deep", "authority"
]
SourceName = Literal["cv", "publication", "code", "interview", "reference"]
Span = tuple[int, int]


class VersionsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Versions that a reading depends on."""

    assay: str
    extractor: str
    taxonomy: str


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something the reader should know, with the text it is about."""

    kind: str
    text: str
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class SkillRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """A skill with its strongest evidence. `linked` is false for terms outside the taxonomy."""

    id: str
    skill: str
    aliases: tuple[str, ...]
    evidence: Kind
    depth: int
    depth_range: tuple[int, int] | None
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]
    reasons: tuple[str, ...]
    last_used: str | None
    months: int | None
    linked: bool


class ExperienceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A role held; dates are `YYYY-MM`, `YYYY` or `present`."""

    title: str
    employer: str
    start: str | None
    end: str | None
    kind: str
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class EducationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A degree or school."""

    degree: str
    field: str
    institution: str
    year: str | None
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class CredentialRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate, publication, patent, talk or link."""

    kind: str
    title: str
    year: str | None
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class QuotesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Quotes with their spans."""

    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class MobilityRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What the person states of place, right to work and notice. It never enters the ranking."""

    location: QuotesRecord | None
    work_authorisation: QuotesRecord | None
    notice_period: QuotesRecord | None


class ProfileRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One document (or one candidate of several documents) as read.

    `sources` in skills are indices into `documents`; `document_sources` tells the kind of each. `text` is there
    with `--with-text` only.
    """

    schema_version: str
    document: str
    sha256: str
    documents: tuple[str, ...]
    document_sources: tuple[SourceName, ...]
    language: str | None
    as_of: str
    speciality: str
    speciality_evidence: QuotesRecord
    seniority: str
    seniority_evidence: QuotesRecord
    years_relevant: float
    skills: tuple[SkillRecord, ...]
    also_named: tuple[SkillRecord, ...]
    experience: tuple[ExperienceRecord, ...]
    education: tuple[EducationRecord, ...]
    credentials: tuple[CredentialRecord, ...]
    signals: dict[str, int]
    signal_evidence: dict[str, QuotesRecord]
    languages: tuple[str, ...]
    mobility: MobilityRecord
    findings: tuple[FindingRecord, ...]
    warnings: tuple[str, ...]
    versions: VersionsRecord
    text: str | msgspec.UnsetType = msgspec.UNSET


class RequirementRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be checked in a CV. `skill_ids` are taxonomy ids, in the order of `skills`."""

    id: str
    text: str
    importance: Literal["must", "should", "nice"]
    kind: str
    skills: tuple[str, ...]
    skill_ids: tuple[str, ...]
    alternatives: bool
    years: float | None
    evidence: Literal["production", "research", "any"]
    signals: tuple[str, ...]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]


class PayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Pay as stated."""

    min: float
    max: float
    currency: str
    period: str


class ConstraintsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Terms of the role; none enters the score."""

    locations: tuple[str, ...]
    remote: Literal["onsite", "hybrid", "remote", "unspecified"]
    sponsorship: Literal["yes", "no", "unspecified"]
    pay: PayRecord | None
    employment: str
    languages: tuple[str, ...]


class BriefRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A role brief as read."""

    schema_version: str
    document: str
    sha256: str
    title: str
    language: str | None
    speciality: str
    seniority: str | None
    requirements: tuple[RequirementRecord, ...]
    constraints: ConstraintsRecord
    findings: tuple[FindingRecord, ...]
    versions: VersionsRecord


class TransferRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One step from a skill to another: its credit (0-1), why, and every source that speaks for it."""

    source: str
    target: str
    credit: float
    reason: str
    provenance: tuple[str, ...]


class ContributionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One requirement's part of the score. `label` is the sentence for people.

    Where a related skill answered, `via` is its label, `path` the steps from it to the skill asked, and
    `credit` the share (0-1) of direct evidence's bits that it earned at most.
    """

    requirement: str
    level: LevelName
    bits: float
    via: str | None
    path: tuple[TransferRecord, ...]
    credit: float
    skill: str | None
    label: str
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class IntervalRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Lowest and highest likely score, 0-100, from what is in doubt in the reading."""

    low: float
    high: float


class QuestionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask: the requirement's id (or `seniority`), the brief's words, and the candidate's that prompted it."""

    text: str
    requirement: str
    bits: float
    brief_quotes: tuple[str, ...]
    brief_spans: tuple[Span, ...]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class SentenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the paragraph. In a blind run `text` is covered; `quotes` are exact pieces of the documents."""

    about: Literal["opening", "shown", "concern", "ask"]
    text: str
    requirements: tuple[str, ...]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class ExplanationRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The paragraph: every number, name, date and skill in it stands in its quotes or in the brief."""

    text: str
    sentences: tuple[SentenceRecord, ...]


class CounterfactualRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Where the candidate would stand with evidence of a requirement (`gain`) or without that of a skill."""

    gain: bool
    requirement: str
    skill: str | None
    bits: float
    score: float
    rank: int
    new_rank: int
    text: str


class MatchRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One candidate against the brief: `bits` is the model's prior plus all contributions' bits.

    `counterfactuals` are worked out for those shown in full (`--top`).
    """

    document: str
    documents: tuple[str, ...]
    sha256: tuple[str, ...]
    rank: int
    score: float
    interval: IntervalRecord
    bits: float
    band: Literal["strong", "good", "partial", "limited", "needs review"]
    explanation: ExplanationRecord
    contributions: tuple[ContributionRecord, ...]
    questions: tuple[str, ...]
    question_details: tuple[QuestionRecord, ...]
    counterfactuals: tuple[CounterfactualRecord, ...]
    findings: tuple[FindingRecord, ...]


class ModelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The matching model, the prior it gives this brief, and what compared phrases outside the vocabulary."""

    version: str
    sha256: str
    prior: float
    similarity: str


class UnreadRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could not be read, and why."""

    document: str
    reason: str


class MatchRunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A whole ranking: everyone read, best first, and what could not be read."""

    schema_version: str
    brief: BriefRecord
    model: ModelRecord
    versions: VersionsRecord
    as_of: str
    matches: tuple[MatchRecord, ...]
    unread: tuple[UnreadRecord, ...]


class ComparedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement side by side: `level`, `bits`, `label` and `quotes` stand in the order of `matches`."""

    requirement: str
    text: str
    importance: str
    spread: float
    levels: tuple[LevelName, ...]
    bits: tuple[float, ...]
    labels: tuple[str, ...]
    quotes: tuple[tuple[str, ...], ...]


class PairRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Two neighbours of the order (indices into `matches`): the lead, what makes it, and what would turn it."""

    ahead: int
    behind: int
    bits: float
    overlap: bool
    sentences: tuple[str, ...]


class CompareRunRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Candidates side by side: `matches` best first, `requirements` by how far they differ."""

    schema_version: str
    brief: BriefRecord
    model: ModelRecord
    versions: VersionsRecord
    as_of: str
    matches: tuple[MatchRecord, ...]
    requirements: tuple[ComparedRecord, ...]
    pairs: tuple[PairRecord, ...]
    unread: tuple[UnreadRecord, ...]


RECORDS: dict[str, type[msgspec.Struct]] = {
    "profile": ProfileRecord,
    "brief": BriefRecord,
    "match": MatchRunRecord,
    "compare": CompareRunRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
