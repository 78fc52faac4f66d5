"""Figures of briefs read against labelled briefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assay.evaluation.gold import Gold
from assay.evaluation.pairing import Row, Spans, answers_to, places
from assay.evaluation.statistics import mean


@dataclass(slots=True)
class _Tally:
    """Counts over briefs, each as [right, of]."""

    recall: list[int] = field(default_factory=lambda: [0, 0])
    precision: list[int] = field(default_factory=lambda: [0, 0])
    importance: list[int] = field(default_factory=lambda: [0, 0])
    must: list[int] = field(default_factory=lambda: [0, 0])
    years: list[int] = field(default_factory=lambda: [0, 0])
    skills: list[int] = field(default_factory=lambda: [0, 0])
    boilerplate: list[int] = field(default_factory=lambda: [0, 0])
    constraints: list[bool] = field(default_factory=list)
    speciality: list[bool] = field(default_factory=list)


def brief_reading_figures(gold: Gold, briefs: Mapping[str, Row], part: str) -> dict[str, Any]:
    """Figures of `briefs` (records of the machine contract by brief id) on a part of `gold`."""
    tally = _Tally()
    for brief in sorted(gold.members(part)[1]):
        truth = gold.brief_truth(brief)
        if truth is not None:
            _add(tally, truth, briefs.get(brief) or {}, gold.brief_text(brief))
    return {
        "briefs": len(tally.speciality),
        "requirement_recall": _ratio(tally.recall),
        "requirement_precision": _ratio(tally.precision),
        "importance_accuracy": _ratio(tally.importance),
        "must_recall": _ratio(tally.must),
        "years_accuracy": _ratio(tally.years),
        "required_skill_recall": _ratio(tally.skills),
        "boilerplate_taken": _ratio(tally.boilerplate),
        "constraints_accuracy": mean(tally.constraints) if tally.constraints else 0.0,
        "speciality_accuracy": mean(tally.speciality) if tally.speciality else 0.0,
    }


def _ratio(counts: Sequence[int]) -> float:
    return counts[0] / max(1, counts[1])


def _touch(a: Spans, b: Spans) -> bool:
    """Whether some span of each shares at least 0.3 of the shorter one."""
    return any(min(x[1], y[1]) - max(x[0], y[0]) >= 0.3 * min(x[1] - x[0], y[1] - y[0]) for x in a for y in b)


def _add(tally: _Tally, truth: Row, reading: Row, text: str) -> None:
    found = [(r, places(text, r.get("quotes"))) for r in reading.get("requirements") or []]
    wanted = [(r, places(text, [r["quote"]])) for r in truth["requirements"]]
    for label, spans in wanted:
        _add_requirement(tally, label, [r for r, s in found if _touch(spans, s)])
    for _, spans in found:
        tally.precision[1] += 1
        tally.precision[0] += any(_touch(spans, s) for _, s in wanted)
    for passage in places(text, truth["boilerplate"]):
        tally.boilerplate[1] += 1
        tally.boilerplate[0] += any(
            _touch([passage], s) and not any(_touch(s, w) for _, w in wanted) for _, s in found
        )
    _add_constraints(tally, truth["constraints"], reading.get("constraints") or {})
    tally.speciality.append(reading.get("speciality") == truth["speciality"])


def _add_requirement(tally: _Tally, label: Row, hits: Sequence[Row]) -> None:
    tally.recall[1] += 1
    tally.recall[0] += bool(hits)
    if hits:
        tally.importance[1] += 1
        tally.importance[0] += any(h.get("importance") == label["importance"] for h in hits)
        if label["years"] is not None:
            tally.years[1] += 1
            tally.years[0] += any(h.get("years") == label["years"] for h in hits)
    if label["importance"] == "must":
        tally.must[1] += 1
        tally.must[0] += any(h.get("importance") == "must" for h in hits)
    names = {a for h in hits for k in h.get("skills") or [] for a in answers_to(k)}
    for skill in label["skills"]:
        tally.skills[1] += 1
        tally.skills[0] += bool(answers_to(skill) & names)


def _add_constraints(tally: _Tally, truth: Row, reading: Row) -> None:
    pay: Row | None = truth["pay"]
    read: Row | None = reading.get("pay")
    tally.constraints += [
        reading.get("remote") == truth["remote"],
        reading.get("sponsorship") == truth["sponsorship"],
        _same_pay(pay, read),
    ]


def _same_pay(truth: Row | None, reading: Row | None) -> bool:
    if truth is None or reading is None:
        return truth is reading
    return all(reading.get(k) == truth[k] for k in ("min", "max", "currency"))
