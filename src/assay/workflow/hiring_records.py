"""The machine contract of what binds a hiring, as part of `routes`. Fields may be added, never changed."""

from __future__ import annotations

from datetime import date

import msgspec

from assay.domain.hiring_rule import Phase, Severity, Standing, Topic
from assay.domain.route import Answer, Trust
from assay.workflow.records import Span
from assay.workflow.rule_records import ProvenanceRecord


class DutyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A duty of the hiring; `applies` is unknown where it hangs on what `needs` names."""

    rule: str
    rule_name: str
    topic: Topic
    duty: str
    text: str
    phase: Phase
    due: date | None
    due_text: str
    places: tuple[str, ...]
    applies: Answer
    why: str
    needs: tuple[str, ...]
    standing: Standing
    begins: date | None
    ends: date | None
    before_start: bool | None
    penalty: str | None
    note: str | None
    litigation: str | None
    unsettled: str | None
    trust: Trust
    trust_reasons: tuple[str, ...]
    provenance: ProvenanceRecord


class HiringConflictRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Rules that pull apart, and what to do."""

    rules: tuple[str, ...]
    text: str


class ChecklistRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Duties that bind, that may bind, and that begin later."""

    on: date
    items: tuple[DutyRecord, ...]
    to_check: tuple[DutyRecord, ...]
    scheduled: tuple[DutyRecord, ...]
    conflicts: tuple[HiringConflictRecord, ...]


class BriefFindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the brief that a rule does not allow. `span` is null where something is missing, or no text is kept."""

    code: str
    rule: str
    rule_name: str
    words: str
    span: Span | None
    message: str
    instead: str
    severity: Severity
    places: tuple[str, ...]
    applies: Answer
    begins: date | None
    trust: Trust
    provenance: ProvenanceRecord


class AllowedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How the right to work may be asked about in a country, and how never."""

    country: str
    side: str
    questions: tuple[str, ...]
    never: tuple[str, ...]
    note: str
    provenance: ProvenanceRecord


class StatedRuleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A rule of employment in words."""

    text: str
    provenance: ProvenanceRecord


class EmploymentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Notice, probation and non-compete in a country; `notice_days` as usually served by who resigns."""

    country: str
    notice: StatedRuleRecord
    notice_days: tuple[int, int]
    notice_days_note: str
    notice_days_provenance: ProvenanceRecord
    probation: StatedRuleRecord
    non_compete: StatedRuleRecord
    later: tuple[StatedRuleRecord, ...]
