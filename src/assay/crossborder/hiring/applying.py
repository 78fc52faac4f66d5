"""Whether a rule concerns a hiring: after Kleene, so that what is not known stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assay.crossborder.hiring.values import HiringRule, Places
from assay.domain.hiring_rule import HiringContext
from assay.domain.route import Answer


@dataclass(frozen=True, slots=True)
class Applying:
    """The answer, where it holds, the reasons in words, and what would settle an unknown."""

    answer: Answer
    places: tuple[str, ...]
    why: str
    needs: tuple[str, ...]


def applying(rule: HiringRule, context: HiringContext, places: Places, on: date) -> Applying:
    """Whether a rule concerns a hiring on a day, dates of its duties left aside."""
    answer, matched, reason, needs = _place(rule, context, places, on)
    found = [(answer, reason, needs), *_conditions(rule, context, places, on)]
    answers = [a for a, _, _ in found]
    whole = Answer.NO if Answer.NO in answers else Answer.UNKNOWN if Answer.UNKNOWN in answers else Answer.YES
    why = f"{'; '.join(text for _, text, _ in found if text)}. {rule.applies_when}"
    return Applying(whole, matched, why[:1].upper() + why[1:], tuple(need for _, _, need in found if need))


def _place(
    rule: HiringRule, context: HiringContext, places: Places, on: date
) -> tuple[Answer, tuple[str, ...], str, str]:
    """Yes where a place of the hiring lies in one of the rule's, unknown where it may."""
    stated = [
        (who, place)
        for who, place in _stated(rule, context)
        if not any(places.within(place, one, on) for one in rule.except_places)
    ]
    sure = [
        (who, place) for who, place in stated if any(places.within(place, one, on) for one in rule.places)
    ]
    if sure:
        who, place = sure[0]
        matched = tuple(dict.fromkeys(place for _, place in sure))
        return Answer.YES, matched, f"{who} {places.name(place)}", ""
    parts = [
        (who, place, one) for who, place in stated for one in rule.places if places.touches(place, one, on)
    ]
    if not parts:
        return Answer.NO, (), "", ""
    matched = tuple(dict.fromkeys(one for _, _, one in parts))
    who, place, one = parts[0]
    if rule.conditions.remote_counts and context.remote and any(w.startswith("the job") for w, _, _ in parts):
        text = f"the job is remote and open to {places.name(place)}, so it can be done in {places.name(one)}"
        return Answer.YES, matched, text, ""
    need = f"whether it is in {' or '.join(places.name(m) for m in matched)}"
    return Answer.UNKNOWN, matched, f"{who} {places.name(place)}, more is not known", need


def _stated(rule: HiringRule, context: HiringContext) -> Iterator[tuple[str, str]]:
    if "job" in rule.concerns:
        yield from (("the job is in", place) for place in context.job_places)
    if "candidate" in rule.concerns:
        if context.candidate_places:
            yield from (("candidates are in", place) for place in context.candidate_places)
        else:
            yield from (("the job is in, and so candidates may be in,", p) for p in context.job_places)
    if "recipient" in rule.concerns:
        yield from (("CVs are received in", place) for place in context.recipient_places)


def _conditions(
    rule: HiringRule, context: HiringContext, places: Places, on: date
) -> Iterator[tuple[Answer, str, str]]:
    """Each condition as (answer, reason, what would settle it)."""
    conditions = rule.conditions
    if conditions.ai_screening:
        yield (Answer.YES if context.ai_screening else Answer.NO), "candidates are ranked by a tool", ""
    if conditions.employer_size_at_least is not None:
        yield _size(conditions.employer_size_at_least, context.employer_size)
    if conditions.size_not_read:
        yield Answer.UNKNOWN, "", "the least size of employer, which was not read"
    if conditions.recipients_in or conditions.recipients_outside:
        yield _recipients(rule, context, places, on)
    if conditions.depends_on:
        yield Answer.UNKNOWN, "", conditions.depends_on


def _size(least: int, size: int | None) -> tuple[Answer, str, str]:
    if least <= 1:
        return Answer.YES, "", ""
    if size is None:
        return Answer.UNKNOWN, "", f"whether the employer has {least} or more employees"
    text = f"the employer has {size} employees, {least} count"
    return (Answer.YES if size >= least else Answer.NO), text, ""


def _recipients(
    rule: HiringRule, context: HiringContext, places: Places, on: date
) -> tuple[Answer, str, str]:
    if not context.recipient_places:
        return Answer.UNKNOWN, "", "where those are who receive the CVs"
    inside, outside = rule.conditions.recipients_in, rule.conditions.recipients_outside
    hits = [
        place
        for place in context.recipient_places
        if (not inside or any(places.within(place, one, on) for one in inside))
        and not any(places.within(place, one, on) for one in outside)
    ]
    text = f"CVs are received in {', '.join(places.name(place) for place in hits)}"
    return (Answer.YES, text, "") if hits else (Answer.NO, "", "")
