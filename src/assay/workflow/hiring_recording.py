"""What binds a hiring as records of the machine contract: duties, findings, questions, employment."""

from __future__ import annotations

from typing import Any

from assay.domain.hiring_rule import (
    AllowedQuestions,
    BriefFinding,
    ChecklistItem,
    EmploymentFacts,
    HiringChecklist,
    StatedRule,
)
from assay.workflow import hiring_records as r
from assay.workflow.routes import Role
from assay.workflow.rule_recording import provenance_record


def role_parts(role: Role) -> dict[str, Any]:
    """The fields of `RoleRecord` that tell what binds its hiring."""
    kept = role.brief.document is not None
    return {
        "checklist": _checklist(role.checklist),
        "findings": tuple(_finding(f, text_kept=kept) for f in role.findings),
        "allowed_questions": tuple(map(_allowed, role.allowed)),
        "employment": tuple(map(_employment, role.employment)),
    }


def _checklist(found: HiringChecklist) -> r.ChecklistRecord:
    return r.ChecklistRecord(
        on=found.on,
        items=tuple(map(_duty, found.items)),
        to_check=tuple(map(_duty, found.to_check)),
        scheduled=tuple(map(_duty, found.scheduled)),
        conflicts=tuple(r.HiringConflictRecord(rules=c.rules, text=c.text) for c in found.conflicts),
    )


def _duty(item: ChecklistItem) -> r.DutyRecord:
    return r.DutyRecord(
        rule=item.rule,
        rule_name=item.rule_name,
        topic=item.topic,
        duty=item.duty,
        text=item.text,
        phase=item.phase,
        due=item.due,
        due_text=item.due_text,
        places=item.places,
        applies=item.applies,
        why=item.why,
        needs=item.needs,
        standing=item.standing,
        begins=item.begins,
        ends=item.ends,
        before_start=item.before_start,
        penalty=item.penalty,
        note=item.note,
        litigation=item.litigation,
        unsettled=item.unsettled,
        trust=item.trust,
        trust_reasons=item.trust_reasons,
        provenance=provenance_record(item.provenance),
    )


def _finding(found: BriefFinding, *, text_kept: bool) -> r.BriefFindingRecord:
    """A span means nothing where the brief was corrected by hand and no text is kept."""
    span = found.quote if text_kept else None
    return r.BriefFindingRecord(
        code=found.code,
        rule=found.rule,
        rule_name=found.rule_name,
        words=found.words,
        span=None if span is None else (span.start, span.end),
        message=found.message,
        instead=found.instead,
        severity=found.severity,
        places=found.places,
        applies=found.applies,
        begins=found.begins,
        trust=found.trust,
        provenance=provenance_record(found.provenance),
    )


def _allowed(found: AllowedQuestions) -> r.AllowedRecord:
    return r.AllowedRecord(
        country=found.country,
        side=found.side,
        questions=found.questions,
        never=found.never,
        note=found.note,
        provenance=provenance_record(found.provenance),
    )


def _employment(found: EmploymentFacts) -> r.EmploymentRecord:
    return r.EmploymentRecord(
        country=found.country,
        notice=_stated(found.notice),
        notice_days=(found.notice_range.low_days, found.notice_range.high_days),
        notice_days_note=found.notice_range.note,
        notice_days_provenance=provenance_record(found.notice_range.provenance),
        probation=_stated(found.probation),
        non_compete=_stated(found.non_compete),
        later=tuple(map(_stated, found.later)),
    )


def _stated(rule: StatedRule) -> r.StatedRuleRecord:
    return r.StatedRuleRecord(text=rule.text, provenance=provenance_record(rule.provenance))
