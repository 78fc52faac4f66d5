"""The checklist of one hiring: duties in force, duties to check, duties to come, and rules that pull apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assay.crossborder.hiring.applying import Applying, applying
from assay.crossborder.hiring.due import due_of
from assay.crossborder.hiring.load import load_hiring_rules
from assay.crossborder.hiring.trust import trust_of
from assay.crossborder.hiring.values import Duty, HiringRule, HiringRules
from assay.domain.hiring_rule import (
    ChecklistItem,
    HiringChecklist,
    HiringConflict,
    HiringContext,
    Phase,
    Standing,
)
from assay.domain.route import Answer

_ORDER = {phase: number for number, phase in enumerate(Phase)}


def checklist(context: HiringContext, on: date, rules: HiringRules | None = None) -> HiringChecklist:
    """The duties of a hiring as of a day (the filing date), under `rules` (None: those that ship).

    A duty is in force only within its dates, both ends included; one that begins later is scheduled if it was
    known by then. What may apply but hangs on something unknown stands in `to_check`.
    """
    rules = rules or load_hiring_rules()
    concerned = [
        (r, a) for r in rules.rules if (a := applying(r, context, rules.places, on)).answer is not Answer.NO
    ]
    every = [
        _item(rule, duty, how, context, on, rules)
        for rule, how in concerned
        for duty in rule.duties
        if _shown(duty, on)
    ]
    every.sort(key=lambda item: (_ORDER[item.phase], item.due or date.max, item.begins or date.min))
    now = [item for item in every if item.standing is not Standing.SCHEDULED]
    return HiringChecklist(
        on=on,
        items=tuple(item for item in now if item.applies is Answer.YES),
        to_check=tuple(item for item in now if item.applies is Answer.UNKNOWN),
        scheduled=tuple(item for item in every if item.standing is Standing.SCHEDULED),
        conflicts=tuple(_conflicts(now, rules, on)),
    )


def _shown(duty: Duty, on: date) -> bool:
    """In force, or scheduled and already published."""
    provenance = duty.provenance
    if provenance.holds(on):
        return True
    later = provenance.valid_from is not None and provenance.valid_from > on
    return later and (provenance.known_from is None or provenance.known_from <= on)


def _item(
    rule: HiringRule, duty: Duty, how: Applying, context: HiringContext, on: date, rules: HiringRules
) -> ChecklistItem:
    provenance = duty.provenance
    standing = _standing(duty, on)
    due, due_text = _due(duty, how, context, standing)
    trusted = trust_of(
        provenance,
        rules.sources,
        on,
        today=context.today,
        changes=_changes(rule, duty, on, context.planned_start),
        litigation=rule.litigation,
        unsettled=duty.unsettled,
    )
    return ChecklistItem(
        rule=rule.id,
        rule_name=rule.name,
        topic=rule.topic,
        duty=duty.id,
        text=duty.do,
        phase=duty.due.phase,
        due=due,
        due_text=due_text,
        places=how.places,
        applies=how.answer,
        why=how.why,
        needs=how.needs,
        standing=standing,
        begins=provenance.valid_from,
        ends=provenance.valid_to,
        before_start=_before_start(standing, provenance.valid_from, context.planned_start),
        penalty=rule.penalty,
        note=rule.note,
        litigation=rule.litigation,
        unsettled=duty.unsettled,
        provenance=provenance,
        source_titles=rules.titles(provenance),
        trust=trusted.colour,
        trust_reasons=trusted.reasons,
    )


def _standing(duty: Duty, on: date) -> Standing:
    if not duty.provenance.holds(on):
        return Standing.SCHEDULED
    return Standing.TREAT_AS_DUE if duty.unsettled else Standing.IN_FORCE


def _due(duty: Duty, how: Applying, context: HiringContext, standing: Standing) -> tuple[date | None, str]:
    """A duty that begins later binds only what is done from then on."""
    due, words = due_of(duty.due, context, how.places[0])
    begins = duty.provenance.valid_from
    if standing is not Standing.SCHEDULED or begins is None:
        return due, words
    if due is not None and due < begins:
        due, words = None, _words_alone(duty, how)
    return due, f"from {begins}: {words}"


def _words_alone(duty: Duty, how: Applying) -> str:
    return due_of(duty.due, HiringContext(job_places=()), how.places[0])[1]


def _before_start(standing: Standing, begins: date | None, start: date | None) -> bool | None:
    if standing is not Standing.SCHEDULED or start is None or begins is None:
        return None
    return begins <= start


def _changes(rule: HiringRule, duty: Duty, on: date, start: date | None) -> list[date]:
    """Days after `on`, up to the planned start, on which rows of the rule begin or this one ends."""
    if start is None:
        return []
    begin = [d.provenance.valid_from for d in rule.duties]
    days = [day for day in (*begin, duty.provenance.valid_to) if day is not None]
    return [day for day in days if on < day <= start and day != duty.provenance.valid_from]


def _conflicts(items: list[ChecklistItem], rules: HiringRules, on: date) -> Iterator[HiringConflict]:
    present = {item.rule for item in items}
    yield from (HiringConflict(rules=p.rules, text=p.text) for p in rules.pairs if set(p.rules) <= present)
    duties = [
        (rule, duty)
        for rule in rules.rules
        if rule.id in present
        for duty in rule.duties
        if duty.provenance.holds(on)
    ]
    for rule, duty in duties:
        for other, kept in duties:
            if duty.delete_months and kept.keep_months and duty.delete_months < kept.keep_months:
                yield HiringConflict(
                    rules=(rule.id, other.id),
                    text=(
                        f"{rule.name}: delete after about {duty.delete_months} months; {other.name}: keep for"
                        f" {kept.keep_months} months. Set the time per place where each candidate is, not for all."
                    ),
                )
