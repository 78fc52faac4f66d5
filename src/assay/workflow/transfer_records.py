"""The machine contract of `transfer` and `specialities`.

Fields may be added, never changed. Months are estimates by rule; what states something about a person
carries quotes and spans.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from assay.workflow.records import BriefRecord, LevelName, Span, UnreadRecord, VersionsRecord

SCHEMA_VERSION = "1.0"
"""Grows in its second part when fields are added, in its first when a meaning changes."""

BandName = Literal["strong", "good", "partial", "limited", "needs review"]
ImportanceName = Literal["must", "should", "nice"]


class RangeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Months, lowest and highest: an estimate."""

    low: float
    high: float


class EdgeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Experience of `source` answers for `target` with `credit` (0-1, never 1), and why."""

    source: str
    target: str
    credit: float
    reason: str
    provenance: tuple[str, ...]


class CarriedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something asked that work shown answers; `path` leads from the skill held to the skill asked."""

    requirement: str
    asked: str
    importance: ImportanceName
    level: LevelName
    credit: float
    label: str
    held: str | None
    path: tuple[EdgeRecord, ...]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class GapRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something asked that is not shown at the level of work; `beyond` says why no step closes it."""

    id: str
    requirement: str
    asked: str
    importance: ImportanceName | None
    sort: Literal["skill", "signal", "seniority", "years", "degree", "language", "open"]
    level: LevelName
    label: str
    beyond: str | None
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class StartRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a step starts from: a skill shown in work, or the skill of an earlier `step`."""

    skill: str
    label: str
    credit: float
    step: int | None
    path: tuple[EdgeRecord, ...]
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class StepRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the plan. `bits`, `share`, `score` and `band` are what the ranking would say."""

    number: int
    skill: str | None
    signal: str | None
    label: str
    importance: ImportanceName
    closes: tuple[str, ...]
    after: tuple[int, ...]
    do: str
    shows: str
    start: StartRecord | None
    months: RangeRecord
    basis: str
    bits: float
    share: float
    score: float
    band: BandName


class RampRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How long the whole plan takes; `estimate` is always true: a rule of ours, no measurement."""

    months: RangeRecord
    estimate: bool
    basis: tuple[str, ...]


class NearRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A speciality near to what the person does; `credit` is that of the edge from their own, if any."""

    speciality: str
    fit: float
    credit: float | None
    niche: str | None
    reason: str
    quotes: tuple[str, ...]
    spans: tuple[Span, ...]
    sources: tuple[int, ...]


class PathwayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One person and the target. `sources` everywhere are indices into `sha256`.

    `line` is the number of the step after which the ranking would say "good": 0 for now, null for not
    within this plan; `to_line` is how long that takes.
    """

    document: str
    documents: tuple[str, ...]
    sha256: tuple[str, ...]
    speciality: str
    seniority: str
    score: float
    band: BandName
    share: float
    carries: float
    carried: tuple[CarriedRecord, ...]
    gaps: tuple[GapRecord, ...]
    steps: tuple[StepRecord, ...]
    ramp_up: RampRecord
    line: int | None
    to_line: RangeRecord | None
    nearest: tuple[NearRecord, ...]


class TargetRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What to grow into; `brief` as read, null for a speciality, whose areas are in `asks`."""

    kind: Literal["brief", "speciality"]
    title: str
    speciality: str
    asks: tuple[str, ...]
    brief: BriefRecord | None


class GrowerRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A pathway; of a pool with the group it stands in and the reason for it."""

    group: Literal["fits", "could_grow", "review", "far"] | None
    reason: str | None
    pathway: PathwayRecord


class TransferRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`assay transfer`: one pathway, or a pool in its groups, those who could grow the quickest first."""

    schema_version: str
    target: TargetRecord
    pathways: tuple[GrowerRecord, ...]
    criteria: tuple[str, ...]
    as_of: str
    rules: str
    model: str
    model_sha256: str
    versions: VersionsRecord
    unread: tuple[UnreadRecord, ...]


class SpecialityEdgeRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Experience of `source` (or of its `niche`) answers for `target` with `credit` (0-1), and why."""

    source: str
    niche: str | None
    target: str
    credit: float
    reason: str
    provenance: tuple[str, ...]


class SpecialityRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A speciality with its niches and its edges, best first."""

    id: str
    label: str
    niches: tuple[str, ...]
    into: tuple[SpecialityEdgeRecord, ...]
    out: tuple[SpecialityEdgeRecord, ...]


class SpecialitiesRecord(msgspec.Struct, frozen=True, kw_only=True):
    """`assay specialities`: the map, or one place of it."""

    schema_version: str
    specialities: tuple[SpecialityRecord, ...]
    taxonomy: str


TRANSFER_RECORDS: dict[str, type[msgspec.Struct]] = {
    "transfer": TransferRecord,
    "specialities": SpecialitiesRecord,
}
"""Output name to its struct, as `assay schema NAME` prints it."""
